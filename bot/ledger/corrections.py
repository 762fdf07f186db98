"""Corrections of parked entries: which value became which, by whom and why, who else looked, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.domain.handover import Change, Correction
from bot.domain.lifecycle import RETAKEN, Status
from bot.domain.model import EntryKey, PlannedEntry
from bot.errors import ConfigError
from bot.language import say
from bot.ledger.codec import dump, load
from bot.ledger.database import Database
from bot.ledger.holding import Holding
from bot.ledger.intake import FRESH, content_of
from bot.ledger.schema import corrections, entries
from bot.ledger.shapes import write_event

_FRESH = {name: value for name, value in FRESH.items() if name not in ("baseline", "announced")}
"""An earlier announced commit, and what stood on the site then, stay known."""
_CONTENT = ("screen", "digest", "occurrence", "day", "amount", "payload")


class Correcting:
    """The part of the ledger by which a parked entry gets other content than its row."""

    database: Database
    _run: int | None
    _holding: Holding

    def propose(  # noqa: PLR0913 - a correction has that many parts
        self, planned: PlannedEntry, changes: Sequence[Change], *, base: str, who: str, why: str, second: bool
    ) -> int:
        """Keep what an entry shall say instead, from any process; gives its id.

        It takes only when it is taken up. `base` is the digest that the workbook gives the entry; `second`:
        another person must approve.
        """
        return _propose(self.database, planned, changes, base=base, who=who, why=why, second=second)

    def approve_correction(self, correction: int, *, who: str) -> EntryKey:
        """Let another person take responsibility for a correction; ConfigError for the same one."""
        return _approve(self.database, correction, who=who)

    def corrected(self, key: EntryKey) -> bool:
        """REJECTED or FAILED -> PENDING as its newest correction says; false when there is none to take."""
        self._holding.must_be_held()
        return _take_up(self.database, self._run, key)

    def corrections(self, key: EntryKey | None = None) -> tuple[Correction, ...]:
        """Give every correction, oldest first; of one entry, or of all."""
        query = select(corrections).order_by(corrections.c.id)
        if key is not None:
            query = query.where(corrections.c.key == key)
        with self.database.reading() as connection:
            return tuple(_correction(row) for row in connection.execute(query))


def _propose(  # noqa: PLR0913 - a correction has that many parts
    database: Database,
    planned: PlannedEntry,
    changes: Sequence[Change],
    *,
    base: str,
    who: str,
    why: str,
    second: bool,
) -> int:
    content = content_of(planned)
    told = [[each.field, each.line, each.old, each.new] for each in changes]
    with database.writing() as connection:
        row = connection.execute(
            corrections.insert()
            .values(
                at=database.stamp(), key=planned.entry.key, base=base, content=dump(content),
                digest=planned.entry.digest, changes=dump(told), who=who, why=why, second=int(second),
            )
            .returning(corrections.c.id)
        )  # fmt: skip
        made = int(row.scalar_one())
        details = {"correction": made, "who": who, "reason": why, "changes": told, "second": second}
        write_event(
            connection, at=database.stamp(), action="proposed", run=None, key=planned.entry.key,
            details=details | {"digest": planned.entry.digest},
        )  # fmt: skip
    return made


def _approve(database: Database, correction: int, *, who: str) -> EntryKey:
    with database.writing() as connection:
        row = connection.execute(select(corrections).where(corrections.c.id == correction)).first()
        if row is None or row.taken or row.approved_by:
            raise ConfigError(
                say(
                    "ไม่มีการแก้ไขที่รอผู้อนุมัติหมายเลข {n}",
                    "There is no correction {n} that waits for approval.",
                    n=correction,
                )
            )
        if who.strip().casefold() == row.who.strip().casefold():
            raise ConfigError(
                say(
                    "ผู้อนุมัติต้องเป็นคนละคนกับผู้แก้ไข ({w}) ให้อีกคนใส่ชื่อของตนแล้วอนุมัติ",
                    "Another person than {w}, who made the correction, must approve it.",
                    w=row.who,
                )
            )
        at = database.stamp()
        connection.execute(
            corrections.update().where(corrections.c.id == correction).values(approved_by=who, approved_at=at)
        )
        details = {"correction": correction, "who": who}
        write_event(connection, at=at, action="correction_approved", run=None, key=row.key, details=details)
    return EntryKey(row.key)


def _take_up(database: Database, run: int | None, key: EntryKey) -> bool:
    at = database.stamp()
    with database.writing() as connection:
        found = _newest(connection, key)
        row = connection.execute(select(entries).where(entries.c.key == key).with_for_update()).first()
        parked = row is not None and Status(row.status) in RETAKEN
        if found is None or row is None or not parked or (found.second and not found.approved_by):
            return False
        content = {name: value for name, value in load(found.content).items() if name in _CONTENT}
        connection.execute(
            entries.update()
            .where(entries.c.key == key, entries.c.status == row.status)
            .values(status=Status.PENDING.value, changed_at=at, **_FRESH, **content)
        )
        connection.execute(corrections.update().where(corrections.c.id == found.id).values(taken=at))
        details = {
            "correction": found.id, "who": found.who, "reason": found.why, "changes": load(found.changes),
            "approved_by": found.approved_by or "", "old_digest": row.digest, "digest": found.digest,
        }  # fmt: skip
        write_event(
            connection, at=at, action="corrected", run=run, key=key, old=Status(row.status),
            new=Status.PENDING, attempt=row.attempts, details=details,
        )  # fmt: skip
    return True


def _newest(connection: Connection, key: EntryKey) -> Row[Any] | None:
    """Give the newest correction, unless it has been taken: an older one is overruled by a newer one."""
    query = select(corrections).where(corrections.c.key == key).order_by(corrections.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None or row.taken else row


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        id=row.id,
        at=datetime.fromisoformat(row.at),
        key=EntryKey(row.key),
        base=row.base,
        digest=row.digest,
        changes=tuple(
            Change(field=name, line=line, old=old, new=new) for name, line, old, new in load(row.changes)
        ),
        who=row.who,
        why=row.why,
        second=bool(row.second),
        approved_by=row.approved_by or "",
        taken=datetime.fromisoformat(row.taken) if row.taken else None,
    )

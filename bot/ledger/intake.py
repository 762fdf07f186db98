"""A plan goes into the ledger: what is new, what is known, what changed, what is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.domain.handover import NOT_IN_WORKBOOK, Enqueued, EntryChange
from bot.domain.lifecycle import COMMITTED, Status
from bot.domain.model import Entry, EntryKey, Plan, PlannedEntry
from bot.errors import LedgerBroken
from bot.language import Text, say
from bot.ledger.chain import append
from bot.ledger.codec import dump, dump_payload
from bot.ledger.schema import corrections, entries
from bot.ledger.shapes import change_of, event_record, planned_of
from bot.planning.identity import says_the_same

FRESH: dict[str, Any] = {
    "attempts": 0,
    "number": "",
    "reason": "",
    "message_th": "",
    "message_en": "",
    "receipt": None,
    "readback": None,
    "verdict": None,
    "baseline": None,
    "seen": None,
    "announced": None,
    "mapping": "",
    "typed": "{}",
    "evidence": "[]",
    "doubt_since": None,
    "waits_for": None,
}
"""What the ledger knows of an entry on which no work was done."""

_UNSETTLED = frozenset({Status.COMMITTING, Status.IN_DOUBT})


@dataclass
class _Tally:
    new: int = 0
    known: int = 0
    changes: list[EntryChange] = field(default_factory=list)
    gone: list[EntryKey] = field(default_factory=list)
    unsettled: list[EntryKey] = field(default_factory=list)
    replaced: list[EntryKey] = field(default_factory=list)
    dropped: list[EntryKey] = field(default_factory=list)
    revived: list[EntryKey] = field(default_factory=list)


def enqueue(connection: Connection, plan: Plan, *, at: str, run: int | None) -> Enqueued:
    """Take the whole plan in; an entry of the ledger that is not in it is not worked on any more."""
    intake = _Intake(connection, at, run)
    query = select(corrections).where(corrections.c.taken.is_not(None)).order_by(corrections.c.id)
    corrected = {row.key: (row.base, row.digest) for row in connection.execute(query)}
    known = {row.key: row for row in connection.execute(select(entries).with_for_update())}
    keys = {planned.entry.key for planned in plan.entries}
    if len(keys) != len(plan.entries):
        raise LedgerBroken(
            say(
                "แผนงานมีรายการที่รหัสประจำรายการซ้ำกัน ถือเป็นข้อผิดพลาดของโปรแกรม"
                " ยังไม่มีการบันทึกใด ๆ โปรดแจ้งผู้ดูแล",
                "The plan has two entries with the same key. This is a fault of the program; nothing was"
                " sent."
                " Please report it.",
            )
        )
    for position, planned in enumerate(plan.entries, start=1):
        row = known.get(planned.entry.key)
        if row is None:
            intake.add(planned, position)
        else:
            intake.meet(row, planned, position, corrected=corrected.get(row.key, ("", "")))
    for key, row in known.items():
        if key not in keys:
            intake.miss(row)
    return intake.told()


class _Intake:
    def __init__(self, connection: Connection, at: str, run: int | None) -> None:
        self._connection = connection
        self._at = at
        self._run = run
        self._tally = _Tally()
        self._events: list[dict[str, Any]] = []

    def add(self, planned: PlannedEntry, position: int) -> None:
        """Make an entry that the ledger does not know PENDING."""
        values = content_of(planned) | _place(planned, position) | FRESH
        self._connection.execute(
            entries.insert().values(
                key=planned.entry.key, status=Status.PENDING.value, changed_at=self._at, **values
            )
        )
        self._event(
            "enqueued", planned.entry.key, None, Status.PENDING, {"digest": planned.entry.digest}
        )
        self._tally.new += 1

    def meet(
        self, row: Row[Any], planned: PlannedEntry, position: int, *, corrected: tuple[str, str] = ("", "")
    ) -> None:
        """Bring an entry that the ledger knows up to date, as far as its status allows.

        `corrected`: the digests of the row that a person corrected and of what it became; while workbook
        and ledger still say so, the correction stands.
        """
        status = Status(row.status)
        entry = planned.entry
        stands = corrected == (entry.digest, row.digest)
        same = stands or row.digest == entry.digest or says_the_same(planned_of(row).entry, entry)
        if same:
            self._tally.known += 1
        elif status in COMMITTED:
            self._tally.changes.append(change_of(row, entry))
        elif status in _UNSETTLED:
            self._tally.unsettled.append(entry.key)
        else:
            self._replace(row, planned)
        if same and status is Status.SKIPPED and row.reason == NOT_IN_WORKBOOK:
            self._revive(row)
        keeps_steps = stands or status in COMMITTED | _UNSETTLED
        self._refresh(row, _place(planned, position) | ({} if keeps_steps else content_of(planned)))

    def miss(self, row: Row[Any]) -> None:
        """Note what is no longer in the workbook; what is not committed must not be worked on."""
        status = Status(row.status)
        if status in COMMITTED:
            self._tally.gone.append(EntryKey(row.key))
        elif status not in _UNSETTLED and status is not Status.SKIPPED:
            self._move(row, Status.SKIPPED, "dropped", {}, reason=NOT_IN_WORKBOOK, **_said(NO_LONGER_THERE))
            self._tally.dropped.append(EntryKey(row.key))

    def told(self) -> Enqueued:
        """Chain what happened (a whole plan at once) and give the sum of it."""
        append(self._connection, self._events)
        tally = self._tally
        return Enqueued(
            new=tally.new,
            known=tally.known,
            changed=tuple(change.new.key for change in tally.changes),
            changes=tuple(tally.changes),
            gone=tuple(tally.gone),
            unsettled=tuple(tally.unsettled),
            replaced=tuple(tally.replaced),
            dropped=tuple(tally.dropped),
            revived=tuple(tally.revived),
        )

    def _replace(self, row: Row[Any], planned: PlannedEntry) -> None:
        by_person = row.status == Status.SKIPPED.value and row.reason != NOT_IN_WORKBOOK
        new = Status.SKIPPED if by_person else Status.PENDING
        fresh = {} if by_person else FRESH
        digests = {"old_digest": row.digest, "digest": planned.entry.digest}
        self._move(row, new, "replaced", digests, **fresh)
        self._tally.replaced.append(planned.entry.key)

    def _revive(self, row: Row[Any]) -> None:
        self._move(row, Status.PENDING, "revived", {}, attempts=0, reason="", message_th="", message_en="")
        self._tally.revived.append(EntryKey(row.key))

    def _move(
        self, row: Row[Any], new: Status, action: str, details: Mapping[str, object], **values: Any
    ) -> None:
        self._connection.execute(
            entries.update()
            .where(entries.c.key == row.key)
            .values(status=new.value, changed_at=self._at, **values)
        )
        self._event(action, row.key, Status(row.status), new, details)

    def _refresh(self, row: Row[Any], values: dict[str, Any]) -> None:
        known = row._mapping  # noqa: SLF001 - the public name of a Row's columns
        changed = {name: value for name, value in values.items() if known[name] != value}
        if changed:
            self._connection.execute(entries.update().where(entries.c.key == row.key).values(**changed))

    def _event(
        self,
        action: str,
        key: str,
        old: Status | None,
        new: Status,
        details: Mapping[str, object] | None = None,
    ) -> None:
        self._events.append(
            event_record(
                at=self._at, action=action, run=self._run, key=key, old=old, new=new, details=details
            )
        )


NO_LONGER_THERE = say(
    "แถวนี้ไม่อยู่ในสมุดงานแล้ว จึงไม่บันทึก หากต้องการให้บันทึก ให้ใส่แถวกลับเข้าไปแล้วสั่ง run ใหม่",
    "This row is no longer in the workbook, so it is not entered. To have it entered, put it back and run"
    " again.",
)


def _said(text: Text) -> dict[str, str]:
    return {"message_th": text.th, "message_en": text.en}


def content_of(planned: PlannedEntry) -> dict[str, Any]:
    """Give what shall be booked and how; never changed once it is committed."""
    entry: Entry = planned.entry
    return {
        "screen": entry.screen,
        "digest": entry.digest,
        "occurrence": entry.occurrence,
        "day": entry.day.isoformat() if entry.day else None,
        "amount": str(entry.amount),
        "payload": dump_payload(planned),
    }


def _place(planned: PlannedEntry, position: int) -> dict[str, Any]:
    """Give where the entry stands in plan and workbook; follows the workbook whatever the status."""
    return {"position": position, "sheet": planned.entry.sheet, "rows": dump(list(planned.entry.rows))}

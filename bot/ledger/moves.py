"""The transitions: one method, one guarded UPDATE, one event row, one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.domain.handover import RECOVERY
from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey, Readback, Receipt, Verdict
from bot.errors import LedgerBroken
from bot.language import Text, say
from bot.ledger.codec import dump, dump_readback, dump_receipt, dump_texts, dump_verdict, load_texts
from bot.ledger.database import Database
from bot.ledger.schema import attempts, entries
from bot.ledger.shapes import write_event

SOURCES: dict[str, tuple[frozenset[Status], frozenset[Status]]] = {
    "waits": (frozenset({Status.PENDING, Status.WAITING}), frozenset({Status.WAITING})),
    "ready": (frozenset({Status.WAITING}), frozenset({Status.PENDING})),
    "committing": (frozenset({Status.WORKING}), frozenset({Status.COMMITTING})),
    "posted": (frozenset({Status.COMMITTING}), frozenset({Status.POSTED})),
    "rejected": (frozenset({Status.WORKING, Status.COMMITTING}), frozenset({Status.REJECTED})),
    "again": (frozenset({Status.WORKING}), frozenset({Status.PENDING})),
    "failed": (frozenset({Status.WORKING}), frozenset({Status.FAILED})),
    "in_doubt": (frozenset({Status.WORKING, Status.COMMITTING}), frozenset({Status.IN_DOUBT})),
    "unsettled": (frozenset({Status.IN_DOUBT}), frozenset({Status.IN_DOUBT})),
    "found": (frozenset({Status.IN_DOUBT}), frozenset({Status.POSTED})),
    "absent": (frozenset({Status.IN_DOUBT}), frozenset({Status.PENDING})),
    "judged": (
        frozenset({Status.POSTED, Status.VERIFIED, Status.MISMATCHED}),
        frozenset({Status.VERIFIED, Status.MISMATCHED}),
    ),
    "skipped": (
        frozenset(
            {
                Status.PENDING,
                Status.WAITING,
                Status.WORKING,
                Status.IN_DOUBT,
                Status.REJECTED,
                Status.FAILED,
            }
        ),
        frozenset({Status.SKIPPED}),
    ),
}
"""Which statuses each method takes an entry from, and to which."""

_IN_WORK = (Status.WORKING, Status.COMMITTING)


class Moves:
    """Every way by which an entry changes its status in the ledger; LedgerBroken when it may not."""

    def __init__(self, database: Database) -> None:
        """Work on this database."""
        self.database = database
        self._run: int | None = None

    def waits(self, key: EntryKey, reason: str, text: Text, *, waits_for: Sequence[EntryKey]) -> None:
        """PENDING (or WAITING for something else) -> WAITING until those entries are as it needs them."""
        with self.database.writing() as connection:
            details = {"reason": reason, "text": text.en, "waits_for": list(waits_for)}
            values = _said(text, reason) | {"waits_for": dump_texts(waits_for)}
            self._move(connection, "waits", key, Status.WAITING, details, **values)

    def ready(self, key: EntryKey) -> None:
        """Do WAITING -> PENDING: everything that it needs is there now."""
        with self.database.writing() as connection:
            values = _said(None, "") | {"waits_for": None}
            self._move(connection, "ready", key, Status.PENDING, {}, **values)

    def about_to_commit(self, key: EntryKey, *, baseline: Sequence[str], typed: Mapping[str, str]) -> None:
        """WORKING -> COMMITTING, synced to disk before it returns."""
        at = self.database.stamp()
        with self.database.writing() as connection:
            details = {"baseline": list(baseline)}
            values = {"baseline": dump_texts(baseline), "typed": dump(dict(typed)), "announced": at}
            self._move(connection, "committing", key, Status.COMMITTING, details, **values)
            self._attempt(connection, key, announced=at)

    def posted(self, key: EntryKey, receipt: Receipt) -> None:
        """Do COMMITTING -> POSTED."""
        with self.database.writing() as connection:
            self._book(connection, "posted", key, receipt)
            self._attempt(connection, key, requests=receipt.requests)

    def refused(self, key: EntryKey, text: Text, *, evidence: Sequence[str] = ()) -> None:
        """WORKING or COMMITTING -> REJECTED."""
        self._tell("rejected", key, Status.REJECTED, text, evidence)

    def again(self, key: EntryKey, text: Text, *, evidence: Sequence[str] = (), counts: bool = True) -> None:
        """WORKING -> PENDING; `counts` false: this attempt does not use up one of the tries."""
        with self.database.writing() as connection:
            values = _said(text, "") | {"evidence": dump_texts(evidence)}
            if not counts:
                values["attempts"] = entries.c.attempts - 1
            self._move(
                connection, "again", key, Status.PENDING, {"text": text.en, "counts": counts}, **values
            )

    def failed(self, key: EntryKey, text: Text, *, evidence: Sequence[str] = ()) -> None:
        """WORKING -> FAILED."""
        self._tell("failed", key, Status.FAILED, text, evidence)

    def in_doubt(  # noqa: PLR0913 - a doubt has that many parts
        self,
        key: EntryKey,
        reason: str,
        text: Text,
        *,
        evidence: Sequence[str] = (),
        baseline: Sequence[str] | None = None,
        requests: int | None = None,
    ) -> None:
        """WORKING or COMMITTING -> IN_DOUBT; `baseline` given: the look-alikes a person must judge.

        `requests`: how many commit requests left, where that is known.
        """
        at = self.database.stamp()
        values = _said(text, reason) | {"doubt_since": at, "evidence": dump_texts(evidence)}
        details: dict[str, object] = {"reason": reason, "text": text.en}
        if baseline is not None:
            values["baseline"] = dump_texts(baseline)
            details["baseline"] = list(baseline)
        with self.database.writing() as connection:
            if requests is not None:
                details["requests"] = requests
                self._attempt(connection, key, requests=requests)
            self._move(connection, "in_doubt", key, Status.IN_DOUBT, details, **values)

    def unsettled(self, key: EntryKey, text: Text, *, seen: Sequence[str] = ()) -> None:
        """IN_DOUBT stays IN_DOUBT: recovery cannot tell; a person must judge the documents `seen`."""
        with self.database.writing() as connection:
            values = {"message_th": text.th, "message_en": text.en, "seen": dump_texts(seen)}
            details = {"text": text.en, "seen": list(seen)}
            self._move(connection, "unsettled", key, Status.IN_DOUBT, details, **values)

    def found(self, key: EntryKey, receipt: Receipt, *, who: str = RECOVERY, why: str = "") -> None:
        """IN_DOUBT -> POSTED: recovery or a person says so, and why."""
        with self.database.writing() as connection:
            self._book(connection, "found", key, receipt, {"who": who, "why": why})

    def absent(self, key: EntryKey, text: Text, *, who: str, why: str = "") -> None:
        """IN_DOUBT -> PENDING: its absence was proved (who = RECOVERY) or a person decided, and why.

        After a person's decision the documents that were `seen` count as known not to be ours.
        """
        with self.database.writing() as connection:
            row = self._row(connection, key)
            details = {"who": who, "why": why, "text": text.en}
            values = _said(text, "") | {"doubt_since": None, "seen": None}
            if who != RECOVERY:
                judged = (*load_texts(row.baseline), *load_texts(row.seen))
                values["baseline"] = dump_texts(dict.fromkeys(judged))
            self._move(connection, "absent", key, Status.PENDING, details, **values)

    def judged(
        self, key: EntryKey, readback: Readback | None, verdict: Verdict, *, text: Text | None = None
    ) -> None:
        """Do POSTED, VERIFIED or MISMATCHED -> VERIFIED or MISMATCHED; `text` says what differs."""
        status = Status.VERIFIED if verdict.equal else Status.MISMATCHED
        text = text or Text(th="", en="")
        values = _said(text, "" if verdict.equal else "mismatch") | {
            "readback": dump_readback(readback) if readback else None,
            "verdict": dump_verdict(verdict),
        }
        with self.database.writing() as connection:
            self._move(connection, "judged", key, status, {"text": text.en}, **values)

    def skipped(self, key: EntryKey, reason: str, *, who: str) -> None:
        """Any open entry -> SKIPPED."""
        text = say("{who} สั่งข้าม: {reason}", "Skipped by {who}: {reason}", who=who, reason=reason)
        with self.database.writing() as connection:
            details = {"who": who, "reason": reason}
            self._move(connection, "skipped", key, Status.SKIPPED, details, **_said(text, "skipped"))

    def _tell(self, action: str, key: EntryKey, new: Status, text: Text, evidence: Sequence[str]) -> None:
        with self.database.writing() as connection:
            values = _said(text, action) | {"evidence": dump_texts(evidence)}
            self._move(connection, action, key, new, {"text": text.en}, **values)

    def _book(
        self,
        connection: Connection,
        action: str,
        key: EntryKey,
        receipt: Receipt,
        more: Mapping[str, object] | None = None,
    ) -> None:
        row = self._row(connection, key)
        if receipt.number:
            self._refuse_number_of_another(connection, row, receipt.number)
        evidence = [*load_texts(row.evidence if action == "found" else None), *receipt.evidence]
        values = _said(None, "") | {
            "number": receipt.number,
            "receipt": dump_receipt(receipt),
            "doubt_since": None,
            "evidence": dump_texts(evidence),
        }
        shown = {"number": receipt.number, "how": receipt.how, "message": receipt.message}
        details: dict[str, object] = shown | dict(more or {})
        self._move(connection, action, key, Status.POSTED, details, **values)

    def _refuse_number_of_another(self, connection: Connection, row: Row[Any], number: str) -> None:
        same_number = (entries.c.screen == row.screen) & (entries.c.number == number)
        other = connection.execute(select(entries.c.key).where(same_number, entries.c.key != row.key)).first()
        if other is not None:
            raise LedgerBroken(
                say(
                    "เลขที่เอกสาร {number} เป็นของรายการอื่นอยู่แล้ว ({other}) จึงใช้กับรายการ {key} ไม่ได้"
                    " ให้ตรวจเลขที่ในระบบอีกครั้ง",
                    "Document number {number} already belongs to another entry ({other}), so it cannot be"
                    " that of {key}. Look up the number on the site again.",
                    number=number,
                    other=other.key[:12],
                    key=row.key[:12],
                )
            )

    def _move(
        self,
        connection: Connection,
        action: str,
        key: EntryKey,
        new: Status,
        details: Mapping[str, object],
        **values: Any,
    ) -> None:
        """Do one guarded UPDATE with its event; nothing is written when the entry stands elsewhere."""
        row = self._row(connection, key)
        sources, _ = SOURCES[action]
        at = self.database.stamp()
        changed = connection.execute(
            entries.update()
            .where(entries.c.key == key, entries.c.status.in_(_values(sources)))
            .values(status=new.value, changed_at=at, **values)
        )
        old = Status(row.status)
        if changed.rowcount != 1:
            raise _not_from_here(key, action, old)
        write_event(
            connection, at=at, action=action, run=self._run, key=key, old=old, new=new,
            attempt=row.attempts, details=details,
        )  # fmt: skip
        if old in _IN_WORK and new not in _IN_WORK:
            self._attempt(connection, key, ended=at, outcome=new.value)

    def _row(self, connection: Connection, key: EntryKey) -> Row[Any]:
        row = connection.execute(select(entries).where(entries.c.key == key).with_for_update()).first()
        if row is None:
            raise LedgerBroken(
                say(
                    "ไม่พบรายการ {key} ในทะเบียนงาน ให้ดูรหัสรายการจากคำสั่ง status --entries",
                    "Entry {key} is not in the ledger. See `status --entries` for the keys.",
                    key=key[:12],
                )
            )
        return row

    def _attempt(self, connection: Connection, key: EntryKey, **values: Any) -> None:
        """Write into the newest attempt of an entry."""
        newest = (
            select(attempts.c.id).where(attempts.c.key == key).order_by(attempts.c.id.desc()).limit(1)
        ).scalar_subquery()
        connection.execute(attempts.update().where(attempts.c.id == newest).values(**values))


def _said(text: Text | None, reason: str) -> dict[str, Any]:
    return {
        "message_th": text.th if text else "",
        "message_en": text.en if text else "",
        "reason": reason,
    }


def _values(statuses: Collection[Status]) -> list[str]:
    return sorted(status.value for status in statuses)


def _not_from_here(key: EntryKey, action: str, old: Status) -> LedgerBroken:
    return LedgerBroken(
        say(
            "รายการ {key} อยู่ในสถานะ {old} จึงทำ “{action}” ไม่ได้ อาจมีโปรแกรมอื่นใช้ทะเบียนงานเดียวกัน"
            " ให้ตรวจสถานะด้วยคำสั่ง status ก่อนทำต่อ",
            "Entry {key} stands at {old}, from which “{action}” is not possible; another program may be using"
            " this ledger. Look at `status` before going on.",
            key=key[:12],
            old=old.value,
            action=action,
        )
    )

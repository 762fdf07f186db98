"""A ledger in memory; `FakeMemory` outlives it as a file outlives its process."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, get_args

from bot.domain.approval import APPROVED, Approval
from bot.domain.handover import (
    ACKNOWLEDGED,
    NOT_IN_WORKBOOK,
    RECOVERY,
    UNLISTED,
    Asked,
    Candidate,
    Claim,
    DoubtOf,
    Enqueued,
    EntryChange,
    Posted,
    Wish,
)
from bot.domain.lifecycle import COMMITTED, RETAKEN, Status
from bot.domain.model import Entry, EntryKey, Plan, PlannedEntry, Readback, Receipt, Standing, Verdict
from bot.errors import ConfigError, LedgerBroken, LedgerBusy
from bot.language import Text, say
from bot.planning.identity import says_the_same
from fakes.clock import FakeClock

W, C, D, P = Status.WORKING, Status.COMMITTING, Status.IN_DOUBT, Status.PENDING


@dataclass
class _Line:
    planned: PlannedEntry
    position: int
    status: Status = P
    attempts: int = 0
    number: str = ""
    reason: str = ""
    baseline: tuple[str, ...] | None = None
    seen: tuple[str, ...] = ()
    announced: bool = False
    since: datetime | None = None
    text: Text | None = None
    candidates: tuple[Candidate, ...] = ()
    requests: int | None = None
    receipt: Receipt | None = None
    waits_for: tuple[EntryKey, ...] = ()


@dataclass
class FakeMemory:
    """What lasts."""

    lines: dict[str, _Line] = field(default_factory=dict)
    runs: list[Mapping[str, str]] = field(default_factory=list)
    events: list[tuple[str, str | None]] = field(default_factory=list)
    wishes: list[Asked] = field(default_factory=list)
    wished: int = 0
    acknowledged: list[Mapping[str, object]] = field(default_factory=list)
    approved: list[Approval] = field(default_factory=list)
    foreign: list[tuple[str, str]] = field(default_factory=list)
    unlisted: list[tuple[datetime, str, str]] = field(default_factory=list)
    holder: object = None
    corrections: dict[str, tuple[PlannedEntry, str, bool]] = field(default_factory=dict)
    corrected: dict[str, tuple[str, str]] = field(default_factory=dict)


class FakeLedger:
    """Fits `engine.ports.Ledger`."""

    def __init__(self, clock: FakeClock, memory: FakeMemory | None = None) -> None:
        self._clock = clock
        self.memory = memory or FakeMemory()

    def close(self) -> None:
        if self.memory.holder is self:
            self.memory.holder = None

    def begin_run(self, plan: Plan, *, operator: str) -> int:
        self._take()
        self.memory.runs.append(dict(plan.mappings))
        of_entries = ("skip", "leave", "correct")
        self.memory.wishes = [each for each in self.memory.wishes if each.wish in of_entries]
        return len(self.memory.runs)

    def end_run(self, run: int, outcome: str) -> None:
        self.note("run_ended")
        self.close()

    @contextmanager
    def hold(self, purpose: str, *, who: str) -> Iterator[None]:
        self._take()
        try:
            yield
        finally:
            self.close()

    def enqueue(self, plan: Plan) -> Enqueued:
        self._must_hold()
        told: dict[str, list[EntryKey]] = {
            name: [] for name in ("changed", "gone", "unsettled", "replaced", "dropped", "revived")
        }
        changes: list[EntryChange] = []
        new = known = 0
        for position, planned in enumerate(plan.entries, start=1):
            entry = planned.entry
            line = self.memory.lines.get(entry.key)
            if line is None:
                self.memory.lines[entry.key] = _Line(planned, position)
                new += 1
                continue
            line.position = position
            fixed = line.status in COMMITTED or line.status in (C, D)
            left = line.status is Status.SKIPPED and line.reason == NOT_IN_WORKBOOK
            stands = self.memory.corrected.get(entry.key) == (entry.digest, line.planned.entry.digest)
            fixed = fixed or stands
            if stands or says_the_same(line.planned.entry, entry):
                known += 1
                if left:
                    told["revived"].append(entry.key)
                    line.status, line.reason, line.attempts = P, "", 0
            elif line.status in COMMITTED:
                told["changed"].append(entry.key)
                changes.append(EntryChange(old=line.planned.entry, new=entry))
            elif fixed:
                told["unsettled"].append(entry.key)
            else:
                told["replaced"].append(entry.key)
                if line.status is not Status.SKIPPED or left:
                    line = self.memory.lines[entry.key] = _Line(planned, position)
            if not fixed:
                line.planned = planned
        planned_keys = {planned.entry.key for planned in plan.entries}
        for key, line in self.memory.lines.items():
            if key in planned_keys:
                continue
            if line.status in COMMITTED:
                told["gone"].append(EntryKey(key))
            elif line.status not in (C, D, Status.SKIPPED):
                told["dropped"].append(EntryKey(key))
                line.status, line.reason = Status.SKIPPED, NOT_IN_WORKBOOK
        lists = {name: tuple(keys) for name, keys in told.items()}
        return Enqueued(new=new, known=known, changes=tuple(changes), **lists)

    def interrupted(self) -> tuple[DoubtOf, ...]:
        self._must_hold()
        for key, line in self.memory.lines.items():
            if line.status is W:
                self.again(EntryKey(key), say("-", "-"), counts=False)
            elif line.status is C:
                self.in_doubt(EntryKey(key), "crashed", say("-", "-"))
        return self.doubts()

    def doubts(self) -> tuple[DoubtOf, ...]:
        found = [
            DoubtOf(
                planned=line.planned,
                attempt=line.attempts,
                reason=line.reason,
                baseline=line.baseline or (),
                since=line.since or self._clock.now(),
            )
            for line in self._ordered()
            if line.status is D
        ]
        return tuple(sorted(found, key=lambda doubt: doubt.since))

    def upcoming(self, *, not_screens: frozenset[str] = frozenset()) -> Entry | None:
        for line in self._ordered():
            if line.status is P and line.planned.entry.screen not in not_screens:
                return line.planned.entry
        return None

    def last_day_before(self, day: date) -> date | None:
        days = [line.planned.entry.day for line in self.memory.lines.values() if line.planned.entry.day]
        return max((one for one in days if one < day), default=None)

    def unproven_before(self, day: date) -> tuple[Standing, ...]:
        proven = (Status.VERIFIED, Status.SKIPPED)
        former = [line for line in self._ordered() if (line.planned.entry.day or day) < day]
        return tuple(self._standing(line) for line in former if line.status not in proven)

    def waiting(self) -> tuple[Entry, ...]:
        return tuple(line.planned.entry for line in self._ordered() if line.status is Status.WAITING)

    def waits(self, key: EntryKey, reason: str, text: Text, *, waits_for: Sequence[EntryKey]) -> None:
        line = self._move(key, "waits", {P, Status.WAITING}, Status.WAITING)
        line.reason, line.text, line.waits_for = reason, text, tuple(waits_for)

    def ready(self, key: EntryKey) -> None:
        line = self._move(key, "ready", {Status.WAITING}, P)
        line.reason, line.text, line.waits_for = "", None, ()

    def standing(self, key: EntryKey) -> Standing | None:
        line = self.memory.lines.get(key)
        return self._standing(line) if line else None

    def _standing(self, line: _Line) -> Standing:
        return Standing(
            entry=line.planned.entry,
            position=line.position,
            status=line.status,
            number=line.number,
            message=line.text,
            reason=line.reason,
            receipt=line.receipt,
            waits_for=line.waits_for,
        )

    def claim(self, run: int, *, not_screens: frozenset[str] = frozenset()) -> Claim | None:
        self._must_hold()
        for line in self._ordered():
            if line.status is P and line.planned.entry.screen not in not_screens:
                line.status = W
                line.attempts += 1
                return Claim(
                    planned=line.planned,
                    attempt=line.attempts,
                    baseline=line.baseline,
                    announced=line.announced,
                )
        return None

    def about_to_commit(self, key: EntryKey, *, baseline: Sequence[str], typed: Mapping[str, str]) -> None:
        line = self._move(key, "committing", {W}, C)
        line.baseline, line.announced = tuple(baseline), True

    def posted(self, key: EntryKey, receipt: Receipt) -> None:
        self._book(key, "posted", {C}, receipt)

    def refused(self, key: EntryKey, text: Text, *, evidence: Sequence[str] = ()) -> None:
        self._move(key, "rejected", {W, C}, Status.REJECTED).text = text

    def again(self, key: EntryKey, text: Text, *, evidence: Sequence[str] = (), counts: bool = True) -> None:
        line = self._move(key, "again", {W}, P)
        line.attempts -= 0 if counts else 1

    def failed(self, key: EntryKey, text: Text, *, evidence: Sequence[str] = ()) -> None:
        self._move(key, "failed", {W}, Status.FAILED).text = text

    def in_doubt(
        self,
        key: EntryKey,
        reason: str,
        text: Text,
        *,
        evidence: Sequence[str] = (),
        baseline: Sequence[str] | None = None,
        requests: int | None = None,
    ) -> None:
        line = self._move(key, "in_doubt", {W, C}, D)
        line.candidates, line.requests = (), requests
        line.reason, line.since, line.text = reason, self._clock.now(), text
        if baseline is not None:
            line.baseline = tuple(baseline)

    def unsettled(self, key: EntryKey, text: Text, *, seen: Sequence[str] = ()) -> None:
        line = self._move(key, "unsettled", {D}, D)
        line.text, line.seen = text, tuple(seen)

    def found(self, key: EntryKey, receipt: Receipt, *, who: str = RECOVERY, why: str = "") -> None:
        self._book(key, "found", {D}, receipt)

    def absent(self, key: EntryKey, text: Text, *, who: str, why: str = "") -> None:
        line = self._move(key, "absent", {D}, P)
        if who != RECOVERY:
            line.baseline = (*(line.baseline or ()), *line.seen)
        line.reason, line.seen = "", ()

    def saw(self, key: EntryKey, candidates: Sequence[Candidate]) -> None:
        self.memory.lines[key].candidates = tuple(candidates)
        self.note("saw", key=key)

    def foreign(self, key: EntryKey, numbers: Sequence[str]) -> tuple[str, ...]:
        screen = self.memory.lines[key].planned.entry.screen
        lines = self.memory.lines.values()
        doubted = {n for line in lines if line.status is D for n in line.seen}
        known = {number for other, number in self.memory.foreign if other == screen} | doubted
        new = tuple(number for number in dict.fromkeys(numbers) if number not in known)
        self.memory.foreign += [(screen, number) for number in new]
        if new:
            self.note("foreign", key=key)
        return new

    def judged(
        self, key: EntryKey, readback: Readback | None, verdict: Verdict, *, text: Text | None = None
    ) -> None:
        status = Status.VERIFIED if verdict.equal else Status.MISMATCHED
        self._move(key, "judged", COMMITTED, status).text = text

    def skipped(self, key: EntryKey, reason: str, *, who: str) -> None:
        lawful = {P, W, D, Status.WAITING, Status.REJECTED, Status.FAILED}
        self._move(key, "skipped", lawful, Status.SKIPPED).reason = "skipped"

    def note(self, action: str, *, key: EntryKey | None = None, **details: object) -> None:
        self.memory.events.append((action, key))
        if action == ACKNOWLEDGED:
            self.memory.acknowledged.append(details)
        if action == UNLISTED:
            told = (self._clock.now(), str(details["screen"]), str(details["number"]))
            self.memory.unlisted.append(told)
        if action == APPROVED:
            self.memory.approved.append(Approval(**details))  # type: ignore[arg-type]

    def approvals(self) -> tuple[Approval, ...]:
        return tuple(self.memory.approved)

    def acknowledged(self) -> frozenset[str]:
        told: list[Any] = self.memory.acknowledged
        return frozenset(warning["mark"] for details in told for warning in details["warnings"])

    def to_verify(self, *, everything: bool = False) -> tuple[Posted, ...]:
        statuses = COMMITTED if everything else COMMITTED - {Status.VERIFIED}
        return tuple(
            Posted(entry=line.planned.entry, number=line.number, baseline=line.baseline or ())
            for line in self._ordered()
            if line.status in statuses
        )

    def claimed_numbers(self, screen: str) -> frozenset[str]:
        lines = self.memory.lines.values()
        return frozenset(
            line.number for line in lines if line.number and line.planned.entry.screen == screen
        )

    def unlisted(self, screen: str, since: datetime) -> tuple[str, ...]:
        told = self.memory.unlisted
        return tuple(number for at, other, number in told if other == screen and at >= since)

    def ask(self, wish: Wish, key: EntryKey | None = None, reason: str = "", who: str = "") -> int:
        incomplete = wish in ("skip", "leave") and not (key and reason.strip())
        if incomplete or wish not in get_args(Wish):
            raise ConfigError(say("คำขอไม่ครบ", "The wish is not complete."))
        self.memory.wished += 1
        self.memory.wishes.append(Asked(id=self.memory.wished, wish=wish, key=key, reason=reason, who=who))
        return self.memory.wished

    def propose(self, planned: PlannedEntry, base: str, *, approved: bool = True) -> None:
        """Keep a correction, as a console does."""
        self.memory.corrections[planned.entry.key] = (planned, base, approved)

    def corrected(self, key: EntryKey) -> bool:
        self._must_hold()
        planned, base, approved = self.memory.corrections.get(key, (None, "", False))
        line = self.memory.lines[key]
        if planned is None or not approved or line.status not in RETAKEN:
            return False
        line.planned, line.status, line.attempts = planned, P, 0
        self.memory.corrected[key] = (base, planned.entry.digest)
        del self.memory.corrections[key]
        self.note("corrected", key=key)
        return True

    def asked(self) -> tuple[Asked, ...]:
        taken, self.memory.wishes = tuple(self.memory.wishes), []
        return taken

    def counts(self) -> Mapping[Status, int]:
        counts = dict.fromkeys(Status, 0)
        for line in self.memory.lines.values():
            counts[line.status] += 1
        return counts

    def screens_at(self, status: Status) -> Mapping[str, int]:
        lines = self.memory.lines.values()
        found = sorted(line.planned.entry.screen for line in lines if line.status is status)
        return {screen: found.count(screen) for screen in found}

    def status_of(self, key: EntryKey) -> Status | None:
        line = self.memory.lines.get(key)
        return line.status if line else None

    def take_up_again(self, statuses: Collection[Status]) -> int:
        if not set(statuses) <= {Status.REJECTED, Status.FAILED}:
            msg = "only REJECTED and FAILED"
            raise ValueError(msg)
        lines = [line for line in self.memory.lines.values() if line.status in statuses]
        for line in lines:
            line.status, line.attempts = P, 0
        return len(lines)

    def mappings_in_use(self) -> Mapping[str, str]:
        bound = {
            line.planned.entry.screen
            for line in self.memory.lines.values()
            if line.status in COMMITTED or line.status in (C, D)
        }
        digests: dict[str, str] = {}
        for mappings in self.memory.runs:
            digests |= {screen: digest for screen, digest in mappings.items() if screen in bound}
        return digests

    def _ordered(self) -> list[_Line]:
        return sorted(self.memory.lines.values(), key=lambda line: line.position)

    def _move(self, key: EntryKey, action: str, sources: Collection[Status], new: Status) -> _Line:
        line = self.memory.lines.get(key)
        if line is None or line.status not in sources:
            raise LedgerBroken(say("ผิดสถานะ", f"{action} is not possible."))
        line.status = new
        self.note(action, key=key)
        return line

    def _book(self, key: EntryKey, action: str, sources: Collection[Status], receipt: Receipt) -> None:
        line = self.memory.lines.get(key)
        if line and receipt.number and receipt.number in self.claimed_numbers(line.planned.entry.screen):
            raise LedgerBroken(say("เลขที่ซ้ำ", "The number is another entry's."))
        line = self._move(key, action, sources, Status.POSTED)
        line.number, line.receipt = receipt.number, receipt

    def _take(self) -> None:
        if self.memory.holder is not None:
            raise LedgerBusy(say("มีผู้ใช้อยู่", "The ledger is in use."))
        self.memory.holder = self

    def _must_hold(self) -> None:
        if self.memory.holder is not self:
            raise LedgerBroken(say("ยังไม่ได้เปิด", "No run was begun."))

"""Reads posted entries back from another screen, in bulk where the site allows, and judges each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial

from bot.domain.handover import Posted
from bot.domain.model import Difference, EntryKey, Readback, Verdict
from bot.engine.copies import Copies
from bot.engine.foreign import Foreign
from bot.engine.judging import COPIES
from bot.engine.late_lists import LateLists
from bot.engine.months import BooksCompared
from bot.engine.needs import Needs
from bot.engine.patience import Patience
from bot.engine.ports import Ports, Progress
from bot.engine.refusals import place_of
from bot.language import Text, say
from bot.planning.verdict import STATUS

NOT_ON_SITE = Difference(field="number", expected="", seen="ไม่พบในระบบ / not on the site")
CANCELLED = Difference(field=STATUS, expected="", seen="ยกเลิกแล้ว / cancelled")


@dataclass(frozen=True, kw_only=True)
class TotalCheck:
    """Control total of one screen on one day: what was meant against what the site shows.

    `unseen` documents show no amount there; they count as documents but not as money.
    """

    screen: str
    day: date | None
    planned_count: int
    planned_amount: Decimal
    seen_count: int
    seen_amount: Decimal
    unseen: int = 0

    @property
    def equal(self) -> bool:
        """Tell whether counts agree, and sums too as far as the site shows them."""
        return self.planned_count == self.seen_count and (
            self.unseen > 0 or self.planned_amount == self.seen_amount
        )


@dataclass(frozen=True, kw_only=True)
class VerificationReport:
    """What one verification proved of the entries that it read."""

    verified: tuple[EntryKey, ...] = ()
    mismatched: tuple[EntryKey, ...] = ()
    totals: tuple[TotalCheck, ...] = ()
    books: BooksCompared = field(default_factory=BooksCompared)

    @property
    def equal(self) -> bool:
        """Tell whether everything read is as it was meant."""
        return not self.mismatched and all(total.equal for total in self.totals)


@dataclass(frozen=True, kw_only=True)
class _Read:
    posted: Posted
    readback: Readback | None
    verdict: Verdict


class Verification:
    """Proves posted entries by what another screen shows."""

    def __init__(  # noqa: PLR0913 - everything that reading back meets
        self,
        ports: Ports,
        *,
        foreign: Foreign,
        needs: Needs,
        patience: Patience,
        late: LateLists,
        between: Callable[[], object],
        progress: Progress,
    ) -> None:
        """Take the ports; reads are tried again by `patience`, what a late list hides by `late`.

        `between` heeds a stop before each group.
        """
        self._ports = ports
        self._copies = Copies(ports, foreign, patience)
        self._needs = needs
        self._patience = patience
        self._late = late
        self._between = between
        self._progress = progress

    def verify(self, *, everything: bool = False) -> VerificationReport:
        """Judge the entries not yet verified, or all that are posted; a failing read leaves the rest."""
        read: list[_Read] = []
        self._copies.look_afresh()
        standing = self._ports.ledger.to_verify(everything=everything)
        numbered = [replace(one, entry=self._needs.numbered(one.entry)) for one in standing]
        for group in self._groups(numbered):
            self._between()
            found = self._late.read(group, self._read_back)
            read += [self._judged(posted, found.get(posted.entry.key)) for posted in group]
        return VerificationReport(
            verified=tuple(each.posted.entry.key for each in read if each.verdict.equal),
            mismatched=tuple(each.posted.entry.key for each in read if not each.verdict.equal),
            totals=self._totals(read),
        )

    def prove(self, key: EntryKey) -> bool:
        """Read one entry back that was posted just now, and judge it; tells whether it is as it was meant."""
        self._copies.look_afresh()
        (posted,) = [one for one in self._ports.ledger.to_verify() if one.entry.key == key]
        posted = replace(posted, entry=self._needs.numbered(posted.entry))
        found = self._late.read((posted,), self._read_back)
        return self._judged(posted, found.get(key)).verdict.equal

    def _read_back(self, group: tuple[Posted, ...]) -> Mapping[EntryKey, Readback]:
        return self._patience.reading(partial(self._ports.site.read_back, group))

    def _groups(self, waiting: Sequence[Posted]) -> list[tuple[Posted, ...]]:
        """Put together what one search of one screen shows, in plan order of the first."""
        groups: dict[tuple[str, ...], list[Posted]] = {}
        for posted in waiting:
            place = (posted.entry.screen, *self._ports.judge.group(posted.entry))
            groups.setdefault(place, []).append(posted)
        return [tuple(group) for group in groups.values()]

    def _judged(self, posted: Posted, readback: Readback | None) -> _Read:
        verdict = self._verdict(posted, readback)
        verdict = _with_copies(verdict, posted, self._copies.of(posted))
        if verdict.equal:
            verdict = replace(verdict, differences=self._copies.of_list(posted))
        self._ports.ledger.judged(posted.entry.key, readback, verdict, text=self._text(posted, verdict))
        told: dict[str, object] = {"key": posted.entry.key, "place": place_of(posted.entry)}
        if not verdict.equal:
            told |= {"number": posted.number, "fields": [each.field for each in verdict.differences]}
        self._progress("verified" if verdict.equal else "mismatched", told)
        return _Read(posted=posted, readback=readback, verdict=verdict)

    def _verdict(self, posted: Posted, readback: Readback | None) -> Verdict:
        if readback is None:
            return _wrong(NOT_ON_SITE, posted, Verdict())
        verdict = self._ports.judge.verdict(posted.entry, readback)
        told = any(each.field == CANCELLED.field for each in verdict.differences)
        return _wrong(CANCELLED, posted, verdict) if readback.cancelled and not told else verdict

    def _text(self, posted: Posted, verdict: Verdict) -> Text | None:
        if verdict.equal:
            return None
        first = verdict.differences[0]
        return say(
            "เอกสารเลขที่ {number} อ่านกลับไม่ตรง {n} ช่อง: {field} ตั้งใจ “{expected}” ระบบแสดง “{seen}”"
            " ให้ตรวจและแก้ไขเอกสารในระบบ แล้วสั่ง verify อีกครั้ง",
            "Document {number} reads back otherwise in {n} field(s): {field} was meant “{expected}”, the site"
            " shows “{seen}”. Look at the document on the site, mend it, then run `verify` again.",
            number=posted.number,
            n=len(verdict.differences),
            field=self._ports.judge.title(posted.entry.screen, first.field),
            expected=first.expected,
            seen=first.seen,
        )

    def _totals(self, read: Sequence[_Read]) -> tuple[TotalCheck, ...]:
        places: dict[tuple[str, date | None], list[_Read]] = {}
        for each in read:
            places.setdefault((each.posted.entry.screen, each.posted.entry.day), []).append(each)
        checks = [self._total(screen, day, group) for (screen, day), group in places.items()]
        return tuple(sorted(checks, key=lambda check: (check.screen, check.day or date.min)))

    def _total(self, screen: str, day: date | None, read: Sequence[_Read]) -> TotalCheck:
        judge = self._ports.judge
        standing: Mapping[EntryKey, Decimal | None] = {
            each.posted.entry.key: judge.seen_amount(each.posted.entry, each.readback)
            for each in read
            if each.readback is not None and not each.readback.cancelled
        }
        return TotalCheck(
            screen=screen,
            day=day,
            planned_count=len(read),
            planned_amount=sum((each.posted.entry.amount for each in read), Decimal(0)),
            seen_count=len(standing),
            seen_amount=sum((amount for amount in standing.values() if amount is not None), Decimal(0)),
            unseen=sum(amount is None for amount in standing.values()),
        )


def _with_copies(verdict: Verdict, posted: Posted, others: tuple[str, ...]) -> Verdict:
    """Add that further documents equal to the entry are on the site, which are nobody's that we know."""
    if not others:
        return verdict
    all_of_them = ", ".join((posted.number, *others))
    found = Difference(
        field=COPIES, expected=f"1 ({posted.number})", seen=f"{1 + len(others)} ({all_of_them})"
    )
    return Verdict(differences=(*verdict.differences, found), unproven=verdict.unproven)


def _wrong(difference: Difference, posted: Posted, verdict: Verdict) -> Verdict:
    first = Difference(field=difference.field, expected=posted.number, seen=difference.seen)
    return Verdict(differences=(first, *verdict.differences), unproven=verdict.unproven)

"""The numbers of a report: counts and sums by status and screen, control totals, what needs a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.domain.lifecycle import COMMITTED, Status
from bot.domain.model import EntryKey, Plan, Standing
from bot.language import Text, say
from bot.planning.identity import says_the_same
from bot.report.words import URGENCY
from bot.report.writing import count, money


@dataclass(frozen=True, kw_only=True)
class Figure:
    """How many entries and how much money, by the workbook's amounts."""

    count: int = 0
    amount: Decimal = Decimal(0)

    def __add__(self, other: Figure) -> Figure:
        """Add count and money."""
        return Figure(count=self.count + other.count, amount=self.amount + other.amount)

    def __sub__(self, other: Figure) -> Figure:
        """Take count and money off."""
        return Figure(count=self.count - other.count, amount=self.amount - other.amount)


@dataclass(frozen=True, kw_only=True)
class ScreenFigures:
    """One screen's entries by status; a status without entries is left out."""

    screen: str
    by_status: Mapping[Status, Figure]

    @property
    def whole(self) -> Figure:
        """Give all entries of the screen."""
        return total(self.by_status.values())


@dataclass(frozen=True, kw_only=True)
class ControlLine:
    """Control total of one screen on one day: planned, of that posted, of that verified."""

    screen: str
    day: date | None
    planned: Figure
    posted: Figure
    verified: Figure

    @property
    def difference(self) -> Figure:
        """Give what is planned and not proven; nothing when all is proven."""
        return self.planned - self.verified


def total(figures: Iterable[Figure]) -> Figure:
    """Add figures up."""
    return sum(figures, Figure())


def as_planned(standings: Sequence[Standing], plan: Plan | None) -> tuple[Standing, ...]:
    """Give every entry of the plan and of the ledger, in the plan's order.

    An entry that the ledger does not know yet is PENDING. Sheet and rows are those of the plan,
    because rows move when someone edits the workbook; entries that left the plan come last.
    """
    if plan is None:
        return tuple(sorted(standings, key=lambda standing: standing.position))
    known = {standing.entry.key: standing for standing in standings}
    ordered = []
    for position, planned in enumerate(plan.entries, start=1):
        standing = known.pop(planned.entry.key, None)
        if standing is None:
            standing = Standing(entry=planned.entry, position=position, status=Status.PENDING)
        where = replace(standing.entry, sheet=planned.entry.sheet, rows=planned.entry.rows)
        ordered.append(replace(standing, entry=where, position=position))
    gone = sorted(known.values(), key=lambda standing: standing.position)
    places = range(len(ordered) + 1, len(ordered) + len(gone) + 1)
    return (*ordered, *(replace(s, position=place) for s, place in zip(gone, places, strict=True)))


def gone_from(plan: Plan | None, standings: Iterable[Standing]) -> frozenset[EntryKey]:
    """Give the entries of the ledger whose rows are no longer in the workbook."""
    if plan is None:
        return frozenset()
    keys = {planned.entry.key for planned in plan.entries}
    return frozenset(s.entry.key for s in standings if s.entry.key not in keys)


def edited_after(plan: Plan | None, standings: Iterable[Standing]) -> frozenset[EntryKey]:
    """Give the entries on the site whose rows were edited after they were booked."""
    planned = {one.entry.key: one.entry for one in plan.entries} if plan else {}
    return frozenset(
        s.entry.key
        for s in standings
        if s.status in COMMITTED and not says_the_same(s.entry, planned.get(s.entry.key, s.entry))
    )


def by_screen(standings: Iterable[Standing]) -> tuple[ScreenFigures, ...]:
    """Count and add up by screen and status; screens in order of first appearance."""
    found: dict[str, dict[Status, Figure]] = {}
    for standing in standings:
        figures = found.setdefault(standing.entry.screen, {})
        figures[standing.status] = figures.get(standing.status, Figure()) + _one(standing)
    return tuple(ScreenFigures(screen=screen, by_status=figures) for screen, figures in found.items())


def by_status(standings: Iterable[Standing]) -> Mapping[Status, Figure]:
    """Count and add up by status; every status is there."""
    figures = {status: Figure() for status in Status}
    for standing in standings:
        figures[standing.status] += _one(standing)
    return figures


def control_lines(standings: Iterable[Standing], plan: Plan | None = None) -> tuple[ControlLine, ...]:
    """Compare control totals by screen and day; planned is the plan's own, else all entries known."""
    listed = tuple(standings)
    planned = _sums(listed)
    if plan is not None:
        planned = {(t.screen, t.day): Figure(count=t.count, amount=t.amount) for t in plan.totals}
    posted = _sums(s for s in listed if s.status in COMMITTED)
    verified = _sums(s for s in listed if s.status is Status.VERIFIED)
    places = dict.fromkeys((*planned, *posted))
    order = {screen: at for at, screen in enumerate(dict.fromkeys(screen for screen, _ in places))}
    return tuple(
        ControlLine(
            screen=screen,
            day=on,
            planned=planned.get((screen, on), Figure()),
            posted=posted.get((screen, on), Figure()),
            verified=verified.get((screen, on), Figure()),
        )
        for screen, on in sorted(places, key=lambda place: (order[place[0]], place[1] or date.min))
    )


def control_sum(lines: Sequence[ControlLine]) -> ControlLine:
    """Add control lines up; screen and day of the sum are blank."""
    return ControlLine(
        screen="",
        day=None,
        planned=total(line.planned for line in lines),
        posted=total(line.posted for line in lines),
        verified=total(line.verified for line in lines),
    )


def unproven_fields(standings: Iterable[Standing]) -> Mapping[tuple[str, str], int]:
    """Count, by screen and field, the verified entries whose field the site does not show."""
    counts: dict[tuple[str, str], int] = {}
    for standing in standings:
        if standing.status is Status.VERIFIED and standing.verdict:
            for name in standing.verdict.unproven:
                place = (standing.entry.screen, name)
                counts[place] = counts.get(place, 0) + 1
    return counts


def summary_sentence(standings: Sequence[Standing]) -> Text:
    """Say in one sentence what is done, what is proven and what needs a person."""
    figures = by_status(standings)
    whole = total(figures.values())
    verified, posted, skipped = (figures[s] for s in (Status.VERIFIED, Status.POSTED, Status.SKIPPED))
    person = total(figures[status] for status in URGENCY)
    left = figures[Status.PENDING] + figures[Status.WORKING]
    if not whole.count:
        return say("ยังไม่มีรายการ", "There are no entries yet.")
    if verified.count == whole.count:
        return say(
            "บันทึกครบทั้ง {n} รายการ รวม {m} บาท และอ่านกลับมาเทียบแล้วตรงกับแฟ้มทุกรายการ",
            "All {n} entries, {m} baht, are posted, and each one was read back equal to the workbook.",
            n=count(whole.count),
            m=money(whole.amount),
        )
    parts = [
        say(
            "จากทั้งหมด {n} รายการ รวม {m} บาท ตรวจแล้วถูกต้อง {v} รายการ ({vm} บาท)",
            "Of {n} entries, {m} baht, {v} are proven ({vm} baht)",
            n=count(whole.count),
            m=money(whole.amount),
            v=count(verified.count),
            vm=money(verified.amount),
        ),
        *_parts(posted, person, left, skipped),
    ]
    return Text(th=" ".join(p.th for p in parts), en=", ".join(p.en for p in parts) + ".")


def _parts(posted: Figure, person: Figure, left: Figure, skipped: Figure) -> list[Text]:
    phrases = (
        (posted, "บันทึกแล้วแต่ยังไม่ได้ตรวจ {n} รายการ", "{n} are posted but not proven yet"),
        (person, "ต้องให้คนตรวจสอบ {n} รายการ", "{n} need a person"),
        (left, "ยังไม่ได้บันทึก {n} รายการ", "{n} are still to be entered"),
        (skipped, "ข้าม {n} รายการ", "{n} were skipped"),
    )
    return [say(th, en, n=count(figure.count)) for figure, th, en in phrases if figure.count]


def _sums(standings: Iterable[Standing]) -> dict[tuple[str, date | None], Figure]:
    sums: dict[tuple[str, date | None], Figure] = {}
    for standing in standings:
        place = (standing.entry.screen, standing.entry.day)
        sums[place] = sums.get(place, Figure()) + _one(standing)
    return sums


def _one(standing: Standing) -> Figure:
    return Figure(count=1, amount=standing.entry.amount)

"""The books: what stood in them before the first entry, and what must stand in them since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from bot import wiring
from bot.config import Settings
from bot.domain.books import Figure, differences
from bot.domain.model import Standing
from bot.errors import BooksSilent, BotError, ConfigError, InputProblems, Problem
from bot.jobs.comparing import Comparer, Reading, silent_text
from bot.jobs.output import print_json, tell
from bot.language import Text, say
from bot.planning.figures import figures_of
from bot.planning.fiscal import FIRST_MONTH, first_of_year, thai_day
from bot.planning.kinds.months import BE_AHEAD
from bot.planning.mapping import Mappings
from bot.planning.opening import OpeningSheet, opening_problems
from bot.planning.reconciling import Expected
from bot.planning.sheet import read_workbook
from bot.report import as_json as shapes
from bot.report.problems import problems_view

OK, DIFFERENT = 0, 2


@dataclass(kw_only=True)
class SiteBooks:
    """Implements `engine.gates.Books` by the reports of `books.yaml` and the workbook's own sheet."""

    site: Reading
    mappings: Mappings
    sheet: OpeningSheet | None
    as_of: date | None
    """The day before the first entry: as of its end the books are compared."""
    standings: Callable[[], Sequence[Standing]] = tuple
    """Where our entries stand now."""
    _known: tuple[Comparer, Expected] | None = field(default=None, init=False)
    _before: Mapping[str, Decimal] | None = field(default=None, init=False)

    def opening(self) -> tuple[Problem, ...] | None:
        """Read every report that counts and give each difference; None: there is no sheet, or no day."""
        books = self.mappings.books
        if books is None or self.sheet is None or self.as_of is None:
            return None
        seen: list[Figure] = []
        for name, report in books.opening.items():
            rows = self.site.read_report(report, first_of_year(self.as_of), self.as_of)
            seen += figures_of(name, report, rows, self.mappings.site)
        found = differences(self.sheet.figures, seen)
        return tuple(opening_problems(found, self.sheet, books))

    def silent(self) -> Text | None:
        """Say why months cannot be compared at all; None: they can be."""
        if self.as_of is None:
            return say(
                "config.yaml ไม่ได้ระบุ periods หรือปีงบประมาณ จึงไม่รู้ว่ายอดก่อนเริ่มคือของวันใด",
                "config.yaml names neither `periods` nor the fiscal year, so what stood before is not known.",
            )
        return silent_text(self.mappings)

    def month(self, last: date) -> tuple[Problem, ...]:
        """Compare the trial balance as of the end of a month; where it differs, also the month's days."""
        comparer, expected = self._known = self._fresh()
        found = comparer.month(expected, last)
        if not found:
            return ()
        first = last.replace(day=1)
        days = {side.entry.day for side in expected.sides if side.entry.day}
        some = [day for day in sorted(days) if first <= day <= last]
        return (*(problem for day in some for problem in comparer.day(expected, day)), *found)

    def day(self, day: date) -> tuple[Problem, ...]:
        """Compare the reports of one day."""
        comparer, expected = self._known = self._known or self._fresh()
        return comparer.day(expected, day)

    def _fresh(self) -> tuple[Comparer, Expected]:
        """Give what the site's books must hold: what stood before, and our documents that are on it."""
        comparer = Comparer(self.site, self.mappings)
        standings = {standing.entry.key: standing for standing in self.standings()}
        entries = [standing.entry for standing in standings.values()]
        if self._before is None:
            self._before = comparer.before(self.sheet, self.as_of)
        try:
            return comparer, comparer.expected(entries, standings, before=self._before, only_on_site=True)
        except InputProblems as error:
            raise BooksSilent(error.text) from error


def books_of(
    settings: Settings,
    mappings: Mappings,
    opening: OpeningSheet | None,
    site: Reading,
    standings: Callable[[], Sequence[Standing]] = tuple,
) -> SiteBooks:
    """Give the books as far as config, mappings and workbook tell of them."""
    as_of = day_before(settings)
    return SiteBooks(site=site, mappings=mappings, sheet=opening, as_of=as_of, standings=standings)


def opening_sheet(settings: Settings, mappings: Mappings) -> OpeningSheet | None:
    """Give the workbook's opening sheet; None where it has none, or the workbook is not at hand any more."""
    try:
        return read_workbook(settings.workbook, mappings).opening
    except BotError:
        return None


def opening(settings: Settings, *, as_json: bool) -> int:
    """Compare the site's state before the first period with the workbook's sheet; enters nothing."""
    intake = wiring.read_in(settings)
    intake.sound_plan()
    day, sheet = day_before(settings), intake.opening
    if sheet is None or day is None:
        raise _nothing_to_compare(intake.mappings)
    with wiring.open_site(settings, intake.mappings) as site:
        books = SiteBooks(site=site, mappings=intake.mappings, sheet=sheet, as_of=day)
        site.sign_in()
        problems = books.opening() or ()
    if as_json:
        print_json(_as_json(sheet, day, problems))
    elif problems:
        tell(problems_view(problems))
    else:
        tell(
            say(
                "ยอดยกมา {n} รายการตรงกับระบบ ณ สิ้นวันที่ {d}",
                "{n} figures of the opening sheet agree with the site as of {d}.",
                n=len(sheet.figures),
                d=thai_day(day),
            )
        )
    return DIFFERENT if problems else OK


def day_before(settings: Settings) -> date | None:
    """Give the day before the first period or, without any, before the fiscal year; None: neither is told."""
    if settings.windows:
        return min(period.first for period in settings.windows) - timedelta(days=1)
    year = settings.site.fiscal_year
    return date(year - BE_AHEAD - 1, FIRST_MONTH, 1) - timedelta(days=1) if year else None


def _nothing_to_compare(mappings: Mappings) -> ConfigError:
    return ConfigError(
        say(
            "ไม่มีอะไรให้เทียบ: ต้องมีรายงานที่ระบุ opening: true ใน books.yaml แผ่นงาน {s} ในสมุดงาน "
            "และ periods (หรือปีงบประมาณ) ใน config.yaml",
            "There is nothing to compare: it needs reports with `opening: true` in books.yaml, the sheet {s} "
            "in the workbook, and `periods` (or the fiscal year) in config.yaml.",
            s=mappings.books.sheet if mappings.books else "ยอดยกมา",
        )
    )


def _as_json(sheet: OpeningSheet, day: date, problems: Sequence[Problem]) -> Mapping[str, object]:
    told = shapes.check_json(problems, entries=len(sheet.figures), acknowledge="")
    return {
        "ok": not problems,
        "day": day.isoformat(),
        "figures": len(sheet.figures),
        "differences": told["problems"],
    }

"""`reconcile`: month by month, the site's trial balance against what the workbook alone must have posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot import wiring
from bot.config import Settings
from bot.domain.model import EntryKey, Standing
from bot.errors import ConfigError, Problem
from bot.jobs.books import day_before
from bot.jobs.comparing import Comparer, silent_text
from bot.jobs.output import print_json, tell
from bot.language import say
from bot.planning.fiscal import thai_day
from bot.planning.reconciling import months_of
from bot.report import as_json as shapes
from bot.report.problems import problems_view

OK, DIFFERENT = 0, 1


def reconcile(settings: Settings, *, as_json: bool) -> int:
    """Compare the trial balance as of the end of each month that has entries; 1 where an account differs."""
    intake = wiring.read_in(settings)
    if (why := silent_text(intake.mappings)) is not None:
        raise ConfigError(why)
    standings = _standings(settings)
    planned = intake.sound_plan().entries
    # A correction that was taken up is what the site must show, whatever the row says.
    entries = [standings[p.entry.key].entry if p.entry.key in standings else p.entry for p in planned]
    with wiring.open_site(settings, intake.mappings) as site:
        comparer = Comparer(site, intake.mappings)
        expected = comparer.expected(entries, standings, before={}, only_on_site=False)
        site.sign_in()
        before = comparer.before(intake.opening, day_before(settings))
        expected = replace(expected, before=before)
        found = {day: comparer.month(expected, day) for day in months_of(expected.sides)}
    problems = [problem for day in found for problem in found[day]]
    if as_json:
        print_json(
            {
                "ok": not problems,
                "months": {day.isoformat(): len(some) for day, some in found.items()},
                "differences": shapes.check_json(problems, entries=len(intake.entries))["problems"],
            }
        )
    else:
        _show(found, problems)
    return DIFFERENT if problems else OK


def _standings(settings: Settings) -> Mapping[EntryKey, Standing]:
    if not wiring.has_ledger(settings):
        return {}
    with wiring.open_reports(settings) as reports:
        return {one.entry.key: one for one in reports.standings()}


def _show(found: Mapping[date, Sequence[Problem]], problems: Sequence[Problem]) -> None:
    for day, some in found.items():
        if some:
            text = say(
                "งบทดลอง ณ {d}: ไม่ตรง {n} บัญชี",
                "As of {d}: {n} account(s) differ",
                d=thai_day(day),
                n=len(some),
            )
        else:
            text = say("งบทดลอง ณ {d}: ตรงกับสมุดงาน", "As of {d}: equal to the workbook", d=thai_day(day))
        tell(text)
    if problems:
        tell(problems_view(problems))

"""Builds the object graph from Settings; the only place where the rooms meet."""

from __future__ import annotations

import getpass
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from bot.config import Settings, password_of
from bot.domain.hours import Hours
from bot.domain.lifecycle import RetryPolicy
from bot.domain.model import Entry, Plan
from bot.engine.judging import MappingJudge
from bot.engine.pacing import Pacing
from bot.engine.ports import Ports, Progress, Site
from bot.engine.runner import Runner
from bot.errors import ConfigError, InputProblems, Problem
from bot.language import Text, say
from bot.planning.cautions import cautions_of
from bot.planning.entries import Calendar, Period, make_entries
from bot.planning.mapping import Mappings, load_mappings
from bot.planning.plan import make_plan
from bot.planning.sheet import read_workbook

if TYPE_CHECKING:
    from bot.ledger.reports import Reports
    from bot.ledger.store import Store
    from bot.site.screens import PlaywrightSite

Pictures = Literal["all", "failures", "none"]


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What the workbook gave: every problem, and the plan if there is no error among them."""

    mappings: Mappings
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    plan: Plan | None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Give the problems that forbid a run."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def sound_plan(self) -> Plan:
        """Give the plan, or raise InputProblems with everything that is wrong."""
        if self.plan is None:
            raise InputProblems(self.errors)
        return self.plan


def read_in(settings: Settings) -> Intake:
    """Read mappings and workbook and make the plan; raises InputProblems only for unreadable files."""
    mappings = load_mappings(settings.mappings)
    workbook = read_workbook(settings.workbook, mappings)
    periods = tuple(Period(name=p.name, first=p.first, last=p.last) for p in settings.windows)
    calendar = Calendar(fiscal_year=settings.site.fiscal_year, periods=periods)
    entries, problems = make_entries(workbook, mappings, calendar)
    everything = (*workbook.problems, *problems)
    sound = not any(problem.severity == "error" for problem in everything)
    return Intake(
        mappings=mappings,
        entries=entries,
        problems=everything,
        plan=make_plan(entries, mappings, cautions_of(everything)) if sound else None,
    )


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Open (or create) the ledger; closes it."""
    from bot.ledger.store import open_ledger  # noqa: PLC0415 - SQLAlchemy is slow to import

    store = open_ledger(settings.ledger)
    try:
        yield store
    finally:
        store.close()


def reports_of(store: Store) -> Reports:
    """Give the read-only questions to a ledger that is open."""
    from bot.ledger.reports import Reports  # noqa: PLC0415

    return Reports(store.database)


@contextmanager
def open_reports(settings: Settings) -> Iterator[Reports]:
    """Open the ledger for questions only; ConfigError if there is none yet."""
    must_have_ledger(settings)
    with open_store(settings) as store:
        yield reports_of(store)


def must_have_ledger(settings: Settings) -> None:
    """Raise ConfigError if no run ever made the ledger."""
    if "://" not in settings.ledger and not Path(settings.ledger).is_file():
        raise ConfigError(
            say(
                "ยังไม่มีทะเบียนงาน {path} ให้เริ่มด้วยคำสั่ง elaas-bot run",
                "There is no ledger {path} yet. Start with: elaas-bot run",
                path=settings.ledger,
            )
        )


@contextmanager
def open_site(
    settings: Settings, mappings: Mappings, *, evidence: Path | None = None, pictures: Pictures | None = None
) -> Iterator[PlaywrightSite]:
    """Launch the browser and give the site; closes both."""
    from bot.site.browser import BrowserOptions  # noqa: PLC0415 - Playwright is slow to import
    from bot.site.evidence import EvidenceFolder  # noqa: PLC0415
    from bot.site.screens import PlaywrightSite, SiteOptions  # noqa: PLC0415
    from bot.site.sitting import Recycling  # noqa: PLC0415

    browser, wanted = settings.browser, settings.sign_in
    options = SiteOptions(
        url=settings.site.url,
        office=settings.site.office,
        fiscal_year=settings.site.fiscal_year,
        dialect=settings.site.dialect,
        method=wanted.method,
        username=wanted.username,
        wait_minutes=wanted.wait_minutes,
        page_timeout=settings.pacing.page_timeout,
        recycling=Recycling(context_after=browser.recycle_after),
        browser=BrowserOptions(
            channel=browser.channel,
            executable=browser.executable,
            headless=browser.headless,
            proxy=browser.proxy,
            ca_file=browser.ca_file,
        ),
    )
    kept = EvidenceFolder(
        root=evidence or settings.evidence.dir, pictures=pictures or settings.evidence.screenshots
    )

    def password() -> str:
        return password_source(settings)

    with PlaywrightSite(options, mappings, password, kept, _call_person) as site:
        yield site


def make_runner(  # noqa: PLR0913 - the runner meets every room
    settings: Settings,
    mappings: Mappings,
    store: Store,
    site: Site,
    *,
    progress: Progress,
    stop: Callable[[], bool],
) -> Runner:
    """Join site, ledger, judge and clock to the engine."""
    pace = settings.pacing
    pacing = Pacing(
        pause=pace.pause,
        policy=RetryPolicy(
            attempts=pace.attempts, first_wait=pace.first_wait, longest_wait=pace.longest_wait
        ),
        breaker_after=pace.breaker_after,
        settling_delay=pace.settling_delay,
        maintenance_wait=pace.maintenance_wait,
        slow_after=pace.slow_after,
        slow_share=pace.slow_share,
        hours=Hours.of(pace.hours),
        stop_on_mismatch=pace.stop_on_mismatch,
        look_after=pace.look_after,
    )
    clock = SystemClock(zone=ZoneInfo(mappings.site.timezone))
    ports = Ports(site=site, ledger=store, judge=MappingJudge(mappings), clock=clock)
    return Runner(ports, pacing=pacing, progress=progress, stop=stop)


@dataclass(frozen=True, kw_only=True)
class SystemClock:
    """Fits `engine.ports.Clock` with the computer's own clock."""

    zone: ZoneInfo

    def now(self) -> datetime:
        """Give the present in the site's time zone."""
        return datetime.now(self.zone)

    def ticks(self) -> float:
        """Give the seconds of a clock that nobody sets."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def operator() -> str:
    """Name who runs the bot, for the ledger: user@computer."""
    return f"{getpass.getuser()}@{socket.gethostname()}"


def password_source(settings: Settings) -> str:
    """Give the password (asking on a terminal) or say how to provide one."""
    found = password_of(settings, prompt=sys.stdin is not None and sys.stdin.isatty())
    if found:
        return found
    text: Text = say(
        "ไม่มีรหัสผ่านของผู้ใช้ {user} ให้ใช้คำสั่ง elaas-bot password หรือตั้งตัวแปร ELAAS_BOT_PASSWORD",
        "No password for user {user}. Use the command elaas-bot password, or set ELAAS_BOT_PASSWORD.",
        user=settings.sign_in.username,
    )
    raise ConfigError(text)


def _call_person(text: Text) -> None:
    """Tell a person at the terminal that something is needed of them."""
    print(text, file=sys.stderr, flush=True)

"""Builds the object graph from Settings; the only place where the rooms meet."""

from __future__ import annotations

import getpass
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from bot.config import Settings, password_of
from bot.domain.approval import Approving
from bot.domain.handover import PERSON_NEEDED
from bot.domain.hours import Hours
from bot.domain.lifecycle import RetryPolicy
from bot.domain.model import Entry, Plan
from bot.engine.gates import Books
from bot.engine.judging import MappingJudge
from bot.engine.pacing import Pacing
from bot.engine.ports import Ports, Progress, Site
from bot.engine.runner import Runner
from bot.errors import ConfigError, InputProblems, Problem
from bot.language import Text, say
from bot.planning.approval import tool_version
from bot.planning.cautions import cautions_of
from bot.planning.entries import Calendar, Period, make_entries
from bot.planning.mapping import Mappings, load_mappings
from bot.planning.opening import OpeningSheet
from bot.planning.plan import make_plan
from bot.planning.sheet import Workbook, read_workbook
from bot.system_clock import SystemClock

if TYPE_CHECKING:
    from bot.away.telling import Teller
    from bot.console.desk import Desk
    from bot.ledger.audit import Audit
    from bot.ledger.reports import Reports
    from bot.ledger.store import Store
    from bot.site.browser import BrowserOptions
    from bot.site.reporting import ReportingSite

Pictures = Literal["all", "failures", "none"]
CONSOLE_FOLDER = "console"
"""Beside config.yaml: workbooks that were uploaded, what commands said, previews and reports."""


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What the workbook gave: every problem, and the plan if there is no error among them."""

    mappings: Mappings
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    plan: Plan | None
    opening: OpeningSheet | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Give the problems that forbid a run."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def sound_plan(self) -> Plan:
        """Give the plan, or raise InputProblems with everything that is wrong."""
        if self.plan is None:
            raise InputProblems(self.errors)
        return self.plan


def read_in(
    settings: Settings, altered: Callable[[Workbook, Mappings], Workbook] = lambda workbook, _: workbook
) -> Intake:
    """Read mappings and workbook and make the plan; raises InputProblems only for unreadable files.

    `altered` gives the workbook as it would be if a person's corrections stood in it.
    """
    mappings = load_mappings(settings.mappings)
    workbook = altered(read_workbook(settings.workbook, mappings), mappings)
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
        opening=workbook.opening,
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


def audit_of(store: Store) -> Audit:
    """Give the examination of a ledger that is open."""
    from bot.ledger.audit import Audit  # noqa: PLC0415

    return Audit(store.database)


@contextmanager
def open_reports(settings: Settings) -> Iterator[Reports]:
    """Open the ledger for questions only; ConfigError if there is none yet."""
    must_have_ledger(settings)
    with open_store(settings) as store:
        yield reports_of(store)


def has_ledger(settings: Settings) -> bool:
    """Tell whether some run made the ledger; one that is no file is taken to be there."""
    return "://" in settings.ledger or Path(settings.ledger).is_file()


def must_have_ledger(settings: Settings) -> None:
    """Raise ConfigError if no run ever made the ledger."""
    if not has_ledger(settings):
        raise ConfigError(
            say(
                "ยังไม่มีทะเบียนงาน {path} ให้เริ่มด้วยคำสั่ง elaas-bot run",
                "There is no ledger {path} yet. Start with: elaas-bot run",
                path=settings.ledger,
            )
        )


@contextmanager
def open_desk(settings: Settings, config: Path) -> Iterator[Desk]:
    """Open the ledger for the console and give what its pages work with; closes it."""
    from bot.console.desk import Desk  # noqa: PLC0415 - the console is slow to import

    with open_store(settings) as store:
        yield Desk(
            settings=settings,
            config=config.resolve(),
            store=store,
            folder=config.resolve().parent / CONSOLE_FOLDER,
            command=(sys.executable, "-m", "bot"),
            operator=operator(),
            approving=approving_of(settings),
        )


def browser_options(settings: Settings) -> BrowserOptions:
    """Say which browser is wanted."""
    from bot.site.browser import BrowserOptions  # noqa: PLC0415 - Playwright is slow to import

    browser = settings.browser
    return BrowserOptions(
        channel=browser.channel,
        executable=browser.executable,
        headless=browser.headless,
        proxy=browser.proxy,
        ca_file=browser.ca_file,
    )


@contextmanager
def open_site(  # noqa: PLR0913 - whom to call is up to the command
    settings: Settings,
    mappings: Mappings,
    *,
    evidence: Path | None = None,
    pictures: Pictures | None = None,
    store: Store | None = None,
    teller: Teller | None = None,
) -> Iterator[ReportingSite]:
    """Launch the browser and give the site; closes both. Whoever must sign in is called."""
    from bot.site.evidence import EvidenceFolder  # noqa: PLC0415
    from bot.site.options import Profile, SiteOptions  # noqa: PLC0415
    from bot.site.reporting import ReportingSite  # noqa: PLC0415
    from bot.site.sitting import Recycling  # noqa: PLC0415

    def password() -> str:
        return password_source(settings)

    def profile_of(role: str) -> Profile:
        own = settings.as_role(role)
        return Profile(username=own.sign_in.username, password=lambda: password_source(own))

    browser, wanted = settings.browser, settings.sign_in
    options = SiteOptions(
        url=settings.site.url,
        office=settings.site.office,
        fiscal_year=settings.site.fiscal_year,
        dialect=settings.site.dialect,
        method=wanted.method,
        username=wanted.username,
        roles={role: profile_of(role) for role in wanted.profiles},
        wait_minutes=wanted.wait_minutes,
        page_timeout=settings.pacing.page_timeout,
        hang_after=settings.pacing.hang_after,
        recycling=Recycling(context_after=browser.recycle_after),
        browser=browser_options(settings),
    )
    kept = EvidenceFolder(
        root=evidence or settings.evidence.dir,
        pictures=pictures or settings.evidence.screenshots,
        personal=settings.evidence.personal,
    )

    def person(why: Text) -> None:
        print(_please_sign_in(why), file=sys.stderr, flush=True)
        if store is not None:
            store.note(PERSON_NEEDED, text=why.en, text_th=why.th)
        if teller is not None:
            teller.tell("sign_in")

    with ReportingSite(options, mappings, password, kept, person) as site:
        yield site


def _please_sign_in(why: Text) -> Text:
    return say(
        "{w} กรุณาเข้าสู่ระบบในหน้าต่างเบราว์เซอร์ที่เปิดอยู่ ระบบจะทำงานต่อเองเมื่อเข้าได้แล้ว",
        "{w} Please sign in in the browser window; the work goes on by itself once you are in.",
        w=why,
    )


def make_runner(  # noqa: PLR0913 - the runner meets every room
    settings: Settings,
    mappings: Mappings,
    store: Store,
    site: Site,
    *,
    progress: Progress,
    stop: Callable[[], bool],
    books: Books | None = None,
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
        month_gate=pace.month_gate,
    )
    clock = SystemClock(zone=ZoneInfo(mappings.site.timezone))
    ports = Ports(site=site, ledger=store, judge=MappingJudge(mappings), clock=clock)
    return Runner(ports, pacing=pacing, books=books, progress=progress, stop=stop)


def approving_of(settings: Settings) -> Approving:
    """Say whose approval a plan needs; who prepared it, or is sitting at the computer, may not give it."""
    return Approving(
        required=settings.approval.required,
        approvers=settings.approval.approvers,
        preparers=frozenset({getpass.getuser(), operator(), settings.approval.preparer} - {""}),
        tool=tool_version(),
    )


def operator() -> str:
    """Name who runs the bot, for the ledger: user@computer."""
    return f"{getpass.getuser()}@{socket.gethostname()}"


def password_source(settings: Settings) -> str:
    """Give the password (asking on a terminal) or say how to provide one."""
    found = password_of(settings, prompt=sys.stdin is not None and sys.stdin.isatty())
    if found:
        return found
    text: Text = say(
        "ไม่มีรหัสผ่านของผู้ใช้ {user} ให้ใช้คำสั่ง elaas-bot password หรือตั้งตัวแปร {variable}",
        "No password for user {user}. Use the command elaas-bot password, or set {variable}.",
        user=settings.sign_in.username,
        variable=settings.sign_in.password_variable,
    )
    raise ConfigError(text)

"""Commands that work on the site: preview, run, verify, learn."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from bot import wiring
from bot.config import Settings
from bot.domain.lifecycle import Status
from bot.domain.model import Plan, PlannedEntry
from bot.engine.acknowledging import newly_acknowledged
from bot.engine.outcome import exit_code, held_text
from bot.engine.runner import Orders
from bot.errors import BotError, ConfigError, Remedy
from bot.jobs.output import about, explain, tell, warn
from bot.language import say
from bot.planning.mapping import load_mappings
from bot.report import terminal
from bot.report.preview_page import PreviewShot, write_preview
from bot.report.progress import RunProgress

OK, SOME_FAILED = 0, 1


def preview(settings: Settings, out: Path, *, limit: int | None, keys: tuple[str, ...]) -> int:
    """Fill the real screens and stop at the commit; writes the page to leaf through, prints its path."""
    intake = wiring.read_in(settings)
    made = intake.sound_plan()
    picked = _chosen(made, limit=limit, keys=keys)
    described = about(settings, intake.mappings, made)
    title = say("ซ้อมกรอก", "Preview")
    shots: list[PreviewShot] = []
    halted: BotError | None = None
    with (
        wiring.open_site(settings, intake.mappings, evidence=out / "pictures", pictures="all") as site,
        RunProgress(terminal.console_to(), total=len(picked), title=title) as progress,
    ):
        site.sign_in()
        for planned in picked:
            try:
                shots.append(PreviewShot(planned=planned, prepared=site.preview(planned)))
            except BotError as error:
                shots.append(PreviewShot(planned=planned, error=error.text))
                if error.remedy is Remedy.HALT:
                    halted = error
                    break
                if error.remedy is Remedy.SIGN_IN:
                    site.sign_in()
            progress.entry_done(Status.PENDING if shots[-1].prepared else Status.REJECTED, {})
            site.rest()
    tell(write_preview(out, shots, about=described))
    if halted:
        raise halted
    return SOME_FAILED if any(shot.error for shot in shots) else OK


def run(  # noqa: PLR0913 - what a person may want of a run
    settings: Settings,
    *,
    limit: int | None = None,
    retry_failed: bool = False,
    accept_mappings: bool = False,
    acknowledge: str = "",
    by: str = "",
) -> int:
    """Start or resume entering; tells how it ended."""
    intake = wiring.read_in(settings)
    made = intake.sound_plan()
    retry = frozenset({Status.REJECTED, Status.FAILED}) if retry_failed else frozenset()
    orders = Orders(
        operator=wiring.operator(),
        limit=limit,
        retry=retry,
        accept_mappings=accept_mappings,
        acknowledge=acknowledge.strip().lower(),
        acknowledged_by=by.strip(),
    )
    with wiring.open_store(settings) as store, _stop_asked() as stop:
        newly_acknowledged(made, orders, store)  # refused here, no browser need be opened
        total = _left(made, store.counts(), limit)
        title = say("บันทึกเข้าระบบ", "Entering")
        with (
            wiring.open_site(settings, intake.mappings) as site,
            RunProgress(terminal.console_to(), total=total, title=title) as progress,
        ):
            runner = wiring.make_runner(settings, intake.mappings, store, site, progress=progress, stop=stop)
            outcome = runner.run(made, orders)
        standings = wiring.reports_of(store).standings()
    described = about(settings, intake.mappings, made)
    tell(terminal.status_view(standings, described))
    if outcome.halted_by is not None:
        explain(outcome.halted_by)
    for screen, left in outcome.held.items():
        warn(say("{s}: {t}", "{s}: {t}", s=described.screen_title(screen), t=held_text(left)))
    return outcome.exit_code


def verify(settings: Settings, *, everything: bool) -> int:
    """Read posted entries back from the site, compare, and tell what differs."""
    mappings = load_mappings(settings.mappings)
    wiring.must_have_ledger(settings)
    with wiring.open_store(settings) as store, _stop_asked() as stop:
        waiting = store.to_verify(everything=everything)
        title = say("ตรวจกับระบบ", "Verifying")
        with (
            wiring.open_site(settings, mappings) as site,
            RunProgress(terminal.console_to(), total=len(waiting), title=title) as progress,
        ):
            runner = wiring.make_runner(settings, mappings, store, site, progress=progress, stop=stop)
            told = runner.verify(who=wiring.operator(), everything=everything)
        standings = wiring.reports_of(store).standings()
        counts = store.counts()
    described = about(settings, mappings)
    tell(terminal.status_view(standings, described))
    wrong = [standing for standing in standings if standing.status is Status.MISMATCHED]
    if wrong:
        tell(terminal.entries_view(wrong, described))
    tell(
        say(
            "ตรวจแล้วถูกต้อง {v} รายการ ไม่ตรง {m} รายการ",
            "{v} entries verified, {m} mismatched",
            v=len(told.verified),
            m=len(told.mismatched),
        )
    )
    return exit_code(counts)


def learn(
    settings: Settings, *, address: str | None, menu: tuple[str, ...], frame: tuple[str, ...]
) -> Mapping[str, object]:
    """Describe the controls of a page so that a mapping can be written for it."""
    mappings = load_mappings(settings.mappings, screens_needed=False)
    with wiring.open_site(settings, mappings) as site:
        site.sign_in()
        return site.learn(url=address, menu=menu, frame=frame)


def _chosen(made: Plan, *, limit: int | None, keys: tuple[str, ...]) -> tuple[PlannedEntry, ...]:
    missing = [key for key in keys if not any(p.entry.key.startswith(key) for p in made.entries)]
    if missing:
        raise ConfigError(
            say(
                "ไม่มีรายการรหัส {k} ในแผน ดูรหัสได้จาก elaas-bot plan --json",
                "There is no entry {k} in the plan. elaas-bot plan --json lists the keys.",
                k=", ".join(missing),
            )
        )
    picked = [p for p in made.entries if not keys or p.entry.key.startswith(keys)]
    return tuple(picked if limit is None else picked[:limit])


def _left(made: Plan, counts: Mapping[Status, int], limit: int | None) -> int:
    settled = sum(counts.values()) - counts[Status.PENDING] - counts[Status.WORKING]
    left = max(0, len(made.entries) - settled)
    return left if limit is None else min(left, limit)


@contextmanager
def _stop_asked() -> Iterator[Callable[[], bool]]:
    """Make the first Ctrl-C (SIGTERM, Ctrl-Break) a flag read between entries; a second one stops at once."""
    asked = False

    def flag() -> bool:
        return asked

    def ask(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        _explain_stop()

    names = ("SIGINT", "SIGTERM", "SIGBREAK")  # the last is Ctrl-Break, on Windows only
    watched = [signal.Signals[name] for name in names if name in signal.Signals.__members__]
    before = {number: signal.signal(number, ask) for number in watched}
    try:
        yield flag
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _explain_stop() -> None:
    """Say that the stop was heard."""
    terminal.console_to().print(
        say(
            "กำลังหยุด: ทำรายการที่ค้างอยู่ให้จบก่อน (กด Ctrl-C อีกครั้งเพื่อหยุดทันที)",
            "Stopping after the entry in hand (Ctrl-C again stops at once)",
        ).render(),
        markup=False,
    )

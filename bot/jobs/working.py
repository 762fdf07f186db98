"""Commands that work on the site: preview, run, verify, learn."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any

from bot import wiring
from bot.config import Settings
from bot.domain.handover import Mode
from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey, Plan, PlannedEntry, Standing
from bot.engine.acknowledging import newly_acknowledged
from bot.engine.approving import must_be_approved
from bot.engine.months import BooksCompared
from bot.engine.orders import Orders
from bot.engine.outcome import exit_code, held_text
from bot.engine.rehearsing import rehearsed
from bot.errors import BotError, ConfigError, Remedy
from bot.jobs.books import books_of, opening_sheet
from bot.jobs.output import about, explain, tell, warn
from bot.jobs.pruning import delete_old
from bot.jobs.watching import both, watching
from bot.language import say
from bot.planning.mapping import load_mappings, load_site
from bot.planning.skeleton import Opening, draft_mapping
from bot.report import terminal
from bot.report.preview_page import PICTURES, PreviewShot, write_preview, write_preview_list
from bot.report.problems import problems_view
from bot.report.progress import RunProgress

OK, SOME_FAILED = 0, 1


def preview(settings: Settings, out: Path, *, limit: int | None, keys: tuple[str, ...]) -> int:
    """Fill the real screens and stop at the commit; writes the page to leaf through, prints its path."""
    intake = wiring.read_in(settings)
    made = intake.sound_plan()
    picked = _chosen(made, limit=limit, keys=keys)
    described = replace(about(settings, intake.mappings, made), evidence_dir=out / PICTURES)
    title = say("ซ้อมกรอก", "Preview")
    known = _known(settings)
    shots: list[PreviewShot] = []
    halted: BotError | None = None
    with (
        wiring.open_site(settings, intake.mappings, evidence=out / PICTURES, pictures="all") as site,
        RunProgress(terminal.console_to(), total=len(picked), title=title) as progress,
    ):
        site.sign_in()
        for planned in picked:
            told, began = rehearsed(planned, known.get), monotonic()
            shown = replace(planned, steps=told.planned.steps)  # beside the values of the workbook
            if told.missing:
                shots.append(PreviewShot(planned=shown, missing=told.missing))
                progress.entry_done(Status.WAITING, {})
                continue
            try:
                prepared = site.preview(told.planned)
                shots.append(PreviewShot(planned=shown, prepared=prepared, seconds=monotonic() - began))
            except BotError as error:
                shots.append(PreviewShot(planned=shown, error=error.text, seconds=monotonic() - began))
                if error.remedy is Remedy.HALT:
                    halted = error
                    break
                if error.remedy is Remedy.SIGN_IN:
                    site.sign_in()
            progress.entry_done(Status.PENDING if shots[-1].prepared else Status.REJECTED, {})
            site.rest()
    write_preview_list(out, shots)
    tell(write_preview(out, shots, about=described))
    for shot in shots:
        if shot.error and not halted:
            entry = shot.planned.entry
            warn(say("{s} แถว {r}: {t}", "{s} row {r}: {t}", s=entry.sheet, r=entry.rows[0], t=shot.error))
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
    mode: Mode = "unattended",
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
        mode=mode,
        approving=wiring.approving_of(settings),
    )
    with wiring.open_store(settings) as store, _stop_asked() as stop:
        newly_acknowledged(made, orders, store)  # refused here, no browser need be opened
        must_be_approved(made, orders.approving, store)
        total = still_ahead(made, store.counts(), limit)
        title = say("บันทึกเข้าระบบ", "Entering")
        with (
            watching(settings, store) as teller,
            wiring.open_site(
                settings, intake.mappings, store=store, pictures=_seen(mode), teller=teller
            ) as site,
            RunProgress(terminal.console_to(), total=total, title=title) as progress,
        ):
            told = both(progress, teller)
            standings_now = wiring.reports_of(store).standings
            books = books_of(settings, intake.mappings, intake.opening, site, standings_now)
            runner = wiring.make_runner(
                settings, intake.mappings, store, site, progress=told, stop=stop, books=books
            )
            outcome = runner.run(made, orders)
            if outcome.halted_by is None:
                teller.tell("finished")
        if settings.evidence.keep_days:
            delete_old(settings, store, days=settings.evidence.keep_days)
        standings = wiring.reports_of(store).standings()
    described = about(settings, intake.mappings, made)
    tell(terminal.status_view(standings, described))
    if outcome.halted_by is not None:
        explain(outcome.halted_by)
    if outcome.month is not None:
        tell(problems_view(outcome.month.problems))
        warn(outcome.month.text)
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
            watching(settings, store) as teller,
            wiring.open_site(settings, mappings, store=store, teller=teller) as site,
            RunProgress(terminal.console_to(), total=len(waiting), title=title) as progress,
        ):
            heard = both(progress, teller)
            standings_now = wiring.reports_of(store).standings
            books = books_of(settings, mappings, opening_sheet(settings, mappings), site, standings_now)
            runner = wiring.make_runner(
                settings, mappings, store, site, progress=heard, stop=stop, books=books
            )
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
    _tell_books(told.books)
    return exit_code(counts, books_differ=bool(told.books.problems))


def _tell_books(books: BooksCompared) -> None:
    """Say how the books of the verified days compare with our documents."""
    if books.silent is not None:
        warn(say("ไม่ได้เทียบบัญชีกับระบบ: {w}", "The books were not compared: {w}", w=books.silent))
    elif books.problems:
        tell(problems_view(books.problems))
        warn(
            say(
                "รายงานการเงินของระบบไม่ตรงกับเอกสารที่บันทึก {n} เรื่อง ให้หาสาเหตุ อย่าปรับด้วยใบผ่านรายการทั่วไป",
                "{n} figure(s) of the site's reports are not what the documents must have posted. Find out"
                " why; never even it out with a journal.",
                n=len(books.problems),
            )
        )
    elif books.days:
        tell(
            say(
                "รายงานการเงินรายวันและงบทดลองตรงกับเอกสารที่บันทึก ({n} วัน)",
                "Daily reports and trial balance agree with the documents ({n} day(s)).",
                n=books.days,
            )
        )


def learn(
    settings: Settings, *, address: str | None, menu: tuple[str, ...], frame: tuple[str, ...]
) -> Mapping[str, object]:
    """Describe the controls of a page so that a mapping can be written for it."""
    with wiring.open_site(settings, load_site(settings.mappings)) as site:
        site.sign_in()
        return site.learn(url=address, menu=menu, frame=frame)


def _seen(mode: Mode) -> wiring.Pictures | None:
    """Say which pictures are taken: who looks at each filled screen needs one of it, whatever the config."""
    return "all" if mode == "step" else None


def draft(settings: Settings, *, address: str | None, menu: tuple[str, ...], listed: str | None) -> str:
    """Write the first draft of a screen's mapping from its form and, if named, the list of its documents."""
    with wiring.open_site(settings, load_site(settings.mappings)) as site:
        site.sign_in()
        form = _fullest(site.learn(url=address, menu=menu))
        found = _fullest(site.learn(url=listed)) if listed else None
    return draft_mapping(form, Opening(url=address, menu=menu), found, listed)


def _fullest(learned: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the draft of the frame with most to say, with that frame's name."""
    drafts: list[Mapping[str, Any]] = [{**one["draft"], "frame": one["frame"]} for one in learned["frames"]]
    return max(drafts, key=lambda one: len(one["fields"]) + sum(len(t["headers"]) for t in one["tables"]))


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


def _known(settings: Settings) -> Mapping[EntryKey, Standing]:
    """Give what the ledger knows by key; nothing where there is none yet."""
    if not wiring.has_ledger(settings):
        return {}
    with wiring.open_reports(settings) as reports:
        return {standing.entry.key: standing for standing in reports.standings()}


def still_ahead(made: Plan, counts: Mapping[Status, int], limit: int | None) -> int:
    """Give how many entries a run has to look at: what waits for others or for a person is looked at, too."""
    ahead = (Status.PENDING, Status.WORKING, Status.WAITING)
    settled = sum(counts.values()) - sum(counts[status] for status in ahead)
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

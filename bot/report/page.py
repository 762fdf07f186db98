"""The HTML report: one file that says what is done, what is proven, and what needs a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.domain.approval import APPROVED
from bot.domain.handover import ACKNOWLEDGED
from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey, Event, Run, Standing
from bot.language import say
from bot.report.about import About, rows_text
from bot.report.accounts import AccountLine, account_lines
from bot.report.acknowledged import acknowledged
from bot.report.bars import Segment, segments
from bot.report.books import BOOKS, BOOKS_HEADS, BooksLine, books_lines, is_of_books
from bot.report.comparison import FieldRow, field_rows
from bot.report.evidence import Shot, embedded, shots
from bot.report.figures import (
    ControlLine,
    Figure,
    ScreenFigures,
    as_planned,
    by_screen,
    by_status,
    control_lines,
    control_sum,
    edited_after,
    gone_from,
    summary_sentence,
    total,
    unproven_fields,
)
from bot.report.foreign import FOREIGN, FOREIGN_HEADS
from bot.report.plain import one_line
from bot.report.proof import Proof
from bot.report.rendering import render_page, write_page
from bot.report.source import source_digest
from bot.report.words import HOW, ORDER, OUTCOME, STATUS, URGENCY
from bot.report.writing import clock, day, moment, money

PAGE = "report.html"
UNFOLDED = 1_000
"""Of more entries details are made only when one is opened: the page itself opens faster."""


@dataclass(frozen=True, kw_only=True)
class EntryView:
    """One entry as the page shows it; every text is ready to be escaped."""

    standing: Standing
    rows_at: str
    screen: str
    name: str
    old_number: str
    on: str
    amount: str
    fields: tuple[FieldRow, ...]
    differences: tuple[FieldRow, ...]
    message: str
    receipt: str
    site_said: str
    read_at: str
    shots: tuple[Shot, ...]
    history: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """Give where the entry stands."""
        return self.standing.status


def write_report(
    out_dir: Path,
    standings: Sequence[Standing],
    *,
    about: About,
    proof: Proof | None = None,
    on_paper: bool = False,
) -> Path:
    """Write `report.html` into `out_dir` and give its path; ReportNotWritten when that fails.

    The page needs nothing but itself: what needs a person carries its last picture; all other
    pictures of evidence are linked where they lie. `on_paper`: without the details of each entry,
    which would be thousands of sheets.
    """
    listed = as_planned(standings, about.plan)
    views = _views(listed, about, out_dir)
    screens, controls = by_screen(listed), control_lines(listed, about.plan)
    exceptions = _exceptions(views)
    page = render_page(
        "report",
        about=about,
        made_at=moment(about.made_at, about.zone),
        source_digest=source_digest(about.source),
        sentence=summary_sentence(listed).render(),
        tiles=_tiles(listed),
        screens=[_screen(figures, about) for figures in screens],
        statuses=[status for status in ORDER if any(status in s.by_status for s in screens)],
        sums=by_status(listed),
        whole=total(by_status(listed).values()),
        accounts=_accounts(account_lines(listed, about), about),
        controls=_controls(controls, about),
        control_sums=control_sum(controls),
        exceptions=exceptions,
        pictures=embedded(
            (view.standing for _, group in exceptions for view in group), about.evidence_dir
        ),
        proof=proof or Proof(),
        entries=() if on_paper else views,
        unfolded=UNFOLDED,
        numbered=[view for view in views if view.standing.number],
        unproven=_unproven(listed, about),
        runs=[_run(run, about) for run in about.runs],
        acknowledged=[
            (one_line(one.cell), one_line(one.text), one_line(one.who), moment(one.at, about.zone))
            for one in acknowledged(about.events)
        ],
        books=[_books(line, about) for line in books_lines(about.events)],
        books_head=(BOOKS.render(), [head.render() for head in BOOKS_HEADS]),
        foreign=_foreign(listed, about),
        foreign_head=(FOREIGN.render(), [head.render() for head in FOREIGN_HEADS]),
        happened=[
            _happened(event, about)
            for event in about.events
            if event.key is None
            and event.action not in (ACKNOWLEDGED, APPROVED)
            and not is_of_books(event.action)
        ],
    )
    return write_page(out_dir / PAGE, page)


def _views(standings: Sequence[Standing], about: About, out_dir: Path) -> tuple[EntryView, ...]:
    edited, gone = edited_after(about.plan, standings), gone_from(about.plan, standings)
    history = _by_key(about.events)
    views = []
    for standing in standings:
        key = standing.entry.key
        view = _view(standing, about, out_dir)
        told = tuple(_step(event, about) for event in history.get(key, ()))
        warned = tuple(_warnings(standing, edited=key in edited, gone=key in gone))
        views.append(replace(view, history=told, warnings=warned))
    return tuple(views)


def _view(standing: Standing, about: About, out_dir: Path) -> EntryView:
    entry, receipt, readback = standing.entry, standing.receipt, standing.readback
    rows = field_rows(entry, about, typed=standing.typed, readback=readback, verdict=standing.verdict)
    return EntryView(
        standing=standing,
        rows_at=rows_text(entry),
        screen=about.screen_title(entry.screen),
        name=about.identity(entry),
        old_number=about.old_number(entry),
        on=day(entry.day),
        amount=money(entry.amount),
        fields=rows,
        differences=tuple(row for row in rows if row.note == "differs"),
        message=one_line(standing.message or ""),
        receipt=" ".join((HOW[receipt.how].render(), moment(receipt.at, about.zone))) if receipt else "",
        site_said=one_line(receipt.message) if receipt else "",
        read_at=" ".join(filter(None, (one_line(readback.source), moment(readback.at, about.zone))))
        if readback
        else "",
        shots=shots(standing, page_dir=out_dir, root=about.evidence_dir),
    )


def _warnings(standing: Standing, *, edited: bool, gone: bool) -> Iterable[str]:
    if edited:
        yield say(
            "แถวในแฟ้มถูกแก้ไขหลังจากบันทึกเอกสารนี้แล้ว ค่าที่แสดงคือค่าที่บันทึก",
            "The row was edited after this document was booked; shown is what was booked.",
        ).render()
    if gone:
        yield say("แถวนี้ไม่อยู่ในแฟ้มแล้ว", "This row is no longer in the workbook.").render()
    if standing.receipt and standing.receipt.requests > 1:
        yield say(
            "คำขอบันทึกออกไป {n} ครั้ง ให้ตรวจว่าในระบบมีเอกสารซ้ำหรือไม่",
            "{n} commit requests left. Check the site for a second document.",
            n=standing.receipt.requests,
        ).render()


def _step(event: Event, about: About) -> str:
    told = STATUS[event.new].render() if event.new else one_line(event.action)
    return f"{clock(event.at, about.zone)} {told}"


def _by_key(events: Iterable[Event]) -> Mapping[EntryKey, list[Event]]:
    found: dict[EntryKey, list[Event]] = {}
    for event in events:
        if event.key is not None:
            found.setdefault(event.key, []).append(event)
    return found


def _exceptions(views: Sequence[EntryView]) -> list[tuple[Status, list[EntryView]]]:
    """Group what needs a person by status, the most urgent first; warned ones stand with their status."""
    wanted = (*URGENCY, *(status for status in ORDER if status not in URGENCY))
    groups = [
        (status, [v for v in views if v.status is status and (status in URGENCY or v.warnings)])
        for status in wanted
    ]
    return [(status, group) for status, group in groups if group]


def _tiles(standings: Sequence[Standing]) -> list[tuple[str, str, Figure]]:
    figures = by_status(standings)
    person = total(figures[status] for status in URGENCY)
    left = figures[Status.PENDING] + figures[Status.WORKING]
    tiles = [
        ("whole", say("ทั้งหมด", "All entries"), total(figures.values())),
        ("proven", say("ตรวจแล้วถูกต้อง", "Proven"), figures[Status.VERIFIED]),
        ("posted", say("บันทึกแล้ว รอตรวจ", "Posted, not proven yet"), figures[Status.POSTED]),
        ("person", say("ต้องให้คนตรวจสอบ", "Need a person"), person),
        ("left", say("ยังไม่ได้บันทึก", "Still to be entered"), left),
        ("left", say("ข้าม", "Skipped"), figures[Status.SKIPPED]),
    ]
    always = 4
    return [(kind, name.render(), f) for at, (kind, name, f) in enumerate(tiles) if at < always or f.count]


def _screen(figures: ScreenFigures, about: About) -> tuple[str, ScreenFigures, tuple[Segment, ...]]:
    return about.screen_title(figures.screen), figures, segments(figures)


def _controls(
    lines: Sequence[ControlLine], about: About
) -> list[tuple[str, list[tuple[str, ControlLine]], ControlLine]]:
    screens: dict[str, list[ControlLine]] = {}
    for line in lines:
        screens.setdefault(line.screen, []).append(line)
    return [
        (about.screen_title(screen), [(day(line.day), line) for line in there], control_sum(there))
        for screen, there in screens.items()
    ]


def _accounts(lines: Sequence[AccountLine], about: About) -> list[tuple[str, list[AccountLine]]]:
    screens: dict[str, list[AccountLine]] = {}
    for line in lines:
        screens.setdefault(line.screen, []).append(line)
    return [(about.screen_title(screen), there) for screen, there in screens.items()]


def _unproven(standings: Sequence[Standing], about: About) -> list[tuple[str, str, int]]:
    return [
        (about.screen_title(screen), about.field_title(screen, name), number)
        for (screen, name), number in unproven_fields(standings).items()
    ]


def _books(line: BooksLine, about: About) -> tuple[BooksLine, str, list[tuple[str, str]]]:
    differing = [(one_line(cell), one_line(text)) for cell, text in line.differences]
    return line, moment(line.at, about.zone), differing


def _foreign(standings: Sequence[Standing], about: About) -> list[tuple[str, str, str, str]]:
    rows = {standing.entry.key: rows_text(standing.entry) for standing in standings}
    return [
        (
            one_line(each.number),
            about.screen_title(each.screen),
            moment(each.seen, about.zone),
            rows.get(each.beside, each.beside),
        )
        for each in about.foreign
    ]


def _run(run: Run, about: About) -> tuple[Run, str, str, str]:
    outcome = OUTCOME[run.outcome].render() if run.outcome in OUTCOME else one_line(run.outcome)
    return run, moment(run.started, about.zone), moment(run.ended, about.zone), outcome


def _happened(event: Event, about: About) -> tuple[str, str]:
    context = ", ".join(f"{one_line(name)}={one_line(value)}" for name, value in event.details.items())
    return moment(event.at, about.zone), " ".join(filter(None, (one_line(event.action), context)))

"""The sheets that a report adds: the summary in front, and the numbers from before and after."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font

from bot.domain.model import EntryKey, Standing
from bot.language import say
from bot.report.about import About, rows_text
from bot.report.acknowledged import acknowledged, in_short
from bot.report.books import BOOKS, BOOKS_HEADS, books_lines
from bot.report.figures import (
    Figure,
    by_screen,
    by_status,
    control_lines,
    control_sum,
    summary_sentence,
    total,
)
from bot.report.foreign import FOREIGN, FOREIGN_HEADS
from bot.report.source import source_digest
from bot.report.words import MEANING, ORDER, OUTCOME
from bot.report.workbook_cells import (
    COUNT,
    MONEY,
    put_day,
    put_moment,
    put_number,
    put_status,
    put_text,
)
from bot.report.workbook_columns import new_number_head
from bot.report.workbook_pen import Pen, for_paper, framed, new_sheet, widths

SUMMARY = say("สรุปผล", "Summary")
CROSS_REFERENCE = say("เลขที่เดิม-ใหม่", "Old and new numbers")


def add_summary(
    workbook: Workbook, standings: Sequence[Standing], about: About, *, lost: Collection[EntryKey]
) -> None:
    """Put the summary sheet first: sentence, counts by status and screen, control totals, runs, digests."""
    pen = Pen(new_sheet(workbook, SUMMARY, 0))
    (title,) = pen.cells(1)
    put_text(title, say("สรุปผลการบันทึกเอกสาร {s}", "Result of entering documents {s}", s=about.site_title))
    title.font = Font(bold=True, size=16, color="1F3A5F")
    (sentence,) = pen.cells(1)
    put_text(sentence, summary_sentence(standings))
    sentence.font = Font(size=12)
    _circumstances(pen, about)
    if lost:
        _lost(pen, standings, lost)
    _status_table(pen, standings, about)
    _control_table(pen, standings, about)
    _books(pen, about)
    _foreign(pen, standings, about)
    _runs(pen, about)
    _digests(pen, about)
    widths(pen.sheet, (34, 26, 14, 20, 14, 20, 14, 20, 14, 20))
    pen.sheet.sheet_view.showGridLines = False
    for_paper(pen.sheet)
    workbook.active = pen.sheet
    for sheet in workbook.worksheets:
        sheet.sheet_view.tabSelected = sheet is pen.sheet


def add_cross_reference(workbook: Workbook, standings: Sequence[Standing], about: About) -> None:
    """Add the sheet that leads from each document's old number (or key) to its new one."""
    pen = Pen(new_sheet(workbook, CROSS_REFERENCE, 1))
    pen.heads(
        say("ลำดับ", "No."),
        say("หน้าจอ", "Screen"),
        say("วันที่", "Day"),
        say("เลขที่เดิม", "Old number"),
        say("รายการ", "Document"),
        say("จำนวนเงิน", "Amount"),
        new_number_head(about),
        say("สถานะ", "Status"),
        say("แถวในแฟ้ม", "Rows"),
        say("รหัสรายการ", "Entry key"),
    )
    for standing in standings:
        entry = standing.entry
        place, screen, on, old, name, amount, new, status, rows, key = pen.cells(10)
        put_number(place, standing.position, "0")
        put_text(screen, about.screen_title(entry.screen))
        put_day(on, entry.day)
        put_text(old, about.old_number(entry))
        put_text(name, about.identity(entry))
        put_number(amount, entry.amount)
        put_text(new, standing.number)
        put_status(status, standing.status)
        put_text(rows, rows_text(entry))
        put_text(key, entry.key)
    pen.sheet.freeze_panes = "A2"
    pen.sheet.auto_filter.ref = f"A1:J{max(2, pen.row - 1)}"
    pen.sheet.print_title_rows = "1:1"
    widths(pen.sheet, (8, 30, 16, 22, 40, 18, 24, 18, 20, 22))
    for_paper(pen.sheet)


def _circumstances(pen: Pen, about: About) -> None:
    pen.row += 1
    pairs = (
        (say("หน่วยงาน", "Office"), about.office),
        (say("ปีงบประมาณ", "Fiscal year"), about.fiscal_year),
        (say("แฟ้มข้อมูล", "Workbook"), about.source.name if about.source else ""),
        (say("ลายพิมพ์แฟ้ม (SHA-256)", "Workbook SHA-256"), source_digest(about.source)),
        (say("ลายพิมพ์แผน", "Plan hash"), about.plan_hash),
        (say("คำเตือนที่รับทราบ", "Warnings acknowledged"), in_short(acknowledged(about.events), about.zone)),
    )
    for name, value in pairs:
        if value:
            pen.pair(name, value)
    label, cell = pen.cells(2)
    put_text(label, say("ออกรายงานเมื่อ", "Report made"))
    label.font = Font(color="555555")
    put_moment(cell, about.made_at, about.zone)


def _lost(pen: Pen, standings: Sequence[Standing], lost: Collection[EntryKey]) -> None:
    pen.heading(say("รายการที่ไม่พบแถวในแฟ้มแล้ว", "Entries whose rows are no longer in the workbook"))
    pen.heads(say("แถวเดิม", "Former rows"), say("สถานะ", "Status"), say("เลขที่ใหม่", "New number"))
    for standing in standings:
        if standing.entry.key in lost:
            rows, status, number = pen.cells(3)
            put_text(rows, rows_text(standing.entry))
            put_status(status, standing.status)
            put_text(number, standing.number)


def _status_table(pen: Pen, standings: Sequence[Standing], about: About) -> None:
    pen.heading(say("จำนวนและยอดเงิน ตามหน้าจอและสถานะ", "Counts and sums by screen and status"))
    pen.heads(
        say("หน้าจอ", "Screen"),
        say("สถานะ", "Status"),
        say("รายการ", "Entries"),
        say("จำนวนเงิน", "Amount"),
        say("ความหมายและสิ่งที่ต้องทำ", "Meaning and what to do"),
    )
    for screen in by_screen(standings):
        for status in ORDER:
            if figure := screen.by_status.get(status):
                name, state, number, amount, meaning = pen.cells(5)
                put_text(name, about.screen_title(screen.screen))
                put_status(state, status)
                put_number(number, figure.count, COUNT)
                put_number(amount, figure.amount, MONEY)
                put_text(meaning, MEANING[status])
                framed(name, state, number, amount)
    whole = total(by_status(standings).values())
    name, _, number, amount = pen.cells(4)
    put_text(name, say("รวม", "Total"))
    put_number(number, whole.count, COUNT)
    put_number(amount, whole.amount, MONEY)
    framed(name, _, number, amount, bold=True)


def _control_table(pen: Pen, standings: Sequence[Standing], about: About) -> None:
    pen.heading(say("ยอดควบคุม ตามหน้าจอและวันที่", "Control totals by screen and day"))
    count, amount = say("รายการ", "entries"), say("จำนวนเงิน", "amount")
    sides = (
        say("ตามแผน", "Planned"),
        say("บันทึกแล้ว", "Posted"),
        say("ตรวจแล้ว", "Verified"),
        say("ผลต่าง", "Difference"),
    )
    named = [say("{s} ({w})", "{s} ({w})", s=side, w=what) for side in sides for what in (count, amount)]
    pen.heads(say("หน้าจอ", "Screen"), say("วันที่", "Day"), *named)
    lines = control_lines(standings, about.plan)
    for line in lines:
        name, on, *cells = pen.cells(10)
        put_text(name, about.screen_title(line.screen))
        put_day(on, line.day)
        figures = (line.planned, line.posted, line.verified, line.difference)
        _figures(cells, figures)
        framed(name, on, *cells)
    name, on, *cells = pen.cells(10)
    put_text(name, say("รวม", "Total"))
    whole = control_sum(lines)
    _figures(cells, (whole.planned, whole.posted, whole.verified, whole.difference))
    framed(name, on, *cells, bold=True)


def _figures(cells: Sequence[Cell], figures: Sequence[Figure]) -> None:
    for at, figure in enumerate(figures):
        put_number(cells[2 * at], figure.count, COUNT)
        put_number(cells[2 * at + 1], figure.amount, MONEY)


def _books(pen: Pen, about: About) -> None:
    lines = books_lines(about.events)
    if not lines:
        return
    pen.heading(BOOKS)
    pen.heads(*BOOKS_HEADS)
    for line in lines:
        at, what, result = pen.cells(3)
        put_moment(at, line.at, about.zone)
        put_text(what, line.what)
        put_text(result, line.result)
        for place, text in line.differences:
            _, where, told = pen.cells(3)
            put_text(where, place)
            put_text(told, text)


def _foreign(pen: Pen, standings: Sequence[Standing], about: About) -> None:
    if not about.foreign:
        return
    pen.heading(FOREIGN)
    pen.heads(*FOREIGN_HEADS)
    rows = {standing.entry.key: rows_text(standing.entry) for standing in standings}
    for document in about.foreign:
        number, screen, seen, beside = pen.cells(4)
        put_text(number, document.number)
        put_text(screen, about.screen_title(document.screen))
        put_moment(seen, document.seen, about.zone)
        put_text(beside, rows.get(document.beside, document.beside))


def _runs(pen: Pen, about: About) -> None:
    if not about.runs:
        return
    pen.heading(say("ประวัติการทำงาน", "Runs"))
    pen.heads(
        say("รอบที่", "Run"),
        say("ผู้ปฏิบัติงาน", "Operator"),
        say("เริ่ม", "Started"),
        say("จบ", "Ended"),
        say("ผล", "Outcome"),
        say("ลายพิมพ์แผน", "Plan hash"),
    )
    for run in about.runs:
        number, operator, started, ended, outcome, digest = pen.cells(6)
        put_number(number, run.id, "0")
        number.alignment = Alignment(horizontal="left")
        put_text(operator, run.operator)
        put_moment(started, run.started, about.zone)
        put_moment(ended, run.ended, about.zone)
        put_text(outcome, OUTCOME.get(run.outcome, run.outcome))
        put_text(digest, run.plan_hash)


def _digests(pen: Pen, about: About) -> None:
    if not about.mapping_digests:
        return
    pen.heading(say("ผังหน้าจอที่ใช้", "Mappings in use"))
    pen.heads(say("หน้าจอ", "Screen"), say("ฉบับ", "Revision"), say("ลายพิมพ์ผัง", "Mapping digest"))
    for screen, digest in about.mapping_digests.items():
        name, revision, cell = pen.cells(3)
        put_text(name, about.screen_title(screen))
        mapping = about.screens.get(screen)
        put_text(revision, mapping.revision if mapping else "")
        put_text(cell, digest)

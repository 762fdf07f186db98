"""The document by which people cancel what was entered: a page to print, and a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from bot.domain.lifecycle import COMMITTED
from bot.errors import ReportNotWritten
from bot.language import Text, say
from bot.planning.undoing import Undoing
from bot.report.about import About, rows_text
from bot.report.plain import one_line
from bot.report.rendering import render_page, write_page
from bot.report.workbook_cells import cell_at, put_head, put_number, put_text
from bot.report.writing import day, moment, money

PAGE, BOOK = "undo-plan.html", "undo-plan.xlsx"
HEADS = (
    say("ลำดับ", "No."),
    say("เลขที่ในระบบ", "Number on the site"),
    say("หน้าจอ", "Screen"),
    say("รายการ", "Document"),
    say("วันที่", "Day"),
    say("จำนวนเงิน", "Amount"),
    say("แถวในแฟ้ม", "Rows"),
    say("ยกเลิกที่", "Cancel at"),
    say("ผู้มีสิทธิ", "Role"),
    say("ภายใน", "Until"),
    say("หมายเหตุ", "Note"),
    say("ทำแล้ว ลงชื่อ", "Done, signed"),
)
_AMOUNT = 5
UNKNOWN = say("ไม่ได้ระบุในผังหน้าจอ ให้ถามผู้ดูแลระบบ", "not in the mapping: ask who looks after the site")


@dataclass(frozen=True, kw_only=True)
class UndoLine:
    """One document as it is shown; every text is ready to be escaped."""

    cells: tuple[str, ...]
    doubtful: bool


def write_undo(out_dir: Path, undoings: Sequence[Undoing], *, about: About) -> tuple[Path, Path]:
    """Write page and workbook into `out_dir`; gives both paths."""
    lines = [_line(number, undoing, undoings, about) for number, undoing in enumerate(undoings, start=1)]
    heads = [head.render() for head in HEADS]
    page = render_page(
        "undo", about=about, made_at=moment(about.made_at, about.zone), heads=heads, lines=lines
    )
    written = write_page(out_dir / PAGE, page)
    return written, _write_book(out_dir / BOOK, undoings, lines)


def _line(number: int, undoing: Undoing, everything: Sequence[Undoing], about: About) -> UndoLine:
    standing = undoing.standing
    entry = standing.entry
    mapping = about.screens.get(entry.screen)
    cancel = mapping.cancel if mapping else None
    role = (cancel.role if cancel else None) or (mapping.role if mapping else None)
    return UndoLine(
        cells=(
            str(number),
            one_line(standing.number or "–"),
            about.screen_title(entry.screen),
            about.identity(entry),
            day(entry.day),
            money(entry.amount),
            rows_text(entry),
            one_line(cancel.where if cancel else UNKNOWN),
            one_line(role or UNKNOWN),
            one_line((cancel.until if cancel else None) or UNKNOWN),
            " ".join(one_line(note) for note in _notes(undoing, everything)),
        ),
        doubtful=standing.status not in COMMITTED,
    )


def _notes(undoing: Undoing, everything: Sequence[Undoing]) -> list[Text]:
    notes = []
    if undoing.standing.status not in COMMITTED:
        notes.append(
            say(
                "ยังไม่แน่ชัดว่ามีในระบบ ให้ค้นหาก่อน (elaas-bot doubts)",
                "It is not known whether it is on the site: look first (elaas-bot doubts).",
            )
        )
    if not undoing.asked:
        notes.append(say("ต้องยกเลิกด้วยเพราะอ้างถึงรายการที่เลือก", "Refers to one that was chosen."))
    if undoing.after:
        order = {one.standing.entry.key: number for number, one in enumerate(everything, start=1)}
        numbers = ", ".join(str(number) for number in sorted(order[key] for key in undoing.after))
        notes.append(say("หลังยกเลิกลำดับที่ {n} แล้ว", "After no. {n} is cancelled.", n=numbers))
    return notes


def _write_book(path: Path, undoings: Sequence[Undoing], lines: Sequence[UndoLine]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = say("แผนยกเลิก", "Undo plan").render()
    for column, head in enumerate(HEADS, start=1):
        put_head(cell_at(sheet, 1, column), head)
    for row, (undoing, line) in enumerate(zip(undoings, lines, strict=True), start=2):
        for column, text in enumerate(line.cells, start=1):
            cell = cell_at(sheet, row, column)
            if column == _AMOUNT + 1:
                put_number(cell, undoing.standing.entry.amount)
            else:
                put_text(cell, text, wrap=True)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJKL", (7, 20, 24, 34, 14, 15, 14, 30, 18, 22, 40, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    try:
        book.save(path)
    except OSError as error:
        raise ReportNotWritten(
            say(
                "เขียนสมุดงาน {p} ไม่ได้ ให้ปิดแฟ้มนี้ใน Excel และตรวจว่าโฟลเดอร์เขียนได้",
                "The workbook {p} cannot be written. Close it in Excel, and see that the folder is writable.",
                p=path,
            )
        ) from error
    return path

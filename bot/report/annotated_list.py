"""The first sheet of the marked copy: every problem by severity, with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import category

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.errors import Problem
from bot.language import Text, say
from bot.planning.mending import mend_of, title_of
from bot.planning.sheet import PROBLEMS_SHEET
from bot.report.problems import with_settled_words
from bot.report.words import SEVERITY
from bot.report.workbook_cells import COUNT, cell_at, frame, put_head, put_link, put_number, put_text

FILLS: Mapping[str, str] = {"error": "FFC7CE", "warning": "FFEB9C", "note": "DDEBF7"}
_WIDTHS = (7, 12, 22, 30, 70, 60)
_LINE = 16
"""Points of one line."""
_MOST = 100_000
"""Rows of the list; a sheet holds no more than about a million."""


def add_list(
    workbook: Workbook,
    problems: Sequence[Problem],
    places: Sequence[tuple[str, str] | None],
    *,
    acknowledge: str = "",
    left_behind: Sequence[Text] = (),
) -> None:
    """Put the list in front; `places` has sheet and cell of each problem that has one.

    `left_behind`: what of the workbook its copy does not have.
    """
    sheet = workbook.create_sheet(PROBLEMS_SHEET, 0)
    workbook.active = 0
    for other in workbook.worksheets[1:]:
        other.sheet_view.tabSelected = False
    row = _head(sheet, problems, acknowledge, left_behind)
    heads = (
        say("ลำดับ", "No."),
        say("ระดับ", "Severity"),
        say("ช่อง", "Cell"),
        say("ชนิด", "Kind"),
        say("ปัญหา", "Problem"),
        say("วิธีแก้", "How to mend"),
    )
    for column, head in enumerate(heads, start=1):
        put_head(cell_at(sheet, row, column), head)
    for index, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEF"[index]].width = width
    sheet.freeze_panes = f"A{row + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.auto_filter.ref = f"A{row}:F{row + max(1, min(len(problems), _MOST))}"
    for number, (problem, place) in enumerate(zip(problems, places, strict=True), start=1):
        if number > _MOST:
            break
        _line(sheet, row + number, number, problem, place)


def _head(
    sheet: Worksheet, problems: Sequence[Problem], acknowledge: str, left_behind: Sequence[Text]
) -> int:
    title = cell_at(sheet, 1, 1)
    put_text(title, say("ปัญหาที่พบในสมุดงาน", "Problems of the workbook"))
    title.font = Font(bold=True, size=16, color="1F3A5F")
    put_text(cell_at(sheet, 2, 1), _HOW)
    row = 3
    for severity, name in SEVERITY.items():
        number = sum(problem.severity == severity for problem in problems)
        label = cell_at(sheet, row, 2)
        put_text(label, name)
        label.fill = PatternFill("solid", start_color=FILLS[severity])
        put_number(cell_at(sheet, row, 3), number, COUNT)
        put_text(cell_at(sheet, row, 4), _MEANS[severity])
        row += 1
    if acknowledge:
        text = say(
            "คำเตือนต้องมีผู้รับทราบหนึ่งครั้ง: elaas-bot run --acknowledge {c} --by ชื่อผู้รับทราบ",
            "Somebody must take the warnings as read, once: elaas-bot run --acknowledge {c} --by NAME",
            c=acknowledge,
        )
        put_text(cell_at(sheet, row, 1), text)
        row += 1
    if left_behind:
        all_of_it = Text(
            th=" · ".join(one.th for one in left_behind), en=" · ".join(one.en for one in left_behind)
        )
        text = say(
            "สำเนานี้ไม่มี: {w} (แฟ้มเดิมยังมีครบ จึงควรแก้ในแฟ้มเดิม)",
            "This copy lacks: {w} (the workbook itself still has them; mend it there)",
            w=all_of_it,
        )
        put_text(cell_at(sheet, row, 1), text)
        row += 1
    return row + 1


def _line(sheet: Worksheet, row: int, number: int, problem: Problem, place: tuple[str, str] | None) -> None:
    put_number(cell_at(sheet, row, 1), number, COUNT)
    texts: tuple[Text | str, ...] = (
        SEVERITY[problem.severity],
        problem.cell,
        title_of(problem.code),
        with_settled_words(problem),
        mend_of(problem.code),
    )
    for column, text in enumerate(texts, start=2):
        put_text(cell_at(sheet, row, column), text, wrap=True)
    # Not every program makes a row as high as its wrapped text.
    sheet.row_dimensions[row].height = _LINE * max(
        _lines(str(text), width) for text, width in zip(texts, _WIDTHS[1:], strict=True)
    )
    for column in range(1, len(_WIDTHS) + 1):
        frame(cell_at(sheet, row, column))
    cell_at(sheet, row, 1).alignment = Alignment(vertical="top")
    cell_at(sheet, row, 2).fill = PatternFill("solid", start_color=FILLS[problem.severity])
    if place is not None:
        title, name = place
        quoted = title.replace("'", "''")
        link = cell_at(sheet, row, 3)
        put_link(link, f"#'{quoted}'!{name}")
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!{name}")


def _lines(text: str, width: int) -> int:
    """Tell how many lines a text takes; vowels and tones above and below take no width."""
    long = sum(category(letter) != "Mn" for letter in text)
    return max(1, -(-long * 11 // (width * 10)))


_HOW = say(
    "กดที่ชื่อช่องเพื่อไปยังช่องนั้น แก้ในแฟ้มข้อมูลเดิม (หรือในสำเนานี้) แล้วสั่ง elaas-bot check อีกครั้ง",
    "Click a cell's name to go there. Mend it in the workbook (or here), then run elaas-bot check again.",
)
_MEANS: Mapping[str, Text] = {
    "error": say("ต้องแก้ก่อน จึงจะบันทึกได้", "must be mended before anything is entered"),
    "warning": say("ให้ตรวจ ถ้าถูกต้องแล้วให้รับทราบ", "look at it; if it is right, acknowledge it"),
    "note": say("บอกให้ทราบ ไม่ต้องทำอะไร", "for your information"),
}

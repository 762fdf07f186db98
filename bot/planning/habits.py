"""Habits of paper books: a document is crossed out by a word, a year is written with two digits."""

from __future__ import annotations

import re
from datetime import date

from bot.language import say
from bot.planning.headers import columns_of
from bot.planning.kinds.months import BE_AHEAD
from bot.planning.reading import Draft

_CANCELLED = re.compile(r"[\s(*\[<\-]*(?:ยกเลิก|void\b|cancel(?:l)?ed\b)", re.IGNORECASE)
_CENTURY = 2000
_TAKEN_FOR = 57
"""Of 67 spreadsheets make 1967; meant is 2567, which is 2024."""
_NEAR = 10
"""Years between a document and the other dates that it names."""


def judge_habits(draft: Draft) -> None:
    """Warn of what such habits may have made of a row: it is entered as it stands."""
    _cancelled(draft)
    _two_digits(draft)


def _two_digits(draft: Draft) -> None:
    """Warn of dates beside the document's own whose year a spreadsheet may have made of two digits."""
    day = draft.fields.get(draft.mapping.day or "")
    old = {
        header: (row, cell)
        for row in reversed(draft.rows)
        for header, cell in row.cells.items()
        if isinstance(cell, date) and cell.year < _CENTURY
    }
    for name, spec in columns_of(draft.mapping).items() if old and isinstance(day, date) else ():
        row, cell = old.get(spec.header or "", (None, None))
        if spec.kind != "date" or name == draft.mapping.day or row is None or cell is None:
            continue
        meant = cell.year + _TAKEN_FOR
        if isinstance(day, date) and abs(meant - day.year) <= _NEAR:
            text = say(
                "วันที่นี้เป็นปี ค.ศ. {ce} (พ.ศ. {far}) หากพิมพ์ปีสองหลัก โปรแกรมตารางงานแปลงผิดศักราช ให้พิมพ์ {be} "
                "หากเป็นปีนี้จริงให้รับทราบ",
                "This date is of {ce}. A two-digit year becomes that in a spreadsheet: type {be} if it was "
                "meant; acknowledge it if {ce} is right.",
                ce=cell.year,
                far=cell.year + BE_AHEAD,
                be=meant + BE_AHEAD,
            )
            draft.add_at(row, name, "year_of_two_digits", text, "warning")


def _cancelled(draft: Draft) -> None:
    """Warn of rows in which a text begins with the word for cancelled: such a document is rarely meant."""
    for row in draft.rows:
        cancelled = {
            header: cell
            for header, cell in row.cells.items()
            if isinstance(cell, str) and _CANCELLED.match(cell) is not None
        }
        for name, spec in columns_of(draft.mapping).items() if cancelled else ():
            if spec.header in cancelled and spec.kind in ("text", "code"):
                text = say(
                    "ช่องนี้เขียนว่า “{v}” แต่แถวนี้จะถูกบันทึก ถ้ายกเลิกจริงให้ลบแถว หรือใส่ “ข้าม” ในคอลัมน์ สถานะแถว",
                    "This cell says “{v}”, yet its row will be entered. If the document was cancelled, "
                    "delete the row, or write “ข้าม” in its column สถานะแถว.",
                    v=cancelled[spec.header],
                )
                draft.add_at(row, name, "row_cancelled", text, "warning")

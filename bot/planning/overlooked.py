"""What stands beside what is read: rows above the headers, columns without one; days turned about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from bot.domain.model import RawCell
from bot.errors import Problem, Severity
from bot.language import say
from bot.planning import grammar
from bot.planning.binding.screen import STATUS_COLUMN
from bot.planning.cells import CellError, parse
from bot.planning.headers import Header, columns_of, letter
from bot.planning.identity import canonical_json
from bot.planning.kinds.folding import fold
from bot.planning.sheet_rows import is_blank
from bot.planning.tables import Table

_TITLE_CELLS = 2
"""A title above the table fills no more of its columns."""
_MONTHS = 12
_NUMERIC = re.compile(r"(\d{1,2}) ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{2,4}")
_TOLD = 10
_HAPPENS = 0.001
"""How seldom a column may look turned by chance alone, if a warning is to be worth a person's time."""


def rows_above(sheet: str, table: Table, header: Header, mapping: grammar.Mapping) -> Iterator[Problem]:
    """Tell rows above the headers that look like documents: sorting may have carried the headers down."""
    days = {spec.header: spec for spec in columns_of(mapping).values() if spec.kind == "date"}
    for index, cells in enumerate(table[: header.row]):
        filled = {
            name: column
            for name, column in header.columns.items()
            if name != STATUS_COLUMN and column < len(cells) and not is_blank(cells[column])
        }
        dated = (name for name in filled if name in days and _is_day(cells[filled[name]], days[name]))
        if len(filled) > _TITLE_CELLS and any(dated):
            text = say(
                "แถวนี้อยู่เหนือหัวคอลัมน์ (แถว {row}) แต่เหมือนเอกสาร จึงจะไม่ถูกอ่าน "
                "ให้ย้ายหัวคอลัมน์ขึ้นไปอยู่เหนือทุกแถว (อาจเกิดจากการเรียงลำดับ)",
                "This row stands above the headers (row {row}), yet it looks like a document and would not "
                "be read. Move the headers above all rows; sorting may have carried them down.",
                row=header.row + 1,
            )
            place = f"{sheet}!{letter(min(filled.values()))}{index + 1}"
            yield Problem(cell=place, code="row_above", text=text)


def nameless_columns(sheet: str, table: Table, header: Header, others: Collection[int]) -> Iterator[Problem]:
    """Tell columns that have something in the table's rows but no caption above it."""
    first: dict[int, int] = {}
    width = max(map(len, table), default=0)
    columns = [column for column in range(width) if column not in header.captioned]
    for index in range(header.last + 1, len(table)) if columns else ():
        cells = table[index]
        for column in columns if index not in others else ():
            if column < len(cells) and column not in first and not is_blank(cells[column]):
                first[column] = index
    for column, index in sorted(first.items()):
        text = say(
            "คอลัมน์ {c} มีข้อมูล (เริ่มที่แถว {row}) แต่ไม่มีหัวคอลัมน์ จึงไม่ถูกอ่าน",
            "Column {c} has something in it (from row {row} on) but no header; it is not read.",
            c=letter(column),
            row=index + 1,
        )
        yield Problem(
            cell=f"{sheet}!{letter(column)}{index + 1}", code="column_nameless", text=text, severity="note"
        )


def turned_days(
    sheet: str, table: Table, header: Header, mapping: grammar.Mapping, used: Collection[int]
) -> Iterator[Problem]:
    """Warn of a column in which a program seems to have taken day/month for month/day.

    It makes a date of 5/1 (1 May) and leaves 16/1 as text: so every real date has a day up to 12,
    and every text one above. Where so few dates may well look so by chance, it is a note.
    """
    rows = sorted(used)
    for spec in columns_of(mapping).values():
        if spec.kind != "date" or spec.header is None or spec.header not in header.columns:
            continue
        column = header.columns[spec.header]
        cells = [(row, table[row][column]) for row in rows if column < len(table[row])]
        real = [(row, cell) for row, cell in cells if isinstance(cell, date)]
        if not real or any(cell.day > _MONTHS for _, cell in real):
            continue
        typed = [
            found for _, cell in cells if isinstance(cell, str) and (found := _NUMERIC.match(fold(cell)))
        ]
        if typed and all(int(found[1]) > _MONTHS for found in typed):
            chance = (_MONTHS / 30) ** len(real) * (1 - _MONTHS / 30) ** len(typed)
            yield _turned(sheet, letter(column), real, "warning" if chance < _HAPPENS else "note")


def _is_day(cell: RawCell, spec: grammar.FieldSpec) -> bool:
    try:
        return isinstance(parse(cell, spec), date)
    except CellError:
        return False


def _turned(sheet: str, column: str, real: list[tuple[int, date]], severity: Severity) -> Problem:
    first = next((cell for _, cell in real if cell.day != cell.month), real[0][1])
    rows = ", ".join(str(row + 1) for row, _ in real[:_TOLD]) + (" …" if len(real) > _TOLD else "")
    text = say(
        "วันที่แบบวันที่จริง (แถว {rows}) มีวันไม่เกิน 12 ทั้งหมด ส่วนวันที่แบบข้อความมีวันเกิน 12 ทั้งหมด "
        "โปรแกรมตารางงานอาจสลับวันกับเดือน เช่น {here} อาจหมายถึง {there} ให้เทียบกับเอกสาร",
        "All real dates (rows {rows}) have a day of at most 12, all dates kept as text one above 12: "
        "a spreadsheet program may have taken the day for the month. {here} may be meant as {there}. "
        "Compare them with the documents.",
        rows=rows,
        here=f"{first.day}/{first.month}",
        there=f"{first.month}/{first.day}",
    )
    return Problem(
        cell=f"{sheet}!{column}{real[0][0] + 1}",
        code="days_turned",
        text=text,
        severity=severity,
        about=canonical_json([sheet, *sorted(cell.isoformat() for _, cell in real)]),
    )

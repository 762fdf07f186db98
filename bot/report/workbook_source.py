"""The input workbook as an openpyxl workbook that may be added to; the file itself is never touched."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from warnings import catch_warnings, simplefilter
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from bot.errors import InputProblems, Problem
from bot.language import Text, say
from bot.planning.tables import Table, read_tables
from bot.report.plain import like_a_formula
from bot.report.workbook_cells import cell_at, put_text

_KEPT_AS_IS = {".xlsx", ".xlsm"}
_UNREADABLE = (
    InvalidFileException,
    BadZipFile,
    ParseError,
    OSError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
)
"""What openpyxl raises for a file that is damaged, locked or not its kind."""
_ENCRYPTED = b"\xd0\xcf\x11\xe0"
_NOT_IN_TITLES = str.maketrans(dict.fromkeys(r"\/*?:[]", "_"))
_LONGEST_TITLE = 31


def copy_of(source: Path, *, macros: bool = True) -> Workbook:
    """Load `source` for adding to; InputProblems when it cannot be read.

    .xlsx and .xlsm keep formats, formulas, names and other sheets (openpyxl drops shapes). From
    other kinds a new workbook is made whose rows stand where the plan found them. `macros`: keep
    those of an .xlsm, which then must be written as .xlsm again.
    """
    if source.suffix.lower() not in _KEPT_AS_IS:
        return _made_of(source)
    try:
        with catch_warnings():
            simplefilter("ignore", UserWarning)  # of what it leaves behind; see `workbook_extensions`
            macros = macros and source.suffix.lower() == ".xlsm"
            return _asleep(load_workbook(source, rich_text=True, keep_vba=macros))
    except _UNREADABLE as error:
        raise InputProblems([_unreadable(source)]) from error


def _asleep(workbook: Workbook) -> Workbook:
    """Give text that looks like a formula the apostrophe's flag: editing the cell does not wake it."""
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "s" and like_a_formula(str(cell.value)):
                    cell.quotePrefix = True
    return workbook


def sheet_title(name: str) -> str:
    """Give the name that a sheet has in an .xlsx workbook, where not every name is allowed."""
    return name.translate(_NOT_IN_TITLES)[:_LONGEST_TITLE]


def _made_of(source: Path) -> Workbook:
    workbook = Workbook()
    for worksheet in list(workbook.worksheets):
        workbook.remove(worksheet)
    for name, table in read_tables(source).items():
        _fill(workbook.create_sheet(sheet_title(name)), table)
    return workbook


def _fill(worksheet: Worksheet, table: Table) -> None:
    for number, row in enumerate(table, start=1):
        for column, value in enumerate(row, start=1):
            cell = cell_at(worksheet, number, column)
            if isinstance(value, bool | int | float | datetime | date | time | timedelta):
                cell.value = value
            elif value is not None:
                put_text(cell, value)


def _unreadable(source: Path) -> Problem:
    text: Text = say(
        "เปิดแฟ้มนี้ไม่ได้ ให้ตรวจว่าแฟ้มมีอยู่ ไม่เสียหาย และเปิดด้วย Excel ได้",
        "This file cannot be read. Check that it is there, undamaged, and opens in Excel.",
    )
    if _begins_with(source, _ENCRYPTED):
        text = say(
            "แฟ้มนี้มีรหัสผ่าน หรือเป็นแฟ้ม .xls ที่ตั้งชื่อเป็น .xlsx ให้เปิดด้วย Excel แล้วบันทึกใหม่เป็น .xlsx โดยไม่ตั้งรหัสผ่าน",
            "This file has a password, or is an .xls named .xlsx. Save it in Excel as .xlsx without one.",
        )
    return Problem(cell=str(source), code="workbook_unreadable", text=text)


def _begins_with(source: Path, mark: bytes) -> bool:
    try:
        with source.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError:
        return False

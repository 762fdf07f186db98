"""The input workbook as an openpyxl workbook that may be added to; the file itself is never touched."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineError
from python_calamine import load_workbook as load_calamine

from bot.errors import InputProblems, Problem
from bot.language import Text, say
from bot.report.workbook_cells import cell_at, put_text

_KEPT_AS_IS = {".xlsx", ".xlsm", ".xltx", ".xltm"}
_CALAMINE = {".xls", ".xlsb", ".ods"}
_UNREADABLE = (
    InvalidFileException,
    BadZipFile,
    ParseError,
    CalamineError,
    csv.Error,
    OSError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    TypeError,
    ValueError,
)
"""What the readers raise for a file that is damaged, locked or none of theirs."""
_ENCRYPTED = b"\xd0\xcf\x11\xe0"


def copy_of(source: Path, *, sheet: str = "") -> Workbook:
    """Load `source` for adding to; a .csv becomes one sheet named `sheet` (default: the file's name).

    Excel files keep formats, formulas, names and other sheets (openpyxl drops charts and shapes).
    From .csv, .xls, .xlsb and .ods a new workbook is made whose rows stand where they stood.
    InputProblems when it cannot be read.
    """
    kind = source.suffix.lower()
    try:
        if kind in _KEPT_AS_IS:
            return load_workbook(source, rich_text=True, keep_vba=kind in {".xlsm", ".xltm"})
        if kind in _CALAMINE:
            return _from_calamine(source)
        return _from_csv(source, sheet or source.stem)
    except _UNREADABLE as error:
        raise InputProblems([_unreadable(source, kind)]) from error


def _from_calamine(source: Path) -> Workbook:
    workbook = _empty()
    found = load_calamine(str(source))
    for name in found.sheet_names:
        rows = found.get_sheet_by_name(name).to_python(skip_empty_area=False)
        _fill(workbook.create_sheet(name), rows)
    return workbook


def _from_csv(source: Path, sheet: str) -> Workbook:
    workbook = _empty()
    title = "".join("_" if character in r"\/*?:[]" else character for character in sheet)
    _fill(workbook.create_sheet(title[:31]), _csv_rows(source))
    return workbook


def _csv_rows(source: Path) -> Iterator[list[str]]:
    raw = source.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp874")
    first = text.split("\n", maxsplit=1)[0]
    delimiter = max(",;\t|", key=first.count)
    return csv.reader(text.splitlines(keepends=True), delimiter=delimiter)


def _fill(worksheet: Worksheet, rows: Iterable[Iterable[object]]) -> None:
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = cell_at(worksheet, number, column)
            if isinstance(value, bool | int | float | datetime | date | time | timedelta):
                cell.value = value
            else:
                put_text(cell, value)


def _empty() -> Workbook:
    workbook = Workbook()
    for worksheet in list(workbook.worksheets):
        workbook.remove(worksheet)
    return workbook


def _unreadable(source: Path, kind: str) -> Problem:
    text: Text = say(
        "เปิดแฟ้มนี้ไม่ได้ ให้ตรวจว่าแฟ้มมีอยู่ ไม่เสียหาย และเปิดด้วย Excel ได้",
        "This file cannot be read. Check that it is there, undamaged, and opens in Excel.",
    )
    if kind in _KEPT_AS_IS and _begins_with(source, _ENCRYPTED):
        text = say(
            "แฟ้มนี้มีรหัสผ่าน ให้เปิดด้วย Excel แล้วบันทึกใหม่โดยไม่ตั้งรหัสผ่าน",
            "This file is protected by a password. Open it in Excel and save it without one.",
        )
    return Problem(cell=str(source), code="workbook_unreadable", text=text)


def _begins_with(source: Path, mark: bytes) -> bool:
    try:
        with source.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError:
        return False

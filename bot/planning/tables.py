"""Spreadsheet files become tables of cells, untouched: no cell is guessed, no row is moved."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

import pandas as pd
from python_calamine import CalamineError, PasswordError

from bot.domain.model import RawCell
from bot.errors import InputProblems, Problem
from bot.language import Text, say

Table = Sequence[Sequence[RawCell]]
"""Rows from the sheet's first, cells from its column A; a blank cell is an empty text."""

EXCEL = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
SECOND_LOOK = frozenset({".xlsx", ".xlsm"})
"""Formats whose formulas and error values can be told from blank cells."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CODES = ("utf-8-sig", "cp874")


def read_tables(path: Path) -> Mapping[str, Table]:
    """Give all sheets by name; InputProblems says in plain words why a file cannot be read."""
    if not path.is_file():
        raise _unusable(path, "workbook_missing", _MISSING)
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return {path.stem: _csv(path)}
    if suffix not in EXCEL:
        raise _unusable(path, "workbook_kind", _KIND)
    try:
        if suffix in SECOND_LOOK and _is_encrypted(path):
            raise _unusable(path, "workbook_password", _PASSWORD)
        frames = pd.read_excel(
            path,
            sheet_name=None,
            header=None,
            dtype=object,
            engine="calamine",
            keep_default_na=False,
            na_filter=False,
        )
    except PasswordError as error:
        raise _unusable(path, "workbook_password", _PASSWORD) from error
    except PermissionError as error:
        raise _unusable(path, "workbook_open", _OPEN) from error
    except (CalamineError, BadZipFile, OSError, ValueError) as error:
        raise _unusable(path, "workbook_corrupt", _CORRUPT) from error
    return {str(name): frame.to_numpy(dtype=object).tolist() for name, frame in frames.items()}


def _csv(path: Path) -> Table:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _unusable(path, "workbook_open", _OPEN) from error
    text = _decoded(raw)
    if text is None:
        raise _unusable(path, "workbook_encoding", _ENCODING)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return [
            list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        ]
    except csv.Error as error:
        raise _unusable(path, "workbook_corrupt", _CORRUPT) from error


def _decoded(raw: bytes) -> str | None:
    codes = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else _CODES
    for code in codes:
        try:
            return raw.decode(code)
        except UnicodeDecodeError:
            continue
    return None


def _is_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        if file.read(len(_OLE)) != _OLE:
            return False
        return _ENCRYPTED in file.read()


def _unusable(path: Path, code: str, text: Text) -> InputProblems:
    return InputProblems([Problem(cell=str(path), code=code, text=text)])


_MISSING = say(
    "ไม่พบไฟล์ข้อมูล ให้ตรวจชื่อไฟล์และค่า workbook ใน config.yaml",
    "The workbook is not there. Look at its name and at `workbook` in config.yaml.",
)
_KIND = say(
    "อ่านไฟล์ชนิดนี้ไม่ได้ ให้บันทึกเป็น .xlsx (หรือ .xls .ods .csv)",
    "This kind of file cannot be read; save it as .xlsx (or .xls, .ods, .csv).",
)
_PASSWORD = say(
    "ไฟล์มีรหัสผ่าน ให้เปิดในโปรแกรมตารางงาน ยกเลิกรหัสผ่าน แล้วบันทึกใหม่",
    "The workbook is protected by a password; open it, take the password off and save it again.",
)
_OPEN = say(
    "เปิดไฟล์ไม่ได้ อาจเปิดค้างอยู่ในโปรแกรมอื่น ให้ปิดไฟล์แล้วลองใหม่",
    "The file cannot be opened; it may be open in another program. Close it there and try again.",
)
_CORRUPT = say(
    "อ่านไฟล์ไม่ได้ ไฟล์อาจเสียหายหรือนามสกุลไม่ตรงกับชนิดไฟล์ ให้เปิดในโปรแกรมตารางงานแล้วบันทึกใหม่เป็น .xlsx",
    "The file cannot be read; it may be damaged or have a wrong extension. "
    "Open it in a spreadsheet program and save it again as .xlsx.",
)
_ENCODING = say(
    "อ่านตัวอักษรในไฟล์ CSV ไม่ได้ ให้บันทึกใหม่เป็น CSV UTF-8",
    "The characters of this CSV file cannot be read; save it again as CSV UTF-8.",
)

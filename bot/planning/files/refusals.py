"""Why a file cannot be read, in plain words that say what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.errors import InputProblems, Problem
from bot.language import Text, say


def unusable(path: Path, code: str, **words: object) -> InputProblems:
    """Refuse a whole file for the reason that `code` names."""
    th, en = _WHY[code]
    text = say(th, en, **words) if words else Text(th=th, en=en)
    return InputProblems([Problem(cell=str(path), code=code, text=text)])


_WHY: Mapping[str, tuple[str, str]] = {
    "workbook_missing": (
        "ไม่พบไฟล์ข้อมูล ให้ตรวจชื่อไฟล์และค่า workbook ใน config.yaml",
        "The workbook is not there. Look at its name and at `workbook` in config.yaml.",
    ),
    "workbook_folder": (
        "นี่คือโฟลเดอร์ ไม่ใช่ไฟล์ ให้ระบุไฟล์เดียว ถ้ามี CSV หลายไฟล์ให้ตรวจทีละไฟล์ หรือรวมเป็นแผ่นงานในไฟล์ .xlsx เดียว",
        (
            "This is a folder, not a file. Name one file; several CSV files are checked one at a time, "
            "or become the sheets of one .xlsx."
        ),
    ),
    "workbook_kind": (
        "อ่านไฟล์ชนิดนี้ไม่ได้ ให้บันทึกเป็น .xlsx (หรือ .xls .ods .csv)",
        "This kind of file cannot be read; save it as .xlsx (or .xls, .ods, .csv).",
    ),
    "workbook_disguised": (
        "นามสกุลไฟล์เป็น {suffix} แต่เนื้อในเป็น{kind} ให้เปิดในโปรแกรมตารางงานแล้วบันทึกใหม่เป็น .xlsx",
        "The file is named {suffix} but holds {kind}. Open it in a spreadsheet program and save it as .xlsx.",
    ),
    "workbook_password": (
        "ไฟล์มีรหัสผ่าน ให้เปิดในโปรแกรมตารางงาน ยกเลิกรหัสผ่าน แล้วบันทึกใหม่",
        "The workbook is protected by a password; open it, take the password off and save it again.",
    ),
    "workbook_open": (
        "เปิดไฟล์ไม่ได้ อาจเปิดค้างอยู่ในโปรแกรมอื่น ให้ปิดไฟล์แล้วลองใหม่",
        "The file cannot be opened; it may be open in another program. Close it there and try again.",
    ),
    "workbook_locked": (
        (
            "ไฟล์ยังเปิดอยู่ในโปรแกรมตารางงาน (มีไฟล์ {lock}) อาจมีการแก้ไขที่ยังไม่บันทึก ให้บันทึกและปิดไฟล์ก่อน "
            "หากปิดแล้วแต่ยังพบข้อความนี้ ให้ลบไฟล์ {lock}"
        ),
        (
            "The file is still open in a spreadsheet program (there is {lock}), so changes may be unsaved. "
            "Save and close it; if it is closed already, delete {lock}."
        ),
    ),
    "workbook_corrupt": (
        "อ่านไฟล์ไม่ได้ ไฟล์อาจเสียหายหรือนามสกุลไม่ตรงกับชนิดไฟล์ ให้เปิดในโปรแกรมตารางงานแล้วบันทึกใหม่เป็น .xlsx",
        (
            "The file cannot be read; it may be damaged or have a wrong extension. "
            "Open it in a spreadsheet program and save it again as .xlsx."
        ),
    ),
    "workbook_too_big": (
        "ไฟล์นี้เมื่อคลายแล้วใหญ่ผิดปกติ จึงไม่เปิด ให้คัดลอกเฉพาะแถวข้อมูลไปไว้ในไฟล์ใหม่แล้วบันทึกเป็น .xlsx",
        (
            "Unpacked, this file is unusually big, so it is not opened. "
            "Copy the rows alone into a new workbook and save it as .xlsx."
        ),
    ),
    "workbook_encoding": (
        "อ่านตัวอักษรในไฟล์ CSV ไม่ได้ ให้บันทึกใหม่เป็น CSV UTF-8",
        "The characters of this CSV file cannot be read; save it again as CSV UTF-8.",
    ),
}
"""Code -> the sentence in Thai and in English."""

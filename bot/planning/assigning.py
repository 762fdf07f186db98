"""Which sheet of a workbook feeds which screen: by its name, else by its captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.errors import Problem
from bot.language import say
from bot.planning.complaints import nearest
from bot.planning.headers import find_header
from bot.planning.kinds.folding import fold
from bot.planning.mapping import Mappings
from bot.planning.tables import Table

GUIDE_SHEET, LISTS_SHEET = "คำแนะนำ", "รายการตัวเลือก"
"""Sheets of our own template that hold no entries."""

PROBLEMS_SHEET = "ปัญหาที่พบ"
"""First sheet of a marked copy, which may be mended and read again."""


def assign_sheets(
    path: Path, tables: Mapping[str, Table], mappings: Mappings
) -> tuple[dict[str, str], list[Problem]]:
    """Find which sheet feeds which screen; notes for sheets without a screen and screens without a sheet."""
    if path.suffix.lower() == ".csv":
        return _of_csv(path, tables, mappings)
    by_name = {fold(sheet).lower(): sheet for sheet in tables}
    taken: dict[str, str] = {}
    problems: list[Problem] = []
    for screen, mapping in mappings.screens.items():
        names = [fold(name).lower() for name in (mapping.sheet, *mapping.sheet_aliases)]
        found = [by_name[name] for name in dict.fromkeys(names) if name in by_name]
        if found:
            taken[screen] = found[0]
        problems += [_sheet_twice(extra, found[0]) for extra in found[1:]]
    absent = [mapping.sheet for screen, mapping in mappings.screens.items() if screen not in taken]
    known = {*taken.values(), *(problem.cell for problem in problems)}
    ours = {fold(GUIDE_SHEET), fold(LISTS_SHEET), fold(PROBLEMS_SHEET)}
    unknown = [sheet for sheet in tables if sheet not in known and fold(sheet) not in ours]
    for screen, sheet in _by_captions(tables, mappings, taken, unknown, absent):
        taken[screen] = sheet
        unknown.remove(sheet)
        absent.remove(mappings.screens[screen].sheet)
        problems.append(_sheet_by_captions(sheet, mappings.screens[screen].sheet))
    problems += [_sheet_absent(sheet) for sheet in absent]
    problems += [_sheet_unknown(sheet, nearest(sheet, absent)) for sheet in unknown]
    return taken, problems


def _by_captions(
    tables: Mapping[str, Table],
    mappings: Mappings,
    taken: Mapping[str, str],
    unknown: Sequence[str],
    absent: Sequence[str],
) -> list[tuple[str, str]]:
    """Find the sheets of other names that have all captions of one screen, if no other sheet has them."""
    candidates = [sheet for sheet in unknown if nearest(sheet, absent) is None]
    fits: dict[str, list[str]] = {}
    for screen, mapping in mappings.screens.items():
        for sheet in candidates if screen not in taken else ():
            header = find_header(sheet, tables[sheet], mapping)
            if header is not None and not any(map(is_error, header.problems)):
                fits.setdefault(screen, []).append(sheet)
    chosen = [sheet for sheets in fits.values() for sheet in sheets]
    return [
        (screen, sheets[0])
        for screen, sheets in fits.items()
        if len(sheets) == 1 and chosen.count(sheets[0]) == 1
    ]


def _of_csv(
    path: Path, tables: Mapping[str, Table], mappings: Mappings
) -> tuple[dict[str, str], list[Problem]]:
    """Find the one screen of a CSV file: it is named after it, or has its captions."""
    sheet = next(iter(tables))
    for screen, mapping in mappings.screens.items():
        if fold(path.stem) in map(fold, (mapping.sheet, *mapping.sheet_aliases)):
            return {screen: sheet}, []
    headers = {name: find_header(sheet, tables[sheet], one) for name, one in mappings.screens.items()}
    whole = [name for name, one in headers.items() if one and not any(map(is_error, one.problems))]
    some = [name for name, one in headers.items() if one]
    fitting = whole or some
    return ({fitting[0]: sheet} if len(fitting) == 1 else {}), []


def is_error(problem: Problem) -> bool:
    """Tell whether this problem stops the check."""
    return problem.severity == "error"


def no_sheet(path: Path, tables: Mapping[str, Table], mappings: Mappings) -> Problem:
    """Say that nothing in the file is known."""
    text = say(
        "ไฟล์ {file} ไม่มีแผ่นงานที่รู้จัก (มี {has}) ต้องมีอย่างน้อยหนึ่งแผ่นชื่อ {all} ดูตัวอย่างด้วยคำสั่ง elaas-bot template",
        "The file {file} has no sheet that is known (it has {has}). It needs one named {all}; "
        "`elaas-bot template` writes an example.",
        file=path.name,
        has=", ".join(tables) or "-",
        all=" / ".join(mapping.sheet for mapping in mappings.screens.values()),
    )
    return Problem(cell=str(path), code="sheet_missing", text=text)


def _sheet_twice(sheet: str, first: str) -> Problem:
    text = say(
        "แผ่นงาน {sheet} และ {first} เป็นของหน้าจอเดียวกัน ให้รวมเป็นแผ่นเดียว",
        "The sheets {sheet} and {first} feed the same screen; make them one.",
        sheet=sheet,
        first=first,
    )
    return Problem(cell=sheet, code="sheet_twice", text=text)


def _sheet_absent(sheet: str) -> Problem:
    text = say(
        "ไม่มีแผ่นงาน {sheet} จึงไม่มีรายการของหน้าจอนี้",
        "There is no sheet {sheet}, so nothing is entered on that screen.",
        sheet=sheet,
    )
    return Problem(cell=sheet, code="sheet_absent", text=text, severity="note")


def _sheet_unknown(sheet: str, near: str | None) -> Problem:
    if near is not None:
        text = say(
            "ไม่รู้จักแผ่นงาน {sheet} หมายถึง {near} หรือไม่ ให้แก้ชื่อแผ่นงาน มิฉะนั้นทั้งแผ่นจะไม่ถูกบันทึก",
            "The sheet {sheet} is not known. Did you mean {near}? Rename it, or none of it would be entered.",
            sheet=sheet,
            near=near,
        )
        return Problem(cell=sheet, code="sheet_misnamed", text=text)
    text = say(
        "แผ่นงาน {sheet} ไม่อยู่ในแม็ป จะไม่ถูกอ่าน",
        "The sheet {sheet} is in no mapping; it is not read.",
        sheet=sheet,
    )
    return Problem(cell=sheet, code="sheet_unknown", text=text, severity="note")


def _sheet_by_captions(sheet: str, screen_sheet: str) -> Problem:
    text = say(
        "แผ่นงาน {sheet} มีหัวคอลัมน์ครบของ {meant} จึงอ่านเป็นแผ่นงานนั้น ให้ตรวจว่าใช่ หรือเปลี่ยนชื่อเป็น {meant}",
        "The sheet {sheet} has all columns of {meant} and is read as that sheet. "
        "See that this is meant, or rename it {meant}.",
        sheet=sheet,
        meant=screen_sheet,
    )
    return Problem(cell=f"{sheet}!A1", code="sheet_by_captions", text=text, severity="warning")

"""A workbook becomes Rows: cells as they stand, under the captions that the mappings know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from bot.domain.model import RawCell, Row
from bot.errors import InputProblems, Problem
from bot.language import Text, say
from bot.planning import grammar
from bot.planning.binding.screen import STATUS_COLUMN
from bot.planning.complaints import nearest
from bot.planning.headers import Header, captions, find_header, letter
from bot.planning.kinds.folding import fold
from bot.planning.mapping import Mappings
from bot.planning.second_look import Hollow, Place, hollow_cells
from bot.planning.tables import Table, read_tables

EXAMPLE, PASS_OVER, LAWFUL_TWIN = "ตัวอย่าง", "ข้าม", "ซ้ำจริง"
"""What the status column may say: an example, a row to pass over, a lawful twin of another row."""

GUIDE_SHEET, LISTS_SHEET = "คำแนะนำ", "รายการตัวเลือก"
"""Sheets of our own template that hold no entries."""

PROBLEMS_SHEET = "ปัญหาที่พบ"
"""First sheet of a marked copy, which may be mended and read again."""

_MARKS: Mapping[str, str] = {
    **{fold(mark): mark for mark in (EXAMPLE, PASS_OVER, LAWFUL_TWIN)},
    "example": EXAMPLE,
    "skip": PASS_OVER,
    "twin": LAWFUL_TWIN,
}


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """The rows of each screen in sheet order, and everything worth saying about the file."""

    path: Path
    rows: Mapping[str, tuple[Row, ...]]
    problems: tuple[Problem, ...]
    passed: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    """The rows of each screen that are marked to be passed over."""


def read_workbook(path: Path, mappings: Mappings) -> Workbook:
    """Read every mapped sheet; InputProblems when the file cannot be read or has none of them.

    Blank rows and example rows are left out; all else that is wrong is in `problems`.
    """
    tables = read_tables(path)
    sheets, problems = _assigned(path, tables, mappings)
    if not sheets:
        raise InputProblems([_no_sheet(path, tables, mappings)])
    hollow = hollow_cells(path, tables, sheets.values())
    rows: dict[str, tuple[Row, ...]] = {}
    passed: dict[str, list[Row]] = {}
    for screen, sheet in sheets.items():
        found = find_header(sheet, tables[sheet], mappings.screens[screen])
        if found is None:
            problems.append(_no_header(sheet, mappings.screens[screen]))
            continue
        problems += found.problems
        problems += _hollow_problems(sheet, found, hollow)
        aside = passed.setdefault(screen, [])
        rows[screen] = tuple(_rows(sheet, tables[sheet], found, hollow, problems, aside))
    return Workbook(path=path, rows=MappingProxyType(rows), problems=tuple(problems), passed=passed)


def mark_of(row: Row) -> str:
    """Give what the status column says of a row, in its canonical form; empty when it says nothing."""
    text = row.cells.get(STATUS_COLUMN)
    folded = fold(str(text)).lower() if text is not None else ""
    return _MARKS.get(folded, folded)


def _assigned(
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
    problems += [_sheet_absent(sheet) for sheet in absent]
    problems += [_sheet_unknown(sheet, nearest(sheet, absent)) for sheet in unknown]
    return taken, problems


def _of_csv(
    path: Path, tables: Mapping[str, Table], mappings: Mappings
) -> tuple[dict[str, str], list[Problem]]:
    """Find the one screen of a CSV file: it is named after it, or has its captions."""
    sheet = next(iter(tables))
    for screen, mapping in mappings.screens.items():
        if fold(path.stem) in map(fold, (mapping.sheet, *mapping.sheet_aliases)):
            return {screen: sheet}, []
    headers = {name: find_header(sheet, tables[sheet], one) for name, one in mappings.screens.items()}
    whole = [name for name, one in headers.items() if one and not _errors(one.problems)]
    some = [name for name, one in headers.items() if one]
    fitting = whole or some
    return ({fitting[0]: sheet} if len(fitting) == 1 else {}), []


def _errors(problems: Sequence[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _rows(  # noqa: PLR0913, PLR0917 - one sheet, and what is found besides its rows
    sheet: str,
    table: Table,
    header: Header,
    hollow: Mapping[Place, Hollow],
    problems: list[Problem],
    passed: list[Row],
) -> Iterator[Row]:
    letters = header.letters
    columns = list(header.columns.items())
    data = [column for caption, column in columns if caption != STATUS_COLUMN]
    told = {row for name, row, _ in hollow if name == sheet}
    for index in range(header.row + 1, len(table)):
        cells = table[index]
        if index not in told and all(_is_blank(cells[c]) for c in data if c < len(cells)):
            continue
        row = Row(
            sheet=sheet,
            number=index + 1,
            cells={name: _cell(cells[c]) if c < len(cells) else None for name, c in columns},
            columns=letters,
        )
        mark = mark_of(row)
        if mark == EXAMPLE:
            continue
        if mark == PASS_OVER:
            problems.append(_passed_over(row))
            passed.append(row)
            continue
        if mark not in ("", LAWFUL_TWIN):
            problems.append(_unknown_mark(row))
        yield row


def _is_blank(cell: RawCell) -> bool:
    return cell is None or (isinstance(cell, str) and not fold(cell))


def _cell(cell: RawCell) -> RawCell:
    return None if _is_blank(cell) else cell


def _hollow_problems(sheet: str, header: Header, hollow: Mapping[Place, Hollow]) -> Iterator[Problem]:
    read = set(header.columns.values())
    for (name, row, column), kind in sorted(hollow.items()):
        if name == sheet and row > header.row and column in read:
            cell = f"{sheet}!{letter(column)}{row + 1}"
            yield Problem(cell=cell, code=f"{kind}_cell", text=_HOLLOW[kind])


_HOLLOW: Mapping[Hollow, Text] = {
    "formula": say(
        "ช่องนี้เป็นสูตรที่ยังไม่มีผลลัพธ์บันทึกไว้ ให้เปิดไฟล์ในโปรแกรมตารางงานแล้วบันทึก หรือพิมพ์ค่าแทนสูตร",
        "This cell is a formula whose result was never saved; open the file in a spreadsheet program "
        "and save it, or type the value.",
    ),
    "error": say(
        "ช่องนี้เป็นค่าผิดพลาดของสูตร (เช่น #N/A) ให้แก้สูตรหรือพิมพ์ค่าแทน",
        "This cell shows an error (like #N/A); correct the formula or type the value.",
    ),
}


def _no_header(sheet: str, mapping: grammar.Mapping) -> Problem:
    text = say(
        "แผ่นงาน {sheet} ไม่มีแถวหัวคอลัมน์ใน 20 แถวแรก ต้องมีหัวคอลัมน์ {all}",
        "The sheet {sheet} has no header row in its first 20 rows. It needs the columns {all}.",
        sheet=sheet,
        all=" | ".join(captions(mapping)),
    )
    return Problem(cell=f"{sheet}!A1", code="header_missing", text=text)


def _no_sheet(path: Path, tables: Mapping[str, Table], mappings: Mappings) -> Problem:
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


def _passed_over(row: Row) -> Problem:
    text = say("แถวนี้ทำเครื่องหมาย ข้าม จึงไม่ถูกบันทึก", "This row is marked to be passed over; it is not entered.")
    return Problem(cell=row.cell_name(STATUS_COLUMN), code="row_passed_over", text=text, severity="note")


def _unknown_mark(row: Row) -> Problem:
    text = say(
        "“{v}” ไม่ใช่เครื่องหมายที่รู้จัก ให้เว้นว่าง หรือใส่ ตัวอย่าง / ข้าม / ซ้ำจริง",
        "“{v}” is not a known mark; leave it blank, or write example / skip / twin.",
        v=row.cells[STATUS_COLUMN],
    )
    return Problem(cell=row.cell_name(STATUS_COLUMN), code="row_mark", text=text)

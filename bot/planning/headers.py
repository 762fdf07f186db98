"""The header row of a sheet: found by its captions, in any order, among the first rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.model import RawCell
from bot.errors import Problem
from bot.language import say
from bot.planning import grammar
from bot.planning.binding.screen import STATUS_COLUMN
from bot.planning.complaints import nearest, suggestion
from bot.planning.grammar import FieldSpec
from bot.planning.kinds.folding import caption_key
from bot.planning.second_look.shape import Area
from bot.planning.tables import Table

SEARCHED_ROWS = 20
_HIGHEST = 4
"""A header of more rows than this is a title or a mistake."""


@dataclass(frozen=True, kw_only=True)
class Header:
    """Where a sheet's columns are: header caption of the mapping -> 0-based column."""

    row: int
    last: int
    """The last row of the header: below `row` where captions are merged over several rows."""
    columns: Mapping[str, int]
    problems: tuple[Problem, ...]
    captioned: frozenset[int] = frozenset()
    """All columns with a caption, whether or not it is known."""

    @property
    def letters(self) -> Mapping[str, str]:
        """Give the columns' letters: caption -> `F`."""
        return {caption: letter(column) for caption, column in self.columns.items()}


def find_header(
    sheet: str, table: Table, mapping: grammar.Mapping, merged: Sequence[Area] = ()
) -> Header | None:
    """Find the header row; None when no row of the first twenty has any of the captions.

    Captions merged over several rows make one header of them, the lowest caption of a column
    counts. Missing and doubled columns are errors, unknown ones notes; `problems` has them all.
    """
    known = _known(mapping)
    best, row = 0, -1
    for index, cells in enumerate(table[:SEARCHED_ROWS]):
        hits = len({known[text] for text in map(_folded, cells) if text in known})
        if hits > best:
            best, row = hits, index
    if row < 0:
        return None
    first, last = _extent(row, merged)
    return _header(sheet, (row, last), _lowest(table[first : last + 1], known), mapping)


def captions(mapping: grammar.Mapping) -> list[str]:
    """Give the header captions of all columns of a screen, in order."""
    return [spec.header for spec in columns_of(mapping).values() if spec.header]


def columns_of(mapping: grammar.Mapping) -> dict[str, FieldSpec]:
    """Give the fields that have a column: header fields, then line fields."""
    lines = mapping.lines.fields if mapping.lines else {}
    return {name: spec for name, spec in [*mapping.fields.items(), *lines.items()] if spec.header}


def letter(column: int) -> str:
    """Give the letters of a 0-based column: 0 is A, 26 is AA."""
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _known(mapping: grammar.Mapping) -> dict[str, str]:
    known = {caption_key(STATUS_COLUMN): STATUS_COLUMN}
    for spec in columns_of(mapping).values():
        for caption in (spec.header, *spec.aliases):
            known[caption_key(caption or "")] = spec.header or ""
    return known


def _folded(cell: RawCell) -> str:
    return caption_key(cell) if isinstance(cell, str) else ""


def _extent(row: int, merged: Sequence[Area]) -> tuple[int, int]:
    """Find the rows that captions merged downwards join with this one."""
    first = last = row
    for top, _, bottom, _ in merged:
        if top <= row <= bottom and bottom - top < _HIGHEST:
            first, last = min(first, top), max(last, bottom)
    return first, last


def _lowest(rows: Table, known: Mapping[str, str]) -> Sequence[RawCell]:
    """Give each column's lowest known caption, else its lowest text."""
    if len(rows) == 1:
        return rows[0]
    found: list[RawCell] = []
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column] for row in reversed(rows) if column < len(row) and _folded(row[column])]
        sure = [cell for cell in cells if _folded(cell) in known]
        found.append(next(iter(sure or cells), ""))
    return found


def _header(sheet: str, place: tuple[int, int], cells: Sequence[RawCell], mapping: grammar.Mapping) -> Header:
    row, last = place
    known = _known(mapping)
    columns: dict[str, int] = {}
    extra: dict[str, int] = {}
    problems: list[Problem] = []
    for index, cell in enumerate(cells):
        text = _folded(cell)
        if not text:
            continue
        caption = known.get(text)
        if caption is None:
            extra[str(cell).strip()] = index
        elif caption in columns:
            problems.append(_doubled(sheet, row, index, caption, columns[caption]))
        else:
            columns[caption] = index
    missing = [caption for caption in captions(mapping) if caption not in columns]
    problems += [_missing(sheet, row, caption, extra) for caption in missing]
    near = {nearest(caption, extra) for caption in missing}
    problems += [_extra(sheet, row, index, text) for text, index in extra.items() if text not in near]
    captioned = frozenset(index for index, cell in enumerate(cells) if _folded(cell))
    return Header(row=row, last=last, columns=columns, problems=tuple(problems), captioned=captioned)


def _doubled(sheet: str, row: int, index: int, caption: str, first: int) -> Problem:
    text = say(
        "หัวคอลัมน์ {c} ซ้ำกับคอลัมน์ {first} ให้เหลือคอลัมน์เดียว",
        "The column {c} is here twice (also in {first}); keep one.",
        c=caption,
        first=letter(first),
    )
    return Problem(cell=f"{sheet}!{letter(index)}{row + 1}", code="column_twice", text=text)


def _missing(sheet: str, row: int, caption: str, extra: Mapping[str, int]) -> Problem:
    found = nearest(caption, extra)
    cell = f"{sheet}!{letter(extra[found])}{row + 1}" if found else f"{sheet}!{row + 1}"
    text = say(
        "แผ่นงาน {sheet} ไม่มีคอลัมน์ {c}{near} ให้เพิ่มหรือแก้หัวคอลัมน์ในแถว {row}",
        "The sheet {sheet} has no column {c}.{near} Add it, or correct the header in row {row}.",
        sheet=sheet,
        c=caption,
        near=suggestion(caption, extra),
        row=row + 1,
    )
    return Problem(cell=cell, code="column_missing", text=text)


def _extra(sheet: str, row: int, index: int, caption: str) -> Problem:
    text = say(
        "คอลัมน์ {c} ไม่อยู่ในแม็ป จะไม่ถูกอ่าน",
        "The column {c} is not in the mapping; it is not read.",
        c=caption,
    )
    cell = f"{sheet}!{letter(index)}{row + 1}"
    return Problem(cell=cell, code="column_unknown", text=text, severity="note")


def no_header(sheet: str, mapping: grammar.Mapping) -> Problem:
    """Say that a sheet has none of the captions in its first rows."""
    text = say(
        "แผ่นงาน {sheet} ไม่มีแถวหัวคอลัมน์ใน 20 แถวแรก ต้องมีหัวคอลัมน์ {all}",
        "The sheet {sheet} has no header row in its first 20 rows. It needs the columns {all}.",
        sheet=sheet,
        all=" | ".join(captions(mapping)),
    )
    return Problem(cell=f"{sheet}!A1", code="header_missing", text=text)

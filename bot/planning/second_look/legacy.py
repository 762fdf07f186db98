"""The second look at .xls: xlrd reads the file again."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlrd  # type: ignore[import-untyped]

from bot.planning.files.refusals import unusable
from bot.planning.second_look.faces import face
from bot.planning.second_look.ooxml_comments import is_ours
from bot.planning.second_look.shape import (
    BEGINNING,
    BEGINNING_1904,
    Doubt,
    Look,
    cell_at,
    masked,
    same_moment,
)
from bot.planning.tables import Table


def look(path: Path, tables: Mapping[str, Table], sheets: Sequence[str]) -> Mapping[str, Look]:
    """Compare every cell of these sheets; InputProblems when the file cannot be read a second time."""
    try:
        raw = path.read_bytes()  # given a path, a reader that breaks would leave the file open
        with xlrd.open_workbook(file_contents=raw, formatting_info=True, logfile=io.StringIO()) as book:
            return {sheet: _looked(book, book.sheet_by_name(sheet), tables[sheet]) for sheet in sheets}
    except Exception as error:  # xlrd lets whatever a damaged file causes pass through
        raise unusable(path, "workbook_corrupt") from error


def _looked(book: xlrd.Book, sheet: xlrd.sheet.Sheet, table: Table) -> Look:
    found = Look(hidden=bool(sheet.visibility))
    found.merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    found.hidden_rows = {row for row, having in sheet.rowinfo_map.items() if having.hidden}
    found.hidden_columns = {column for column, having in sheet.colinfo_map.items() if having.hidden}
    beginning = BEGINNING_1904 if book.datemode else BEGINNING
    for row in range(max(sheet.nrows, len(table))):
        width = max(sheet.row_len(row) if row < sheet.nrows else 0, len(table[0]) if table else 0)
        for column in range(width):
            first = cell_at(table, row, column)
            beyond = row >= sheet.nrows or column >= sheet.row_len(row)
            kind = xlrd.XL_CELL_EMPTY if beyond else sheet.cell_type(row, column)
            value = "" if beyond else sheet.cell_value(row, column)
            doubt = _doubt(first, kind, value, beginning)
            if doubt is not None:
                found.doubts[row, column] = doubt
            elif kind == xlrd.XL_CELL_NUMBER:
                form = book.format_map[book.xf_list[sheet.cell_xf_index(row, column)].format_key].format_str
                shown = masked(float(value), form)
                if shown is not None:
                    found.shown[row, column] = shown
                seen = face(float(value), form)
                if seen is not None:
                    found.faces[row, column] = seen
            if kind not in _NOTHING and _is_struck(book, sheet.cell_xf_index(row, column)):
                found.struck.add((row, column))
    found.comments = {
        place: note.text for place, note in sheet.cell_note_map.items() if not is_ours(note.author)
    }
    return found


_NOTHING = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def _is_struck(book: xlrd.Book, style: int) -> bool:
    return bool(book.font_list[book.xf_list[style].font_index].struck_out)


def _doubt(first: object, kind: int, value: object, beginning: object) -> Doubt | None:
    if kind == xlrd.XL_CELL_ERROR:
        return "error"
    if kind in _NOTHING:
        same = first in ("", None)
    elif kind == xlrd.XL_CELL_BOOLEAN:
        same = first is bool(value)
    elif kind == xlrd.XL_CELL_DATE:
        same = same_moment(first, float(str(value)), beginning)  # type: ignore[arg-type]
    elif kind == xlrd.XL_CELL_NUMBER:
        same = not isinstance(first, bool) and first == value
    else:
        same = isinstance(first, str) and first.split() == str(value).split()
    return None if same else "differs"

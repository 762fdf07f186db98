"""A workbook becomes Rows: cells as they stand, under the captions that the mappings know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from bot.domain.model import Row
from bot.errors import InputProblems, Problem
from bot.planning import grammar
from bot.planning.assigning import (
    GUIDE_SHEET,
    LISTS_SHEET,
    PROBLEMS_SHEET,
    assign_sheets,
    is_error,
    no_sheet,
    opening_of,
)
from bot.planning.headers import find_header, no_header
from bot.planning.mapping import Mappings
from bot.planning.marks import EXAMPLE, LAWFUL_TWIN, PASS_OVER, mark_of
from bot.planning.opening import OpeningSheet, opening_screen, read_opening
from bot.planning.overlooked import nameless_columns, rows_above, turned_days
from bot.planning.second_look import look_again
from bot.planning.second_look.shape import Look
from bot.planning.sheet_rows import SheetRows
from bot.planning.tables import Table, read_tables
from bot.planning.unseen import unseen_problems

__all__ = [
    "EXAMPLE",
    "GUIDE_SHEET",
    "LAWFUL_TWIN",
    "LISTS_SHEET",
    "PASS_OVER",
    "PROBLEMS_SHEET",
    "Workbook",
    "mark_of",
    "read_workbook",
]


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """The rows of each screen in sheet order, and everything worth saying about the file."""

    path: Path
    rows: Mapping[str, tuple[Row, ...]]
    problems: tuple[Problem, ...]
    passed: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    """The rows of each screen that are marked to be passed over."""
    opening: OpeningSheet | None = None
    """What stood in the books before the first entry, where the workbook says so."""


def read_workbook(path: Path, mappings: Mappings) -> Workbook:
    """Read every mapped sheet; InputProblems when the file cannot be read or has none of them.

    Blank rows, example rows, totals and notes below the table are left out; all that is wrong or
    worth knowing is in `problems`.
    """
    tables = read_tables(path)
    sheets, problems = assign_sheets(path, tables, mappings)
    if not sheets:
        raise InputProblems([*filter(is_error, problems), no_sheet(path, tables, mappings)])
    opening = opening_of(tables, mappings)
    looks = look_again(path, tables, [*sheets.values(), *([opening] if opening else [])])
    rows: dict[str, tuple[Row, ...]] = {}
    passed: dict[str, Sequence[Row]] = {}
    for screen, sheet in sheets.items():
        found = _read_sheet(sheet, tables[sheet], mappings.screens[screen], looks[sheet], problems)
        if found is not None:
            rows[screen], passed[screen] = found
    return Workbook(
        path=path,
        rows=MappingProxyType(rows),
        passed=passed,
        opening=_read_opening(opening, tables, mappings, looks, problems),
        problems=tuple(problems),
    )


def _read_sheet(
    sheet: str, table: Table, mapping: grammar.Mapping, look: Look, problems: list[Problem]
) -> tuple[tuple[Row, ...], Sequence[Row]] | None:
    """Give the entries' rows of one sheet and those passed over; None when it has no header row."""
    header = find_header(sheet, table, mapping, look.merged)
    if header is None:
        problems.append(no_header(sheet, mapping))
        return None
    found = SheetRows(sheet, table, header, mapping, look)
    rows = tuple(found.read())
    problems += header.problems
    problems += rows_above(sheet, table, header, mapping)
    problems += unseen_problems(sheet, header, look, found)
    problems += turned_days(sheet, table, header, mapping, found.used)
    problems += found.problems
    problems += nameless_columns(sheet, table, header, found.others)
    return rows, found.passed


def _read_opening(
    sheet: str | None,
    tables: Mapping[str, Table],
    mappings: Mappings,
    looks: Mapping[str, Look],
    problems: list[Problem],
) -> OpeningSheet | None:
    if sheet is None or mappings.books is None:
        return None
    found = _read_sheet(sheet, tables[sheet], opening_screen(mappings.books), looks[sheet], problems)
    if found is None:
        return None
    opening, wrong = read_opening(sheet, found[0], mappings.books)
    problems += wrong
    return opening

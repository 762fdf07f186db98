"""A workbook becomes Rows: cells as they stand, under the captions that the mappings know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from bot.domain.model import Row
from bot.errors import InputProblems, Problem
from bot.planning.assigning import (
    GUIDE_SHEET,
    LISTS_SHEET,
    PROBLEMS_SHEET,
    assign_sheets,
    is_error,
    no_sheet,
)
from bot.planning.headers import find_header, no_header
from bot.planning.mapping import Mappings
from bot.planning.marks import EXAMPLE, LAWFUL_TWIN, PASS_OVER, mark_of
from bot.planning.second_look import look_again
from bot.planning.sheet_rows import SheetRows
from bot.planning.tables import read_tables
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


def read_workbook(path: Path, mappings: Mappings) -> Workbook:
    """Read every mapped sheet; InputProblems when the file cannot be read or has none of them.

    Blank rows, example rows, totals and notes below the table are left out; all that is wrong or
    worth knowing is in `problems`.
    """
    tables = read_tables(path)
    sheets, problems = assign_sheets(path, tables, mappings)
    if not sheets:
        raise InputProblems([*filter(is_error, problems), no_sheet(path, tables, mappings)])
    looks = look_again(path, tables, sheets.values())
    rows: dict[str, tuple[Row, ...]] = {}
    passed: dict[str, Sequence[Row]] = {}
    for screen, sheet in sheets.items():
        mapping, look = mappings.screens[screen], looks[sheet]
        header = find_header(sheet, tables[sheet], mapping, look.merged)
        if header is None:
            problems.append(no_header(sheet, mapping))
            continue
        found = SheetRows(sheet, tables[sheet], header, mapping, look)
        rows[screen] = tuple(found.read())
        passed[screen] = found.passed
        problems += header.problems
        problems += unseen_problems(sheet, header, look, found)
        problems += found.problems
    return Workbook(path=path, rows=MappingProxyType(rows), problems=tuple(problems), passed=passed)

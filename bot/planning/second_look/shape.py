"""What a second look at a sheet tells beside its values, and when two readings of a cell agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.planning.second_look.faces import Face
from bot.planning.tables import Table

Doubt = Literal["formula", "error", "differs"]
"""A formula whose result was never saved · an error value · two readings that differ."""

Place = tuple[int, int]
"""Row and column, from 0."""

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""

BEGINNING = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no time zone
BEGINNING_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - cells have no time zone

_DAY = 86_400.0
_EARLY = 61
"""Before March 1900 spreadsheets count a day that never was; readers may differ by it."""
_MASK = re.compile(r'(?:0|[- /.]|\\.|"[^"]*")+')
_PART = re.compile(r'0|\\(.)|"([^"]*)"|(.)')


@dataclass(kw_only=True)
class Look:
    """One sheet: what a person sees of it, or does not see."""

    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    doubts: dict[Place, Doubt] = field(default_factory=dict)
    shown: dict[Place, str] = field(default_factory=dict)
    """Numbers that a format such as `000000` shows with zeros before them, as they show."""
    faces: dict[Place, Face] = field(default_factory=dict)
    """Numbers that a person sees otherwise than they are."""
    struck: set[Place] = field(default_factory=set)
    """Filled cells that are crossed out."""
    comments: dict[Place, str] = field(default_factory=dict)
    """What people wrote beside cells; not what a marked copy of ours has there."""


def cell_at(table: Table, row: int, column: int) -> object:
    """Give the first reader's value; blank beyond the table."""
    if row < len(table) and column < len(table[row]):
        return table[row][column]
    return ""


def filled(table: Table) -> Iterator[Place]:
    """Give the places that the first reader found filled."""
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            if cell != "" and cell is not None:
                yield row, column


def same_number(first: object, number: float) -> bool:
    """Tell whether the first reader has this number."""
    return isinstance(first, int | float) and first == number


def same_moment(first: object, serial: float, beginning: datetime) -> bool:
    """Tell whether the first reader has the day and time that a serial number means."""
    if isinstance(first, timedelta):
        meant = first.total_seconds() / _DAY
    elif isinstance(first, datetime):
        meant = (first.replace(tzinfo=None) - beginning).total_seconds() / _DAY
    elif isinstance(first, time):
        meant = (first.hour * 3600 + first.minute * 60 + first.second + first.microsecond / 1e6) / _DAY
        serial %= 1
    elif isinstance(first, date):
        meant = float((first - beginning.date()).days)
    else:
        return False
    leeway = 2.0 if serial < _EARLY else 1 / _DAY
    return abs(meant - serial) < leeway


def masked(number: float, form: str) -> str | None:
    """Give how a format of zeros (`000000`, `0-0000-00000-00-0`) shows a whole number; None for others."""
    if form.count("0") < 2 or not _MASK.fullmatch(form) or number < 0 or number != int(number):  # noqa: PLR2004
        return None
    parts = list(_PART.finditer(form))
    places = sum(part[0] == "0" for part in parts)
    if "." in _PART.sub(lambda part: part[3] or "", form) or "/" in form or places < 2:  # noqa: PLR2004
        return None
    digits = str(int(number)).zfill(places)
    ahead, rest = digits[: len(digits) - places + 1], iter(digits[len(digits) - places + 1 :])
    shown, first = "", True
    for part in parts:
        if part[0] != "0":
            shown += part[1] or part[2] or part[3] or ""
        elif first:
            shown, first = shown + ahead, False
        else:
            shown += next(rest)
    return shown

"""Counts as drawings: one bar per screen, one column per day, each divided among what a person asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from bot.domain.lifecycle import Status
from bot.ledger.watching import Cell
from bot.report.words import ORDER

T = TypeVar("T")
LONG, HIGH = 1000, 120
"""The length of a bar and the height of a column, in the drawing's own units."""
_MOST_COLUMNS = 400


@dataclass(frozen=True, kw_only=True)
class Part:
    """One status within a bar: where it begins, how long it is, and what it stands for."""

    status: Status
    count: int
    start: float
    size: float


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar or column; `day` of a column, `screen` of a bar."""

    screen: str
    day: date | None
    count: int
    parts: Sequence[Part]


def by_screen(cells: Iterable[Cell]) -> tuple[Bar, ...]:
    """Give one bar of full length for each screen."""
    groups = _grouped(cells, lambda cell: cell.screen)
    return tuple(
        Bar(screen=screen, day=None, count=_all(found), parts=_parts(found, LONG / _all(found)))
        for screen, found in groups.items()
    )


def by_day(cells: Iterable[Cell]) -> tuple[Bar, ...]:
    """Give one column for each day from the first to the last; the fullest has the full height.

    Entries without a day, and spans too long to be drawn day by day, are left to the table.
    """
    groups = _grouped((cell for cell in cells if cell.day), lambda cell: cell.day)
    days = sorted(day for day in groups if day)
    if not days or (days[-1] - days[0]).days > _MOST_COLUMNS:
        return ()
    fullest = max(_all(found) for found in groups.values())
    span = [days[0] + timedelta(days=n) for n in range((days[-1] - days[0]).days + 1)]
    return tuple(
        Bar(
            screen="",
            day=day,
            count=_all(groups.get(day, [])),
            parts=_parts(groups.get(day, []), HIGH / fullest),
        )
        for day in span
    )


def _grouped(cells: Iterable[Cell], key: Callable[[Cell], T]) -> dict[T, list[Cell]]:
    groups: dict[T, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(key(cell), []).append(cell)
    return groups


def _all(cells: Iterable[Cell]) -> int:
    return sum(cell.count for cell in cells)


def _parts(cells: Sequence[Cell], scale: float) -> tuple[Part, ...]:
    made: list[Part] = []
    start = 0.0
    for status in ORDER:
        if number := _all(cell for cell in cells if cell.status is status):
            size = number * scale
            made.append(Part(status=status, count=number, start=round(start, 2), size=round(size, 2)))
            start += size
    return tuple(made)

"""Bars of counts by status, as numbers that the template draws."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.lifecycle import Status
from bot.report.figures import ScreenFigures
from bot.report.words import ORDER

WIDTH = 1000


@dataclass(frozen=True, kw_only=True)
class Segment:
    """One status within a bar; `start` and `width` in thousandths of the bar."""

    status: Status
    count: int
    start: float
    width: float


def segments(figures: ScreenFigures) -> tuple[Segment, ...]:
    """Divide a bar among the statuses that have entries, in the order of reports."""
    whole = figures.whole.count
    made: list[Segment] = []
    start = 0.0
    for status in ORDER:
        if figure := figures.by_status.get(status):
            width = round(WIDTH * figure.count / whole, 2)
            made.append(Segment(status=status, count=figure.count, start=round(start, 2), width=width))
            start += width
    return tuple(made)

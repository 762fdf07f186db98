"""What stands in the books: single figures, as the office's workbook has them and as the site shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One amount, or the last number of a series: of which report, which row, which column.

    `cell` is where the workbook has it; blank for what the site shows.
    """

    report: str
    item: str
    column: str
    value: Decimal | str
    cell: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Give what two figures must have in common to be compared."""
        return self.report, self.item, self.column


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A figure that is not the same on both sides; None: that side does not have it, or has zero."""

    expected: Figure | None
    seen: Figure | None


def differences(expected: Iterable[Figure], seen: Iterable[Figure]) -> tuple[Difference, ...]:
    """Compare figure by figure, in the order of the workbook, then of the site; zero is as good as absent."""
    ours = {figure.place: figure for figure in expected if figure.value}
    theirs = {figure.place: figure for figure in seen if figure.value}
    found = []
    for place in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(place), theirs.get(place)
        if one is None or other is None or one.value != other.value:
            found.append(Difference(expected=one, seen=other))
    return tuple(found)

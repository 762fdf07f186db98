"""A report of the site, as it was read, becomes Figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from bot.domain.books import Figure
from bot.errors import ScreenNotAsMapped
from bot.language import say
from bot.planning.cells import shown_amount
from bot.planning.grammar import Report, SiteMapping
from bot.planning.kinds.folding import fold

_JOINT = re.compile(r"\s*/\s*")
SERIES_MARK = "…"

ReportRow = Mapping[str, str]
"""One row of a report as shown: text by column name."""


def figures_of(name: str, report: Report, rows: Iterable[ReportRow], site: SiteMapping) -> tuple[Figure, ...]:
    """Give what counts of a report: its amounts row by row, or the last number of each series.

    ScreenNotAsMapped when a text is no amount, or no number of a series: it is never passed over.
    """
    rows = [row for row in rows if not _left_out(report, row)]
    if report.series is not None:
        return _last_numbers(name, report, report.series, rows)
    sums: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        item = item_name("/".join(_picked(report, part, row[part]) for part in report.key))
        for column in report.amounts:
            place = (item, column)
            sums[place] = sums.get(place, Decimal(0)) + _amount(report, column, row[column], site)
    return tuple(
        Figure(report=name, item=item, column=column, value=value) for (item, column), value in sums.items()
    )


def item_name(text: str) -> str:
    """Give the form in which the names of rows are compared: how a slash is spaced does not count."""
    return _JOINT.sub("/", fold(text))


def series_of(number: str, pattern: str) -> tuple[str, int] | None:
    """Give a number's series and its place in it; None when the pattern finds none."""
    found = re.search(pattern, number)
    if found is None or not found.group(1).isdecimal():
        return None
    return number[: found.start(1)] + SERIES_MARK + number[found.end(1) :], int(found.group(1))


def column_title(report: Report, column: str) -> str:
    """Give a column's name for people: its header on the site."""
    return report.table.columns[column].column or column


def _left_out(report: Report, row: ReportRow) -> bool:
    return any(re.search(pattern, fold(row[column])) for column, pattern in report.without.items())


def _picked(report: Report, column: str, text: str) -> str:
    """Give the part of a text that the column's pattern is about, or all of it."""
    pattern = report.table.columns[column].pattern
    found = re.search(pattern, fold(text)) if pattern else None
    return found.group(1) if found else text


def _amount(report: Report, column: str, text: str, site: SiteMapping) -> Decimal:
    if not fold(text):
        return Decimal(0)
    amount = shown_amount(text, None, report.table.columns[column], site)
    if amount is None:
        raise _unreadable(report, column, text)
    return amount


def _last_numbers(name: str, report: Report, pattern: str, rows: Iterable[ReportRow]) -> tuple[Figure, ...]:
    [column] = report.key
    last: dict[str, tuple[int, str]] = {}
    for row in rows:
        number = fold(_picked(report, column, row[column]))
        found = series_of(number, pattern)
        if found is None:
            raise _unreadable(report, column, row[column])
        series, place = found
        last[series] = max(last.get(series, (-1, "")), (place, number))
    return tuple(
        Figure(report=name, item=series, column=column, value=number) for series, (_, number) in last.items()
    )


def _unreadable(report: Report, column: str, text: str) -> ScreenNotAsMapped:
    return ScreenNotAsMapped(
        say(
            "รายงาน {r} คอลัมน์ {c} แสดง “{t}” ซึ่งอ่านเป็นค่าที่ต้องการไม่ได้ ให้แก้รายงานนี้ใน books.yaml",
            "The report {r} shows “{t}” under {c}, which is not what is looked for. "
            "Mend the report in books.yaml.",
            r=report.title.text,
            c=column_title(report, column),
            t=text,
        )
    )

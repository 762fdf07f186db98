"""The site's reports of months and days beside what the workbook's documents must have posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from bot.domain.books import Figure
from bot.domain.lifecycle import COMMITTED
from bot.domain.model import Entry, EntryKey, Standing
from bot.errors import BooksSilent, InputProblems, Problem
from bot.language import Text, say
from bot.planning import grammar
from bot.planning.daily import daily_differences
from bot.planning.figures import ReportRow, figures_of
from bot.planning.fiscal import first_of_year
from bot.planning.grammar import TrialBalance
from bot.planning.mapping import Mappings
from bot.planning.opening import OpeningSheet, page_of
from bot.planning.reconciling import Expected, balances_of, differing
from bot.planning.trial_balance import Bookkeeper, account_lists


class Reading(Protocol):
    """Whoever reads reports."""

    def read_report(self, report: grammar.Report, first: date, last: date) -> Sequence[ReportRow]:
        """Give every row of a report."""


class Comparer:
    """Reads reports of any day and compares them; BooksSilent where books.yaml does not say how."""

    def __init__(self, site: Reading, mappings: Mappings) -> None:
        """Know which reports there are."""
        books = mappings.books
        why = silent_text(mappings)
        if books is None or books.trial_balance is None or why is not None:
            raise BooksSilent(why or _nothing())
        self._site, self._mappings = site, mappings
        self._books: grammar.Books = books
        self._told: TrialBalance = books.trial_balance

    def before(self, sheet: OpeningSheet | None, day: date | None) -> Mapping[str, Decimal]:
        """Give what stood on the accounts before: by the workbook's sheet, else as the site shows it."""
        if sheet is not None and self._books.reports[self._told.report].opening:
            return balances_of(sheet.figures, self._told)
        return self._trial(day) if day else {}

    def expected(
        self,
        entries: Sequence[Entry],
        standings: Mapping[EntryKey, Standing],
        *,
        before: Mapping[str, Decimal],
        only_on_site: bool,
    ) -> Expected:
        """Give what the books must hold: of all entries, or of those only whose documents are on the site.

        InputProblems where an account of one of these cannot be told: a half proves nothing.
        """
        on_site = {key: one.number for key, one in standings.items() if one.status in COMMITTED}
        must = [entry for entry in entries if not only_on_site or entry.key in on_site]
        keeper = Bookkeeper(self._books, self._mappings)
        sides = [side for entry in must for side in keeper.sides(entry)]
        if keeper.problems:
            raise InputProblems(keeper.problems)
        counted = frozenset(entry.key for entry in must)
        likely = Bookkeeper(self._books, self._mappings)  # others only serve as candidates
        sides += [side for entry in entries if entry.key not in counted for side in likely.sides(entry)]
        return Expected(before=before, sides=sides, on_site=on_site, counted=counted)

    def month(self, expected: Expected, last: date) -> tuple[Problem, ...]:
        """Compare the trial balance as of a day, account by account."""
        page = page_of(self._books.reports[self._told.report])
        return tuple(differing(expected, self._trial(last), last, page))

    def day(self, expected: Expected, day: date) -> tuple[Problem, ...]:
        """Compare every daily report of one day."""
        lists = account_lists(self._books, self._mappings)
        return tuple(
            problem
            for told in self._books.daily
            for problem in daily_differences(
                told, self._books, self._read(told.report, day, day), expected, day, lists
            )
        )

    def _trial(self, day: date) -> Mapping[str, Decimal]:
        return balances_of(self._read(self._told.report, first_of_year(day), day), self._told)

    def _read(self, name: str, first: date, last: date) -> tuple[Figure, ...]:
        report = self._books.reports[name]
        rows = self._site.read_report(report, first, last)
        return figures_of(name, report, rows, self._mappings.site)


def silent_text(mappings: Mappings) -> Text | None:
    """Say why books cannot be compared with these mappings; None: they can be."""
    books = mappings.books
    return None if books and books.trial_balance and books.postings else _nothing()


def _nothing() -> Text:
    return say(
        "ไม่มีอะไรให้เทียบ: books.yaml ต้องมี trial_balance และ postings",
        "There is nothing to compare: books.yaml needs `trial_balance` and `postings`.",
    )

"""Trial balance and daily reports computed from the workbook alone are the practice site's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from bot.domain.model import Entry
from bot.planning.daily import daily_differences
from bot.planning.entries import Calendar, make_entries
from bot.planning.figures import figures_of
from bot.planning.grammar import Daily
from bot.planning.mapping import Mappings, load_mappings
from bot.planning.reconciling import Expected
from bot.planning.sheet import read_workbook
from bot.planning.trial_balance import Bookkeeper, account_lists, balances
from bot.practice import books as site_books
from bot.practice import cash_reports
from bot.practice.books import Range
from bot.practice.half_year import live_through
from bot.practice.listing import Criteria
from bot.practice.sample import write_half_year
from bot.practice.site import Site, open_site

ENTRIES, SEED = 1200, 7


@pytest.fixture(scope="module")
def mappings() -> Mappings:
    return load_mappings(Path(__file__).parents[2] / "mappings")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A practice site into which the same half-year was keyed, under its own rules."""
    opened = open_site(tmp_path_factory.mktemp("site") / "site.sqlite3", durable=False)
    live_through(opened, entries=ENTRIES, seed=SEED)
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "office.xlsx"
    write_half_year(path, entries=ENTRIES, seed=SEED)
    return path


@pytest.fixture(scope="module")
def entries(workbook: Path, mappings: Mappings) -> tuple[Entry, ...]:
    made, problems = make_entries(read_workbook(workbook, mappings), mappings, Calendar(fiscal_year=2567))
    assert not [problem for problem in problems if problem.severity == "error"]
    assert len(made) == ENTRIES
    return made


def trial_balance(mappings: Mappings, entries: tuple[Entry, ...], last: date) -> dict[str, Decimal]:
    """Compute it from entries alone."""
    assert mappings.books is not None
    keeper = Bookkeeper(mappings.books, mappings)
    sides = [side for entry in entries if entry.day and entry.day <= last for side in keeper.sides(entry)]
    assert keeper.problems == []
    return dict(balances(sides))


@pytest.mark.parametrize(
    "last", [date(2024, 1, 31), date(2024, 3, 31), date(2024, 6, 30), date(2024, 7, 31), date(2024, 9, 30)]
)
def test_it_is_the_sites_own(site: Site, mappings: Mappings, entries: tuple[Entry, ...], last: date) -> None:
    """Account by account, exact to the satang, at the end of several months and of the whole."""
    stored = site_books.balances(site.store, Range(last=last.isoformat()))
    expected = {account: Decimal(satang) / 100 for account, satang in sorted(stored.items()) if satang}
    assert trial_balance(mappings, entries, last) == expected
    assert len(expected) > 10


def report_rows(site: Site, mappings: Mappings, told: Daily, day: date) -> list[dict[str, str]]:
    """Give a report of one day as a reader of its page gets it."""
    assert mappings.books is not None
    report = mappings.books.reports[told.report]
    screen = (report.opens_at.url or "").rpartition("screenname=")[2]
    listing = cash_reports.REPORTS[screen](site)
    found = listing.find(Criteria(first=day, last=day))
    columns = report.table.columns
    places = {name: listing.columns.index(str(column.column)) for name, column in columns.items()}
    rows = found.read(0, found.count)
    return [{name: row.cells[place] for name, place in places.items()} for row in rows]


def test_so_are_the_daily_reports(site: Site, mappings: Mappings, entries: tuple[Entry, ...]) -> None:
    """Both cash books and the daily status of every day on which anything was entered, to the satang."""
    assert mappings.books is not None
    keeper = Bookkeeper(mappings.books, mappings)
    sides = tuple(side for entry in entries for side in keeper.sides(entry))
    expected = Expected(before={}, sides=sides, on_site={entry.key: "" for entry in entries})
    lists = account_lists(mappings.books, mappings)
    days = sorted({entry.day for entry in entries if entry.day})
    compared = 0
    for told in mappings.books.daily:
        for day in days:
            rows = report_rows(site, mappings, told, day)
            report = mappings.books.reports[told.report]
            figures = figures_of(told.report, report, rows, mappings.site)
            assert list(daily_differences(told, mappings.books, figures, expected, day, lists)) == []
            compared += sum(bool(figure.value) for figure in figures)
    assert len(days) > 100
    assert compared > 1000


def test_every_screen_that_posts_took_part(
    mappings: Mappings, entries: tuple[Entry, ...], workbook: Path
) -> None:
    """No posting of books.yaml goes unproven for want of a document."""
    assert mappings.books is not None
    posting = {screen for screen, rules in mappings.books.postings.items() if rules}
    assert sorted(posting - {entry.screen for entry in entries}) == []
    assert set(mappings.books.postings) == set(mappings.screens)
    assert "ยอดยกมา" in openpyxl.load_workbook(workbook, read_only=True).sheetnames


def test_another_amount_in_one_cell_is_seen(mappings: Mappings, entries: tuple[Entry, ...]) -> None:
    """One satang in one receipt moves exactly its two accounts."""
    from dataclasses import replace

    place = next(n for n, entry in enumerate(entries) if entry.screen == "REC_TAX_ALLOT")
    entry = entries[place]
    amount = entry.fields["amount"]
    assert isinstance(amount, Decimal)
    other = replace(entry, fields={**entry.fields, "amount": amount + Decimal("0.01")})
    changed = (*entries[:place], other, *entries[place + 1 :])
    right = trial_balance(mappings, entries, date.max)
    wrong = trial_balance(mappings, changed, date.max)
    moved = {
        account: wrong[account] - right[account] for account in wrong if wrong[account] != right[account]
    }
    assert sorted(moved.values()) == [Decimal("-0.01"), Decimal("0.01")]
    assert moved["421000"] == Decimal("-0.01")

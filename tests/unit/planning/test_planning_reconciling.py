"""Where the site's trial balance differs, the account, both amounts and the likely documents are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from fakes.plans import make_entry
from made_up_site import codes

from bot.domain.books import Figure
from bot.domain.model import Entry
from bot.language import language_of
from bot.planning.grammar import TrialBalance
from bot.planning.reconciling import Expected, balances_of, differing, months_of
from bot.planning.trial_balance import Side

JANUARY, FEBRUARY = date(2024, 1, 31), date(2024, 2, 29)
TOLD = TrialBalance(report="trial", debit="dr", credit="cr")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with language_of("en"):
        yield


def entry(name: str, day: date | None, row: int) -> Entry:
    """Make an entry of a day and a row."""
    return replace(make_entry(name), day=day, rows=(row,))


def sides(one: Entry, amount: str, *accounts: str) -> tuple[Side, ...]:
    """Give a debit of the first account and a credit of the second."""
    signs = zip(accounts, (1, -1), strict=True)
    return tuple(Side(account=account, amount=sign * Decimal(amount), entry=one) for account, sign in signs)


FIRST, SECOND, THIRD = (
    entry("a", date(2024, 1, 16), 2),
    entry("b", date(2024, 1, 31), 3),
    entry("c", FEBRUARY, 4),
)
ALL = (
    *sides(FIRST, "100", "010", "900"),
    *sides(SECOND, "30", "010", "411"),
    *sides(THIRD, "5", "900", "010"),
)


def expected(*on_site: Entry) -> Expected:
    """Give the books of these three entries after an opening balance."""
    before = {"010": Decimal(1000), "900": Decimal(-1000)}
    return Expected(before=before, sides=ALL, on_site={one.key: "" for one in on_site})


def test_balances_grow_day_by_day() -> None:
    """What stood before counts always, an entry from its day on, one without a day from the beginning."""
    books = expected()
    assert books.at(date(2024, 1, 15)) == {"010": Decimal(1000), "900": Decimal(-1000)}
    assert books.at(JANUARY) == {"010": Decimal(1130), "900": Decimal(-1100), "411": Decimal(-30)}
    assert books.at(FEBRUARY)["900"] == Decimal(-1095)
    dateless = Expected(before={}, sides=sides(entry("d", None, 5), "7", "1", "2"), on_site={})
    assert dateless.at(date.min) == {"1": Decimal(7), "2": Decimal(-7)}
    assert months_of(dateless.sides) == ()


def test_months_are_those_in_which_something_is_posted() -> None:
    """The last day of each, once, in order; February of a leap year has 29."""
    assert months_of(reversed(ALL)) == (JANUARY, FEBRUARY)


def test_a_trial_balance_has_two_sides() -> None:
    """Debits less credits; other reports and other columns do not count."""
    figures = [
        Figure(report="trial", item="010", column="dr", value=Decimal(5)),
        Figure(report="trial", item="010", column="cr", value=Decimal(7)),
        Figure(report="trial", item="010", column="other", value=Decimal(100)),
        Figure(report="budget", item="010", column="dr", value=Decimal(100)),
        Figure(report="trial", item="010", column="dr", value="text"),
    ]
    assert balances_of(figures, TOLD) == {"010": Decimal(-2)}


def test_equal_balances_are_no_difference() -> None:
    """An account without a balance may be absent on either side."""
    seen = {"010": Decimal(1130), "900": Decimal(-1100), "411": Decimal(-30), "053": Decimal(0)}
    assert list(differing(expected(FIRST, SECOND), seen, JANUARY, "page")) == []


def test_what_is_not_on_the_site_is_named_first() -> None:
    """An entry that was not entered explains its accounts; the amounts have their sides."""
    seen = {"010": Decimal(1100), "900": Decimal(-1100)}
    told = list(differing(expected(FIRST), seen, JANUARY, "trial.php"))
    assert codes(told) == [("ฎีกา!A3", "balance_differs"), ("ฎีกา!A3", "balance_differs")]
    assert told[0].text.en == (
        "Trial balance as of 31/1/2567, account 010: by the workbook debit 1,130.00, "
        "the site shows debit 1,100.00 (off by 30.00, page trial.php). "
        "Documents that may be the cause (not on the site): ฎีกา!A3."
    )
    assert "by the workbook credit 30.00, the site shows 0.00" in told[1].text.en
    assert "สมุดงานต้องเป็น เครดิต 30.00 แต่ระบบแสดง 0.00" in told[1].text.th


def test_a_document_of_just_that_amount_is_named_next() -> None:
    """Everything was entered: one that is there twice has just the difference's amount."""
    seen = {"010": Decimal(1230), "900": Decimal(-1200), "411": Decimal(-30)}
    told = list(differing(expected(FIRST, SECOND, THIRD), seen, JANUARY, "page"))
    assert [problem.cell for problem in told] == ["ฎีกา!A2", "ฎีกา!A2"]
    assert [problem.about for problem in told] == ["010 +100.00", "900 -100.00"]


def test_documents_of_others_are_no_row_of_ours() -> None:
    """Nothing of ours explains it: the page is named instead of a cell."""
    seen = {**expected().at(JANUARY), "053": Decimal(9), "900": Decimal(-1109)}
    told = list(differing(expected(FIRST, SECOND, THIRD), seen, JANUARY, "page"))
    assert [problem.cell for problem in told] == ["page", "page"]
    assert "others' documents" in told[0].text.en


def test_many_candidates_are_counted() -> None:
    """The first five are named, the rest is a number."""
    many = tuple(side for n in range(8) for side in sides(entry(str(n), JANUARY, n + 2), "1", "010", "900"))
    [told, _] = differing(Expected(before={}, sides=many, on_site={}), {}, JANUARY, "page")
    assert told.text.en.endswith("ฎีกา!A2, ฎีกา!A3, ฎีกา!A4, ฎีกา!A5, ฎีกา!A6 and 3 more.")

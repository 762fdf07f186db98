"""Reports of single days: each account and column that the workbook's documents do not explain is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from made_up_site import (
    MakeMappings,
    codes,
    journal_dict,
    receipt_dict,
    site_dict,
    write_folder,
)
from test_planning_opening import books_dict, report
from test_planning_reconciling import entry, sides

from bot.domain.books import Figure
from bot.domain.model import Entry
from bot.errors import InputProblems, Problem
from bot.language import language_of
from bot.planning.daily import daily_differences
from bot.planning.grammar import Daily
from bot.planning.mapping import Mappings, load_mappings
from bot.planning.reconciling import Expected
from bot.planning.trial_balance import account_lists

DAY, EVE = date(2024, 1, 31), date(2024, 1, 30)
DAYS = [{"day": name, "enter": {"at": {"caption": name}}} for name in ("first", "last")]
STATUS = {
    "report": "status", "by": "chart", "named": ["เงินสด"], "lists": ["banks"], "before": ["before"],
    "debits": ["came"], "credits": ["went"], "after": ["after"],
}  # fmt: skip
CASH_BOOK = {"report": "book", "named": ["เงินสด"], "debits": ["cash", "bank"]}


def with_daily(*daily: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Give books with a daily status by account's name and a cash book by its code."""
    money = {"before": "Before", "came": "In", "went": "Out", "after": "After"}
    parts: dict[str, Any] = {"parameters": DAYS, "without": {}, "opening": "false"}
    status = report(
        title="Daily status", table={"columns": {"name": "Name", **money}}, key=["name"],
        amounts=[*money], **parts,
    )  # fmt: skip
    book = report(
        title="Book of cash", table={"columns": {"code": "Code", "cash": "Cash", "bank": "Bank"}},
        key=["code"], amounts=["cash", "bank"], **{**parts, **changes},
    )  # fmt: skip
    given = books_dict()
    given["reports"] |= {"status": status, "book": book}
    lists = {
        "chart": {"file": "lists/accounts.csv", "text": "name", "code": "code"},
        "banks": {"file": "lists/types.csv", "text": "type", "code": "group"},
    }
    return {**given, "accounts": lists, "daily": list(daily)}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with language_of("en"):
        yield


@pytest.fixture
def mappings(make_mappings: MakeMappings) -> Mappings:
    return make_mappings(
        site=site_dict(), receipt=receipt_dict(), journal=journal_dict(), books=with_daily(STATUS, CASH_BOOK)
    )


def accounts(mappings: Mappings) -> tuple[str, str, dict[str, str]]:
    """Give cash, another account of the chart, and the chart's names by code."""
    assert mappings.books is not None
    chart = account_lists(mappings.books, mappings)["chart"]
    cash = chart["เงินสด"]
    other = next(code for code in chart.values() if code != cash)
    return cash, other, {code: name for name, code in chart.items()}


def shown(
    mappings: Mappings, told: Daily, expected: Expected, *figures: tuple[str, str, str]
) -> list[Problem]:
    """Compare rows (item, column, amount) of one day's report."""
    assert mappings.books is not None
    made = [
        Figure(report=told.report, item=item, column=column, value=Decimal(amount))
        for item, column, amount in figures
    ]
    lists = account_lists(mappings.books, mappings)
    return list(daily_differences(told, mappings.books, made, expected, DAY, lists))


def books_of(cash: str, other: str) -> tuple[Expected, Entry, Entry]:
    """Give a receipt of the eve (30) and one of the day (5), after 1,000 that stood there before."""
    first, second = entry("a", EVE, 2), entry("b", DAY, 3)
    both = (*sides(first, "30", cash, other), *sides(second, "5", cash, other))
    on_site = {first.key: "R-1", second.key: "R-2"}
    before = {cash: Decimal(1000), other: Decimal(-1000)}
    return Expected(before=before, sides=both, on_site=on_site), first, second


def parts(mappings: Mappings) -> tuple[Daily, Daily]:
    """Give the daily status and the cash book."""
    assert mappings.books is not None
    status, book = mappings.books.daily
    return status, book


def test_a_day_that_agrees_is_no_difference(mappings: Mappings) -> None:
    """Brought forward, in, out, carried forward; columns of one report that say the same are added up."""
    cash, other, names = accounts(mappings)
    expected, *_ = books_of(cash, other)
    status, book = parts(mappings)
    row = [(names[cash], "before", "1030"), (names[cash], "came", "5"), (names[cash], "after", "1035")]
    assert shown(mappings, status, expected, *row) == []
    assert shown(mappings, book, expected, (cash, "cash", "3"), (cash, "bank", "2")) == []


def test_what_moved_and_what_stands_is_told_apart(mappings: Mappings) -> None:
    """A movement is told with its day's document, a balance with the amount that it is off by."""
    cash, other, names = accounts(mappings)
    expected, *_ = books_of(cash, other)
    status, book = parts(mappings)
    row = [(names[cash], "before", "1030"), (names[cash], "came", "12"), (names[cash], "after", "1042")]
    moved, stands = shown(mappings, status, expected, *row)
    assert moved.text.en.startswith(
        f"Daily status of 31/1/2567, account {cash}, In: by the workbook 5.00, the site shows 12.00 "
        "(off by 7.00"
    )
    assert moved.text.en.endswith("Documents that may be the cause (same account and day): ฎีกา!A3 = R-2.")
    assert "After: by the workbook debit 1,035.00, the site shows debit 1,042.00" in stands.text.en
    assert (moved.about, stands.about) == (f"2024-01-31 {cash} debits +7.00", f"{cash} +7.00")
    [same] = shown(mappings, book, expected, (cash, "cash", "12"))
    assert same.about == moved.about
    assert "บัญชี " + cash + " Cash + Bank:" in same.text.th


def test_an_account_that_the_report_should_show_may_not_be_missing(mappings: Mappings) -> None:
    """No row is zero; an account that nobody knows goes by its text."""
    cash, other, _ = accounts(mappings)
    expected, *_ = books_of(cash, other)
    status, book = parts(mappings)
    [lacking] = shown(mappings, book, expected)
    assert "by the workbook 5.00, the site shows 0.00" in lacking.text.en
    assert codes([lacking]) == [("ฎีกา!A3", "balance_differs")]
    told = shown(mappings, status, expected, ("บัญชีใหม่", "before", "9"))
    assert next(problem for problem in told if "account บัญชีใหม่" in problem.text.en).cell == "trial"


def test_a_side_that_was_taken_for_the_other_is_half_the_difference(mappings: Mappings) -> None:
    """A document posted on the wrong side moves the balance by twice its amount."""
    cash, other, names = accounts(mappings)
    expected, *_ = books_of(cash, other)
    status, _ = parts(mappings)
    row = [(names[cash], "before", "1030"), (names[cash], "went", "5"), (names[cash], "after", "1025")]
    told = shown(mappings, status, expected, *row)
    assert "half of it: on the wrong side?): ฎีกา!A3 = R-2" in told[-1].text.en
    assert [problem.about.split()[-1] for problem in told] == ["-5.00", "+5.00", "-10.00"]


def test_what_the_bot_did_not_enter_may_stand_there_all_the_same(mappings: Mappings) -> None:
    """A skipped or doubtful entry of just that amount is named, but nothing is expected of it."""
    cash, other, _ = accounts(mappings)
    every, first, _ = books_of(cash, other)
    expected = replace(every, on_site={first.key: "R-1"}, counted={first.key})
    _, book = parts(mappings)
    assert shown(mappings, book, expected) == []
    [told] = shown(mappings, book, expected, (cash, "cash", "5"))
    assert "(not entered by the bot, but of just that amount): ฎีกา!A3." in told.text.en


@pytest.mark.parametrize(
    ("daily", "where"),
    [
        ({**CASH_BOOK, "report": "nowhere"}, "daily[0].report"),
        ({**CASH_BOOK, "debits": ["code"]}, "daily[0].debits"),
        ({**CASH_BOOK, "by": "nowhere"}, "daily[0].by"),
        ({**CASH_BOOK, "lists": ["nowhere"]}, "daily[0].lists"),
        ({"report": "book"}, "daily[0]"),
        ({"report": "trial", "after": ["debit"]}, "daily[0].report"),
    ],
)
def test_what_does_not_fit_is_told_before_any_run(daily: dict[str, Any], where: str, tmp_path: Any) -> None:
    """Names that are not there, nothing that is shown, a report that asks for no days."""
    folder = write_folder(
        tmp_path, site=site_dict(), receipt=receipt_dict(), journal=journal_dict(), books=with_daily(daily)
    )
    with pytest.raises(InputProblems) as raised:
        load_mappings(folder)
    [problem] = raised.value.problems
    assert where in problem.cell

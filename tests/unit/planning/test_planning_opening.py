"""The opening sheet and the site's reports become figures; every difference names cell and page."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from made_up_site import MakeBook, MakeMappings, changed, codes, receipt_dict, site_dict, write_folder

from bot.domain.books import Figure, differences
from bot.errors import InputProblems, ScreenNotAsMapped
from bot.language import language_of
from bot.planning.figures import figures_of
from bot.planning.mapping import Mappings, load_mappings, load_site
from bot.planning.opening import opening_problems
from bot.planning.sheet import read_workbook
from bot.planning.template import write_template

HEADERS = ["รายงาน", "รายการ", "คอลัมน์", "จำนวนเงิน", "เลขที่ล่าสุด"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with language_of("en"):
        yield


def report(**parts: Any) -> dict[str, Any]:
    """Give a report of amounts by account."""
    given: dict[str, Any] = {
        "title": {"th": "งบทดลอง", "en": "Trial balance"},
        "opens_at": {"url": "trial"},
        "recognised_by": [{"title": "Trial"}],
        "parameters": [{"day": "last", "enter": {"at": {"caption": "To"}}}],
        "table": {"columns": {"code": "Account", "debit": "Dr.", "credit": "Cr.", "state": "State"}},
        "key": ["code"],
        "amounts": ["debit", "credit"],
        "without": {"state": "^void"},
        "opening": "true",
    }
    return {**given, **parts}


def books_dict(**changes: Any) -> dict[str, Any]:
    """Give a trial balance, a register of numbers, one of contracts by two columns, and one not compared."""
    numbers = {
        "title": {"th": "เลขที่ใบเสร็จ", "en": "Receipt numbers"},
        "opens_at": {"menu": ["Money", "Receipts"]},
        "table": {"columns": {"number": {"column": "No.", "pattern": r"No\. (\S+)"}}},
        "key": ["number"],
        "amounts": [],
        "series": r"(\d+)/\d+$",
        "without": {},
    }
    contracts = {
        "title": {"th": "สัญญา", "en": "Contracts"},
        "table": {"columns": {"plan": "Plan", "number": "No.", "amount": "Amount"}},
        "key": ["plan", "number"],
        "amounts": ["amount"],
        "without": {},
    }
    other = {"title": "Cash book", "opening": "false"}
    reports = {
        "trial": report(),
        "receipts": report(**numbers),
        "contracts": report(**contracts),
        "cash": report(**other),
    }
    return {"format": "1", "reports": reports, **changes}


@pytest.fixture
def mappings(make_mappings: MakeMappings) -> Mappings:
    """One screen and the books."""
    return make_mappings(site=site_dict(), receipt=receipt_dict(), books=books_dict())


def opened(mappings: Mappings, make_book: MakeBook, *rows: list[object], headers: object = HEADERS) -> Any:
    """Read a workbook with this opening sheet and no entries."""
    receipts = [spec.header for spec in mappings.screens["RECEIPT"].fields.values() if spec.header]
    return read_workbook(make_book({"รับเงิน": [receipts], "ยอดยกมา": [headers, *rows]}), mappings)


def figure(mappings: Mappings, name: str, *rows: dict[str, str]) -> tuple[Figure, ...]:
    """Make figures of a report's rows."""
    assert mappings.books is not None
    return figures_of(name, mappings.books.reports[name], rows, mappings.site)


def test_rows_become_figures_with_their_cells(mappings: Mappings, make_book: MakeBook) -> None:
    """Reports by either name, columns by caption or name or left out, keys of several columns, numbers."""
    workbook = opened(
        mappings,
        make_book,
        ["งบทดลอง", "010", "Dr.", 1234.5, None],
        ["Trial balance", "010", "credit", "1,000.00", None],
        ["สัญญา", "แผน ก / CN-1", None, 9, None],
        ["receipts", None, None, None, "RC-0012/67"],
    )
    assert workbook.problems == ()
    assert workbook.opening.figures == (
        Figure(report="trial", item="010", column="debit", value=Decimal("1234.5"), cell="ยอดยกมา!D2"),
        Figure(report="trial", item="010", column="credit", value=Decimal(1000), cell="ยอดยกมา!D3"),
        Figure(report="contracts", item="แผน ก/CN-1", column="amount", value=Decimal(9), cell="ยอดยกมา!D4"),
        Figure(report="receipts", item="RC-…/67", column="number", value="RC-0012/67", cell="ยอดยกมา!E5"),
    )


def test_every_row_that_is_not_understood_is_told(mappings: Mappings, make_book: MakeBook) -> None:
    """Unknown report (also one that is not compared) and column, blanks, lost zeros, no number, twice."""
    workbook = opened(
        mappings,
        make_book,
        ["งบทดรอง", "010", "Dr.", 1, None],
        ["Cash book", "010", "Dr.", 1, None],
        ["งบทดลอง", "010", "Balance", 1, None],
        ["งบทดลอง", "010", None, 1, None],
        ["งบทดลอง", None, "Dr.", 1, None],
        ["งบทดลอง", "010", "Dr.", None, None],
        ["งบทดลอง", 10, "Dr.", 1, None],
        ["งบทดลอง", "010", "Dr.", "one", None],
        ["เลขที่ใบเสร็จ", None, None, None, "RC"],
        ["เลขที่ใบเสร็จ", None, None, 5, None],
        ["งบทดลอง", "021", "Dr.", 1, None],
        ["งบทดลอง", "021", "Dr.", 2, None],
    )
    assert codes(workbook.problems) == [
        ("ยอดยกมา!A2", "opening_report"),
        ("ยอดยกมา!A3", "opening_report"),
        ("ยอดยกมา!C4", "opening_column"),
        ("ยอดยกมา!C5", "opening_column"),
        ("ยอดยกมา!B6", "opening_blank"),
        ("ยอดยกมา!D7", "opening_blank"),
        ("ยอดยกมา!B8", "number_for_code"),
        ("ยอดยกมา!D9", "not_a_number"),
        ("ยอดยกมา!E10", "opening_number"),
        ("ยอดยกมา!E11", "opening_number"),
        ("ยอดยกมา!D13", "opening_twice"),
    ]
    assert "งบทดลอง" in workbook.problems[0].text.en
    assert len(workbook.opening.figures) == 1


def test_a_sheet_without_its_header_or_without_reports_is_told(
    mappings: Mappings, make_mappings: MakeMappings, make_book: MakeBook
) -> None:
    """No header row is an error; where no report is compared the sheet is a sheet like any unknown one."""
    workbook = opened(mappings, make_book, headers=["?"])
    assert ("ยอดยกมา!A1", "header_missing") in codes(workbook.problems)
    assert workbook.opening is None
    closed = changed(books_dict(), "reports", {"cash": report(opening="false")})
    workbook = opened(make_mappings(site=site_dict(), receipt=receipt_dict(), books=closed), make_book)
    assert ("ยอดยกมา", "sheet_unknown") in codes(workbook.problems)
    assert workbook.opening is None


def test_the_template_has_the_sheet(mappings: Mappings, tmp_path: Path) -> None:
    """An empty template reads back as an opening sheet without figures and without problems."""
    write_template(tmp_path / "t.xlsx", mappings)
    workbook = read_workbook(tmp_path / "t.xlsx", mappings)
    assert workbook.problems == ()
    assert workbook.opening is not None
    assert workbook.opening.figures == ()


def test_a_reports_rows_become_figures(mappings: Mappings) -> None:
    """Blanks are zero, equal rows are added up, rows that do not count are left out."""
    rows = [
        {"code": "010 ", "debit": "1,000.00", "credit": "", "state": "ok"},
        {"code": "010", "debit": "0.50", "credit": "-", "state": ""},
        {"code": "021", "debit": "7.00", "credit": "", "state": "void"},
    ]
    assert figure(mappings, "trial", *rows) == (
        Figure(report="trial", item="010", column="debit", value=Decimal("1000.50")),
        Figure(report="trial", item="010", column="credit", value=Decimal(0)),
    )


def test_the_last_number_of_each_series_counts(mappings: Mappings) -> None:
    """Not the last in the list, but the highest; the text around the running number names a series."""
    rows = [{"number": f"No. {number}"} for number in ("RC-0009/67", "RC-0010/67", "RC-0002/67", "A-1/67")]
    assert [(one.item, one.value) for one in figure(mappings, "receipts", *rows)] == [
        ("RC-…/67", "RC-0010/67"),
        ("A-…/67", "A-1/67"),
    ]


def test_what_cannot_be_read_is_never_passed_over(mappings: Mappings) -> None:
    """A text that is no amount, or no number of the series, is a screen that is not as mapped."""
    with pytest.raises(ScreenNotAsMapped, match=r"Trial balance.*“n/a” under Dr\."):
        figure(mappings, "trial", {"code": "1", "debit": "n/a", "credit": "", "state": ""})
    with pytest.raises(ScreenNotAsMapped, match="“none” under No"):
        figure(mappings, "receipts", {"number": "none"})


def test_a_difference_names_cell_and_page(mappings: Mappings, make_book: MakeBook) -> None:
    """The workbook's cell, or the sheet where only the site has it; amounts, numbers and the page."""
    opening = opened(
        mappings,
        make_book,
        ["งบทดลอง", "010", "Dr.", 1234.5, None],
        ["receipts", None, None, None, "RC-0012/67"],
    ).opening
    seen = (
        *figure(mappings, "trial", {"code": "021", "debit": "", "credit": "5.00", "state": ""}),
        *figure(mappings, "receipts", {"number": "No. RC-0013/67"}),
    )
    assert mappings.books is not None
    told = list(opening_problems(differences(opening.figures, seen), opening, mappings.books))
    assert codes(told) == [
        ("ยอดยกมา!D2", "opening_differs"),
        ("ยอดยกมา!E3", "opening_differs"),
        ("ยอดยกมา!A1", "opening_differs"),
    ]
    assert "has 1,234.50, the site shows nothing (page trial)" in told[0].text.en
    assert "has RC-0012/67, the site shows RC-0013/67 (page Money > Receipts)" in told[1].text.en
    assert "021 Cr.: the workbook has nothing, the site shows 5.00" in told[2].text.en
    assert "021 Cr.: สมุดงานมี ไม่มี แต่ระบบแสดง 5.00" in told[2].text.th


@pytest.mark.parametrize(
    ("path", "value", "code", "place"),
    [
        ("reports.trial.key", ["cod"], "mapping_unknown_name", "reports.trial.key[0]"),
        ("reports.trial.amounts", ["debit", "balance"], "mapping_unknown_name", "reports.trial.amounts[1]"),
        ("reports.trial.without", {"stat": "x"}, "mapping_unknown_name", "reports.trial.without.stat"),
        ("reports.receipts.series", "[0-9]+", "mapping_no_group", "reports.receipts.series"),
        ("reports.trial.table.count", "rows", "mapping_no_group", "reports.trial.table.count"),
        ("reports.cash.title", "Trial balance", "mapping_report_twice", "reports.cash.title"),
        ("reports.trial.series", "([0-9]+)", "mapping_value_error", "reports.trial"),
        ("reports.receipts.key", ["number", "x"], "mapping_value_error", "reports.receipts"),
        ("reports.trial.parameters.0.value", "x", "mapping_value_error", "reports.trial.parameters[0]"),
        ("reports.trial.colour", "red", "mapping_extra_forbidden", "reports.trial.colour"),
        ("reports", {}, "mapping_too_short", "reports"),
    ],
)
def test_mistakes_of_the_file_are_told_by_line(
    tmp_path: Path, path: str, value: object, code: str, place: str
) -> None:
    """A name that is not there, a pattern without a group, two reports of one name, parts that do not fit."""
    folder = write_folder(
        tmp_path, site=site_dict(), receipt=receipt_dict(), books=changed(books_dict(), path, value)
    )
    with pytest.raises(InputProblems) as caught:
        load_mappings(folder)
    found = [(problem.code, problem.cell.partition(" ")[2]) for problem in caught.value.problems]
    assert (code, place) in found
    assert all(problem.cell.startswith("books.yaml:") for problem in caught.value.problems)
    assert load_site(folder).books is None

"""Rules between documents: references, sums over them, balances, series, unusual days and amounts."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_up_site import (
    MakeBook,
    changed,
    codes,
    entered,
    journal_dict,
    problems_of,
    receipt_dict,
    receipt_row,
    site_dict,
    write_folder,
)

from bot.domain.model import Row
from bot.errors import Problem
from bot.planning.cautions import cautions_of, code_of
from bot.planning.entries import Calendar, make_entries
from bot.planning.identity import entry_key
from bot.planning.mapping import Mappings, load_mappings
from bot.planning.sheet import Workbook, read_workbook


def slip_dict(**changes: Any) -> dict[str, Any]:
    """Give a deposit slip: its lines list receipts, its header has the sum."""
    made = journal_dict(screen="SLIP", sheet="นำฝาก", requires=[], rules=[])
    made["fields"]["sum"] = {"header": "ยอดนำฝาก", "kind": "money"}
    made["lines"] |= {"min": 1, "max": None}
    made["lines"]["fields"]["account"] = {
        "header": "เลขที่ใบเสร็จ", "kind": "code", "enter": {"at": {"column": "x"}},
    }  # fmt: skip
    return {**made, **changes}


def loaded(folder: Path, **files: dict[str, Any]) -> Mappings:
    """Load screens, with lists that rules refer to."""
    write_folder(folder, site=site_dict(), **files)
    return load_mappings(folder)


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A folder of mappings with lists of contracts, balances and holidays."""
    folder = tmp_path / "mappings"
    (folder / "lists").mkdir(parents=True)
    (folder / "lists" / "contracts.csv").write_text(
        "number,signed,value\nC-1,20/1/2567,300.00\nC-2,x,\n", encoding="utf-8"
    )
    (folder / "lists" / "balances.csv").write_text(
        "type,left\nภาษีป้าย,150\nภาษีป้าย,100.25\nภาษีที่ดิน,\n", encoding="utf-8"
    )
    (folder / "lists" / "holidays.csv").write_text("date\n16/01/2567\n?\n", encoding="utf-8")
    return folder


def rows_of(mapping: dict[str, Any], *cells: dict[str, object]) -> list[Row]:
    """Make rows of a sheet, from row 2, by field name."""
    fields = {**mapping["fields"], **mapping.get("lines", {}).get("fields", {})}
    headers = {name: spec["header"] for name, spec in fields.items() if "header" in spec}
    letters = {header: chr(ord("A") + index) for index, header in enumerate(headers.values())}
    return [
        Row(
            sheet=mapping["sheet"],
            number=number,
            cells={header: one.get(name) for name, header in headers.items()},  # type: ignore[arg-type]
            columns=letters,
        )
        for number, one in enumerate(cells, start=2)
    ]


def slip(number: str, receipt: str | None, **more: object) -> dict[str, object]:
    """One line of a slip."""
    return {"old_number": number, "date": "17/01/2567", "account": receipt, **more}


def told(mappings: Mappings, *rows: Row, code: str | None = None) -> list[tuple[str, str]]:
    """Cell and code of all problems (of one code)."""
    return [one for one in codes(entered(mappings, *rows)[1]) if code in (None, one[1])]


LISTS_RECEIPTS = {
    "rule": "refers",
    "by": {"account": "old_number"},
    "screen": "RECEIPT",
    "once": True,
    "sums": {"mine": "sum", "theirs": "amount"},
    "not_before": {"mine": "date", "theirs": "date"},
}


def test_a_deposit_is_the_receipts_that_it_lists(tmp_path: Path) -> None:
    """Right sums pass; a sum that is off is told at the deposit's own amount, with both numbers."""
    made = slip_dict(rules=[LISTS_RECEIPTS])
    mappings = loaded(tmp_path, receipt=receipt_dict(), slip=made)
    receipts = [receipt_row(2), receipt_row(3, amount=50)]
    right = rows_of(made, slip("S-1", "R-0002", sum="150.25"), slip("S-1", "R-0003"))
    assert told(mappings, *receipts, *right) == []
    wrong = rows_of(made, slip("S-1", "R-0002", sum="150.24"), slip("S-1", "R-0003"))
    [problem] = entered(mappings, *receipts, *wrong)[1]
    assert (problem.cell, problem.code) == ("นำฝาก!D2", "reference_sum")
    assert "150.24" in problem.text.en
    assert "2 documents it lists sum to 150.25, off by 0.01" in problem.text.en


def test_a_reference_to_nothing(tmp_path: Path) -> None:
    """A number that no document has is told with the near one; a blank one refers to nothing."""
    made = slip_dict(rules=[LISTS_RECEIPTS])
    mappings = loaded(tmp_path, receipt=receipt_dict(), slip=made)
    rows = rows_of(made, slip("S-1", "R-0003", sum=0), slip("S-2", None, sum=0), slip("S-3", "x", sum=0))
    found = entered(mappings, receipt_row(2), *rows)[1]
    assert codes(found) == [("นำฝาก!E2", "refers_nowhere"), ("นำฝาก!E4", "refers_nowhere")]
    assert "Did you mean “R-0002”?" in found[0].text.en
    assert "Did you mean" not in found[1].text.en
    assert "แผ่นงาน รับเงิน" in found[0].text.th


def test_each_is_referred_to_once(tmp_path: Path) -> None:
    """The second reference to one document names the first."""
    made = slip_dict(rules=[changed(LISTS_RECEIPTS, "sums", None)])
    mappings = loaded(tmp_path, receipt=receipt_dict(), slip=made)
    rows = rows_of(made, slip("S-1", "R-0002"), slip("S-2", "R-0002"))
    [problem] = entered(mappings, receipt_row(2), *rows)[1]
    assert (problem.cell, problem.code) == ("นำฝาก!E3", "referred_twice")
    assert "นำฝาก!E2" in problem.text.en


def test_a_date_before_what_it_refers_to(tmp_path: Path) -> None:
    """The deposit of tomorrow's receipt is told with both days."""
    made = slip_dict(rules=[changed(LISTS_RECEIPTS, "sums", None)])
    mappings = loaded(tmp_path, receipt=receipt_dict(), slip=made)
    rows = rows_of(made, slip("S-1", "R-0002"))
    [problem] = entered(mappings, receipt_row(2, date="18/01/2567"), *rows)[1]
    assert (problem.cell, problem.code) == ("นำฝาก!B2", "before_reference")
    assert "17/1/2567 is before 18/1/2567" in problem.text.en
    assert told(mappings, receipt_row(2, date="x"), *rows) == [("รับเงิน!B2", "not_a_date")]
    late = [replace(one, cells={**one.cells, "วันที่": "?"}) for one in rows]
    assert told(mappings, receipt_row(2), *late) == [("นำฝาก!B2", "not_a_date")]


def test_sums_wait_for_wrong_amounts(tmp_path: Path) -> None:
    """Where an amount, here or there, cannot be understood, only that is told."""
    made = slip_dict(rules=[LISTS_RECEIPTS])
    mappings = loaded(tmp_path, receipt=receipt_dict(), slip=made)
    rows = rows_of(made, slip("S-1", "R-0002", sum=1))
    assert told(mappings, receipt_row(2, amount="x"), *rows) == [("รับเงิน!F2", "not_a_number")]
    rows = rows_of(made, slip("S-1", "R-0002", sum="x"))
    assert told(mappings, receipt_row(2), *rows) == [("นำฝาก!D2", "not_a_number")]
    unnamed, rows = receipt_row(3, old_number=None), rows_of(made, slip("S-1", "R-3", sum=1))
    assert ("นำฝาก!E2", "refers_nowhere") in told(mappings, unnamed, *rows)


def cheque_dict(*rules: dict[str, Any]) -> dict[str, Any]:
    """Give a screen whose documents refer from their header."""
    made = receipt_dict(screen="CHEQUE", sheet="เช็ค", sheet_aliases=[], order=110, rules=list(rules))
    made["fields"]["voucher"] = {"header": "เลขที่ฎีกา", "kind": "code"}
    return made


def cheque(number: str, voucher: str | None, amount: object, **more: object) -> dict[str, object]:
    """One cheque."""
    right = {"date": "16/01/2567", "payer": "ก", "group": "ภาษี", "type": "ภาษีป้าย"}
    return {**right, "old_number": number, "voucher": voucher, "amount": amount, **more}


PAYS = {
    "rule": "refers",
    "by": {"voucher": "old_number"},
    "screen": "RECEIPT",
    "sums": {"mine": "amount", "theirs": "amount"},
    "severity": "warning",
}


def test_all_that_refer_to_one_document_make_up_its_amount(tmp_path: Path) -> None:
    """Two cheques of one voucher are summed; what is off is told at the last, as the rule's severity says."""
    made = cheque_dict(PAYS)
    mappings = loaded(tmp_path, receipt=receipt_dict(), cheque=made)
    halves = [cheque("K-1", "R-0002", 60), cheque("K-2", "R-0002", "40.25")]
    assert told(mappings, receipt_row(2), *rows_of(made, *halves)) == []
    short = rows_of(made, halves[0], cheque("K-2", "R-0002", 40))
    entries, problems = entered(mappings, receipt_row(2), *short)
    assert [(one.cell, one.code, one.severity) for one in problems] == [
        ("เช็ค!F3", "reference_sum", "warning")
    ]
    assert "รับเงิน!A2" in problems[0].text.th
    assert len(entries) == 3
    wrong = rows_of(made, halves[0], cheque("K-2", "R-0002", "x"))
    assert told(mappings, receipt_row(2), *wrong) == [("เช็ค!F3", "not_a_number")]


def test_a_reference_only_when(tmp_path: Path) -> None:
    """A rule with a condition looks at no other rows."""
    made = cheque_dict({**PAYS, "when": {"field": "cash", "is_not": ["ใช่"]}})
    mappings = loaded(tmp_path, receipt=receipt_dict(), cheque=made)
    rows = rows_of(made, cheque("K-1", "nowhere", 1, cash="ใช่"), cheque("K-2", "nowhere", 1, cash="ไม่ใช่"))
    assert told(mappings, *rows) == [("เช็ค!J3", "refers_nowhere")]
    rows = rows_of(made, cheque("K-1", "nowhere", 1, cash="?"))
    assert told(mappings, *rows) == [("เช็ค!G2", "not_yes_or_no")]


def test_instalments_of_a_listed_contract(lists: Path) -> None:
    """A list may be referred to: instalments may stay below the contract's value, never above it."""
    rule = {
        "rule": "refers",
        "by": {"voucher": "number"},
        "file": "lists/contracts.csv",
        "sums": {"mine": "amount", "theirs": "value", "at_most": True},
        "not_before": {"mine": "date", "theirs": "signed"},
    }
    made = cheque_dict(rule)
    mappings = loaded(lists, cheque=made)
    later = {"date": "20/01/2567"}
    below = [cheque("K-1", "C-1", 100, **later), cheque("K-2", "C-1", 150, **later)]
    assert told(mappings, *rows_of(made, *below)) == []
    above = rows_of(made, *below, cheque("K-3", "C-1", "50.01", **later))
    [problem] = entered(mappings, *above)[1]
    assert (problem.cell, problem.code) == ("เช็ค!F4", "reference_sum")
    assert "lists/contracts.csv:2" in problem.text.en
    assert told(mappings, *rows_of(made, cheque("K-1", "C-1", 1))) == [("เช็ค!B2", "before_reference")]
    assert told(mappings, *rows_of(made, cheque("K-1", "C-2", 999))) == [], "neither day nor value is known"
    [nowhere] = entered(mappings, *rows_of(made, cheque("K-1", "C-9", 1)))[1]
    assert "ไฟล์ lists/contracts.csv" in nowhere.text.th


def test_a_line_amount_there_counts_as_its_sum(tmp_path: Path) -> None:
    """Cheques pay a document whose amount stands in its lines."""
    journal = journal_dict(requires=[])
    made = cheque_dict({**PAYS, "screen": "JOURNAL", "sums": {"mine": "amount", "theirs": "debit"}})
    mappings = loaded(tmp_path, journal=journal, cheque=made)
    lines = [
        {"old_number": "J-1", "date": "16/01/2567", "account": "010", "debit": 70},
        {"old_number": "J-1", "date": "16/01/2567", "account": "010", "debit": 30},
        {"old_number": "J-1", "date": "16/01/2567", "account": "021", "credit": 100},
    ]
    for amount, found in ((100, []), (99, [("เช็ค!F2", "reference_sum")])):
        rows = [*rows_of(journal, *lines), *rows_of(made, cheque("K-1", "J-1", amount))]
        assert told(mappings, *rows) == found


def pool(**changes: Any) -> dict[str, Any]:
    """Give a rule of a balance that receipts draw on."""
    found = {"rule": "never_below", "pool": "budget", "account": {"line": "type"}, "takes": "amount"}
    return {**found, **changes}


OPENING = {"file": "lists/balances.csv", "column": "left", "where": {"type": "line"}}


def test_a_balance_never_goes_below_zero(lists: Path) -> None:
    """In the order of days, not of rows; what is too much is told with what is left, and not booked."""
    mappings = loaded(lists, receipt=receipt_dict(rules=[pool(opening=OPENING)]))
    rows = [
        receipt_row(2, amount=100, date="18/01/2567"),
        receipt_row(3, amount=200, date="16/01/2567"),
        receipt_row(4, amount="50.25", date="19/01/2567"),
        receipt_row(5, amount="0.01", date="20/01/2567"),
    ]
    found = entered(mappings, *rows)[1]
    assert codes(found) == [("รับเงิน!F2", "short_balance"), ("รับเงิน!F5", "short_balance")]
    assert "100.00 is more than the 50.25 left on ภาษีป้าย on 18/1/2567, short by 49.75" in found[0].text.en


def test_accounts_without_an_opening_are_not_judged(lists: Path) -> None:
    """A blank or missing balance says nothing; without any list an account begins at zero."""
    mappings = loaded(lists, receipt=receipt_dict(rules=[pool(opening=OPENING)]))
    rows = [receipt_row(2, type="ภาษีที่ดิน"), receipt_row(3, group="ค่าธรรมเนียม", type="ค่าใบอนุญาต")]
    assert told(mappings, *rows) == []
    bare = loaded(lists, receipt=receipt_dict(rules=[pool()]))
    assert told(bare, *rows) == [("รับเงิน!F2", "short_balance"), ("รับเงิน!F3", "short_balance")]
    low = loaded(lists, receipt=receipt_dict(rules=[pool(lowest="-100.25", severity="note")]))
    assert told(low, receipt_row(2)) == []


def test_two_screens_share_a_pool(lists: Path) -> None:
    """What one screen adds another may take, on the same day in the screens' order."""
    adds = pool(adds="amount", when={"field": "payer", "matches": "^นาย"})
    del adds["takes"]
    receipt = receipt_dict(rules=[adds])
    made = cheque_dict(pool(account={"line": "type"}))
    mappings = loaded(lists, receipt=receipt, cheque=made | {"requires": ["RECEIPT"]})
    paid = rows_of(made, cheque("K-1", None, "100.25"))
    assert told(mappings, receipt_row(2), *paid) == []
    assert told(mappings, receipt_row(2, payer="บริษัท"), *paid) == [("เช็ค!F2", "short_balance")]
    assert told(mappings, receipt_row(2, date="17/01/2567"), *paid) == [("เช็ค!F2", "short_balance")]


def test_balances_wait_for_wrong_cells(lists: Path) -> None:
    """A document whose day or amount is not understood draws on nothing; one without a day comes first."""
    receipt = receipt_dict(rules=[pool(opening=OPENING)])
    mappings = loaded(lists, receipt=receipt)
    assert told(mappings, receipt_row(2, amount="x")) == [("รับเงิน!F2", "not_a_number")]
    assert told(mappings, receipt_row(2, date="x", amount=999)) == [("รับเงิน!B2", "not_a_date")]
    assert told(mappings, receipt_row(2, date=None, amount=999), code="short_balance") == []
    del receipt["day"]
    undated = loaded(lists, receipt=receipt)
    [problem] = entered(undated, receipt_row(2, amount=999))[1]
    assert "on -, short by" in problem.text.en


def test_what_is_drawn_beyond_the_opening_waits_for_what_added_it(lists: Path) -> None:
    """First in, first out: each needs just the documents from which its amount comes, earlier than itself."""
    adds = pool(adds="amount", always={"line": "ภาษีป้าย"}, account={}, opening=OPENING)
    del adds["takes"]
    made = cheque_dict(pool(account={"line": "type"}, lowest="10"))
    mappings = loaded(lists, receipt=receipt_dict(rules=[adds]), cheque=made)
    receipts = [receipt_row(2, amount=30), receipt_row(3, amount=40), receipt_row(4, amount=50)]
    amounts = (240, 15, 40, 60, 20)
    paid = rows_of(made, *(cheque(f"K-{place}", None, each) for place, each in enumerate(amounts, 1)))
    entries, problems = entered(mappings, *receipts, *paid)
    assert [(one.cell, one.code) for one in problems] == [("เช็ค!F6", "short_balance")]
    key = {entry.key: entry.original for entry in entries}
    drawn = {entry.original: [(key[need.key], need.field) for need in entry.needs] for entry in entries[3:]}
    assert drawn == {
        "K-1": [],
        "K-2": [("R-0002", "")],
        "K-3": [("R-0002", ""), ("R-0003", "")],
        "K-4": [("R-0003", ""), ("R-0004", "")],
    }


def test_what_is_overdrawn_is_filled_up_first(lists: Path) -> None:
    """Where an account may fall below zero, what comes in then is not there to be drawn on."""
    adds = pool(adds="amount", when={"field": "payer", "matches": "^นาย"})
    del adds["takes"]
    made = cheque_dict(pool(account={"line": "type"}, lowest="-100"))
    mappings = loaded(lists, receipt=receipt_dict(rules=[adds]), cheque=made | {"requires": ["RECEIPT"]})
    receipts = [receipt_row(2, amount=30, date="17/01/2567"), receipt_row(3, amount=40, date="17/01/2567")]
    paid = [
        *rows_of(made, cheque("K-1", None, 50)),
        *rows_of(made, cheque("K-2", None, 20, date="18/01/2567")),
    ]
    entries, problems = entered(mappings, *receipts, *paid)
    assert problems == ()
    assert [[need.key for need in entry.needs] for entry in entries[2:]] == [[], [entries[1].key]]


@pytest.mark.parametrize("severity", ["warning", "note"])
def test_nothing_waits_for_a_balance_that_is_only_told(lists: Path, severity: str) -> None:
    """Like references: what is not certain holds nothing back."""
    adds = pool(adds="amount")
    del adds["takes"]
    made = cheque_dict(pool(account={"line": "type"}, severity=severity))
    mappings = loaded(lists, receipt=receipt_dict(rules=[adds]), cheque=made)
    entries, _ = entered(mappings, receipt_row(2), *rows_of(made, cheque("K-1", None, 1)))
    assert [entry.needs for entry in entries] == [(), ()]


def test_a_source_that_waits_itself_is_not_waited_for(lists: Path) -> None:
    """What refers to the document that draws on it comes after it: no two wait for each other."""
    refers = {"rule": "refers", "by": {"payer": "old_number"}, "screen": "CHEQUE"}
    adds = pool(adds="amount")
    del adds["takes"]
    made = cheque_dict(pool(account={"line": "type"}))
    mappings = loaded(lists, receipt=receipt_dict(rules=[refers, adds]), cheque=made)
    entries, problems = entered(mappings, receipt_row(2, payer="K-1"), *rows_of(made, cheque("K-1", None, 1)))
    assert problems == ()
    assert [[need.field for need in entry.needs] for entry in entries] == [["payer"], []]


SERIES = {"rule": "series", "field": "old_number", "pattern": r"(\d+)$"}


def numbered(*numbers: str) -> list[Row]:
    """Receipts with these numbers."""
    return [receipt_row(row, old_number=number) for row, number in enumerate(numbers, start=2)]


def test_gaps_of_a_series(tmp_path: Path) -> None:
    """A missing number is a warning at the number after the gap, whatever the order of rows."""
    mappings = loaded(tmp_path, receipt=receipt_dict(rules=[SERIES]))
    entries, problems = entered(mappings, *numbered("R-005", "R-001", "B-7", "R-002", "no number"))
    assert [(one.cell, one.code, one.severity) for one in problems] == [("รับเงิน!A2", "number_gap", "warning")]
    assert "2 number(s) missing (R-003 – R-004) between R-002 (รับเงิน!A5) and R-005" in problems[0].text.en
    assert [sorted(keys) for keys in problems[0].missing] == [
        [entry_key("RECEIPT", ["R-003"], 1)], [entry_key("RECEIPT", ["R-004"], 1)],
    ]  # fmt: skip
    assert len(entries) == 5
    one = entered(mappings, *numbered("R-1", "R-3"))[1][0]
    assert "missing (R-2)" in one.text.en
    assert told(mappings, *numbered("R-1", "R-2")) == []
    assert told(mappings, *numbered("R-" + "9" * 30, "R-1")) == [], "too long to be a running number"


def test_gaps_that_nobody_could_list(tmp_path: Path) -> None:
    """A very wide gap, or numbers that are not the whole key, name no documents."""
    mappings = loaded(tmp_path, receipt=receipt_dict(rules=[SERIES]))
    assert entered(mappings, *numbered("R-1", "R-900"))[1][0].missing == ()
    more = loaded(tmp_path, receipt=receipt_dict(rules=[SERIES], key=["old_number", "date"]))
    assert entered(more, *numbered("R-1", "R-3"))[1][0].missing == ()


def test_a_series_over_two_sheets(tmp_path: Path) -> None:
    """Shared numbers fill each other's gaps; one number on both sheets is an error.

    Where the other sheet is not in the workbook, a gap is a note that says so; a sheet that is there and
    blank has no numbers.
    """
    shared = {**SERIES, "shared": "books"}
    made = cheque_dict(shared)
    mappings = loaded(tmp_path, receipt=receipt_dict(rules=[shared]), cheque=made)
    other = rows_of(made, cheque("R-2", None, 1))
    assert told(mappings, *numbered("R-1", "R-3"), *other) == []
    [half] = entered(mappings, *numbered("R-1", "R-3"))[1]
    assert (half.code, half.severity) == ("number_gap", "note")
    assert "on a sheet that is not here (เช็ค)?" in half.text.en
    rows = {"RECEIPT": tuple(numbered("R-1", "R-3")), "CHEQUE": ()}
    blank = Workbook(path=tmp_path, rows=rows, problems=(), passed={"RECEIPT": (), "CHEQUE": ()})
    [gap_for_sure] = make_entries(blank, mappings, Calendar())[1]
    assert (gap_for_sure.code, gap_for_sure.severity) == ("number_gap", "warning")
    assert told(mappings, *numbered("R-1", "R-2"), *other) == [("เช็ค!A2", "number_twice")]
    gap = entered(mappings, *numbered("R-1", "R-5"), *rows_of(made, cheque("R-4", None, 1)))[1]
    assert [(one.cell, one.severity) for one in gap] == [("เช็ค!A2", "warning")]
    assert [len(keys) for keys in gap[0].missing] == [2, 2], "it may be on either sheet"


def test_a_number_twice_on_one_sheet(tmp_path: Path) -> None:
    """Where the key tells it already, it is told once; where the number is no key, here."""
    mappings = loaded(tmp_path, receipt=receipt_dict(rules=[SERIES]))
    twice = [receipt_row(2, old_number="R-1"), receipt_row(3, old_number="R-1", amount=5)]
    assert told(mappings, *twice) == [("รับเงิน!A3", "duplicate")]
    by_payer = loaded(tmp_path, receipt=receipt_dict(rules=[SERIES], key=["payer"]))
    twice[1] = receipt_row(3, old_number="R-1", payer="อื่น")
    assert told(by_payer, *twice) == [("รับเงิน!A3", "number_twice")]
    assert told(mappings, receipt_row(2, old_number="'\x00")) == [("รับเงิน!A2", "strange_character")]


def test_rows_passed_over_are_no_gap(make_book: MakeBook, tmp_path: Path) -> None:
    """A row that is marked to be entered later still has its number; a gap beside it is told elsewhere."""
    mappings = loaded(tmp_path / "m", receipt=receipt_dict(rules=[SERIES]))
    head = ["สถานะแถว", "เลขที่เดิม", "วันที่รับเงิน", "ผู้ชำระเงิน", "หมวดรายรับ", "ประเภทรายรับ", "จำนวนเงิน",
            "เงินสด", "บัญชีธนาคาร", "ยอดรวม"]  # fmt: skip

    def outcome(*numbers: tuple[str, str | None]) -> tuple[Problem, ...]:
        cells = ["16/01/2567", "นาย", "ภาษี", "ภาษีป้าย", "1"]
        rows: list[list[object]] = [list(head)]
        rows += [[mark, number, *cells] for mark, number in numbers]
        workbook = read_workbook(make_book({"รับเงิน": rows}), mappings)
        return make_entries(workbook, mappings, Calendar())[1]

    assert outcome(("", "R-1"), ("ข้าม", "R-2"), ("", "R-3")) == ()
    assert codes(outcome(("", "R-1"), ("ข้าม", None), ("ข้าม", "R-3"))) == [("รับเงิน!B2", "number_gap")]
    assert outcome(("ข้าม", "R-1"), ("ข้าม", "R-3")) == ()


def test_days_off(lists: Path) -> None:
    """A receipt of a Saturday or a holiday is a note; an office may choose its days."""
    rule = {"rule": "not_on", "field": "date", "days": ["sat", "sun"]}
    holidays = {"file": "lists/holidays.csv", "column": "date"}
    mappings = loaded(lists, receipt=receipt_dict(rules=[{**rule, "holidays": holidays}]))
    days = ["16/01/2567", "17/01/2567", "20/01/2567", "x"]
    rows = [receipt_row(row, date=day) for row, day in enumerate(days, start=2)]
    found = [one for one in entered(mappings, *rows)[1] if one.severity == "note"]
    assert codes(found) == [("รับเงิน!B2", "unusual_day"), ("รับเงิน!B4", "unusual_day")]
    assert "is a holiday" in found[0].text.en
    assert "is a Saturday" in found[1].text.en
    plain = loaded(lists, receipt=receipt_dict(rules=[rule]))
    assert told(plain, rows[0]) == []


def test_days_beyond_the_list_of_holidays(lists: Path) -> None:
    """A list that ends long before a document's day is told once for each year, never passed over."""
    rule = {"rule": "not_on", "field": "date", "holidays": {"file": "lists/holidays.csv", "column": "date"}}
    mappings = loaded(lists, receipt=receipt_dict(rules=[rule]))
    days = ["18/03/2567", "19/03/2567", "20/03/2567", "02/01/2568", "29/12/2566"]
    rows = [receipt_row(row, date=day) for row, day in enumerate(days, start=2)]
    found = [one for one in entered(mappings, *rows)[1] if one.severity == "note"]
    assert [(one.cell, one.code) for one in found] == [
        ("รับเงิน!B3", "holidays_unknown"), ("รับเงิน!B5", "holidays_unknown"), ("รับเงิน!B6", "holidays_unknown"),
    ]  # fmt: skip
    assert "does not reach to 19/3/2567" in found[0].text.en


def test_round_sums_far_above_the_usual(tmp_path: Path) -> None:
    """Only round, only far above, only where there is enough to compare with, and among its like."""
    rule = {"rule": "round_outlier", "field": "amount", "by": ["type"], "least": 3}
    mappings = loaded(tmp_path, receipt=receipt_dict(rules=[rule]))

    def found(*amounts: object, **more: object) -> list[tuple[str, str]]:
        rows = [receipt_row(row, amount=amount, **more) for row, amount in enumerate(amounts, start=2)]
        return told(mappings, *rows)

    assert found(100, 120, 5000) == [("รับเงิน!F4", "round_outlier")]
    assert found(100, 120, 5001) == []
    assert found(1000, 1200, 5000) == []
    assert found(100, 5000) == []
    assert found(0.01, "x", 5000) == [("รับเงิน!F3", "not_a_number")]
    zero = loaded(tmp_path, receipt=changed(receipt_dict(rules=[rule]), "fields.amount.min", "0"))
    rows = [receipt_row(row, amount=amount) for row, amount in enumerate((0, 0, 5000), start=2)]
    assert told(zero, *rows) == []


VAT = {"rule": "percent", "field": "total", "of": "amount", "percents": ["7"]}
WHT = {"rule": "percent", "field": "total", "of": "amount", "percents": [1, "3.0"], "due_from": 500,
       "when": {"field": "payer", "matches": "^บริษัท"}}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "cells", "code"),
    [
        (VAT, {"amount": "100.07", "total": "7.00"}, None),
        (VAT, {"amount": "100.07", "total": "7.02"}, "percent"),
        (VAT, {"amount": 100}, None),
        (VAT, {"amount": 100, "total": 0}, None),
        (VAT, {"amount": 100, "total": "x"}, "not_a_number"),
        (WHT, {"amount": 500, "payer": "บริษัท ก"}, "percent_due"),
        (WHT, {"amount": "499.99", "payer": "บริษัท ก"}, None),
        (WHT, {"amount": 500, "payer": "นาย ก"}, None),
        (WHT, {"amount": 500, "payer": "บริษัท ก", "total": 15}, None),
        (WHT, {"amount": 500, "payer": "บริษัท ก", "total": 10}, "percent"),
        (WHT, {"amount": 500, "payer": "<", "total": 10}, None),
    ],
)
def test_percentages(tmp_path: Path, rule: dict[str, Any], cells: dict[str, Any], code: str | None) -> None:
    """A tax is one of its lawful rates, or blank where it is not due; else a warning."""
    mappings = loaded(tmp_path, receipt=receipt_dict(rules=[rule]))
    assert [one[1] for one in told(mappings, receipt_row(2, **cells))] == ([code] if code else [])


def test_sides_told_by_another_column(tmp_path: Path) -> None:
    """A transfer's lines say which way the money goes; both ways must be equal."""
    made = journal_dict(requires=[])
    made["lines"]["fields"]["way"] = {"header": "ทาง"}
    made["rules"] = [
        {
            "rule": "balances", "left": "debit", "right": "debit",
            "left_when": {"field": "way", "is": ["เพิ่ม"]}, "right_when": {"field": "way", "is": ["ลด"]},
        }
    ]  # fmt: skip
    mappings = loaded(tmp_path, journal=made)
    line = {"old_number": "T-1", "date": "16/01/2567", "account": "010"}
    ways = [{**line, "way": "เพิ่ม", "debit": 70}, {**line, "way": "ลด", "debit": 70}]
    assert told(mappings, *rows_of(made, *ways)) == []
    ways[1]["debit"] = 60
    assert told(mappings, *rows_of(made, *ways)) == [("ใบผ่าน!E2", "balances")]


def test_a_column_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    """A rule has nothing to tell at a column that the sheet does not have."""
    rule = {"rule": "not_on", "field": "date", "days": ["tue"]}
    mappings = loaded(tmp_path, receipt=receipt_dict(rules=[rule]))
    here = receipt_row(2)
    columns = {header: letters for header, letters in here.columns.items() if header != "วันที่รับเงิน"}
    entries, problems = entered(mappings, here, replace(here, number=3, columns=columns))
    assert codes(problems)[0] == ("รับเงิน!B2", "unusual_day")
    assert len(entries) == 1


def test_a_warning_is_the_same_wherever_its_row_stands(tmp_path: Path) -> None:
    """Moved rows and edited neighbours change no warning; an edited document, or another gap, does."""
    rule = {"rule": "adds_up", "plus": ["amount"], "equals": "total", "severity": "warning"}
    mappings = loaded(tmp_path, receipt=receipt_dict(rules=[rule, SERIES]))

    def code(*rows: Row) -> str:
        cautions = cautions_of(entered(mappings, *rows)[1])
        assert len(cautions) == 2
        return code_of(cautions)

    first, third = receipt_row(2, old_number="R-1", total=1), receipt_row(3, old_number="R-3", total="100.25")
    before = code(first, third)
    assert code(replace(third, number=2), replace(first, number=7)) == before
    shifted = {header: chr(ord(letters) + 3) for header, letters in first.columns.items()}
    assert code(replace(first, columns=shifted), third) == before
    assert code(first, replace(third, cells={**third.cells, "ผู้ชำระเงิน": "อื่น"})) == before
    assert code(replace(first, cells={**first.cells, "ผู้ชำระเงิน": "อื่น"}), third) != before
    assert code(first, receipt_row(3, old_number="R-4", total="100.25")) != before
    assert code_of(()) == ""


def test_a_warning_of_the_file_is_known_by_its_words() -> None:
    """A warning that is about no document is told apart by place and sentence; notes and errors are none."""
    from bot.language import say

    one = Problem(cell="a!1", code="x", text=say("ก", "a"), severity="warning")
    cautions = cautions_of([one, one, replace(one, cell="a!2"), replace(one, severity="note")])
    assert [caution.cell for caution in cautions] == ["a!1", "a!2"]


R, S = receipt_dict(), slip_dict()
REFERS_LIST = {"rule": "refers", "by": {"old_number": "number"}, "file": "lists/contracts.csv"}


@pytest.mark.parametrize(
    ("base", "rule", "code", "place"),
    [
        (R, {**VAT, "of": "payer"}, "rule_kind", "of"),
        (R, {**WHT, "when": {"field": "x", "is": ["1"]}}, "unknown_name", "when.field"),
        (R, {"rule": "not_on", "field": "payer"}, "rule_kind", "field"),
        (R, {"rule": "not_on", "field": "date", "holidays": {"file": "lists/holidays.csv", "column": "d"}},
         "unknown_name", "holidays.column"),
        (R, {"rule": "round_outlier", "field": "payer"}, "rule_kind", "field"),
        (S, {"rule": "round_outlier", "field": "debit"}, "unknown_name", "field"),
        (R, {"rule": "round_outlier", "field": "amount", "by": ["x"]}, "unknown_name", "by[0]"),
        (R, {"rule": "series", "field": "x"}, "unknown_name", "field"),
        (R, {"rule": "series", "field": "payer", "pattern": "x"}, "no_group", "pattern"),
        (R, {**REFERS_LIST, "by": {"x": "number"}}, "unknown_name", "by.x"),
        (R, {**REFERS_LIST, "by": {"payer": "x"}}, "unknown_name", "by.payer"),
        (R, {**REFERS_LIST, "sums": {"mine": "payer", "theirs": "value"}}, "rule_kind", "sums.mine"),
        (R, {**REFERS_LIST, "sums": {"mine": "amount", "theirs": "x"}}, "unknown_name", "sums.theirs"),
        (R, {**REFERS_LIST, "not_before": {"mine": "payer", "theirs": "signed"}},
         "rule_kind", "not_before.mine"),
        (R, {**REFERS_LIST, "not_before": {"mine": "date", "theirs": "x"}},
         "unknown_name", "not_before.theirs"),
        (R, {"rule": "refers", "by": {"payer": "x"}, "screen": "NONE"}, "unknown_name", "screen"),
        (R, {"rule": "refers", "by": {"payer": "x"}, "screen": "SLIP"}, "unknown_name", "by.payer"),
        (R, {"rule": "refers", "by": {"payer": "old_number"}, "screen": "SLIP",
             "sums": {"mine": "amount", "theirs": "account"}}, "rule_kind", "sums.theirs"),
        (R, {"rule": "refers", "by": {"payer": "old_number"}, "screen": "SLIP",
             "sums": {"mine": "amount", "theirs": "x"}}, "unknown_name", "sums.theirs"),
        (R, {"rule": "refers", "by": {"payer": "old_number"}, "screen": "SLIP",
             "not_before": {"mine": "date", "theirs": "sum"}}, "rule_kind", "not_before.theirs"),
        (R, {"rule": "refers", "by": {"payer": "old_number"}, "screen": "SLIP",
             "not_before": {"mine": "date", "theirs": "x"}}, "unknown_name", "not_before.theirs"),
        (S, {"rule": "refers", "by": {"description": "old_number"}, "screen": "RECEIPT",
             "sums": {"mine": "debit", "theirs": "amount"}}, "rule_mixed", "sums.mine"),
        (R, {"rule": "refers", "by": {"payer": "x"}}, "value_error", ""),
        (R, {"rule": "refers", "by": {"payer": "old_number"}, "screen": "SLIP", "screens": ["SLIP"]},
         "value_error", ""),
        (R, {"rule": "refers", "by": {"payer": "old_number"}, "screens": ["SLIP", "NONE"]},
         "unknown_name", "screens"),
        (R, {**REFERS_LIST, "becomes": "number"}, "value_error", ""),
        (R, {"rule": "refers", "by": {"payer": "old_number", "bank": "date"}, "screen": "SLIP",
             "becomes": "number"}, "value_error", ""),
        (R, {"rule": "refers", "by": {"payer": "old_number"}, "screen": "SLIP", "becomes": "number",
             "severity": "warning"}, "value_error", ""),
        (R, {"rule": "refers", "by": {"payer": "old_number"}, "screen": "SLIP", "becomes": "other"},
         "unknown_name", "becomes"),
        (R, {"rule": "refers", "by": {"amount": "old_number"}, "screen": "SLIP", "becomes": "number"},
         "rule_kind", "becomes"),
        (R, {"rule": "refers", "by": {"payer": "old_number"}, "screen": "SLIP",
             "cleared": {"field": "state", "says": "x", "act": "Approve"}},
         "unknown_name", "cleared.field"),
        (R, pool(account={"line": "x"}), "unknown_name", "account.line"),
        (R, pool(takes="payer"), "rule_kind", "takes"),
        (R, pool(adds="amount"), "value_error", ""),
        (R, pool(opening={**OPENING, "column": "x"}), "unknown_name", "opening.column"),
        (R, pool(opening={**OPENING, "where": {"x": "line"}}), "unknown_name", "opening.where.x"),
        (R, pool(opening={**OPENING, "where": {"type": "x"}}), "unknown_name", "opening.where.type"),
        (S, pool(account={"other": "description"}, takes="sum"), "pool_parts", "account"),
        (R, pool(account={}), "value_error", ""),
        (R, pool(always={"line": "x"}), "value_error", ""),
        (R, {**VAT, "when": {"field": "payer"}}, "value_error", "when"),
    ],
)  # fmt: skip
def test_rules_are_bound(
    lists: Path, base: dict[str, Any], rule: dict[str, Any], code: str, place: str
) -> None:
    """A rule that names what is not there, or of a wrong kind, is told with its line."""
    receipt, made = deepcopy(R), deepcopy(S)
    receipt["rules"], made["rules"] = [pool()], []
    (receipt if base is R else made)["rules"].append(rule)
    write_folder(lists, site=site_dict(), receipt=receipt, slip=made)
    index = 1 if base is R else 0
    found = problems_of(lists)
    assert list(found) == [f"mapping_{code}"]
    where = found[f"mapping_{code}"].cell
    assert f"rules[{index}]" in where
    assert where.endswith(place)


def test_lists_that_are_empty_or_lost(lists: Path) -> None:
    """A list without rows has no columns; one that is not there is told once."""
    (lists / "lists" / "contracts.csv").write_text("number\n", encoding="utf-8")
    write_folder(lists, site=site_dict(), receipt=receipt_dict(rules=[REFERS_LIST]))
    assert list(problems_of(lists)) == ["mapping_unknown_name"]
    write_folder(lists, site=site_dict(), receipt=receipt_dict(rules=[{**REFERS_LIST, "file": "lost.csv"}]))
    assert list(problems_of(lists)) == ["list_unreadable"]


def test_a_changed_list_is_another_mapping(lists: Path) -> None:
    """The digest of a screen covers the lists of its rules."""
    receipt = receipt_dict(rules=[REFERS_LIST, pool(opening=OPENING)])
    before = loaded(lists, receipt=receipt).digests["RECEIPT"]
    (lists / "lists" / "balances.csv").write_text("type,left\nภาษีป้าย,1\n", encoding="utf-8")
    assert loaded(lists, receipt=receipt).digests["RECEIPT"] != before

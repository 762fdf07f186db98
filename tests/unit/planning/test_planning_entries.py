"""Entries: documents put together, checked cell by cell, named once and for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from made_up_site import (
    MakeMappings,
    changed,
    codes,
    entered,
    journal_dict,
    journal_row,
    receipt_dict,
    receipt_row,
    site_dict,
)

from bot.domain.model import Row
from bot.errors import Problem
from bot.planning.entries import Calendar, Period
from bot.planning.identity import entry_key
from bot.planning.mapping import Mappings

JOURNAL = [
    journal_row(2, description="ปรับปรุง", account="010", debit=100),
    journal_row(3, account="021", credit=100),
]


def only(problems: tuple[Problem, ...]) -> Problem:
    """The one problem there is."""
    [problem] = problems
    assert problem.text.th != problem.text.en
    return problem


def with_rules(make_mappings: MakeMappings, *rules: dict[str, Any]) -> Mappings:
    """The made-up site with other rules on its receipts."""
    return make_mappings(site=site_dict(), receipt=receipt_dict(rules=list(rules)), journal=journal_dict())


def test_a_row_becomes_an_entry(mappings: Mappings) -> None:
    """Every field is typed, constants and blanks included; day, amount, rows and key are there."""
    entries, problems = entered(mappings, receipt_row(5, cash="ใช่", total="๑๐๐.๒๕"))
    [entry] = entries
    assert problems == ()
    assert entry.fields == {
        "old_number": "R-0005", "date": date(2024, 1, 16), "payer": "นายทดสอบ", "group": "ภาษี",
        "type": "ภาษีป้าย", "amount": Decimal("100.25"), "cash": True, "bank": None, "office": "สำนักงานกลาง",
        "total": Decimal("100.25"),
    }  # fmt: skip
    assert (entry.day, entry.amount, entry.rows, entry.sheet) == (
        date(2024, 1, 16),
        Decimal("100.25"),
        (5,),
        "รับเงิน",
    )
    assert entry.key == entry_key("RECEIPT", ["R-0005"], 1)
    assert (entry.occurrence, entry.lines, len(entry.digest)) == (1, (), 64)


def test_rows_become_lines_of_a_document(mappings: Mappings) -> None:
    """Rows with the same group fields are one document; header cells may be blank after the first row."""
    rows = [JOURNAL[0], replace(JOURNAL[1], cells={**JOURNAL[1].cells, "วันที่": None})]
    [entry], problems = entered(mappings, *rows)
    assert problems == ()
    assert entry.rows == (2, 3)
    assert [line["account"] for line in entry.lines] == ["010", "021"]
    assert entry.lines[1] == {"account": "021", "debit": None, "credit": Decimal("100.00")}
    assert entry.amount == Decimal(100)
    assert entry.fields["description"] == "ปรับปรุง"


def test_every_problem_of_every_row_at_once(mappings: Mappings) -> None:
    """All wrong cells are told, each by name; sound rows become entries all the same."""
    rows = [
        receipt_row(2, date="31/02/2567", amount="x", payer=None),
        receipt_row(3),
        receipt_row(4, old_number=12, type="ภาษีปาย", amount=0),
    ]
    entries, problems = entered(mappings, *rows)
    assert [entry.rows for entry in entries] == [(3,)]
    assert codes(problems) == [
        ("รับเงิน!B2", "no_such_day"), ("รับเงิน!C2", "required"), ("รับเงิน!F2", "not_a_number"),
        ("รับเงิน!A4", "number_for_code"), ("รับเงิน!E4", "not_a_choice"), ("รับเงิน!F4", "too_small"),
    ]  # fmt: skip
    assert "ภาษีป้าย" in problems[-2].text.th


def test_each_line_is_checked_by_itself(mappings: Mappings) -> None:
    """The same column wrong in two lines is told twice, and rules about those cells keep quiet."""
    rows = [journal_row(2, account=None, debit="x"), journal_row(3, account=None, debit="y")]
    entries, problems = entered(mappings, *rows)
    assert entries == ()
    assert codes(problems) == [
        ("ใบผ่าน!D2", "required"), ("ใบผ่าน!E2", "not_a_number"),
        ("ใบผ่าน!D3", "required"), ("ใบผ่าน!E3", "not_a_number"),
    ]  # fmt: skip


def test_valid_pairs(mappings: Mappings) -> None:
    """A caption of the list that does not go with its parent names the parent and the right ones."""
    problem = only(entered(mappings, receipt_row(2, type="ค่าใบอนุญาต"))[1])
    assert (problem.cell, problem.code) == ("รับเงิน!E2", "not_a_pair")
    assert "ภาษีป้าย" in problem.text.en
    assert "หมวดรายรับ" in problem.text.th


def test_a_choice_without_its_parent(mappings: Mappings) -> None:
    """With a blank or wrong parent only the whole list counts; unlike anything, some are named."""
    assert entered(mappings, receipt_row(2, group=None))[1] == ()
    assert codes(entered(mappings, receipt_row(2, group="อื่น"))[1]) == [("รับเงิน!D2", "not_a_choice")]
    problem = only(entered(mappings, receipt_row(2, group=None, type="zzz"))[1])
    assert "ค่าใบอนุญาต" in problem.text.en


def test_a_parent_without_children(make_mappings: MakeMappings) -> None:
    """A parent that the list does not know makes any child a wrong pair."""
    receipt = changed(receipt_dict(), "fields.group.choices", {"of": ["ภาษี", "เปล่า"]})
    found = entered(make_mappings(site=site_dict(), receipt=receipt), receipt_row(2, group="เปล่า"))[1]
    assert codes(found) == [("รับเงิน!E2", "not_a_pair")]


def test_blank_captions_are_no_choice(make_mappings: MakeMappings, tmp_path: Path) -> None:
    """A list's row without a caption can never be chosen."""
    made = make_mappings(site=site_dict(), receipt=receipt_dict())
    rows = (*made.lists["lists/types.csv"], {"group": "ภาษี", "type": ""})
    made = replace(made, lists={**made.lists, "lists/types.csv": rows})
    assert entered(made, receipt_row(2))[1] == ()
    assert codes(entered(made, receipt_row(2, type=None))[1]) == [("รับเงิน!E2", "required")]


def test_long_lists_are_named_in_part(make_mappings: MakeMappings) -> None:
    """A refused caption names twelve of a long list and says that there are more."""
    receipt = changed(receipt_dict(), "fields.group.choices", {"of": [f"หมวด{n:02d}" for n in range(20)]})
    problem = only(entered(make_mappings(site=site_dict(), receipt=receipt), receipt_row(2, group="zzz"))[1])
    assert problem.text.en.count("หมวด") == 12
    assert "…" in problem.text.en


def test_the_lists_own_caption_is_kept(mappings: Mappings) -> None:
    """A caption typed with an invisible difference becomes the list's own."""
    [entry], _ = entered(mappings, receipt_row(2, type="ภาษี\u200bป้าย"))
    assert entry.fields["type"] == "ภาษีป้าย"


def test_defaults_fill_blanks(make_mappings: MakeMappings) -> None:
    """A blank cell takes the column's default; a required column with a default is never missing."""
    receipt = changed(receipt_dict(), "fields.payer.default", "ไม่ระบุ")
    [entry], problems = entered(make_mappings(site=site_dict(), receipt=receipt), receipt_row(2, payer=None))
    assert problems == ()
    assert entry.fields["payer"] == "ไม่ระบุ"


def test_a_value_that_no_control_takes_is_told(mappings: Mappings) -> None:
    """A filled cell whose field is not typed under its condition is a warning, not silence."""
    entries, problems = entered(mappings, receipt_row(2, cash="ใช่", bank="กรุงไทย"))
    assert (only(problems).code, only(problems).severity) == ("not_entered", "warning")
    assert len(entries) == 1
    assert entered(mappings, receipt_row(2, cash="ไม่ใช่", bank="กรุงไทย"))[1] == ()


def test_required_only_when_it_is_typed(make_mappings: MakeMappings) -> None:
    """A required field with a condition may be blank when the condition does not hold."""
    receipt = changed(receipt_dict(), "fields.bank.required", value=True)
    made = make_mappings(site=site_dict(), receipt=receipt)
    assert entered(made, receipt_row(2, cash="ใช่"))[1] == ()
    assert codes(entered(made, receipt_row(2, cash="ไม่ใช่"))[1]) == [("รับเงิน!H2", "required")]


def test_a_header_that_differs_between_rows(mappings: Mappings) -> None:
    """Another date on a further row of a document names both cells; a wrong one is told as wrong."""
    rows = [JOURNAL[0], replace(JOURNAL[1], cells={**JOURNAL[1].cells, "วันที่": "18/01/2567"})]
    problem = only(entered(mappings, *rows)[1])
    assert (problem.cell, problem.code) == ("ใบผ่าน!B3", "header_differs")
    assert "ใบผ่าน!B2" in problem.text.en
    rows = [JOURNAL[0], replace(JOURNAL[1], cells={**JOURNAL[1].cells, "วันที่": "18/13/2567"})]
    assert codes(entered(mappings, *rows)[1]) == [("ใบผ่าน!B3", "no_such_day")]


def test_the_same_header_written_otherwise_is_equal(mappings: Mappings) -> None:
    """Two spellings of one date on two rows are the same header; a blank first cell is not."""
    rows = [JOURNAL[0], replace(JOURNAL[1], cells={**JOURNAL[1].cells, "วันที่": "17 ม.ค. 67"})]
    assert entered(mappings, *rows)[1] == ()
    late = [
        replace(JOURNAL[0], cells={**JOURNAL[0].cells, "คำอธิบาย": None}),
        journal_row(3, description="ช้า", account="021", credit=100),
    ]
    assert codes(entered(mappings, *late)[1]) == [("ใบผ่าน!C3", "header_differs")]


def test_a_header_that_is_wrong_at_first_is_told_once(mappings: Mappings) -> None:
    """When the first row's header cell is wrong, further rows are not compared with it."""
    rows = [replace(one, cells={**one.cells, "วันที่": "x"}) for one in JOURNAL]
    assert codes(entered(mappings, *rows)[1]) == [("ใบผ่าน!B2", "not_a_date")]


def test_rows_apart_are_told(mappings: Mappings) -> None:
    """Rows of one document with another document between are one document, with a note."""
    between = [
        journal_row(3, old_number="J-2", account=one, **two)
        for one, two in (("010", {"debit": 5}), ("021", {"credit": 5}))
    ]
    between[1] = replace(between[1], number=4)
    rows = [JOURNAL[0], *between, replace(JOURNAL[1], number=5)]
    entries, problems = entered(mappings, *rows)
    assert [entry.rows for entry in entries] == [(2, 5), (3, 4)]
    assert (only(problems).cell, only(problems).code, only(problems).severity) == (
        "ใบผ่าน!A5",
        "rows_apart",
        "note",
    )


def test_a_blank_group_field(mappings: Mappings) -> None:
    """A line that says not which document it belongs to is told; its document is not judged further."""
    rows = [
        *JOURNAL,
        journal_row(4, old_number=None, account="010", debit=1),
        journal_row(5, old_number=7, account="010", debit=1),
    ]
    entries, problems = entered(mappings, *rows)
    assert len(entries) == 1
    assert codes(problems) == [("ใบผ่าน!A4", "required"), ("ใบผ่าน!A5", "number_for_code")]


def test_a_blank_group_field_that_is_not_required(make_mappings: MakeMappings) -> None:
    """Group fields are needed even where the mapping does not say so."""
    journal = changed(journal_dict(), "fields.old_number.required", value=False)
    made = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal)
    rows = [*JOURNAL, journal_row(4, old_number=None, account="010", debit=1)]
    assert codes(entered(made, *rows)[1]) == [("ใบผ่าน!A4", "group_blank")]


@pytest.mark.parametrize(("count", "code"), [(1, "line_count"), (2, None), (4, None), (5, "line_count")])
def test_the_number_of_lines(make_mappings: MakeMappings, count: int, code: str | None) -> None:
    """A document with too few or too many lines is told, with its rows."""
    made = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal_dict(rules=[]))
    rows = [journal_row(2 + index, account="010", debit=1 + index) for index in range(count)]
    assert [one.code for one in entered(made, *rows)[1]] == ([code] if code else [])


def test_documents_that_may_have_no_lines(make_mappings: MakeMappings) -> None:
    """Where no line is needed a row without line cells is a document without lines."""
    journal = changed(journal_dict(rules=[], group_by=[]), "lines.min", 0)
    del journal["lines"]["max"]
    made = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal)
    bare, full = journal_row(2, account=None), journal_row(3, old_number="J-2", debit=5)
    entries, problems = entered(made, bare, full)
    assert problems == ()
    assert [len(entry.lines) for entry in entries] == [0, 1]
    found = entered(changed_min(make_mappings), journal_row(2))[1]
    assert [one.code for one in found] == ["line_count"]


def changed_min(make_mappings: MakeMappings) -> Mappings:
    """Journals without groups, of at least two lines."""
    journal = changed(journal_dict(rules=[], group_by=[]), "lines.max", None)
    return make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal)


def test_a_document_pasted_twice(mappings: Mappings) -> None:
    """Rows pasted again under themselves balance; they are caught because the halves are equal."""
    again = [replace(one, number=one.number + 2) for one in JOURNAL]
    problem = only(entered(mappings, *JOURNAL, *again)[1])
    assert (problem.cell, problem.code) == ("ใบผ่าน!A4", "pasted_twice")
    meant = [replace(one, cells={**one.cells, "สถานะแถว": "ซ้ำจริง"}) for one in again]
    assert entered(mappings, *JOURNAL, *meant)[1] == ()


def test_a_line_twice(mappings: Mappings, make_mappings: MakeMappings) -> None:
    """One line equal to another may be meant: a note where lines must balance, else a warning."""
    rows = [*JOURNAL, replace(JOURNAL[1], number=4), journal_row(5, account="411001", debit=100)]
    loose = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal_dict(rules=[]))
    for used, severity in ((mappings, "note"), (loose, "warning")):
        told = only(entered(used, *rows)[1])
        assert (told.cell, told.code, told.severity) == ("ใบผ่าน!A4", "line_twin", severity)


def test_lines_pasted_twice_without_groups(make_mappings: MakeMappings) -> None:
    """Without group fields a document has one line, so nothing can be doubled."""
    journal = changed(journal_dict(rules=[], group_by=[]), "lines.min", 1)
    made = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal)
    assert entered(made, journal_row(2, debit=1))[1] == ()


CALENDAR = Calendar(
    fiscal_year=2567, periods=(Period(name="ช่วงหาย", first=date(2024, 1, 16), last=date(2024, 7, 6)),)
)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("16/01/2567", None),
        ("06/07/2567", None),
        ("15/01/2567", "outside_period"),
        ("07/07/2567", "outside_period"),
        ("30/09/2566", "outside_year"),
        ("01/10/2567", "outside_year"),
    ],
)
def test_days_of_the_office(mappings: Mappings, day: str, code: str | None) -> None:
    """A day outside the fiscal year or the period is refused, the edges are inside."""
    found = entered(mappings, receipt_row(2, date=day), calendar=CALENDAR)[1]
    assert codes(found) == ([("รับเงิน!B2", code)] if code else [])


def test_a_two_digit_year_that_the_spreadsheet_read_as_1967(mappings: Mappings) -> None:
    """Excel makes 1967 of 67; the problem says so."""
    problem = only(entered(mappings, receipt_row(2, date=date(1967, 1, 16)), calendar=CALENDAR)[1])
    assert "type 2567" in problem.text.en
    plain = only(entered(mappings, receipt_row(2, date=date(1990, 1, 16)), calendar=CALENDAR)[1])
    assert "two-digit" not in plain.text.en


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (date(1967, 3, 1), True),
        (datetime(1970, 3, 1), True),
        (date(1952, 3, 1), False),
        (date(2024, 3, 1), False),
        ("01/03/1967", False),
        (None, False),
    ],
)
def test_another_date_of_a_year_that_may_have_been_typed_with_two_digits(
    make_mappings: MakeMappings, due: object, told: bool
) -> None:
    """Only the day that orders the plan has a calendar; any other would be entered and proven as 2510."""
    receipt = receipt_dict()
    receipt["fields"]["due"] = {"header": "ครบกำหนด", "kind": "date"}
    site = make_mappings(site=site_dict(), receipt=receipt)
    right = receipt_row(2)
    cells, columns = {**right.cells, "ครบกำหนด": due}, {**right.columns, "ครบกำหนด": "Z"}
    found = entered(site, replace(right, cells=cells, columns=columns), calendar=CALENDAR)[1]
    assert [one.code for one in found] == (["year_of_two_digits"] if told else [])
    assert all((one.cell, one.severity) == ("รับเงิน!Z2", "warning") for one in found)
    assert all(f"type {due.year + 600}" in one.text.en for one in found if isinstance(due, date))


def test_periods_that_overlap(mappings: Mappings) -> None:
    """A day in two periods is a mistake of the config."""
    twice = Calendar(periods=(*CALENDAR.periods, *CALENDAR.periods))
    assert only(entered(mappings, receipt_row(2), calendar=twice)[1]).code == "in_two_periods"


def test_a_day_that_may_be_blank_is_still_needed(make_mappings: MakeMappings) -> None:
    """The field that orders the plan must be filled, required or not; a mapping may have none."""
    receipt = changed(receipt_dict(), "fields.date.required", value=False)
    assert codes(entered(make_mappings(site=site_dict(), receipt=receipt), receipt_row(2, date=None))[1]) == [
        ("รับเงิน!B2", "day_blank")
    ]
    del receipt["day"], receipt["amount"]
    [entry], problems = entered(make_mappings(site=site_dict(), receipt=receipt), receipt_row(2, date=None))
    assert problems == ()
    assert (entry.day, entry.amount) == (None, Decimal(0))


def test_a_blank_key(make_mappings: MakeMappings) -> None:
    """Documents without any key field cannot be told apart."""
    receipt = receipt_dict(key=["total", "bank"])
    made = make_mappings(site=site_dict(), receipt=receipt)
    assert codes(entered(made, receipt_row(2))[1]) == [("รับเงิน!I2", "key_blank")]
    assert entered(made, receipt_row(2, total=5))[1] == ()


def test_twins_and_duplicates(mappings: Mappings) -> None:
    """Equal in all cells is a twin, equal in the key only a duplicate; both name the other row."""
    first = receipt_row(2, old_number="R")
    entries, problems = entered(
        mappings, first, receipt_row(3, old_number="R"), receipt_row(4, old_number=" R", amount=5)
    )
    assert [entry.rows for entry in entries] == [(2,)]
    assert codes(problems) == [("รับเงิน!A3", "twin"), ("รับเงิน!A4", "duplicate")]
    assert all("รับเงิน!A2" in problem.text.en for problem in problems)


def test_lawful_twins_get_numbers(mappings: Mappings) -> None:
    """A twin that is marked as meant becomes the second occurrence, with another key, and is told."""
    first = receipt_row(2, old_number="R")
    twins = [receipt_row(n, old_number="R", mark="ซ้ำจริง") for n in (3, 4)]
    entries, problems = entered(mappings, first, *twins)
    assert [entry.occurrence for entry in entries] == [1, 2, 3]
    assert len({entry.key for entry in entries}) == 3
    assert len({entry.digest for entry in entries}) == 1
    assert [(one.code, one.severity) for one in problems] == [("lawful_twin", "note")] * 2


def test_any_one_of_equal_rows_may_be_unmarked(mappings: Mappings) -> None:
    """Sorting may put the marked row first: all but one of equal rows are marked, whichever it is."""
    rows = [receipt_row(2, old_number="R-1", mark="ซ้ำจริง"), receipt_row(3, old_number="R-1")]
    entries, problems = entered(mappings, *rows)
    assert [one.occurrence for one in entries] == [1, 2]
    assert [(one.cell, one.severity) for one in problems] == [("รับเงิน!A3", "note")]
    third = receipt_row(4, old_number="R-1")
    assert [one.code for one in entered(mappings, *rows, third)[1]] == ["lawful_twin", "twin"]


def test_twins_are_shown_side_by_side(mappings: Mappings) -> None:
    """Equal rows are named with what they say, unequal ones with both values of each cell that differs."""
    [twin] = entered(mappings, receipt_row(2, old_number="R-1"), receipt_row(9, old_number="R-1"))[1]
    assert "รับเงิน!A9 equals รับเงิน!A2 in every cell: เลขที่เดิม R-1 · วันที่รับเงิน 16/1/2567" in twin.text.en
    other = receipt_row(9, old_number="R-1", amount=5, date="17/01/2567", cash="ใช่", total=1)
    [duplicate] = entered(mappings, receipt_row(2, old_number="R-1"), other)[1]
    assert "วันที่รับเงิน “17/1/2567” | “16/1/2567” · จำนวนเงิน “5.00” | “100.25”" in duplicate.text.th
    assert "เงินสด “True” | “”" in duplicate.text.th


def test_twins_with_lines_are_compared_line_by_line(make_mappings: MakeMappings) -> None:
    """Where rows are put together by more than the key, documents with one key differ in their lines."""
    journal = journal_dict(group_by=["old_number", "description"], rules=[])
    made = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal)
    rows = [
        journal_row(row, description=text, debit=debit)
        for row, (text, debit) in enumerate((("ก", 1), ("ก", 2), ("ข", 1), ("ข", 5), ("ข", 7)), start=2)
    ]
    [duplicate] = entered(made, *rows)[1]
    assert (duplicate.cell, duplicate.code) == ("ใบผ่าน!A4", "duplicate")
    assert "คำอธิบาย “ข” | “ก” · เดบิต “5.00” | “2.00” · รหัสบัญชี “010” | “”" in duplicate.text.en


def test_the_digest_covers_every_field(mappings: Mappings) -> None:
    """Any changed cell changes the digest; the order of columns and invisible characters do not."""
    base = entered(mappings, receipt_row(2))[0][0]
    assert (
        entered(mappings, receipt_row(9, old_number="R-0002", payer="นาย\u200bทดสอบ"))[0][0].digest
        == base.digest
    )
    for change in ({"payer": "นายอื่น"}, {"amount": 100.26}, {"cash": "ใช่"}, {"date": "17/01/2567"}):
        other = entered(mappings, receipt_row(2, **change))[0][0]
        assert other.digest != base.digest
        assert other.key == base.key


def test_screens_without_rows_are_passed_by(mappings: Mappings) -> None:
    """No rows, no entries, no problems."""
    assert entered(mappings) == ((), ())


RULES: list[tuple[dict[str, Any], dict[str, object], str | None, str]] = [
    ({"rule": "adds_up", "plus": ["amount"], "equals": "total"}, {"total": 100.25}, None, "I"),
    ({"rule": "adds_up", "plus": ["amount"], "equals": "total"}, {"total": 100}, "adds_up", "I"),
    (
        {"rule": "adds_up", "plus": ["amount"], "minus": ["total"], "equals": "amount"},
        {"total": 1},
        "adds_up",
        "F",
    ),
    ({"rule": "adds_up", "plus": ["amount"], "equals": "total"}, {"total": "x"}, "not_a_number", "I"),
    ({"rule": "one_of", "fields": ["bank", "total"]}, {"total": 1}, None, "H"),
    ({"rule": "one_of", "fields": ["bank", "total"]}, {"total": 0}, "one_of", "H"),
    (
        {"rule": "one_of", "fields": ["bank", "total"]},
        {"total": 1, "bank": "x", "cash": "ไม่ใช่"},
        "one_of",
        "I",
    ),
    ({"rule": "one_of", "fields": ["bank", "total"]}, {"total": "x"}, "not_a_number", "I"),
    ({"rule": "needs", "field": "total", "when": {"field": "group", "is": ["ภาษี"]}}, {}, "needs", "I"),
    ({"rule": "needs", "field": "total", "when": {"field": "amount", "is": ["100.250"]}}, {}, "needs", "I"),
    ({"rule": "needs", "field": "total", "when": {"field": "amount", "is": ["abc"]}}, {}, None, "I"),
    ({"rule": "needs", "field": "total", "when": {"field": "cash", "is": [""]}}, {}, "needs", "I"),
    (
        {"rule": "needs", "field": "total", "when": {"field": "cash", "is": ["yes"]}},
        {"cash": "ใช่"},
        "needs",
        "I",
    ),
    (
        {"rule": "needs", "field": "total", "when": {"field": "cash", "is": ["yes"]}},
        {"cash": "?"},
        "not_yes_or_no",
        "G",
    ),
    ({"rule": "needs", "field": "total", "when": {"field": "group", "is": ["ภาษี"]}}, {"total": 1}, None, "I"),
    (
        {
            "rule": "needs",
            "field": "total",
            "when": {"field": "cash", "is": ["yes"]},
            "otherwise_blank": True,
        },
        {"total": 1},
        "needs_blank",
        "I",
    ),
    ({"rule": "needs", "field": "total", "when": {"field": "cash", "is": ["yes"]}}, {"total": 1}, None, "I"),
    ({"rule": "not_before", "field": "date", "than": "due"}, {"due": "17/01/2567"}, "not_before", "B"),
    ({"rule": "not_before", "field": "date", "than": "due"}, {"due": "16/01/2567"}, None, "B"),
    ({"rule": "not_before", "field": "date", "than": "due"}, {}, None, "B"),
]


@pytest.mark.parametrize(("rule", "cells", "code", "letter"), RULES)
def test_rules_of_a_row(
    make_mappings: MakeMappings, rule: dict[str, Any], cells: dict[str, object], code: str | None, letter: str
) -> None:
    """Each rule is told at its cell when broken, and keeps quiet when kept or when a cell is wrong anyway."""
    receipt = receipt_dict(rules=[rule])
    receipt["fields"]["due"] = {"header": "ครบกำหนด", "kind": "date"}
    one = receipt_row(2, **{name: cell for name, cell in cells.items() if name != "due"})
    one = replace(
        one, cells={**one.cells, "ครบกำหนด": cells.get("due")}, columns={**one.columns, "ครบกำหนด": "J"}
    )
    found = entered(make_mappings(site=site_dict(), receipt=receipt), one)[1]
    assert codes(found) == ([(f"รับเงิน!{letter}2", code)] if code else [])


def test_a_rule_may_only_warn(make_mappings: MakeMappings) -> None:
    """A rule with severity warning does not stop the entry."""
    made = with_rules(
        make_mappings, {"rule": "adds_up", "plus": ["amount"], "equals": "total", "severity": "warning"}
    )
    entries, problems = entered(made, receipt_row(2, total=1))
    assert only(problems).severity == "warning"
    assert len(entries) == 1


@pytest.mark.parametrize(
    ("debits", "credits_", "expected"),
    [
        ((100, None), (None, 100), []),
        ((100, None), (None, 99.99), ["balances"]),
        ((0, None), (None, 0), ["balances", "one_of", "one_of"]),
        ((100, None), (100, 0), ["one_of", "one_of"]),
        (("x", None), (None, 100), ["not_a_number"]),
    ],
)
def test_rules_of_lines(
    mappings: Mappings, debits: tuple[object, ...], credits_: tuple[object, ...], expected: list[str]
) -> None:
    """Debit equals credit over the document, above zero, and each line has exactly one of the two."""
    rows = [
        journal_row(2 + index, account="010", debit=debit, credit=credit)
        for index, (debit, credit) in enumerate(zip(debits, credits_, strict=True))
    ]
    assert [one.code for one in entered(mappings, *rows)[1]] == expected


def test_lines_sum_up_to_the_header(make_mappings: MakeMappings) -> None:
    """The sum of a line column must be what the header says; a wrong cell keeps the rule quiet."""
    journal = journal_dict(rules=[{"rule": "lines_sum", "column": "debit", "equals": "total"}])
    journal["fields"]["total"] = {"header": "รวม", "kind": "money"}
    made = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal)

    def told(total: object) -> list[str]:
        rows = [
            replace(one, cells={**one.cells, "รวม": total}, columns={**one.columns, "รวม": "Z"})
            for one in JOURNAL
        ]
        return [one.code for one in entered(made, *rows)[1]]

    assert told(100) == []
    assert told(101) == ["lines_sum"]
    assert told("x") == ["not_a_number"]


def test_sums_across_a_line_and_its_header(make_mappings: MakeMappings) -> None:
    """A rule that names a line's field is judged on each line, with the header's fields at hand."""
    journal = journal_dict(rules=[{"rule": "adds_up", "plus": ["debit", "credit"], "equals": "each"}])
    journal["fields"]["each"] = {"header": "ต่อแถว", "kind": "integer"}
    made = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal)
    rows: list[Row] = [
        replace(one, cells={**one.cells, "ต่อแถว": 100}, columns={**one.columns, "ต่อแถว": "H"})
        for one in JOURNAL
    ]
    assert entered(made, *rows)[1] == ()
    rows[1] = replace(rows[1], cells={**rows[1].cells, "เครดิต": 99})
    assert [one.code for one in entered(made, *rows)[1]] == ["adds_up"]


def test_titles_name_fields(make_mappings: MakeMappings) -> None:
    """A field's title is used in sentences, in the sentence's own language."""
    receipt = changed(receipt_dict(), "fields.payer.title", {"th": "ผู้จ่าย", "en": "Payer"})
    problem = only(entered(make_mappings(site=site_dict(), receipt=receipt), receipt_row(2, payer=None))[1])
    assert "ผู้จ่าย" in problem.text.th
    assert "Payer" in problem.text.en


def test_text_that_the_site_refuses(make_mappings: MakeMappings) -> None:
    """The site's mapping says which texts it refuses; constants of the mapping are its own matter."""
    receipt = changed(receipt_dict(), "fields.office.value", "<b>")
    strict = make_mappings(site=site_dict(), receipt=receipt)
    assert codes(entered(strict, receipt_row(2, payer="a <b"))[1]) == [("รับเงิน!C2", "refused_text")]
    easy = make_mappings(site=site_dict(refused_text=[]), receipt=receipt)
    assert entered(easy, receipt_row(2, payer="a <b"))[1] == ()


def test_a_missing_column_is_not_told_row_by_row(mappings: Mappings) -> None:
    """What a missing column makes wrong was told at the header; the rows become no entries."""
    one = receipt_row(2, payer=None)
    columns = {header: at for header, at in one.columns.items() if header != "ผู้ชำระเงิน"}
    assert entered(mappings, replace(one, columns=columns)) == ((), ())

"""Verdicts: every typed field that the site shows is compared, what it does not show is owned up to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from made_up_site import (
    MakeMappings,
    changed,
    entered,
    journal_dict,
    journal_row,
    receipt_dict,
    receipt_row,
    site_dict,
)

from bot.domain.model import Entry, Readback
from bot.planning.mapping import Mappings
from bot.planning.verdict import compare, lookup_group, matches_row, seen_amount

LIST = {"date": "16 ม.ค. 2567", "payer": "นายทดสอบ", "amount": "100.25"}
DETAIL = {**LIST, "type": "ภาษีป้าย", "cash": "false", "bank": "อะไรก็ได้", "total": ""}


def receipt(mappings: Mappings, **cells: object) -> Entry:
    """One receipt."""
    [entry], _ = entered(mappings, receipt_row(2, **cells))
    return entry


def journal(mappings: Mappings) -> Entry:
    """One journal of two lines."""
    rows = [
        journal_row(2, description="ปรับปรุง", account="010", debit=1000),
        journal_row(3, account="021", credit=1000),
    ]
    [entry], _ = entered(mappings, *rows)
    return entry


def shown(fields: dict[str, str], *lines: dict[str, str], **parts: Any) -> Readback:
    """What the site shows."""
    return Readback(number="1", fields=fields, lines=lines, **parts)


def verdict(mappings: Mappings, entry: Entry, readback: Readback, *, whole: bool = True) -> Any:
    """Compare by the screen's `find`."""
    screen = mappings.screens[entry.screen]
    return compare(entry, readback, screen, mappings.site, lookup=screen.find, whole=whole)


def differing(found: Any) -> list[tuple[str, int | None, str, str]]:
    """Fields that differ."""
    return [(one.field, one.line, one.expected, one.seen) for one in found.differences]


def test_an_equal_document_is_proven(mappings: Mappings) -> None:
    """Every shown field equal; typed fields that are not shown are unproven; untyped blanks left alone."""
    found = verdict(mappings, receipt(mappings), shown(DETAIL))
    assert found.equal
    assert found.unproven == ("group", "office")


def test_what_was_not_typed_is_not_unproven(mappings: Mappings) -> None:
    """A blank field that is not shown needs no proof."""
    assert verdict(mappings, receipt(mappings, group=None), shown(DETAIL)).unproven == ("office",)


@pytest.mark.parametrize(
    ("field", "seen"),
    [("payer", "นายอื่น"), ("payer", ""), ("payer", "นายทด..."), ("amount", "100.52"), ("type", "ภาษีที่ดิน")],
)
def test_each_difference_is_told(mappings: Mappings, field: str, seen: str) -> None:
    """A different, missing or cut value is told with what was meant."""
    found = verdict(mappings, receipt(mappings), shown({**DETAIL, field: seen}))
    [one] = found.differences
    assert (one.field, one.seen) == (field, seen)
    assert not found.equal


def test_a_field_that_should_show_but_does_not_differs(mappings: Mappings) -> None:
    """A readback that lacks a field proves nothing of it."""
    found = verdict(mappings, receipt(mappings), shown({k: v for k, v in DETAIL.items() if k != "payer"}))
    assert differing(found) == [("payer", None, "นายทดสอบ", "")]


def test_the_place_decides_the_format(mappings: Mappings) -> None:
    """The list shows `16 ม.ค. 2567`; another era there is a difference."""
    found = verdict(mappings, receipt(mappings), shown({**DETAIL, "date": "16 ม.ค. 2024"}))
    assert differing(found) == [("date", None, "16/01/2567", "16 ม.ค. 2024")]


def test_computed_fields_are_compared_when_the_sheet_says_them(mappings: Mappings) -> None:
    """A computed field of the sheet must show; one that the sheet leaves blank is the site's own."""
    entry = receipt(mappings, total=100.25)
    assert not verdict(mappings, entry, shown(DETAIL)).equal
    assert verdict(mappings, entry, shown({**DETAIL, "total": "100.25"})).equal
    assert verdict(mappings, receipt(mappings), shown({**DETAIL, "total": "999"})).equal


def test_conditions_and_left_blanks(mappings: Mappings) -> None:
    """A field that was not typed (condition, or a blank left alone) is not compared."""
    assert verdict(mappings, receipt(mappings), shown({**DETAIL, "cash": "true"})).equal
    entry = receipt(mappings, cash="ไม่ใช่", bank="กรุงไทย")
    assert not verdict(mappings, entry, shown(DETAIL)).equal
    assert verdict(mappings, entry, shown({**DETAIL, "bank": "กรุงไทย"})).equal


def test_a_cancelled_document_differs(mappings: Mappings) -> None:
    """A document that is equal but cancelled is not what was meant."""
    found = verdict(mappings, receipt(mappings), shown(DETAIL, cancelled=True))
    assert [one.field for one in found.differences] == ["status"]


def test_the_list_alone(mappings: Mappings) -> None:
    """With `whole` false only list columns count; the rest is unproven."""
    found = verdict(mappings, receipt(mappings, cash="ใช่"), shown(LIST), whole=False)
    assert found.equal
    assert found.unproven == ("group", "type", "cash", "office")


LINES = (
    {"account": "010", "debit": "1,000.00", "credit": ""},
    {"account": "021", "debit": "0.00", "credit": "1,000.00"},
)
HEAD = {"date": "17/01/2567", "description": "ปรับปรุง", "debit": "1,000.00"}


def test_lines_are_compared_in_order(mappings: Mappings) -> None:
    """Equal lines prove the document; swapped ones differ by line and field."""
    entry = journal(mappings)
    assert verdict(mappings, entry, shown(HEAD, *LINES)).equal
    found = verdict(mappings, entry, shown(HEAD, *reversed(LINES)))
    assert {(one.field, one.line) for one in found.differences} == {
        ("account", 0), ("debit", 0), ("credit", 0), ("account", 1), ("debit", 1), ("credit", 1),
    }  # fmt: skip


@pytest.mark.parametrize("lines", [LINES[:1], (*LINES, LINES[1]), ()])
def test_the_number_of_lines_counts(mappings: Mappings, lines: tuple[dict[str, str], ...]) -> None:
    """A line lost or doubled is a difference."""
    found = verdict(mappings, journal(mappings), shown(HEAD, *lines))
    assert ("lines", None, "2", str(len(lines))) in differing(found)


def test_a_line_field_that_is_missing_differs(mappings: Mappings) -> None:
    """A line without one of its columns proves nothing of it."""
    found = verdict(mappings, journal(mappings), shown(HEAD, {"account": "010"}, LINES[1]))
    assert differing(found) == [("debit", 0, "1000.00", "")]


def test_a_list_column_may_show_the_sum_of_the_lines(mappings: Mappings) -> None:
    """A list column named after a line's field is compared with the document's total."""
    entry = journal(mappings)
    found = verdict(mappings, entry, shown({**HEAD, "debit": "999.00"}, *LINES), whole=False)
    assert differing(found) == [("debit", None, "1000.00", "999.00")]
    assert matches_row(entry, shown(HEAD), mappings.screens["JOURNAL"], mappings.site)


def test_lines_that_are_not_shown_are_unproven(mappings: Mappings) -> None:
    """Without the detail no line is proven; fields blank in all lines need no proof."""
    found = verdict(mappings, journal(mappings), shown(HEAD), whole=False)
    assert found.unproven == ("description", "account", "debit", "credit")
    assert found.equal


def test_unknown_line_columns_are_passed_by(make_mappings: MakeMappings) -> None:
    """A line's number or status in a table is no field."""
    screen = changed(journal_dict(), "find.detail.lines.columns.number", "#")
    made = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=screen)
    assert verdict(made, journal(made), shown(HEAD, *LINES)).equal


def test_rows_that_may_be_ours(mappings: Mappings) -> None:
    """A row contradicting nothing may be ours, a cut text counts as its beginning; a cancelled one never."""
    screen, entry = mappings.screens["RECEIPT"], receipt(mappings)
    for fields, ours in (
        (LIST, True),
        ({**LIST, "payer": "นายทด..."}, True),
        ({**LIST, "payer": "นายทด…"}, True),
        ({**LIST, "payer": "นายอื..."}, False),
        ({**LIST, "payer": "นายทด"}, False),
        ({**LIST, "amount": "100.26"}, False),
    ):
        assert matches_row(entry, shown(fields), screen, mappings.site) is ours
    assert not matches_row(entry, shown(LIST, cancelled=True), screen, mappings.site)


def test_groups_of_one_search(make_mappings: MakeMappings) -> None:
    """Entries with equal criteria go together; a search by number is for one document only."""
    find = receipt_dict()["find"]
    by_number = {**find, "criteria": [{"field": "number", "enter": {"at": {"css": "n"}}}]}
    made = make_mappings(site=site_dict(), receipt=receipt_dict(read_back=by_number), journal=journal_dict())
    plain = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal_dict())
    first, second = receipt(plain), replace(receipt(plain, amount=5), key="other")
    assert lookup_group(plain.screens["RECEIPT"], first) == ("2024-01-16",)
    assert lookup_group(plain.screens["RECEIPT"], second) == ("2024-01-16",)
    assert lookup_group(made.screens["RECEIPT"], first) == (first.key,)
    assert lookup_group(made.screens["RECEIPT"], second) != lookup_group(made.screens["RECEIPT"], first)


def test_amounts_that_the_site_shows(mappings: Mappings, make_mappings: MakeMappings) -> None:
    """The control total takes the shown amount, or the sum of shown lines; None when it shows none."""
    one, many = mappings.screens["RECEIPT"], mappings.screens["JOURNAL"]

    def seen(entry: Entry, readback: Readback, screen: Any) -> Decimal | None:
        return seen_amount(entry, readback, screen, lookup=screen.find, site=mappings.site)

    entry = receipt(mappings)
    assert seen(entry, shown({"amount": "1,100.25"}), one) == Decimal("1100.25")
    assert seen(entry, shown({"amount": ""}), one) is None
    assert seen(replace(entry, amount=Decimal(0)), shown({"amount": ""}), one) == 0
    assert seen(entry, shown({}), one) is None
    assert seen(entry, shown({"amount": "abc"}), one) is None
    lines = journal(mappings)
    assert seen(lines, shown({}, *LINES), many) == 1000
    assert seen(lines, shown({}, {"debit": "x"}), many) is None
    assert seen(lines, shown(HEAD), many) == 1000
    bare = receipt_dict()
    del bare["amount"]
    made = make_mappings(site=site_dict(), receipt=bare)
    assert seen(entry, shown(LIST), made.screens["RECEIPT"]) is None
    assert (
        seen(lines, shown({}), many.model_copy(update={"find": one.find.model_copy(update={"detail": None})}))
        is None
    )

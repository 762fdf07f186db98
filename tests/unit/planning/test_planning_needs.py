"""Documents that refer to others: which come first, what each needs, and circles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from made_up_site import codes, entered, problems_of, receipt_dict, receipt_row, site_dict, write_folder
from test_planning_across import cheque, cheque_dict, loaded, rows_of, slip, slip_dict

from bot.domain.model import Clearance, Need
from bot.language import say
from bot.planning.needs import needed_first
from bot.planning.plan import make_plan

PAYS = {"rule": "refers", "by": {"voucher": "old_number"}, "screen": "RECEIPT", "becomes": "number"}
LISTS = {
    "rule": "refers", "by": {"account": "old_number"}, "screens": ["RECEIPT", "CHEQUE"], "becomes": "number",
}  # fmt: skip


def test_an_entry_knows_what_it_needs(tmp_path: Path) -> None:
    """Each reference in header or line becomes a need with the other's key, field, line and what is typed."""
    act = {"field": "number", "says": "x", "act": {"th": "อนุมัติ", "en": "approve"}}
    paid = cheque_dict({**PAYS, "cleared": act})
    made = slip_dict(rules=[LISTS])
    mappings = loaded(tmp_path, receipt=receipt_dict(), cheque=paid, slip=made)
    rows = [receipt_row(2), *rows_of(paid, cheque("K-1", "R-0002", 1)),
            *rows_of(made, slip("S-1", "R-0002", sum=1), slip("S-1", "K-1"))]  # fmt: skip
    entries, problems = entered(mappings, *rows)
    assert problems == ()
    by_screen = {entry.screen: entry for entry in entries}
    receipt, paying, listing = (by_screen[screen] for screen in ("RECEIPT", "CHEQUE", "SLIP"))
    assert receipt.needs == ()
    clearance = Clearance(field="number", says="x", act=say("อนุมัติ", "approve"))
    assert paying.needs == (Need(key=receipt.key, field="voucher", becomes="number", clearance=clearance),)
    assert listing.needs == (
        Need(key=receipt.key, field="account", line=0, becomes="number"),
        Need(key=paying.key, field="account", line=1, becomes="number"),
    )


def test_a_number_of_before_needs_nothing(tmp_path: Path) -> None:
    """A document that stood on the site before is in the list: it passes as it is, and names no entry."""
    folder = tmp_path / "mappings"
    (folder / "lists").mkdir(parents=True)
    (folder / "lists" / "before.csv").write_text("old_number\nR-0001\n", encoding="utf-8")
    made = cheque_dict({**PAYS, "file": "lists/before.csv"})
    mappings = loaded(folder, receipt=receipt_dict(), cheque=made)
    known, unknown = rows_of(made, cheque("K-1", "R-0001", 1), cheque("K-2", "R-0009", 1))
    assert entered(mappings, known)[0][0].needs == ()
    assert codes(entered(mappings, unknown)[1]) == [("เช็ค!J3", "refers_nowhere")]


def test_what_is_not_sound_is_no_need(tmp_path: Path) -> None:
    """A reference to a document with an error names no entry; the error forbids the run anyway."""
    made = cheque_dict(PAYS)
    mappings = loaded(tmp_path, receipt=receipt_dict(), cheque=made)
    rows = rows_of(made, cheque("K-1", "R-0002", 1))
    entries, problems = entered(mappings, receipt_row(2, amount="x"), *rows)
    assert codes(problems) == [("รับเงิน!F2", "not_a_number")]
    assert [entry.needs for entry in entries] == [()]


def test_a_warning_makes_no_need(tmp_path: Path) -> None:
    """Where a reference is only looked at, nothing waits for it."""
    rule = {"rule": "refers", "by": {"voucher": "old_number"}, "screen": "RECEIPT", "severity": "warning"}
    made = cheque_dict(rule)
    mappings = loaded(tmp_path, receipt=receipt_dict(), cheque=made)
    entries, _ = entered(mappings, receipt_row(2), *rows_of(made, cheque("K-1", "R-0002", 1)))
    assert entries[1].needs == ()


def test_the_plan_puts_first_what_is_needed(tmp_path: Path) -> None:
    """A document comes after those that it names, even when these have a later day."""
    made = cheque_dict(PAYS)
    mappings = loaded(tmp_path, receipt=receipt_dict(), cheque=made)
    receipts = [receipt_row(2), receipt_row(3, date="20/01/2567"), receipt_row(4, date="19/01/2567")]
    cheques = rows_of(made, cheque("K-1", "R-0003", 1), cheque("K-2", "R-0002", 1))
    entries, _ = entered(mappings, *receipts, *cheques)
    plan = make_plan(entries, mappings)
    order = [planned.entry.fields["old_number"] for planned in plan.entries]
    assert order == ["R-0002", "K-2", "R-0004", "R-0003", "K-1"]


def test_of_one_day_the_original_numbers_count_up(tmp_path: Path) -> None:
    """Documents of one day and screen follow their original numbers, 9 before 10, whatever their rows."""
    counted = loaded(tmp_path, receipt=receipt_dict(original="old_number"))
    rows = [receipt_row(2, old_number="ก-10/67"), receipt_row(3, old_number="ก-9/67"),
            receipt_row(4, old_number="ก-9/67", date="15/01/2567")]  # fmt: skip
    rows[2] = replace(rows[2], cells={**rows[2].cells, "เลขที่เดิม": "ข-1/67"})
    entries, _ = entered(counted, *rows)
    plan = make_plan(entries, counted)
    numbers = [planned.entry.original for planned in plan.entries]
    assert numbers == ["ข-1/67", "ก-9/67", "ก-10/67"]
    other = loaded(tmp_path, receipt=receipt_dict())
    plan = make_plan(entered(other, *rows)[0], other)
    numbers = [planned.entry.original for planned in plan.entries]
    assert numbers == ["ข-1/67", "ก-10/67", "ก-9/67"]


def test_a_circle_is_told_once_by_its_cell(tmp_path: Path) -> None:
    """Two that name one another can neither come first: told at the first, with all its places."""
    back = {"rule": "refers", "by": {"payer": "old_number"}, "screen": "CHEQUE"}
    there, made = receipt_dict(rules=[back]), cheque_dict(PAYS)
    mappings = loaded(tmp_path, receipt=there, cheque=made)
    rows = [receipt_row(2, payer="K-1"), receipt_row(3, payer="K-2"),
            *rows_of(made, cheque("K-1", "R-0002", 1), cheque("K-2", None, 1))]  # fmt: skip
    entries, problems = entered(mappings, *rows)
    assert codes(problems) == [("รับเงิน!C2", "refers_in_circle")]
    assert "รับเงิน!C2 → เช็ค!J2" in problems[0].text.en or "เช็ค!J2 → รับเงิน!C2" in problems[0].text.en
    assert len(entries) == 3


def test_a_document_that_names_itself(tmp_path: Path) -> None:
    """A reference to the own document is a circle of one, in a line too."""
    rule = {"rule": "refers", "by": {"account": "old_number"}, "screen": "SLIP"}
    made = slip_dict(rules=[rule])
    mappings = loaded(tmp_path, receipt=receipt_dict(), slip=made)
    [problem] = entered(mappings, *rows_of(made, slip("S-1", "S-1", sum=1)))[1]
    assert (problem.cell, problem.code) == ("นำฝาก!E2", "refers_in_circle")


def test_nothing_is_left_out_of_an_order(tmp_path: Path) -> None:
    """Even entries in a circle stay in the order, at its end."""
    mappings = loaded(tmp_path, receipt=receipt_dict())
    first, second = entered(mappings, receipt_row(2), receipt_row(3))[0]
    first = replace(first, needs=(Need(key=first.key, field="payer"),))
    assert needed_first([first, second]) == [second, first]


def test_an_original_number_must_be_a_header_field(tmp_path: Path) -> None:
    """`original` names a field of the header."""
    write_folder(tmp_path, site=site_dict(), receipt=receipt_dict(original="x"))
    assert list(problems_of(tmp_path)) == ["mapping_unknown_name"]

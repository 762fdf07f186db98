"""An edited workbook comes again: what was done is known, whatever moved; what changed is told."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.lifecycle import Status
from bot.domain.model import Plan, Receipt
from bot.ledger.store import Store, open_ledger
from bot.planning.cautions import cautions_of
from bot.planning.entries import Calendar, make_entries
from bot.planning.mapping import Mappings, load_mappings
from bot.planning.plan import make_plan
from bot.planning.sheet import read_workbook

HERE = Path(__file__).parents[1] / "golden" / "sound_workbook"
MAPPINGS: Mappings = load_mappings(HERE / "mappings")
HEADS = {
    "รับเงิน": [
        "เลขที่เดิม", "วันที่รับเงิน", "ผู้ชำระเงิน", "หมวดรายรับ", "ประเภทรายรับ", "จำนวนเงิน",
        "เงินสด", "บัญชีธนาคาร", "ยอดรวม", "เลขประจำตัวผู้เสียภาษี", "จำนวนใบเสร็จ", "วันครบกำหนด",
    ],
    "ใบผ่าน": ["เลขที่เดิม", "วันที่", "คำอธิบาย", "รหัสบัญชี", "เดบิต", "เครดิต"],
}  # fmt: skip
Cells = list[object]
Sheets = Mapping[str, Sequence[Cells]]


def paid(amount: float) -> Cells:
    """The amount, two blank cells, and the total of the receipt."""
    return [amount, None, None, amount]


def receipts(count: int) -> list[Cells]:
    """Receipts, two of them lawful twins."""
    made: list[Cells] = [
        ["", f"RCPT-{n:05d}/67", "17/01/2567", f"นาย {n}", "ภาษี", "ภาษีป้าย", *paid(n * 10 + 0.25)]
        for n in range(1, count + 1)
    ]
    return [*made, ["ซ้ำจริง", *made[0][1:]]]


def journal(number: int, amounts: Sequence[int]) -> list[Cells]:
    """A journal voucher with a debit for each amount and one credit."""
    head: Cells = ["", f"JV-{number:04d}/67", "18/01/2567", "ปรับปรุง"]
    debits = [[*head, "010", amount, None] for amount in amounts]
    return [*debits, [*head, "021", None, sum(amounts)]]


def plan_of(sheets: Sheets, name: str = "งาน.xlsx", *, swapped: bool = False) -> Plan:
    """Write the workbook (its columns in another order, if told), read it and plan it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with xlsxwriter.Workbook(path) as book:
            for sheet, rows in sheets.items():
                written = book.add_worksheet(sheet)
                head = ["สถานะแถว", *HEADS[sheet]]
                for index, row in enumerate([head, *rows]):
                    cells = [*row, *[None] * (len(head) - len(row))]
                    written.write_row(index, 0, cells[::-1] if swapped else cells)
        workbook = read_workbook(path, MAPPINGS)
        entries, problems = make_entries(workbook, MAPPINGS, Calendar())
    found = [one for one in (*workbook.problems, *problems) if one.severity != "note"]
    assert found == []
    return make_plan(entries, MAPPINGS, cautions_of(found))


def posted(store: Store, plan: Plan, count: int) -> None:
    """Enter the first entries of a plan."""
    run = store.begin_run(plan, operator="ทดสอบ")
    store.enqueue(plan)
    for number in range(count):
        claim = store.claim(run)
        assert claim is not None
        key = claim.planned.entry.key
        store.about_to_commit(key, baseline=(), typed={})
        at = datetime(2024, 8, 13, 9, tzinfo=UTC) + timedelta(minutes=number)
        store.posted(key, Receipt(number=f"N-{number}", message="ok", at=at, how="shown"))


@st.composite
def moved(draw: st.DrawFn, sheets: Sheets) -> dict[str, list[Cells]]:
    """Sort the rows of every sheet anyhow and put blank rows between them."""
    made: dict[str, list[Cells]] = {}
    for sheet in draw(st.permutations(list(sheets))):
        rows: list[Cells] = []
        for row in draw(st.permutations(list(sheets[sheet]))):
            rows += [[]] * draw(st.integers(0, 1)) + [row]
        made[sheet] = rows
    return made


SHEETS: Sheets = {
    "รับเงิน": receipts(4),
    "ใบผ่าน": [*journal(1, (10, 20)), *journal(2, (5, 5, 7))],
}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), done=st.integers(0, 7), name=st.sampled_from(["x.xlsx", "แก้ไขครั้งที่ 2.xlsm"]))
def test_sorting_inserting_and_renaming_change_nothing(data: Any, done: int, name: str) -> None:
    """Whatever was posted, the same documents in another order and file are all known, none is replaced."""
    plan = plan_of(SHEETS)
    assert len(plan.entries) == 7
    with tempfile.TemporaryDirectory() as folder:
        store = open_ledger(Path(folder) / "ledger.sqlite3")
        try:
            posted(store, plan, done)
            before = {s.entry.key: (s.status, s.number) for s in store.reports.standings()}
            again = plan_of(
                data.draw(moved(SHEETS)), name.replace(".xlsm", ".xlsx"), swapped=data.draw(st.booleans())
            )
            told = store.enqueue(again)
            assert (told.known, told.new) == (7, 0)
            assert (told.changed, told.gone, told.replaced, told.dropped, told.unsettled) == ((),) * 5
            assert {s.entry.key: (s.status, s.number) for s in store.reports.standings()} == before
        finally:
            store.close()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), done=st.integers(0, 7), target=st.integers(1, 3))
def test_each_edit_is_told_for_what_it_is(data: Any, done: int, target: int) -> None:
    """One row edited, one added, one taken out: replaced or refused, new, dropped or gone; no other moves."""
    plan = plan_of(SHEETS)
    rows = {str(row[1]): row for row in SHEETS["รับเงิน"]}
    edited, lost = f"RCPT-{target:05d}/67", f"RCPT-{target % 3 + 2:05d}/67"
    if edited == lost or target == 1:
        edited = "RCPT-00003/67" if lost != "RCPT-00003/67" else "RCPT-00002/67"
    changed = [
        [*row[:6], *paid(999.75)] if row[1] == edited else row for row in SHEETS["รับเงิน"] if row[1] != lost
    ]
    new = ["", "RCPT-00099/67", *rows["RCPT-00001/67"][2:]]
    keys = {str(one.entry.fields["old_number"]): one.entry.key for one in plan.entries}
    with tempfile.TemporaryDirectory() as folder:
        store = open_ledger(Path(folder) / "ledger.sqlite3")
        try:
            posted(store, plan, done)
            was = {s.entry.key: s.status for s in store.reports.standings()}
            told = store.enqueue(plan_of(data.draw(moved({**SHEETS, "รับเงิน": [*changed, new]}))))
            assert (told.new, told.known) == (1, 5)
            if was[keys[edited]] is Status.POSTED:
                [change] = told.changes
                assert change.old.fields["amount"] != change.new.fields["amount"] == Decimal("999.75")
                assert told.replaced == ()
            else:
                assert (told.replaced, told.changes) == ((keys[edited],), ())
            is_posted = was[keys[lost]] is Status.POSTED
            assert told.gone == ((keys[lost],) if is_posted else ())
            assert told.dropped == (() if is_posted else (keys[lost],))
        finally:
            store.close()

"""The sample: valid against the site's own rules, repeatable, and without exact twins."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from practice_client import value_of

from bot.practice.catalogue import load
from bot.practice.forms import State
from bot.practice.kinds import long_date
from bot.practice.made_up import FIRST_DAY, LAST_DAY, Books, Row, make_books
from bot.practice.sample import COLUMNS, write_sample
from bot.practice.screens.receipts import WAYS
from bot.practice.site import Site, open_site
from bot.practice.store import Draft

ENTRIES = 600


@pytest.fixture(scope="module")
def books() -> Books:
    return make_books(entries=ENTRIES, seed=7)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = open_site(tmp_path / "site.sqlite3")
    yield site
    site.store.close()


def typed(value: object) -> str:
    if isinstance(value, date):
        return long_date(value)
    return "" if value is None else str(value)


def receipt_state(row: Row) -> State:
    catalogue = load()
    kinds = catalogue.allocated_taxes
    state = {"lblReceiver": "x"}
    if "หมวดรายรับ" in row:
        state["ddlReceiveType"] = value_of(catalogue.revenue_categories, str(row["หมวดรายรับ"]))
        kinds = catalogue.revenue_types[state["ddlReceiveType"]]
    bank = str(row["บัญชีธนาคาร"])
    return state | {
        "txtReceiveDate": typed(row["วันที่รับเงิน"]),
        "txtPayer": typed(row["ผู้ชำระเงิน"]),
        "ddlRecTypeName": value_of(kinds, str(row["ประเภทรายรับ"])),
        "txtDetail": typed(row["รายละเอียด"]),
        "txtAmount": typed(row["จำนวนเงิน"]),
        "rdoPayType": value_of(WAYS, str(row["ประเภทการรับเงิน"])),
        "ddlBank": value_of(catalogue.banks, bank) if bank else "",
        "txtReceiptCount": typed(row["จำนวนใบเสร็จรับเงิน"]),
        "txtRemark": typed(row["หมายเหตุ"]),
    }


def voucher_state(row: Row) -> State:
    catalogue = load()
    plan = value_of(catalogue.plans, str(row["แผนงาน"]))
    job = value_of(catalogue.jobs[plan], str(row["งาน"]))
    category = value_of(catalogue.categories, str(row["หมวดรายจ่าย"]))
    kind = value_of(catalogue.types[category], str(row["ประเภทรายจ่าย"]))
    lines = catalogue.lines_of(plan, job, category, kind)
    return {
        "ddlSection": next(s.value for s in catalogue.sections if s.caption == row["ส่วน/กอง ผู้เบิก"]),
        "ddlSource": value_of(catalogue.sources, str(row["แหล่งเงิน"])),
        "FbddlPlan": plan,
        "FbddlJob": job,
        "FbddlCategory": category,
        "FbddlType": kind,
        "ddlItem": next(line.value for line in lines if line.item == row["รายการ"]),
        "txtVoucherDate": typed(row["วันที่จัดทำฎีกา"]),
        "txtPayee": typed(row["ผู้รับเงิน"]),
        "txtTaxId": typed(row["เลขประจำตัวผู้เสียภาษี"]),
        "txtInvoiceNo": typed(row["เลขที่ใบแจ้งหนี้"]),
        "txtInvoiceDate": typed(row["วันที่ในใบแจ้งหนี้"]),
        "txtDescription": typed(row["คำอธิบายรายการ"]),
        "txtValue": typed(row["มูลค่าสินค้า/บริการ"]),
        "txtVat": typed(row["ภาษีมูลค่าเพิ่ม"]),
        "txtWht": typed(row["ภาษีหัก ณ ที่จ่าย"]),
        "txtFine": typed(row["ค่าปรับ"]),
        "txtOther": typed(row["หักอื่น ๆ"]),
        "txtRemark": typed(row["หมายเหตุ"]),
    }


def journal_state(head: Row, lines: list[Row]) -> State:
    state = {
        "_rows": str(len(lines)),
        "txtDate": typed(head["วันที่"]),
        "txtDescription": typed(head["คำอธิบาย"]),
    }
    for row, line in enumerate(lines, 2):
        for column, caption in (("Account", "รหัสบัญชี"), ("Debit", "เดบิต"), ("Credit", "เครดิต")):
            state[f"grdLine:_ctl{row}:txt{column}"] = typed(line[caption])
    return state


def take(site: Site, screen: str, state: State) -> Draft:
    draft = site.screens[screen].check(state)
    assert isinstance(draft, Draft), (draft, state)
    site.store.add(draft, "x")
    return draft


@pytest.mark.parametrize("seed", [1, 7])
def test_the_site_takes_every_entry(site: Site, seed: int) -> None:
    """Each document passes the screen's rules in order, budget and computed amounts included."""
    books = make_books(entries=ENTRIES, seed=seed)
    for row in books.taxes:
        take(site, "REC_TAX_ALLOT", receipt_state(row))
    for row in books.incomes:
        take(site, "REC_ASSET_RENT_OUTSIDE", receipt_state(row))
    for row in books.vouchers:
        fields = take(site, "EXP_VOUCHER_BUDGET", voucher_state(row)).fields
        for caption in ("จำนวนเงินที่ขอเบิกทั้งสิ้น", "จำนวนเงินที่รับสุทธิ"):
            assert fields[caption] == f"{row[caption]:.2f}"
    for head, lines in books.journals:
        stored = take(site, "ACC_GENERAL_JOURNAL", journal_state(head, lines)).lines
        assert [line["ชื่อบัญชี"] for line in stored] == [line["ชื่อบัญชี"] for line in lines]


def test_the_budget_lasts_for_very_many_entries() -> None:
    """The lines are not overdrawn, in whatever order the vouchers come."""
    spent: Counter[tuple[object, ...]] = Counter()
    for row in make_books(entries=10_000, seed=3).vouchers:
        key = tuple(row[c] for c in ("แผนงาน", "งาน", "หมวดรายจ่าย", "ประเภทรายจ่าย", "รายการ"))
        spent[key] += row["จำนวนเงินที่ขอเบิกทั้งสิ้น"]
    budget = {captions: line.amount for line, captions in load().budget_captions()}
    assert len(budget) == len(load().budget)
    assert all(spent[key] <= budget[key] for key in spent)


def test_the_mix_is_as_promised(books: Books) -> None:
    """Shares, dates, weekdays, line counts and satang."""
    assert (len(books.taxes), len(books.incomes), len(books.vouchers), len(books.journals)) == (
        120,
        180,
        210,
        90,
    )
    days = [row["วันที่รับเงิน"] for row in books.taxes + books.incomes]
    assert all(FIRST_DAY <= day <= LAST_DAY for day in days)
    assert sum(day.weekday() >= 5 for day in days) < len(days) * 0.1
    assert {len(lines) for _, lines in books.journals} == set(range(2, 10))
    assert any(row["จำนวนเงิน"] % 1 for row in books.incomes)


def test_no_two_documents_are_alike_but_some_nearly(books: Books) -> None:
    """Without the old number no document repeats; some pairs differ in one field only."""
    for rows in (books.taxes, books.incomes, books.vouchers):
        bare = [{c: v for c, v in row.items() if c != "เลขที่เดิม"} for row in rows]
        assert len({tuple(row.items()) for row in bare}) == len(bare)
        near = sum(
            sum(a[c] != b[c] for c in a) == 1
            for i, a in enumerate(bare)
            for b in bare[:i]
            if a.keys() == b.keys()
        )
        assert near > 0
    heads = [str((head["วันที่"], head["คำอธิบาย"], lines)) for head, lines in books.journals]
    assert len(set(heads)) == len(heads)


def test_every_old_number_is_used_once(books: Books) -> None:
    """Receipts of both sheets share a series; vouchers have one per section."""
    numbers = [row["เลขที่เดิม"] for row in books.taxes + books.incomes + books.vouchers]
    numbers += [head["เลขที่เดิม"] for head, _ in books.journals]
    assert len(set(numbers)) == ENTRIES


def test_texts_hold_nothing_that_the_site_refuses(books: Books) -> None:
    """No markup, no blanks at the ends, and both long texts and Thai digits occur."""
    texts = [str(v) for row in books.taxes + books.incomes + books.vouchers for v in row.values()]
    assert all(text == text.strip() and "<" not in text and "&#" not in text for text in texts)
    assert any(len(text) > 200 for text in texts)
    assert any("๒๕๖๗" in text for text in texts)


@pytest.mark.parametrize("entries", [0, 1, 3, 7])
def test_small_samples_have_the_number_asked_for(entries: int) -> None:
    """Rounding loses no document."""
    books = make_books(entries=entries, seed=1)
    assert len(books.taxes + books.incomes + books.vouchers) + len(books.journals) == entries


def test_the_workbook_holds_the_books(tmp_path: Path, books: Books) -> None:
    """Header in row 1, codes and numbers as text, amounts as numbers, dates mostly Thai text; repeatable."""
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_sample(first, entries=ENTRIES, seed=7)
    write_sample(second, entries=ENTRIES, seed=7)
    one, two = openpyxl.load_workbook(first), openpyxl.load_workbook(second)
    assert one.sheetnames == list(COLUMNS)
    for sheet in one:
        cells = list(sheet.values)
        assert cells == list(two[sheet.title].values)
        assert cells[0] == COLUMNS[sheet.title]
    taxes = list(one["ภาษีจัดสรร"].values)[1:]
    assert len(taxes) == 120
    dates = Counter(type(row[1]).__name__ for row in taxes)
    assert dates["str"] > 100
    assert dates["datetime"] > 0
    assert all(Decimal(str(cell[5])) == row["จำนวนเงิน"] for cell, row in zip(taxes, books.taxes, strict=True))
    journal = list(one["ใบผ่านรายการบัญชีทั่วไป"].values)[1:]
    assert all(isinstance(row[3], str) for row in journal)
    assert len(journal) == sum(len(lines) for _, lines in books.journals)

"""From request to payment, from loan to clearing, from one budget line to another; a person approves between."""

from collections.abc import Mapping

import pytest
from chain_office import ChainOffice

from bot.practice.catalogue import load

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chains of money out")]

DONE, WAITS_FOR_A_PERSON = 0, 5
BANK = load().banks[1].caption
STAFF = [option.caption for option in load().staff]
SELLER = load().payees[2]
NAMES = ("plan", "job", "category", "type", "item")
PURCHASE = (
    "PUR_REQUEST",
    "PUR_CONTRACT",
    "PUR_INSPECTION",
    "EXP_VOUCHER_CONTRACT",
    "EXP_CHEQUE",
    "EXP_PAYMENT",
)


def levels(words: str) -> dict[str, str]:
    captions = next(c for _, c in load().budget_captions() if words in c[4])
    return dict(zip(NAMES, captions, strict=True))


SUPPLIES, FUEL = levels("วัสดุสำนักงาน สำนักปลัด"), levels("วัสดุเชื้อเพลิงและหล่อลื่น สำนักปลัด")
REQUEST, CONTRACT, INSPECTION, VOUCHER, CHEQUE, PAYMENT = (
    "ซจ-0012/67", "สญ-0007/67", "ตร-0005/67", "กช-0009/67", "รช-0004/67", "จง-0003/67",
)  # fmt: skip
OLD = (REQUEST, CONTRACT, INSPECTION, VOUCHER, CHEQUE, PAYMENT)
SHEETS: Mapping[str, list[dict[str, object]]] = {
    "PUR_REQUEST": [
        {
            "old_number": REQUEST, "date": "05/02/2567", "section": "กองช่าง", "source": "เงินงบประมาณ",
            **levels("ถึงบ้านนายสมหมาย"), "kind": "จ้าง", "method": "เฉพาะเจาะจง", "subject": "จ้างก่อสร้างถนน",
            "asker": STAFF[8], "officer": STAFF[6], "head": STAFF[0], "inspector": STAFF[8], "total": "200000",
            "thing": "ถนน คสล.", "quantity": "1", "unit": "สาย", "price": "200000", "line_total": "200000",
        }
    ],
    "PUR_CONTRACT": [
        {
            "old_number": CONTRACT, "date": "12/02/2567", "kind": "สัญญา", "request": REQUEST,
            "requested": "200000", "contract_no": "1/2567", "payee": SELLER.name, "tax_id": SELLER.tax_id,
            "amount": "200000", "instalments": "1", "begins": "13/02/2567", "ends": "13/04/2567",
            "fine_rate": "0.25",
        }
    ],
    "PUR_INSPECTION": [
        {
            "old_number": INSPECTION, "date": "20/04/2567", "contract": CONTRACT, "instalment": "1",
            "amount": "200000", "delivered": "18/04/2567", "invoice": "IV1", "late": "5", "fine": "2500",
            "inspector": STAFF[8],
        }
    ],
    "EXP_VOUCHER_CONTRACT": [
        {
            "old_number": VOUCHER, "date": "22/04/2567", "section": "กองช่าง", "source": "เงินงบประมาณ",
            "inspection": INSPECTION, "inspected": "200000", "description": "ค่าก่อสร้าง", "value": "186915.89",
            "vat": "13084.11", "gross": "200000", "withheld": "1869.16", "fine": "2500", "net": "195630.84",
        }
    ],
    "EXP_CHEQUE": [
        {
            "old_number": CHEQUE, "date": "25/04/2567", "kind": "เช็ค", "bank": BANK, "cheque_no": "10000001",
            "cheque_date": "25/04/2567", "pay_to": SELLER.name, "signer1": STAFF[0], "signer2": STAFF[4],
            "total": "195630.84", "voucher": VOUCHER, "net": "195630.84",
        }
    ],
    "EXP_PAYMENT": [
        {
            "old_number": PAYMENT, "date": "26/04/2567", "cheque": CHEQUE, "cheque_no": "10000001",
            "amount": "195630.84", "receiver": "ผู้แทนบริษัท", "payer": STAFF[0],
        }
    ],
}  # fmt: skip


def number_of(office: ChainOffice, screen: str) -> str:
    [document] = office.stored(screen)
    return str(document["number"])


def test_a_purchase_is_paid_in_five_runs(office: ChainOffice) -> None:
    """Each run goes as far as a person has approved; every document names the new numbers, and reads back."""
    office.workbook(**{screen: SHEETS[screen] for screen in reversed(PURCHASE)})
    steps = (
        ("PUR_REQUEST", WAITS_FOR_A_PERSON, 1),
        ("PUR_CONTRACT", WAITS_FOR_A_PERSON, 2),
        ("EXP_VOUCHER_CONTRACT", WAITS_FOR_A_PERSON, 4),
        ("EXP_CHEQUE", WAITS_FOR_A_PERSON, 5),
        ("EXP_PAYMENT", DONE, 6),
    )
    for screen, code, there in steps:
        assert office.run() == code
        assert len(office.door("documents")) == there
        statuses = office.statuses()
        assert [statuses[old] for old in OLD] == ["POSTED"] * there + ["WAITING"] * (6 - there)
        if code == WAITS_FOR_A_PERSON:
            new = number_of(office, screen)
            message = office.standings()[OLD[there]].message
            assert message is not None
            assert new in message.en
            office.person((screen, new))
    assert office.verify() == DONE
    assert set(office.statuses().values()) == {"VERIFIED"}
    numbers = {old: standing.number for old, standing in office.standings().items()}
    assert numbers == dict(zip(OLD, (number_of(office, screen) for screen in PURCHASE), strict=True))
    named = {
        "PUR_CONTRACT": ("เลขที่รายงานขอซื้อขอจ้าง", REQUEST),
        "PUR_INSPECTION": ("เลขที่สัญญาในระบบ", CONTRACT),
        "EXP_VOUCHER_CONTRACT": ("เลขที่ตรวจรับ", INSPECTION),
        "EXP_PAYMENT": ("เลขที่รายงานการจัดทำเช็ค", CHEQUE),
    }
    for screen, (caption, old) in named.items():
        assert office.stored(screen)[0]["fields"][caption] == numbers[old]
    [line] = office.stored("EXP_CHEQUE")[0]["lines"]
    assert line["เลขที่ผู้เบิก"] == numbers[VOUCHER]


LOAN, LENT, CLEARED = "บย-0002/67", "สป-0031/67", "สย-0001/67"
LENDING: Mapping[str, list[dict[str, object]]] = {
    "LOAN_BUDGET": [
        {
            "old_number": LOAN, "date": "05/02/2567", "borrower": STAFF[3], "purpose": "เดินทางไปราชการ",
            "section": "สำนักปลัด", **levels("ค่าใช้จ่ายในการเดินทางไปราชการ"), "amount": "5000", "due": "05/03/2567",
        }
    ],
    "EXP_VOUCHER_LOAN": [
        {
            "old_number": LENT, "date": "06/02/2567", "section": "สำนักปลัด", "loan": LOAN, "lent": "5000",
            "description": "ยืมเงินเดินทางไปราชการ", "value": "5000", "gross": "5000", "net": "5000",
        }
    ],
    "LOAN_CLEARING": [
        {
            "old_number": CLEARED, "date": "06/03/2567", "loan": LOAN, "voucher": LENT, "owed": "5000",
            "spent": "4500", "returned": "500", "bank": BANK, "amount": "5000",
        }
    ],
}  # fmt: skip


def test_a_loan_is_lent_and_cleared(office: ChainOffice) -> None:
    """The voucher waits for the loan's approval; the clearing names both by their new numbers."""
    office.workbook(**LENDING)
    assert office.run() == WAITS_FOR_A_PERSON
    assert office.statuses() == {LOAN: "POSTED", LENT: "WAITING", CLEARED: "WAITING"}
    office.person(("LOAN_BUDGET", number_of(office, "LOAN_BUDGET")))
    assert office.run() == DONE
    assert office.verify() == DONE
    [cleared] = office.stored("LOAN_CLEARING")
    assert cleared["fields"]["เลขที่สัญญายืม"] == number_of(office, "LOAN_BUDGET")
    assert cleared["fields"]["เลขที่ผู้เบิก (ฎีกาเงินยืม)"] == number_of(office, "EXP_VOUCHER_LOAN")
    assert set(office.statuses().values()) == {"VERIFIED"}


def test_a_voucher_spends_what_was_transferred(office: ChainOffice) -> None:
    """More than the line had at first: the transfer of an earlier day is entered before the voucher."""
    at_first = next(line.amount for line, c in load().budget_captions() if c[4] == FUEL["item"])
    gross = f"{at_first + 3000:.2f}"
    head = {
        "old_number": "อน-0001/67", "date": "01/03/2567", "times": "1", "authority": "ผู้บริหารท้องถิ่น",
        "reason": "ไม่พอจ่าย", "down": "5000", "up": "5000",
    }  # fmt: skip
    voucher = {
        "old_number": "สป-0040/67", "date": "04/03/2567", "section": "สำนักปลัด", "source": "เงินงบประมาณ",
        **FUEL, "payee": SELLER.name, "tax_id": SELLER.tax_id, "description": "ค่าน้ำมัน", "value": gross,
        "gross": gross, "net": gross,
    }  # fmt: skip
    office.workbook(
        EXP_VOUCHER_BUDGET=[voucher],
        BUD_TRANSFER=[
            {**head, "way": "โอนลด", **SUPPLIES, "amount": "5000"},
            {**head, "way": "โอนเพิ่ม", **FUEL, "amount": "5000"},
        ],
    )
    assert office.run() == DONE
    assert office.verify() == DONE
    assert [document["screen"] for document in office.door("documents")] == [
        "BUD_TRANSFER",
        "EXP_VOUCHER_BUDGET",
    ]
    [spent] = office.stored("EXP_VOUCHER_BUDGET")
    assert spent["fields"]["งบประมาณคงเหลือหลังหัก"] == "2000.00"

"""Receipts of every kind, deposit slip, summary and bank deposit, by original numbers alone."""

import pytest
from chain_office import ChainOffice

from bot.practice.catalogue import load

pytestmark = pytest.mark.browser

BANK = load().banks[0].caption
STAFF = [option.caption for option in load().staff]
DAY = "05/02/2567"
CASH = {"method": "เงินสด"}
INTO_BANK = {"method": "โอนเข้าบัญชีธนาคาร", "bank": BANK}


def receipt(number: int, **cells: object) -> dict[str, object]:
    """Give a receipt of the day; the extra columns are optional ones that are filled too."""
    common = {"date": DAY, "detail": "ตามเอกสาร", "receipts": "1", "remark": "หมายเหตุ"}
    return {"old_number": f"RCPT-{number:05d}/67", "payer": "นายชูชาติ ตัวอย่าง", **common, **cells}


RECEIPTS: dict[str, list[dict[str, object]]] = {
    "REC_TAX_ALLOT": [receipt(1, type="ภาษีสุรา", amount="100.25", **CASH)],
    "REC_TAX": [
        receipt(
            2, book_no="12/34", taxpayer=load().taxpayers[0].code, payer=None, tax="100", surcharge="2.50",
            penalty="1", amount="103.50", **CASH,
        )
    ],
    "REC_TAX_ALLOT_LINK": [
        receipt(
            3, book_no="12/35", type="ภาษีสรรพสามิต", letter_no="มท 1", period="มกราคม", amount="9000",
            **INTO_BANK,
        )
    ],
    "REC_GRANT_GENERAL": [
        receipt(4, type="เงินอุดหนุนทั่วไป", letter_no="มท 2", instalment="1", amount="70000.25", **INTO_BANK)
    ],
    "REC_GRANT_SPECIFIC": [
        receipt(
            5, type="เงินอุดหนุนระบุวัตถุประสงค์", project="อาหารกลางวัน", letter_no="มท 3", instalment="2",
            amount="30000", **INTO_BANK,
        )
    ],
    "REC_SLAUGHTER_DUTY": [receipt(6, animal="สุกร", heads="4", rate="10", amount="40", **CASH)],
    "REC_SLAUGHTERHOUSE": [receipt(7, animal="โค", heads="2", rate="25", amount="50", **CASH)],
    "REC_ANIMAL_STABLE": [receipt(8, animal="แพะ", heads="3", rate="2", amount="6", **CASH)],
    "REC_DEPOSIT": [receipt(9, held_type="เงินรับฝากอื่น ๆ", amount="500", **CASH)],
}  # fmt: skip
NUMBERS = [str(rows[0]["old_number"]) for rows in RECEIPTS.values()]
SLIP = {
    "old_number": "นส-0001/67", "date": DAY, "section": "กองคลัง", "sender": STAFF[1], "taker": STAFF[2],
    "total": "109800.00", "cash": "799.75", "remark": "นำส่ง",
}  # fmt: skip
SUMMARY = {
    "old_number": "สนส-0001/67", "date": DAY, "checker": STAFF[0], "slips": "1", "total": "109800.00",
    "cash": "799.75", "remark": "สรุป", "slip": "นส-0001/67",
}  # fmt: skip
BANKED = {
    "old_number": "นฝ-0001/67", "date": "06/02/2567", "summary": "สนส-0001/67", "summary_cash": "799.75",
    "bank": BANK, "amount": "799.75", "slip_no": "123", "remark": "ฝาก",
}  # fmt: skip


def chain(**changes: dict[str, object]) -> dict[str, list[dict[str, object]]]:
    """Give the sheets of the whole chain, with some cells otherwise."""
    slip = {**SLIP, **changes.get("slip", {})}
    return {
        "REC_BANK_DEPOSIT": [{**BANKED, **changes.get("bank", {})}],
        "REC_DEPOSIT_SUMMARY": [{**SUMMARY, **changes.get("summary", {})}],
        "REC_DEPOSIT_SLIP": [{**slip, "receipt": number} for number in NUMBERS],
        **RECEIPTS,
    }


def test_a_days_receipts_reach_the_bank_and_read_back(office: ChainOffice) -> None:
    """All twelve documents are stored once, each names the new numbers, and every field reads back."""
    office.workbook(**chain())
    assert office.run() == 0
    assert office.verify() == 0
    standings = office.standings()
    assert set(office.statuses().values()) == {"VERIFIED"}
    unproven = {name: standing.verdict.unproven for name, standing in standings.items() if standing.verdict}
    assert not any(unproven.values())
    [slip] = office.stored("REC_DEPOSIT_SLIP")
    assert [line["เลขที่ใบเสร็จ"] for line in slip["lines"]] == [standings[one].number for one in NUMBERS]
    [banked] = office.stored("REC_BANK_DEPOSIT")
    assert banked["fields"]["ใบสำคัญสรุปใบนำส่ง"] == standings["สนส-0001/67"].number
    before = len(office.door("documents"))
    assert office.run() == 0
    assert len(office.door("documents")) == before

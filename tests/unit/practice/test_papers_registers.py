"""Registers and reports that are computed from what the papers posted."""

import pytest
from office_life import BANK, CHEQUE, PAYMENT, ROAD, THINGS, VOUCHER, Office
from paper_client import cancel, key_in
from practice_client import Client, save_income, save_tax, save_voucher
from test_papers_budget import FUEL, SUPPLIES, line, transfer
from test_papers_receiving import RECEIPTS, slip, summary
from test_practice_lists import rows, search

from bot.practice.menu import by_key
from bot.practice.server import Address

FIRST, SECOND = "เงินฝากธนาคาร - ออมทรัพย์ เลขที่ 701-1-00017-4", "เงินฝากธนาคาร - กระแสรายวัน เลขที่ 701-6-00028-9"


@pytest.fixture
def office(client: Client, address: Address) -> Office:
    return Office(client, address)


def report(client: Client, key: str, **criteria: str) -> list[list[str]]:
    return rows(search(client, key, **criteria))


def test_the_daily_status_carries_forward(office: Office) -> None:
    """Each account before, in, out and after; an approved cheque waits until it is paid."""
    client = office.client
    deposit = key_in(client, "REC_DEPOSIT", RECEIPTS["REC_DEPOSIT"])
    total = summary(client, slip(client, deposit))
    key_in(client, "REC_GRANT_GENERAL", RECEIPTS["REC_GRANT_GENERAL"])
    banked = {"txtDate": "06/02/2567", "txtSummary": total, "ddlBank": BANK, "txtAmount": "500"}
    key_in(client, "REC_BANK_DEPOSIT", banked)
    day = {"txtDateFrom": "05/02/2567", "txtDateTo": "05/02/2567"}
    found = {row[0]: row[1:] for row in report(client, "REP_DAILY_STATUS", **day)}
    assert found["เงินสด"] == ["0.00", "500.00", "0.00", "500.00"]
    day = {"txtDateFrom": "06/02/2567", "txtDateTo": "06/02/2567"}
    found = {row[0]: row[1:] for row in report(client, "REP_DAILY_STATUS", **day)}
    assert found["เงินสด"] == ["500.00", "0.00", "500.00", "0.00"]
    assert found[FIRST] == ["70,000.25", "0.00", "0.00", "70,000.25"]
    assert found[SECOND] == ["0.00", "500.00", "0.00", "500.00"]
    cheque = office.cheque(office.voucher())
    day = {"txtDateFrom": "25/04/2567", "txtDateTo": "25/04/2567"}
    assert report(client, "REP_DAILY_STATUS", **day)[-1] == [
        "เช็คที่อนุมัติแล้วผู้มีสิทธิยังไม่มารับ จำนวน 1 ฉบับ",
        "",
        "",
        "",
        "198,130.84",
    ]
    key_in(client, "EXP_PAYMENT", PAYMENT | {"txtCheque": cheque})
    assert "จำนวน 1 ฉบับ" in report(client, "REP_DAILY_STATUS", **day)[-1][0]
    day = {"txtDateFrom": "26/04/2567", "txtDateTo": "26/04/2567"}
    assert report(client, "REP_DAILY_STATUS", **day)[-1][-1] == "0.00"


def test_the_cash_books_show_money_in_and_out(office: Office) -> None:
    """Debits of cash and bank stand in the one, credits in the other, day by day."""
    client = office.client
    save_tax(client, txtReceiveDate="07/02/2567")
    cancelled = key_in(client, "REC_DEPOSIT", RECEIPTS["REC_DEPOSIT"])
    key_in(client, "REC_GRANT_GENERAL", RECEIPTS["REC_GRANT_GENERAL"])
    cancel(client, cancelled)
    page = search(client, "REP_CASH_RECEIPTS")
    assert [row[:2] + row[3:] for row in rows(page)] == [
        ["5/2/2567", "RCPT-00388/67", "02101", "", "70,000.25"],
        ["7/2/2567", "RCPT-00386/67", "010", "1,234.50", ""],
    ]
    assert "รวมเงินสด <b>1,234.50</b>" in page.text
    assert report(client, "REP_CASH_PAYMENTS") == []
    cheque = office.cheque(office.voucher())
    [row] = report(client, "REP_CASH_PAYMENTS")
    assert row == ["25/4/2567", cheque, CHEQUE["txtPayTo"], "02102", "", "198,130.84"]


def test_the_statement_of_receipts_and_payments(client: Client) -> None:
    """Revenue and expenditure of the days, and since the year began."""
    save_income(client, txtReceiveDate="05/02/2567")
    save_income(client, txtReceiveDate="05/03/2567")
    save_voucher(client)
    page = search(client, "REP_CASH_STATEMENT", txtDateFrom="01/03/2567", txtDateTo="31/03/2567")
    assert rows(page) == [
        ["รายรับ", "413000", "รายได้จากทรัพย์สิน", "1,234.50", "2,469.00"],
        ["รายจ่าย", "510000", "งบกลาง", "0.00", "1,070.00"],
    ]
    assert "รวมรายรับสูงกว่ารายจ่าย <b>1,234.50</b>" in page.text


def test_the_budget_register_tells_what_moved_a_line(office: Office) -> None:
    """Budget, more, less, approved, set aside, spent and free of each line."""
    client = office.client
    key_in(client, "BUD_TRANSFER", transfer(), [line("โอนลด", SUPPLIES, "500"), line("โอนเพิ่ม", FUEL, "500")])
    office.voucher()
    [row] = report(client, "REP_BUDGET_REGISTER", txtParty=ROAD["ddlItem"])
    money = ["498,000.00", "0.00", "0.00", "498,000.00", "280,000.00", "200,000.00", "18,000.00"]
    assert row[5:] == money
    [row] = report(client, "REP_BUDGET_REGISTER", txtParty=SUPPLIES[4])
    assert row[5:9] == ["160,000.00", "0.00", "500.00", "159,500.00"]


def test_what_waits_is_listed_for_who_approves(office: Office) -> None:
    """A document stands in the list until it is approved, with a link to its page."""
    client = office.client
    save_voucher(client)
    number = client.documents()[-1]["number"]
    place = by_key("WAITING")
    [row] = rows(office.approver.get(place.url))
    assert row[1] == number
    assert row[6] == "จัดทำ"
    office.approve(number)
    assert rows(office.approver.get(place.url)) == []


def test_registers_of_papers_show_every_document(office: Office) -> None:
    """Requests, contracts and cheques stand in registers of their own; vouchers of all branches in one."""
    client = office.client
    cheque = office.cheque(office.voucher())
    save_voucher(client)
    [request] = report(client, "REP_REQUEST_REGISTER")
    assert request[1:4] == ["ซจ-0036/67", "5/2/2567", "จ้างก่อสร้างถนน"]
    assert len(THINGS) == 2
    assert report(client, "REP_CONTRACT_REGISTER")[0][5] == request[1]
    assert report(client, "REP_CHEQUE_REGISTER")[0][1] == cheque
    assert [row[1] for row in report(client, "REP_VOUCHER_REGISTER")] == ["กช-0030/67", "กค-0039/67"]


def test_contracts_show_what_is_paid_out_and_what_is_left(office: Office) -> None:
    """Vouchers until the last day asked for; a cancelled one gives its amount back."""
    client = office.client
    voucher = key_in(client, "EXP_VOUCHER_CONTRACT", VOUCHER | {"txtInspection": office.inspected()})

    def left(last: str) -> list[str]:
        [row] = report(client, "REP_CONTRACT_REGISTER", txtDateTo=last)
        return row[-3:-1]

    assert left("21/04/2567") == ["0.00", "480,000.00"]
    assert left("22/04/2567") == ["200,000.00", "280,000.00"]
    cancel(client, voucher)
    assert left("22/04/2567") == ["0.00", "480,000.00"]


def test_loans_show_what_is_cleared_and_what_is_owed(office: Office) -> None:
    """A loan that is cleared stands there with nothing left; that of reserves in a register of its own."""
    client, loan = office.client, office.loan()
    lending = {
        "txtVoucherDate": "06/02/2567", "ddlSection": "สำนักปลัด", "txtLoan": loan, "txtDescription": "ยืมเงิน",
        "txtValue": "5000",
    }  # fmt: skip
    voucher = key_in(client, "EXP_VOUCHER_LOAN", lending)
    clearing = {"txtDate": "06/03/2567", "txtLoan": loan, "txtVoucher": voucher}
    key_in(client, "LOAN_CLEARING", clearing | {"txtSpent": "4000"})
    [row] = report(client, "REP_LOAN_REGISTER")
    assert row[-3:] == ["4,000.00", "1,000.00", "อนุมัติ"]
    key_in(client, "LOAN_CLEARING", clearing | {"txtDate": "07/03/2567", "txtSpent": "1000"})
    assert report(client, "REP_LOAN_REGISTER")[0][-3:-1] == ["5,000.00", "0.00"]
    assert report(client, "REP_LOAN_REGISTER", txtDateTo="06/03/2567")[0][-3:-1] == ["4,000.00", "1,000.00"]
    other = office.loan("LOAN_RESERVE")
    [row] = report(client, "REP_RESERVE_LOAN_REGISTER")
    assert (row[1], row[-3:-1]) == (other, ["0.00", "5,000.00"])

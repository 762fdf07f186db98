"""Loans and their clearing, money about contracts, and the voucher's other branches."""

import pytest
from office_life import BANK, CATALOGUE, LOANS, PAYEE, STAFF, Office, levels
from paper_client import cancel, key_in, opened, refused, shown_on
from practice_client import Client
from test_papers_budget import balance
from test_papers_receiving import BASE, CASH, RECEIPTS, trial
from test_practice_lists import rows

from bot.practice.menu import by_key
from bot.practice.server import Address

VOUCHER = {
    "txtVoucherDate": "06/02/2567",
    "ddlSection": "สำนักปลัด",
    "txtDescription": "รายการจ่าย",
    "txtValue": "5000",
}
TRAVEL = levels("ค่าใช้จ่ายในการเดินทางไปราชการ")["ddlItem"]
GUARANTEE = BASE | {"txtPayer": "ผู้รับจ้าง", "rdoForm": "เงินสด", "txtAmount": "24000"} | CASH
GUARANTEE |= {"txtReceiveDate": "20/02/2567"}


@pytest.fixture
def office(client: Client, address: Address) -> Office:
    return Office(client, address)


def test_a_loan_is_lent_and_cleared(office: Office) -> None:
    """The budget is set aside, then spent by papers; what came back in cash is free again."""
    client, loan = office.client, office.loan()
    assert balance(client, TRAVEL) == ("180,000.00", "0.00", "175,000.00")
    clearing = {
        "txtDate": "06/03/2567",
        "txtLoan": loan,
        "txtSpent": "4000",
        "txtReturned": "500",
        "ddlBank": BANK,
    }
    assert refused(client, "LOAN_CLEARING", clearing) == ["กรุณาระบุเลขที่ผู้เบิก (ฎีกาเงินยืม)"]
    other = key_in(client, "EXP_VOUCHER_LOAN", VOUCHER | {"txtLoan": office.loan("LOAN_RESERVE")})
    assert refused(client, "LOAN_CLEARING", clearing | {"txtVoucher": other}) == [
        "ฎีกาเงินยืมนี้ไม่ใช่ของสัญญายืมที่เลือก"
    ]
    cancel(client, other)
    voucher = key_in(client, "EXP_VOUCHER_LOAN", VOUCHER | {"txtLoan": loan})
    clearing["txtVoucher"] = voucher
    assert shown_on(opened(client, voucher))["ผู้รับเงิน"] == STAFF[3]
    assert trial(client) == {"090": ("5,000.00", ""), "603": ("", "5,000.00")}
    number = key_in(client, "LOAN_CLEARING", clearing)
    assert shown_on(opened(client, number))["จำนวนเงิน"] == "4,500.00"
    assert trial(client)["090"] == ("500.00", "")
    assert trial(client)["532000"] == ("4,000.00", "")
    assert balance(client, TRAVEL) == ("180,000.00", "4,000.00", "175,500.00")
    assert refused(client, "LOAN_CLEARING", clearing) == ["จำนวนเงินส่งใช้เกินเงินยืมคงค้าง (คงค้าง 500.00 บาท)"]
    key_in(client, "LOAN_CLEARING", clearing | {"txtSpent": "500", "txtReturned": "", "ddlBank": ""})
    assert "090" not in trial(client)
    assert refused(client, "LOAN_CLEARING", clearing)[0] == f"เลขที่สัญญายืม {loan} ไม่มียอดคงเหลือ"


def test_a_loan_of_reserves_has_its_own_debtor(office: Office) -> None:
    """No budget line is touched."""
    client, loan = office.client, office.loan("LOAN_RESERVE")
    voucher = key_in(client, "EXP_VOUCHER_LOAN", VOUCHER | {"txtLoan": loan})
    assert trial(client) == {"603": ("", "5,000.00"), "704": ("5,000.00", "")}
    head = {"txtDate": "06/03/2567", "txtLoan": loan, "txtVoucher": voucher, "txtSpent": "5000"}
    key_in(client, "LOAN_CLEARING", head)
    assert trial(client) == {"603": ("", "5,000.00"), "700": ("5,000.00", "")}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"txtOutsider": "นายนอก"}, "กรุณาระบุผู้ยืมจากบุคลากร หรือชื่อบุคคลภายนอก อย่างใดอย่างหนึ่ง"),
        ({"ddlBorrower": ""}, "กรุณาระบุผู้ยืมจากบุคลากร หรือชื่อบุคคลภายนอก อย่างใดอย่างหนึ่ง"),
        ({"txtDue": "04/02/2567"}, "ครบกำหนดวันที่ต้องไม่ก่อนวันที่สัญญายืม"),
        ({"txtAmount": "180000.01"}, "จำนวนเงินเกินงบประมาณคงเหลือ (คงเหลือ 180,000.00 บาท)"),
        ({"txtPurpose": ""}, "กรุณาระบุวัตถุประสงค์"),
    ],
)
def test_loans_are_refused(client: Client, changes: dict[str, str], reason: str) -> None:
    """One borrower, a due date that comes later, money that is there, a purpose."""
    assert refused(client, "LOAN_BUDGET", LOANS["LOAN_BUDGET"] | changes) == [reason]


def test_a_loans_voucher_takes_the_whole_approved_loan(office: Office) -> None:
    """Another amount, a deduction or a missing approval is refused."""
    client = office.client
    loan = key_in(client, "LOAN_BUDGET", LOANS["LOAN_BUDGET"])
    head = VOUCHER | {"txtLoan": loan}
    assert refused(client, "EXP_VOUCHER_LOAN", head) == [f"เลขที่สัญญายืม {loan} ยังไม่ได้อนุมัติ"]
    office.approve(loan)
    assert refused(client, "EXP_VOUCHER_LOAN", head | {"txtValue": "4999", "txtWht": "1"}) == [
        "จำนวนเงินที่ขอเบิกไม่เท่ากับจำนวนเงินตามสัญญายืม (4,999.00 / 5,000.00)",
        "ฎีกาเงินยืมต้องไม่มีรายการหัก",
    ]


def test_a_guarantee_comes_in_goes_back_and_is_seized(office: Office) -> None:
    """Only what is still held goes back or is seized; what is seized is revenue."""
    client, contract = office.client, office.contract()
    guarantee = key_in(client, "REC_GUARANTEE", GUARANTEE | {"txtContract": contract})
    retention = key_in(client, "REC_RETENTION", GUARANTEE | {"txtContract": contract, "txtAmount": "1000"})
    assert trial(client) == {"010": ("25,000.00", ""), "903": ("", "24,000.00"), "909": ("", "1,000.00")}
    head = {"txtDate": "12/06/2567", "txtGuarantee": guarantee, "txtAmount": "20000", "txtReason": "ครบกำหนด"}
    paid = {"ddlBank": BANK, "txtChequeNo": "7"}
    number = key_in(client, "GUARANTEE_RETURN", head | paid)
    assert shown_on(opened(client, number))["ประเภทเงินประกัน"] == "หลักประกันสัญญา"
    assert refused(client, "GUARANTEE_SEIZURE", head) == ["จำนวนเงินเกินเงินประกันคงเหลือ (คงเหลือ 4,000.00 บาท)"]
    key_in(client, "GUARANTEE_SEIZURE", head | {"txtAmount": "4000"})
    key_in(client, "GUARANTEE_RETURN", head | paid | {"txtGuarantee": retention, "txtAmount": "1000"})
    assert trial(client) == {
        "010": ("25,000.00", ""),
        "02102": ("", "21,000.00"),
        "412000": ("", "4,000.00"),
    }
    assert [row[2] for row in rows(client.get(by_key("REP_REVENUE_REGISTER").url))] == ["ริบหลักประกันสัญญา"]
    assert refused(client, "GUARANTEE_RETURN", head | paid)[0].endswith("ไม่มียอดคงเหลือ")


def test_a_fine_is_days_times_rate(office: Office) -> None:
    """The amount is the site's, and revenue."""
    head = BASE | {"txtPayer": "ผู้รับจ้าง", "txtContract": office.contract(), "txtPerDay": "120.50"} | CASH
    head |= {"txtReceiveDate": "20/02/2567"}
    assert refused(office.client, "REC_CONTRACT_FINE", head | {"txtDaysLate": "0"}) == [
        "จำนวนวันที่ปรับต้องมากกว่า 0"
    ]
    number = key_in(office.client, "REC_CONTRACT_FINE", head | {"txtDaysLate": "3"})
    assert shown_on(opened(office.client, number))["จำนวนเงิน"] == "361.50"
    assert trial(office.client) == {"010": ("361.50", ""), "412000": ("", "361.50")}


PAY = levels("เงินเดือนพนักงานส่วนตำบล สำนักปลัด")
PENSION = levels("กองทุนบำเหน็จบำนาญ")
SOURCE = {"ddlSource": "เงินงบประมาณ"}
BRANCHES = {
    "EXP_VOUCHER_PERSONNEL": VOUCHER
    | SOURCE
    | PAY
    | {"txtMonth": "กุมภาพันธ์ 2567", "txtPayee": "พนักงานส่วนตำบล", "txtPeople": "12", "txtOther": "300"},
    "EXP_VOUCHER_PENSION": VOUCHER | SOURCE | PENSION | PAYEE | {"txtMonth": "กุมภาพันธ์ 2567"},
    "EXP_VOUCHER_RESERVE": VOUCHER
    | PAYEE
    | {"txtCouncil": "สมัยสามัญที่ 1/2567", "txtCouncilDate": "01/02/2567", "txtProject": "ขุดลอกคลอง"},
    "EXP_VOUCHER_ACCRUED": VOUCHER | PAYEE | {"ddlCarried": CATALOGUE.carried[2].caption},
    "EXP_VOUCHER_BEFORE_SYSTEM": VOUCHER
    | PAYEE
    | {"ddlCarried": CATALOGUE.carried[5].caption, "txtWht": "50"},
}


@pytest.mark.parametrize(
    ("screen", "expected"),
    [
        (
            "EXP_VOUCHER_PERSONNEL",
            {"522000": ("5,000.00", ""), "603": ("", "4,700.00"), "909": ("", "300.00")},
        ),
        ("EXP_VOUCHER_PENSION", {"512000": ("5,000.00", ""), "603": ("", "5,000.00")}),
        ("EXP_VOUCHER_RESERVE", {"700": ("5,000.00", ""), "603": ("", "5,000.00")}),
        ("EXP_VOUCHER_ACCRUED", {"600": ("5,000.00", ""), "603": ("", "5,000.00")}),
        (
            "EXP_VOUCHER_BEFORE_SYSTEM",
            {"601": ("5,000.00", ""), "603": ("", "4,950.00"), "902": ("", "50.00")},
        ),
    ],
)
def test_each_branch_debits_its_money(
    client: Client, screen: str, expected: dict[str, tuple[str, str]]
) -> None:
    """The voucher's number is its section's; what is debited is the branch's."""
    number = key_in(client, screen, BRANCHES[screen])
    assert number == "สป-0065/67"
    assert trial(client) == expected
    shown = shown_on(opened(client, number))
    assert shown["จำนวนเงินที่ขอเบิกทั้งสิ้น"] == "5,000.00"
    for key in ("ddlItem", "txtMonth", "txtPayee", "txtProject", "ddlCarried", "txtCouncil"):
        if key in BRANCHES[screen]:
            assert BRANCHES[screen][key] in shown.values()


def test_what_an_older_year_left_is_paid_once(client: Client) -> None:
    """Both branches of ค้างจ่าย list only their own items and stop at what is left."""
    item, head = CATALOGUE.carried[2], BRANCHES["EXP_VOUCHER_ACCRUED"]
    key_in(client, "EXP_VOUCHER_ACCRUED", head)
    left = item.amount - 5000
    assert refused(client, "EXP_VOUCHER_ACCRUED", head | {"txtValue": f"{left}", "txtVat": "0.01"}) == [
        f"จำนวนเงินเกินยอดค้างจ่ายคงเหลือ (คงเหลือ {left:,.2f} บาท)"
    ]
    other = head | {"ddlCarried": CATALOGUE.carried[5].caption}
    assert "กรุณาระบุรายการค้างจ่าย" in refused(client, "EXP_VOUCHER_ACCRUED", other)


def test_held_money_is_paid_from_what_is_held(client: Client) -> None:
    """The balance is the account's; more is refused."""
    key_in(client, "REC_DEPOSIT", RECEIPTS["REC_DEPOSIT"])
    head = VOUCHER | PAYEE | {"ddlHeldType": "เงินรับฝากอื่น ๆ"}
    assert refused(client, "EXP_VOUCHER_DEPOSIT", head) == [
        "จำนวนเงินเกินยอดเงินรับฝากคงเหลือ (คงเหลือ 500.00 บาท)"
    ]
    number = key_in(client, "EXP_VOUCHER_DEPOSIT", head | {"txtValue": "500"})
    assert shown_on(opened(client, number))["ยอดเงินรับฝากคงเหลือ"] == "500.00"
    assert trial(client) == {"010": ("500.00", ""), "603": ("", "500.00")}


@pytest.mark.parametrize(
    ("screen", "changes", "reason"),
    [
        (
            "EXP_VOUCHER_PERSONNEL",
            {"txtValue": "3120000.01"},
            "จำนวนเงินเกินงบประมาณคงเหลือ (คงเหลือ 3,120,000.00 บาท)",
        ),
        ("EXP_VOUCHER_PERSONNEL", {"txtOther": "5000.01"}, "จำนวนเงินที่รับสุทธิต้องไม่น้อยกว่า 0"),
        ("EXP_VOUCHER_PERSONNEL", {"txtPeople": ""}, "กรุณาระบุจำนวนราย"),
        ("EXP_VOUCHER_PENSION", {"txtTaxId": ""}, "ผู้รับเงินไม่ถูกต้อง กรุณาเลือกจากหน้าค้นหาผู้รับเงิน"),
        ("EXP_VOUCHER_RESERVE", {"txtCouncil": ""}, "กรุณาระบุมติสภา สมัย/ครั้งที่"),
    ],
)
def test_branches_are_refused(client: Client, screen: str, changes: dict[str, str], reason: str) -> None:
    """Budget, deductions, payee and the council's decision have their rules."""
    assert refused(client, screen, BRANCHES[screen] | changes) == [reason]

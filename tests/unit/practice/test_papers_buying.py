"""From request over contract, inspection, voucher and cheque to the payment; another person approves."""

import pytest
from office_life import (
    CATALOGUE,
    CHEQUE,
    CONTRACT,
    EGP,
    INSPECTION,
    PARTS,
    PAYMENT,
    REQUEST,
    ROAD,
    SELLER,
    STAFF,
    THINGS,
    VOUCHER,
    Office,
)
from paper_client import cancel, key_in, opened, refusals, refused, shown_on, turn
from practice_client import Client, save_voucher
from test_papers_budget import balance
from test_papers_receiving import trial

from bot.practice.server import Address


@pytest.fixture
def office(client: Client, address: Address) -> Office:
    return Office(client, address)


def test_a_purchase_runs_to_its_payment(office: Office) -> None:
    """Each paper takes the next number, reads back in full, and moves budget and accounts."""
    client = office.client
    request = office.request()
    assert request == "ซจ-0036/67"
    assert shown_on(opened(client, request))["จำนวนเงิน"] == "490,000.00"
    assert balance(client, ROAD["ddlItem"]) == ("498,000.00", "0.00", "8,000.00")
    contract = key_in(client, "PUR_CONTRACT", CONTRACT | {"txtRequest": request})
    assert balance(client, ROAD["ddlItem"])[2] == "18,000.00"
    office.approve(contract, printed=True)
    inspection = office.inspected(contract)
    shown = shown_on(opened(client, inspection))
    assert (shown["จำนวนวันล่าช้า"], shown["ค่าปรับ"]) == ("5", "6,000.00")
    assert (shown["รายการ"], shown["ผู้ขาย/ผู้รับจ้าง"]) == (ROAD["ddlItem"], SELLER.name)
    voucher = key_in(
        client, "EXP_VOUCHER_CONTRACT", VOUCHER | {"txtInspection": inspection, "txtFine": "6000"}
    )
    shown = shown_on(opened(client, voucher))
    assert voucher == "กช-0030/67"
    assert (shown["เลขที่คลังรับ"], shown["จำนวนเงินที่รับสุทธิ"]) == ("คร-00231/67", "192,130.84")
    assert balance(client, ROAD["ddlItem"]) == ("498,000.00", "200,000.00", "18,000.00")
    assert trial(client) == {
        "542000": ("200,000.00", ""),
        "603": ("", "192,130.84"),
        "902": ("", "1,869.16"),
        "909": ("", "6,000.00"),
    }
    cheque = office.cheque(office.approve(voucher))
    assert shown_on(opened(client, cheque))["จำนวนเงิน"] == "192,130.84"
    assert trial(client)["02102"] == ("", "192,130.84")
    payment = key_in(client, "EXP_PAYMENT", PAYMENT | {"txtCheque": cheque})
    shown = shown_on(opened(client, payment))
    assert (shown["จำนวนเงิน"], shown["เลขที่เช็ค/ใบถอน"]) == ("192,130.84", "10000001")
    assert "603" not in trial(client)


def test_a_contract_is_printed_before_it_is_signed(office: Office) -> None:
    """จัดทำ → พิมพ์ → อนุมัติ; without the signature nothing is inspected."""
    contract = key_in(office.client, "PUR_CONTRACT", CONTRACT | {"txtRequest": office.request()})
    assert refusals(turn(office.approver, contract, "btnApprove")) == ["ไม่สามารถอนุมัติเอกสารนี้ได้"]
    head = INSPECTION | {"txtContract": contract}
    assert refused(office.client, "PUR_INSPECTION", head) == [f"เลขที่สัญญาในระบบ {contract} ยังไม่ได้อนุมัติ"]
    turn(office.client, contract, "btnPrint")
    assert shown_on(opened(office.client, contract))["พิมพ์โดย"] == "somsri"
    office.approve(contract)
    assert shown_on(opened(office.client, contract))["อนุมัติโดย"] == "approver"
    key_in(office.client, "PUR_INSPECTION", head)


def test_a_contract_takes_an_approved_request_once(office: Office) -> None:
    """Before the approval, a second time, of more money or with an end before its beginning it is refused."""
    client = office.client
    request = key_in(client, "PUR_REQUEST", REQUEST, THINGS)
    head = CONTRACT | {"txtRequest": request}
    assert refused(client, "PUR_CONTRACT", head) == [f"เลขที่รายงานขอซื้อขอจ้าง {request} ยังไม่ได้อนุมัติ"]
    office.approve(request)
    assert refused(client, "PUR_CONTRACT", head | {"txtAmount": "490000.01", "txtEnds": "12/02/2567"}) == [
        "มูลค่าสัญญาเกินจำนวนเงินตามรายงานขอซื้อขอจ้าง (490,000.00 บาท)",
        "วันสิ้นสุดสัญญาต้องไม่ก่อนวันเริ่มสัญญา",
    ]
    assert refused(client, "PUR_CONTRACT", head | {"txtTaxId": "1"}) == [
        "ผู้รับเงินไม่ถูกต้อง กรุณาเลือกจากหน้าค้นหาผู้รับเงิน"
    ]
    assert refused(client, "PUR_CONTRACT", head | {"txtDate": "04/02/2567"}) == [
        f"วันที่ของเอกสารนี้ต้องไม่ก่อนวันที่ของเลขที่รายงานขอซื้อขอจ้าง {request} (5/2/2567)"
    ]
    contract = key_in(client, "PUR_CONTRACT", head)
    assert refused(client, "PUR_CONTRACT", head) == [
        f"เลขที่รายงานขอซื้อขอจ้าง {request} ถูกใช้แล้วในเอกสารเลขที่ {contract}"
    ]
    cancel(client, contract)
    assert balance(client, ROAD["ddlItem"])[2] == "8,000.00"


def test_a_request_stays_within_its_budget(office: Office) -> None:
    """The line's free balance is the bound, less what other papers have set aside."""
    client = office.client
    key_in(client, "PUR_REQUEST", REQUEST, THINGS)
    assert refused(client, "PUR_REQUEST", REQUEST, THINGS[1:]) == [
        "จำนวนเงินเกินงบประมาณคงเหลือ (คงเหลือ 8,000.00 บาท)"
    ]
    nothing = [THINGS[0] | {"txtQuantity": "0"}]
    assert refused(client, "PUR_REQUEST", REQUEST, nothing) == ["จำนวนต้องมากกว่า 0 (รายการที่ 1)"]


def test_instalments_are_inspected_once_each(office: Office) -> None:
    """The rest of the contract is the bound; an instalment is inspected once, and after its delivery."""
    client, contract = office.client, office.contract()
    first = office.inspected(contract)
    head = INSPECTION | {"txtContract": contract}
    assert refused(client, "PUR_INSPECTION", head | {"txtAmount": "280000.01"}) == [
        "จำนวนเงินที่ตรวจรับเกินมูลค่าสัญญาคงเหลือ (คงเหลือ 280,000.00 บาท)",
        f"งวดที่ 1 ตรวจรับแล้วในเอกสารเลขที่ {first}",
    ]
    assert refused(client, "PUR_INSPECTION", head | {"txtInstalment": "2", "txtDelivered": "21/04/2567"}) == [
        "วันที่ตรวจรับต้องไม่ก่อนวันที่ส่งมอบ"
    ]
    key_in(client, "PUR_INSPECTION", head | {"txtInstalment": "2", "txtAmount": "280000"})
    assert refused(client, "PUR_INSPECTION", head | {"txtInstalment": "3", "txtAmount": "1"})[0] == (
        f"เลขที่สัญญาในระบบ {contract} ไม่มียอดคงเหลือ"
    )


def test_an_extension_takes_the_fine_away(office: Office) -> None:
    """The last amendment that extends says when the contract ends; a shorter one is refused."""
    client, contract = office.client, office.contract()
    head = {
        "txtDate": "10/04/2567",
        "txtContract": contract,
        "rdoLonger": "มี",
        "txtNewEnd": "13/04/2567",
        "txtReason": "ฝนตก",
    }
    assert refused(client, "PUR_AMENDMENT", head) == ["วันสิ้นสุดสัญญาใหม่ต้องหลังวันสิ้นสุดสัญญาเดิม"]
    number = key_in(client, "PUR_AMENDMENT", head | {"txtNewEnd": "30/04/2567"})
    assert shown_on(opened(client, number))["วันสิ้นสุดสัญญาเดิม"] == "13/4/2567"
    assert shown_on(opened(client, office.inspected(contract)))["ค่าปรับ"] == "0.00"


def test_an_egp_contract_is_inspected_as_agreed(office: Office) -> None:
    """Its instalments are its own; it needs no approval, and its voucher has a branch of its own."""
    client = office.client
    contract = key_in(client, "EGP_CONTRACT", EGP, PARTS)
    assert shown_on(opened(client, contract))["จำนวนเงิน"] == "480,000.00"
    head = INSPECTION | {"txtContract": contract}
    assert refused(client, "EGP_INSPECTION", head | {"txtAmount": "199999"}) == [
        "จำนวนเงินไม่ตรงกับงวดที่ 1 ตามสัญญา (200,000.00 บาท)"
    ]
    assert refused(client, "EGP_INSPECTION", head | {"txtInstalment": "3"}) == ["ไม่พบงวดที่ 3 ในสัญญา"]
    number = key_in(client, "EGP_INSPECTION", head)
    voucher = VOUCHER | {"txtInspection": number}
    assert refused(client, "EXP_VOUCHER_EGP", voucher | {"txtVat": ""}) == [
        "จำนวนเงินที่ขอเบิกไม่เท่ากับจำนวนเงินที่ตรวจรับ (186,915.89 / 200,000.00)"
    ]
    key_in(client, "EXP_VOUCHER_EGP", voucher)
    item = EGP["ddlItem"]
    assert balance(client, item) == ("486,000.00", "200,000.00", "6,000.00")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"txtProjectNo": "6702912345"}, "เลขที่โครงการ (e-GP) ต้องเป็นตัวเลข 11 หลัก"),
        ({"rdoAdvance": "มี"}, "จำนวนเงินล่วงหน้าต้องระบุเมื่อเลือก มี เท่านั้น"),
        ({"txtAdvance": "5"}, "จำนวนเงินล่วงหน้าต้องระบุเมื่อเลือก มี เท่านั้น"),
        ({"txtEnds": "01/02/2567"}, "วันสิ้นสุดสัญญาต้องไม่ก่อนวันเริ่มสัญญา"),
    ],
)
def test_egp_contracts_are_refused(client: Client, changes: dict[str, str], reason: str) -> None:
    """Project number, advance and term have their rules."""
    assert refused(client, "EGP_CONTRACT", EGP | changes, PARTS) == [reason]
    double = [PARTS[0], PARTS[1] | {"txtInstalment": "1"}]
    assert "งวดที่ 1 ซ้ำ (รายการที่ 2)" in refused(client, "EGP_CONTRACT", EGP, double)


def test_cheques_take_approved_vouchers_once(office: Office) -> None:
    """Unapproved and used vouchers, a used number, one signer for two and an earlier date are refused."""
    client = office.client
    number = key_in(client, "EXP_VOUCHER_CONTRACT", VOUCHER | {"txtInspection": office.inspected()})
    lines = [{"txtVoucher": number}]
    assert refused(client, "EXP_CHEQUE", CHEQUE, lines) == [f"เลขที่ผู้เบิก {number} ยังไม่ได้อนุมัติ (รายการที่ 1)"]
    office.approve(number)
    assert refused(
        client, "EXP_CHEQUE", CHEQUE | {"ddlSigner2": STAFF[0], "txtChequeDate": "24/04/2567"}, lines
    ) == ["ผู้ลงนามทั้งสองต้องไม่ใช่คนเดียวกัน", "ลงวันที่ในเช็คต้องไม่ก่อนวันที่จัดทำรายงาน"]
    cheque = key_in(client, "EXP_CHEQUE", CHEQUE, lines)
    again = refused(client, "EXP_CHEQUE", CHEQUE, lines)
    assert again == [f"เลขที่ผู้เบิก {number} ถูกใช้แล้วในเอกสารเลขที่ {cheque} (รายการที่ 1)"]
    assert refused(client, "EXP_PAYMENT", PAYMENT | {"txtCheque": cheque}) == [
        f"เลขที่รายงานการจัดทำเช็ค {cheque} ยังไม่ได้อนุมัติ"
    ]
    assert refusals(cancel(client, number)) == [f"ไม่สามารถยกเลิกได้ เนื่องจากถูกใช้ในเอกสารเลขที่ {cheque}"]


def test_a_cheque_number_is_used_once_on_an_account(office: Office) -> None:
    """The same number on another account is another cheque."""
    client = office.client
    numbers = []
    for _ in range(2):
        save_voucher(client)
        numbers.append(office.approve(client.documents()[-1]["number"]))
    cheque = office.cheque(numbers[0])
    lines = [{"txtVoucher": numbers[1]}]
    assert refused(client, "EXP_CHEQUE", CHEQUE, lines) == [
        f"เลขที่เช็ค/ใบถอน 10000001 ถูกใช้แล้วในเอกสารเลขที่ {cheque}"
    ]
    key_in(client, "EXP_CHEQUE", CHEQUE | {"ddlBank": CATALOGUE.banks[0].caption}, lines)


def test_who_keyed_a_document_does_not_approve_it(office: Office) -> None:
    """Neither the keyer nor another without the right; the button is not even there."""
    number = key_in(office.client, "PUR_REQUEST", REQUEST, THINGS)
    assert "btnApprove" not in opened(office.client, number).text.partition("tblDetail")[2]
    assert refusals(turn(office.client, number, "btnApprove")) == ["ผู้บันทึกเอกสารไม่สามารถอนุมัติเอกสารของตนเอง"]
    assert "btnCancelDocument" not in opened(office.approver, number).text.partition("tblDetail")[2]

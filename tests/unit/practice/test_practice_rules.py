"""What each screen stores, and what it refuses."""

import re

import pytest
from practice_client import (
    Client,
    P,
    Page,
    open_voucher,
    save_income,
    save_journal,
    save_tax,
    save_voucher,
)

from bot.practice.catalogue import load
from bot.practice.menu import by_key

BANK = load().banks[0].value


def refusals(page: Page) -> list[str]:
    assert page.status == 200
    assert "ValidationSummary1" in page.text
    return re.findall(r"<li>(.*?)</li>", page.text)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"txtReceiveDate": ""}, "กรุณาระบุวันที่รับเงิน"),
        ({"txtReceiveDate": "30/02/2567"}, "วันที่รับเงินไม่ถูกต้อง"),
        ({"txtReceiveDate": "05/02/2024"}, "วันที่รับเงินไม่ถูกต้อง"),
        ({"txtReceiveDate": "30/09/2566"}, "ต้องอยู่ในปีงบประมาณ 2567"),
        ({"txtReceiveDate": "01/10/2567"}, "ต้องอยู่ในปีงบประมาณ 2567"),
        ({"txtPayer": "   "}, "กรุณาระบุผู้ชำระเงิน"),
        ({"txtPayer": "ก" * 251}, "ผู้ชำระเงินต้องไม่เกิน 250 ตัวอักษร"),
        ({"ddlRecTypeName": ""}, "กรุณาระบุประเภทรายรับ"),
        ({"txtAmount": ""}, "กรุณาระบุจำนวนเงิน"),
        ({"txtAmount": "0.00"}, "จำนวนเงินต้องมากกว่า 0"),
        ({"txtAmount": "1,234.50"}, "จำนวนเงินไม่ถูกต้อง"),
        ({"txtAmount": "1.005"}, "จำนวนเงินไม่ถูกต้อง"),
        ({"txtAmount": "๑๐๐"}, "จำนวนเงินไม่ถูกต้อง"),
        ({"txtAmount": "-5"}, "จำนวนเงินไม่ถูกต้อง"),
        ({"rdoPayType": "3"}, "กรุณาระบุบัญชีธนาคาร"),
        ({"rdoPayType": "1", "ddlBank": BANK}, "รับเป็นเงินสดต้องไม่ระบุบัญชีธนาคาร"),
        ({"txtReceiptCount": "1.5"}, "จำนวนใบเสร็จรับเงินไม่ถูกต้อง"),
    ],
)
def test_a_bad_receipt_is_refused_with_its_reason(
    client: Client, changes: dict[str, str], problem: str
) -> None:
    """The reason stands in the summary, what was typed stays, and nothing is stored."""
    page = save_tax(client, **changes)
    assert any(problem in said for said in refusals(page))
    if changes != {"txtPayer": "   "}:
        assert page.fields[f"{P}txtPayer:txtMain"] == changes.get("txtPayer", "กรมสรรพากร")
    assert client.documents() == []


@pytest.mark.parametrize("day", ["01/10/2566", "29/02/2567", "30/09/2567"])
def test_every_day_of_the_fiscal_year_is_taken(client: Client, day: str) -> None:
    """The first and last day belong to it, and 2567 has a 29 February."""
    assert save_tax(client, txtReceiveDate=day).status == 302
    assert client.documents()[0]["fields"]["วันที่รับเงิน"] == day


def test_a_receipt_is_announced_after_a_redirect_and_only_once(client: Client) -> None:
    """302, then the message with the number, then a clean form."""
    answer = save_tax(client)
    assert answer.status == 302
    assert "บันทึกข้อมูลเรียบร้อยแล้ว เลขที่ใบเสร็จ RCPT-00386/67" in client.get(answer.headers["location"]).text
    assert "เรียบร้อย" not in client.get(answer.headers["location"]).text


def test_both_receiving_screens_share_one_series(client: Client) -> None:
    """The numbers run on, and the documents know their screen."""
    save_tax(client)
    page = save_income(client)
    assert "เลขที่ใบเสร็จ RCPT-00387/67" in page.text
    assert [(d["screen"], d["number"]) for d in client.documents()] == [
        ("REC_TAX_ALLOT", "RCPT-00386/67"),
        ("REC_ASSET_RENT_OUTSIDE", "RCPT-00387/67"),
    ]
    assert client.documents()[1]["fields"]["จำนวนเงิน"] == "1234.50"


def test_a_voucher_takes_its_gross_from_the_budget(client: Client) -> None:
    """Totals are computed, both numbers run, the page is frozen, and the balance is lower next time."""
    page = save_voucher(client)
    assert "เลขที่ผู้เบิก กค-0039/67 เลขที่คลังรับ คร-00231/67" in page.text
    assert 'disabled="disabled"' in page.text
    [stored] = client.documents()
    assert stored["fields"]["งบประมาณคงเหลือ"] == "420000.00"
    assert stored["fields"]["จำนวนเงินที่ขอเบิกทั้งสิ้น"] == "1070.00"
    assert stored["fields"]["จำนวนเงินที่รับสุทธิ"] == "1060.00"
    assert stored["fields"]["งบประมาณคงเหลือหลังหัก"] == "418930.00"
    assert ">418,930.00</span>" in open_voucher(client).text
    assert client.post(page, button=f"{P}btnSave").status == 200
    assert len(client.documents()) == 1
    assert client.post(page, button=f"{P}btnNew").status == 302


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"txtValue": "420000.01", "txtVat": "", "txtWht": ""},
            "จำนวนเงินเกินงบประมาณคงเหลือ (คงเหลือ 420,000.00 บาท)",
        ),
        ({"txtWht": "1070.01"}, "จำนวนเงินที่รับสุทธิต้องไม่น้อยกว่า 0"),
        ({"txtTaxId": "1234567890123"}, "ผู้รับเงินไม่ถูกต้อง กรุณาเลือกจากหน้าค้นหาผู้รับเงิน"),
        ({"txtDescription": ""}, "กรุณาระบุคำอธิบายรายการ"),
        ({"txtInvoiceDate": "32/01/2567"}, "วันที่ในใบแจ้งหนี้ไม่ถูกต้อง"),
        ({"txtVat": "x"}, "ภาษีมูลค่าเพิ่มไม่ถูกต้อง"),
    ],
)
def test_a_bad_voucher_is_refused_with_its_reason(
    client: Client, changes: dict[str, str], problem: str
) -> None:
    """Budget, net, payee and texts are checked on the server."""
    assert any(problem in said for said in refusals(save_voucher(client, **changes)))
    assert client.documents() == []


def test_a_voucher_may_take_the_last_satang(client: Client) -> None:
    """A gross equal to the balance passes; one satang more does not."""
    save_voucher(client, txtValue="420000", txtVat="", txtWht="")
    assert client.documents()[0]["fields"]["งบประมาณคงเหลือหลังหัก"] == "0.00"
    assert refusals(save_voucher(client, txtValue="0.01", txtVat="", txtWht=""))


def test_a_journal_voucher_is_announced_by_an_alert(client: Client) -> None:
    """Nine lines are stored in order, and the number is said by a script on a blank page."""
    lines = [("010", "0.10", "")] * 8 + [("053221", "", "0.80")]
    page = save_journal(client, lines)
    told = re.findall(r"alert\((.*)\);", page.text)
    assert [text.encode().decode("unicode_escape") for text in told] == [
        '"บันทึกข้อมูลเรียบร้อยแล้ว เลขที่ JV-0018/67"'
    ]
    [stored] = client.documents()
    assert [line["ลำดับ"] for line in stored["lines"]] == [str(n) for n in range(1, 10)]
    assert stored["lines"][8]["ชื่อบัญชี"] == "พักเงินรอตรวจสอบ"
    assert stored["fields"]["รวมเครดิต"] == "0.80"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([("010", "1", ""), ("021", "", "2")], "รวมเดบิตไม่เท่ากับรวมเครดิต (1.00 / 2.00)"),
        ([("010", "1", ""), ("999", "", "1")], "ไม่พบรหัสบัญชี 999 (รายการที่ 2)"),
        ([("010", "1", "1"), ("021", "", "")], "กรุณาระบุเดบิตหรือเครดิตเพียงด้านเดียว (รายการที่ 1)"),
        ([("010", "1", ""), ("021", "", "1"), ("", "", "")], "กรุณาระบุรหัสบัญชี (รายการที่ 3)"),
    ],
)
def test_a_bad_journal_voucher_is_refused_with_its_reason(
    client: Client, lines: list[tuple[str, str, str]], problem: str
) -> None:
    """Balance, accounts and sides are checked on the server."""
    assert any(problem in said for said in refusals(save_journal(client, lines)))
    assert client.documents() == []


def test_a_deleted_line_moves_the_later_ones_up(client: Client) -> None:
    """ลบ takes one row out; the rest keep their values; a single line is too few."""
    page = client.post(client.get(by_key("ACC_GENERAL_JOURNAL").url), button=f"{P}btnAdd")
    typed = {
        f"{P}grdLine:_ctl{row}:txtAccount:txtMain": code for row, code in ((2, "010"), (3, "021"), (4, "081"))
    }
    page = client.postback(page, f"{P}grdLine:_ctl3:lnkDelete", typed)
    assert page.fields[f"{P}grdLine:_ctl3:txtAccount:txtMain"] == "081"
    assert f"{P}grdLine:_ctl4:txtAccount:txtMain" not in page.fields
    assert "ลูกหนี้ภาษีโรงเรือนและที่ดิน" in page.text
    page = client.postback(page, f"{P}grdLine:_ctl3:lnkDelete")
    assert "ต้องมีรายการอย่างน้อย 2 รายการ" in refusals(client.post(page, button=f"{P}btnSave"))


def test_cancel_button_gives_a_blank_form(client: Client) -> None:
    """ยกเลิก throws away what was typed."""
    page = client.get(by_key("REC_TAX_ALLOT").url)
    answer = client.post(page, {f"{P}txtPayer:txtMain": "ก"}, button=f"{P}btnCancel")
    assert answer.status == 302
    assert client.get(answer.headers["location"]).fields[f"{P}txtPayer:txtMain"] == ""

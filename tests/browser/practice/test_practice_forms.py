"""Each entry screen's happy path in a real browser, from the menu to the back door."""

import pytest
from playwright.sync_api import Page, expect
from practice_browser import Practice

pytestmark = pytest.mark.browser

B = "_ctl0__ctl0_"
RECEIPT = {
    f"#{B}txtPayer_txtMain": "กรมสรรพากร",
    f"#{B}txtDetail_txtMain": "งวดเดือนมกราคม",
    f"#{B}txtAmount_txtMain": "1234.50",
    f"#{B}txtReceiptCount_txtMain": "1",
}


def open_screen(page: Page, title: str) -> None:
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.locator(f"#{B}lblTitle")).to_have_text(title)


def type_and_settle(page: Page, selector: str, text: str) -> None:
    """Type into a box that posts back and wait until the page is there again."""
    page.fill(selector, text)
    with page.expect_navigation():
        page.locator(selector).blur()


def choose_and_settle(page: Page, selector: str, label: str) -> None:
    with page.expect_navigation():
        page.select_option(selector, label=label)


def test_allocated_tax_is_stored_and_announced_once(practice: Practice, page: Page) -> None:
    """The receipt reaches the store; its number stands on the page after the redirect, and only once."""
    open_screen(page, "รับเงินภาษีจัดสรร")
    type_and_settle(page, f"#{B}txtReceiveDate_txtMain", "5/2/2567")
    for selector, text in RECEIPT.items():
        page.fill(selector, text)
    page.select_option(f"#{B}ddlRecTypeName", index=1)
    caption = page.locator(f"#{B}ddlRecTypeName option:checked").get_attribute("title")
    page.get_by_label("เงินสด").check()
    page.click(f"#{B}btnSave")
    message = page.locator(f"#{B}lblMessage")
    expect(message).to_have_text("บันทึกข้อมูลเรียบร้อยแล้ว เลขที่ใบเสร็จ RCPT-00386/67")
    [stored] = practice.documents()
    assert stored["screen"] == "REC_TAX_ALLOT"
    assert stored["number"] == "RCPT-00386/67"
    assert stored["fields"] == {
        "เลขที่ใบเสร็จ": "RCPT-00386/67",
        "วันที่รับเงิน": "05/02/2567",
        "ผู้ชำระเงิน": "กรมสรรพากร",
        "ประเภทรายรับ": caption,
        "รายละเอียด": "งวดเดือนมกราคม",
        "จำนวนเงิน": "1234.50",
        "ประเภทการรับเงิน": "เงินสด",
        "บัญชีธนาคาร": "",
        "จำนวนใบเสร็จรับเงิน": "1",
        "หมายเหตุ": "",
        "ผู้รับเงิน": "นางสมศรี สมมติสุข",
    }
    page.reload()
    expect(message).to_have_count(0)


def settled_in_place(page: Page) -> None:
    page.wait_for_function("!Sys.WebForms.PageRequestManager.getInstance().get_isInAsyncPostBack()")


def fill_other_income(page: Page, bank: int = 1) -> None:
    page.fill(f"#{B}txtReceiveDate_txtMain", "05/02/2567")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator(f"#{B}txtReceiveDate_txtMain").blur()
    settled_in_place(page)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.select_option(f"#{B}ddlReceiveType_ddlMain", label="รายได้จากทรัพย์สิน")
    settled_in_place(page)
    for selector, text in RECEIPT.items():
        page.fill(selector, text)
    page.select_option(f"#{B}ddlRecTypeName_ddlMain", index=1)
    page.get_by_label("โอนเข้าบัญชีธนาคาร").check()
    page.select_option(f"#{B}ddlBank_ddlMain", index=bank)


def test_other_income_is_saved_without_leaving_the_page(practice: Practice, page: Page) -> None:
    """The category fills the types in place, and so does the save answer: the document never reloads."""
    open_screen(page, "รับเงินรายได้จากทรัพย์สิน/รายได้อื่น")
    page.evaluate("""() => {
        window.ends = 0;
        Sys.WebForms.PageRequestManager.getInstance().add_endRequest(() => { window.ends += 1; });
    }""")
    fill_other_income(page)
    page.click(f"#{B}btnSave")
    expect(page.locator(f"#{B}lblMessage")).to_have_text("บันทึกข้อมูลเรียบร้อยแล้ว เลขที่ใบเสร็จ RCPT-00386/67")
    assert page.evaluate("window.ends") == 3
    [stored] = practice.documents()
    assert stored["screen"] == "REC_ASSET_RENT_OUTSIDE"
    assert stored["fields"]["หมวดรายรับ"] == "รายได้จากทรัพย์สิน"
    assert stored["fields"]["บัญชีธนาคาร"].startswith("ธนาคารสมมติไทย สาขาบ้านตัวอย่าง ออมทรัพย์")
    expect(page.locator(f"#{B}txtPayer_txtMain")).to_have_value("")


def fill_voucher(page: Page) -> None:
    page.fill(f"#{B}txtVoucherDate_txtMain", "05/02/2567")
    page.select_option(f"#{B}ddlSection_ddlMain", label="งบกลาง")
    page.select_option(f"#{B}ddlSource_ddlMain", label="เงินงบประมาณ")
    page.select_option(f"#{B}FbddlPlan_ddlMain", label="แผนงานงบกลาง")
    page.locator(f"#{B}FbddlJob_ddlMain option[title='งบกลาง']").wait_for(state="attached")
    choose_and_settle(page, f"#{B}FbddlJob_ddlMain", "งบกลาง")
    page.select_option(f"#{B}FbddlCategory_ddlMain", label="งบกลาง")
    page.locator(f"#{B}FbddlType_ddlMain option[title='เบี้ยยังชีพคนพิการ']").wait_for(state="attached")
    choose_and_settle(page, f"#{B}FbddlType_ddlMain", "เบี้ยยังชีพคนพิการ")
    choose_and_settle(page, f"#{B}ddlItem_ddlMain", "เบี้ยยังชีพความพิการ")
    with page.expect_popup() as opened:
        page.click(f"#{B}txtPayee_btnSearch")
    popup = opened.value
    popup.fill(f"#{B}txtParty_txtMain", "สมศักดิ์")
    popup.click(f"#{B}search")
    expect(popup.locator(f"#{B}lblCount")).to_have_text("พบ 2 รายการ")
    pick = popup.locator(f"#{B}grd tr", has_text="3760194912009").get_by_role("link", name="เลือก")
    with popup.expect_event("close"):
        # The click closes its own window, so it must not be waited for inside it.
        pick.evaluate("link => { setTimeout(() => link.click(), 0); }")
    page.fill(f"#{B}txtInvoiceNo_txtMain", "INV-1")
    page.fill(f"#{B}txtInvoiceDate_txtMain", "1/2/2567")
    page.fill(f"#{B}txtDescription_txtMain", "จ่ายเบี้ยยังชีพ\nเดือนกุมภาพันธ์")
    type_and_settle(page, f"#{B}txtValue_txtMain", "1000.00")
    type_and_settle(page, f"#{B}txtVat_txtMain", "70")
    type_and_settle(page, f"#{B}txtWht_txtMain", "10.00")


def test_voucher_is_saved_after_the_confirm(practice: Practice, page: Page) -> None:
    """Lists by script, popup, computed totals and the confirm; both numbers and the lower balance show."""
    open_screen(page, "จัดทำฎีกา (งบประมาณ ไม่ผ่านจัดซื้อจัดจ้าง)")
    fill_voucher(page)
    expect(page.locator(f"#{B}txtPayee_txtMain")).to_have_value("นายสมศักดิ์ สมมติชัย")
    expect(page.locator(f"#{B}txtGross_lblMain")).to_have_text("1,070.00")
    expect(page.locator(f"#{B}txtNet_lblMain")).to_have_text("1,060.00")
    expect(page.locator(f"#{B}txtBalanceAfter_lblMain")).to_have_text("2,638,930.00")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.click(f"#{B}btnSave")
    assert asked == ["ต้องการบันทึกข้อมูลใช่หรือไม่"]
    assert practice.documents() == []
    page.once("dialog", lambda dialog: dialog.accept())
    page.click(f"#{B}btnSave")
    expect(page.locator(f"#{B}lblVoucherNo")).to_have_text("งก-0022/67")
    expect(page.locator(f"#{B}lblTreasuryNo")).to_have_text("คร-00231/67")
    [stored] = practice.documents()
    assert stored["number"] == "งก-0022/67"
    assert stored["fields"]["เลขประจำตัวผู้เสียภาษี"] == "3760194912009"
    assert stored["fields"]["คำอธิบายรายการ"] == "จ่ายเบี้ยยังชีพ\nเดือนกุมภาพันธ์"
    assert stored["fields"]["งบประมาณคงเหลือหลังหัก"] == "2638930.00"


def test_journal_is_announced_by_an_alert(practice: Practice, page: Page) -> None:
    """Three lines in a grid, account names from the server, and the number in an alert."""
    open_screen(page, "ใบผ่านรายการบัญชีทั่วไป")
    page.fill(f"#{B}txtDate_txtMain", "29/02/2567")
    page.fill(f"#{B}txtDescription_txtMain", "ปรับปรุงรายการ")
    with page.expect_navigation():
        page.click(f"#{B}btnAdd")
    for row, (account, debit, credit) in enumerate(
        [("010", "100.25", ""), ("02101", "200", ""), ("053221", "", "300.25")], start=2
    ):
        line = f"#{B}grdLine__ctl{row}_"
        type_and_settle(page, f"{line}txtAccount_txtMain", account)
        page.fill(f"{line}txtDebit_txtMain", debit)
        page.fill(f"{line}txtCredit_txtMain", credit)
    expect(page.locator(f"#{B}grdLine__ctl4_lblAccountName")).to_have_text("พักเงินรอตรวจสอบ")
    said = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    with page.expect_event("dialog"):
        page.click(f"#{B}btnSave")
    assert said == ["บันทึกข้อมูลเรียบร้อยแล้ว เลขที่ JV-0018/67"]
    [stored] = practice.documents()
    assert stored["fields"]["รวมเดบิต"] == "300.25"
    assert stored["lines"][2] == {
        "ลำดับ": "3",
        "รหัสบัญชี": "053221",
        "ชื่อบัญชี": "พักเงินรอตรวจสอบ",
        "เดบิต": "",
        "เครดิต": "300.25",
    }

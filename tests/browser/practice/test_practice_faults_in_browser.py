"""What a real browser makes of the faults, above all of an answer that never comes."""

import pytest
from playwright.sync_api import Page, expect
from practice_browser import Practice
from test_practice_forms import RECEIPT, B, fill_other_income, open_screen, type_and_settle

pytestmark = pytest.mark.browser


def fill_tax(page: Page) -> None:
    open_screen(page, "รับเงินภาษีจัดสรร")
    type_and_settle(page, f"#{B}txtReceiveDate_txtMain", "05/02/2567")
    for selector, text in RECEIPT.items():
        page.fill(selector, text)
    page.select_option(f"#{B}ddlRecTypeName", index=1)
    page.get_by_label("เงินสด").check()


def test_the_browser_itself_posts_a_lost_save_again(practice: Practice, page: Page) -> None:
    """One click, one lost answer, two documents: Chromium re-sends, and the site takes it as servers do."""
    fill_tax(page)
    practice.arm({"kind": "answer_lost"})
    page.click(f"#{B}btnSave")
    expect(page.locator(f"#{B}lblMessage")).to_contain_text("RCPT-00387/67")
    first, second = practice.documents()
    assert {**first["fields"], "เลขที่ใบเสร็จ": ""} == {**second["fields"], "เลขที่ใบเสร็จ": ""}


def test_a_lost_partial_answer_is_sent_again_too(practice: Practice, page: Page) -> None:
    """The same happens to the XHR of the screen that refreshes in place."""
    open_screen(page, "รับเงินรายได้จากทรัพย์สิน/รายได้อื่น")
    fill_other_income(page)
    practice.arm({"kind": "answer_lost"})
    page.click(f"#{B}btnSave")
    expect(page.locator(f"#{B}lblMessage")).to_contain_text("RCPT-00387/67")
    assert len(practice.documents()) == 2


def test_an_answer_lost_twice_leaves_the_browser_with_an_error_page(practice: Practice, page: Page) -> None:
    """When every answer is lost the browser gives up, and more than one document is stored."""
    fill_tax(page)
    practice.arm({"kind": "answer_lost", "times": 100})
    page.click(f"#{B}btnSave")
    page.wait_for_url("chrome-error://**")
    assert len(practice.documents()) >= 2


def test_a_session_lost_in_place_leads_to_the_sign_in_page(practice: Practice, page: Page) -> None:
    """The delta carries a redirect, which the page's script follows."""
    open_screen(page, "รับเงินรายได้จากทรัพย์สิน/รายได้อื่น")
    practice.arm({"kind": "session_expired"})
    page.select_option(f"#{B}ddlReceiveType_ddlMain", index=1)
    expect(page.locator("#_ctl0_lblMessage")).to_have_text("หมดเวลาการใช้งาน กรุณาเข้าสู่ระบบใหม่")


def test_an_error_in_place_reaches_end_request(practice: Practice, page: Page) -> None:
    """A 500 leaves the page as it is; only the endRequest handler and the console hear of it."""
    open_screen(page, "รับเงินรายได้จากทรัพย์สิน/รายได้อื่น")
    fill_other_income(page)
    page.evaluate("""() => {
        Sys.WebForms.PageRequestManager.getInstance().add_endRequest(
            (sender, args) => { window.told = args.get_error() ? args.get_error().message : ''; });
    }""")
    practice.arm({"kind": "error_before_save"})
    with page.expect_event("pageerror"):
        page.click(f"#{B}btnSave")
    assert "The status code returned from the server was: 500" in page.evaluate("window.told")
    expect(page.locator(f"#{B}txtPayer_txtMain")).to_have_value("กรมสรรพากร")
    assert practice.documents() == []


def test_half_a_delta_cannot_be_parsed(practice: Practice, page: Page) -> None:
    """Stored, but the script only finds that the message is broken."""
    open_screen(page, "รับเงินรายได้จากทรัพย์สิน/รายได้อื่น")
    fill_other_income(page)
    practice.arm({"kind": "half_page"})
    with page.expect_event("pageerror") as raised:
        page.click(f"#{B}btnSave")
    assert "PageRequestManagerParserErrorException" in raised.value.message
    assert len(practice.documents()) == 1


def test_an_unknown_alert_in_place(practice: Practice, page: Page) -> None:
    """The startup script of a delta runs as well."""
    open_screen(page, "รับเงินรายได้จากทรัพย์สิน/รายได้อื่น")
    fill_other_income(page)
    practice.arm({"kind": "unknown_alert", "value": "ไม่รู้จัก 'x' </script>"})
    said = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    with page.expect_event("dialog"):
        page.click(f"#{B}btnSave")
    assert said == ["ไม่รู้จัก 'x' </script>"]


def test_typing_into_the_panel_while_it_refreshes_is_lost(practice: Practice, page: Page) -> None:
    """The hazard itself: what is typed during a partial postback is replaced with the panel."""
    open_screen(page, "รับเงินรายได้จากทรัพย์สิน/รายได้อื่น")
    page.route(
        "**/Default.aspx*", lambda route: (page.fill(f"#{B}txtPayer_txtMain", "สูญหาย"), route.continue_())
    )
    with page.expect_response("**/Default.aspx*"):
        page.select_option(f"#{B}ddlReceiveType_ddlMain", index=1)
    expect(page.locator(f"#{B}ddlRecTypeName_ddlMain option")).not_to_have_count(1)
    expect(page.locator(f"#{B}txtPayer_txtMain")).to_have_value("")
    page.unroute_all()


def test_a_refused_voucher_keeps_its_lists_and_payee(practice: Practice, page: Page) -> None:
    """After the summary the form is as it was, so it can be mended and saved."""
    open_screen(page, "จัดทำฎีกา (งบประมาณ ไม่ผ่านจัดซื้อจัดจ้าง)")
    page.on("dialog", lambda dialog: dialog.accept())
    page.fill(f"#{B}txtDescription_txtMain", "ค่าวัสดุ")
    page.click(f"#{B}btnSave")
    expect(page.locator(f"#{B}ValidationSummary1 li").first).to_have_text("กรุณาระบุวันที่จัดทำฎีกา")
    expect(page.locator(f"#{B}txtDescription_txtMain")).to_have_value("ค่าวัสดุ")


def test_maintenance_page(practice: Practice, page: Page) -> None:
    """A navigation gets the 503 page."""
    practice.arm({"kind": "maintenance"})
    answer = page.goto(f"{practice.address.url}/Default.aspx")
    assert answer.status == 503
    expect(page.locator("body")).to_contain_text("ปิดปรับปรุงระบบชั่วคราว")

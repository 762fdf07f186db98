"""The manners of the wire: sessions, sealed fields, event and request validation, lists, partial answers."""

import re
import xml.etree.ElementTree as ET

import pytest
from practice_client import Client, P, save_income, save_tax, tax_receipt, value_of, voucher_lists

from bot.practice.catalogue import load
from bot.practice.menu import by_key
from bot.practice.server import Address
from bot.practice.viewstate import MacFailedError, Seal

TAX = by_key("REC_TAX_ALLOT").url


def test_a_sealed_value_opens_only_for_its_purpose() -> None:
    """What was sealed comes back whole; for another purpose, or altered, it does not open."""
    seal = Seal(b"key")
    text = seal.close({"ก": ["1"]}, "a")
    assert seal.open(text, "a") == {"ก": ["1"]}
    for broken, purpose in ((text, "b"), ("AAAA" + text[4:], "a"), ("not base64!", "a"), ("", "a")):
        with pytest.raises(MacFailedError):
            seal.open(broken, purpose)


def test_a_wrong_password_is_told_and_a_right_one_opens_the_menu(stranger: Client) -> None:
    """The sign-in page keeps a stranger out and lets the user in with office and year on the page."""
    page = stranger.post(stranger.get("/"), {"_ctl0:txtUserName": "somsri", "_ctl0:txtPassword": "x"})
    assert "กรุณาตรวจสอบรหัสผู้ใช้หรือรหัสผ่านให้ถูกต้อง" in page.text
    assert stranger.sign_in().headers["location"] == "/Default.aspx"
    home = stranger.get("Default.aspx").text
    assert "อบต.บ้านตัวอย่าง" in home
    assert "ประจำปีงบประมาณ 2567" in home


def test_a_deep_link_without_a_session_leads_to_the_sign_in_page(stranger: Client) -> None:
    """A screen is not shown to a stranger."""
    answer = stranger.get(TAX)
    assert (answer.status, answer.headers["location"]) == (302, "/")


def test_a_second_sign_in_ends_the_first_session(client: Client, address: Address) -> None:
    """The older session is told why at its next request; the newer one works."""
    newer = Client(address)
    newer.sign_in()
    assert client.get(TAX).status == 302
    assert "มีการเข้าสู่ระบบจากที่อื่น" in client.get("/").text
    assert newer.get(TAX).status == 200


def test_signing_out_ends_the_session(client: Client) -> None:
    """After ออกจากระบบ a screen asks for the sign-in again, without blaming a time-out."""
    assert client.get("Logout.aspx").headers["location"] == "/"
    assert client.get(TAX).status == 302
    assert "หมดเวลา" not in client.get("/").text


def test_the_menu_shows_what_the_role_may_use(stranger: Client, address: Address) -> None:
    """A revenue clerk neither sees nor opens the voucher screen; the viewer sees no entry screen."""
    stranger.sign_in(next(user for user in address.users if user.role == "revenue"))
    home = stranger.get("Default.aspx").text
    assert "รับเงินภาษีจัดสรร" in home
    assert "จัดทำฎีกา" not in home
    assert "ไม่มีสิทธิ์ใช้งานเมนูนี้" in stranger.get(by_key("EXP_VOUCHER_BUDGET").url).text
    stranger.sign_in(next(user for user in address.users if user.role == "viewer"))
    assert "editable=true" not in stranger.get("Default.aspx").text


def test_parameter_order_and_case_are_free(client: Client) -> None:
    """The same screen opens whatever the order; a screen name of another menu opens nothing."""
    menu = by_key("REC_TAX_ALLOT").menu
    assert "lblTitle" in client.get(f"Default.aspx?control=list&editable=true&Menu={menu.lower()}").text
    assert "ไม่พบเมนูที่ระบุ" in client.get(f"Default.aspx?menu={menu}&screenname=OTHER").text


def test_a_foreign_or_altered_view_state_is_refused(client: Client, address: Address) -> None:
    """Another screen's or session's hidden fields give the yellow page, and nothing is stored."""
    page = client.get(TAX)
    other = client.get(by_key("REC_ASSET_RENT_OUTSIDE").url)
    for state in (other.fields["__VIEWSTATE"], page.fields["__VIEWSTATE"][:-4] + "AAAA"):
        answer = client.post(page, {**tax_receipt(), "__VIEWSTATE": state}, button=f"{P}btnSave")
        assert answer.status == 500
        assert "Validation of viewstate MAC failed" in answer.text
    stranger = Client(address)
    stranger.sign_in()
    assert stranger.post(page, tax_receipt(), button=f"{P}btnSave").status == 500
    assert client.documents() == []


def test_a_value_that_was_not_offered_is_refused(client: Client) -> None:
    """A list value or a target that the page did not have gives the yellow page."""
    page = client.get(TAX)
    for changes in (
        tax_receipt(ddlRecTypeName="F0000000-0000-0000-0000-000000000000"),
        tax_receipt(rdoPayType="9"),
        {"__EVENTTARGET": f"{P}btnApprove"},
    ):
        answer = client.post(page, changes, button=f"{P}btnSave")
        assert answer.status == 500
        assert "Invalid postback or callback argument" in answer.text
    assert client.documents() == []


@pytest.mark.parametrize("text", ["<b>", "a</b", "<!--", "<?xml", "&#3619;"])
def test_what_looks_like_markup_is_refused(client: Client, text: str) -> None:
    """Request validation answers 500 and stores nothing."""
    answer = save_tax(client, txtDetail=text)
    assert answer.status == 500
    assert "A potentially dangerous Request.Form value was detected" in answer.text
    assert client.documents() == []


def test_harmless_signs_pass_and_come_back_escaped(client: Client) -> None:
    """A lone < or & is typed text, stored as typed and shown escaped."""
    text = "1 < 2 & 3 > 2 \"อ้าง\" 'x'"
    assert save_tax(client, txtDetail=text).status == 302
    assert client.documents()[0]["fields"]["รายละเอียด"] == text


def test_a_postback_keeps_what_was_typed_and_rewrites_the_date(client: Client) -> None:
    """The box that posts back comes back padded; the others as they were."""
    changes = tax_receipt(txtReceiveDate="5/2/2567", txtDetail="บรรทัดหนึ่ง\r\nบรรทัดสอง")
    page = client.postback(client.get(TAX), f"{P}txtReceiveDate:txtMain", changes)
    assert page.fields[f"{P}txtReceiveDate:txtMain"] == "05/02/2567"
    assert page.fields[f"{P}txtDetail:txtMain"] == "บรรทัดหนึ่ง\nบรรทัดสอง"
    assert page.fields[f"{P}ddlRecTypeName"] == changes[f"{P}ddlRecTypeName"]
    assert page.fields[f"{P}rdoPayType"] == "1"
    wrong = client.postback(page, f"{P}txtReceiveDate:txtMain", {f"{P}txtReceiveDate:txtMain": "31/02/2567"})
    assert "รูปแบบวันที่ไม่ถูกต้อง" in wrong.text


def test_selects_begin_blank_and_carry_the_full_caption(client: Client) -> None:
    """Values are GUIDs, the whole caption is in the title, the visible text may be cut."""
    page = client.get(TAX)
    options = page.options[f"{P}ddlRecTypeName"]
    assert options[0] == ("", "")
    assert {caption for _, caption in options[1:]} == {o.caption for o in load().allocated_taxes}
    assert re.search(r">[^<]{39}\.\.\.</option>", page.text)


def test_the_drop_down_service_answers_in_xml(client: Client) -> None:
    """The children of a plan and of a category come as DropdownData, a blank one first."""
    catalogue = load()
    plan, category = catalogue.plans[0], catalogue.categories[0]
    for path, wanted in (
        (f"GetExpExpenseJob?PlanID={plan.value}", catalogue.jobs[plan.value]),
        (f"GetExpExpenseType?categoryID={category.value}", catalogue.types[category.value]),
    ):
        answer = client.get(f"DropDownService.asmx/{path}")
        assert answer.headers["content-type"].startswith("text/xml")
        items = [(i[1].text or "", i[0].text or "") for i in ET.fromstring(answer.text)]
        assert items == [("", ""), *((o.value, o.caption) for o in wanted)]
    assert client.get("DropDownService.asmx/GetNothing").status == 500
    assert client.get("DropDownService.asmx/GetExpExpenseJob").status == 500
    assert client.get("Other.aspx").status == 404


def test_a_budget_line_is_offered_after_its_four_levels(client: Client) -> None:
    """Lists filled by script may post what the page did not offer; the line list comes by postback."""
    page = client.get(by_key("EXP_VOUCHER_BUDGET").url)
    assert page.options[f"{P}FbddlJob:ddlMain"] == [("", "")]
    page = client.postback(page, f"{P}FbddlType:ddlMain", voucher_lists(load()))
    line = load().budget[0]
    assert (line.value, line.item) in page.options[f"{P}ddlItem:ddlMain"]
    other = value_of(load().plans, "แผนงานการเกษตร")
    page = client.postback(page, f"{P}ddlItem:ddlMain", {f"{P}FbddlPlan:ddlMain": other})
    assert page.fields[f"{P}FbddlJob:ddlMain"] == ""


def test_a_partial_postback_is_answered_by_a_delta(client: Client) -> None:
    """Panel and hidden fields come in length-prefixed parts; a lost session comes as a redirect."""
    answer = save_income(client, in_place=True)
    assert answer.headers["content-type"].startswith("text/plain")
    length, kind, ident, rest = answer.text.split("|", 3)
    assert (kind, ident) == ("updatePanel", "_ctl0__ctl0_UpdatePanel1")
    assert "RCPT-00386/67" in rest[: int(length)]
    assert "|hiddenField|__VIEWSTATE|" in answer.text
    assert "|hiddenField|__EVENTVALIDATION|" in answer.text
    client.arm(kind="session_expired")
    page = client.request(
        "POST", by_key("REC_ASSET_RENT_OUTSIDE").url, "", **{"X-MicrosoftAjax": "Delta=true"}
    )
    assert page.text == "1|pageRedirect||/|"

"""A plain Playwright script for the four practice screens, as a competent person writes it for one site.

It has the waits without which this site loses data, and nothing else: no search before it saves, no proof of
the screen, no reading again, no ledger, no pictures, no read-back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Dialog, Page

B = "#_ctl0__ctl0_"
TAX, INCOME, VOUCHER, JOURNAL = (
    "REC_TAX_ALLOT",
    "REC_ASSET_RENT_OUTSIDE",
    "EXP_VOUCHER_BUDGET",
    "ACC_GENERAL_JOURNAL",
)
_MENU = {
    TAX: "4E465433-EB5A-416A-8092-BBAE595C6CB7",
    INCOME: "1CE460F9-658D-4EB9-A68D-27A129E0207B",
    VOUCHER: "2F8D1B6C-94E7-4A3F-8C5D-B1E07F6A9D31",
    JOURNAL: "C26F8A90-7E1D-4B35-A94C-5D3E8F0B7C41",
}
_STILL = "() => !Sys.WebForms.PageRequestManager.getInstance().get_isInAsyncPostBack()"
_FIRST_ROW = 2
_ROWS_AT_FIRST = 2

Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Document:
    """What is typed for one document: texts by the field's name in the mapping; blank ones are left out."""

    screen: str
    fields: Texts
    lines: Sequence[Texts] = ()


class Bare:
    """Signs in and enters documents."""

    def __init__(self, page: Page, url: str) -> None:
        """Work in this page."""
        self._page = page
        self._url = url
        self._screens: Mapping[str, Callable[[Document], None]] = {
            TAX: self._tax,
            INCOME: self._income,
            VOUCHER: self._voucher,
            JOURNAL: self._journal,
        }
        self._said = ""
        page.on("dialog", self._accept)

    def sign_in(self, username: str, password: str) -> None:
        """Sign in."""
        self._page.goto(self._url)
        self._page.fill("#_ctl0_txtUserName", username)
        self._page.fill("#_ctl0_txtPassword", password)
        self._page.click("input[name='_ctl0:btnLogin']")
        self._page.wait_for_url("**/Default.aspx")

    def enter(self, document: Document) -> None:
        """Enter and save one document."""
        menu = _MENU[document.screen]
        address = f"Default.aspx?menu={menu}&control=list&screenname={document.screen}&editable=true"
        self._page.goto(f"{self._url}/{address}")
        self._screens[document.screen](document)

    def _tax(self, document: Document) -> None:
        texts = document.fields
        self._fill_and_post("txtReceiveDate_txtMain", texts.get("date"))
        self._choose("ddlRecTypeName", texts.get("type"))
        self._receipt(texts)
        self._save_and_see()

    def _income(self, document: Document) -> None:
        texts = document.fields
        page = self._page
        page.fill(f"{B}txtReceiveDate_txtMain", texts["date"])
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator(f"{B}txtReceiveDate_txtMain").blur()
        page.wait_for_function(_STILL)
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            self._choose("ddlReceiveType_ddlMain", texts["category"])
        page.wait_for_function(_STILL)
        self._choose("ddlRecTypeName_ddlMain", texts.get("type"))
        self._receipt(texts)
        self._save_and_see()

    def _receipt(self, texts: Texts) -> None:
        self._fill("txtPayer_txtMain", texts.get("payer"))
        self._fill("txtDetail_txtMain", texts.get("detail"))
        self._fill("txtAmount_txtMain", texts.get("amount"))
        self._page.get_by_label(texts["method"], exact=True).check()
        self._choose("ddlBank_ddlMain", texts.get("bank"))
        self._fill("txtReceiptCount_txtMain", texts.get("receipts"))
        self._fill("txtRemark_txtMain", texts.get("remark"))

    def _voucher(self, document: Document) -> None:
        texts = document.fields
        self._fill("txtVoucherDate_txtMain", texts["date"])
        self._choose("ddlSection_ddlMain", texts["section"])
        self._choose("ddlSource_ddlMain", texts["source"])
        self._choose("FbddlPlan_ddlMain", texts["plan"])
        self._choose_and_post("FbddlJob_ddlMain", texts["job"])
        self._choose("FbddlCategory_ddlMain", texts["category"])
        self._choose_and_post("FbddlType_ddlMain", texts["type"])
        self._choose_and_post("ddlItem_ddlMain", texts["item"])
        self._payee(texts["tax_id"])
        self._fill("txtInvoiceNo_txtMain", texts.get("invoice"))
        self._fill("txtInvoiceDate_txtMain", texts.get("invoice_date"))
        self._fill("txtDescription_txtMain", texts.get("description"))
        self._fill("txtRemark_txtMain", texts.get("remark"))
        for name, box in (
            ("value", "Value"), ("vat", "Vat"), ("withheld", "Wht"), ("fine", "Fine"), ("other", "Other")
        ):  # fmt: skip
            self._fill_and_post(f"txt{box}_txtMain", texts.get(name))
        self._save_and_see()

    def _payee(self, tax_id: str) -> None:
        with self._page.expect_popup() as opened:
            self._page.click(f"{B}txtPayee_btnSearch")
        popup = opened.value
        popup.fill(f"{B}txtParty_txtMain", tax_id)
        popup.click(f"{B}search")
        popup.get_by_text("พบ 1 รายการ", exact=True).wait_for()
        with popup.expect_event("close"):
            # The click closes its own window, so it must not be waited for inside it.
            popup.locator(f"{B}grd tr", has_text=tax_id).get_by_role("link", name="เลือก").evaluate(
                "link => { setTimeout(() => link.click(), 0); }"
            )

    def _journal(self, document: Document) -> None:
        page = self._page
        self._fill("txtDate_txtMain", document.fields["date"])
        self._fill("txtDescription_txtMain", document.fields["description"])
        for row, line in enumerate(document.lines):
            if row >= _ROWS_AT_FIRST:
                with page.expect_navigation():
                    page.click(f"{B}btnAdd")
            place = f"grdLine__ctl{row + _FIRST_ROW}_"
            self._fill_and_post(f"{place}txtAccount_txtMain", line["account"])
            self._fill(f"{place}txtDebit_txtMain", line.get("debit"))
            self._fill(f"{place}txtCredit_txtMain", line.get("credit"))
        self._said = ""
        with page.expect_event("dialog"):
            page.click(f"{B}btnSave")
        if "เรียบร้อยแล้ว" not in self._said:
            raise RuntimeError(self._said)
        page.wait_for_load_state()

    def _fill(self, box: str, text: str | None) -> None:
        if text:
            self._page.fill(f"{B}{box}", text)

    def _fill_and_post(self, box: str, text: str | None) -> None:
        if text:
            self._page.fill(f"{B}{box}", text)
            with self._page.expect_navigation():
                self._page.locator(f"{B}{box}").blur()

    def _choose(self, box: str, caption: str | None) -> None:
        if caption:
            option = self._page.locator(f'{B}{box} option[title="{caption}"]')
            value = option.get_attribute("value")
            self._page.select_option(f"{B}{box}", value=value)

    def _choose_and_post(self, box: str, caption: str | None) -> None:
        with self._page.expect_navigation():
            self._choose(box, caption)

    def _save_and_see(self) -> None:
        self._page.click(f"{B}btnSave")
        self._page.locator(f"{B}lblMessage", has_text="เรียบร้อยแล้ว").wait_for()

    def _accept(self, dialog: Dialog) -> None:
        self._said = dialog.message
        dialog.accept()

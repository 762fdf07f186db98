"""The voucher screen (จัดทำฎีกา): five levels of classification, a payee look-up and computed totals."""

from decimal import Decimal

from bot.practice.budget import Budget
from bot.practice.catalogue import BudgetLine, Catalogue, Option, User
from bot.practice.forms import Announces, Button, Cell, Form, State
from bot.practice.kinds import long_date, plain_money, read_date, read_money, shown_money
from bot.practice.rules import AREA_LENGTH, ZERO, Reading, satang
from bot.practice.screens.voucher_controls import COMPUTED, voucher_rows
from bot.practice.store import Document, Draft, Numbering
from bot.practice.webforms import Control, Posted

SAVED = "_saved"
PAYER_NUMBER, TREASURY_NUMBER = "เลขที่ผู้เบิก", "เลขที่คลังรับ"
_SAVE = Button(key="btnSave", caption="บันทึก", confirm="ต้องการบันทึกข้อมูลใช่หรือไม่")
_CANCEL = Button(key="btnCancel", caption="ยกเลิก")
_NEW = Button(key="btnNew", caption="จัดทำฎีกาใหม่")


class VoucherScreen:
    """Vouchers against the annual budget, without procurement."""

    key = "EXP_VOUCHER_BUDGET"
    in_place = False
    announces = Announces.PAGE

    def __init__(self, catalogue: Catalogue, budget: Budget) -> None:
        """Keep the lists and the budget as it stands."""
        self._catalogue = catalogue
        self._budget = budget

    def blank(self, user: User) -> State:
        """Give an empty form."""
        _ = user
        return {}

    def turn(self, state: State, posted: Posted) -> State:
        """Drop choices that no longer fit their parents; the totals follow from the state."""
        _ = posted
        return self._fitting(state)

    def form(self, state: State) -> Form:
        """Draw the form with balance and totals computed now, or the saved document."""
        state = self._fitting(state)
        totals = state if state.get(SAVED) else {**state, **self._totals(state)}
        options = self._options(state)
        cells = tuple(tuple(_cell(c, totals) for c in row) for row in voucher_rows(options))
        frozen = bool(state.get(SAVED))
        return Form(rows=cells, buttons=(_NEW,) if frozen else (_SAVE, _CANCEL), frozen=frozen)

    def check(self, state: State) -> Draft | list[str]:
        """Apply the rules of a voucher."""
        read = Reading(state, self._catalogue.fiscal_year)
        options = self._options(state)
        day = read.day("txtVoucherDate", "วันที่จัดทำฎีกา")
        fields = {"วันที่จัดทำฎีกา": long_date(day) if day else ""}
        fields["ส่วน/กอง ผู้เบิก"] = read.choice("ddlSection", "ส่วน/กอง ผู้เบิก", options["ddlSection"])
        fields["แหล่งเงิน"] = read.choice("ddlSource", "แหล่งเงิน", options["ddlSource"])
        for key, caption in (
            ("FbddlPlan", "แผนงาน"),
            ("FbddlJob", "งาน"),
            ("FbddlCategory", "หมวดรายจ่าย"),
            ("FbddlType", "ประเภทรายจ่าย"),
            ("ddlItem", "รายการ"),
        ):
            fields[caption] = read.choice(key, caption, options[key])
        fields |= self._payee(read)
        fields["เลขที่ใบแจ้งหนี้"] = read.text("txtInvoiceNo", "เลขที่ใบแจ้งหนี้")
        invoiced = read.day("txtInvoiceDate", "วันที่ในใบแจ้งหนี้", required=False, in_year=False)
        fields["วันที่ในใบแจ้งหนี้"] = long_date(invoiced) if invoiced else ""
        fields["คำอธิบายรายการ"] = read.text(
            "txtDescription", "คำอธิบายรายการ", required=True, limit=AREA_LENGTH
        )
        gross = self._amounts(read, fields, self._balance(state))
        fields["หมายเหตุ"] = read.text("txtRemark", "หมายเหตุ", limit=AREA_LENGTH)
        if read.problems or day is None:
            return read.problems
        return Draft(
            screen=self.key,
            numbers=self._numbers(state["ddlSection"]),
            fields=fields,
            day=day.isoformat(),
            party=fields["ผู้รับเงิน"],
            satang=satang(gross),
            budget_line=state["ddlItem"],
        )

    def saved(self, document: Document, state: State, user: User) -> State:
        """Show the saved document, with its numbers, so that it cannot be typed into."""
        _ = user
        numbers = {
            "lblVoucherNo": document.fields[PAYER_NUMBER],
            "lblTreasuryNo": document.fields[TREASURY_NUMBER],
        }
        shown = {key: shown_money(document.fields[caption]) for key, caption in COMPUTED.items()}
        return {**state, **shown, **numbers, SAVED: document.ident}

    def _payee(self, read: Reading) -> dict[str, str]:
        name = read.text("txtPayee", "ผู้รับเงิน", required=True)
        tax_id = read.text("txtTaxId", "เลขประจำตัวผู้เสียภาษี")
        known = any(payee.name == name and payee.tax_id == tax_id for payee in self._catalogue.payees)
        if name and not known:
            read.refuse("ผู้รับเงินไม่ถูกต้อง กรุณาเลือกจากหน้าค้นหาผู้รับเงิน")
        return {"ผู้รับเงิน": name, "เลขประจำตัวผู้เสียภาษี": tax_id}

    def _amounts(self, read: Reading, fields: dict[str, str], balance: Decimal | None) -> Decimal:
        value = read.money("txtValue", "มูลค่าสินค้า/บริการ", required=True)
        vat = read.money("txtVat", "ภาษีมูลค่าเพิ่ม")
        withheld = read.money("txtWht", "ภาษีหัก ณ ที่จ่าย")
        fine = read.money("txtFine", "ค่าปรับ")
        other = read.money("txtOther", "หักอื่น ๆ")
        gross, net = value + vat, value + vat - withheld - fine - other
        if net < ZERO:
            read.refuse("จำนวนเงินที่รับสุทธิต้องไม่น้อยกว่า 0")
        if balance is not None and gross > balance:
            read.refuse(f"จำนวนเงินเกินงบประมาณคงเหลือ (คงเหลือ {balance:,.2f} บาท)")
        fields["งบประมาณคงเหลือ"] = plain_money(balance or ZERO)
        for caption, amount in (
            ("มูลค่าสินค้า/บริการ", value),
            ("ภาษีมูลค่าเพิ่ม", vat),
            ("จำนวนเงินที่ขอเบิกทั้งสิ้น", gross),
            ("ภาษีหัก ณ ที่จ่าย", withheld),
            ("ค่าปรับ", fine),
            ("หักอื่น ๆ", other),
            ("จำนวนเงินที่รับสุทธิ", net),
            ("งบประมาณคงเหลือหลังหัก", (balance or ZERO) - gross),
        ):
            fields[caption] = plain_money(amount)
        return gross

    def _numbers(self, section: str) -> tuple[Numbering, Numbering]:
        found = next(s for s in self._catalogue.sections if s.value == section)
        year = self._catalogue.fiscal_year % 100
        return (
            Numbering(caption=PAYER_NUMBER, series=found.code, pattern=f"{found.short}-{{:04d}}/{year}"),
            Numbering(caption=TREASURY_NUMBER, series="TREASURY", pattern=f"คร-{{:05d}}/{year}"),
        )

    def _lines(self, state: State) -> tuple[BudgetLine, ...]:
        levels = [state.get(key, "") for key in ("FbddlPlan", "FbddlJob", "FbddlCategory", "FbddlType")]
        return self._budget.lines_of(*levels) if all(levels) else ()

    def _balance(self, state: State) -> Decimal | None:
        line = next((line for line in self._lines(state) if line.value == state.get("ddlItem")), None)
        return self._budget.free(self._budget.key_of(line.value)) if line else None

    def _options(self, state: State) -> dict[str, tuple[Option, ...]]:
        catalogue = self._catalogue
        return {
            "ddlSection": tuple(Option(value=s.value, caption=s.caption) for s in catalogue.sections),
            "ddlSource": catalogue.sources,
            "FbddlPlan": catalogue.plans,
            "FbddlJob": catalogue.jobs.get(state.get("FbddlPlan", ""), ()),
            "FbddlCategory": catalogue.categories,
            "FbddlType": catalogue.types.get(state.get("FbddlCategory", ""), ()),
            "ddlItem": tuple(Option(value=line.value, caption=line.item) for line in self._lines(state)),
        }

    def _fitting(self, state: State) -> State:
        for key in ("FbddlJob", "FbddlType", "ddlItem"):
            if state.get(key) and state[key] not in {option.value for option in self._options(state)[key]}:
                state = {**state, key: ""}
        return state

    def _totals(self, state: State) -> State:
        balance = self._balance(state)
        typed = [state.get(key, "") for key in ("txtValue", "txtVat", "txtWht", "txtFine", "txtOther")]
        amounts = [read_money(text) if text else ZERO for text in typed]
        shown = {"txtBalance": "" if balance is None else shown_money(balance)}
        if not any(typed) or any(amount is None for amount in amounts):
            return {**shown, "txtGross": "", "txtNet": "", "txtBalanceAfter": ""}
        value, vat, *deductions = [amount for amount in amounts if amount is not None]
        gross = value + vat
        after = "" if balance is None else shown_money(balance - gross)
        net = shown_money(gross - sum(deductions, ZERO))
        return {**shown, "txtGross": shown_money(gross), "txtNet": net, "txtBalanceAfter": after}


def _cell(control: Control, state: State) -> Cell:
    value, note = state.get(control.key, ""), ""
    if control.key.endswith("Date") and value and read_date(value) is None:
        note = "รูปแบบวันที่ไม่ถูกต้อง"
    if control.money and control.posts_back and value and read_money(value) is None:
        note = "จำนวนเงินไม่ถูกต้อง"
    return Cell(control=control, value=value, note=note)

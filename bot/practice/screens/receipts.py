"""The two receiving screens: allocated taxes, and the office's other income."""

from bot.practice.catalogue import Catalogue, Option, User
from bot.practice.forms import Announces, Button, Cell, Form, State
from bot.practice.kinds import long_date, plain_money, read_date
from bot.practice.rules import AREA_LENGTH, Reading, satang
from bot.practice.store import Document, Draft, Numbering
from bot.practice.webforms import Control, Kind, Posted

CASH = "1"
WAYS = (
    Option(value=CASH, caption="เงินสด"),
    Option(value="2", caption="เช็ค"),
    Option(value="3", caption="โอนเข้าบัญชีธนาคาร"),
)
NUMBER = "เลขที่ใบเสร็จ"
_BUTTONS = (Button(key="btnSave", caption="บันทึก"), Button(key="btnCancel", caption="ยกเลิก"))


class ReceiptScreen:
    """A receiving screen; with `by_category` the kind of income is chosen in two steps, in place."""

    def __init__(self, key: str, catalogue: Catalogue, *, by_category: bool) -> None:
        """Keep what the lists are filled from."""
        self.key = key
        self.in_place = by_category
        self.announces = Announces.PAGE if by_category else Announces.REDIRECT
        self._catalogue = catalogue
        self._by_category = by_category

    def blank(self, user: User) -> State:
        """Give an empty form received by this user; cash is not preselected."""
        return {"lblReceiver": user.full_name}

    def turn(self, state: State, posted: Posted) -> State:
        """Rewrite a date that was understood in full; drop a type that the new category does not have."""
        _ = posted
        day = read_date(state.get("txtReceiveDate", ""))
        if day:
            state = {**state, "txtReceiveDate": long_date(day)}
        if state.get("ddlRecTypeName", "") not in {option.value for option in self._types(state)}:
            state = {**state, "ddlRecTypeName": ""}
        return state

    def form(self, state: State) -> Form:
        """Draw the form."""
        return Form(
            rows=tuple((self._cell(control, state),) for control in self._controls(state)), buttons=_BUTTONS
        )

    def check(self, state: State) -> Draft | list[str]:
        """Apply the rules of a receipt."""
        read = Reading(state, self._catalogue.fiscal_year)
        day = read.day("txtReceiveDate", "วันที่รับเงิน")
        payer = read.text("txtPayer", "ผู้ชำระเงิน", required=True)
        fields = {"วันที่รับเงิน": long_date(day) if day else "", "ผู้ชำระเงิน": payer}
        if self._by_category:
            fields["หมวดรายรับ"] = read.choice(
                "ddlReceiveType", "หมวดรายรับ", self._catalogue.revenue_categories
            )
        fields["ประเภทรายรับ"] = read.choice("ddlRecTypeName", "ประเภทรายรับ", self._types(state))
        fields["รายละเอียด"] = read.text("txtDetail", "รายละเอียด", limit=AREA_LENGTH)
        amount = read.money("txtAmount", "จำนวนเงิน", required=True)
        fields["จำนวนเงิน"] = plain_money(amount)
        way = fields["ประเภทการรับเงิน"] = read.choice("rdoPayType", "ประเภทการรับเงิน", WAYS)
        bank = read.choice("ddlBank", "บัญชีธนาคาร", self._catalogue.banks, required=False)
        if way and state["rdoPayType"] != CASH and not bank:
            read.refuse("กรุณาระบุบัญชีธนาคาร")
        if state.get("rdoPayType") == CASH and bank:
            read.refuse("รับเป็นเงินสดต้องไม่ระบุบัญชีธนาคาร")
        fields["บัญชีธนาคาร"] = bank
        fields["จำนวนใบเสร็จรับเงิน"] = read.count("txtReceiptCount", "จำนวนใบเสร็จรับเงิน")
        fields["หมายเหตุ"] = read.text("txtRemark", "หมายเหตุ", limit=AREA_LENGTH)
        fields["ผู้รับเงิน"] = state["lblReceiver"]
        if read.problems or day is None:
            return read.problems
        year = self._catalogue.fiscal_year % 100
        number = Numbering(caption=NUMBER, series="RCPT", pattern=f"RCPT-{{:05d}}/{year}")
        return Draft(
            screen=self.key,
            numbers=(number,),
            fields=fields,
            day=day.isoformat(),
            party=payer,
            satang=satang(amount),
        )

    def saved(self, document: Document, state: State, user: User) -> State:
        """Show an empty form again."""
        _ = document, state
        return self.blank(user)

    def _types(self, state: State) -> tuple[Option, ...]:
        if not self._by_category:
            return self._catalogue.allocated_taxes
        return self._catalogue.revenue_types.get(state.get("ddlReceiveType", ""), ())

    def _cell(self, control: Control, state: State) -> Cell:
        value = state.get(control.key, "")
        wrong = control.key == "txtReceiveDate" and value and read_date(value) is None
        return Cell(control=control, value=value, note="รูปแบบวันที่ไม่ถูกต้อง" if wrong else "")

    def _controls(self, state: State) -> list[Control]:
        kinds = [
            Control(
                key="ddlRecTypeName",
                leaf="ddlMain" if self._by_category else "",
                caption="ประเภทรายรับ",
                kind=Kind.SELECT,
                required=True,
                options=self._types(state),
            )
        ]
        if self._by_category:
            category = Control(
                key="ddlReceiveType",
                leaf="ddlMain",
                caption="หมวดรายรับ",
                kind=Kind.SELECT,
                required=True,
                posts_back=True,
                options=self._catalogue.revenue_categories,
            )
            kinds.insert(0, category)
        banks = self._catalogue.banks
        return [
            Control(key="txtReceiveDate", caption="วันที่รับเงิน", required=True, posts_back=True, size=12),
            Control(key="txtPayer", caption="ผู้ชำระเงิน", required=True, size=50),
            *kinds,
            Control(key="txtDetail", caption="รายละเอียด", kind=Kind.AREA),
            Control(key="txtAmount", caption="จำนวนเงิน", required=True, money=True, size=18),
            Control(
                key="rdoPayType",
                leaf="",
                caption="ประเภทการรับเงิน",
                kind=Kind.RADIO,
                required=True,
                options=WAYS,
            ),
            Control(key="ddlBank", leaf="ddlMain", caption="บัญชีธนาคาร", kind=Kind.SELECT, options=banks),
            Control(key="txtReceiptCount", caption="จำนวนใบเสร็จรับเงิน", size=6),
            Control(key="txtRemark", caption="หมายเหตุ", kind=Kind.AREA),
            Control(key="lblReceiver", leaf="", caption="ผู้รับเงิน", kind=Kind.SHOWN),
        ]

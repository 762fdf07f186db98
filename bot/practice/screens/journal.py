"""The general journal voucher (ใบผ่านรายการบัญชีทั่วไป): a grid of lines that must balance."""

from decimal import Decimal

from bot.practice.catalogue import Catalogue, User
from bot.practice.forms import Announces, Button, Cell, Form, Lines, State
from bot.practice.kinds import long_date, plain_money, read_date, read_money, shown_money
from bot.practice.rules import AREA_LENGTH, ZERO, Reading, satang
from bot.practice.store import Document, Draft, Numbering
from bot.practice.webforms import PREFIX, Control, Kind, Posted

NUMBER = "เลขที่"
GRID = "grdLine"
FIRST_ROW = 2
LEAST_LINES = 2
_ROWS = "_rows"
_COLUMNS = ("txtAccount", "txtDebit", "txtCredit")
_ADD = Button(key="btnAdd", caption="เพิ่มรายการ")
_BUTTONS = (Button(key="btnSave", caption="บันทึก"), Button(key="btnCancel", caption="ยกเลิก"))
_UNKNOWN = "ไม่พบรหัสบัญชี"


class JournalScreen:
    """Journal vouchers; the number is announced by an alert while the next page loads."""

    key = "ACC_GENERAL_JOURNAL"
    in_place = False
    announces = Announces.ALERT

    def __init__(self, catalogue: Catalogue) -> None:
        """Keep the chart of accounts."""
        self._catalogue = catalogue

    def blank(self, user: User) -> State:
        """Give an empty form with two lines."""
        _ = user
        return {_ROWS: str(LEAST_LINES)}

    def turn(self, state: State, posted: Posted) -> State:
        """Add or delete a line; other postbacks only look accounts up and add up."""
        rows = int(state[_ROWS])
        if posted.pressed(_ADD.key):
            return {**state, _ROWS: str(rows + 1)}
        for row in range(rows):
            if posted.target == _delete(row):
                return _without(state, row)
        return state

    def form(self, state: State) -> Form:
        """Draw the head, the grid and its totals."""
        value = state.get("txtDate", "")
        note = "รูปแบบวันที่ไม่ถูกต้อง" if value and read_date(value) is None else ""
        head = (
            (
                Cell(
                    control=Control(key="lblNumber", leaf="", caption=NUMBER, kind=Kind.SHOWN),
                    value="(อัตโนมัติ)",
                ),
            ),
            (
                Cell(
                    control=Control(key="txtDate", caption="วันที่", required=True, size=12),
                    value=value,
                    note=note,
                ),
            ),
            (
                Cell(
                    control=Control(key="txtDescription", caption="คำอธิบาย", kind=Kind.AREA, required=True),
                    value=state.get("txtDescription", ""),
                ),
            ),
        )
        return Form(rows=head, buttons=_BUTTONS, lines=self._lines(state))

    def check(self, state: State) -> Draft | list[str]:
        """Apply the rules of a journal voucher."""
        read = Reading(state, self._catalogue.fiscal_year)
        day = read.day("txtDate", "วันที่")
        description = read.text("txtDescription", "คำอธิบาย", required=True, limit=AREA_LENGTH)
        lines, debit, credit = [], ZERO, ZERO
        for row in range(int(state[_ROWS])):
            line, left, right = self._line(read, row)
            lines.append(line)
            debit, credit = debit + left, credit + right
        if len(lines) < LEAST_LINES:
            read.refuse(f"ต้องมีรายการอย่างน้อย {LEAST_LINES} รายการ")
        if debit != credit:
            read.refuse(f"รวมเดบิตไม่เท่ากับรวมเครดิต ({debit:,.2f} / {credit:,.2f})")
        if read.problems or day is None:
            return read.problems
        year = self._catalogue.fiscal_year % 100
        return Draft(
            screen=self.key,
            numbers=(Numbering(caption=NUMBER, series="JV", pattern=f"JV-{{:04d}}/{year}"),),
            fields={
                "วันที่": long_date(day),
                "คำอธิบาย": description,
                "รวมเดบิต": plain_money(debit),
                "รวมเครดิต": plain_money(credit),
            },
            lines=tuple(lines),
            day=day.isoformat(),
            party=description,
            satang=satang(debit),
        )

    def saved(self, document: Document, state: State, user: User) -> State:
        """Show an empty form again."""
        _ = document, state
        return self.blank(user)

    def _line(self, read: Reading, row: int) -> tuple[dict[str, str], Decimal, Decimal]:
        where = f" (รายการที่ {row + 1})"
        code = read.text(_key(row, "txtAccount"), f"รหัสบัญชี{where}", required=True)
        account = self._catalogue.accounts.get(code)
        if code and account is None:
            read.refuse(f"{_UNKNOWN} {code}{where}")
        debit = read.money(_key(row, "txtDebit"), f"เดบิต{where}")
        credit = read.money(_key(row, "txtCredit"), f"เครดิต{where}")
        if (debit > ZERO) == (credit > ZERO):
            read.refuse(f"กรุณาระบุเดบิตหรือเครดิตเพียงด้านเดียว{where}")
        line = {
            "ลำดับ": str(row + 1),
            "รหัสบัญชี": code,
            "ชื่อบัญชี": account.name if account else "",
            "เดบิต": plain_money(debit) if debit else "",
            "เครดิต": plain_money(credit) if credit else "",
        }
        return line, debit, credit

    def _lines(self, state: State) -> Lines:
        count = int(state[_ROWS])
        totals = []
        for column, key, caption in (
            ("txtDebit", "lblDebit", "รวมเดบิต"),
            ("txtCredit", "lblCredit", "รวมเครดิต"),
        ):
            typed = [read_money(state.get(_key(row, column), "")) or ZERO for row in range(count)]
            control = Control(key=key, leaf="", caption=caption, kind=Kind.SHOWN, money=True)
            totals.append(Cell(control=control, value=shown_money(sum(typed, ZERO))))
        return Lines(
            captions=("ลำดับ", "รหัสบัญชี", "ชื่อบัญชี", "เดบิต", "เครดิต", "ลบ"),
            rows=tuple(self._row(state, row) for row in range(count)),
            deletes=tuple(_delete(row) for row in range(count)),
            add=_ADD,
            totals=tuple(totals),
        )

    def _row(self, state: State, row: int) -> tuple[Cell, ...]:
        code = state.get(_key(row, "txtAccount"), "")
        account = self._catalogue.accounts.get(code)
        return (
            Cell(control=Control(key=_key(row, "txtAccount"), posts_back=True, size=10), value=code),
            Cell(
                control=Control(key=_key(row, "lblAccountName"), leaf="", kind=Kind.SHOWN),
                value=account.name if account else "",
                note=f"{_UNKNOWN} {code}" if code and account is None else "",
            ),
            *(
                Cell(
                    control=Control(key=_key(row, column), money=True, size=14),
                    value=state.get(_key(row, column), ""),
                )
                for column in ("txtDebit", "txtCredit")
            ),
        )


def _key(row: int, column: str) -> str:
    return f"{GRID}:_ctl{row + FIRST_ROW}:{column}"


def _delete(row: int) -> str:
    return f"{PREFIX}{_key(row, 'lnkDelete')}"


def _without(state: State, gone: int) -> State:
    rows = int(state[_ROWS])
    kept = {key: value for key, value in state.items() if not key.startswith(GRID)}
    for new, old in enumerate(row for row in range(rows) if row != gone):
        kept |= {_key(new, column): state.get(_key(old, column), "") for column in _COLUMNS}
    return {**kept, _ROWS: str(rows - 1)}

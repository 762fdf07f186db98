"""What every voucher has: section, payee, invoice, amounts, deductions, two numbers, and who approves it."""

from collections.abc import Iterable
from decimal import Decimal

from bot.practice import sources
from bot.practice.entries import credit, debit, less, role
from bot.practice.facts import Facts
from bot.practice.fields import area, choice, day, money, shown_amount, text
from bot.practice.forms import Announces
from bot.practice.paper import APPROVE, PRINT, Entry, Field, Move, Paper, Resolve, Rule, Running
from bot.practice.rules import ZERO

VALUE, VAT, GROSS, NET = "มูลค่าสินค้า/บริการ", "ภาษีมูลค่าเพิ่ม", "จำนวนเงินที่ขอเบิกทั้งสิ้น", "จำนวนเงินที่รับสุทธิ"
WITHHELD, FINE, KEPT, OTHER = "ภาษีหัก ณ ที่จ่าย", "ค่าปรับ", "เงินประกันผลงาน", "ค่าใช้จ่ายอื่น/กยศ."
PAYEE = "ผู้รับเงิน"
_CONFIRM = "ต้องการบันทึกข้อมูลใช่หรือไม่"
_DEDUCTIONS = ("txtWht", "txtFine", "txtRetention", "txtOther")


def gross(facts: Facts) -> Decimal:
    """Give value and VAT together."""
    return facts.money("txtValue") + facts.money("txtVat")


def net(facts: Facts) -> Decimal:
    """Give the gross amount less the deductions."""
    return gross(facts) - sum((facts.money(key) for key in _DEDUCTIONS), ZERO)


def _not_negative(facts: Facts) -> Iterable[str]:
    """Refuse deductions that are more than the gross amount."""
    if net(facts) < ZERO:
        yield "จำนวนเงินที่รับสุทธิต้องไม่น้อยกว่า 0"


def known_payee_rule(facts: Facts) -> Iterable[str]:
    """Refuse a payee that is not in the look-up."""
    name, tax_id = facts.text("txtPayee"), facts.text("txtTaxId")
    if not any(payee.name == name and payee.tax_id == tax_id for payee in facts.catalogue.payees):
        yield "ผู้รับเงินไม่ถูกต้อง กรุณาเลือกจากหน้าค้นหาผู้รับเงิน"


def known_payee() -> tuple[Field, ...]:
    """Declare the payee and the tax id, chosen in the look-up."""
    return (
        Field(key="txtPayee", caption=PAYEE, required=True, popup="POP_PAYEE", size=42),
        Field(key="txtTaxId", caption="เลขประจำตัวผู้เสียภาษี", read_only=True, size=16),
    )


def _rows(
    own: tuple[tuple[Field, ...], ...], money_of: tuple[Field, ...], payee: tuple[Field, ...]
) -> tuple[tuple[Field, ...], ...]:
    return (
        (day("txtVoucherDate", "วันที่จัดทำฎีกา"),),
        (choice("ddlSection", "ส่วน/กอง ผู้เบิก", sources.sections), *money_of),
        *own,
        payee,
        (
            text("txtInvoiceNo", "เลขที่ใบแจ้งหนี้", size=20),
            day("txtInvoiceDate", "วันที่ในใบแจ้งหนี้", required=False, in_year=False),
        ),
        (area("txtDescription", "คำอธิบายรายการ", required=True),),
        (
            money("txtValue", VALUE, posts_back=True),
            money("txtVat", VAT, required=False, posts_back=True),
        ),
        (shown_amount("txtGross", GROSS, gross),),
        (
            money("txtWht", WITHHELD, required=False, posts_back=True),
            money("txtFine", FINE, required=False, posts_back=True),
        ),
        (
            money("txtRetention", KEPT, required=False, posts_back=True),
            money("txtOther", OTHER, required=False, posts_back=True),
        ),
        (shown_amount("txtNet", NET, net),),
        (area("txtRemark", "หมายเหตุ"),),
    )


def voucher(  # noqa: PLR0913 - in what the branches differ
    key: str,
    *own: tuple[Field, ...],
    listed: tuple[str, ...],
    pays: Resolve,
    payee: tuple[Field, ...] | None = None,
    rules: tuple[Rule, ...] = (),
    moves: tuple[Move, ...] = (),
    source: bool = True,
) -> Paper:
    """Declare a voucher: its own fields between the section and the payee; `pays` is what is debited."""
    money_of = (choice("ddlSource", "แหล่งเงิน", sources.moneys),) if source else ()
    entries: tuple[Entry, ...] = (
        debit(pays, GROSS),
        credit(role("withheld_tax"), WITHHELD),
        credit(role("held_other"), FINE),
        credit(role("work_guarantee"), KEPT),
        credit(role("held_other"), OTHER),
        credit(role("unpaid_vouchers"), less(GROSS, WITHHELD, FINE, KEPT, OTHER)),
    )
    return Paper(
        key=key,
        rows=_rows(own, money_of, payee or known_payee()),
        numbers=(
            Running(caption="เลขที่ผู้เบิก", series="", per="ddlSection"),
            Running(caption="เลขที่คลังรับ", series="TREASURY", pattern="คร-{:05d}"),
        ),
        day="วันที่จัดทำฎีกา",
        party=PAYEE,
        amount=GROSS,
        listed=("วันที่จัดทำฎีกา", "ส่วน/กอง ผู้เบิก", PAYEE, *listed, GROSS, NET),
        rules=(_not_negative, *(() if payee else (known_payee_rule,)), *rules),
        entries=entries,
        moves=moves,
        turns=(PRINT, APPROVE),
        announces=Announces.PAGE,
        confirm=_CONFIRM,
    )

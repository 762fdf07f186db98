"""From approved vouchers to the payee: จัดทำรายงานการจัดทำเช็ค/ใบถอน and จ่ายเงิน."""

from collections.abc import Iterable

from bot.practice import sources
from bot.practice.entries import AMOUNT, BANK, bank, credit, debit, role
from bot.practice.facts import Facts
from bot.practice.fields import (
    area,
    choice,
    day,
    fixed,
    from_document,
    look_up,
    radio,
    shown_amount,
    text,
    typed_number,
)
from bot.practice.forms import Announces
from bot.practice.paper import APPROVE, APPROVED, Field, Grid, Paper, Running, Value
from bot.practice.papers import vouchers
from bot.practice.papers.voucher_form import NET

CHEQUE, PAYMENT = "EXP_CHEQUE", "EXP_PAYMENT"
VOUCHERS = ("EXP_VOUCHER_BUDGET", *(paper.key for paper in vouchers.PAPERS))
_NUMBER, _SIGNERS = "เลขที่เช็ค/ใบถอน", ("ผู้ลงนาม 1", "ผู้ลงนาม 2")


def _new_cheque(facts: Facts) -> Iterable[str]:
    """Refuse a number that was used on the same account."""
    number, account = facts.text("txtChequeNo"), facts.chosen("ddlBank")
    for other in facts.world.named_by(number, CHEQUE):
        found = facts.world.store.numbered(other)
        if found and found.fields[BANK] == account:
            yield f"{_NUMBER} {number} ถูกใช้แล้วในเอกสารเลขที่ {other}"


def _two_signers(facts: Facts) -> Iterable[str]:
    """Refuse one person in both places of the signers."""
    if facts.text("ddlSigner1") == facts.text("ddlSigner2"):
        yield "ผู้ลงนามทั้งสองต้องไม่ใช่คนเดียวกัน"


def _not_before(facts: Facts) -> Iterable[str]:
    """Refuse a cheque that is dated before the report."""
    made, dated = facts.day("txtDate"), facts.day("txtChequeDate")
    if made and dated and dated < made:
        yield "ลงวันที่ในเช็คต้องไม่ก่อนวันที่จัดทำรายงาน"


def _something(facts: Facts) -> Iterable[str]:
    """Refuse a cheque of nothing."""
    if not facts.total("lblNet"):
        yield "จำนวนเงินรวมต้องมากกว่า 0"


CHEQUE_REPORT = Paper(
    key=CHEQUE,
    rows=(
        (day("txtDate", "วันที่จัดทำรายงาน"),),
        (radio("rdoKind", "ประเภท", fixed("เช็ค", "ใบถอน")),),
        (choice("ddlBank", BANK, sources.banks),),
        (
            Field(key="txtChequeNo", caption=_NUMBER, required=True, links=True, size=18),
            day("txtChequeDate", "ลงวันที่"),
        ),
        (text("txtPayTo", "สั่งจ่าย", required=True, size=50),),
        (
            choice("ddlSigner1", _SIGNERS[0], sources.staff),
            choice("ddlSigner2", _SIGNERS[1], sources.staff),
        ),
        (shown_amount("txtTotal", AMOUNT, lambda facts: facts.total("lblNet")),),
        (area("txtRemark", "หมายเหตุ"),),
    ),
    grid=Grid(
        columns=(
            typed_number("txtVoucher", "เลขที่ผู้เบิก", *VOUCHERS, status=APPROVED),
            from_document("lblTreasuryNo", "txtVoucher", "เลขที่คลังรับ"),
            from_document("lblPayee", "txtVoucher", "ผู้รับเงิน"),
            from_document("lblNet", "txtVoucher", "จำนวนเงินสุทธิ", named=NET, value=Value.MONEY),
        ),
        totals=(("lblSum", "รวม", "lblNet"),),
        unique="เลขที่ผู้เบิก",
    ),
    numbers=(Running(caption="เลขที่รายงานการจัดทำเช็ค", series="CHEQUE", pattern="รช-{:04d}"),),
    day="วันที่จัดทำรายงาน",
    party="สั่งจ่าย",
    amount=AMOUNT,
    listed=("วันที่จัดทำรายงาน", "สั่งจ่าย", BANK, _NUMBER, "ลงวันที่", AMOUNT),
    rules=(_new_cheque, _two_signers, _not_before, _something),
    entries=(debit(role("unpaid_vouchers")), credit(bank)),
    turns=(APPROVE,),
    announces=Announces.ALERT,
)
PAYING = Paper(
    key=PAYMENT,
    rows=(
        (day("txtDate", "วันที่จ่าย"),),
        (
            look_up("txtCheque", "เลขที่รายงานการจัดทำเช็ค", CHEQUE, status=APPROVED),
            from_document("lblChequeNo", "txtCheque", _NUMBER),
        ),
        (
            from_document("lblPayTo", "txtCheque", "สั่งจ่าย"),
            from_document("txtAmount", "txtCheque", AMOUNT, value=Value.MONEY),
        ),
        (
            text("txtReceiver", "ผู้รับเงิน", required=True, size=50),
            choice("ddlPayer", "ผู้จ่ายเงิน", sources.staff),
        ),
        (text("txtReceiptNo", "เลขที่ใบเสร็จ/ใบสำคัญรับเงิน"),),
        (area("txtRemark", "หมายเหตุ"),),
    ),
    numbers=(Running(caption="เลขที่จ่ายเงิน", series="PAYMENT", pattern="จง-{:04d}"),),
    day="วันที่จ่าย",
    party="ผู้รับเงิน",
    amount=AMOUNT,
    listed=("วันที่จ่าย", "ผู้รับเงิน", _NUMBER, AMOUNT),
)
PAPERS = (CHEQUE_REPORT, PAYING)

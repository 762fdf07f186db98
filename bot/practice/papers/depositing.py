"""From receipts to the bank: ใบนำส่งเงิน, ใบสำคัญสรุปใบนำส่งเงิน and นำฝากธนาคาร."""

from collections.abc import Iterable
from decimal import Decimal

from bot.practice import sources
from bot.practice.entries import AMOUNT, BANK, bank, credit, debit, role
from bot.practice.facts import KEYER, Facts
from bot.practice.fields import (
    area,
    choice,
    day,
    from_document,
    look_up,
    money,
    shown,
    shown_amount,
    text,
    typed_number,
)
from bot.practice.forms import Announces
from bot.practice.kinds import plain_money, read_money
from bot.practice.paper import Field, Grid, Paper, Running, Value
from bot.practice.papers import guarantees, receiving
from bot.practice.rules import ZERO, satang
from bot.practice.store import Document

SLIP, SUMMARY, BANKED = "REC_DEPOSIT_SLIP", "REC_DEPOSIT_SUMMARY", "REC_BANK_DEPOSIT"
RECEIPTS = (
    "REC_TAX_ALLOT",
    "REC_ASSET_RENT_OUTSIDE",
    *(paper.key for paper in receiving.PAPERS),
    *(paper.key for paper in guarantees.PAPERS if paper.key.startswith("REC_")),
)
_TOTAL, _CASH = "รวมจำนวนเงิน", "รวมเงินสด"


def _total(facts: Facts) -> Decimal:
    return facts.total("lblAmount")


def _cash(facts: Facts) -> Decimal:
    return facts.total("lblCash")


def _cash_of(facts: Facts) -> str:
    found = facts.document("txtReceipt")
    if found is None:
        return ""
    cash = found.fields["ประเภทการรับเงิน"] == sources.CASH
    return found.fields[AMOUNT] if cash else plain_money(ZERO)


def _amount(key: str, caption: str, of: str, named: str) -> Field:
    return from_document(key, of, caption, named=named, value=Value.MONEY)


_TOTALS = (shown_amount("txtTotal", _TOTAL, _total), shown_amount("txtCash", _CASH, _cash))
_SUMS = (("lblSum", _TOTAL, "lblAmount"), ("lblSumCash", _CASH, "lblCash"))

DEPOSIT_SLIP = Paper(
    key=SLIP,
    rows=(
        (day("txtDate", "วันที่นำส่ง", posts_back=True),),
        (choice("ddlSection", "ส่วน/กอง", sources.sections),),
        (choice("ddlSender", "ผู้นำส่งเงิน", sources.staff), choice("ddlTaker", "ผู้รับเงิน", sources.staff)),
        _TOTALS,
        (area("txtRemark", "หมายเหตุ"),),
    ),
    grid=Grid(
        columns=(
            typed_number("txtReceipt", "เลขที่ใบเสร็จ", *RECEIPTS, same_day=True),
            from_document("lblPayer", "txtReceipt", "ผู้ชำระเงิน"),
            from_document("lblWay", "txtReceipt", "ประเภทการรับเงิน"),
            _amount("lblAmount", AMOUNT, "txtReceipt", AMOUNT),
            shown("lblCash", "เงินสด", _cash_of, Value.MONEY),
        ),
        totals=_SUMS,
        unique="เลขที่ใบเสร็จ",
    ),
    numbers=(Running(caption="เลขที่ใบนำส่ง", series="SLIP", pattern="นส-{:04d}"),),
    day="วันที่นำส่ง",
    party="ส่วน/กอง",
    amount=_TOTAL,
    listed=("วันที่นำส่ง", "ส่วน/กอง", "ผู้นำส่งเงิน", _TOTAL),
)
DEPOSIT_SUMMARY = Paper(
    key=SUMMARY,
    rows=(
        (day("txtDate", "วันที่สรุป", posts_back=True),),
        (
            shown("lblMaker", "ผู้จัดทำ", lambda facts: facts.state.get(KEYER, "")),
            choice("ddlChecker", "ผู้ตรวจสอบ", sources.staff),
        ),
        (
            shown(
                "lblSlips",
                "จำนวนใบนำส่ง",
                lambda facts: str(len([r for r in facts.rows() if r.document("txtSlip")])),
            ),
        ),
        _TOTALS,
        (area("txtRemark", "หมายเหตุ"),),
    ),
    grid=Grid(
        columns=(
            typed_number("txtSlip", "เลขที่ใบนำส่ง", SLIP, same_day=True),
            from_document("lblSection", "txtSlip", "ส่วน/กอง"),
            _amount("lblAmount", AMOUNT, "txtSlip", _TOTAL),
            _amount("lblCash", "เงินสด", "txtSlip", _CASH),
        ),
        totals=_SUMS,
        unique="เลขที่ใบนำส่ง",
    ),
    numbers=(Running(caption="เลขที่ใบสำคัญสรุป", series="SUMMARY", pattern="สนส-{:04d}"),),
    day="วันที่สรุป",
    party="ผู้จัดทำ",
    amount=_TOTAL,
    listed=("วันที่สรุป", "จำนวนใบนำส่ง", _TOTAL, _CASH),
)


def _cash_left(_: Facts, summary: Document) -> int:
    return satang(read_money(summary.fields[_CASH]) or ZERO)


def _whole_cash(facts: Facts) -> Iterable[str]:
    """Refuse any amount but the summary's cash."""
    cash = read_money(facts.of("txtSummary", _CASH)) or ZERO
    if facts.money("txtAmount") != cash:
        yield f"จำนวนเงินที่นำฝากไม่เท่ากับเงินสดตามใบสำคัญสรุป ({facts.money('txtAmount'):,.2f} / {cash:,.2f})"


BANK_DEPOSIT = Paper(
    key=BANKED,
    rows=(
        (day("txtDate", "วันที่นำฝาก"),),
        (
            look_up("txtSummary", "ใบสำคัญสรุปใบนำส่ง", SUMMARY, rest=_cash_left),
            from_document(
                "txtSummaryCash", "txtSummary", "เงินสดตามใบสำคัญสรุป", named=_CASH, value=Value.MONEY
            ),
        ),
        (choice("ddlBank", BANK, sources.banks),),
        (money("txtAmount", AMOUNT), text("txtSlipNo", "เลขที่ใบนำฝากของธนาคาร")),
        (area("txtRemark", "หมายเหตุ"),),
    ),
    numbers=(Running(caption="เลขที่นำฝาก", series="BANKED", pattern="นฝ-{:04d}"),),
    day="วันที่นำฝาก",
    party=BANK,
    amount=AMOUNT,
    listed=("วันที่นำฝาก", "ใบสำคัญสรุปใบนำส่ง", BANK, AMOUNT),
    rules=(_whole_cash,),
    entries=(debit(bank), credit(role("cash"))),
    announces=Announces.ALERT,
)
PAPERS = (DEPOSIT_SLIP, DEPOSIT_SUMMARY, BANK_DEPOSIT)

"""ตรวจรับ: an instalment of a contract is delivered, inspected and, when late, fined."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from bot.practice import sources
from bot.practice.entries import AMOUNT
from bot.practice.facts import Facts
from bot.practice.fields import (
    area,
    choice,
    count,
    day,
    from_document,
    money,
    shown,
    shown_amount,
    text,
)
from bot.practice.kinds import CENT, read_date, read_money
from bot.practice.paper import APPROVED, Field, Paper, Reference, Rule, Running
from bot.practice.papers.classification import taken_over
from bot.practice.papers.procurement import CONTRACT, EGP, SELLER, ends_on
from bot.practice.rules import ZERO, satang
from bot.practice.store import Document

INSPECTION, EGP_INSPECTION = "PUR_INSPECTION", "EGP_INSPECTION"


def _contract_left(facts: Facts, contract: Document) -> int:
    return contract.satang - facts.world.taken(contract.number, INSPECTION, EGP_INSPECTION)


def _left(facts: Facts) -> Decimal:
    contract = facts.document("txtContract")
    return Decimal(_contract_left(facts, contract)) / 100 if contract else ZERO


def _late(facts: Facts) -> int:
    ends, delivered = read_date(ends_on(facts, "txtContract")), facts.day("txtDelivered")
    return max((delivered - ends).days, 0) if ends and delivered else 0


def _fine(facts: Facts) -> Decimal:
    contract = facts.document("txtContract")
    rate = read_money(facts.of("txtContract", "อัตราค่าปรับต่อวัน (ร้อยละ)")) or ZERO
    fine = Decimal(contract.satang if contract else 0) / 100 * rate / 100 * _late(facts)
    return fine.quantize(CENT, rounding=ROUND_HALF_UP)


def _within_contract(facts: Facts) -> Iterable[str]:
    """Refuse more than what is left of the contract, and an instalment that was inspected before."""
    if facts.money("txtAmount") > _left(facts):
        yield f"จำนวนเงินที่ตรวจรับเกินมูลค่าสัญญาคงเหลือ (คงเหลือ {_left(facts):,.2f} บาท)"
    for number in facts.world.named_by(facts.text("txtContract"), INSPECTION, EGP_INSPECTION):
        other = facts.world.store.numbered(number)
        if other and other.fields["งวดที่"] == facts.text("txtInstalment"):
            yield f"งวดที่ {facts.text('txtInstalment')} ตรวจรับแล้วในเอกสารเลขที่ {number}"


def _as_agreed(facts: Facts) -> Iterable[str]:
    """Refuse an instalment of e-GP that the contract does not have, or another amount than its own."""
    contract = facts.document("txtContract")
    parts = {line["งวดที่"]: line["จำนวนเงินงวด"] for line in contract.lines} if contract else {}
    agreed = parts.get(facts.text("txtInstalment"))
    if agreed is None:
        yield f"ไม่พบงวดที่ {facts.text('txtInstalment')} ในสัญญา"
    elif satang(facts.money("txtAmount")) != satang(Decimal(agreed)):
        yield f"จำนวนเงินไม่ตรงกับงวดที่ {facts.text('txtInstalment')} ตามสัญญา ({Decimal(agreed):,.2f} บาท)"


def _inspected_after_delivery(facts: Facts) -> Iterable[str]:
    """Refuse an inspection before the delivery."""
    delivered, inspected = facts.day("txtDelivered"), facts.day("txtDate")
    if delivered and inspected and inspected < delivered:
        yield "วันที่ตรวจรับต้องไม่ก่อนวันที่ส่งมอบ"


def _inspection(key: str, contract: str, status: str, series: str, rules: tuple[Rule, ...] = ()) -> Paper:
    refers = Reference(screens=(contract,), status=status, once=False, rest=_contract_left)
    return Paper(
        key=key,
        rows=(
            (day("txtDate", "วันที่ตรวจรับ"),),
            (
                Field(
                    key="txtContract",
                    caption="เลขที่สัญญาในระบบ",
                    required=True,
                    refers=refers,
                    posts_back=True,
                    size=20,
                ),
                from_document("lblContractNo", "txtContract", "เลขที่สัญญา/ข้อตกลง"),
            ),
            (
                from_document("lblSeller", "txtContract", SELLER),
                from_document("lblTaxId", "txtContract", "เลขประจำตัวผู้เสียภาษี"),
            ),
            *taken_over("txtContract"),
            (shown_amount("txtLeft", "มูลค่าสัญญาคงเหลือ", _left),),
            (count("txtInstalment", "งวดที่", required=True), money("txtAmount", AMOUNT)),
            (
                day("txtDelivered", "วันที่ส่งมอบ", posts_back=True),
                text("txtInvoiceNo", "เลขที่ใบส่งของ/ใบแจ้งหนี้", required=True, size=20),
            ),
            (
                shown("lblLate", "จำนวนวันล่าช้า", lambda facts: str(_late(facts))),
                shown_amount("txtFine", "ค่าปรับ", _fine),
            ),
            (choice("ddlInspector", "กรรมการตรวจรับ", sources.staff),),
            (area("txtRemark", "หมายเหตุ"),),
        ),
        numbers=(
            Running(caption="เลขที่ตรวจรับ", series=series, pattern=f"{'ตร' if status else 'ตรe'}-{{:04d}}"),
        ),
        day="วันที่ตรวจรับ",
        party=SELLER,
        amount=AMOUNT,
        listed=("วันที่ตรวจรับ", "เลขที่สัญญาในระบบ", SELLER, "งวดที่", AMOUNT),
        rules=(_inspected_after_delivery, _within_contract, *rules),
    )


PAPERS = (
    _inspection(INSPECTION, CONTRACT, APPROVED, "INSPECTION"),
    _inspection(EGP_INSPECTION, EGP, "", "EGP_INSPECTION", (_as_agreed,)),
)

"""Receipts of every kind of money beyond the two first screens; all run in one series of numbers."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from bot.practice import sources
from bot.practice.catalogue import Option
from bot.practice.entries import AMOUNT, BANK, credit, debit, held, of, received, role, total
from bot.practice.facts import KEYER, Facts, World
from bot.practice.fields import (
    area,
    choice,
    count,
    day,
    money,
    radio,
    shown,
    shown_amount,
    text,
)
from bot.practice.forms import Announces
from bot.practice.office_lists import Animal, Taxpayer
from bot.practice.paper import Earns, Entry, Field, Paper, Rule, Running
from bot.practice.rules import ZERO, baht

RECEIPT = Running(caption="เลขที่ใบเสร็จ", series="RCPT", pattern="RCPT-{:05d}")
TAXES, FEES = "ภาษีอากร", "ค่าธรรมเนียม ค่าปรับ และใบอนุญาต"
GENERAL = "รายได้ที่รัฐบาลอุดหนุนให้องค์กรปกครองส่วนท้องถิ่น"
SPECIFIC = "รายได้ที่รัฐบาลอุดหนุนให้โดยกำหนดวัตถุประสงค์"
_LINKED = ("ภาษีมูลค่าเพิ่ม 1ใน 9", "ภาษีสรรพสามิต")
_PAYER = "ผู้ชำระเงิน"


def receipt(  # noqa: PLR0913 - in what the receipts differ
    key: str,
    *own: tuple[Field, ...],
    listed: tuple[str, ...],
    entries: tuple[Entry, ...],
    payer: Field | None = None,
    amount: tuple[Field, ...] = (),
    earns: Earns | None = None,
    rules: tuple[Rule, ...] = (),
    in_place: bool = False,
) -> Paper:
    """Declare a receipt: the fields that all have, and its own after the payer."""
    return Paper(
        key=key,
        rows=(
            (
                day("txtReceiveDate", "วันที่รับเงิน", posts_back=True),
                text("txtBookNo", "เล่มที่/เลขที่ (ใบเสร็จเขียนมือ)"),
            ),
            (payer or text("txtPayer", _PAYER, required=True, size=50),),
            *own,
            (area("txtDetail", "รายละเอียด"),),
            amount or (money("txtAmount", AMOUNT),),
            (radio("rdoPayType", "ประเภทการรับเงิน", sources.ways_of_paying),),
            (choice("ddlBank", BANK, sources.banks, required=False),),
            (count("txtReceiptCount", "จำนวนใบเสร็จรับเงิน"),),
            (area("txtRemark", "หมายเหตุ"),),
            (shown("lblReceiver", "ผู้รับเงิน", lambda facts: facts.state.get(KEYER, "")),),
        ),
        numbers=(RECEIPT,),
        day="วันที่รับเงิน",
        party=_PAYER,
        amount=AMOUNT,
        listed=("วันที่รับเงิน", _PAYER, *listed, AMOUNT),
        rules=(bank_fits, *rules),
        entries=entries,
        earns=earns,
        in_place=in_place,
        announces=Announces.PAGE if in_place else Announces.REDIRECT,
    )


def bank_fits(facts: Facts) -> Iterable[str]:
    """Refuse a bank account beside cash, and a cheque or transfer without one."""
    cash = facts.chosen("rdoPayType") == sources.CASH
    if cash and facts.text("ddlBank"):
        yield "รับเป็นเงินสดต้องไม่ระบุบัญชีธนาคาร"
    if not cash and not facts.text("ddlBank"):
        yield "กรุณาระบุบัญชีธนาคาร"


def _taxpayer(facts: Facts) -> Taxpayer | None:
    code = facts.text("txtTaxpayer")
    return next((payer for payer in facts.catalogue.taxpayers if payer.code == code), None)


def owed(world: World, payer: Taxpayer) -> Decimal:
    """Give what a taxpayer still owes of one tax of one year."""
    return payer.assessed - baht(world.taken(payer.code, "REC_TAX"))


def _owed(facts: Facts) -> Decimal:
    payer = _taxpayer(facts)
    return owed(facts.world, payer) if payer else ZERO


def _not_more_than_owed(facts: Facts) -> Iterable[str]:
    """Refuse an unknown taxpayer, and more tax than is still owed (partial payments are taken)."""
    payer = _taxpayer(facts)
    if payer is None:
        yield "รหัสผู้เสียภาษีไม่ถูกต้อง กรุณาเลือกจากหน้าค้นหาผู้เสียภาษี"
    elif facts.money("txtTax") > owed(facts.world, payer):
        yield f"ชำระภาษีเกินยอดค้างชำระ (ค้างชำระ {owed(facts.world, payer):,.2f} บาท)"


def _of_taxpayer(key: str, caption: str, name: str) -> Field:
    return shown(key, caption, lambda facts: str(getattr(_taxpayer(facts), name, "")))


def _sum(facts: Facts) -> Decimal:
    return facts.money("txtTax") + facts.money("txtSurcharge") + facts.money("txtPenalty")


def _this_year(fields: Mapping[str, str]) -> Decimal:
    return ZERO if fields["ลูกหนี้ภาษี"] else of("ชำระภาษี")(fields)


def _older(fields: Mapping[str, str]) -> Decimal:
    return of("ชำระภาษี")(fields) - _this_year(fields)


def _income(fields: Mapping[str, str]) -> Decimal:
    return _this_year(fields) + total("เงินเพิ่ม", "เบี้ยปรับ")(fields)


TAX = receipt(
    "REC_TAX",
    (
        _of_taxpayer("lblTax", "ภาษี", "tax"),
        _of_taxpayer("lblTaxYear", "ปีภาษี", "year"),
    ),
    (_of_taxpayer("lblProperty", "ที่ตั้งทรัพย์สิน", "address"),),
    (
        shown("lblDebtor", "ลูกหนี้ภาษี", lambda f: getattr(_taxpayer(f), "debtor", "")),
        shown_amount("txtOwed", "ยอดค้างชำระ", _owed),
    ),
    (_of_taxpayer("lblPayer", _PAYER, "name"),),
    payer=Field(
        key="txtTaxpayer",
        caption="รหัสผู้เสียภาษี",
        required=True,
        popup="POP_TAXPAYER",
        posts_back=True,
        links=True,
        takes="ชำระภาษี",
    ),
    amount=(
        money("txtTax", "ชำระภาษี", posts_back=True),
        money("txtSurcharge", "เงินเพิ่ม", required=False, posts_back=True),
        money("txtPenalty", "เบี้ยปรับ", required=False, posts_back=True),
        shown_amount("txtAmount", AMOUNT, _sum),
    ),
    listed=("รหัสผู้เสียภาษี", "ภาษี", "ปีภาษี"),
    entries=(
        debit(received),
        credit(lambda _, fields: fields["ลูกหนี้ภาษี"], _older),
        credit(role("revenue_taxes"), _income),
    ),
    earns=Earns(category=lambda _: TAXES, kind=lambda fields: fields["ภาษี"], amount=_income),
    rules=(_not_more_than_owed,),
)


def _linked_taxes(facts: Facts) -> tuple[Option, ...]:
    return tuple(option for option in facts.catalogue.allocated_taxes if option.caption in _LINKED)


def _by_transfer(facts: Facts) -> Iterable[str]:
    """Refuse any way of payment but the transfer."""
    if facts.chosen("rdoPayType") != sources.TRANSFER:
        yield "เงินจัดสรรหน้าลิงก์รับโดยโอนเข้าบัญชีธนาคารเท่านั้น"


ALLOTTED_LINK = receipt(
    "REC_TAX_ALLOT_LINK",
    (choice("ddlRecTypeName", "ประเภทรายรับ", _linked_taxes),),
    (
        text("txtLetterNo", "เลขที่หนังสือแจ้งจัดสรร", required=True),
        text("txtPeriod", "งวดประจำเดือน", required=True),
    ),
    listed=("ประเภทรายรับ", "งวดประจำเดือน"),
    entries=(debit(received), credit(role("revenue_allocated"))),
    earns=Earns(category=lambda _: "ภาษีจัดสรร", kind=lambda f: f["ประเภทรายรับ"], amount=of(AMOUNT)),
    rules=(_by_transfer,),
)


def _grant_types(category: str) -> Field:
    def options(facts: Facts) -> tuple[Option, ...]:
        above = next((o.value for o in facts.catalogue.all_revenue_categories if o.caption == category), "")
        return facts.catalogue.all_revenue_types.get(above, ())

    return choice("ddlRecTypeName", "ประเภทรายรับ", options)


GENERAL_GRANT = receipt(
    "REC_GRANT_GENERAL",
    (_grant_types(GENERAL),),
    (text("txtLetterNo", "เลขที่หนังสือจัดสรร", required=True), count("txtInstalment", "งวดที่")),
    listed=("ประเภทรายรับ", "เลขที่หนังสือจัดสรร"),
    entries=(debit(received), credit(role("revenue_general_grant"))),
    earns=Earns(category=lambda _: GENERAL, kind=lambda f: f["ประเภทรายรับ"], amount=of(AMOUNT)),
    in_place=True,
)
SPECIFIC_GRANT = receipt(
    "REC_GRANT_SPECIFIC",
    (_grant_types(SPECIFIC),),
    (text("txtProject", "ชื่อโครงการ/วัตถุประสงค์", required=True, size=50),),
    (text("txtLetterNo", "เลขที่หนังสือจัดสรร", required=True), count("txtInstalment", "งวดที่")),
    listed=("ชื่อโครงการ/วัตถุประสงค์", "เลขที่หนังสือจัดสรร"),
    entries=(debit(received), credit(role("revenue_specific_grant"))),
    earns=Earns(category=lambda _: SPECIFIC, kind=lambda f: f["ประเภทรายรับ"], amount=of(AMOUNT)),
    in_place=True,
)


def _animals(facts: Facts) -> tuple[Option, ...]:
    return tuple(Option(value=animal.value, caption=animal.caption) for animal in facts.catalogue.animals)


def _slaughter(key: str, rate_name: str, kind: str, category: str) -> Paper:
    def rate(facts: Facts) -> Decimal:
        chosen = facts.text("ddlAnimal")
        animal: Animal | None = next((a for a in facts.catalogue.animals if a.value == chosen), None)
        return getattr(animal, rate_name) if animal else ZERO

    def nothing(facts: Facts) -> Iterable[str]:
        """Refuse no heads."""
        if facts.count("txtHeads") * rate(facts) == 0:
            yield "จำนวนตัวต้องมากกว่า 0"

    return receipt(
        key,
        (choice("ddlAnimal", "ชนิดสัตว์", _animals, posts_back=True),),
        (
            count("txtHeads", "จำนวนตัว", required=True, posts_back=True),
            shown_amount("txtRate", "อัตราต่อตัว", rate),
        ),
        amount=(shown_amount("txtAmount", AMOUNT, lambda facts: facts.count("txtHeads") * rate(facts)),),
        listed=("ชนิดสัตว์", "จำนวนตัว"),
        entries=(debit(received), credit(role("revenue_taxes" if category == TAXES else "revenue_fees"))),
        earns=Earns(category=lambda _: category, kind=lambda _: kind, amount=of(AMOUNT)),
        rules=(nothing,),
    )


SLAUGHTER_DUTY = _slaughter("REC_SLAUGHTER_DUTY", "duty", "อากรการฆ่าสัตว์", TAXES)
SLAUGHTERHOUSE = _slaughter("REC_SLAUGHTERHOUSE", "slaughterhouse", "ค่าธรรมเนียมโรงฆ่าสัตว์", FEES)
STABLE = _slaughter("REC_ANIMAL_STABLE", "stable", "ค่าธรรมเนียมโรงพักสัตว์", FEES)

DEPOSIT = receipt(
    "REC_DEPOSIT",
    (choice("ddlHeldType", "ประเภทเงินรับฝาก", sources.held_moneys),),
    listed=("ประเภทเงินรับฝาก",),
    entries=(debit(received), credit(held("ประเภทเงินรับฝาก"))),
)
PAPERS = (TAX, ALLOTTED_LINK, GENERAL_GRANT, SPECIFIC_GRANT, SLAUGHTER_DUTY, SLAUGHTERHOUSE, STABLE, DEPOSIT)

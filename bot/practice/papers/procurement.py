"""Buying and hiring: รายงานขอซื้อขอจ้าง, สัญญา/ข้อตกลง, บันทึกต่อท้ายสัญญา, e-GP and ตรวจรับ."""

import re
from collections.abc import Iterable
from decimal import Decimal

from bot.practice import sources
from bot.practice.entries import AMOUNT, of
from bot.practice.facts import Facts
from bot.practice.fields import (
    area,
    choice,
    count,
    day,
    fixed,
    from_document,
    look_up,
    money,
    radio,
    shown,
    shown_amount,
    text,
)
from bot.practice.forms import Announces
from bot.practice.kinds import read_date, read_money
from bot.practice.paper import (
    APPROVE,
    APPROVE_PRINTED,
    APPROVED,
    PRINT,
    Field,
    Grid,
    Paper,
    Running,
    Value,
)
from bot.practice.papers.classification import budget_line, frees, reserves, taken_over, within_budget
from bot.practice.papers.voucher_form import known_payee, known_payee_rule
from bot.practice.rules import ZERO

REQUEST, CONTRACT, AMENDMENT = "PUR_REQUEST", "PUR_CONTRACT", "PUR_AMENDMENT"
EGP = "EGP_CONTRACT"
CONTRACTS = (CONTRACT, EGP)
SELLER, ENDS = "ผู้ขาย/ผู้รับจ้าง", "วันสิ้นสุดสัญญา"
_REQUESTED = "จำนวนเงินตามรายงานขอซื้อขอจ้าง"
_PROJECT = re.compile(r"[0-9]{11}")
_METHODS = fixed("เฉพาะเจาะจง", "ประกวดราคาอิเล็กทรอนิกส์ (e-bidding)", "คัดเลือก")


def _line_total(facts: Facts) -> Decimal:
    return facts.count("txtQuantity") * facts.money("txtPrice")


def _some_quantity(facts: Facts) -> Iterable[str]:
    """Refuse a line of nothing."""
    for line in facts.rows():
        if not line.money("lblLineTotal"):
            yield f"จำนวนต้องมากกว่า 0 (รายการที่ {(line.row or 0) + 1})"


PURCHASE_REQUEST = Paper(
    key=REQUEST,
    rows=(
        (day("txtDate", "วันที่รายงาน"),),
        (
            choice("ddlSection", "ส่วน/กอง", sources.sections),
            choice("ddlSource", "แหล่งเงิน", sources.moneys),
        ),
        *budget_line(),
        (radio("rdoKind", "ประเภทการจัดหา", fixed("ซื้อ", "จ้าง")), choice("ddlMethod", "วิธีจัดหา", _METHODS)),
        (text("txtSubject", "เรื่อง", required=True, size=60),),
        (money("txtMedianPrice", "ราคากลาง", required=False), count("txtDays", "กำหนดส่งมอบภายใน (วัน)")),
        (
            choice("ddlAsker", "ผู้ขอ", sources.staff),
            choice("ddlOfficer", "เจ้าหน้าที่พัสดุ", sources.staff),
        ),
        (
            choice("ddlHead", "หัวหน้าเจ้าหน้าที่", sources.staff),
            choice("ddlInspector", "กรรมการตรวจรับ", sources.staff),
        ),
        (shown_amount("txtTotal", AMOUNT, lambda facts: facts.total("lblLineTotal")),),
        (area("txtRemark", "หมายเหตุ"),),
    ),
    grid=Grid(
        columns=(
            text("txtThing", "รายการพัสดุ", required=True, size=40),
            count("txtQuantity", "จำนวน", required=True, posts_back=True),
            text("txtUnit", "หน่วยนับ", required=True, size=10),
            money("txtPrice", "ราคาต่อหน่วย", posts_back=True),
            shown_amount("lblLineTotal", "ราคารวม", _line_total),
        ),
        totals=(("lblSum", "รวม", "lblLineTotal"),),
    ),
    numbers=(Running(caption="เลขที่รายงานขอซื้อขอจ้าง", series="REQUEST", pattern="ซจ-{:04d}"),),
    day="วันที่รายงาน",
    party="เรื่อง",
    amount=AMOUNT,
    listed=("วันที่รายงาน", "เรื่อง", "ประเภทการจัดหา", "วิธีจัดหา", AMOUNT),
    rules=(_some_quantity, within_budget("txtTotal")),
    moves=(reserves(of(AMOUNT)),),
    turns=(PRINT, APPROVE),
)


def _not_more_than_requested(facts: Facts) -> Iterable[str]:
    """Refuse a contract of more than was requested."""
    requested = read_money(facts.of("txtRequest", AMOUNT)) or ZERO
    if facts.money("txtAmount") > requested:
        yield f"มูลค่าสัญญาเกินจำนวนเงินตามรายงานขอซื้อขอจ้าง ({requested:,.2f} บาท)"


def _ends_after_it_begins(facts: Facts) -> Iterable[str]:
    """Refuse a contract that ends before it begins."""
    begins, ends = facts.day("txtBegins"), facts.day("txtEnds")
    if begins and ends and ends < begins:
        yield f"{ENDS}ต้องไม่ก่อนวันเริ่มสัญญา"


_TERM = (
    day("txtBegins", "วันเริ่มสัญญา", in_year=False),
    day("txtEnds", ENDS, in_year=False),
)
_SELLER = tuple(
    field
    if field.read_only
    else Field(key="txtPayee", caption=SELLER, required=True, popup="POP_PAYEE", size=42)
    for field in known_payee()
)
CONTRACT_PAPER = Paper(
    key=CONTRACT,
    rows=(
        (day("txtDate", "วันที่ลงนาม"), radio("rdoKind", "ประเภท", fixed("สัญญา", "ข้อตกลง (ใบสั่งซื้อ/ใบสั่งจ้าง)"))),
        (
            look_up("txtRequest", "เลขที่รายงานขอซื้อขอจ้าง", REQUEST, status=APPROVED),
            from_document("txtRequested", "txtRequest", _REQUESTED, named=AMOUNT, value=Value.MONEY),
        ),
        *taken_over("txtRequest"),
        (text("txtContractNo", "เลขที่สัญญา/ข้อตกลง", required=True, size=20),),
        _SELLER,
        (money("txtAmount", AMOUNT), count("txtInstalments", "จำนวนงวด", required=True)),
        _TERM,
        (
            money("txtFineRate", "อัตราค่าปรับต่อวัน (ร้อยละ)", required=False),
            money("txtGuarantee", "หลักประกันสัญญา", required=False),
        ),
        (area("txtRemark", "หมายเหตุ"),),
    ),
    numbers=(Running(caption="เลขที่สัญญาในระบบ", series="CONTRACT", pattern="สญ-{:04d}"),),
    day="วันที่ลงนาม",
    party=SELLER,
    amount=AMOUNT,
    listed=("วันที่ลงนาม", "เลขที่สัญญา/ข้อตกลง", SELLER, "เลขที่รายงานขอซื้อขอจ้าง", AMOUNT),
    rules=(known_payee_rule, _not_more_than_requested, _ends_after_it_begins),
    moves=(frees(of(_REQUESTED)), reserves(of(AMOUNT))),
    turns=(PRINT, APPROVE_PRINTED),
    announces=Announces.ALERT,
)


def _later_end(facts: Facts) -> Iterable[str]:
    """Refuse a new end that is not after the one before."""
    before, new = read_date(facts.text("lblEnds")), facts.day("txtNewEnd")
    if before and new and new <= before:
        yield "วันสิ้นสุดสัญญาใหม่ต้องหลังวันสิ้นสุดสัญญาเดิม"


def ends_on(facts: Facts, key: str) -> str:
    """Give when the contract that a reference names ends, by its last amendment."""
    contract = facts.document(key)
    if contract is None:
        return ""
    for number in reversed(facts.world.named_by(contract.number, AMENDMENT)):
        amendment = facts.world.store.numbered(number)
        if amendment and amendment.fields["ขยายสัญญา"] == "มี":
            return amendment.fields["วันสิ้นสุดสัญญาใหม่"]
    return contract.fields[ENDS]


AMENDMENT_PAPER = Paper(
    key=AMENDMENT,
    rows=(
        (day("txtDate", "วันที่บันทึกต่อท้าย"),),
        (
            look_up("txtContract", "เลขที่สัญญาในระบบ", *CONTRACTS, once=False),
            from_document("lblSeller", "txtContract", SELLER),
        ),
        (shown("lblEnds", "วันสิ้นสุดสัญญาเดิม", lambda facts: ends_on(facts, "txtContract"), Value.DATE),),
        (radio("rdoLonger", "ขยายสัญญา", fixed("มี", "ไม่มี")), day("txtNewEnd", "วันสิ้นสุดสัญญาใหม่", in_year=False)),
        (area("txtReason", "เหตุผล", required=True),),
    ),
    numbers=(Running(caption="เลขที่บันทึกต่อท้าย", series="AMENDMENT", pattern="ตท-{:04d}"),),
    day="วันที่บันทึกต่อท้าย",
    party=SELLER,
    amount="",
    listed=("วันที่บันทึกต่อท้าย", "เลขที่สัญญาในระบบ", SELLER, "วันสิ้นสุดสัญญาใหม่"),
    rules=(_later_end,),
    turns=(PRINT,),
)


def _project_number(facts: Facts) -> Iterable[str]:
    """Refuse a project number that has not 11 digits."""
    if not _PROJECT.fullmatch(facts.text("txtProjectNo")):
        yield "เลขที่โครงการ (e-GP) ต้องเป็นตัวเลข 11 หลัก"


def _advance(facts: Facts) -> Iterable[str]:
    """Refuse an advance without its amount, and an amount without an advance."""
    if (facts.chosen("rdoAdvance") == "มี") != (facts.money("txtAdvance") > ZERO):
        yield "จำนวนเงินล่วงหน้าต้องระบุเมื่อเลือก มี เท่านั้น"


EGP_PAPER = Paper(
    key=EGP,
    rows=(
        (day("txtDate", "วันที่ลงนาม"), choice("ddlSection", "ส่วน/กอง", sources.sections)),
        (choice("ddlSource", "แหล่งเงิน", sources.moneys),),
        *budget_line(),
        (
            text("txtProjectNo", "เลขที่โครงการ (e-GP)", required=True, size=16),
            text("txtControlNo", "เลขคุมสัญญา", required=True, size=16),
        ),
        (
            text("txtContractNo", "เลขที่สัญญา/ข้อตกลง", required=True, size=20),
            choice("ddlMethod", "วิธีจัดหา", _METHODS),
        ),
        (text("txtSubject", "เรื่อง", required=True, size=60),),
        _SELLER,
        _TERM,
        (
            money("txtFineRate", "อัตราค่าปรับต่อวัน (ร้อยละ)", required=False),
            money("txtGuarantee", "หลักประกันสัญญา", required=False),
        ),
        (
            radio("rdoAdvance", "เงินล่วงหน้า", fixed("มี", "ไม่มี")),
            money("txtAdvance", "จำนวนเงินล่วงหน้า", required=False),
        ),
        (shown_amount("txtTotal", AMOUNT, lambda facts: facts.total("txtPart")),),
        (area("txtRemark", "หมายเหตุ"),),
    ),
    grid=Grid(
        columns=(
            count("txtInstalment", "งวดที่", required=True),
            money("txtPart", "จำนวนเงินงวด", posts_back=True),
            day("txtDue", "กำหนดส่งมอบ", in_year=False),
        ),
        totals=(("lblSum", "มูลค่าสัญญา", "txtPart"),),
        unique="งวดที่",
    ),
    numbers=(Running(caption="เลขที่สัญญาในระบบ", series="EGP", pattern="EGP-{:04d}"),),
    day="วันที่ลงนาม",
    party=SELLER,
    amount=AMOUNT,
    listed=("วันที่ลงนาม", "เลขที่โครงการ (e-GP)", "เลขที่สัญญา/ข้อตกลง", SELLER, AMOUNT),
    rules=(known_payee_rule, _project_number, _ends_after_it_begins, _advance, within_budget("txtTotal")),
    moves=(reserves(of(AMOUNT)),),
)


PAPERS = (PURCHASE_REQUEST, CONTRACT_PAPER, AMENDMENT_PAPER, EGP_PAPER)

"""The branches of จัดทำฎีกา beside the budget voucher: each takes other money, or another document."""

from collections.abc import Iterable
from decimal import Decimal

from bot.practice import books, sources
from bot.practice.catalogue import Option
from bot.practice.entries import held, named, of, role
from bot.practice.facts import Facts
from bot.practice.fields import choice, count, day, from_document, look_up, shown_amount, text
from bot.practice.kinds import read_money
from bot.practice.office_lists import Carried
from bot.practice.paper import APPROVED, Field, Paper, Resolve, Source, Value
from bot.practice.papers.classification import budget_line, frees, spends, taken_over, within_budget
from bot.practice.papers.voucher_form import GROSS, PAYEE, gross, net, voucher
from bot.practice.rules import ZERO, baht

_EXPENSE = named("หมวดรายจ่าย", "expense_other")


def _inspected(facts: Facts) -> Iterable[str]:
    """Refuse a gross amount other than the inspected one."""
    inspected = read_money(facts.of("txtInspection", "จำนวนเงิน")) or ZERO
    if gross(facts) != inspected:
        yield f"จำนวนเงินที่ขอเบิกไม่เท่ากับจำนวนเงินที่ตรวจรับ ({gross(facts):,.2f} / {inspected:,.2f})"


def _from_inspection(key: str, *screens: str) -> Paper:
    payee = (
        from_document("lblPayee", "txtInspection", PAYEE, named="ผู้ขาย/ผู้รับจ้าง"),
        from_document("lblTaxId", "txtInspection", "เลขประจำตัวผู้เสียภาษี"),
    )
    return voucher(
        key,
        (
            look_up("txtInspection", "เลขที่ตรวจรับ", *screens),
            from_document("lblContract", "txtInspection", "เลขที่สัญญาในระบบ"),
        ),
        *taken_over("txtInspection"),
        (
            from_document("lblInstalment", "txtInspection", "งวดที่"),
            from_document(
                "txtInspected", "txtInspection", "จำนวนเงินที่ตรวจรับ", named="จำนวนเงิน", value=Value.MONEY
            ),
        ),
        listed=("เลขที่ตรวจรับ",),
        pays=_EXPENSE,
        payee=payee,
        rules=(_inspected,),
        moves=(frees(of(GROSS)), spends(of(GROSS))),
    )


CONTRACT_VOUCHER = _from_inspection("EXP_VOUCHER_CONTRACT", "PUR_INSPECTION")
EGP_VOUCHER = _from_inspection("EXP_VOUCHER_EGP", "EGP_INSPECTION")


def _only(*captions: str) -> Source:
    def options(facts: Facts) -> tuple[Option, ...]:
        return tuple(option for option in facts.catalogue.categories if option.caption in captions)

    return options


def _for_people(key: str, *categories: str, payee: tuple[Field, ...] | None) -> Paper:
    return voucher(
        key,
        *budget_line(categories=_only(*categories)),
        (text("txtMonth", "ประจำเดือน", required=True),),
        listed=("หมวดรายจ่าย", "ประจำเดือน"),
        pays=_EXPENSE,
        payee=payee,
        rules=(within_budget("txtGross"),),
        moves=(spends(of(GROSS)),),
    )


PERSONNEL_VOUCHER = _for_people(
    "EXP_VOUCHER_PERSONNEL",
    "เงินเดือน (ฝ่ายการเมือง)",
    "เงินเดือน (ฝ่ายประจำ)",
    "ค่าตอบแทน",
    payee=(text("txtPayee", PAYEE, required=True, size=50), count("txtPeople", "จำนวนราย", required=True)),
)
PENSION_VOUCHER = _for_people("EXP_VOUCHER_PENSION", "บำเหน็จ/บำนาญ", payee=None)


def _held_left(facts: Facts) -> Decimal:
    chosen = facts.chosen("ddlHeldType")
    account = next((kind.account for kind in facts.catalogue.held if kind.caption == chosen), "")
    wanted = books.Range(account=account)
    return baht(-books.balances(facts.world.store, wanted).get(account, 0)) if account else ZERO


def _within_held(facts: Facts) -> Iterable[str]:
    """Refuse more than what is held."""
    if gross(facts) > _held_left(facts):
        yield f"จำนวนเงินเกินยอดเงินรับฝากคงเหลือ (คงเหลือ {_held_left(facts):,.2f} บาท)"


DEPOSIT_VOUCHER = voucher(
    "EXP_VOUCHER_DEPOSIT",
    (
        choice("ddlHeldType", "ประเภทเงินรับฝาก", sources.held_moneys, posts_back=True),
        shown_amount("txtHeldBalance", "ยอดเงินรับฝากคงเหลือ", _held_left),
    ),
    listed=("ประเภทเงินรับฝาก",),
    pays=held("ประเภทเงินรับฝาก"),
    rules=(_within_held,),
    source=False,
)
RESERVE_VOUCHER = voucher(
    "EXP_VOUCHER_RESERVE",
    (
        text("txtCouncil", "มติสภา สมัย/ครั้งที่", required=True),
        day("txtCouncilDate", "วันที่สภาอนุมัติ", in_year=False),
    ),
    (text("txtProject", "โครงการ/รายการ", required=True, size=50),),
    listed=("โครงการ/รายการ",),
    pays=role("reserve"),
    source=False,
)


def _whole_loan(facts: Facts) -> Iterable[str]:
    """Refuse a gross amount other than the loan's, and any deduction."""
    lent = read_money(facts.of("txtLoan", "จำนวนเงิน")) or ZERO
    if gross(facts) != lent:
        yield f"จำนวนเงินที่ขอเบิกไม่เท่ากับจำนวนเงินตามสัญญายืม ({gross(facts):,.2f} / {lent:,.2f})"
    if net(facts) != gross(facts):
        yield "ฎีกาเงินยืมต้องไม่มีรายการหัก"


def debtor_of_loan(caption: str) -> Resolve:
    """Give the debtors' account of the source from which a loan was made."""
    return lambda catalogue, fields: catalogue.account(
        "debtor_loan_reserve" if fields.get(caption) == RESERVE_LOAN else "debtor_loan_budget"
    )


BUDGET_LOAN, RESERVE_LOAN = "เงินยืมเงินงบประมาณ", "เงินยืมเงินสะสม"
LOAN_VOUCHER = voucher(
    "EXP_VOUCHER_LOAN",
    (
        look_up("txtLoan", "เลขที่สัญญายืม", "LOAN_BUDGET", "LOAN_RESERVE", status=APPROVED),
        from_document("lblLoanKind", "txtLoan", "ประเภทเงินยืม"),
    ),
    (from_document("txtLent", "txtLoan", "จำนวนเงินตามสัญญายืม", named="จำนวนเงิน", value=Value.MONEY),),
    listed=("เลขที่สัญญายืม",),
    pays=debtor_of_loan("ประเภทเงินยืม"),
    payee=(from_document("lblPayee", "txtLoan", PAYEE, named="ผู้ยืม"),),
    rules=(_whole_loan,),
    source=False,
)
_CARRIED = ("EXP_VOUCHER_ACCRUED", "EXP_VOUCHER_BEFORE_SYSTEM")


def _carried(facts: Facts) -> Carried | None:
    chosen = facts.chosen("ddlCarried")
    return next((item for item in facts.catalogue.carried if item.caption == chosen), None)


def _carried_left(facts: Facts) -> Decimal:
    item = _carried(facts)
    return item.amount - baht(facts.world.taken(item.caption, *_CARRIED)) if item else ZERO


def _within_carried(facts: Facts) -> Iterable[str]:
    """Refuse more than what the older year left."""
    if gross(facts) > _carried_left(facts):
        yield f"จำนวนเงินเกินยอดค้างจ่ายคงเหลือ (คงเหลือ {_carried_left(facts):,.2f} บาท)"


def _accrued(key: str, account: str, *, kept_in_system: bool) -> Paper:
    def options(facts: Facts) -> tuple[Option, ...]:
        some = (item for item in facts.catalogue.carried if item.kept_in_system is kept_in_system)
        return tuple(Option(value=item.value, caption=item.caption) for item in some)

    item = Field(
        key="ddlCarried",
        caption="รายการค้างจ่าย",
        options=options,
        required=True,
        posts_back=True,
        links=True,
        takes=GROSS,
    )
    return voucher(
        key,
        (item, shown_amount("txtCarriedLeft", "ยอดค้างจ่ายคงเหลือ", _carried_left)),
        listed=("รายการค้างจ่าย",),
        pays=role(account),
        rules=(_within_carried,),
        source=False,
    )


ACCRUED_VOUCHER = _accrued(_CARRIED[0], "carried_over", kept_in_system=True)
BEFORE_SYSTEM_VOUCHER = _accrued(_CARRIED[1], "carried_before_system", kept_in_system=False)
PAPERS = (
    CONTRACT_VOUCHER,
    EGP_VOUCHER,
    PERSONNEL_VOUCHER,
    PENSION_VOUCHER,
    DEPOSIT_VOUCHER,
    RESERVE_VOUCHER,
    LOAN_VOUCHER,
    ACCRUED_VOUCHER,
    BEFORE_SYSTEM_VOUCHER,
)

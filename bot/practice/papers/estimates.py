"""The annual budget: estimates of revenue and expenditure, first and supplementary ones, and projects."""

from collections.abc import Iterable
from decimal import Decimal

from bot.practice import sources
from bot.practice.budget import ADDED, budget_key
from bot.practice.catalogue import Option
from bot.practice.entries import AMOUNT, of
from bot.practice.facts import Facts
from bot.practice.fields import area, choice, count, day, money, shown, text
from bot.practice.kinds import read_money
from bot.practice.paper import APPROVE, APPROVED, PRINT, Field, Move, Paper, Running, Value
from bot.practice.papers.classification import levels
from bot.practice.rules import ZERO
from bot.practice.wanted import Wanted

REVENUE_FIRST, REVENUE_ADDED = "budget_revenue_first", "budget_revenue_add"
EXPENSE_FIRST, EXPENSE_ADDED = "budget_expense_first", "budget_expense_add"
YEAR, ESTIMATE, STATEMENT = "ปีงบประมาณ", "ประมาณการ", "คำชี้แจง"
_TYPE = "ประเภทรายรับ"


def _years(facts: Facts) -> tuple[Option, ...]:
    year = facts.catalogue.fiscal_year
    return tuple(Option(value=str(y), caption=str(y)) for y in (year, year + 1))


def _this_year(facts: Facts) -> tuple[Option, ...]:
    return _years(facts)[:1]


def estimated(facts: Facts, screen: str, caption: str) -> Decimal:
    """Give the sum of the standing estimates of one screen for the year that is chosen."""
    found = facts.world.store.some(Wanted(screens=(screen,)), skip=0, limit=-1)
    year = facts.chosen("ddlYear")
    return sum(
        (
            read_money(document.fields[caption]) or ZERO
            for document in found
            if document.fields[YEAR] == year and not document.cancelled
        ),
        ZERO,
    )


def _not_approved_yet(facts: Facts) -> Iterable[str]:
    """Refuse a first estimate for the year whose budget is in force."""
    year = str(facts.catalogue.fiscal_year)
    if facts.chosen("ddlYear") == year:
        yield f"งบประมาณปี {year} อนุมัติแล้ว ให้จัดทำฉบับเพิ่มเติม โอนงบประมาณ หรือแก้ไขคำชี้แจง"


def _covered(revenue: str, expense: str) -> "_Covered":
    return _Covered(revenue, expense)


class _Covered:
    """Refuse expenditure before its revenue, and more expenditure than revenue is estimated."""

    def __init__(self, revenue: str, expense: str) -> None:
        self._revenue, self._expense = revenue, expense

    def __call__(self, facts: Facts) -> Iterable[str]:
        income = estimated(facts, self._revenue, ESTIMATE)
        planned = estimated(facts, self._expense, AMOUNT) + facts.money("txtAmount")
        if not income:
            yield "ต้องจัดทำประมาณการรายรับก่อนประมาณการรายจ่าย"
        elif planned > income:
            yield f"ประมาณการรายจ่ายเกินประมาณการรายรับ ({planned:,.2f} / {income:,.2f})"


def _revenue(key: str, series: str, *, added: bool) -> Paper:
    estimate = Field(key="txtEstimate", caption=ESTIMATE, value=Value.MONEY, required=True, zero=not added)
    return Paper(
        key=key,
        rows=(
            (choice("ddlYear", YEAR, _this_year if added else _years), day("txtDate", "วันที่จัดทำ")),
            *(((count("txtVersion", "ฉบับที่", required=True),),) if added else ()),
            (choice("ddlReceiveType", "หมวดรายรับ", sources.revenue_categories, posts_back=True),),
            (choice("ddlRecTypeName", _TYPE, sources.revenue_types),),
            (estimate,),
            (area("txtStatement", STATEMENT),),
        ),
        numbers=(Running(caption="เลขที่ประมาณการรายรับ", series=series, pattern=f"{series}-{{:04d}}"),),
        day="วันที่จัดทำ",
        party=_TYPE,
        amount=ESTIMATE,
        listed=("วันที่จัดทำ", YEAR, "หมวดรายรับ", _TYPE, ESTIMATE),
        rules=() if added else (_not_approved_yet,),
        turns=(PRINT, APPROVE),
        in_place=True,
    )


def _group(facts: Facts) -> str:
    return facts.catalogue.budget_groups.get(facts.chosen("FbddlCategory"), "")


def _expense(key: str, series: str, *, added: bool) -> Paper:
    revenue = REVENUE_ADDED if added else REVENUE_FIRST
    moves = (Move(kind=ADDED, line=budget_key, amount=of(AMOUNT), when=APPROVED),)
    rules = (_covered(revenue, key),) if added else (_not_approved_yet, _covered(revenue, key))
    plan, job, category, kind = levels()
    return Paper(
        key=key,
        rows=(
            (choice("ddlYear", YEAR, _this_year if added else _years), day("txtDate", "วันที่จัดทำ")),
            *(((count("txtVersion", "ฉบับที่", required=True),),) if added else ()),
            plan,
            job,
            category,
            kind,
            (shown("lblGroup", "งบ", _group),),
            (text("txtItem", "รายการ", required=True, size=60),),
            (choice("ddlSection", "ส่วน/กอง", sources.sections), money("txtAmount", AMOUNT)),
            (area("txtStatement", STATEMENT, required=True),),
        ),
        numbers=(Running(caption="เลขที่ประมาณการรายจ่าย", series=series, pattern=f"{series}-{{:04d}}"),),
        day="วันที่จัดทำ",
        party="รายการ",
        amount=AMOUNT,
        listed=("วันที่จัดทำ", YEAR, "แผนงาน", "หมวดรายจ่าย", "รายการ", AMOUNT),
        rules=rules,
        # Next year's budget is none of this year's money.
        moves=moves if added else (),
        turns=(PRINT, APPROVE),
    )


_PLAN, _JOB, _CATEGORY, _KIND = levels()
PROJECT = Paper(
    key="BUD_PROJECT",
    rows=(
        (day("txtDate", "วันที่จัดทำ"),),
        _PLAN,
        _JOB,
        _CATEGORY,
        _KIND,
        (text("txtProject", "ชื่อโครงการ", required=True, size=60),),
        (money("txtAmount", "งบประมาณ", required=False), text("txtPeriod", "ระยะเวลา")),
        (choice("ddlSection", "หน่วยงานรับผิดชอบ", sources.sections),),
        (area("txtPurpose", "วัตถุประสงค์"),),
    ),
    numbers=(Running(caption="เลขที่โครงการ", series="PROJECT", pattern="คก-{:04d}"),),
    day="วันที่จัดทำ",
    party="ชื่อโครงการ",
    amount="งบประมาณ",
    listed=("วันที่จัดทำ", "แผนงาน", "ชื่อโครงการ", "งบประมาณ"),
)
PAPERS = (
    _revenue(REVENUE_FIRST, "รร", added=False),
    _revenue(REVENUE_ADDED, "รรพ", added=True),
    _expense(EXPENSE_FIRST, "รจ", added=False),
    _expense(EXPENSE_ADDED, "รจพ", added=True),
    PROJECT,
)

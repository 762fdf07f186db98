"""โอนงบประมาณรายจ่าย and แก้ไขเปลี่ยนแปลงคำชี้แจง: money moves between lines, or only their words change."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from bot.practice import sources
from bot.practice.budget import ADDED, KEY_JOIN, LEVELS, TAKEN, budget_key
from bot.practice.entries import AMOUNT, of, when
from bot.practice.facts import Facts
from bot.practice.fields import area, choice, count, day, fixed, money, shown, shown_amount, text
from bot.practice.paper import Grid, Move, Paper, Rule, Running
from bot.practice.papers.classification import budget_line, chosen_key, free
from bot.practice.papers.estimates import (
    EXPENSE_ADDED,
    EXPENSE_FIRST,
    REVENUE_ADDED,
    REVENUE_FIRST,
    STATEMENT,
)
from bot.practice.rules import ZERO, baht, satang
from bot.practice.wanted import Wanted

TRANSFER = "BUD_TRANSFER"
EXPENSE_STATEMENT, REVENUE_STATEMENT = "BUD_EXPENSE_STATEMENT", "BUD_REVENUE_STATEMENT"
DOWN, UP, NEW = "โอนลด", "โอนเพิ่ม", "โอนตั้งจ่ายรายการใหม่"
_WAY, _NEW_ITEM, _AUTHORITY, _COUNCIL = "ประเภทการโอน", "รายการใหม่", "ผู้มีอำนาจอนุมัติ", "สภาท้องถิ่น"
_DOWN_TOTAL, _UP_TOTAL = "รวมโอนลด", "รวมโอนเพิ่ม"
_WORDS_BEFORE, _WORDS_NEW = "ข้อความเดิม", "ข้อความใหม่"


def _sum(*ways: str) -> Callable[[Facts], Decimal]:
    def total(facts: Facts) -> Decimal:
        return sum((line.money("txtAmount") for line in facts.rows() if line.chosen("ddlWay") in ways), ZERO)

    return total


def _approved(facts: Facts) -> Decimal:
    key = chosen_key(facts)
    return facts.world.budget.approved(key) if key else ZERO


def _after(facts: Facts) -> Decimal:
    amount = facts.money("txtAmount")
    return free(facts) + (-amount if facts.chosen("ddlWay") == DOWN else amount)


def _balanced(facts: Facts) -> Iterable[str]:
    """Refuse a transfer whose lines do not give as much as they take."""
    down, up = _sum(DOWN)(facts), _sum(UP, NEW)(facts)
    if down != up:
        yield f"รวมโอนลดไม่เท่ากับรวมโอนเพิ่ม ({down:,.2f} / {up:,.2f})"


def _lines_fit(facts: Facts) -> Iterable[str]:
    """Refuse a line without its item, a new one with an old item, and more than what is left of a line."""
    taken: Counter[str] = Counter()
    for line in facts.rows():
        where = f" (รายการที่ {(line.row or 0) + 1})"
        new = line.chosen("ddlWay") == NEW
        if new == bool(line.text("ddlItem")) or new != bool(line.text("txtNewItem")):
            yield f"โอนตั้งจ่ายรายการใหม่ให้ระบุรายการใหม่ การโอนอื่นให้เลือกรายการ{where}"
        elif line.chosen("ddlWay") == DOWN:
            taken[chosen_key(line)] += satang(line.money("txtAmount"))
            if baht(taken[chosen_key(line)]) <= free(line):
                continue
            yield f"จำนวนเงินโอนลดเกินงบประมาณคงเหลือ (คงเหลือ {free(line):,.2f} บาท){where}"


def _council(facts: Facts) -> Iterable[str]:
    """Refuse a new item, and any capital item, that the council did not approve."""
    groups = facts.catalogue.budget_groups
    capital = any(groups.get(line.chosen("FbddlCategory")) == "งบลงทุน" for line in facts.rows())
    new = any(line.chosen("ddlWay") == NEW for line in facts.rows())
    if (capital or new) and facts.chosen("ddlAuthority") != _COUNCIL:
        yield "การโอนงบลงทุนหรือตั้งจ่ายรายการใหม่ต้องได้รับอนุมัติจากสภาท้องถิ่น"


def _line_key(fields: Mapping[str, str]) -> str:
    return budget_key({**fields, LEVELS[-1]: fields[LEVELS[-1]] or fields[_NEW_ITEM]})


TRANSFER_PAPER = Paper(
    key=TRANSFER,
    rows=(
        (day("txtDate", "วันที่อนุมัติ"), count("txtTimes", "ครั้งที่", required=True)),
        (choice("ddlAuthority", _AUTHORITY, fixed("ผู้บริหารท้องถิ่น", _COUNCIL)),),
        (area("txtReason", "เหตุผล", required=True),),
        (shown_amount("txtDown", _DOWN_TOTAL, _sum(DOWN)), shown_amount("txtUp", _UP_TOTAL, _sum(UP, NEW))),
    ),
    grid=Grid(
        columns=(
            choice("ddlWay", _WAY, fixed(DOWN, UP, NEW), posts_back=True),
            choice("FbddlPlan", LEVELS[0], sources.plans, posts_back=True),
            choice("FbddlJob", LEVELS[1], sources.jobs, posts_back=True),
            choice("FbddlCategory", LEVELS[2], sources.categories, posts_back=True),
            choice("FbddlType", LEVELS[3], sources.types, posts_back=True),
            choice("ddlItem", LEVELS[4], sources.items, required=False, posts_back=True),
            text("txtNewItem", _NEW_ITEM),
            shown_amount("lblApproved", "งบประมาณอนุมัติ", _approved),
            shown_amount("lblBefore", "คงเหลือก่อนโอน", free),
            replace(money("txtAmount", AMOUNT), posts_back=True),
            shown_amount("lblAfter", "คงเหลือหลังโอน", _after),
        ),
        at_least=2,
        at_first=2,
        totals=(("lblSum", "รวม", "txtAmount"),),
    ),
    numbers=(Running(caption="เลขที่โอนงบประมาณ", series="TRANSFER", pattern="อน-{:04d}"),),
    day="วันที่อนุมัติ",
    party="เหตุผล",
    amount=_DOWN_TOTAL,
    listed=("วันที่อนุมัติ", "ครั้งที่", _AUTHORITY, "เหตุผล", _DOWN_TOTAL),
    rules=(_lines_fit, _balanced, _council),
    moves=(
        Move(kind=TAKEN, line=_line_key, amount=when(of(AMOUNT), _WAY, DOWN), per_line=True),
        Move(kind=ADDED, line=_line_key, amount=when(of(AMOUNT), _WAY, UP, NEW), per_line=True),
    ),
)


def _last_words(facts: Facts, captions: Mapping[str, str], *screens: str) -> str:
    """Give the newest standing statement about what these fields choose."""
    if not all(captions.values()):
        return ""
    found = facts.world.store.some(Wanted(screens=screens), skip=0, limit=-1)
    for document in reversed(found):
        same = all(document.fields.get(caption) == text for caption, text in captions.items())
        if same and not document.cancelled:
            return document.fields.get(_WORDS_NEW) or document.fields.get(STATEMENT, "")
    return ""


def _expense_words(facts: Facts) -> str:
    key = chosen_key(facts)
    captions = dict(zip(LEVELS, key.split(KEY_JOIN), strict=True)) if key else {"": ""}
    return _last_words(facts, captions, EXPENSE_STATEMENT, EXPENSE_FIRST, EXPENSE_ADDED)


def _revenue_words(facts: Facts) -> str:
    captions = {"หมวดรายรับ": facts.chosen("ddlReceiveType"), "ประเภทรายรับ": facts.chosen("ddlRecTypeName")}
    return _last_words(facts, captions, REVENUE_STATEMENT, REVENUE_FIRST, REVENUE_ADDED)


def _other_words(facts: Facts) -> Iterable[str]:
    """Refuse words that change nothing."""
    if facts.text("txtNewWords") == facts.text("lblOldWords"):
        yield "ข้อความใหม่ต้องไม่เหมือนข้อความเดิม"


_RULES: tuple[Rule, ...] = (_other_words,)
EXPENSE_STATEMENT_PAPER = Paper(
    key=EXPENSE_STATEMENT,
    rows=(
        (day("txtDate", "วันที่อนุมัติ"), count("txtTimes", "ครั้งที่", required=True)),
        *budget_line()[:-1],
        (shown("lblOldWords", _WORDS_BEFORE, _expense_words),),
        (area("txtNewWords", _WORDS_NEW, required=True),),
        (choice("ddlApprover", "ผู้อนุมัติ", sources.staff),),
    ),
    numbers=(Running(caption="เลขที่แก้ไขคำชี้แจงรายจ่าย", series="EXPENSE_WORDS", pattern="กจ-{:04d}"),),
    day="วันที่อนุมัติ",
    party="รายการ",
    amount="",
    listed=("วันที่อนุมัติ", "ครั้งที่", "หมวดรายจ่าย", "รายการ"),
    rules=_RULES,
)
REVENUE_STATEMENT_PAPER = Paper(
    key=REVENUE_STATEMENT,
    rows=(
        (day("txtDate", "วันที่อนุมัติ"), count("txtTimes", "ครั้งที่", required=True)),
        (choice("ddlReceiveType", "หมวดรายรับ", sources.revenue_categories, posts_back=True),),
        (choice("ddlRecTypeName", "ประเภทรายรับ", sources.revenue_types, posts_back=True),),
        (shown("lblOldWords", _WORDS_BEFORE, _revenue_words),),
        (area("txtNewWords", _WORDS_NEW, required=True),),
        (choice("ddlApprover", "ผู้อนุมัติ", sources.staff),),
    ),
    numbers=(Running(caption="เลขที่แก้ไขคำชี้แจงรายรับ", series="REVENUE_WORDS", pattern="กร-{:04d}"),),
    day="วันที่อนุมัติ",
    party="ประเภทรายรับ",
    amount="",
    listed=("วันที่อนุมัติ", "ครั้งที่", "หมวดรายรับ", "ประเภทรายรับ"),
    rules=_RULES,
)
PAPERS = (TRANSFER_PAPER, EXPENSE_STATEMENT_PAPER, REVENUE_STATEMENT_PAPER)

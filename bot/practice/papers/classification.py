"""The five levels of the budget: chosen on a form, or taken over from the document that a form names."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from bot.practice import sources
from bot.practice.budget import LEVELS, RESERVED, SPENT, budget_key
from bot.practice.facts import Facts
from bot.practice.fields import choice, from_document, shown_amount
from bot.practice.paper import Amount, Field, Move, Source
from bot.practice.rules import ZERO
from bot.practice.screens.voucher_controls import FILL_JOBS, FILL_TYPES


def levels(*, categories: Source = sources.categories) -> tuple[tuple[Field, ...], ...]:
    """Declare the four levels as the voucher screen has them: two filled by script, two after a postback."""
    plan = choice("FbddlPlan", "แผนงาน", sources.plans)
    job = choice("FbddlJob", "งาน", sources.jobs, posts_back=True)
    category = choice("FbddlCategory", "หมวดรายจ่าย", categories)
    kind = choice("FbddlType", "ประเภทรายจ่าย", sources.types, posts_back=True)
    return (
        (replace(plan, script=FILL_JOBS),),
        (replace(job, by_script=True),),
        (replace(category, script=FILL_TYPES),),
        (replace(kind, by_script=True),),
    )


def budget_line(*, categories: Source = sources.categories) -> tuple[tuple[Field, ...], ...]:
    """Declare the four levels, the line below them and what may still be spent on it."""
    item = choice("ddlItem", "รายการ", sources.items, posts_back=True)
    return (*levels(categories=categories), (item,), (shown_amount("txtBalance", "งบประมาณคงเหลือ", free),))


def taken_over(of: str) -> tuple[tuple[Field, ...], ...]:
    """Declare the five levels as shown texts of the document that the field `of` names."""
    keys = ("lblPlan", "lblJob", "lblCategory", "lblType", "lblItem")
    return tuple((from_document(key, of, level),) for key, level in zip(keys, LEVELS, strict=True))


def chosen_key(facts: Facts) -> str:
    """Give the key of the budget line that a form chooses, or a blank."""
    value = facts.text("ddlItem")
    return facts.world.budget.key_of(value) if value else ""


def free(facts: Facts) -> Decimal:
    """Give what may still be spent on the line that a form chooses."""
    key = chosen_key(facts)
    return facts.world.budget.free(key) if key else ZERO


def within_budget(amount_key: str) -> "_WithinBudget":
    """Give the rule that an amount must not be more than what is left of its budget line."""
    return _WithinBudget(amount_key)


class _WithinBudget:
    """Refuse more than what is left of the budget line."""

    def __init__(self, amount_key: str) -> None:
        self._key = amount_key

    def __call__(self, facts: Facts) -> Iterable[str]:
        left = free(facts)
        if facts.money(self._key) > left:
            yield f"จำนวนเงินเกินงบประมาณคงเหลือ (คงเหลือ {left:,.2f} บาท)"


def reserves(amount: Amount) -> Move:
    """Declare that the amount is set aside on the paper's budget line."""
    return Move(kind=RESERVED, line=budget_key, amount=amount)


def spends(amount: Amount) -> Move:
    """Declare that the amount is spent from the paper's budget line."""
    return Move(kind=SPENT, line=budget_key, amount=amount)


def frees(amount: Amount) -> Move:
    """Declare that the amount is no longer set aside."""
    return Move(kind=RESERVED, line=budget_key, amount=lambda fields: -amount(fields))

"""Binding of rules: every name in a rule is a field of the right kind in the right place."""

from __future__ import annotations

from collections.abc import Mapping

from bot.language import say
from bot.planning.binding.across import bind_across
from bot.planning.binding.bound import FIELD, Bound
from bot.planning.binding.checks import conditional, dated, numeric
from bot.planning.grammar import (
    AddsUp,
    Balances,
    LinesSum,
    Needs,
    NotBefore,
    OneOf,
    Percent,
)
from bot.planning.lists import ListRows
from bot.planning.yaml import Where


def bind_rules(bound: Bound, lists: Mapping[str, ListRows]) -> None:
    """Check the names in every rule; those of other screens are checked in `bind_rules_together`."""
    for index, rule in enumerate(bound.mapping.rules):
        where: Where = ("rules", index)
        match rule:
            case AddsUp():
                _adds_up(bound, where, rule)
            case Balances():
                numeric(bound, (*where, "left"), rule.left, bound.lines, lines=True)
                numeric(bound, (*where, "right"), rule.right, bound.lines, lines=True)
                conditional(bound, (*where, "left_when"), rule.left_when)
                conditional(bound, (*where, "right_when"), rule.right_when)
            case LinesSum():
                numeric(bound, (*where, "column"), rule.column, bound.lines, lines=True)
                numeric(bound, (*where, "equals"), rule.equals, bound.header)
            case OneOf():
                _one_of(bound, where, rule)
            case Needs():
                bound.known((*where, "field"), rule.field, bound.everything, FIELD)
                conditional(bound, (*where, "when"), rule.when)
            case NotBefore():
                dated(bound, (*where, "field"), rule.field, bound.everything)
                dated(bound, (*where, "than"), rule.than, bound.everything)
            case Percent():
                numeric(bound, (*where, "field"), rule.field, bound.everything)
                numeric(bound, (*where, "of"), rule.of, bound.everything)
                conditional(bound, (*where, "when"), rule.when)
            case _:
                bind_across(bound, where, rule, lists)


def _adds_up(bound: Bound, where: Where, rule: AddsUp) -> None:
    for part in ("plus", "minus"):
        for place, name in enumerate(getattr(rule, part)):
            numeric(bound, (*where, part, place), name, bound.everything)
    numeric(bound, (*where, "equals"), rule.equals, bound.everything)


def _one_of(bound: Bound, where: Where, rule: OneOf) -> None:
    known = [
        bound.known((*where, "fields", place), name, bound.everything, FIELD)
        for place, name in enumerate(rule.fields)
    ]
    if all(known) and len({name in bound.lines for name in rule.fields}) > 1:
        text = say(
            "ช่องใน one_of ต้องอยู่ส่วนหัวทั้งหมดหรืออยู่ในรายการทั้งหมด",
            "The fields of one_of must all be in the header or all in the lines.",
        )
        bound.wrong((*where, "fields"), "rule_mixed", text)

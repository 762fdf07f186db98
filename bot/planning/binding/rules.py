"""Binding of rules: every name in a rule is a field of the right kind in the right place."""

from __future__ import annotations

from collections.abc import Mapping

from bot.language import say
from bot.planning.binding.bound import FIELD, HEADER_FIELD, LINE_FIELD, Bound
from bot.planning.grammar import (
    AddsUp,
    Balances,
    FieldSpec,
    LinesSum,
    Needs,
    OneOf,
)
from bot.planning.yaml import Where

_NUMERIC = ("money", "number", "integer")


def bind_rules(bound: Bound) -> None:
    """Check the names in every rule."""
    for index, rule in enumerate(bound.mapping.rules):
        where: Where = ("rules", index)
        match rule:
            case AddsUp():
                _adds_up(bound, where, rule)
            case Balances():
                _numeric(bound, (*where, "left"), rule.left, bound.lines, lines=True)
                _numeric(bound, (*where, "right"), rule.right, bound.lines, lines=True)
            case LinesSum():
                _numeric(bound, (*where, "column"), rule.column, bound.lines, lines=True)
                _numeric(bound, (*where, "equals"), rule.equals, bound.header)
            case OneOf():
                _one_of(bound, where, rule)
            case Needs():
                bound.known((*where, "field"), rule.field, bound.everything, FIELD)
                bound.known((*where, "when", "field"), rule.when.field, bound.everything, FIELD)
            case _:
                _dated(bound, (*where, "field"), rule.field)
                _dated(bound, (*where, "than"), rule.than)


def _adds_up(bound: Bound, where: Where, rule: AddsUp) -> None:
    for part in ("plus", "minus"):
        for place, name in enumerate(getattr(rule, part)):
            _numeric(bound, (*where, part, place), name, bound.everything)
    _numeric(bound, (*where, "equals"), rule.equals, bound.everything)


def _numeric(
    bound: Bound, where: Where, name: str, among: Mapping[str, FieldSpec], *, lines: bool = False
) -> None:
    what = LINE_FIELD if lines else FIELD if among == bound.everything else HEADER_FIELD
    if bound.known(where, name, among, what) and among[name].kind not in _NUMERIC:
        text = say(
            "{name} ต้องเป็น money, number หรือ integer จึงจะนำมารวมได้",
            "{name} must be of kind money, number or integer to be added.",
            name=name,
        )
        bound.wrong(where, "rule_kind", text)


def _dated(bound: Bound, where: Where, name: str) -> None:
    if bound.known(where, name, bound.everything, FIELD) and bound.everything[name].kind != "date":
        bound.wrong(where, "rule_kind", say("{n} ต้องเป็น kind: date", "{n} must be of kind date.", n=name))


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

"""Binding of rules between documents: their fields here, columns of lists, and fields of other screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.language import say
from bot.planning.binding.bound import COLUMN, FIELD, HEADER_FIELD, NUMBER, SCREEN, Bound
from bot.planning.binding.checks import column, conditional, dated, numeric
from bot.planning.binding.places import has_group
from bot.planning.grammar import NeverBelow, NotOn, Refers, RoundOutlier, Series
from bot.planning.lists import ListRows
from bot.planning.yaml import Where

_NUMBERED = ("code", "text")
Across = NotOn | RoundOutlier | Series | Refers | NeverBelow


def bind_across(bound: Bound, where: Where, rule: Across, lists: Mapping[str, ListRows]) -> None:
    """Check what a rule between documents says of its own screen and of lists."""
    match rule:
        case NotOn():
            dated(bound, (*where, "field"), rule.field, bound.everything)
            if rule.holidays:
                place: Where = (*where, "holidays", "column")
                column(bound, place, rule.holidays.column, rule.holidays.file, lists)
        case RoundOutlier():
            numeric(bound, (*where, "field"), rule.field, bound.header)
            for index, name in enumerate(rule.by):
                bound.known((*where, "by", index), name, bound.header, HEADER_FIELD)
        case Series():
            bound.known((*where, "field"), rule.field, bound.header, HEADER_FIELD)
            has_group(bound, (*where, "pattern"), rule.pattern)
        case Refers():
            _refers(bound, where, rule, lists)
        case _:
            _never_below(bound, where, rule, lists)


def bind_rules_together(bounds: Sequence[Bound]) -> None:
    """Check what rules say of other screens: that they and their fields are there, that pools agree."""
    known = {bound.mapping.screen: bound for bound in bounds}
    pools: dict[str, NeverBelow] = {}
    for bound in bounds:
        for index, rule in enumerate(bound.mapping.rules):
            where: Where = ("rules", index)
            if isinstance(rule, Refers):
                for screen in rule.there:
                    place = (*where, "screen" if rule.screen else "screens")
                    if bound.known(place, screen, known, SCREEN):
                        _refers_there(bound, where, rule, known[screen])
            elif isinstance(rule, NeverBelow):
                first = pools.setdefault(rule.pool, rule)
                if set(first.parts) != set(rule.parts):
                    text = say(
                        "ทุกกฎของ pool {p} ต้องใช้ส่วนของบัญชีชุดเดียวกัน ({a})",
                        "All rules of the pool {p} must name an account by the same parts ({a}).",
                        p=rule.pool,
                        a=", ".join(first.parts),
                    )
                    bound.wrong((*where, "account"), "pool_parts", text)


def _refers(bound: Bound, where: Where, rule: Refers, lists: Mapping[str, ListRows]) -> None:
    for mine, theirs in rule.by.items():
        bound.known((*where, "by", mine), mine, bound.everything, FIELD)
        if rule.file:
            column(bound, (*where, "by", mine), theirs, rule.file, lists)
    conditional(bound, (*where, "when"), rule.when)
    if rule.becomes:
        _becomes(bound, where, next(iter(rule.by)))
    if rule.sums:
        numeric(bound, (*where, "sums", "mine"), rule.sums.mine, bound.everything)
        if rule.file:
            column(bound, (*where, "sums", "theirs"), rule.sums.theirs, rule.file, lists)
        _in_lines_with_reference(bound, where, rule)
    if rule.not_before:
        dated(bound, (*where, "not_before", "mine"), rule.not_before.mine, bound.everything)
        if rule.file:
            column(bound, (*where, "not_before", "theirs"), rule.not_before.theirs, rule.file, lists)


def _becomes(bound: Bound, where: Where, name: str) -> None:
    """Ask for a field that takes a number of any shape as it is."""
    if name in bound.everything and bound.everything[name].kind not in _NUMBERED:
        text = say(
            "{n} ต้องเป็น kind: {k} จึงจะพิมพ์เลขที่ใหม่แทนได้",
            "{n} must be of kind {k}, so that the new number can be typed instead.",
            n=name,
            k=" / ".join(_NUMBERED),
        )
        bound.wrong((*where, "becomes"), "rule_kind", text)


def _in_lines_with_reference(bound: Bound, where: Where, rule: Refers) -> None:
    """Refuse an amount of each line beside a reference in the header: it would be counted of no one."""
    if rule.sums and rule.sums.mine in bound.lines and not any(name in bound.lines for name in rule.by):
        text = say(
            "sums.mine อยู่ในรายการ แต่ช่องที่อ้างถึงอยู่ส่วนหัว ให้ใช้ยอดของส่วนหัว",
            "sums.mine is in the lines, but the reference is in the header; use an amount of the header.",
        )
        bound.wrong((*where, "sums", "mine"), "rule_mixed", text)


def _refers_there(bound: Bound, where: Where, rule: Refers, there: Bound) -> None:
    receipt, shown = there.mapping.receipt, there.mapping.read_back or there.mapping.find
    if rule.becomes:
        bound.known((*where, "becomes"), rule.becomes, ("number", *receipt.extra), NUMBER)
    if rule.cleared:
        places = {**shown.table.columns, **(shown.detail.fields if shown.detail else {})}
        bound.known((*where, "cleared", "field"), rule.cleared.field, places, COLUMN)
    for mine, theirs in rule.by.items():
        bound.known((*where, "by", mine), theirs, there.header, HEADER_FIELD)
    if rule.sums:
        place: Where = (*where, "sums", "theirs")
        if bound.known(place, rule.sums.theirs, there.everything, FIELD):
            _kind_there(bound, place, rule.sums.theirs, there, ("money", "number", "integer"))
    if rule.not_before:
        place = (*where, "not_before", "theirs")
        if bound.known(place, rule.not_before.theirs, there.header, HEADER_FIELD):
            _kind_there(bound, place, rule.not_before.theirs, there, ("date",))


def _kind_there(bound: Bound, where: Where, name: str, there: Bound, kinds: tuple[str, ...]) -> None:
    if there.everything[name].kind not in kinds:
        text = say(
            "{n} ของหน้าจอ {s} ต้องเป็น kind: {k}",
            "{n} of the screen {s} must be of kind {k}.",
            n=name,
            s=there.mapping.screen,
            k=" / ".join(kinds),
        )
        bound.wrong(where, "rule_kind", text)


def _never_below(bound: Bound, where: Where, rule: NeverBelow, lists: Mapping[str, ListRows]) -> None:
    for part, name in rule.account.items():
        bound.known((*where, "account", part), name, bound.everything, FIELD)
    for key, amount in (("takes", rule.takes), ("adds", rule.adds)):
        if amount:
            numeric(bound, (*where, key), amount, bound.everything)
    conditional(bound, (*where, "when"), rule.when)
    if rule.opening:
        column(bound, (*where, "opening", "column"), rule.opening.column, rule.opening.file, lists)
        for name, part in rule.opening.where.items():
            column(bound, (*where, "opening", "where", name), name, rule.opening.file, lists)
            bound.known((*where, "opening", "where", name), part, rule.parts, FIELD)

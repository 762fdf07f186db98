"""Balances: what is drawn on never falls below its lowest, at no moment of the plan's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.model import Row
from bot.language import say
from bot.planning.across.sheets import Account, Sheets, account_of, tell, understood
from bot.planning.fiscal import thai_day
from bot.planning.grammar import NeverBelow, Opening
from bot.planning.kinds.folding import fold
from bot.planning.lists import listed_amount
from bot.planning.reading import Draft
from bot.planning.rules import money_text, number_of


@dataclass(frozen=True, kw_only=True)
class _Movement:
    """One amount that goes in (above zero) or out, with its place in the plan's order."""

    order: tuple[date, int, int, int]
    account: Account
    amount: Decimal
    rule: NeverBelow
    draft: Draft
    row: Row


def judge_pools(sheets: Sheets) -> None:
    """Judge every `never_below`, pool by pool."""
    pools: dict[str, list[tuple[str, NeverBelow]]] = {}
    for screen, rule in sheets.rules(NeverBelow):
        pools.setdefault(rule.pool, []).append((screen, rule))
    for rules in pools.values():
        parts = tuple(rules[0][1].account)
        opened = [_opening(sheets, rule.opening, parts) for _, rule in rules if rule.opening]
        opening = {account: amount for one in opened for account, amount in one.items()}
        moves = [move for screen, rule in rules for move in _movements(sheets, screen, rule, parts)]
        _run_through(sorted(moves, key=lambda move: move.order), opening, zero=not opened)


def _opening(sheets: Sheets, opening: Opening, parts: Account) -> dict[Account, Decimal]:
    columns = {part: column for column, part in opening.where.items()}
    found: dict[Account, Decimal] = {}
    for listed in sheets.list_rows(opening.file):
        amount = listed_amount(listed[opening.column])
        if amount is not None:
            account = tuple(fold(listed[columns[part]]) if part in columns else "" for part in parts)
            found[account] = found.get(account, Decimal(0)) + amount
    return found


def _movements(sheets: Sheets, screen: str, rule: NeverBelow, parts: Account) -> Iterator[_Movement]:
    rank = list(sheets.mappings.screens).index(screen)
    fields = tuple(rule.account[part] for part in parts)
    name = rule.takes or rule.adds or ""
    for draft in sheets.whole(screen):
        day = draft.fields.get(draft.mapping.day) if draft.mapping.day else None
        if draft.mapping.day and draft.any_wrong(draft.mapping.day):
            continue
        for index, (row, values) in enumerate(understood(draft, (*fields, name), rule.when)):
            amount = number_of(values.get(name))
            first = draft.rows[0].number
            yield _Movement(
                order=(day if isinstance(day, date) else date.min, rank, first, index),
                account=account_of(values, fields),
                amount=-amount if rule.takes else amount,
                rule=rule,
                draft=draft,
                row=row,
            )


def _run_through(moves: list[_Movement], opening: dict[Account, Decimal], *, zero: bool) -> None:
    """Book one after another as the site will; what it would have to refuse is told and not booked."""
    left = dict(opening)
    for move in moves:
        before = left.get(move.account, Decimal(0) if zero else None)
        if before is None:
            continue
        after = before + move.amount
        if move.amount < 0 and after < move.rule.lowest:
            _short(move, before)
        else:
            left[move.account] = after


def _short(move: _Movement, before: Decimal) -> None:
    free = before - move.rule.lowest
    name = move.rule.takes or ""
    day = move.order[0]
    text = say(
        "{field} {amount} เกินยอดคงเหลือ {free} ของ {account} ณ วันที่ {day} ขาด {off}"
        " (นับทุกรายการก่อนหน้าตามลำดับการบันทึก) ให้ตรวจจำนวนเงิน บัญชีที่เลือก หรือยอดตั้งต้น",
        "{field} {amount} is more than the {free} left on {account} on {day}, short by {off}"
        " (counting all that is entered before). Look at the amount, what it is drawn on,"
        " or the opening balance.",
        field=move.draft.title(name),
        amount=money_text(-move.amount),
        free=money_text(free),
        account=" / ".join(part for part in move.account if part),
        day=thai_day(day) if day != date.min else "-",
        off=money_text(-move.amount - free),
    )
    tell(move.draft, move.row, name, "short_balance", text, move.rule.severity, str(free))

"""Balances: what is drawn on never falls below its lowest, at no moment of the plan's order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.model import Row, Value
from bot.language import say
from bot.planning.across.sheets import Account, Sheets, tell, understood
from bot.planning.cells import canonical
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


@dataclass(kw_only=True)
class _Balance:
    """What is left on one account, and where it comes from, first in first out."""

    left: Decimal
    parts: deque[tuple[Decimal, Draft | None]]
    """Amounts that are not drawn yet, with the documents that added them; None: the opening balance."""

    def add(self, amount: Decimal, draft: Draft | None) -> None:
        """Put in what a document adds; what is missing up to zero is filled first."""
        self.left += amount
        if (free := min(amount, self.left)) > 0:
            self.parts.append((free, draft))

    def draw(self, amount: Decimal, *, kept: Decimal) -> Iterator[Draft]:
        """Take out and give the documents from which it comes, and those from which `kept` will be left."""
        self.left -= amount
        while amount > 0 and self.parts:
            part, draft = self.parts.popleft()
            if part > amount:
                self.parts.appendleft((part - amount, draft))
            amount -= part
            if draft is not None:
                yield draft
        for part, draft in self.parts:
            if kept <= 0:
                return
            kept -= part
            if draft is not None:
                yield draft


def judge_pools(sheets: Sheets) -> None:
    """Judge every `never_below`, pool by pool, and note which documents another draws on."""
    pools: dict[str, list[tuple[str, NeverBelow]]] = {}
    for screen, rule in sheets.rules(NeverBelow):
        pools.setdefault(rule.pool, []).append((screen, rule))
    for rules in pools.values():
        parts = rules[0][1].parts
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
    fields = tuple(rule.account[part] for part in parts if part in rule.account)
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
                account=_account(rule, parts, values),
                amount=-amount if rule.takes else amount,
                rule=rule,
                draft=draft,
                row=row,
            )


def _account(rule: NeverBelow, parts: Sequence[str], values: Mapping[str, Value]) -> Account:
    """Give the account's name, part by part."""
    return tuple(
        fold(rule.always[part]) if part in rule.always else canonical(values.get(rule.account[part]))
        for part in parts
    )


def _run_through(moves: list[_Movement], opening: dict[Account, Decimal], *, zero: bool) -> None:
    """Book one after another as the site will; what it would have to refuse is told and not booked."""
    balances = {account: _opened(amount) for account, amount in opening.items()}
    for move in moves:
        if zero and move.account not in balances:
            balances[move.account] = _opened(Decimal(0))
        balance = balances.get(move.account)
        if balance is None:
            continue
        if move.amount >= 0:
            balance.add(move.amount, move.draft)
        elif balance.left + move.amount < move.rule.lowest:
            _short(move, balance.left)
        else:
            sources = list(balance.draw(-move.amount, kept=move.rule.lowest))
            if move.rule.severity == "error":
                _come_first(sources, move.draft)


def _opened(amount: Decimal) -> _Balance:
    balance = _Balance(left=Decimal(0), parts=deque())
    balance.add(amount, None)
    return balance


def _come_first(sources: Sequence[Draft], draft: Draft) -> None:
    """Note what the document draws on; not what waits for the document itself, or is referred to anyway."""
    known = {id(link.there) for link in draft.links} | {id(one) for one in draft.sources}
    for source in sources:
        if id(source) not in known and not _waits_for(source, draft):
            known.add(id(source))
            draft.sources.append(source)


def _waits_for(draft: Draft, other: Draft) -> bool:
    """Tell whether a document comes after another, or is that."""
    asked, seen = [draft], {id(draft)}
    while asked:
        one = asked.pop()
        if one is other:
            return True
        new = [
            there for there in (*(link.there for link in one.links), *one.sources) if id(there) not in seen
        ]
        seen.update(map(id, new))
        asked += new
    return False


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

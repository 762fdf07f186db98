"""The trial balance as the workbook alone has it: what the site must post for each entry, added up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.model import Entry, Value
from bot.errors import Problem
from bot.language import Text, say
from bot.planning.conditions import applies
from bot.planning.grammar import AccountOf, Books, Posting
from bot.planning.kinds.folding import fold
from bot.planning.mapping import Mappings

CHART = "chart"
_NONE = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of a double entry of one of our entries; a debit is positive, a credit negative."""

    account: str
    amount: Decimal
    entry: Entry


class Bookkeeper:
    """Gives the double entry of entries by the `postings` of books.yaml; `problems` has what it could not."""

    def __init__(self, books: Books, mappings: Mappings) -> None:
        """Index the lists of accounts."""
        self.problems: list[Problem] = []
        self._books = books
        self._mappings = mappings
        self._lists = account_lists(books, mappings)

    def sides(self, entry: Entry) -> tuple[Side, ...]:
        """Give every side; an account that cannot be told is a problem, as are sides that do not balance."""
        rules = self._books.postings.get(entry.screen)
        if rules is None:
            self._wrong(
                entry,
                "posting_unknown",
                say("books.yaml ไม่มี postings ของ {s}", "books.yaml has no postings of {s}.", s=entry.screen),
            )
            return ()
        found = tuple(side for rule in rules for side in self._of(rule, entry))
        if total := sum((side.amount for side in found), _NONE):
            self._wrong(
                entry,
                "posting_unbalanced",
                say(
                    "รายการบัญชีที่คำนวณไม่ได้ดุล (ต่าง {d}) ให้ตรวจแถวนี้และ postings ของ {s} ใน books.yaml",
                    "What it posts does not balance (by {d}). Look at this row and at the postings of {s} "
                    "in books.yaml.",
                    d=f"{total:,.2f}",
                    s=entry.screen,
                ),
            )
        return found

    def _of(self, rule: Posting, entry: Entry) -> Iterator[Side]:
        place = rule.debit or rule.credit
        if place is None:
            return
        lines = self._mappings.screens[entry.screen].lines
        in_lines = lines is not None and any(name in lines.fields for name in (*rule.plus, *rule.minus))
        mapping = self._mappings.screens[entry.screen]
        for values in [{**entry.fields, **line} for line in entry.lines] if in_lines else [entry.fields]:
            amount = _sum(values, rule.plus) - _sum(values, rule.minus)
            if not amount or not applies(rule.when, values, mapping):
                continue
            account = self._account(place, values)
            if account is None:
                self._unknown(entry, place, values)
            else:
                yield Side(account=account, amount=amount if rule.debit else -amount, entry=entry)

    def _account(self, place: AccountOf, values: Mapping[str, Value]) -> str | None:
        chart, known = self._lists.get(CHART, {}), self._lists.get(place.list, {})
        if place.named is not None:
            return known.get(fold(place.named))
        text = fold(str(values.get(place.field or place.by or "") or ""))
        if place.field is not None:
            return text or None
        if not text:
            return chart.get(fold(place.blank)) if place.blank else None
        return known.get(text) or (chart.get(fold(place.otherwise)) if place.otherwise else None)

    def _unknown(self, entry: Entry, place: AccountOf, values: Mapping[str, Value]) -> None:
        name = place.field or place.by or ""
        text = say(
            "หาบัญชีของ “{t}” ไม่พบ ให้เติมช่องนี้ในแถว หรือเพิ่มในรายการ {l} ของ books.yaml",
            "There is no account for “{t}”. Fill the row's cell in, or add it to the list {l} of books.yaml.",
            t=place.named or values.get(name) or name,
            l=place.list,
        )
        self._wrong(entry, "posting_account", text)

    def _wrong(self, entry: Entry, code: str, text: Text) -> None:
        self.problems.append(Problem(cell=f"{entry.sheet}!A{entry.rows[0]}", code=code, text=text))


def account_lists(books: Books, mappings: Mappings) -> Mapping[str, Mapping[str, str]]:
    """Give the account of each text of each list of books.yaml."""
    return {
        name: {fold(row[one.text]): row[one.code] for row in mappings.lists[one.file]}
        for name, one in books.accounts.items()
    }


def balances(sides: Iterable[Side]) -> Mapping[str, Decimal]:
    """Give debits less credits of each account that has a balance."""
    sums: dict[str, Decimal] = {}
    for side in sides:
        sums[side.account] = sums.get(side.account, _NONE) + side.amount
    return {account: amount for account, amount in sorted(sums.items()) if amount}


def _sum(values: Mapping[str, Value], names: Iterable[str]) -> Decimal:
    amounts = (values.get(name) for name in names)
    return sum((amount for amount in amounts if isinstance(amount, Decimal)), _NONE)

"""The site's books against those that the workbook alone gives, account by account, with likely documents."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.books import Figure
from bot.domain.model import EntryKey
from bot.errors import Problem
from bot.language import Text, say
from bot.planning.fiscal import thai_day
from bot.planning.grammar import TrialBalance
from bot.planning.trial_balance import Side, balances

NAMED = 5
"""So many candidates are named for one difference."""
DIFFERS = "balance_differs"
"""Code of a difference; its `about` is the same as long as nothing new differs on the account."""
_NONE = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the workbook gives: what stood on the accounts before, and every side of its entries."""

    before: Mapping[str, Decimal]
    sides: Sequence[Side]
    on_site: Mapping[EntryKey, str]
    """Entries whose documents stand on the site, with their new numbers."""
    counted: Collection[EntryKey] | None = None
    """Entries that the site's books must hold; None: all of them."""

    def at(self, day: date) -> Mapping[str, Decimal]:
        """Give the balances as of the end of a day; entries without a day count from the beginning."""
        return _added(self.before, balances(side for side in self._counted() if _until(side, day)))

    def moved(self, day: date, sign: int) -> Mapping[str, Decimal]:
        """Give the sum of each account's debits (sign 1) or credits (sign -1) on one day, as amounts."""
        sides = (side for side in self._counted() if side.entry.day == day and side.amount * sign > 0)
        return {account: abs(amount) for account, amount in balances(sides).items()}

    def counts(self, side: Side) -> bool:
        """Tell whether the site's books must hold this side."""
        return self.counted is None or side.entry.key in self.counted

    def _counted(self) -> Iterator[Side]:
        return (side for side in self.sides if self.counts(side))


def months_of(sides: Iterable[Side]) -> tuple[date, ...]:
    """Give the last day of every month in which something is posted, in order."""
    return tuple(sorted({last_of_month(side.entry.day) for side in sides if side.entry.day}))


def last_of_month(day: date) -> date:
    """Give the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def balances_of(figures: Iterable[Figure], told: TrialBalance) -> Mapping[str, Decimal]:
    """Give debits less credits of each account, as a trial balance's figures show them."""
    sums: dict[str, Decimal] = {}
    for figure in figures:
        if figure.report != told.report or not isinstance(figure.value, Decimal):
            continue
        sign = {told.debit: 1, told.credit: -1}.get(figure.column, 0)
        sums[figure.item] = sums.get(figure.item, _NONE) + sign * figure.value
    return sums


def differing(expected: Expected, seen: Mapping[str, Decimal], day: date, page: str) -> Iterator[Problem]:
    """Say of each account that differs what both sides have, and which documents may be the cause."""
    ours = expected.at(day)
    for account in sorted({*ours, *seen}):
        here, there = ours.get(account, _NONE), seen.get(account, _NONE)
        if here == there:
            continue
        touching = [side for side in expected.sides if side.account == account and _until(side, day)]
        cell, told = candidates(expected, touching, there - here)
        text = say(
            "งบทดลอง ณ {d} บัญชี {a}: สมุดงานต้องเป็น {h} แต่ระบบแสดง {t} (ต่าง {x} หน้า {p}) {c}",
            "Trial balance as of {d}, account {a}: by the workbook {h}, the site shows {t} "
            "(off by {x}, page {p}). {c}",
            d=thai_day(day),
            a=account,
            h=sided(here),
            t=sided(there),
            x=f"{abs(there - here):,.2f}",
            p=page,
            c=told,
        )
        yield Problem(cell=cell or page, code=DIFFERS, text=text, about=about_balance(account, there - here))


def about_balance(account: str, off: Decimal) -> str:
    """Give what stays the same while an account is off by the same amount, whatever the day."""
    return f"{account} {off:+.2f}"


def candidates(
    expected: Expected, touching: Sequence[Side], off: Decimal, alike: Sequence[Side] = ()
) -> tuple[str, Text]:
    """Name the documents that may be the cause of a difference, the likeliest kind only; the first's cell.

    `touching` are all sides on the account that may count; `alike` are named when nothing else is.
    """
    kinds: tuple[tuple[Text, Iterable[Side]], ...] = (
        (_LACKING, (one for one in touching if expected.counts(one) and _absent(expected, one))),
        (_UNCOUNTED, (one for one in touching if not expected.counts(one) and one.amount == off)),
        (_EQUAL, (one for one in touching if expected.counts(one) and abs(one.amount) == abs(off))),
        (_HALF, (one for one in touching if expected.counts(one) and one.amount * 2 == -off)),
        (_ALIKE, alike),
    )
    for why, sides in kinds:
        if named := _named(expected, sides):
            cells = [cell for cell, _ in named]
            more = say(" และอีก {n}", " and {n} more", n=len(named) - NAMED)
            return cells[0], say(
                "เอกสารที่อาจเป็นสาเหตุ ({w}): {c}{m}",
                "Documents that may be the cause ({w}): {c}{m}.",
                w=why,
                c=", ".join(text for _, text in named[:NAMED]),
                m=more if len(named) > NAMED else Text(th="", en=""),
            )
    return "", say(
        "ไม่พบเอกสารในสมุดงานที่อธิบายได้ ให้ดูแยกประเภทของบัญชีนี้ในระบบ อาจเป็นเอกสารของผู้อื่น",
        "No document of the workbook explains it: look in the account's ledger for others' documents.",
    )


def sided(amount: Decimal) -> Text:
    """Write a balance with its side."""
    if not amount:
        return say("0.00", "0.00")
    side = say("เดบิต", "debit") if amount > 0 else say("เครดิต", "credit")
    return say("{s} {a}", "{s} {a}", s=side, a=f"{abs(amount):,.2f}")


def _named(expected: Expected, sides: Iterable[Side]) -> list[tuple[str, str]]:
    """Give each document once: its cell, and its cell with its number on the site."""
    found: dict[str, str] = {}
    for side in sides:
        cell = f"{side.entry.sheet}!A{side.entry.rows[0]}"
        number = expected.on_site.get(side.entry.key, "")
        found.setdefault(cell, f"{cell} = {number}" if number else cell)
    return list(found.items())


def _absent(expected: Expected, side: Side) -> bool:
    return side.entry.key not in expected.on_site


def _until(side: Side, day: date) -> bool:
    return side.entry.day is None or side.entry.day <= day


def _added(one: Mapping[str, Decimal], other: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    sums = {name: one.get(name, _NONE) + other.get(name, _NONE) for name in {*one, *other}}
    return {name: amount for name, amount in sums.items() if amount}


_LACKING = say("ยังไม่อยู่ในระบบ", "not on the site")
_UNCOUNTED = say("บอตไม่ได้บันทึก แต่ยอดเท่าผลต่าง", "not entered by the bot, but of just that amount")
_EQUAL = say("ยอดเท่าผลต่าง", "of just that amount")
_HALF = say("ครึ่งหนึ่งของผลต่าง อาจลงผิดด้าน", "half of it: on the wrong side?")
_ALIKE = say("บัญชีและวันเดียวกัน", "same account and day")

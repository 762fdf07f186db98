"""Reports of single days: cash books and the daily status, against what the workbook's documents moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from bot.domain.books import Figure
from bot.errors import Problem
from bot.language import Text, say
from bot.planning.figures import column_title, item_name
from bot.planning.fiscal import thai_day
from bot.planning.grammar import Books, Daily
from bot.planning.kinds.folding import fold
from bot.planning.opening import page_of
from bot.planning.reconciling import DIFFERS, Expected, about_balance, candidates, sided
from bot.planning.trial_balance import CHART

Place = tuple[str, str]
"""An account, and what is shown of it: before, debits, credits, after."""
AccountLists = Mapping[str, Mapping[str, str]]
_NONE = Decimal(0)


def daily_differences(  # noqa: PLR0913, PLR0917 - two sides, the day, and what tells accounts
    told: Daily, books: Books, figures: Iterable[Figure], expected: Expected, day: date, lists: AccountLists
) -> Iterator[Problem]:
    """Give every account and column of one day's report that the workbook's documents do not explain."""
    seen = _seen(told, figures, lists)
    ours = _meant(told, expected, day)
    accounts = {account for account, _ in seen} | _shown(told, lists)
    for account in sorted(accounts):
        for part, columns in told.columns.items():
            here, there = ours.get((account, part), _NONE), seen.get((account, part), _NONE)
            if columns and here != there:
                yield _difference(told, books, expected, day, (account, part), (here, there))


def _seen(told: Daily, figures: Iterable[Figure], lists: AccountLists) -> Mapping[Place, Decimal]:
    """Add the report's columns up by account; a row whose text is no known account goes by its text."""
    codes = {item_name(text): code for text, code in lists[told.by].items()} if told.by else {}
    sums: dict[Place, Decimal] = {}
    for figure in figures:
        for part, columns in told.columns.items():
            if figure.column in columns and isinstance(figure.value, Decimal):
                place = (codes.get(figure.item, figure.item), part)
                sums[place] = sums.get(place, _NONE) + figure.value
    return sums


def _meant(told: Daily, expected: Expected, day: date) -> Mapping[Place, Decimal]:
    parts: dict[str, Mapping[str, Decimal]] = {
        "before": expected.at(day - timedelta(days=1)) if told.before else {},
        "debits": expected.moved(day, 1),
        "credits": expected.moved(day, -1),
        "after": expected.at(day) if told.after else {},
    }
    return {(account, part): amount for part, sums in parts.items() for account, amount in sums.items()}


def _shown(told: Daily, lists: AccountLists) -> set[str]:
    named = {lists.get(CHART, {}).get(fold(name), name) for name in told.named}
    return named | {code for name in told.lists for code in lists[name].values()}


def _difference(  # noqa: PLR0913, PLR0917 - one difference: of what, where, when, and both amounts
    told: Daily, books: Books, expected: Expected, day: date, place: Place, amounts: tuple[Decimal, Decimal]
) -> Problem:
    account, part = place
    here, there = amounts
    report = books.reports[told.report]
    moves = part in ("debits", "credits")
    sign = -1 if part == "credits" else 1
    last = day - timedelta(days=1) if part == "before" else day
    touching = [
        side
        for side in expected.sides
        if side.account == account
        and (side.entry.day == day if moves else side.entry.day is None or side.entry.day <= last)
        and (not moves or side.amount * sign > 0 or side.amount * 2 == sign * (here - there))
    ]
    on_day = [side for side in touching if side.entry.day == day]
    cell, likely = candidates(expected, touching, sign * (there - here), on_day)
    text = say(
        "{r} วันที่ {d} บัญชี {a} {c}: สมุดงานต้องเป็น {h} แต่ระบบแสดง {t} (ต่าง {x} หน้า {p}) {k}",
        "{r} of {d}, account {a}, {c}: by the workbook {h}, the site shows {t} (off by {x}, page {p}). {k}",
        r=report.title.text,
        d=thai_day(day),
        a=account,
        c=" + ".join(column_title(report, name) for name in told.columns[part]),
        h=_amount(here, moves=moves),
        t=_amount(there, moves=moves),
        x=f"{abs(there - here):,.2f}",
        p=page_of(report),
        k=likely,
    )
    about = f"{day} {account} {part} {there - here:+.2f}" if moves else about_balance(account, there - here)
    return Problem(cell=cell or page_of(report), code=DIFFERS, text=text, about=about)


def _amount(amount: Decimal, *, moves: bool) -> Text:
    shown = f"{amount:,.2f}"
    return say("{a}", "{a}", a=shown) if moves else sided(amount)

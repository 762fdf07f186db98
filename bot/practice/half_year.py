"""A coherent half-year of the whole office: every area, documents that follow from others, both periods."""

import random
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from bot.practice.budget_days import BudgetDays
from bot.practice.made_up import FIRST_DAY, LAST_DAY, Maker, Row
from bot.practice.money_in import MoneyIn
from bot.practice.money_out import MoneyOut
from bot.practice.office_days import OfficeDays
from bot.practice.phrases import JOURNAL_TEXTS, month_of
from bot.practice.site import Site, open_site

LAST_BY_HAND = date(2024, 8, 30)
_SATURDAY = 5
_RECEIPTS, _BUDGET = 0.25, 0.03
# So many documents for each matter of the budget in the first days, one of each kind at most.
_PER_MATTER, _KINDS = 12, 8


def make_half_year(
    *, entries: int, seed: int, by_hand: bool = True
) -> dict[str, list[tuple[Row, list[Row]]]]:
    """Make exactly this many documents by screen, in order of date; without `by_hand` only the lost period.

    They are keyed into a scratch site of their own, so its rules hold and its numbers are the old ones.
    """
    with tempfile.TemporaryDirectory(prefix="practice-", ignore_cleanup_errors=True) as folder:
        site = open_site(Path(folder) / "scratch.sqlite3", durable=False)
        try:
            return live_through(site, entries=entries, seed=seed, by_hand=by_hand)
        finally:
            site.store.close()


def live_through(
    site: Site, *, entries: int, seed: int, by_hand: bool = True
) -> dict[str, list[tuple[Row, list[Row]]]]:
    """Key the half-year of `make_half_year` into an empty site; gives the same."""
    return _Half(site, random.Random(f"half-year {seed}"), entries, by_hand=by_hand).made()  # noqa: S311 - repeatable


class _Half:
    def __init__(self, site: Site, dice: random.Random, entries: int, *, by_hand: bool) -> None:
        self._dice, self._entries = dice, entries
        self._days = list(_working_days(LAST_BY_HAND if by_hand else LAST_DAY))
        self._office = OfficeDays(site=site, last=self._days[-1], today=self._days[0], entries=entries)
        self._maker = Maker(site.catalogue, dice, max(1, entries // 5))
        self._in = MoneyIn(self._office, self._maker, dice)
        self._out = MoneyOut(self._office, self._maker, dice)
        self._budget = BudgetDays(self._office, dice)

    def made(self) -> dict[str, list[tuple[Row, list[Row]]]]:
        """Live through the days."""
        for place, day in enumerate(self._days, 1):
            self._office.today = self._maker.today = day
            self._office.do_what_is_due()
            if place <= min(self._entries // _PER_MATTER, _KINDS):
                self._budget.one()
            self._live(self._entries * place // len(self._days))
        while self._office.made < self._entries:
            self._journal()
        return self._office.sheets

    def _live(self, allowed: int) -> None:
        """Begin new things until so many documents are made or promised, then close the day."""
        office = self._office
        while (before := office.expected()) < min(allowed, self._entries):
            if self._dice.random() < _RECEIPTS and office.room() > 0:
                for _ in range(min(self._dice.randint(2, 7), office.room())):
                    self._in.one()
            elif self._dice.random() < _BUDGET:
                self._budget.one()
            else:
                self._begin(self._entries - before)
            office.do_what_is_due()
            if office.expected() == before:
                self._journal()
        self._in.evening()
        office.received = False

    def _begin(self, left: int) -> None:
        """Begin a chain that still fits into what is left of the whole."""
        chains = ((2, 1, self._journal), *self._out.chains())
        fitting = [(weight, begin) for weight, length, begin in chains if length <= left]
        if fitting:
            self._dice.choices([begin for _, begin in fitting], [weight for weight, _ in fitting])[0]()

    def _journal(self) -> None:
        """Key a journal voucher between two accounts of expenditure; it touches no money."""
        accounts = [a for a in self._office.site.catalogue.accounts.values() if a.group == "รายจ่าย"]
        one, other = self._dice.sample(accounts, 2)
        amount = Decimal(self._dice.randint(100, 9_000_00)) / 100
        text = self._dice.choice(JOURNAL_TEXTS).format(month=month_of(self._office.today))
        self._office.key_in(
            "ACC_GENERAL_JOURNAL",
            {"วันที่": self._office.today, "คำอธิบาย": text},
            [
                {"รหัสบัญชี": one.code, "ชื่อบัญชี": one.name, "เดบิต": amount, "เครดิต": ""},
                {"รหัสบัญชี": other.code, "ชื่อบัญชี": other.name, "เดบิต": "", "เครดิต": amount},
            ],
        )


def _working_days(last: date) -> Iterator[date]:
    day = FIRST_DAY
    while day <= last:
        if day.weekday() < _SATURDAY:
            yield day
        day += timedelta(days=1)

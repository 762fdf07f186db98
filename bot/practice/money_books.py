"""What stood on cash and on each bank account, what came and went: asked of the postings."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.practice.books import COUNTED, Side, side_of
from bot.practice.catalogue import Catalogue
from bot.practice.entries import bank_account
from bot.practice.store import CANCELLED, Store

_ENDLESS = "9999-12-31"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One account over some days, in satang: what was there before, what came, what went."""

    account: str
    before: int
    came: int
    went: int

    @property
    def after(self) -> int:
        """Give what is there at the end."""
        return self.before + self.came - self.went


def money_accounts(catalogue: Catalogue) -> tuple[str, ...]:
    """Give cash first, then the account of each bank account."""
    banks = (bank_account(catalogue, bank.caption) for bank in catalogue.banks)
    return tuple(dict.fromkeys((catalogue.account("cash"), *banks, catalogue.account("bank"))))


def standings(store: Store, accounts: tuple[str, ...], first: str, last: str) -> list[Standing]:
    """Give each account from the first day to the last, both included."""
    marks = ", ".join("?" * len(accounts))
    question = (
        "SELECT account, TOTAL(CASE WHEN day < ? THEN debit - credit END) AS before,"  # noqa: S608 - question marks
        " TOTAL(CASE WHEN day >= ? THEN debit END) AS came, TOTAL(CASE WHEN day >= ? THEN credit END) AS went"
        f" FROM postings WHERE {COUNTED} AND day <= ? AND account IN ({marks}) GROUP BY account"
    )
    rows = {
        row["account"]: row
        for row in store.read(question, (first, first, first, CANCELLED, last or _ENDLESS, *accounts))
    }
    return [
        Standing(
            account=account,
            before=int(rows[account]["before"]) if account in rows else 0,
            came=int(rows[account]["came"]) if account in rows else 0,
            went=int(rows[account]["went"]) if account in rows else 0,
        )
        for account in accounts
    ]


class OneSide:
    """The debits, or the credits, of some accounts, day by day."""

    def __init__(self, store: Store, accounts: tuple[str, ...], side: str, days: tuple[str, str]) -> None:
        """Ask this store about one side (`debit` or `credit`) between two days, both included."""
        marks = ", ".join("?" * len(accounts))
        self._store = store
        self._side = side
        self._some = (
            f"FROM postings WHERE {COUNTED} AND day >= ? AND day <= ? AND account IN ({marks}) AND {side} > 0"
        )
        self._values = (CANCELLED, days[0], days[1] or _ENDLESS, *accounts)

    def total(self) -> tuple[int, int]:
        """Give how many there are, and their sum in satang."""
        question = f"SELECT COUNT(*) AS n, TOTAL({self._side}) AS total {self._some}"
        [row] = self._store.read(question, self._values)
        return int(row["n"]), int(row["total"])

    def some(self, *, skip: int, limit: int) -> Iterator[Side]:
        """Give some of them."""
        part = f"SELECT * {self._some} ORDER BY day, seq, line LIMIT ? OFFSET ?"
        columns = "SELECT documents.*, account, text, debit, credit"
        question = (
            f"{columns} FROM ({part}) AS some JOIN documents USING (seq) ORDER BY some.day, some.seq, line"
        )
        for row in self._store.read(question, (*self._values, limit, skip)):
            yield side_of(row)

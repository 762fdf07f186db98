"""What registers add up, asked of the database: ledger, trial balance and revenue by day."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from bot.practice.store import CANCELLED, Document, Store, document_of

COUNTED = """seq NOT IN (
    SELECT seq FROM documents WHERE hidden_from > 0 UNION ALL SELECT seq FROM documents WHERE status = ?)"""
# Nothing is put into these questions but the condition above.
_REVENUE = f"""
WITH sums AS (
    SELECT day, category, kind, MIN(number) AS first, MAX(number) AS last, COUNT(*) AS documents,
        SUM(amount) AS amount
    FROM revenue WHERE {COUNTED} AND day <= ? GROUP BY day, category, kind)
SELECT *, SUM(amount) OVER (PARTITION BY category, kind ORDER BY day) AS so_far
FROM sums ORDER BY day, category, kind
"""  # noqa: S608 - see above
_POSTINGS = f"FROM postings WHERE {COUNTED} AND day >= ? AND day <= ? AND substr(account, 1, ?) = ?"
_ENDLESS = "9999-12-31"


@dataclass(frozen=True, kw_only=True, slots=True)
class DayOfRevenue:
    """The receipts of one day and one type of revenue, in satang; `so_far` runs on from the first day."""

    day: str
    category: str
    kind: str
    first: str
    last: str
    documents: int
    amount: int
    so_far: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One side of a double entry, in satang."""

    document: Document
    account: str
    text: str
    debit: int
    credit: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """Which postings: ISO days, both included, and how the account begins; a blank asks for nothing."""

    first: str = ""
    last: str = ""
    account: str = ""

    def values(self) -> tuple[object, ...]:
        """Give the values of the condition in its order."""
        return CANCELLED, self.first, self.last or _ENDLESS, len(self.account), self.account


def revenue(store: Store, first: str, last: str) -> list[DayOfRevenue]:
    """Give the sums of the days from first to last; what came before counts in `so_far` only."""
    rows = store.read(_REVENUE, (CANCELLED, last or _ENDLESS))
    return [DayOfRevenue(**dict(row)) for row in rows if row["day"] >= first]


def sides(store: Store, wanted: Range, *, skip: int, limit: int) -> Iterator[Side]:
    """Give some postings, account by account and day by day."""
    some = f"SELECT * {_POSTINGS} ORDER BY account, day, seq, line LIMIT ? OFFSET ?"
    columns = "SELECT documents.*, account, text, debit, credit"
    order = "ORDER BY account, some.day, some.seq, line"
    question = f"{columns} FROM ({some}) AS some JOIN documents USING (seq) {order}"
    for row in store.read(question, (*wanted.values(), limit, skip)):
        yield side_of(row)


def summed(store: Store, wanted: Range) -> tuple[int, int, int]:
    """Give how many postings there are, and the sum of debits and of credits in satang."""
    [row] = store.read(
        f"SELECT COUNT(*) AS n, TOTAL(debit) AS debit, TOTAL(credit) AS credit {_POSTINGS}", wanted.values()
    )
    return row["n"], int(row["debit"]), int(row["credit"])


def balances(store: Store, wanted: Range) -> dict[str, int]:
    """Give debits less credits of each account, in satang."""
    rows = store.read(
        f"SELECT account, SUM(debit) - SUM(credit) AS balance {_POSTINGS} GROUP BY account", wanted.values()
    )
    return {row["account"]: row["balance"] for row in rows}


def side_of(row: sqlite3.Row) -> Side:
    """Read one side from its row."""
    return Side(
        document=document_of(row),
        account=row["account"],
        text=row["text"],
        debit=row["debit"],
        credit=row["credit"],
    )

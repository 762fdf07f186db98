"""The foreign application as a process of its own, and its back door: its tables, read past it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from foreign.serving import Place, serving
from foreign.vouchers import Line, Voucher

_DEPARTMENTS = {
    "GA": "General administration",
    "FN": "Finance",
    "PW": "Public works",
    "ED": "Education",
}
_KINDS = {"N": "Normal", "A": "Adjusting", "C": "Closing"}


@dataclass(frozen=True, kw_only=True)
class Office:
    """A running office: where it answers, and where it keeps its books."""

    place: Place
    database: Path

    def stored(self) -> list[tuple[str, Voucher]]:
        """Give what is really stored, in order of arrival: number and voucher."""
        vouchers = self._ask(
            "SELECT v.id, v.number, v.date, v.reference, v.description, coalesce(d.code, ''), v.department,"
            " v.kind, v.urgent, v.remarks"
            " FROM office_voucher v LEFT JOIN office_vendor d ON d.id = v.vendor_id ORDER BY v.id"
        )
        return [(row[1], self._voucher(row)) for row in vouchers]

    def count(self) -> int:
        """Tell how many vouchers are stored."""
        return int(self._ask("SELECT count(*) FROM office_voucher")[0][0])

    def alter(self, reference: str, *, debit: str) -> None:
        """Change the first line's debit behind everybody's back."""
        with closing(sqlite3.connect(self.database)) as books, books:
            changed = books.execute(
                "UPDATE office_line SET debit = ? WHERE id = (SELECT min(l.id) FROM office_line l"
                " JOIN office_voucher v ON v.id = l.voucher_id WHERE v.reference = ?)",
                (debit, reference),
            )
            assert changed.rowcount == 1

    def _voucher(self, row: tuple[str, ...]) -> Voucher:
        lines = self._ask(
            "SELECT a.code || ' ' || a.name, l.text, l.debit, l.credit FROM office_line l"
            " JOIN office_account a ON a.id = l.account_id WHERE l.voucher_id = ? ORDER BY l.id",
            row[0],
        )
        return Voucher(
            date=date.fromisoformat(row[2]),
            reference=row[3],
            description=row[4],
            vendor=row[5],
            department=_DEPARTMENTS[row[6]],
            kind=_KINDS[row[7]],
            urgent=bool(row[8]),
            remarks=row[9].replace("\r\n", "\n"),
            lines=tuple(
                Line(account=account, text=text, debit=_money(debit), credit=_money(credit))
                for account, text, debit, credit in lines
            ),
        )

    def _ask(self, question: str, *values: object) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(f"file:{self.database.as_posix()}?mode=ro", uri=True)) as books:
            return books.execute(question, values).fetchall()


@contextmanager
def office_running(folder: Path) -> Iterator[Office]:
    """Start an empty office."""
    database = folder / "office.sqlite3"
    with serving("app/serve.py", database) as place:
        yield Office(place=place, database=database)


def _money(stored: object) -> Decimal:
    return Decimal(str(stored)).quantize(Decimal("0.01"))

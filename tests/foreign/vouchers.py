"""Fifty made-up journal vouchers of 2024: what the workbook says, and what the site must hold afterwards."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

ACCOUNTS = tuple(
    (Path(__file__).parent / "mappings" / "accounts.csv").read_text(encoding="utf-8").splitlines()[1:]
)
DEPARTMENTS = ("General administration", "Finance", "Public works", "Education")
KINDS = ("Normal", "Adjusting", "Closing")
DESCRIPTIONS = (
    "Monthly electricity of the office",
    'Fuel "diesel B7" for the garbage truck',
    "O'Brien & Sons, repairs",
    "ค่าวัสดุสำนักงาน เดือนกุมภาพันธ์",
    "Salaries – regular staff",
    "Deposit returned (contract 12/2567)",
)
REMARKS = ("", "", "checked by the clerk", "see file 7/2024\nsecond line of the remark")
LINE_TEXTS = ("", "", "as per invoice 0042", "ตามใบส่งของ", "50% of the price")
HEADERS = (
    "Reference", "Date", "Description", "Vendor", "Department", "Kind", "Urgent", "Remarks",
    "Account", "Line text", "Debit", "Credit",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Line:
    """One debit or credit, never both."""

    account: str
    text: str = ""
    debit: Decimal = Decimal("0.00")
    credit: Decimal = Decimal("0.00")


@dataclass(frozen=True, kw_only=True)
class Voucher:
    """A voucher as the workbook has it; `vendor` is a code or blank."""

    reference: str
    date: date
    description: str
    vendor: str = ""
    department: str = "Finance"
    kind: str = "Normal"
    urgent: bool = False
    remarks: str = ""
    lines: tuple[Line, ...] = field(default=())


def vouchers(count: int = 50, *, seed: int = 2024) -> tuple[Voucher, ...]:
    """Make `count` balanced vouchers of 2-9 lines, the same for the same seed; none in November (closed)."""
    dice = random.Random(seed)
    return tuple(_voucher(dice, number) for number in range(1, count + 1))


def simple(reference: str, day: date, *, amount: str = "100.00") -> Voucher:
    """Make one plain voucher of two lines."""
    return Voucher(
        reference=reference,
        date=day,
        description=f"Voucher {reference}",
        lines=(
            Line(account=ACCOUNTS[0], debit=Decimal(amount)),
            Line(account=ACCOUNTS[1], credit=Decimal(amount)),
        ),
    )


def write_workbook(path: Path, content: tuple[Voucher, ...]) -> None:
    """Write one row a line, the header columns repeated on each."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Vouchers")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADERS)
        rows = ((voucher, line) for voucher in content for line in voucher.lines)
        for row, (voucher, line) in enumerate(rows, start=1):
            _write_row(sheet, row, voucher, line, day)


def _voucher(dice: random.Random, number: int) -> Voucher:
    debits = [Decimal(dice.randrange(1, 10_000_000)) / 100 for _ in range(dice.randint(1, 5))]
    parts = dice.randint(1, 4)
    return Voucher(
        reference=f"REF-{number:04d}",
        date=_day(dice),
        description=dice.choice(DESCRIPTIONS),
        vendor=dice.choice(["", *(f"V{code:04d}" for code in (1, 7, 19, 20, 21, 40, 41, 60))]),
        department=dice.choice(DEPARTMENTS),
        kind=dice.choice(KINDS),
        urgent=dice.random() < 0.3,
        remarks=dice.choice(REMARKS),
        lines=(
            *(_line(dice, debit=amount) for amount in debits),
            *(_line(dice, credit=amount) for amount in _split(sum(debits, Decimal(0)), parts)),
        ),
    )


def _day(dice: random.Random) -> date:
    while True:
        day = date(2024, 1, 1) + timedelta(days=dice.randrange(366))
        if day.month != 11:
            return day


def _line(dice: random.Random, **amount: Decimal) -> Line:
    return Line(account=dice.choice(ACCOUNTS), text=dice.choice(LINE_TEXTS), **amount)


def _split(total: Decimal, parts: int) -> list[Decimal]:
    share = (total / parts).quantize(Decimal("0.01"))
    pieces = [share] * (parts - 1)
    return [amount for amount in [*pieces, total - sum(pieces, Decimal(0))] if amount]


def _write_row(sheet: Any, row: int, voucher: Voucher, line: Line, day: Any) -> None:
    sheet.write_string(row, 0, voucher.reference)
    sheet.write_datetime(row, 1, voucher.date, day)
    sheet.write_string(row, 2, voucher.description)
    sheet.write_string(row, 3, voucher.vendor)
    sheet.write_string(row, 4, voucher.department)
    sheet.write_string(row, 5, voucher.kind)
    sheet.write_string(row, 6, "yes" if voucher.urgent else "no")
    sheet.write_string(row, 7, voucher.remarks)
    sheet.write_string(row, 8, line.account)
    sheet.write_string(row, 9, line.text)
    for column, amount in ((10, line.debit), (11, line.credit)):
        if amount:
            sheet.write_number(row, column, float(amount))

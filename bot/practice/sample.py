"""A sample workbook: the made-up office's lost half-year as its clerks would have kept it in Excel."""

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.practice.catalogue import load
from bot.practice.half_year import make_half_year
from bot.practice.kinds import long_date
from bot.practice.made_up import Row, Value, make_books
from bot.practice.sample_sheets import (
    OPENING_COLUMNS,
    OPENING_SHEET,
    SHEETS,
    columns_of,
    opening_rows,
    rows_of,
)

REAL_DATES = 0.08
_RECEIPT = (
    "เลขที่เดิม",
    "วันที่รับเงิน",
    "ผู้ชำระเงิน",
    "ประเภทรายรับ",
    "รายละเอียด",
    "จำนวนเงิน",
    "ประเภทการรับเงิน",
    "บัญชีธนาคาร",
    "จำนวนใบเสร็จรับเงิน",
    "หมายเหตุ",
)
COLUMNS = {
    "ภาษีจัดสรร": _RECEIPT,
    "รายได้อื่น": (*_RECEIPT[:3], "หมวดรายรับ", *_RECEIPT[3:]),
    "ฎีกา": (
        "เลขที่เดิม",
        "วันที่จัดทำฎีกา",
        "ส่วน/กอง ผู้เบิก",
        "แหล่งเงิน",
        "แผนงาน",
        "งาน",
        "หมวดรายจ่าย",
        "ประเภทรายจ่าย",
        "รายการ",
        "ผู้รับเงิน",
        "เลขประจำตัวผู้เสียภาษี",
        "เลขที่ใบแจ้งหนี้",
        "วันที่ในใบแจ้งหนี้",
        "คำอธิบายรายการ",
        "มูลค่าสินค้า/บริการ",
        "ภาษีมูลค่าเพิ่ม",
        "จำนวนเงินที่ขอเบิกทั้งสิ้น",
        "ภาษีหัก ณ ที่จ่าย",
        "ค่าปรับ",
        "หักอื่น ๆ",
        "จำนวนเงินที่รับสุทธิ",
        "หมายเหตุ",
    ),
    "ใบผ่านรายการบัญชีทั่วไป": ("เลขที่เดิม", "วันที่", "คำอธิบาย", "รหัสบัญชี", "ชื่อบัญชี", "เดบิต", "เครดิต"),
}
_WIDE, _NARROW = 32, 18


def write_sample(path: Path, *, entries: int, seed: int) -> None:
    """Write a workbook of this many documents; the same arguments give the same cells."""
    books = make_books(entries=entries, seed=seed)
    sheets: dict[str, Iterable[Row]] = {
        "ภาษีจัดสรร": books.taxes,
        "รายได้อื่น": books.incomes,
        "ฎีกา": books.vouchers,
        "ใบผ่านรายการบัญชีทั่วไป": [{**head, **line} for head, lines in books.journals for line in lines],
    }
    _write(path, seed, ((name, COLUMNS[name], rows) for name, rows in sheets.items()))


def write_half_year(path: Path, *, entries: int, seed: int, by_hand: bool = True) -> None:
    """Write a workbook of this many documents of the whole office, which follow from each other.

    Every screen of the site that was used has a sheet, and so has what stood in the books before the first
    of them. `by_hand` adds what was made on paper from 7 July on.
    """
    made = make_half_year(entries=entries, seed=seed, by_hand=by_hand)
    columns = {screen: columns_of(screen, COLUMNS) for screen in SHEETS if screen in made}
    sheets = (
        (SHEETS[screen], names, rows_of(screen, made[screen], names)) for screen, names in columns.items()
    )
    _write(path, seed, [*sheets, (OPENING_SHEET, OPENING_COLUMNS, opening_rows(load()))])


def _write(path: Path, seed: int, sheets: Iterable[tuple[str, tuple[str, ...], Iterable[Row]]]) -> None:
    dice = random.Random(f"dates {seed}")  # noqa: S311 - repeatable, nothing secret
    with xlsxwriter.Workbook(path) as workbook:
        workbook.set_properties({"title": "ข้อมูลสมมติ", "created": datetime(2024, 7, 8, tzinfo=UTC)})
        writing = _Writing(workbook, dice)
        for name, columns, rows in sheets:
            writing.sheet(workbook.add_worksheet(name), columns, rows)


class _Writing:
    def __init__(self, workbook: xlsxwriter.Workbook, dice: random.Random) -> None:
        self._dice = dice
        self._head: Format = workbook.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1})
        self._money: Format = workbook.add_format({"num_format": "#,##0.00"})
        self._date: Format = workbook.add_format({"num_format": "dd/mm/yyyy"})
        self._text: Format = workbook.add_format({"num_format": "@"})

    def sheet(self, sheet: Worksheet, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        """Write the header and the rows."""
        sheet.freeze_panes(1, 1)
        for column, caption in enumerate(columns):
            sheet.write_string(0, column, caption, self._head)
            sheet.set_column(column, column, _NARROW if "วันที่" in caption or "เลขที่" in caption else _WIDE)
        for number, row in enumerate(rows, 1):
            for column, caption in enumerate(columns):
                self._cell(sheet, number, column, row[caption])

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Value) -> None:
        if isinstance(value, Decimal):
            sheet.write_number(row, column, float(value), self._money)
        elif isinstance(value, int):
            sheet.write_number(row, column, value)
        elif isinstance(value, date):
            if self._dice.random() < REAL_DATES:
                sheet.write_datetime(row, column, value, self._date)
            else:
                sheet.write_string(row, column, long_date(value), self._text)
        elif value:
            sheet.write_string(row, column, value, self._text)

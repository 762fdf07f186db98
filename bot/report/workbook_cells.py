"""Cells of the result workbook: text that can never be a formula, money, moments, colours."""

from __future__ import annotations

from datetime import datetime, tzinfo
from decimal import Decimal
from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.lifecycle import Status
from bot.language import current_language
from bot.report.plain import like_a_formula, shortened, without_controls
from bot.report.words import STATUS
from bot.report.writing import local

MONEY = "#,##0.00"
COUNT = "#,##0"
_LONGEST = 32_767
_MOMENT = {"th": "[$-107041E]d mmm yyyy hh:mm:ss", "en": "d mmm yyyy hh:mm:ss"}
_DAY = {"th": "[$-107041E]d mmm yyyy", "en": "d mmm yyyy"}
"""The Thai formats show the Buddhist era; the cell itself stays a date that sorts and filters."""

_COLOURS: dict[Status, tuple[str, str]] = {
    Status.VERIFIED: ("DDF0E0", "14532D"),
    Status.POSTED: ("DCEBF7", "1B4B72"),
    Status.IN_DOUBT: ("F3DDF0", "6B1F60"),
    Status.COMMITTING: ("F3DDF0", "6B1F60"),
    Status.MISMATCHED: ("FADBD8", "8A1C13"),
    Status.REJECTED: ("FBE3D6", "7F3310"),
    Status.FAILED: ("FBE3D6", "7F3310"),
    Status.WAITING: ("FFF1C9", "6B4E00"),
}
_PLAIN = ("EEEEEE", "3A3A3A")
_LINE = Side(style="thin", color="C8CDD3")
_HEAD_FILL = PatternFill("solid", start_color="1F3A5F")


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Give the cell of a place that lies in no merged area; both count from 1."""
    return cast("Cell", sheet.cell(row, column))


def put_text(cell: Cell, text: object, *, wrap: bool = False) -> None:
    """Write text that stays text: never a formula, an error value or a number."""
    plain = shortened(without_controls(text), _LONGEST)
    if not plain:
        cell.value = None
        return
    cell.value = plain
    cell.data_type = "s"
    # Excel keeps this flag as the apostrophe: editing or pasting the cell does not wake a formula.
    cell.quotePrefix = like_a_formula(plain)
    if wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def put_number(cell: Cell, number: Decimal | int, number_format: str = MONEY) -> None:
    """Write money or a count with its format."""
    cell.value = number
    cell.number_format = number_format


def put_moment(cell: Cell, moment: datetime | None, zone: tzinfo) -> None:
    """Write a moment as a date and time of `zone`, shown in the Buddhist era in Thai."""
    if moment is not None:
        cell.value = local(moment, zone).replace(tzinfo=None, microsecond=0)
        cell.number_format = _MOMENT[current_language()]
        cell.alignment = Alignment(horizontal="left", vertical="top")


def put_day(cell: Cell, value: object) -> None:
    """Write a day, shown in the Buddhist era in Thai; None stays blank."""
    cell.value = value  # type: ignore[assignment]  # a date or None
    cell.number_format = _DAY[current_language()]
    cell.alignment = Alignment(horizontal="left")


def put_status(cell: Cell, status: Status) -> None:
    """Write a status as its name, with its colour."""
    put_text(cell, STATUS[status])
    fill, ink = _COLOURS.get(status, _PLAIN)
    cell.fill = PatternFill("solid", start_color=fill)
    cell.font = Font(bold=True, color=ink)
    cell.alignment = Alignment(vertical="top")


def put_head(cell: Cell, text: object) -> None:
    """Write a column's header."""
    put_text(cell, text)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = _HEAD_FILL
    cell.border = Border(bottom=_LINE, left=_LINE, right=_LINE)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


def put_link(cell: Cell, address: str) -> None:
    """Make the cell a link to a file beside the workbook."""
    cell.hyperlink = address
    cell.font = Font(color="0B5394", underline="single")


def frame(cell: Cell) -> None:
    """Draw a thin line around the cell."""
    cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)

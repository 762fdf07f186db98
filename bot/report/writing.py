"""How money, days, moments and other values are written for a person, in the language in use."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.language import current_language, say
from bot.report.plain import visible

if TYPE_CHECKING:
    from bot.domain.model import Value
    from bot.planning.grammar import FieldSpec

_MONTHS = {
    "th": ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_BUDDHIST = 543


def money(amount: Decimal) -> str:
    """Write money with thousands commas and at least two decimals: `1,234.50`."""
    decimals = max(2, -_exponent(amount))
    return f"{amount:,.{decimals}f}"


def count(number: int) -> str:
    """Write a count with thousands commas."""
    return f"{number:,}"


def day(value: date | None) -> str:
    """Write a day: `16 ม.ค. 2567` in Thai, `16 Jan 2024` in English; `–` for none."""
    if value is None:
        return "–"
    language = current_language()
    year = value.year + _BUDDHIST if language == "th" else value.year
    return f"{value.day} {_MONTHS[language][value.month - 1]} {year}"


def moment(value: datetime | None, zone: tzinfo | None = None) -> str:
    """Write a moment as day and time of `zone`; `–` for none."""
    if value is None:
        return "–"
    return f"{day(local(value, zone))} {clock(value, zone)}"


def clock(value: datetime, zone: tzinfo | None = None) -> str:
    """Write the time of day with seconds."""
    return local(value, zone).strftime("%H:%M:%S")


def local(value: datetime, zone: tzinfo | None) -> datetime:
    """Give the moment in `zone`; one without a time zone is taken as it stands."""
    return value if zone is None or value.tzinfo is None else value.astimezone(zone)


def value_text(value: Value, spec: FieldSpec | None = None) -> str:
    """Write a typed value as a person reads it; blank for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return (say("ใช่", "yes") if value else say("ไม่ใช่", "no")).render()
    if isinstance(value, Decimal):
        return money(value) if spec is None or spec.kind == "money" else f"{value:,f}"
    if isinstance(value, date):
        return day(value)
    return visible(value)


def _exponent(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0

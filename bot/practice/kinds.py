"""How the site reads what is typed and writes what it shows: dates of the Buddhist era, and money."""

import re
from datetime import date
from decimal import Decimal

BUDDHIST_ERA = 543
FIRST_BUDDHIST_YEAR = 2400
OCTOBER = 10
_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_MONEY = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?")
_COUNT = re.compile(r"[0-9]{1,6}")
CENT = Decimal("0.01")


def read_date(text: str) -> date | None:
    """Read dd/mm/yyyy of the Buddhist era in Arabic digits; anything else is no date."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    if year < FIRST_BUDDHIST_YEAR:
        return None
    try:
        return date(year - BUDDHIST_ERA, month, day)
    except ValueError:
        return None


def long_date(day: date) -> str:
    """Write dd/mm/yyyy of the Buddhist era, padded: the stored form."""
    return f"{day.day:02d}/{day.month:02d}/{day.year + BUDDHIST_ERA}"


def short_date(text: str) -> str:
    """Write a stored date as the lists and registers show it: d/m/yyyy, unpadded."""
    day = read_date(text)
    return f"{day.day}/{day.month}/{day.year + BUDDHIST_ERA}" if day else text


def fiscal_year(day: date) -> int:
    """Give the fiscal year (Buddhist era) in which the day lies; it begins on 1 October."""
    return day.year + BUDDHIST_ERA + (1 if day.month >= OCTOBER else 0)


def read_money(text: str) -> Decimal | None:
    """Read an amount typed in Arabic digits, without commas, with at most two decimals."""
    return Decimal(text).quantize(CENT) if _MONEY.fullmatch(text) else None


def plain_money(amount: Decimal) -> str:
    """Write an amount as it is stored: 1234.50."""
    return f"{amount:.2f}"


def shown_money(text: str | Decimal) -> str:
    """Write an amount as the screens show it: 1,234.50; a blank stays blank."""
    return f"{Decimal(text):,.2f}" if str(text) else ""


def read_count(text: str) -> int | None:
    """Read a whole number typed in Arabic digits."""
    return int(text) if _COUNT.fullmatch(text) else None

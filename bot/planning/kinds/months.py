"""Month names, Thai and English, full and short, and the eras of years."""

from __future__ import annotations

from bot.planning.grammar import Era

THAI_FULL = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
THAI_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
ENGLISH_FULL = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

BE_AHEAD = 543
"""A year of the Buddhist era is this much more than the same year of the common era."""


def month_named(name: str) -> int | None:
    """Give the month (1-12) of a name in any of the forms; dots and letters' case do not count."""
    return _NAMES.get(name.replace(".", "").replace(" ", "").lower())


def is_english(name: str) -> bool:
    """Tell whether a month's name is in Latin letters."""
    return name[:1].isascii()


def era_of(year: int) -> Era | None:
    """Tell the era of a year written with four digits; None when it can be neither."""
    if 2400 <= year < 2700:  # noqa: PLR2004
        return "BE"
    return "CE" if 1900 <= year < 2100 else None  # noqa: PLR2004


def _names() -> dict[str, int]:
    names = {"sept": 9}
    for forms in (THAI_FULL, THAI_SHORT, ENGLISH_FULL, ENGLISH_SHORT):
        for number, name in enumerate(forms, start=1):
            names[name.replace(".", "").lower()] = number
    return names


_NAMES = _names()

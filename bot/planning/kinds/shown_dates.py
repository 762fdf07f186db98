"""Dates as the site takes and shows them: a declared order of day, month and year in a declared era."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from bot.language import say
from bot.planning.grammar import Era
from bot.planning.kinds.folding import fold
from bot.planning.kinds.months import (
    BE_AHEAD,
    ENGLISH_FULL,
    ENGLISH_SHORT,
    THAI_FULL,
    THAI_SHORT,
    era_of,
    month_named,
)
from bot.planning.kinds.refusal import CellError

_TOKEN = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dd|d")
_CLOCK = re.compile(r"[ T,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?(?:[AaPp]\.?[Mm]\.?|น\.?))?$")
_ERA_MARK = re.compile(r"พ ?\. ?ศ ?\.?|ค ?\. ?ศ ?\.?|\bB\.?E\.?|\b[AC]\.?[DE]\.?(?=\W|$)")
_PART = re.compile(r"\d+|[^\W\d_][^\d\s/,\-]*")
_PREFIX = re.compile(r"^(?:วัน\S*ที่|ที่) ?")


def write_date(day: date, form: str, era: Era, *, thai: bool) -> str:
    """Write a date by a format made of d dd m mm mmm mmmm yy yyyy and anything between."""
    if not is_date_format(form):
        raise CellError(code="date_format", text=say("ไม่รู้จักรูปแบบวันที่ {f}", "Unknown date format {f}.", f=form))
    return write_date_part(day, form, era, thai=thai)


def write_date_part(day: date, form: str, era: Era, *, thai: bool) -> str:
    """Write what a format names of a date: all of it, or the day, the month, the year alone."""
    year = day.year + BE_AHEAD if era == "BE" else day.year
    words = {
        "yyyy": f"{year:04d}",
        "yy": f"{year % 100:02d}",
        "mmmm": (THAI_FULL if thai else ENGLISH_FULL)[day.month - 1],
        "mmm": (THAI_SHORT if thai else ENGLISH_SHORT)[day.month - 1],
        "mm": f"{day.month:02d}",
        "m": str(day.month),
        "dd": f"{day.day:02d}",
        "d": str(day.day),
    }
    return _TOKEN.sub(lambda match: words[match.group()], form)


@lru_cache
def is_date_format(form: str) -> bool:
    """Tell whether a format names day, month and year, each once."""
    return sorted(_order(form)) == ["d", "m", "y"]


def names_date_part(form: str) -> bool:
    """Tell whether a format names day, month or year, each at most once."""
    return bool(_order(form)) and len(set(_order(form))) == len(_order(form))


def shows_date(day: date, shown: str, form: str, era: Era) -> bool:
    """Tell whether a text shows this day in this era, in the order of the format.

    Padding, separators and the form of month names do not count. A year of the other era, a day
    and month the other way round, or a text with anything else in it is not the same.
    """
    text = _PREFIX.sub("", _CLOCK.sub("", fold(shown)))
    bare = _ERA_MARK.sub(" ", text)
    parts = _PART.findall(bare)
    rest = re.sub(r"[\s/,.\-]", "", _PART.sub("", bare))
    if len(parts) != 3 or rest or not is_date_format(form):  # noqa: PLR2004
        return False
    named = dict(zip(_order_seen(parts, form), parts, strict=True))
    month = int(named["m"]) if named["m"].isdecimal() else month_named(named["m"])
    if month is None or not (named["d"].isdecimal() and named["y"].isdecimal()):
        return False
    marks = _ERA_MARK.findall(text)
    if any(_marked(mark) != era for mark in marks):
        return False
    return (int(named["d"]), month) == (day.day, day.month) and _same_year(day, named["y"], form, era)


def _same_year(day: date, year: str, form: str, era: Era) -> bool:
    expected = day.year + BE_AHEAD if era == "BE" else day.year
    if len(year) == 2 and "yyyy" not in form:  # noqa: PLR2004
        return int(year) == expected % 100
    return len(year) == 4 and era_of(int(year)) == era and int(year) == expected  # noqa: PLR2004


@lru_cache
def _order(form: str) -> str:
    return "".join(token[0] for token in _TOKEN.findall(form))


def _order_seen(parts: list[str], form: str) -> str:
    """Find the order of the parts: the declared one, unless the text itself leaves no doubt."""
    if len(parts[0]) == 4 and parts[0].isdecimal():  # noqa: PLR2004
        return "ymd"
    declared = _order(form)
    names = [index for index, part in enumerate(parts) if not part.isdecimal()]
    if len(names) == 1 and parts[2].isdecimal() and len(parts[2]) == 4:  # noqa: PLR2004
        return "mdy" if names[0] == 0 else "dmy"
    return declared


def _marked(mark: str) -> Era:
    return "BE" if mark[0] in "พB" else "CE"

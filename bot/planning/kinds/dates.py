"""Dates as accountants type them, Buddhist or common era, become one C.E. date or are refused."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from bot.language import Text, say
from bot.planning.kinds.folding import clean, fold, has_mixed_digits
from bot.planning.kinds.months import BE_AHEAD, era_of, is_english, month_named
from bot.planning.kinds.refusal import CellError, mixed_digits, wrong_type

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_NUMERIC = re.compile(r"(\d{1,2}) ?([/.\-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?: 0?0:00(?::00)?)?")
_NAMED = re.compile(
    r"(?:วัน\S*ที่ ?)?(\d{1,2})[ \-/.]*([^\W\d_][^\d\-/]*?)[ \-/.,]*"
    r"(พ ?\. ?ศ ?\.|พศ|ค ?\. ?ศ ?\.|คศ)? ?(\d{4}|\d{2})"
)

_LAST_DOUBTFUL = 43
"""2543 is the year 2000: with these two digits, both eras name a year of a living person's papers."""


def parse_date(raw: object) -> date:
    """Understand a cell as a date; two-digit years are Buddhist where that is sure."""
    if isinstance(raw, datetime):
        if raw.time() != time(0):
            text = say(
                "ช่องนี้มีเวลา {t} ปนกับวันที่ ให้พิมพ์เฉพาะวันที่",
                "This cell has the time {t} with the date; type the date alone.",
                t=raw.time(),
            )
            raise CellError(code="date_has_time", text=text)
        raw = raw.date()
    if isinstance(raw, date):
        return _of_year(raw.year, raw.month, raw.day, f"{raw.day}/{raw.month}/{raw.year}")
    if not isinstance(raw, str):
        raise _not_typed_as_date(raw)
    if has_mixed_digits(raw):
        raise mixed_digits(raw)
    return _from_text(fold(clean(raw)))


def _from_text(text: str) -> date:
    iso = _ISO.fullmatch(text)
    if iso:
        return _of_year(int(iso[1]), int(iso[2]), int(iso[3]), text)
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        day, separator, month, year = numeric.groups()
        if len(year) == 2 and (separator == "-" or _may_be_common(year)):  # noqa: PLR2004
            raise CellError(code="ambiguous_date", text=_ambiguous(text))
        return _of_year(_full(year), int(month), int(day), text)
    named = _NAMED.fullmatch(text)
    number = month_named(named[2]) if named else None
    if named is None or number is None:
        raise CellError(code="not_a_date", text=_not_a_date(text))
    return _named(text, named, number)


def _named(text: str, match: re.Match[str], month: int) -> date:
    day, name, mark, year = match.groups()
    if len(year) == 2 and not mark and (is_english(name) or _may_be_common(year)):  # noqa: PLR2004
        raise CellError(code="ambiguous_date", text=_ambiguous(text))
    said = ("BE" if mark.startswith("พ") else "CE") if mark else None
    full = 2000 + int(year) if len(year) == 2 and said == "CE" else _full(year)  # noqa: PLR2004
    if said and era_of(full) != said:
        raise CellError(code="era_contradicts", text=_contradicts(text))
    return _of_year(full, month, int(day), text)


def _may_be_common(year: str) -> bool:
    """Tell a two-digit year that either era may mean: 24 is 2024, or 2524 (1981)."""
    return int(year) <= _LAST_DOUBTFUL


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2500 + int(year)  # noqa: PLR2004


def _of_year(year: int, month: int, day: int, text: str) -> date:
    era = era_of(year)
    if era is None:
        raise CellError(code="strange_year", text=_strange_year(text, year))
    try:
        return date(year - BE_AHEAD if era == "BE" else year, month, day)
    except ValueError as error:
        raise CellError(code="no_such_day", text=_no_such_day(text)) from error


def _not_typed_as_date(raw: object) -> CellError:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        text = say(
            "ช่องนี้เป็นตัวเลข {v} ไม่ใช่วันที่ ให้พิมพ์แบบ 16/01/2567",
            "This cell holds the number {v}, not a date; type it like 16/01/2567.",
            v=raw,
        )
        return CellError(code="number_for_date", text=text)
    return wrong_type(raw, say("วันที่", "a date"))


def _ambiguous(text: str) -> Text:
    return say(
        "วันที่ “{text}” อ่านได้มากกว่าหนึ่งแบบ ให้พิมพ์ปี พ.ศ. สี่หลัก เช่น 16/01/2567",
        "The date “{text}” can be read in more than one way; type a four-digit year, like 16/01/2567.",
        text=text,
    )


def _not_a_date(text: str) -> Text:
    return say(
        "“{text}” ไม่ใช่วันที่ ให้พิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 16/01/2567",
        "“{text}” is not a date; type day/month/year, like 16/01/2567.",
        text=text,
    )


def _contradicts(text: str) -> Text:
    return say(
        "วันที่ “{text}” ระบุศักราชไม่ตรงกับปี ให้พิมพ์เป็นปี พ.ศ. เช่น 16/01/2567",
        "The date “{text}” names an era that its year is not of; type it like 16/01/2567.",
        text=text,
    )


def _strange_year(text: str, year: int) -> Text:
    return say(
        "ปี {year} ของวันที่ “{text}” ไม่ใช่ทั้ง พ.ศ. และ ค.ศ. ที่เป็นไปได้ ให้ตรวจปี",
        "The year {year} of the date “{text}” can be neither Buddhist nor common era; look at the year.",
        text=text,
        year=year,
    )


def _no_such_day(text: str) -> Text:
    return say(
        "ไม่มีวันที่ “{text}” ในปฏิทิน (เรียงเป็น วัน/เดือน/ปี) ให้ตรวจกับเอกสาร",
        "The calendar has no day “{text}” (the order is day/month/year); compare it with the document.",
        text=text,
    )

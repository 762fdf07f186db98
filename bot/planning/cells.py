"""Values: understood from a cell, written for the site, compared as seen; one place for all kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.domain.model import Value
from bot.language import say
from bot.planning.grammar import Enter, Era, FieldSpec, ShownPlace, SiteMapping
from bot.planning.kinds.dates import parse_date
from bot.planning.kinds.folding import TO_ARABIC, clean, fold, one_line
from bot.planning.kinds.numbers import parse_integer, parse_number, plain, separators, write_number
from bot.planning.kinds.refusal import CellError
from bot.planning.kinds.several import joined, shows_several, split
from bot.planning.kinds.shown_dates import shows_date, write_date
from bot.planning.kinds.shown_numbers import shown_number
from bot.planning.kinds.texts import (
    REFUSED_TEXT,
    digits_of,
    parse_code,
    parse_text,
    parse_thai_id,
    parse_yesno,
)

__all__ = [
    "REFUSED_TEXT",
    "CellError",
    "canonical",
    "expected_text",
    "fold",
    "parse",
    "same",
    "shown_amount",
    "write",
]

_NUMERIC = frozenset({"money", "number", "integer"})
_NO_CHOICE = re.compile(
    r"[-–—_<\[( .]*(?:(?:กรุณา|โปรด) ?เลือก.*|please (?:select|choose).*|(?:select|choose) one.*)"
    r"|[-–—<\[( ]+ ?(?:เลือก|select|choose).*|\W*เลือก\W*|[-–—_ .]+",
    re.IGNORECASE,
)
"""What a list shows when nothing is chosen: `---------`, `- เลือก -`, `กรุณาเลือก…`."""


def parse(  # noqa: PLR0911 - one line per kind
    raw: object, spec: FieldSpec, *, refused: Sequence[str] = REFUSED_TEXT
) -> Value:
    """Understand one cell by its column's kind; a blank cell is None, a bad one raises CellError.

    Money and numbers become Decimal, integers int, dates a C.E. `date`, yesno bool, all else text
    as typed. `refused` are patterns of text that the site would not take. Whether the column is
    required, its default and choices kept in files are the business of `entries`.
    """
    if raw is None or (isinstance(raw, str) and not raw[:1].isalnum() and not clean(raw)):
        return None
    match spec.kind:
        case "money" | "number":
            return parse_number(raw, spec)
        case "integer":
            return parse_integer(raw, spec)
        case "date":
            return parse_date(raw)
        case "yesno":
            return parse_yesno(raw)
        case "thai_id":
            return parse_thai_id(raw)
        case "code":
            return _one_of(parse_code(raw, spec, refused), spec)
        case _:
            return _one_of(parse_text(raw, spec, refused), spec)


def write(value: Value, spec: FieldSpec, enter: Enter | None, site: SiteMapping) -> str:
    """Give the text to be typed, or the caption to be chosen; yesno gives `true` or `false`, None "".

    CellError when the format cannot hold the value (it would lose a decimal).
    """
    text = _written(value, spec, enter, site)
    if enter is None or not enter.translate or value is None:
        return text
    if spec.several:
        return joined(_translated(one, enter.translate, spec) for one in split(text))
    return _translated(text, enter.translate, spec)


def same(  # noqa: PLR0913 - everything that decides how a value shows
    value: Value,
    shown: str,
    spec: FieldSpec,
    *,
    enter: Enter | None,
    place: ShownPlace | None,
    site: SiteMapping,
) -> bool:
    """Tell whether the site shows this value: numbers by amount, dates by declared order and era,
    texts by their folded form. A text cut short is never the same as the whole.
    """  # noqa: D205 - one sentence on two lines
    text = _picked(shown, place)
    if place is not None and place.translate:
        back = _lookup(text, place.translate)
        if back is not None:
            return _matches_plain(value, back, spec, site)
    if value is None:
        return _is_blank(text, spec, number_format_of(enter, place, site))
    if _shows(value, text, spec, enter, place, site):
        return True
    if enter is None or not enter.translate:
        return False
    written = write(value, spec, enter, site)
    return shows_several(written, text) if spec.several else fold(written) == fold(text)


def expected_text(value: Value, spec: FieldSpec, site: SiteMapping) -> str:
    """Write a value for a report, in the site's own formats."""
    return _written(value, spec, None, site)


def canonical(value: Value) -> str:
    """Give the one text that stands for a value in keys and digests."""
    if isinstance(value, str):
        return fold(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else plain(value)


def date_format_of(enter: Enter | None, place: ShownPlace | None, site: SiteMapping) -> tuple[str, Era]:
    """Give format and era of a date: as shown, else as typed, else the site's."""
    form = (place and place.format) or (enter and enter.format) or site.date_format
    era = (place and place.era) or (enter and enter.era) or site.era
    return form, era


def number_format_of(enter: Enter | None, place: ShownPlace | None, site: SiteMapping) -> str:
    """Give the format of a number: as shown, else as typed, else the site's of money."""
    return (place and place.format) or (enter and enter.format) or site.money_format


def shown_amount(
    shown: str, enter: Enter | None, place: ShownPlace | None, site: SiteMapping
) -> Decimal | None:
    """Understand an amount as the site shows it; None when it is not one."""
    return shown_number(_picked(shown, place), number_format_of(enter, place, site))


def _one_of(text: str, spec: FieldSpec) -> str:
    """Give the caption of the list that is meant; only for lists written in the mapping itself."""
    if spec.choices is None or not spec.choices.of:
        return text
    captions = {fold(caption): caption for caption in reversed(spec.choices.of)}
    wanted = split(text, captions) if spec.several else [text]
    for one in wanted:
        if fold(one) not in captions:
            raise CellError(
                code="not_a_choice",
                text=say(
                    "“{v}” ไม่อยู่ในรายการ ให้เลือกจาก {all}",
                    "“{v}” is not in the list; choose from {all}.",
                    v=one,
                    all=" · ".join(spec.choices.of),
                ),
            )
    return joined(captions[fold(one)] for one in wanted)


def _written(value: Value, spec: FieldSpec, enter: Enter | None, site: SiteMapping) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        form, era = date_format_of(enter, None, site)
        return write_date(value, form, era, thai=site.locale.lower().startswith("th"))
    if isinstance(value, Decimal | int):
        default = site.money_format if spec.kind == "money" else ""
        form = (enter and enter.format) or default
        return (
            write_number(value, form) if form else plain(value).replace(".", separators(site.money_format)[1])
        )
    return value


def _translated(text: str, table: dict[str, str], spec: FieldSpec) -> str:
    found = _lookup(text, table)
    if found is not None:
        return found
    if spec.kind == "yesno":
        for word, caption in table.items():
            if parse_yesno(word) == (text == "true"):
                return caption
    return text


def _lookup(text: str, table: dict[str, str]) -> str | None:
    if text in table:
        return table[text]
    wanted = fold(text)
    return next((value for key, value in table.items() if fold(key) == wanted), None)


def _picked(shown: str, place: ShownPlace | None) -> str:
    if place is None or place.pattern is None:
        return shown
    found = re.search(place.pattern, one_line(shown))
    return found.group(1) or "" if found else shown


def _matches_plain(value: Value, back: str, spec: FieldSpec, site: SiteMapping) -> bool:
    """Compare with workbook text that `translate` gave for what was shown."""
    if value is None:
        return not fold(back)
    try:
        return canonical(parse(back, spec, refused=())) == canonical(value)
    except CellError:
        return fold(back) == fold(expected_text(value, spec, site))


def _is_blank(text: str, spec: FieldSpec, form: str) -> bool:
    folded = fold(text)
    if not folded:
        return True
    if spec.kind in _NUMERIC:
        return shown_number(folded, form) == 0
    if spec.kind == "yesno":
        return _as_yesno(folded) is False
    return spec.kind == "choice" and _NO_CHOICE.fullmatch(folded) is not None


def _shows(  # noqa: PLR0913, PLR0917 - as `same`
    value: Value,
    text: str,
    spec: FieldSpec,
    enter: Enter | None,
    place: ShownPlace | None,
    site: SiteMapping,
) -> bool:
    if isinstance(value, bool):
        return _as_yesno(text) is value
    if isinstance(value, date):
        form, era = date_format_of(enter, place, site)
        return shows_date(value, text, form, era)
    if isinstance(value, Decimal | int):
        number = shown_number(text, number_format_of(enter, place, site))
        return number == value if number is not None else (not value and not fold(text))
    return _shows_text(fold(str(value)), fold(text), spec, enter)


def _shows_text(meant: str, shown: str, spec: FieldSpec, enter: Enter | None) -> bool:
    if spec.several:
        return shows_several(meant, shown) and not any(_means_another(one, enter) for one in split(meant))
    if spec.mask is not None:
        return digits_of(shown) == digits_of(meant)
    if spec.kind == "thai_id":
        return re.sub(r"[\s-]", "", shown) == meant
    return shown == meant and not _means_another(meant, enter)


def _means_another(meant: str, enter: Enter | None) -> bool:
    """Tell that the site's caption, though equal to the workbook's text, stands for another text."""
    if enter is None or not enter.translate:
        return False
    own = _lookup(meant, enter.translate)
    return own is not None and fold(own) != meant and meant in map(fold, enter.translate.values())


def _as_yesno(text: str) -> bool | None:
    try:
        return parse_yesno(text.translate(TO_ARABIC))
    except CellError:
        return None

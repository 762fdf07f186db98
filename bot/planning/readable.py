"""Whether a text that the site shows can be read at all as the kind that the mapping says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.planning.cells import CellError, date_format_of, fold, parse, shown_amount
from bot.planning.grammar import FieldSpec, ShownPlace, SiteMapping
from bot.planning.kinds.shown_dates import shows_date

_NUMERIC = frozenset({"money", "number", "integer"})
_BE_AHEAD = 543
_HUNDRED = 100
_STARTS = (2000, 2500 - _BE_AHEAD)
_YEAR_LENGTH = 4


def readable(shown: str, spec: FieldSpec, place: ShownPlace, site: SiteMapping) -> bool:
    """Tell whether what a place shows could ever equal a value of its kind; texts and blanks always can."""
    text = shown
    if place.pattern:
        found = re.search(place.pattern, " ".join(shown.split()))
        text = (found.group(1) or "") if found else shown
    if not fold(text) or fold(text) in map(fold, (*place.translate, *place.icons.values())):
        return True
    if spec.kind == "date":
        form, era = date_format_of(spec.enter, place, site)
        return any(shows_date(day, text, form, era) for day in _days(fold(text)))
    if spec.kind in _NUMERIC:
        return shown_amount(text, spec.enter, ShownPlace(column="-", format=place.format), site) is not None
    if spec.kind == "yesno":
        try:
            parse(text, spec, refused=())
        except CellError:
            return False
    return True


def _days(text: str) -> Iterator[date]:
    """Give every day of the years that the text may name, in either era, with two digits or four."""
    numbers = [int(one) for one in re.findall(r"\d+", text) if len(one) in (2, _YEAR_LENGTH)]
    years = {number - ahead for number in numbers for ahead in (0, _BE_AHEAD) if number >= _HUNDRED}
    years |= {start + number for number in numbers for start in _STARTS if number < _HUNDRED}
    for year in sorted(one for one in years if date.min.year <= one < date.max.year):
        day = date(year, 1, 1)
        while day.year == year:
            yield day
            day += timedelta(days=1)

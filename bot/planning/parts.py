"""A part of a value, for screens that have several controls for one: day, month and year; baht and satang."""

from __future__ import annotations

import re
from datetime import date

from bot.domain.model import Value
from bot.language import say
from bot.planning.cells import CellError, date_format_of, write
from bot.planning.grammar import At, Enter, FieldSpec, Part, SiteMapping
from bot.planning.kinds.folding import fold
from bot.planning.kinds.several import split
from bot.planning.kinds.shown_dates import write_date_part

_NOWHERE = At(css="*")


def part_of(value: Value, spec: FieldSpec, part: Part, site: SiteMapping) -> str | bool | None:
    """Give the part of a value of `spec`; None of a blank. CellError where the pattern finds none."""
    if value is None:
        return None
    if part.has is not None:
        known = {fold(part.has)}
        return any(fold(one) in known for one in (split(str(value)) if spec.several else [str(value)]))
    text = _written(value, spec, part, site)
    found = re.search(part.pattern, text) if part.pattern else None
    if part.pattern is None:
        return text
    if found is None:
        raise CellError(
            code="no_part",
            text=say(
                "แยก “{v}” เป็นส่วน ๆ ตามหน้าจอไม่ได้ (ไม่ตรงกับ {p}) ให้ตรวจค่า หรือแก้ part ในไฟล์ผังหน้าจอ",
                "“{v}” cannot be split as the screen wants it (it does not match {p}); look at the value, or "
                "mend `part` in the mapping.",
                v=text,
                p=part.pattern,
            ),
        )
    return found.group(1)


def _written(value: Value, spec: FieldSpec, part: Part, site: SiteMapping) -> str:
    enter = Enter(at=_NOWHERE, format=part.format, era=part.era)
    if isinstance(value, date):
        form, era = date_format_of(enter, None, site)
        return write_date_part(value, form, era, thai=site.locale.lower().startswith("th"))
    return write(value, spec, enter, site)

"""Binding of site.yaml: its formats are formats, its captures capture, its time zone exists."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import Problem
from bot.language import Text, say
from bot.planning.binding.fields import date_format_wrong, number_format_wrong
from bot.planning.grammar import SiteMapping
from bot.planning.kinds.numbers import is_number_format
from bot.planning.kinds.shown_dates import is_date_format
from bot.planning.yaml import Document, Where


def bind_site(document: Document, site: SiteMapping) -> list[Problem]:
    """Check what site.yaml says once for all screens."""
    found: list[tuple[Where, str, Text]] = []
    if not is_date_format(site.date_format):
        found.append((("date_format",), "site_format", date_format_wrong(site.date_format)))
    if not is_number_format(site.money_format):
        found.append((("money_format",), "site_format", number_format_wrong(site.money_format)))
    if not _zone_exists(site.timezone):
        text = say(
            "ไม่รู้จักเขตเวลา {z} เช่น Asia/Bangkok",
            "The time zone {z} is not known; one is Asia/Bangkok.",
            z=site.timezone,
        )
        found.append((("timezone",), "timezone", text))
    for name in type(site.identity).model_fields:
        captured = getattr(site.identity, name)
        if captured is not None and re.compile(captured.pattern).groups < 1:
            text = say(
                "รูปแบบ {p} ต้องมีวงเล็บ ( ) ครอบส่วนที่ต้องการ",
                "The pattern {p} needs parentheses ( ) around the part that is wanted.",
                p=captured.pattern,
            )
            found.append((("identity", name, "pattern"), "no_group", text))
    return [
        Problem(cell=document.place(where), code=f"mapping_{code}", text=text) for where, code, text in found
    ]


def _zone_exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True

"""What a report needs besides the standings, and the names by which it calls screens and fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.handover import ForeignDocument
from bot.domain.model import Entry, Event, Plan, Run
from bot.language import say
from bot.planning.grammar import FieldSpec, SiteMapping
from bot.planning.grammar import Mapping as ScreenMapping
from bot.report.plain import one_line
from bot.report.words import FIELD
from bot.report.writing import value_text

_OLD_NUMBER = re.compile(
    r"เลขที่.*เดิม|เดิม.*เลขที่|\b(old|original|former)[ _-]*(doc\w*[ _-]*)?(no|num|number|ref\w*)\b",
    re.IGNORECASE,
)
_OF_A_LINE = re.compile(r"(.+)\[([1-9]\d*)\]")


@dataclass(frozen=True, kw_only=True)
class About:
    """The circumstances of a report; whatever is missing is left out of it.

    `screens` are the mappings by screen; `source` is the input workbook; `evidence_dir` is the
    folder that relative evidence paths count from.
    """

    made_at: datetime
    screens: Mapping[str, ScreenMapping] = field(default_factory=dict)
    site: SiteMapping | None = None
    office: str = ""
    fiscal_year: str = ""
    source: Path | None = None
    plan: Plan | None = None
    runs: Sequence[Run] = ()
    events: Sequence[Event] = ()
    foreign: Sequence[ForeignDocument] = ()
    evidence_dir: Path | None = None

    @property
    def zone(self) -> tzinfo:
        """Give the site's time zone; all times of a report are in it."""
        return ZoneInfo(self.site.timezone if self.site else "Asia/Bangkok")

    @property
    def site_title(self) -> str:
        """Give the site's name, or blank."""
        return one_line(self.site.title.render()) if self.site else ""

    @property
    def plan_hash(self) -> str:
        """Give the hash of the plan, or of the last run's plan; blank if there is none."""
        if self.plan:
            return self.plan.hash
        return self.runs[-1].plan_hash if self.runs else ""

    @property
    def mapping_digests(self) -> Mapping[str, str]:
        """Give screen -> digest of the mapping in use."""
        if self.plan:
            return self.plan.mappings
        return self.runs[-1].mappings if self.runs else {}

    def screen_title(self, screen: str) -> str:
        """Name a screen as a person knows it."""
        mapping = self.screens.get(screen)
        return one_line(mapping.title.render() if mapping else screen)

    def spec(self, screen: str, name: str, *, line: bool = False) -> FieldSpec | None:
        """Give what the mapping says of a field of the lines, or of the header (or else of the lines)."""
        mapping = self.screens.get(screen)
        if mapping is None:
            return None
        of_lines = mapping.lines.fields.get(name) if mapping.lines else None
        return of_lines if line else mapping.fields.get(name, of_lines)

    def field_title(self, screen: str, name: str, line: int | None = None) -> str:
        """Name a field as a person knows it; `line` counts from 0."""
        spec = self.spec(screen, name, line=line is not None)
        title = (spec.title.render() if spec.title else spec.header) if spec else FIELD.get(name)
        plain = one_line(title or name)
        if line is None:
            return plain
        return say("{title} บรรทัดที่ {n}", "{title}, line {n}", n=line + 1, title=plain).render()

    def place(self, screen: str, key: str) -> tuple[str, int | None]:
        """Take the name of what was typed apart: `debit[1]` is `debit` of the first line, counted from 0."""
        mapping, match = self.screens.get(screen), _OF_A_LINE.fullmatch(key)
        if match and mapping and mapping.lines and match[1] in mapping.lines.fields:
            return match[1], int(match[2]) - 1
        return key, None

    def old_number(self, entry: Entry) -> str:
        """Give the number that the document had before the loss, if the mapping has such a field."""
        mapping = self.screens.get(entry.screen)
        if mapping is None:
            return ""
        found = [
            value_text(entry.fields.get(name), spec)
            for name, spec in mapping.fields.items()
            if _OLD_NUMBER.search(f"{spec.header or ''} {name}")
        ]
        return one_line(" / ".join(text for text in found if text))

    def identity(self, entry: Entry) -> str:
        """Give the values of the key fields, which a person would call the document by.

        Day and amount, which reports show beside it, are left out if another key field has a value.
        """
        mapping = self.screens.get(entry.screen)
        names = mapping.key if mapping else tuple(entry.fields)[:2]
        beside = (mapping.day, mapping.amount) if mapping else ()
        telling = [name for name in names if name not in beside and entry.fields.get(name) is not None]
        texts = (
            value_text(entry.fields.get(name), self.spec(entry.screen, name)) for name in telling or names
        )
        return one_line(", ".join(text for text in texts if text))


def rows_text(entry: Entry) -> str:
    """Name the rows of an entry as a person finds them: `ฎีกา!12`, `ใบผ่าน!4–7`."""
    rows = sorted(entry.rows)
    if not rows:
        return one_line(entry.sheet)
    joined = len(rows) > 1 and rows[-1] - rows[0] + 1 == len(rows)
    numbers = f"{rows[0]}–{rows[-1]}" if joined else ", ".join(map(str, rows))
    return f"{one_line(entry.sheet)}!{numbers}"

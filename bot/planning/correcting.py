"""A person's corrections laid over the rows of a workbook, as if its cells said so; the file stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.handover import Change
from bot.domain.model import Entry
from bot.errors import ConfigError
from bot.language import Text, say
from bot.planning import grammar
from bot.planning.sheet import Workbook

_WISH = re.compile(r"([^=\[\]]+)(?:\[([1-9]\d{0,4})\])?=(.*)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Wished:
    """One field (of a line, from 0) that shall say `text`."""

    field: str
    line: int | None
    text: str


def wished(text: str) -> Wished:
    """Read `field=value`, or `field[2]=value` for the second line; ConfigError when it is neither."""
    match = _WISH.fullmatch(text)
    if match is None:
        raise ConfigError(
            say(
                "เขียนการแก้ไขเป็น ช่อง=ค่าใหม่ หรือ ช่อง[บรรทัดที่]=ค่าใหม่ (ได้รับ {t})",
                "Write a correction as FIELD=VALUE or FIELD[LINE]=VALUE, not {t}.",
                t=text,
            )
        )
    return Wished(field=match[1].strip(), line=int(match[2]) - 1 if match[2] else None, text=match[3].strip())


def overlay(
    workbook: Workbook, mapping: grammar.Mapping, entry: Entry, wishes: Sequence[Wished]
) -> tuple[Workbook, tuple[Change, ...]]:
    """Give the workbook as it would be, and what changes; ConfigError for what only the workbook can mend."""
    rows = {row.number: row for row in workbook.rows[entry.screen] if row.number in entry.rows}
    changes: list[Change] = []
    for wish in wishes:
        header, numbers = _header(mapping, wish), _numbers(entry, wish)
        old = rows[numbers[0]].cells.get(header)
        for number in numbers:
            cells = {**rows[number].cells, header: wish.text or None}
            rows[number] = replace(rows[number], cells=cells)
        changes.append(
            Change(field=wish.field, line=wish.line, old="" if old is None else str(old), new=wish.text)
        )
    told = tuple(rows.get(row.number, row) for row in workbook.rows[entry.screen])
    return replace(workbook, rows={**workbook.rows, entry.screen: told}), tuple(changes)


def may_be_corrected(mapping: grammar.Mapping, name: str, *, line: bool) -> bool:
    """Tell whether a field has a cell of its own and does not name the document."""
    fields = (mapping.lines.fields if mapping.lines else {}) if line else mapping.fields
    spec = fields.get(name)
    return bool(spec and spec.header) and name not in (*mapping.key, *mapping.group_by)


def _header(mapping: grammar.Mapping, wish: Wished) -> str:
    if not may_be_corrected(mapping, wish.field, line=wish.line is not None):
        raise ConfigError(_not_here(wish.field))
    fields = mapping.lines.fields if mapping.lines and wish.line is not None else mapping.fields
    return fields[wish.field].header or ""


def _numbers(entry: Entry, wish: Wished) -> tuple[int, ...]:
    """Give the rows whose cells hold the field: of a line its own row, of the header all of them."""
    if wish.line is None:
        return entry.rows
    if len(entry.lines) != len(entry.rows) or wish.line >= len(entry.rows):
        raise ConfigError(_not_here(wish.field))
    return (entry.rows[wish.line],)


def _not_here(field: str) -> Text:
    return say(
        "ช่อง {f} แก้ที่นี่ไม่ได้ เพราะเป็นช่องที่ใช้ระบุตัวเอกสารหรือไม่มีช่องของตนในแถว"
        " ให้แก้ในสมุดงานแล้วเลือกแฟ้มใหม่",
        "{f} cannot be corrected here: it names the document, or has no cell of its own."
        " Mend the workbook and choose it again.",
        f=field,
    )

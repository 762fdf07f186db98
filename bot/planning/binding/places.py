"""Binding of what is read: look-ups show every typed field, patterns capture something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pydantic import BaseModel

from bot.language import Text, say
from bot.planning.binding.bound import FIELD, HEADER_FIELD, LINE_FIELD, Bound
from bot.planning.binding.fields import bind_enter, bind_shown_format, no_column
from bot.planning.grammar import Captured, FieldSpec, Lookup, ShownPlace, Sign, SiteMapping, Table
from bot.planning.yaml import Where

_ANSWERED: tuple[Where, ...] = (("receipt",), ("refusals",))
_NUMERIC = ("money", "number", "integer")
BESIDES = ("number", "status")
"""Names that a list may show besides fields."""


def bind_places(bound: Bound, site: SiteMapping) -> None:
    """Check `find`, `read_back` and the receipt."""
    mapping = bound.mapping
    bind_signs(bound, (), mapping)
    _bind_lookup(bound, ("find",), mapping.find, site)
    if mapping.read_back:
        _bind_lookup(bound, ("read_back",), mapping.read_back, site)
    _find_knows_documents(bound)
    _everything_shown(bound)
    if mapping.receipt.number:
        bind_captured(bound, ("receipt", "number"), mapping.receipt.number)
    for name, captured in mapping.receipt.extra.items():
        bind_captured(bound, ("receipt", "extra", name), captured)
    for prefix, fields in ((("fields",), bound.header), (("lines", "fields"), bound.lines)):
        for name, spec in fields.items():
            if spec.enter and spec.enter.lookup:
                where = (*prefix, name, "enter", "lookup", "table")
                _bind_table(bound, where, spec.enter.lookup.table, bound.everything, FIELD)
    if mapping.lines and mapping.lines.table:
        _bind_table(bound, ("lines", "table"), mapping.lines.table, bound.lines, LINE_FIELD)


def bind_signs(bound: Bound, where: Where, part: object) -> None:
    """Refuse `answer` and `answered` in signs that are looked for when no commit was answered."""
    if isinstance(part, Sign):
        for key in ("answer", "answered"):
            if getattr(part, key) is not None:
                text = say(
                    "{n} ใช้ได้เฉพาะใน receipt.success และ refusals",
                    "`{n}` works only in receipt.success and refusals.",
                    n=key,
                )
                bound.wrong((*where, key), "answer_outside", text)
    for name, one in _inside(part):
        if (*where, name) not in _ANSWERED:
            bind_signs(bound, (*where, name), one)


def _inside(part: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(part, BaseModel):
        return ((name, getattr(part, name)) for name in type(part).model_fields)
    if isinstance(part, Mapping):
        return part.items()
    return enumerate(part) if isinstance(part, tuple) else ()


def bind_captured(bound: Bound, where: Where, captured: Captured) -> None:
    """Check that a pattern whose first group is wanted has a group."""
    has_group(bound, (*where, "pattern"), captured.pattern)
    if captured.at:
        no_column(bound, (*where, "at"), captured.at, in_row=False)


def shown_by(lookup: Lookup) -> set[str]:
    """Name the fields of header and lines that a look-up shows somewhere."""
    shown = set(lookup.table.columns)
    if lookup.detail:
        shown |= set(lookup.detail.fields)
        if lookup.detail.lines:
            shown |= set(lookup.detail.lines.columns)
    return shown


def _bind_lookup(bound: Bound, where: Where, lookup: Lookup, site: SiteMapping) -> None:
    sums = {name: spec for name, spec in bound.lines.items() if spec.kind in _NUMERIC}
    _bind_table(bound, (*where, "table"), lookup.table, {**bound.header, **sums}, HEADER_FIELD)
    for index, criterion in enumerate(lookup.criteria):
        here = (*where, "criteria", index)
        allowed = [*bound.header, "number"]
        if bound.known((*here, "field"), criterion.field, allowed, HEADER_FIELD):
            spec = bound.header.get(criterion.field, FieldSpec(header="number"))
            bind_enter(bound, (*here, "enter"), criterion.enter, spec, site)
    if bool(lookup.cancelled_column) != bool(lookup.cancelled_says):
        text = say(
            "cancelled_column กับ cancelled_says ต้องใช้คู่กัน",
            "`cancelled_column` and `cancelled_says` go together.",
        )
        bound.wrong((*where, "cancelled_column"), "cancelled", text)
    for index, name in enumerate(lookup.not_shown):
        bound.known((*where, "not_shown", index), name, bound.everything, FIELD)
    _bind_detail(bound, where, lookup)


def _bind_detail(bound: Bound, where: Where, lookup: Lookup) -> None:
    detail = lookup.detail
    if detail is None:
        return
    for name, place in detail.fields.items():
        here = (*where, "detail", "fields", name)
        if name in BESIDES or bound.known(here, name, bound.header, HEADER_FIELD):
            _bind_shown(bound, here, place, bound.header.get(name), ("at",))
    if detail.lines:
        _bind_table(bound, (*where, "detail", "lines"), detail.lines, bound.lines, LINE_FIELD)


def _bind_table(bound: Bound, where: Where, table: Table, known: Mapping[str, FieldSpec], what: Text) -> None:
    for name, place in table.columns.items():
        here = (*where, "columns", name)
        if name in BESIDES or bound.known(here, name, known, what):
            _bind_shown(bound, here, place, known.get(name), ("column", "at"))
    if table.count:
        has_group(bound, (*where, "count"), table.count)


def _bind_shown(
    bound: Bound, where: Where, place: ShownPlace, spec: FieldSpec | None, parts: tuple[str, ...]
) -> None:
    if place.pattern:
        has_group(bound, (*where, "pattern"), place.pattern)
    if not any(getattr(place, part) for part in parts):
        part = " / ".join(parts)
        text = say("ต้องบอก {part}: ว่าอ่านจากที่ใด", "`{part}` must say where it is read.", part=part)
        bound.wrong(where, "no_place", text)
    if spec is not None:
        bind_shown_format(bound, where, place.format, spec)


def has_group(bound: Bound, where: Where, pattern: str) -> None:
    """Refuse a pattern that captures nothing."""
    if re.compile(pattern).groups < 1:
        text = say(
            "รูปแบบ {p} ต้องมีวงเล็บ ( ) ครอบส่วนที่ต้องการ",
            "The pattern {p} needs parentheses ( ) around the part that is wanted.",
            p=pattern,
        )
        bound.wrong(where, "no_group", text)


def _find_knows_documents(bound: Bound) -> None:
    find = bound.mapping.find
    shown = set(find.table.columns) | set(find.detail.fields if find.detail else ())
    if "number" not in shown:
        text = say(
            "find.table.columns ต้องมี number (เลขที่ที่ระบบออกให้) เพื่อแยกเอกสารแต่ละฉบับ",
            "`find.table.columns` needs `number`, by which the site's documents are told apart.",
        )
        bound.wrong(("find", "table", "columns"), "no_number", text)


def _everything_shown(bound: Bound) -> None:
    lookup, name = bound.mapping.find, "find"
    if bound.mapping.read_back:
        lookup, name = bound.mapping.read_back, "read_back"
    shown = shown_by(lookup) | set(lookup.not_shown)
    for field in _not_in(shown, bound):
        text = say(
            "{name} ไม่แสดง {field} ที่พิมพ์ลงไป ให้เพิ่มใน columns หรือ detail หรือยอมรับไว้ใน not_shown",
            "{name} does not show {field}, which is typed; add it to columns or detail, "
            "or own up in not_shown.",
            name=name,
            field=field,
        )
        bound.wrong((name, "not_shown"), "not_read_back", text)
    for field in _not_in(set(lookup.not_shown), bound, inside=True):
        if field in shown_by(lookup):
            text = say(
                "{f} แสดงอยู่แล้ว ให้ลบออกจาก not_shown", "{f} is shown; take it out of not_shown.", f=field
            )
            bound.wrong((name, "not_shown"), "shown_after_all", text)


def _not_in(names: set[str], bound: Bound, *, inside: bool = False) -> Iterable[str]:
    """Name typed and computed fields that are not (or `inside`: are) among `names`."""
    for field, spec in {**bound.header, **bound.lines}.items():
        shown = field in names or (not inside and spec.part is not None and spec.part.of in names)
        if (spec.enter or spec.computed) and shown is inside:
            yield field

"""Numbers of documents: they run on without gaps, and none is given twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language import Text, say
from bot.planning import grammar
from bot.planning.across.sheets import Sheets, tell
from bot.planning.cells import canonical
from bot.planning.grammar import Series
from bot.planning.identity import entry_key
from bot.planning.kinds.folding import fold
from bot.planning.reading import Draft

_NAMED = 200
"""A gap of more numbers is told, but its documents are not looked for in the ledger."""
_SHEETS = 3
_LONGEST = 18
"""More digits are no running number."""


@dataclass(frozen=True, kw_only=True)
class _Numbered:
    """One number in its series: `before` and `after` are the text around it."""

    before: str
    digits: str
    after: str
    screen: str
    rule: Series
    draft: Draft | None
    cell: str

    @property
    def number(self) -> int:
        return int(self.digits)

    @property
    def text(self) -> str:
        return f"{self.before}{self.digits}{self.after}"


def judge_series(sheets: Sheets) -> None:
    """Judge every `series`; where a sheet that shares it is not in the workbook, a gap is a note at most."""
    groups: dict[str, list[tuple[str, Series]]] = {}
    for screen, rule in sheets.rules(Series):
        groups.setdefault(rule.shared or f"screen {screen}", []).append((screen, rule))
    for rules in groups.values():
        found: dict[tuple[str, str], list[_Numbered]] = {}
        for screen, rule in rules:
            for one in _numbers(sheets, screen, rule):
                found.setdefault((one.before, one.after), []).append(one)
        there = {*sheets.passed, *sheets.drafts}
        absent = [screen for screen, _ in rules if screen not in there]
        for series in found.values():
            _twice(series)
            _gaps(series, sheets, rules, _elsewhere(sheets, absent))


def _numbers(sheets: Sheets, screen: str, rule: Series) -> Iterator[_Numbered]:
    header = sheets.mapping(screen).fields[rule.field].header or ""
    for draft in sheets.whole(screen):
        if not draft.any_wrong(rule.field):
            text = canonical(draft.fields.get(rule.field))
            yield from _numbered(text, screen, rule, draft, draft.rows[0].cell_name(header))
    for row in sheets.passed.get(screen, ()):
        raw = row.cells.get(header)
        text = fold("" if raw is None else str(raw))
        yield from _numbered(text, screen, rule, None, row.cell_name(header))


def _numbered(
    text: str, screen: str, rule: Series, draft: Draft | None, cell: str
) -> Iterator[_Numbered]:
    pattern = re.compile(rule.pattern)
    match = pattern.search(text)
    if match and match[1].isdecimal() and len(match[1]) <= _LONGEST:
        begin, end = match.span(1)
        yield _Numbered(
            before=text[:begin],
            digits=match[1],
            after=text[end:],
            screen=screen,
            rule=rule,
            draft=draft,
            cell=cell,
        )


def _twice(series: Sequence[_Numbered]) -> None:
    """Tell a number that stands twice, unless the key of its screen tells it already."""
    seen: dict[int, _Numbered] = {}
    for one in series:
        first = seen.setdefault(one.number, one)
        if first is one or one.draft is None:
            continue
        name = one.rule.field
        if first.screen == one.screen and name in one.draft.mapping.key:
            continue
        text = say(
            "{title} {n} ใช้แล้วที่ {cell} เลขที่ในชุดเดียวกันต้องไม่ซ้ำ",
            "{title} {n} is already taken at {cell}; no number of a series is given twice.",
            title=one.draft.title(name),
            n=one.text,
            cell=first.cell,
        )
        tell(one.draft, one.draft.rows[0], name, "number_twice", text, "error")


def _elsewhere(sheets: Sheets, absent: Sequence[str]) -> Text | None:
    """Name the sheets on which the missing numbers may be, though the workbook has no such sheets."""
    if not absent:
        return None
    names = [sheets.mapping(screen).sheet for screen in absent]
    listed = ", ".join(names[:_SHEETS]) + (" …" if len(names) > _SHEETS else "")
    return say(
        " หรืออยู่ในแผ่นงานที่ไม่มีในไฟล์นี้ ({all})", " Or are they on a sheet that is not here ({all})?", all=listed
    )


def _gaps(
    series: Sequence[_Numbered], sheets: Sheets, rules: Sequence[tuple[str, Series]], elsewhere: Text | None
) -> None:
    ordered = sorted({one.number: one for one in reversed(series)}.values(), key=lambda one: one.number)
    for low, high in pairwise(ordered):
        here = high if high.draft else low
        if high.number - low.number > 1 and here.draft:
            _gap(low, high, here, here.draft, _keys(low, high, sheets, rules), elsewhere)


def _gap(  # noqa: PLR0913, PLR0917 - a gap's two sides, whose it is, and where else it may be filled
    low: _Numbered,
    high: _Numbered,
    here: _Numbered,
    draft: Draft,
    keys: tuple[frozenset[str], ...],
    elsewhere: Text | None,
) -> None:
    count = high.number - low.number - 1
    first, last = (_text(low, number) for number in (low.number + 1, high.number - 1))
    missing = first if count == 1 else f"{first} – {last}"
    text = say(
        "{title} ขาดหาย {n} เลข ({missing}) ระหว่าง {low} ({cell}) กับ {high} "
        "ให้ตรวจว่าเอกสารถูกยกเลิกหรือยังไม่ได้พิมพ์{elsewhere}",
        "{title}: {n} number(s) missing ({missing}) between {low} ({cell}) and {high}; "
        "were they cancelled, or not typed yet?{elsewhere}",
        title=draft.title(here.rule.field),
        n=count,
        missing=missing,
        low=low.text,
        cell=low.cell,
        high=high.text,
        elsewhere=elsewhere or Text(th="", en=""),
    )
    name = here.rule.field
    row, severity = draft.rows[0], "note" if elsewhere else here.rule.severity
    tell(draft, row, name, "number_gap", text, severity, missing, missing=keys, of_itself=True)


def _keys(
    low: _Numbered, high: _Numbered, sheets: Sheets, rules: Sequence[tuple[str, Series]]
) -> tuple[frozenset[str], ...]:
    """Give the keys that each missing document would have; none where a key is more than the number."""
    named = [screen for screen, rule in rules if _is_key(sheets.mapping(screen), rule)]
    if len(named) < len(rules) or high.number - low.number > _NAMED:
        return ()
    return tuple(
        frozenset(entry_key(screen, [_text(low, number)], 1) for screen in named)
        for number in range(low.number + 1, high.number)
    )


def _is_key(mapping: grammar.Mapping, rule: Series) -> bool:
    return mapping.key == (rule.field,)


def _text(like: _Numbered, number: int) -> str:
    return f"{like.before}{number:0{len(like.digits)}d}{like.after}"

"""An entry field by field: as in the workbook, as typed, as read back; and its verdict in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.domain.lifecycle import Status
from bot.domain.model import Difference, Entry, Readback, Standing, Verdict
from bot.language import say
from bot.report.about import About
from bot.report.plain import visible
from bot.report.writing import value_text

Place = tuple[str, int | None]
"""A field's name and its line from 0; None is the header."""


@dataclass(frozen=True, kw_only=True)
class FieldRow:
    """One field with its values side by side, as visible text."""

    place: Place
    title: str
    planned: str
    typed: str = ""
    seen: str = ""
    note: Literal["", "differs", "unproven", "computed"] = ""


def field_rows(
    entry: Entry,
    about: About,
    *,
    typed: Mapping[str, str],
    readback: Readback | None = None,
    verdict: Verdict | None = None,
) -> tuple[FieldRow, ...]:
    """Give every field that has a value anywhere: header first, then line by line."""
    planned = dict(_planned(entry, about))
    written = {about.place(entry.screen, key): visible(text) for key, text in typed.items()}
    seen = dict(_seen(readback)) if readback else {}
    differences = {(d.field, d.line): d for d in (verdict.differences if verdict else ())}
    unproven = frozenset(verdict.unproven if verdict else ())
    places = sorted(dict.fromkeys((*planned, *written, *seen, *differences)), key=_header_first)
    rows = []
    for place in places:
        expected, shown, note = planned.get(place, ""), seen.get(place, ""), ""
        if place in differences:
            expected, shown = (visible(text) for text in _sides(differences[place], expected, shown))
            note = "differs"
        elif place[0] in unproven:
            note = "unproven"
        elif _computed(entry, about, place):
            note = "computed"
        if expected or shown or written.get(place) or note == "differs":
            rows.append(
                FieldRow(
                    place=place,
                    title=about.field_title(entry.screen, *place),
                    planned=expected,
                    typed=written.get(place, ""),
                    seen=shown,
                    note=note,  # type: ignore[arg-type]  # one of the four above
                )
            )
    return tuple(rows)


def verdict_text(standing: Standing, about: About) -> str:
    """Say what the comparison with the readback found, with both values where they differ."""
    verdict, screen = standing.verdict, standing.entry.screen
    if standing.status not in (Status.VERIFIED, Status.MISMATCHED) or verdict is None:
        return say("ยังไม่ได้อ่านกลับ", "Not read back yet").render() if standing.number else ""
    parts = [
        say(
            "{f}: ในแฟ้ม “{e}” แต่ในระบบ “{s}”",
            "{f}: workbook “{e}”, site “{s}”",
            f=about.field_title(screen, difference.field, difference.line),
            e=visible(difference.expected),
            s=visible(difference.seen),
        ).render()
        for difference in verdict.differences
    ]
    if verdict.equal and standing.status is Status.VERIFIED:
        parts.append(say("ตรงกันทุกช่องที่ระบบแสดง", "Equal in every field that the site shows").render())
    if verdict.unproven:
        names = ", ".join(about.field_title(screen, name) for name in verdict.unproven)
        parts.append(say("ระบบไม่แสดง: {n}", "Not shown by the site: {n}", n=names).render())
    return "; ".join(parts)


def _planned(entry: Entry, about: About) -> Iterator[tuple[Place, str]]:
    for name, value in entry.fields.items():
        yield (name, None), value_text(value, about.spec(entry.screen, name))
    for number, line in enumerate(entry.lines):
        for name, value in line.items():
            yield (name, number), value_text(value, about.spec(entry.screen, name, line=True))


def _seen(readback: Readback) -> Iterator[tuple[Place, str]]:
    for name, text in readback.fields.items():
        yield (name, None), visible(text)
    for number, line in enumerate(readback.lines):
        for name, text in line.items():
            yield (name, number), visible(text)


def _sides(difference: Difference, expected: str, shown: str) -> tuple[str, str]:
    return difference.expected or expected, difference.seen or shown


def _computed(entry: Entry, about: About, place: Place) -> bool:
    spec = about.spec(entry.screen, place[0], line=place[1] is not None)
    return bool(spec and spec.computed)


def _header_first(place: Place) -> int:
    return -1 if place[1] is None else place[1]

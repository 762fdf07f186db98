"""Mappings and entries for hand-written pages, in as few words as possible."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from bot.domain.model import Entry, EntryKey, PlannedEntry, Step, Value
from bot.planning.cells import write
from bot.planning.grammar import Mapping, SiteMapping
from bot.planning.mapping import Mappings

SITE = {
    "format": "1",
    "site": "little",
    "title": "Little",
    "era": "CE",
    "date_format": "dd/mm/yyyy",
    "locale": "th-TH",
}


def make_site(**parts: object) -> SiteMapping:
    return SiteMapping.model_validate({**SITE, **parts})


def make_screen(**parts: object) -> Mapping:
    given = {
        "format": "1",
        "screen": "DOC",
        "revision": "1",
        "title": "Document",
        "sheet": "Document",
        "key": ["payer"],
        "fields": {
            "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}},
            "amount": {"header": "Amount", "kind": "money", "enter": {"at": {"caption": "Amount"}}},
        },
        "opens_at": {"url": "form"},
        "recognised_by": [{"page": "New document"}],
        "commit": {"at": {"text": "Save"}, "request": {"url": "save*"}, "timeout": 6},
        "receipt": {
            "success": [{"page": r"Stored as"}],
            "number": {"from": "page", "pattern": r"Stored as (\S+)"},
        },
        "refusals": [{"page": "Refused:"}],
        "find": {
            "opens_at": {"url": "list"},
            "table": {"columns": {"number": "Number", "payer": "Payer", "amount": "Amount"}},
        },
    }
    return Mapping.model_validate({**given, **parts})


def make_mappings(*screens: Mapping, site: SiteMapping | None = None) -> Mappings:
    return Mappings(
        site=site or make_site(),
        screens={screen.screen: screen for screen in screens},
        digests={screen.screen: "0" for screen in screens},
        folder=Path(),
        lists={},
    )


def make_planned(
    screen: Mapping,
    *,
    site: SiteMapping | None = None,
    lines: tuple[dict[str, Value], ...] = (),
    **values: Value,
) -> PlannedEntry:
    here = site or make_site()
    fields: dict[str, Value] = {name: values.get(name, spec.value) for name, spec in screen.fields.items()}
    entry = Entry(
        key=EntryKey("k" * 64),
        screen=screen.screen,
        sheet="Document",
        rows=(2,),
        fields=fields,
        lines=lines,
        digest="d",
        amount=Decimal(0),
    )
    steps = [Step(kind="open")]
    for name, spec in screen.fields.items():
        if spec.enter:
            steps.append(
                Step(kind="enter", name=name, text=write(fields[name], spec, spec.enter, here) or None)
            )
    for number, line in enumerate(lines):
        for name, spec in screen.lines.fields.items() if screen.lines else ():
            if spec.enter:
                text = write(line.get(name), spec, spec.enter, here) or None
                steps.append(Step(kind="enter", name=name, text=text, line=number))
    return PlannedEntry(entry=entry, steps=(*steps, Step(kind="commit")))

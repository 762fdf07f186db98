"""The map of a folder of mappings in Markdown: sheet, screen, fields and where each reads back."""

from __future__ import annotations

from collections.abc import Iterator

from bot.planning import grammar
from bot.planning.grammar import At, FieldSpec, Lookup, Refers
from bot.planning.mapping import Mappings

HEAD = """\
# The map: sheet → screen → fields → read-back

<!-- Made by bot/planning/screen_map.py from the mappings themselves. Do not edit by hand. -->

Each sheet of the workbook feeds one screen. *Typed* is where a value goes; *compared* values are the site's
own: they are set against the workbook before the commit. *Reads back* is where `verify` finds the value.
"""
_WAYS = {"lookup": "chosen in a look-up", "suggest": "chosen in a combo box", "radio": "radio button"}


def screen_map(mappings: Mappings) -> str:
    """Give the whole page; screens in the order of work within a day."""
    parts = [HEAD, *_overview(mappings)]
    for mapping in mappings.screens.values():
        parts += _screen(mapping, mappings)
    return "\n".join(parts).rstrip() + "\n"


def _overview(mappings: Mappings) -> Iterator[str]:
    yield "| sheet | screen | role | after |"
    yield "|---|---|---|---|"
    for mapping in mappings.screens.values():
        rules = (rule for rule in mapping.rules if isinstance(rule, Refers))
        first = dict.fromkeys(screen for rule in rules for screen in rule.there)
        after = ", ".join(f"`{screen}`" for screen in (*first, *mapping.requires))
        yield f"| {_cell(mapping.sheet)} | `{mapping.screen}` | {mapping.role or '–'} | {after or '–'} |"
    yield ""


def _screen(mapping: grammar.Mapping, mappings: Mappings) -> Iterator[str]:
    yield f"## {mapping.title.th} · {mapping.title.en}"
    yield ""
    shown = mapping.read_back or mapping.find
    where = shown.opens_at.url or " > ".join(shown.opens_at.menu)
    yield f"Sheet **{mapping.sheet}** → screen `{mapping.screen}` (mapping revision {mapping.revision})."
    yield f"Reads back from `{where}`."
    yield ""
    yield "| column | kind | where it goes | reads back |"
    yield "|---|---|---|---|"
    places = {**shown.table.columns, **(shown.detail.fields if shown.detail else {})}
    for name, spec in mapping.fields.items():
        yield _row(spec, _place(places.get(name), shown, name))
    lines = shown.detail.lines.columns if shown.detail and shown.detail.lines else {}
    for name, spec in (mapping.lines.fields if mapping.lines else {}).items():
        yield _row(spec, _place(lines.get(name), shown, name), line=True)
    yield ""
    yield from _needs(mapping, mappings)


def _row(spec: FieldSpec, place: str, *, line: bool = False) -> str:
    column = spec.header or (f"part of {spec.part.of}" if spec.part else f"“{spec.value}” (always)")
    star = " *" if spec.required else ""
    mark = "… " if line else ""
    return f"| {mark}{_cell(column)}{star} | {spec.kind} | {_cell(_goes(spec))} | {_cell(place)} |"


def _goes(spec: FieldSpec) -> str:
    if spec.enter:
        way = _WAYS.get(spec.enter.how or "", "typed")
        return f"{way}: {_named(spec.enter.at)}"
    return f"compared: {_named(spec.computed)}" if spec.computed else "not entered"


def _place(place: object, shown: Lookup, name: str) -> str:
    if place is None:
        return "not shown" if name in shown.not_shown else "–"
    return place if isinstance(place, str) else str(getattr(place, "column", None) or "shown")


def _named(at: At) -> str:
    return at.caption or at.column or at.text or at.id or at.name or at.css or "the screen"


def _needs(mapping: grammar.Mapping, mappings: Mappings) -> Iterator[str]:
    rules = [rule for rule in mapping.rules if isinstance(rule, Refers) and rule.there]
    for rule in rules:
        sheets = ", ".join(mappings.screens[screen].sheet for screen in rule.there)
        typed = "the new number is typed instead" if rule.becomes else "typed as it stands"
        done = f"; first a person must {rule.cleared.act.en}" if rule.cleared else ""
        yield f"- {', '.join(f'`{name}`' for name in rule.by)} names a document of {sheets}: {typed}{done}."
    if rules:
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")

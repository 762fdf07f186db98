"""Entries become a Plan: in the order of work, each with the steps that book it and exactly one commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from bot.domain.model import Caution, Entry, Plan, PlannedEntry, Step, Value
from bot.planning import grammar
from bot.planning.cautions import code_of
from bot.planning.cells import write
from bot.planning.conditions import applies
from bot.planning.grammar import (
    ClickStep,
    EnterStep,
    FieldSpec,
    LinesStep,
    SiteMapping,
)
from bot.planning.identity import SCHEME, entry_key, sha256
from bot.planning.mapping import Mappings
from bot.planning.needs import by_original, needed_first
from bot.planning.totals import control_totals

__all__ = ["entry_key", "make_plan", "steps_of"]


def make_plan(entries: Iterable[Entry], mappings: Mappings, cautions: Sequence[Caution] = ()) -> Plan:
    """Order the entries (day, screen, original number, row; those without a day first), each after those
    it refers to, and give each its steps.

    The hash covers order, keys, contents, mappings, locale, time zone and the warnings that a person
    must acknowledge: an equal hash is equal work, acknowledged equally.
    """  # noqa: D205 - one sentence on two lines
    rank = {screen: index for index, screen in enumerate(mappings.screens)}
    screens = mappings.screens

    def place(one: Entry) -> tuple[object, ...]:
        number = by_original(one, screens[one.screen])
        return (one.day or date.min, rank[one.screen], number, one.rows[0])

    ordered = needed_first(sorted(entries, key=place))
    planned = tuple(
        PlannedEntry(entry=entry, steps=steps_of(entry, screens[entry.screen], mappings.site))
        for entry in ordered
    )
    used = {screen: mappings.digests[screen] for screen in rank if any(e.screen == screen for e in ordered)}
    return Plan(
        hash=_hash(ordered, used, mappings.site, cautions),
        entries=planned,
        totals=control_totals(ordered),
        mappings=MappingProxyType(used),
        cautions=tuple(cautions),
        acknowledge=code_of(cautions),
    )


def steps_of(entry: Entry, mapping: grammar.Mapping, site: SiteMapping) -> tuple[Step, ...]:
    """Give the steps of one entry: open, what the form says, one commit.

    A step of the mapping's own has its 0-based place in `form` as `name`. A grid's line begins with
    `add_line` (its row must be there), a line form's ends with it (the line is taken over).
    """
    steps = [Step(kind="open")]
    typed = tuple(name for name, spec in mapping.fields.items() if spec.enter)
    form: Sequence[grammar.FormStep] = mapping.form or _default_form(typed, mapping)
    for index, step in enumerate(form):
        match step:
            case EnterStep():
                steps += _header_steps(step.fields, entry, mapping, site)
            case LinesStep():
                steps += _line_steps(entry, mapping, site)
            case ClickStep():
                steps.append(Step(kind="click", name=str(index)))
            case _:
                steps.append(Step(kind="wait_for", name=str(index)))
    return (*steps, Step(kind="commit"))


def _default_form(typed: tuple[str, ...], mapping: grammar.Mapping) -> list[grammar.FormStep]:
    form: list[grammar.FormStep] = [EnterStep(do="enter", fields=typed)] if typed else []
    if mapping.lines:
        form.append(LinesStep(do="lines"))
    return form


def _header_steps(
    names: Iterable[str], entry: Entry, mapping: grammar.Mapping, site: SiteMapping
) -> Iterator[Step]:
    for name in names:
        yield from _enter(name, mapping.fields[name], entry.fields, mapping, site, line=None)


def _line_steps(entry: Entry, mapping: grammar.Mapping, site: SiteMapping) -> Iterator[Step]:
    if mapping.lines is None:
        return
    for index, line in enumerate(entry.lines):
        values = {**entry.fields, **line}
        if mapping.lines.style == "grid":
            yield Step(kind="add_line", line=index)
        for name, spec in mapping.lines.fields.items():
            yield from _enter(name, spec, values, mapping, site, line=index)
        if mapping.lines.style == "form":
            yield Step(kind="add_line", line=index)


def _enter(  # noqa: PLR0913 - one field, what it holds, and all that decides how it is typed
    name: str,
    spec: FieldSpec,
    values: Mapping[str, Value],
    mapping: grammar.Mapping,
    site: SiteMapping,
    *,
    line: int | None,
) -> Iterator[Step]:
    if spec.enter is None or not applies(spec.enter.when, values, mapping):
        return
    value = values.get(name)
    text = None if value is None else write(value, spec, spec.enter, site)
    yield Step(kind="enter", name=name, text=text, line=line)


def _hash(
    ordered: Sequence[Entry], used: Mapping[str, str], site: SiteMapping, cautions: Sequence[Caution]
) -> str:
    content: list[object] = [
        SCHEME,
        [[entry.screen, entry.key, entry.digest] for entry in ordered],
        sorted(used.items()),
        site.locale,
        site.timezone,
    ]
    if cautions:
        content.append(sorted(caution.mark for caution in cautions))
    return sha256(content)

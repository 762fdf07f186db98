"""What is asked of a name in a rule: that it is a field, in the right place, of the right kind."""

from __future__ import annotations

from collections.abc import Mapping

from bot.language import say
from bot.planning.binding.bound import COLUMN, FIELD, HEADER_FIELD, LINE_FIELD, Bound
from bot.planning.grammar import FieldSpec, When
from bot.planning.lists import ListRows
from bot.planning.yaml import Where

_NUMERIC = ("money", "number", "integer")


def numeric(
    bound: Bound, where: Where, name: str, among: Mapping[str, FieldSpec], *, lines: bool = False
) -> None:
    """Ask for a field that can be added."""
    what = LINE_FIELD if lines else FIELD if among == bound.everything else HEADER_FIELD
    if bound.known(where, name, among, what) and among[name].kind not in _NUMERIC:
        text = say(
            "{name} ต้องเป็น money, number หรือ integer จึงจะนำมารวมได้",
            "{name} must be of kind money, number or integer to be added.",
            name=name,
        )
        bound.wrong(where, "rule_kind", text)


def dated(bound: Bound, where: Where, name: str, among: Mapping[str, FieldSpec]) -> None:
    """Ask for a date."""
    if bound.known(where, name, among, FIELD) and among[name].kind != "date":
        bound.wrong(where, "rule_kind", say("{n} ต้องเป็น kind: date", "{n} must be of kind date.", n=name))


def conditional(bound: Bound, where: Where, when: When | None) -> None:
    """Ask for the field of a condition."""
    if when is not None:
        bound.known((*where, "field"), when.field, bound.everything, FIELD)


def column(bound: Bound, where: Where, name: str, file: str, lists: Mapping[str, ListRows]) -> None:
    """Ask for a column of a list; one that could not be read was told already."""
    if file in lists:
        bound.known(where, name, list(lists[file][0]) if lists[file] else [], COLUMN)

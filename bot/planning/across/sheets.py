"""All documents of all sheets, as the rules between them look at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.model import Row, Value
from bot.errors import Problem, Severity
from bot.language import Text
from bot.planning import grammar
from bot.planning.cells import canonical
from bot.planning.conditions import applies
from bot.planning.grammar import When
from bot.planning.identity import about_document, canonical_json
from bot.planning.lists import ListRows
from bot.planning.mapping import Mappings
from bot.planning.reading import Draft
from bot.planning.rules import holders

_Rule = TypeVar("_Rule")
Account = tuple[str, ...]
"""Canonical texts of several fields."""


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """Documents by screen in the order of work within a day, rows passed over, and the mappings."""

    drafts: Mapping[str, Sequence[Draft]]
    passed: Mapping[str, Sequence[Row]]
    mappings: Mappings

    def rules(self, kind: type[_Rule]) -> Iterator[tuple[str, _Rule]]:
        """Give every rule of a kind with its screen."""
        for screen, mapping in self.mappings.screens.items():
            for rule in mapping.rules:
                if isinstance(rule, kind):
                    yield screen, rule

    def whole(self, screen: str) -> Iterator[Draft]:
        """Give the screen's documents whose rows could be put together."""
        return (draft for draft in self.drafts.get(screen, ()) if not draft.loose)

    def mapping(self, screen: str) -> grammar.Mapping:
        """Give the mapping of a screen."""
        return self.mappings.screens[screen]

    def list_rows(self, file: str) -> ListRows:
        """Give the rows of a list file."""
        return self.mappings.lists[file]


def understood(
    draft: Draft, names: Sequence[str], when: When | None
) -> Iterator[tuple[Row, Mapping[str, Value]]]:
    """Give what a rule looks at in a document: where all its fields are understood and `when` holds."""
    watched = (*names, when.field) if when else tuple(names)
    for row, values in holders(draft, watched):
        if not any(draft.is_wrong(name, row) for name in watched) and applies(when, values, draft.mapping):
            yield row, values


def account_of(values: Mapping[str, Value], names: Sequence[str]) -> Account:
    """Give the canonical texts of several fields."""
    return tuple(canonical(values.get(name)) for name in names)


def tell(  # noqa: PLR0913, PLR0917 - where, what, how bad, and what it depends on
    draft: Draft,
    row: Row,
    name: str,
    code: str,
    text: Text,
    severity: Severity,
    *depends: str,
    missing: tuple[frozenset[str], ...] = (),
    of_itself: bool = False,
) -> None:
    """Add a problem at a field's cell; `depends`: what of other documents it speaks of.

    `of_itself`: it does not depend on what else the document says.
    """
    before = len(draft.problems)
    draft.add_at(row, name, code, text, severity)
    if len(draft.problems) == before:
        return
    told = draft.problems[-1]
    alone = of_itself or severity != "warning"
    own = [] if alone else [about_document(draft.mapping.screen, draft.fields, draft.lines)]
    draft.problems[-1] = Problem(
        cell=told.cell,
        code=code,
        text=text,
        severity=severity,
        about=canonical_json([draft.mapping.screen, name, *own, *depends]),
        missing=missing,
    )

"""`when` of a mapping: whether another field of the row has one of the values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.domain.model import Value
from bot.planning import grammar
from bot.planning.cells import CellError, canonical, parse
from bot.planning.grammar import FieldSpec, Kind, When


def applies(when: When | None, values: Mapping[str, Value], mapping: grammar.Mapping) -> bool:
    """Tell whether a condition holds for a row; no condition always holds.

    `values` has the row's fields by name, a line's together with its header's. An empty text in
    `is` and `is_not` means blank.
    """
    if when is None:
        return True
    lines = mapping.lines.fields if mapping.lines else {}
    spec = mapping.fields.get(when.field) or lines[when.field]
    value = canonical(values.get(when.field))
    if when.matches is not None:
        return re.search(when.matches, value) is not None
    told = when.is_ or when.is_not
    among = any(_canonical_of(text, spec.kind, spec.decimals) == value for text in told)
    return among == bool(when.is_)


@lru_cache(maxsize=1024)
def _canonical_of(text: str, kind: Kind, decimals: int) -> str:
    """Give the canonical text of what a mapping says, understood as the field's kind if it can be."""
    spec = FieldSpec(header="-", kind="text" if kind == "choice" else kind, decimals=decimals)
    try:
        return canonical(parse(text, spec, refused=()))
    except CellError:
        return canonical(text)

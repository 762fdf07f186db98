"""Several choices in one cell: `Cash; Transfer`, for check boxes side by side and lists of several."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from bot.planning.kinds.folding import fold

_BETWEEN = re.compile(r"[;\n]")
_NOTHING_BUT_SIGNS = re.compile(r"[\s;,|/·•+&×✕✖-]*")
"""What stands between the choices where a site shows several, and the crosses that take one away."""


def split(text: str, known: Container[str] = ()) -> list[str]:
    """Give the choices of a cell; between them stands `;` or a line break.

    A comma parts them too where both sides are `known` (folded captions): a caption may hold one itself.
    """
    found = []
    for piece in filter(None, map(str.strip, _BETWEEN.split(text))):
        parts = [part.strip() for part in piece.split(",")]
        apart = fold(piece) not in known and all(fold(part) in known for part in parts)
        found += parts if apart else [piece]
    return found


def joined(choices: Iterable[str]) -> str:
    """Give the one text of several choices."""
    return "; ".join(choices)


def shows_several(meant: str, shown: str) -> bool:
    """Tell whether a text shows just these choices, in whatever order and with whatever signs between."""
    left = fold(shown)
    for choice in sorted(map(fold, split(meant)), key=len, reverse=True):
        before, found, after = left.partition(choice)
        if not found:
            return False
        left = f"{before}\n{after}"
    return _NOTHING_BUT_SIGNS.fullmatch(left) is not None

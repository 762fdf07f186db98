"""Personal numbers in texts that are not the ledger's: citizen and tax ids, bank accounts."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DIGIT = "[0-9๐-๙]"
_ALONE = f"(?<!{_DIGIT}){{}}(?!{_DIGIT})"
PERSONAL: tuple[str, ...] = (
    _ALONE.format(f"{_DIGIT}{{13}}"),
    _ALONE.format(f"{_DIGIT}[- ]{_DIGIT}{{4}}[- ]{_DIGIT}{{5}}[- ]{_DIGIT}{{2}}[- ]{_DIGIT}"),
    _ALONE.format(f"{_DIGIT}{{3}}-{_DIGIT}-{_DIGIT}{{5}}-{_DIGIT}"),
)
"""Patterns that Python and browsers read alike: ids of 13 digits, plain or grouped; 123-4-56789-0."""
_SHOWN = 3


def masked(text: str, patterns: Sequence[str] = PERSONAL) -> str:
    """Replace each digit of a personal number by x, but the last three, by which one can still tell it."""
    for pattern in patterns:
        text = re.sub(pattern, _hidden, text)
    return text


def _hidden(found: re.Match[str]) -> str:
    left = sum(one.isdigit() for one in found[0]) - _SHOWN
    shown = []
    for one in found[0]:
        shown.append("x" if one.isdigit() and left > 0 else one)
        left -= one.isdigit()
    return "".join(shown)

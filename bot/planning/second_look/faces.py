"""Whether a number's format lets a person see the number that is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Face = Literal["otherwise", "rounded"]
"""It shows another number (7% for 0.07, 12 for 12,345, 5 for -5), or none · its satang do not show."""

_PIECE = re.compile(r'"([^"]*)"|\\(.)|\[([^\]]*)\]|[_*].|(.)', re.DOTALL)
_SCALED = re.compile(r"[0#?],+(?:[^0#?,]|$)")
_COLOURS = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r|สี", re.IGNORECASE)
_CONDITION = re.compile(r"[<>=]")
_DECIMALS = 2
"""Numbers with more are refused anyhow."""


@dataclass(frozen=True, kw_only=True)
class _Section:
    """One part of a format: its signs, the words it adds, whether it has a colour or a condition."""

    signs: str
    words: str
    coloured: bool
    conditional: bool


def face(number: float, form: str) -> Face | None:
    """Tell how a format changes a number before a person's eyes; None when it does not, or is not known."""
    if not number or _is_true(form):
        return None
    sections = _sections(form)
    own = number < 0 and len(sections) > 1
    section = sections[1] if own else sections[0]
    signs = section.signs
    if section.conditional or "general" in signs.lower() or any(sign in signs for sign in "/@eE"):
        return None
    unsigned = own and not section.coloured and not any(sign in signs + section.words for sign in "-(−–")
    digits = any(letter.isdigit() for letter in section.words)
    if "%" in signs or digits or unsigned or not _places(signs) or _SCALED.search(signs):
        return "otherwise"
    exact = Decimal(f"{number:.15g}").normalize().as_tuple().exponent
    needed = -exact if isinstance(exact, int) else 0
    return "rounded" if _decimals(signs) < needed <= _DECIMALS else None


@lru_cache(maxsize=1 << 10)
def _is_true(form: str) -> bool:
    """Tell that a format shows every number with its sign and satang, as nearly all do."""
    sections = _sections(form)
    first = sections[0]
    plain = re.fullmatch(r"[#0,]*0\.[0#]*0[0#]*", first.signs) and _decimals(first.signs) >= _DECIMALS
    return form in ("", "General") or (
        len(sections) == 1
        and bool(plain)
        and not first.conditional
        and not any(map(str.isdigit, first.words))
    )


@lru_cache(maxsize=1 << 10)
def _sections(form: str) -> tuple[_Section, ...]:
    found: list[_Section] = []
    signs = words = brackets = ""
    for piece in _PIECE.finditer(f"{form};"):
        if piece[4] == ";":
            found.append(
                _Section(
                    signs=signs,
                    words=words,
                    coloured=_COLOURS.search(brackets) is not None,
                    conditional=_CONDITION.search(brackets) is not None,
                )
            )
            signs = words = brackets = ""
            continue
        signs += (piece[4] or "").replace(" ", "")
        words += piece[1] or piece[2] or ""
        brackets += f"[{piece[3]}]" if piece[3] is not None else ""
    return tuple(found)


def _places(signs: str) -> int:
    return sum(sign in "0#?" for sign in signs)


def _decimals(signs: str) -> int:
    return _places(signs.partition(".")[2])

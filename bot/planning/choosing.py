"""Which caption of a list is meant, and what is said when none is for sure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.language import Text, say
from bot.planning.complaints import nearest
from bot.planning.kinds.folding import fold, undashed
from bot.planning.kinds.several import joined, split

_TELLING = 5
"""So many digits typed alone tell an account."""
_TOLD = 12
"""A refused choice names all allowed ones up to this many."""


def meant(value: str, valid: Mapping[str, str]) -> str | None:
    """Give the caption that a cell means; None when it is not sure.

    `valid` has the captions by their folded form. A long number in a caption, such as an account's,
    may have its dashes or not; that two captions differ by dashes alone is not sure.
    """
    caption = valid.get(fold(value))
    if caption is not None or not any(map(str.isdigit, value)):
        return caption
    wanted = undashed(value)
    found = [one for folded, one in valid.items() if undashed(folded) == wanted]
    return found[0] if len(found) == 1 else None


def all_meant(value: str, valid: Mapping[str, str], known: Mapping[str, str]) -> tuple[str | None, str]:
    """Give the captions that a cell of several means, as one text in the list's order, each once.

    None where one of them is not sure; then the second is that one.
    """
    found: dict[str, None] = {}
    for one in split(value, known):
        caption = meant(one, valid)
        if caption is None:
            return None, one
        found[caption] = None
    return joined(caption for caption in valid.values() if caption in found), value


def not_a_choice(value: str, allowed: Mapping[str, str]) -> Text:
    """Say that a value is not in the list, and what comes near; it is never taken by itself."""
    near = nearest(fold(value), allowed) or _with_number(value, allowed)
    if near is not None:
        return say(
            "“{v}” ไม่อยู่ในรายการ หมายถึง “{near}” หรือไม่ ให้แก้ให้ตรงกับรายการ",
            "“{v}” is not in the list. Did you mean “{near}”? Type it as the list has it.",
            v=value,
            near=allowed[near],
        )
    return say(
        "“{v}” ไม่อยู่ในรายการ ให้เลือกจาก {all}",
        "“{v}” is not in the list; choose from {all}.",
        v=value,
        all=listed(allowed),
    )


def listed(allowed: Mapping[str, str]) -> str:
    """Name the captions, the first of them where there are many."""
    captions = list(allowed.values())
    more = " …" if len(captions) > _TOLD else ""
    return (" · ".join(captions[:_TOLD]) or "-") + more


def _with_number(value: str, allowed: Mapping[str, str]) -> str | None:
    """Give the one caption that holds the number which was typed alone."""
    wanted = undashed(value)
    if not wanted.isdecimal() or len(wanted) < _TELLING:
        return None
    found = [folded for folded in allowed if wanted in undashed(folded)]
    return found[0] if len(found) == 1 else None

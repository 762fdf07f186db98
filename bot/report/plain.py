"""Text of others made harmless: nothing in it may hide, reorder or be taken for a command."""

from __future__ import annotations

import unicodedata

_KEPT = {"Zs", "Co"}
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def visible(text: object) -> str:
    """Give the text with every character that does not show written out: `⟨U+202E⟩`.

    Control characters (terminal escapes among them), direction overrides, zero-width characters
    and halves of surrogate pairs would make two different texts look alike. Line breaks stay.
    """
    plain = str(text)
    if plain.isprintable():
        return plain
    plain = plain.replace("\r\n", "\n").replace("\t", " ")
    return "".join(_written(character) for character in plain)


def one_line(text: object) -> str:
    """Give the visible text on one line; runs of white space become one space."""
    return " ".join(visible(text).split())


def without_controls(text: object) -> str:
    """Give the visible text without control characters, which no workbook may hold; line breaks stay."""
    plain = str(text).replace("\r\n", "\n").replace("\t", " ")
    return visible("".join(c for c in plain if c == "\n" or unicodedata.category(c) != "Cc"))


def like_a_formula(text: str) -> bool:
    """Tell whether a spreadsheet could take this text for a formula or command."""
    return text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)


def shortened(text: str, longest: int) -> str:
    """Give the text, cut with `…` when it has more characters than `longest`."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _written(character: str) -> str:
    if character.isprintable() or character == "\n" or unicodedata.category(character) in _KEPT:
        return character
    return f"⟨U+{ord(character):04X}⟩"

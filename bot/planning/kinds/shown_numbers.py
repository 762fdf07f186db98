"""Numbers as sites show them: their separators by the declared format, a currency or unit sign left out."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from bot.planning.kinds.folding import TO_ARABIC, one_line
from bot.planning.kinds.numbers import separators

_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2019": "'"})
_WORD = r"[A-Z]{3}|Rs\.?|¤|%|บาท(?:ถ้วน)?"
_BEFORE = re.compile(rf"^([-+]?)(?:{_WORD}) ?(?=[-+(\d.,¤])")
_AFTER = re.compile(rf"(?<=[\d.,)¤-]) ?(?:{_WORD})$")
_WHOLE = r"(?:\d{1,3}(?:G\d{3})+|\d{1,3}(?:G\d{2})+G\d{3}|\d+)"


def shown_number(text: str, form: str = "") -> Decimal | None:
    """Understand a number as a site shows it; None when it is not one. A lone dash is zero.

    `form` is the declared format: by it `1.234,50` and `1,234.50` are told apart.
    """
    body = one_line(text).translate(TO_ARABIC).translate(_MINUS)
    if body == "-":
        return Decimal(0)
    body = _without_currency(body)
    negative = False
    if body.startswith("(") and body.endswith(")"):
        negative, body = True, _without_currency(body[1:-1].strip())
    elif body.endswith("-"):
        negative, body = True, body[:-1].rstrip()
    sign = body[:1] if body[:1] in ("-", "+") else ""
    if sign and negative:
        return None
    number = _digits(_without_currency(body[len(sign) :].lstrip()), form)
    return number if number is None or (sign != "-" and not negative) else -number


def _digits(body: str, form: str) -> Decimal | None:
    _, point = separators(form)
    for group in (",", ".", " ", "'"):
        whole = _WHOLE.replace("G", re.escape(group))
        found = re.fullmatch(rf"({whole})?(?:{re.escape(point)}(\d*))?", body) if group != point else None
        if found and (found[1] or found[2]):
            return Decimal(f"{(found[1] or '0').replace(group, '')}.{found[2] or '0'}")
    return None


def _without_currency(text: str) -> str:
    """Leave out a currency's sign or code, before or after the digits."""
    plain = "".join("¤" if unicodedata.category(one) == "Sc" else one for one in text)
    plain = re.sub(r"¤+", "¤", plain)
    return _AFTER.sub("", _BEFORE.sub(r"\1", plain)).strip()

"""What a page shows at one glance, and whether a sign of the mapping holds; pure, no browser needed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.planning.cells import fold

if TYPE_CHECKING:
    from bot.planning.grammar import At, Captured, Sign

_TEXT_SHOWN = 1500
_MESSAGES = ("message", "error", "errors", "detail", "title", "reason")


@dataclass(frozen=True, kw_only=True)
class Glance:
    """One element at a glance: its text, and how many the place found."""

    text: str
    many: int = 1


@dataclass(frozen=True, kw_only=True)
class View:
    """A page at one glance. `ats` has the visible elements among the places that were asked for."""

    url: str = ""
    title: str = ""
    status: int = 0
    text: str = ""
    ats: Mapping[At, Glance] = field(default_factory=dict)
    dialogs: tuple[str, ...] = ()
    gen: str = ""
    answer: str = ""
    """What the server answered to the commit, and with which status; only after a commit."""
    answered: int = 0


def folded(text: str) -> str:
    """Fold runs of white space; patterns are searched in this."""
    return " ".join(text.split())


def holds(sign: Sign, view: View) -> bool:
    """Tell whether everything that the sign gives holds."""
    if sign.page is not None and not _says(sign.page, view.text):
        return False
    if sign.url is not None and not _says(sign.url, view.url):
        return False
    if sign.title is not None and not _says(sign.title, view.title):
        return False
    if sign.status is not None and sign.status != view.status:
        return False
    if sign.dialog is not None and not any(_says(sign.dialog, text) for text in view.dialogs):
        return False
    return _answer_holds(sign, view) and (sign.at is None or _element_holds(sign, view))


def first_held(signs: Sequence[Sign], view: View) -> Sign | None:
    """Give the first sign that holds."""
    return next((sign for sign in signs if holds(sign, view)), None)


def captured(source: Captured, view: View) -> str | None:
    """Give the value that the site shows at a place of the view; None when it does not."""
    texts: Sequence[str]
    if source.source == "at":
        glance = view.ats.get(source.at) if source.at else None
        texts = (glance.text,) if glance else ()
    else:
        texts = {
            "page": (view.text,),
            "url": (view.url,),
            "dialog": view.dialogs[::-1],
            "answer": _written(view.answer),
        }[source.source]
    for text in texts:
        if found := re.search(source.pattern, folded(text)):
            return (found.group(1) if found.re.groups else found.group(0)).strip()
    return None


def ats_of(signs: Sequence[Sign], sources: Sequence[Captured | None] = ()) -> tuple[At, ...]:
    """Give the places that these need to be looked at."""
    places = [sign.at for sign in signs if sign.at] + [one.at for one in sources if one and one.at]
    return tuple(dict.fromkeys(places))


def told(sign: Sign, view: View) -> str:
    """Give the words by which a sign shows: the element's, the dialog's, or the line of the page."""
    if sign.at and sign.at in view.ats:
        return _cut(folded(view.ats[sign.at].text)) or sign_words(sign)
    if sign.dialog:
        return _cut(next((text for text in view.dialogs if _says(sign.dialog, text)), ""))
    if sign.page:
        for line in view.text.splitlines():
            if _says(sign.page, line):
                return _cut(folded(line))
        found = re.search(sign.page, folded(view.text))
        return _cut(found.group(0)) if found else ""
    if sign.answer or sign.answered:
        return _cut(_reason(sign, view))
    return view.title or view.url


def sign_words(sign: Sign) -> str:
    """Give a sign as the mapping writes it, with its line."""
    given: dict[str, Any] = sign.model_dump(exclude_none=True, exclude_defaults=True)
    words = ", ".join(f"{name}: {_flow(value)}" for name, value in given.items())
    return f"{words} ({sign.stands})" if sign.stands else words


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(one)}" for name, one in value.items()) + "}"
    return str(value)


def _cut(text: str) -> str:
    """Keep a long text short; that it was cut shows."""
    return text if len(text) <= _TEXT_SHOWN else f"{text[:_TEXT_SHOWN]}…"


def alike(one: str, other: str) -> bool:
    """Compare two names as people read them."""
    return fold(one) == fold(other)


def _answer_holds(sign: Sign, view: View) -> bool:
    if sign.answered is not None and sign.answered != view.answered:
        return False
    return sign.answer is None or any(_says(sign.answer, text) for text in _written(view.answer))


def _reason(sign: Sign, view: View) -> str:
    """Give of an answer what is meant for people: what the sign found, and JSON's messages; never all."""
    parts = [f"HTTP {view.answered}"]
    for text in _written(view.answer):
        if sign.answer and (found := re.search(sign.answer, folded(text))):
            parts.append(found.group(0))
            break
    try:
        told = json.loads(view.answer)
    except ValueError:
        told = None
    if isinstance(told, dict):
        said = [told[name] for name in _MESSAGES if name in told]
        parts += [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in said]
    return " · ".join(dict.fromkeys(parts))


def _written(answer: str) -> tuple[str, ...]:
    """Give an answer as it came and, of JSON, with and without spaces and with every letter itself."""
    try:
        value = json.loads(answer)
    except ValueError:
        return (answer,)
    compact = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return (answer, json.dumps(value, ensure_ascii=False), compact)


def _element_holds(sign: Sign, view: View) -> bool:
    glance = view.ats.get(sign.at) if sign.at else None
    return glance is not None and (sign.text is None or _says(sign.text, glance.text))


def _says(pattern: str, text: str) -> bool:
    return re.search(pattern, folded(text)) is not None

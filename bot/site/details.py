"""The page of one document, opened from its row in a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.model import Readback
from bot.errors import PageTrouble
from bot.language import Text, say
from bot.planning.cells import fold
from bot.planning.grammar import FieldSpec
from bot.site.locate import frames_of, not_as_mapped, pictured_spec, spec_of
from bot.site.opening import prove_screen
from bot.site.signs import holds
from bot.site.tables import TableReader

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.planning import grammar
    from bot.planning.grammar import At, Detail, ShownPlace
    from bot.site.locate import Spec
    from bot.site.session import Session
    from bot.site.tab import Tab

_NUMBER = "number"


def open_row(tab: Tab, detail: Detail, frame: Frame, row: Spec, title: Text) -> Tab:
    """Open the document of a row: by a click there, a double click, or a button for the row so chosen.

    Gives the tab in which it stands, another one where it opens in a window.
    """
    spec, double = spec_of(detail.open, inside=row), detail.double
    if detail.then:
        tab.click_spec(frame, spec, title, double=double)
        frame, spec, double = tab.frame(detail.then), spec_of(detail.then), False
    if detail.opens == "popup":
        return tab.open_popup(frame, spec, title, double=double)
    tab.click_spec(frame, spec, title, double=double)
    return tab


def detail_shows(tab: Tab, detail: Detail) -> bool:
    """Tell whether a document is open beside its list: a window or panel of the page that was not closed.

    What is opened next would stand beside it, or the old one be taken for the new.
    """
    if not detail.recognised_by or detail.frame or detail.opens == "popup":
        return False
    view = tab.see(detail.recognised_by)
    return all(holds(sign, view) for sign in detail.recognised_by)


def read_detail(
    window: Tab, detail: Detail, screen: grammar.Mapping, session: Session, shown: Readback
) -> Readback:
    """Read the page of one document that is open; it must be the one of the row."""
    base = window.base
    window.base = detail.frame or base
    try:
        prove_screen(window, detail.recognised_by, session, screen.title.text)
        fields = _fields(window, detail, screen)
        lines = _lines(window, detail)
    finally:
        window.base = base
    number = fields.pop(_NUMBER, None)
    if number is not None and number_key(number) != number_key(shown.number):
        raise PageTrouble(
            say(
                "เปิดเอกสารเลขที่ {w} แต่หน้ารายละเอียดเป็นเลขที่ {s}",
                "Document {w} was opened, but the detail page shows {s}.",
                w=shown.number,
                s=number,
            )
        )
    return Readback(
        number=shown.number,
        fields={**shown.fields, **fields},
        lines=lines,
        cancelled=shown.cancelled,
        source=f"{shown.source} > {shown.number}",
        at=datetime.now().astimezone(),
    )


def _fields(window: Tab, detail: Detail, screen: grammar.Mapping) -> dict[str, str]:
    """Read all fields, one question per frame."""
    places = {name: _inside(place, detail.within) for name, place in detail.fields.items() if place.at}
    ats = {name: place.at for name, place in places.items() if place.at}
    fields: dict[str, str] = {}
    for frames in dict.fromkeys(frames_of(at) for at in ats.values()):
        names = [name for name, at in ats.items() if frames_of(at) == frames]
        frame = window.frame(ats[names[0]])
        specs = [pictured_spec(places[name]) for name in names]
        for name, told in zip(names, window.read(specs, frame), strict=True):
            if "problem" in told:
                raise not_as_mapped(_named(name, screen.fields.get(name)), told["problem"])
            text = str(told["text"])
            fields[name] = picked(text, detail.fields[name]) if name == _NUMBER else text
    return fields


def _inside(place: ShownPlace, within: At | None) -> ShownPlace:
    """Give the place inside the element that holds all fields, where it names no other."""
    if within is None or place.at is None or place.at.within:
        return place
    return place.model_copy(update={"at": place.at.model_copy(update={"within": within})})


def _lines(window: Tab, detail: Detail) -> tuple[Mapping[str, str], ...]:
    if detail.lines is None:
        return ()
    reader = TableReader(window, detail.lines, what=say("รายการย่อย", "the lines"))
    return tuple(row.texts for row in reader.read_all())


def picked(text: str, place: ShownPlace | None) -> str:
    """Give the part of a shown text that is the value."""
    if place is None or place.pattern is None:
        return text.strip()
    found = re.search(place.pattern, " ".join(text.split()))
    return (found.group(1) if found and found.re.groups else text).strip()


def _named(name: str, spec: FieldSpec | None) -> Text:
    return say("{n}", "{n}", n=(spec.header if spec else None) or name)


def number_key(number: str) -> str:
    """Give the form in which two numbers are compared."""
    return fold(number)

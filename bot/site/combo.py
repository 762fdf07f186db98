"""Combo boxes (select2, MUI and the like): open, type, click the option that is exactly equal."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bot.errors import ValueNotTaken
from bot.language import say
from bot.planning.cells import fold
from bot.planning.grammar import SuggestBy
from bot.site.items import Item
from bot.site.keys import type_keys
from bot.site.locate import frame_in, frames_of, locator, spec_of
from bot.site.refused import refused_control
from bot.site.script import ask_again
from bot.site.trouble import as_trouble

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.site.controls import Typist
    from bot.site.locate import Spec

_PATIENCE = 10.0
_MOST_SCROLLS = 200
_CLOSING = 10
_PRESSING = 5.0


def suggest(typist: Typist, frame: Frame, item: Item) -> Any:
    """Choose in a combo box; gives the mark from which its effects count, None where it shows the choice."""
    by = item.enter.suggest or SuggestBy()
    if item.text is None:
        return None
    if by.shows is None:
        shown = typist.tab.read([combo_place(item)], frame)[0]
        if fold(str(shown.get("text", ""))) == fold(item.text):
            return None
    ask_again(frame, "standAlready", item.text)
    point = _open(typist, frame, item, by)
    _type(typist, frame, item, by)
    _take(typist, frame, item, by.option)
    _leave(typist, frame, by.option)
    return point


def _take(typist: Typist, frame: Frame, item: Item, css: str | None) -> None:
    """Click the option; a list that was narrowed under the pointer is waited for once more."""
    _wait_option(typist, frame, item, css)
    option = locator(frame, {"option": css, "says": item.text})
    try:
        option.click(timeout=min(typist.tab.timeout, _PRESSING) * 1000, no_wait_after=True)
    except PlaywrightTimeout:
        _wait_option(typist, frame, item, css)
        with as_trouble(item.title):
            option.click(timeout=typist.tab.timeout * 1000, no_wait_after=True)


def _leave(typist: Typist, frame: Frame, css: str | None) -> None:
    """Leave the box, so that its list closes; a list that stays is left to whoever is covered by it."""
    for _ in range(_CLOSING):
        ask_again(frame, "blurActive")
        if not ask_again(frame, "optionsAt", {"css": css, "says": ""})["offered"]:
            return
        typist.tab.wait_change(frame)


def combo_place(item: Item) -> Spec:
    """Give the place of a combo box as it is read: what its widget shows."""
    return {**item.place, "combo": True}


def _open(typist: Typist, frame: Frame, item: Item, by: SuggestBy) -> Any:
    """Click what opens the list; gives the mark from which the effects count."""
    tab = typist.tab
    if by.open:
        opener = spec_of(by.open, inside=item.place.get("within"))
        here = frame_in(tab.page, (*tab.base, *frames_of(by.open))) if frames_of(by.open) else frame
    else:
        opener, here = {**item.place, "face": True}, frame
    point = tab.point(here, opener, item.title)
    tab.guard.using((*point.targets, *typist.names.get(item.label, ())))
    with as_trouble(item.title):
        locator(here, opener).click(timeout=tab.timeout * 1000, no_wait_after=True)
    return point.mark


def _type(typist: Typist, frame: Frame, item: Item, by: SuggestBy) -> None:
    """Type what the list is narrowed by, where the page takes keys."""
    tab, text = typist.tab, _typed(item, by)
    with as_trouble(item.title):
        if by.search is not None:
            search = spec_of(by.search)
            tab.point(frame, search, item.title)
            locator(frame, search).focus(timeout=tab.timeout * 1000)
            type_keys(tab.page, text)
        elif ask_again(frame, "takesKeys"):
            ask_again(frame, "holdKeys", {"spec": item.place, "opens": True})
            try:
                tab.page.keyboard.press("ControlOrMeta+a")
                type_keys(tab.page, text)
                if ask_again(frame, "typedAmiss", text):  # completed meanwhile: a Thai tone mark comes twice
                    tab.page.keyboard.press("ControlOrMeta+a")
                    tab.page.keyboard.insert_text(text)
            finally:
                ask_again(frame, "holdKeys")


def _typed(item: Item, by: SuggestBy) -> str:
    text = item.text or ""
    found = re.search(by.typed, text) if by.typed else None
    return found.group(1) if found and found.re.groups else text


def _wait_option(typist: Typist, frame: Frame, item: Item, css: str | None) -> None:
    """Wait by content: until exactly one option is equal to the text; long lists are scrolled through."""
    tab = typist.tab
    until, scrolls = time.monotonic() + min(tab.timeout, _PATIENCE), 0
    while True:
        told = ask_again(frame, "optionsAt", {"css": css, "says": item.text})
        if told["hits"] == 1 and not told["busy"]:
            return
        if time.monotonic() > until:
            opened = told["hits"] or told["offered"]
            if not opened and item.enter.how is None and ask_again(frame, "mereBox", item.place):
                raise refused_control(item, {"stop": "not_select"})
            raise ValueNotTaken(
                say(
                    "ช่อง {t}: พบตัวเลือก “{v}” {n} รายการ ต้องมีหนึ่งเดียว (ที่เห็น: {o}) ให้แก้แถวในสมุดงาน "
                    "หรือ translate หากระบบค้นหาได้ด้วยบางส่วนของข้อความเท่านั้น ให้บอก suggest.typed ที่ {w}",
                    "{t}: the option “{v}” is found {n} times; exactly one is needed (seen: {o}). Mend the "
                    "row or `translate`; where the site finds it by a part of the text only, say "
                    "`suggest.typed`, at {w}.",
                    t=item.title,
                    v=item.text,
                    n=told["hits"],
                    o=" · ".join(told["offered"])[:600] or "-",
                    w=item.enter.stands or "enter",
                )
            )
        turned = None if told["hits"] or told["busy"] else ask_again(frame, "scrollOptions", css)
        if turned == "on" and scrolls < _MOST_SCROLLS:
            until, scrolls = time.monotonic() + min(tab.timeout, _PATIENCE), scrolls + 1
        tab.wait_change(frame)
        tab.guard.check()

"""Combo boxes (select2 and the like): open, type, click the option that is exactly equal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from bot.errors import ValueNotTaken
from bot.language import say
from bot.site.items import Item
from bot.site.locate import frame_in, frames_of, locator, spec_of
from bot.site.script import ask_again
from bot.site.trouble import as_trouble

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.site.controls import Typist

_PATIENCE = 10.0


def suggest(typist: Typist, frame: Frame, item: Item) -> Any:
    """Choose in a combo box; gives the mark from which its effects count."""
    by = item.enter.suggest
    if by is None or item.text is None:
        return None
    tab = typist.tab
    limit = tab.timeout * 1000
    row = item.place.get("within")
    opener = spec_of(by.open, inside=row) if by.open else item.place
    opener_frame = (
        frame_in(tab.page, (*tab.base, *frames_of(by.open))) if by.open and frames_of(by.open) else frame
    )
    point = tab.point(opener_frame, opener, item.title)
    tab.guard.using(point.targets)
    with as_trouble(item.title):
        locator(opener_frame, opener).click(timeout=limit, no_wait_after=True)
        search = spec_of(by.search) if by.search else None
        if search is not None:
            tab.point(frame, search, item.title)
            locator(frame, search).press_sequentially(item.text, timeout=limit)
        elif _takes_text(frame, item):
            locator(frame, item.place).fill("", timeout=limit)
            locator(frame, item.place).press_sequentially(item.text, timeout=limit)
    option = {"css": by.option, "says": item.text}
    _wait_option(typist, frame, item, by.option)
    with as_trouble(item.title):
        locator(frame, option).click(timeout=limit, no_wait_after=True)
    return point.mark


def _takes_text(frame: Frame, item: Item) -> bool:
    told = ask_again(frame, "readyFor", {"spec": item.place, "how": "fill"})
    return not told["stop"]


def _wait_option(typist: Typist, frame: Frame, item: Item, css: str) -> None:
    """Wait by content: until exactly one option is equal to the text."""
    tab = typist.tab
    until = time.monotonic() + min(tab.timeout, _PATIENCE)
    while True:
        told = ask_again(frame, "optionsAt", {"css": css, "says": item.text})
        if told["hits"] == 1 and not told["busy"]:
            return
        if time.monotonic() > until:
            raise ValueNotTaken(
                say(
                    "ช่อง {t}: พบตัวเลือก “{v}” {n} รายการ ต้องมีหนึ่งเดียว (ที่เห็น: {o})",
                    "{t}: the option “{v}” is found {n} times; exactly one is needed (seen: {o})",
                    t=item.title,
                    v=item.text,
                    n=told["hits"],
                    o=" · ".join(told["offered"])[:600] or "-",
                )
            )
        tab.wait_change(frame)
        tab.guard.check()

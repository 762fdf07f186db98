"""Dates chosen in a calendar, opened from a box or standing in the page: turned to the month, and pressed."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.errors import ScreenNotAsMapped, ValueNotTaken
from bot.language import Text, say
from bot.site.items import Item
from bot.site.script import ask_again

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Frame

    from bot.site.controls import Typist

_PATIENCE = 10.0
_MONTHS = 12
_MOST_TURNS = 600
_CLOSING = 5
"""Looks at a calendar that may be closing by itself, before its button is pressed."""


def pick_date(typist: Typist, frame: Frame, item: Item) -> Any:
    """Choose the item's date in its calendar; gives the mark from which the effects count."""
    wanted = item.value
    if not isinstance(wanted, date):
        return None
    mark = ask_again(frame, "act")
    now = ask_again(frame, "calendar", item.place)
    if now is None:
        if item.enter.open is None:
            typist.tab.click_spec(frame, {**item.place, "face": True}, item.title)
        now = _opened(typist, frame, item)
    if now["standing"]:
        now = _at_month(typist, frame, item, now, wanted)
        return mark if _stand(typist, frame, item, now, wanted.day) else None
    _at_month(typist, frame, item, now, wanted)
    _press(typist, frame, item, wanted.day)
    for _ in range(_CLOSING):
        left = ask_again(frame, "calendar", item.place)
        if not left or "ok" not in left["ways"]:
            return mark
        typist.tab.wait_change(frame)
    _press(typist, frame, item, "ok")
    return mark


def _at_month(
    typist: Typist, frame: Frame, item: Item, now: Mapping[str, Any], wanted: date
) -> Mapping[str, Any]:
    """Turn to the month of a date; gives the calendar that shows it."""
    for _ in range(_MOST_TURNS):
        ahead = (wanted.year - now["year"]) * _MONTHS + wanted.month - now["month"]
        if not ahead:
            break
        now = _turned(typist, frame, item, now, ahead)
    return now


def _stand(typist: Typist, frame: Frame, item: Item, now: Mapping[str, Any], day: int) -> bool:
    """Press the day in a calendar that stays in the page, until the calendar itself shows it as chosen.

    Where only its look tells it, the choice must be seen to change that look: today, or what was chosen
    before, has a look of its own already, and another day is pressed first. False: nothing was pressed.
    """
    if now["named"] == item.iso:
        return False
    if now["looks"].count(now["looks"][day - 1]) == 1:
        _press(typist, frame, item, day - 1 if day > 1 else day + 1)
        now = _resting(typist, frame, item) or now
    _press(typist, frame, item, day)
    until = time.monotonic() + min(typist.tab.timeout, _PATIENCE)
    seen = ""
    while True:
        after = _resting(typist, frame, item)
        if after and (after["year"], after["month"]) == (now["year"], now["month"]):
            look = str(after["looks"][day - 1])
            if after["named"] == item.iso:
                return True
            if look == seen and look != now["looks"][day - 1] and after["looks"].count(look) == 1:
                typist.looks[item.label] = look
                return True
            seen = look  # colours may still be fading
        if time.monotonic() > until:
            raise ValueNotTaken(_no_mark(item))
        typist.tab.wait_change(frame)


def _resting(typist: Typist, frame: Frame, item: Item) -> Mapping[str, Any] | None:
    """Look at a calendar in the page without pointer and focus on it: both change how a day looks."""
    typist.tab.page.mouse.move(0, 0)
    ask_again(frame, "blurActive")
    now: Mapping[str, Any] | None = ask_again(frame, "calendar", item.place)
    return now


def _opened(typist: Typist, frame: Frame, item: Item) -> Mapping[str, Any]:
    """Wait until a calendar shows."""
    until = time.monotonic() + min(typist.tab.timeout, _PATIENCE)
    while True:
        now: Mapping[str, Any] | None = ask_again(frame, "calendar", item.place)
        if now:
            return now
        if time.monotonic() > until:
            raise ScreenNotAsMapped(
                say(
                    "กดช่อง {t} แล้วแต่ไม่พบปฏิทิน (เดือน ปี และวันที่ครบ) ให้บอกปุ่มที่เปิดปฏิทินใน open ที่ {w}",
                    "{t} was clicked, but no calendar shows (a month, a year and all its days). Name what "
                    "opens it by `open` at {w}; if the site fills this by itself, it is `computed`.",
                    t=item.title,
                    w=item.enter.stands or "enter",
                )
            )
        typist.tab.wait_change(frame)


def _turned(
    typist: Typist, frame: Frame, item: Item, now: Mapping[str, Any], ahead: int
) -> Mapping[str, Any]:
    """Turn to another month, by years where there is a way."""
    way = "next" if ahead > 0 else "back"
    if abs(ahead) >= _MONTHS and f"{way}Year" in now["ways"]:
        way += "Year"
    if way not in now["ways"]:
        raise ValueNotTaken(_no_way(item, now))
    _press(typist, frame, item, way)
    until = time.monotonic() + min(typist.tab.timeout, _PATIENCE)
    while True:
        after: Mapping[str, Any] | None = ask_again(frame, "calendar", item.place)
        if after and (after["year"], after["month"]) != (now["year"], now["month"]):
            return after
        if time.monotonic() > until:
            raise ValueNotTaken(_no_way(item, now))
        typist.tab.wait_change(frame)


def _press(typist: Typist, frame: Frame, item: Item, part: str | int) -> None:
    typist.tab.click_spec(frame, {"calendar": part, "of": item.place}, item.title)


def _no_way(item: Item, now: Mapping[str, Any]) -> Text:
    return say(
        "ช่อง {t}: ปฏิทินแสดง {m}/{y} และไปถึงวันที่ “{v}” ไม่ได้ ให้ตรวจวันที่ในสมุดงาน ระบบอาจไม่รับวันที่นี้",
        "{t}: the calendar shows {m}/{y} (C.E.) and does not go on to “{v}”. Check the row's date; the site "
        "may not take it.",
        t=item.title,
        m=now["month"],
        y=now["year"],
        v=item.text or "",
    )


def _no_mark(item: Item) -> Text:
    return say(
        "ช่อง {t}: กดวันที่ “{v}” ในปฏิทินแล้ว แต่ปฏิทินไม่แสดงว่าเลือกวันใด จึงพิสูจน์ไม่ได้ว่าเลือกแล้ว ให้ตรวจที่หน้าจอ",
        "{t}: “{v}” was pressed in the calendar, but the calendar shows no day as chosen, so nothing proves "
        "the choice. Look at the screen.",
        t=item.title,
        v=item.text or "",
    )

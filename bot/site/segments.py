"""Date boxes of segments (day, month, year), each typed into by itself, in whatever order they stand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.errors import ScreenNotAsMapped
from bot.language import say
from bot.planning.cells import date_format_of
from bot.planning.kinds.shown_dates import write_date_part
from bot.site.items import Item
from bot.site.locate import locator
from bot.site.script import ask_again
from bot.site.trouble import as_trouble

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.site.controls import Typist

_FORMS = {"d": "dd", "m": "mm", "y": "yyyy"}


def type_date(typist: Typist, frame: Frame, item: Item) -> Any:
    """Type the item's date, each part into its segment; gives the mark from which the effects count."""
    told = typist.ready(frame, item, None)
    parts = ask_again(frame, "segmentsAt", item.place)
    if sorted(parts) != sorted(_FORMS):
        raise ScreenNotAsMapped(
            say(
                "ช่อง {t} แบ่งเป็นส่วนย่อย แต่ไม่รู้ว่าส่วนใดคือวัน เดือน ปี ให้กรอกแต่ละส่วนด้วย part ในไฟล์ผังหน้าจอ",
                "{t} is a box of segments, but which is the day, the month, the year does not show. Map each "
                "segment as a `part` of the date.",
                t=item.title,
            )
        )
    _, era = date_format_of(item.enter, None, typist.site)
    limit = typist.tab.timeout * 1000
    with as_trouble(item.title):
        for number, part in enumerate(parts):
            text = (
                write_date_part(item.value, _FORMS[part], era, thai=False)
                if isinstance(item.value, date)
                else ""
            )
            place = locator(frame, {**item.place, "segment": number})
            place.focus(timeout=limit)
            place.press("Backspace", timeout=limit)
            place.press_sequentially(text, timeout=limit)
    ask_again(frame, "blurActive")
    return told["mark"]

"""The button of the commit, looked at before anything is announced: there, live, and covered by nothing."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.errors import BotError, ScreenNotAsMapped, ValueNotTaken
from bot.language import Text, say
from bot.site.locate import element_words, spec_of
from bot.site.script import ask_again

if TYPE_CHECKING:
    from bot.planning.grammar import At
    from bot.site.tab import Tab

_PATIENCE = 10.0


def live_button(tab: Tab, at: At, what: Text) -> None:
    """Wait until a press would hit the one live button; else ScreenNotAsMapped or ValueNotTaken says why."""
    frame, spec = tab.frame(at), spec_of(at)
    until = time.monotonic() + min(tab.timeout, _PATIENCE)
    tab.point(frame, spec, what)
    while told := ask_again(frame, "obstacle", spec):
        if time.monotonic() > until:
            raise _hindered(told)
        tab.clear_away()
        tab.wait_change(frame)
        tab.guard.check()
        tab.dialogs.check()


def _hindered(told: Mapping[str, Any]) -> BotError:
    if told["off"]:
        return ValueNotTaken(
            say(
                "ปุ่มบันทึกยังกดไม่ได้ หน้าจอยังไม่รับข้อมูลที่กรอก (ช่องที่ยังไม่ถูกต้อง: {i}) จึงไม่บันทึก "
                "ให้แก้แถวในสมุดงาน หรือเพิ่มช่องที่ขาดใน fields ของไฟล์ผังหน้าจอ",
                "The button of the commit stays disabled: the page does not take the form as it is (not "
                "right yet: {i}). Nothing was committed. Mend the row, or add the missing field to `fields`.",
                i=", ".join(element_words(one) for one in told["invalid"]) or "-",
            )
        )
    return ScreenNotAsMapped(
        say(
            "ปุ่มบันทึกถูกบังด้วย {e} “{t}” จึงกดไม่ได้ ให้บอกปุ่มที่ปิดสิ่งนั้นใน dismiss ของ site.yaml "
            "หรือเพิ่มขั้น click ใน opens_at.steps หรือ form",
            "The button of the commit is covered by {e} “{t}”, so it cannot be pressed. Let it be closed "
            "by `dismiss` in site.yaml, or by a click step in `opens_at.steps` or `form` of the mapping.",
            e=element_words(told["cover"]),
            t=told["cover"]["said"],
        )
    )

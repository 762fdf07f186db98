"""A control that does not take its value, told so that the row or the mapping can be mended."""

from __future__ import annotations

from typing import Any

from bot.errors import BotError, ScreenNotAsMapped, ValueNotTaken
from bot.language import say
from bot.site.items import Item
from bot.site.locate import not_as_mapped

_SEEN = {
    "hidden": say("มองไม่เห็น", "it is hidden"),
    "not_several": say("เป็นรายการที่เลือกได้ข้อเดียว", "it is a list that takes only one"),
    "not_select": say("ไม่ใช่รายการเลือก (select)", "it is no list of options (<select>)"),
    "not_text": say("ไม่ใช่ช่องสำหรับพิมพ์", "it is no box to type in"),
}


def refused_control(item: Item, told: dict[str, Any]) -> BotError:
    """Say why a control does not take the value, in words by which the row or the mapping can be mended."""
    stop = told["stop"]
    if stop == "missing":
        return not_as_mapped(item.title, told.get("problem") or {"ways": []})
    if stop in ("no_option", "options_equal"):
        offered = " · ".join(text for text in told.get("offered", ()) if text)[:600] or "-"
        many = stop == "options_equal"
        return ValueNotTaken(
            say(
                "ช่อง {t}: {why} “{v}” (ตัวเลือกบนหน้าจอ: {o})",
                "{t}: {why} “{v}” (offered: {o})",
                t=item.title,
                v=item.text,
                o=offered,
                why=say("มีตัวเลือกซ้ำกันสำหรับ", "several options are equal to")
                if many
                else say("หน้าจอไม่มีตัวเลือก", "the screen does not offer"),
            )
        )
    if stop in ("disabled", "readonly"):
        return ValueNotTaken(
            say(
                "ช่อง {t} ปิดไม่ให้กรอก จึงใส่ค่า “{v}” ไม่ได้",
                "{t} is closed for typing; “{v}” cannot be entered.",
                t=item.title,
                v=item.text,
            )
        )
    return ScreenNotAsMapped(
        say(
            "ช่อง {t} บนหน้าจอไม่ตรงกับผัง: {s} ให้แก้ how หรือ at ในไฟล์ผังหน้าจอ",
            "{t} is another control than mapped: {s}. Mend `how` or `at` in the mapping.",
            t=item.title,
            s=_SEEN.get(stop, stop),
        )
    )

"""Whether a list was read whole: what it does not show must not be taken for absent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.errors import ScreenNotAsMapped
from bot.language import Text, say
from bot.site.script import ask_again

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.planning.grammar import Table


def gap_of(frame: Frame, table: Table, question: Mapping[str, Any], *, rows: int, page: int) -> Text | None:
    """Say why a list that was read to its end may have more documents than it showed; None if it has not.

    `rows` were read on `page` pages. A list with `count` was compared with it; one without rows is whole
    when the mapping says how an empty list looks, since that was seen.
    """
    if table.count and rows:
        return None
    if not rows:
        return None if table.empty or table.count else _blank(table)
    told = ask_again(frame, "goesOn", {**question, "next": page + 1})
    if told["link"]:
        return _onward(table, told["link"])
    if told["told"] > rows:
        return _counted(table, told["told"], rows)
    return None


def in_parts(table: Table) -> Text:
    """Say that a list that draws only the rows in view was not read whole."""
    return say(
        "ตารางแสดงแถวทีละช่วง และต่อกันไม่ได้ครบ อาจอ่านไม่ครบ ให้ค้นหาให้แคบลงด้วย criteria ({w})",
        "The list draws only a part of its rows, and its parts could not be put together without a hole, so "
        "it may not be read whole. Search more narrowly by `criteria` ({w}).",
        w=table.stands or "table",
    )


def miscounted(pattern: str, text: str, what: Text, rows: int) -> ScreenNotAsMapped | None:
    """Compare how many rows were read with what the page says (`count`); None when they agree."""
    found = re.search(pattern, " ".join(text.split()))
    if found is None and not rows:
        return None
    told = int(re.sub(r"\D", "", found.group(1)) or 0) if found else -1
    if told == rows:
        return None
    return ScreenNotAsMapped(
        say(
            "{w} แจ้งว่ามี {n} รายการ แต่อ่านได้ {m} รายการ ให้แก้ table ในไฟล์ผังหน้าจอ",
            "{w} says that it has {n} rows, but {m} were read. Mend `table` in the mapping.",
            w=what,
            n=told if told >= 0 else "?",
            m=rows,
        )
    )


def rows_stay(what: Text) -> ScreenNotAsMapped:
    """Say that a list shows the same rows after its next page was asked for."""
    return ScreenNotAsMapped(
        say(
            "กดไปหน้าถัดไปของ{w}แล้ว แต่รายการไม่เปลี่ยน ให้แก้ pages ในไฟล์ผังหน้าจอ",
            "The next page of {w} was clicked, but the rows stay. Mend `pages` in the mapping.",
            w=what,
        )
    )


def _blank(table: Table) -> Text:
    return say(
        "ตารางไม่มีแถว และผังไม่ได้บอกว่าตารางว่างแสดงอย่างไร จึงไม่ถือเป็นหลักฐานว่าไม่มีเอกสาร ให้เพิ่ม empty ที่ {w}",
        "The list has no rows, and the mapping does not say how an empty list looks, so this proves nothing. "
        "Add `empty` at {w}.",
        w=table.stands or "table",
    )


def _onward(table: Table, link: str) -> Text:
    return say(
        "รายการดูเหมือนยังมีต่อ (มีลิงก์ “{l}”) แต่ผังไม่ได้อ่านหน้านั้น ให้เพิ่มหรือแก้ pages ที่ {w}",
        "The list seems to go on (there is “{l}”), and the mapping does not follow it. Mend `pages` at {w}.",
        l=link,
        w=table.stands or "table",
    )


def _counted(table: Table, told: int, rows: int) -> Text:
    return say(
        "ตารางบอกว่ามี {n} แถว แต่อ่านได้ {m} แถว ให้แก้ pages หรือค้นหาให้แคบลง ที่ {w}",
        "The list says that it has {n} rows, but {m} were read. Mend `pages`, or search more "
        "narrowly, at {w}.",
        n=told,
        m=rows,
        w=table.stands or "table",
    )


def not_told_empty(table: Table, what: Text, shown: Mapping[str, Any]) -> ScreenNotAsMapped:
    """Say that a list without rows does not show the sign of an empty one, and what it says instead."""
    said = "; ".join(str(row["text"]) for row in shown.get("rows", ()) if row["single"])[:200]
    return ScreenNotAsMapped(
        say(
            "{w} ไม่มีแถว และไม่พบข้อความที่บอกว่าไม่มีข้อมูล (empty) จึงไม่ถือว่าไม่มีรายการ "
            "(ตารางแสดง: {t}) ให้แก้ empty ที่ {s}",
            "{w} has no rows, yet what tells an empty list (empty) does not show; this is not taken for "
            "“nothing found” (the list says: {t}). Mend `empty` at {s}, or look at the page.",
            w=what,
            t=said or "-",
            s=table.stands or "table",
        )
    )


def full_and_empty(table: Table, what: Text, rows: int) -> ScreenNotAsMapped:
    """Say that a list has rows and shows the sign of an empty one at once."""
    return ScreenNotAsMapped(
        say(
            "{w} มี {n} แถว แต่สิ่งที่บอกว่าไม่มีข้อมูล (empty) ก็แสดงอยู่ด้วย ให้แก้ empty ที่ {s}",
            "{w} has {n} rows, yet what tells an empty list (empty) shows too. Mend `empty` at {s}.",
            w=what,
            n=rows,
            s=table.stands or "table",
        )
    )


def too_long(table: Table, what: Text) -> ScreenNotAsMapped:
    """Say that a list does not end."""
    return ScreenNotAsMapped(
        say(
            "{w} ยาวเกิน {n} หน้า ให้ค้นหาให้แคบลง หรือแก้ pages.limit ในไฟล์ผังหน้าจอ",
            "{w} has more than {n} pages. Search more narrowly, or mend `pages.limit`.",
            w=what,
            n=table.pages.limit if table.pages else 1,
        )
    )

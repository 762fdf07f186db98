"""What people must do on the site themselves, as a list with numbers that can be printed and ticked off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.console.desk import Desk
from bot.domain.lifecycle import Status
from bot.domain.model import Standing
from bot.language import Text, say
from bot.ledger.watching import Wanted
from bot.report.persons import Asked, asked_of_persons

_MOST = 2000
_GROUPS: tuple[tuple[Status, Text, Text], ...] = (
    (
        Status.WAITING,
        say("รอคนทำในระบบก่อน", "Waits for a person on the site"),
        say(
            "ทำในระบบ e-LAAS ตามข้อความของแต่ละรายการ (เช่น อนุมัติ) แล้วเริ่มบันทึกต่อ",
            "Do on the site what each entry says (an approval, for example), then start again.",
        ),
    ),
    (
        Status.MISMATCHED,
        say("เอกสารในระบบไม่ตรงกับสมุดงาน", "Documents that differ from the workbook"),
        say(
            "เปิดเอกสารตามเลขที่ แก้ไขในระบบตามระเบียบ แล้วสั่งตรวจอีกครั้ง",
            "Open the document by its number, mend it on the site as the rules say, then verify again.",
        ),
    ),
    (
        Status.IN_DOUBT,
        say("ไม่แน่ชัดว่าบันทึกแล้วหรือไม่", "In doubt"),
        say(
            "ค้นหาในระบบ ห้ามคีย์ซ้ำ แล้วบันทึกการตัดสินในหน้า “ต้องตัดสิน”",
            "Search for it on the site, do not key it again, then decide on the page “Decide”.",
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Chores:
    """One kind of thing to do and the entries that it concerns; `more` are left out of the list."""

    title: Text
    what: Text
    standings: Sequence[Standing]
    more: int = 0


def asked_of(desk: Desk) -> Sequence[Asked]:
    """Give what persons must do with documents of the site before waiting entries can go on."""
    waiting = desk.watching.page(Wanted(statuses=[Status.WAITING]), many=_MOST).standings
    needed = {key for standing in waiting for key in standing.waits_for}
    return asked_of_persons([*desk.watching.standings_of(needed), *waiting]) if waiting else ()


def chores_of(desk: Desk) -> tuple[Chores, ...]:
    """Give every kind of thing that people must do, with its entries in plan order."""
    made = []
    for status, title, what in _GROUPS:
        page = desk.watching.page(Wanted(statuses=[status]), many=_MOST)
        if page.total:
            more = page.total - len(page.standings)
            made.append(Chores(title=title, what=what, standings=page.standings, more=more))
    return tuple(made)

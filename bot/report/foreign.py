"""Documents of other people that came up on the site while the bot worked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group

from bot.domain.handover import ForeignDocument
from bot.language import say
from bot.report.about import About
from bot.report.plain import one_line
from bot.report.terminal import View, safe
from bot.report.writing import moment

FOREIGN = say(
    "เอกสารของผู้อื่นที่พบในระบบระหว่างทำงาน (บอตไม่ได้บันทึก)",
    "Documents of others that came up on the site meanwhile (not entered by the bot)",
)
FOREIGN_HEADS = (
    say("เลขที่", "Number"),
    say("หน้าจอ", "Screen"),
    say("พบเมื่อ", "Seen at"),
    say("พบขณะค้นหารายการ", "Seen beside the entry"),
)
_LISTED = 20


def foreign_view(documents: Sequence[ForeignDocument], about: About) -> View:
    """List them, the newest last; of many only the last few."""
    head = say(
        "เอกสารของผู้อื่นที่พบในระบบระหว่างทำงาน {n} ฉบับ (บอตไม่ได้บันทึก)",
        "{n} documents of others came up on the site meanwhile (not entered by the bot)",
        n=len(documents),
    )
    lines = [
        safe(f"  {about.screen_title(each.screen)} {one_line(each.number)} · {moment(each.seen, about.zone)}")
        for each in documents[-_LISTED:]
    ]
    return View(Group(safe(head, "bold"), *lines))


def foreign_json(documents: Sequence[ForeignDocument]) -> list[dict[str, object]]:
    """Give them for a program."""
    return [
        {"screen": each.screen, "number": each.number, "seen": each.seen.isoformat(), "beside": each.beside}
        for each in documents
    ]

"""Events in words: what each action of the ledger means to a person, and what stands with it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.lifecycle import Status
from bot.domain.model import Event
from bot.language import Text, current_language, say
from bot.report.plain import one_line

ACTION: Mapping[str, Text] = {
    "run_started": say("เริ่มรอบการทำงาน", "Run started"),
    "run_ended": say("จบรอบการทำงาน", "Run ended"),
    "signed_in": say("เข้าสู่ระบบแล้ว", "Signed in"),
    "opening_compared": say("เทียบยอดยกมากับระบบแล้ว", "The opening figures were compared with the site"),
    "month_closed": say("เดือนนี้ตรวจครบและบัญชีตรงแล้ว", "The month is proven and its books agree"),
    "month_held": say("ยังไม่เริ่มเดือนถัดไป", "The next month is not begun"),
    "month_not_held": say("กันระหว่างเดือนไม่ได้", "The gate between months could not be held"),
    "books_compared": say("เทียบรายงานการเงินกับระบบแล้ว", "The site's reports were compared"),
    "books_not_compared": say("เทียบรายงานการเงินไม่ได้", "The site's reports could not be compared"),
    "person_needed": say("ต้องให้คนเข้าสู่ระบบ", "A person must sign in"),
    "enqueued": say("รับเข้าแผน", "Taken into the plan"),
    "waits": say("รอสิ่งที่ต้องมีก่อน", "Waits for what it needs"),
    "ready": say("สิ่งที่ต้องมีครบแล้ว", "Everything that it needs is there"),
    "no_right": say("ผู้ใช้ไม่มีสิทธิ์ใช้หน้าจอนี้", "The user has no right to this screen"),
    "claimed": say("เริ่มทำ", "Taken in hand"),
    "committing": say("แจ้งว่าจะกดบันทึก", "Commit announced"),
    "posted": say("บันทึกแล้ว ได้เลขที่", "Posted"),
    "rejected": say("ระบบปฏิเสธ", "Refused by the site"),
    "failed": say("ทำไม่สำเร็จ", "Failed"),
    "again": say("จะลองใหม่", "To be tried again"),
    "in_doubt": say("ไม่แน่ชัด", "In doubt"),
    "unsettled": say("ค้นหาแล้วยังไม่แน่ชัด", "Looked up, still in doubt"),
    "found": say("พบในระบบแล้ว", "Found on the site"),
    "absent": say("ไม่มีในระบบ จะบันทึกใหม่", "Not on the site; to be entered"),
    "looked": say("ค้นหาในระบบ", "Looked up on the site"),
    "not_looked": say("ค้นหาหลังบันทึกไม่ได้", "Could not look after the commit"),
    "unlisted": say("รายการค้นหายังไม่แสดงเอกสารที่เพิ่งบันทึก", "The list does not show what was just stored"),
    "saw": say("เห็นเอกสารที่อาจเป็นรายการนี้", "Saw documents that may be it"),
    "foreign": say("พบเอกสารของผู้อื่น", "A document of somebody else"),
    "judged": say("เทียบกับที่อ่านกลับ", "Compared with the readback"),
    "skipped": say("ข้าม", "Skipped"),
    "taken_up": say("นำกลับมาทำใหม่", "Taken up again"),
    "took_up": say("ทำต่อหลังคนตัดสิน", "Going on after a decision"),
    "corrected": say("แก้ไขค่าแล้ว จะบันทึกใหม่", "Corrected; to be entered"),
    "left": say("ปล่อยไว้", "Left as it is"),
    "proposed": say("ขอแก้ไขค่า", "Correction proposed"),
    "correction_approved": say("อีกคนอนุมัติการแก้ไข", "Correction approved by another person"),
    "approved": say("อนุมัติแผน", "Plan approved"),
    "replaced": say("แถวถูกแก้ในสมุดงาน", "Row edited in the workbook"),
    "dropped": say("แถวไม่อยู่ในสมุดงานแล้ว", "Row left the workbook"),
    "revived": say("แถวกลับมาอยู่ในสมุดงาน", "Row is back in the workbook"),
    "asked": say("คำขอจากคน", "Asked by a person"),
    "too_late": say("คำขอมาช้าเกินไป", "The wish came too late"),
    "paused": say("หยุดพัก", "Paused"),
    "resumed": say("ทำต่อ", "Going on"),
    "closed": say("อยู่นอกเวลาทำงาน", "Outside the operating hours"),
    "opened": say("ถึงเวลาทำงาน", "Operating hours began"),
    "slow": say("ระบบตอบช้า", "The site is slow"),
    "quick": say("ระบบตอบเร็วตามปกติ", "The site is quick again"),
    "maintenance": say("ระบบปิดปรับปรุง", "The site is under maintenance"),
    "screen_stopped": say("หยุดหน้าจอนี้ไว้", "This screen is stopped"),
    "awaiting_commit": say("กรอกแล้ว รอคนสั่งบันทึก", "Filled; waits for a person's commit"),
    "commit_given": say("คนสั่งบันทึก", "A person said commit"),
    "awaiting_decisions": say("รอคนตัดสินรายการที่พักไว้", "Waits for decisions on parked entries"),
    "acknowledged": say("รับทราบคำเตือน", "Warnings acknowledged"),
    "evidence_deleted": say("ลบหลักฐานที่เก่าแล้ว", "Old evidence deleted"),
    "stopped": say("หยุดตามคำสั่ง", "Stopped on request"),
    "halted": say("หยุดเพราะมีปัญหา", "Halted"),
}
"""The name of each action; an action that is not here is shown as it stands."""

WISH: Mapping[str, Text] = {
    "pause": say("หยุดพัก", "pause"),
    "go_on": say("ทำต่อ", "go on"),
    "stop": say("หยุดเดี๋ยวนี้", "stop now"),
    "finish": say("หยุดหลังรายการนี้", "stop after this entry"),
    "skip": say("ข้ามรายการ", "skip"),
    "commit": say("บันทึกรายการนี้", "commit this entry"),
    "correct": say("แก้ไขแล้วบันทึกใหม่", "correct and enter"),
    "leave": say("ปล่อยไว้", "leave as it is"),
}
"""The name of each wish."""

PICTURE: Mapping[str, Text] = {
    "filled": say("กรอกเสร็จ ก่อนกดบันทึก", "filled, before the commit"),
    "receipt": say("หลังบันทึก", "after the commit"),
    "outcome": say("ผลหลังกดบันทึก", "what the commit showed"),
    "failure": say("ตอนเกิดปัญหา", "when it failed"),
}
"""What a picture of the evidence shows."""

_SHOWN = ("wish", "number", "who", "why", "reason", "text", "user", "office", "outcome", "until", "operator")


MEANING: Mapping[Status, Text] = {
    Status.PENDING: say("ยังไม่ได้บันทึก จะทำเมื่อเริ่มบันทึก", "Not entered yet; it will be when entering goes on."),
    Status.WAITING: say(
        "ยังไม่ได้บันทึก เพราะสิ่งที่ต้องมีก่อนยังไม่พร้อม ดูหน้า “งานของคน”",
        "Not entered: what it needs is not there yet. See “For people”.",
    ),
    Status.WORKING: say("กำลังกรอกหน้าจอ ยังไม่ได้กดบันทึก", "Being typed; not committed."),
    Status.COMMITTING: say(
        "กดบันทึกแล้วหรือกำลังจะกด ห้ามคีย์ซ้ำเอง บอตจะสอบทานก่อน",
        "The commit was announced. Do not key it; the bot looks it up first.",
    ),
    Status.IN_DOUBT: say(
        "ไม่แน่ชัดว่าระบบบันทึกแล้วหรือไม่ ห้ามคีย์ซ้ำ ให้ค้นหาในระบบแล้วตัดสินด้านล่าง",
        "It is unknown whether the site stored it. Do not key it again: search on the site, decide below.",
    ),
    Status.POSTED: say(
        "ระบบรับและให้เลขที่แล้ว ยังไม่ได้อ่านกลับมาเทียบ", "The site took it; it has not been read back yet."
    ),
    Status.VERIFIED: say("บันทึกแล้ว และอ่านกลับได้ค่าตรงกับสมุดงาน", "Posted, and read back equal to the workbook."),
    Status.MISMATCHED: say(
        "บันทึกแล้ว แต่ค่าที่อ่านกลับไม่ตรง ให้แก้เอกสารในระบบตามระเบียบแล้วตรวจอีกครั้ง",
        "Posted, but it reads back otherwise. Mend the document on the site, then verify again.",
    ),
    Status.REJECTED: say("ระบบไม่รับและไม่ได้บันทึก", "The site refused it; nothing was stored."),
    Status.FAILED: say("ลองครบแล้วไม่สำเร็จ ยังไม่ได้บันทึก", "All tries failed; nothing was stored."),
    Status.SKIPPED: say(
        "ตัดสินใจไม่บันทึก หรือแถวไม่อยู่ในสมุดงานแล้ว", "Decided against, or its row left the workbook."
    ),
}
"""What a status means to who sits at the console; reports name commands, the console has buttons."""


def meaning_of(status: Status) -> str:
    """Say what a status means and what to do next."""
    return MEANING[status].render()


def action_of(event: Event) -> str:
    """Name what happened."""
    known = ACTION.get(event.action)
    return known.render() if known else one_line(event.action)


def details_of(event: Event) -> str:
    """Give what stands with an event, on one line."""
    told = []
    for name in _SHOWN:
        value = text_of(event) if name == "text" else event.details.get(name)
        if value in (None, "", []):
            continue
        told.append(wish_of(str(value)) if name == "wish" else one_line(value))
    return " · ".join(dict.fromkeys(told))


def text_of(event: Event) -> str:
    """Give the sentence that stands with an event, in the reader's language where it is kept in both."""
    thai = event.details.get("text_th") if current_language() == "th" else None
    return str(thai or event.details.get("text") or "")


def wish_of(wish: str) -> str:
    """Name a wish."""
    known = WISH.get(wish)
    return known.render() if known else one_line(wish)


def picture_name(name: str) -> str:
    """Say what a picture shows."""
    known = PICTURE.get(name)
    return known.render() if known else one_line(name)

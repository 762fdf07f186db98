"""Names and meanings of statuses and of other closed lists, as every report writes them."""

from __future__ import annotations

from bot.domain.lifecycle import Status
from bot.language import Text, say

STATUS: dict[Status, Text] = {
    Status.PENDING: say("รอทำ", "Pending"),
    Status.WAITING: say("รอเงื่อนไข", "Waiting"),
    Status.WORKING: say("กำลังทำ", "Working"),
    Status.COMMITTING: say("กำลังกดบันทึก", "Committing"),
    Status.IN_DOUBT: say("ไม่แน่ชัด", "In doubt"),
    Status.POSTED: say("บันทึกแล้ว", "Posted"),
    Status.VERIFIED: say("ตรวจแล้วถูกต้อง", "Verified"),
    Status.MISMATCHED: say("ไม่ตรงกัน", "Mismatched"),
    Status.REJECTED: say("ระบบปฏิเสธ", "Rejected"),
    Status.FAILED: say("ทำไม่สำเร็จ", "Failed"),
    Status.SKIPPED: say("ข้าม", "Skipped"),
}
"""The name of each status; the glossary has the same."""

MEANING: dict[Status, Text] = {
    Status.PENDING: say(
        "ยังไม่ได้บันทึก จะทำต่อเมื่อสั่ง elaas-bot run", "Not entered yet; elaas-bot run goes on with it."
    ),
    Status.WAITING: say(
        "ยังไม่ได้บันทึก เพราะสิ่งที่ต้องมีก่อนยังไม่พร้อม เช่น การอนุมัติ หรือรายการก่อนหน้า เมื่อพร้อมแล้วให้สั่ง elaas-bot run อีกครั้ง",
        "Not entered: what it needs (an approval, an earlier entry) is not there yet. Then: elaas-bot run.",
    ),
    Status.WORKING: say("กำลังกรอกหน้าจอ ยังไม่ได้กดบันทึก", "Being typed; not committed."),
    Status.COMMITTING: say(
        "กดบันทึกแล้วหรือกำลังจะกด ยังไม่ทราบผล ให้สั่ง elaas-bot run เพื่อให้บอตสอบทานก่อน ห้ามคีย์ซ้ำเอง",
        "The commit was announced and its outcome is unknown. Do not key it; elaas-bot run looks it up.",
    ),
    Status.IN_DOUBT: say(
        "ไม่แน่ชัดว่าระบบบันทึกแล้วหรือไม่ ห้ามคีย์ซ้ำ ให้ค้นหาในระบบ แล้วบันทึกผลด้วยคำสั่ง elaas-bot doubts --settle",
        "It is unknown whether the site stored it. Do not key it again: search for it on the site, "
        "then decide with elaas-bot doubts --settle.",
    ),
    Status.POSTED: say(
        "ระบบรับและให้เลขที่แล้ว แต่ยังไม่ได้อ่านกลับมาเทียบ ให้สั่ง elaas-bot verify",
        "The site took it, but it has not been read back yet. Next: elaas-bot verify.",
    ),
    Status.VERIFIED: say(
        "บันทึกแล้ว และอ่านกลับจากอีกหน้าจอหนึ่งได้ค่าตรงกับแฟ้ม",
        "Posted, and read back from another screen equal to the workbook.",
    ),
    Status.MISMATCHED: say(
        "บันทึกแล้ว แต่ค่าที่อ่านกลับไม่ตรงกับแฟ้ม ให้ตรวจเอกสารในระบบและแก้ไขตามระเบียบ แล้วสั่ง elaas-bot verify",
        "Posted, but what reads back differs from the workbook. Check and correct the document on the site, "
        "then elaas-bot verify.",
    ),
    Status.REJECTED: say(
        "ระบบไม่รับและไม่ได้บันทึก ให้แก้แถวในแฟ้มตามข้อความของระบบ แล้วสั่ง elaas-bot run --retry-failed",
        "The site refused it; nothing was stored. Mend the row by the site's message, "
        "then elaas-bot run --retry-failed.",
    ),
    Status.FAILED: say(
        "ลองครบจำนวนครั้งแล้วไม่สำเร็จ ยังไม่ได้บันทึก ให้ดูข้อความและหลักฐานประกอบ แล้วสั่ง elaas-bot run --retry-failed",
        "All tries failed before the commit; nothing was stored. See message and evidence, "
        "then elaas-bot run --retry-failed.",
    ),
    Status.SKIPPED: say(
        "ผู้ปฏิบัติงานตัดสินใจไม่บันทึกรายการนี้ หรือแถวนี้ไม่อยู่ในแฟ้มแล้ว",
        "A person decided against it, or its row left the workbook.",
    ),
}
"""What a status means for the office and what to do next."""

URGENCY: tuple[Status, ...] = (
    Status.IN_DOUBT,
    Status.COMMITTING,
    Status.MISMATCHED,
    Status.REJECTED,
    Status.FAILED,
    Status.WAITING,
)
"""Statuses that a person must look at, the most urgent first."""

ORDER: tuple[Status, ...] = (
    Status.VERIFIED,
    Status.POSTED,
    *URGENCY,
    Status.WORKING,
    Status.PENDING,
    Status.SKIPPED,
)
"""The order of columns and bars: what is proven first."""

HOW: dict[str, Text] = {
    "shown": say("ระบบแสดงหลังบันทึก", "shown by the site after the commit"),
    "found": say("พบจากการค้นหาในระบบ", "found by searching the site"),
    "person": say("ผู้ปฏิบัติงานยืนยัน", "confirmed by a person"),
}
"""How a receipt's number is known."""

OUTCOME: dict[str, Text] = {
    "": say("ยังไม่จบ หรือถูกตัดกลางคัน", "not ended, or broken off"),
    "done": say("เสร็จ", "done"),
    "stopped": say("ผู้ปฏิบัติงานสั่งหยุด", "stopped by a person"),
    "halted": say("หยุดเพราะมีปัญหา", "halted"),
    "broken off": say("ถูกตัดกลางคัน", "broken off"),
    "plan changed": say("แฟ้มเปลี่ยนไปจากแผน", "plan changed"),
}
"""How a run ended."""

FIELD: dict[str, Text] = {
    "number": say("เลขที่เอกสาร", "Document number"),
    "status": say("สถานะเอกสาร", "Document status"),
    "lines": say("จำนวนบรรทัด", "Number of lines"),
    "copies": say("จำนวนเอกสารที่เหมือนกัน", "Number of equal documents"),
}
"""Names of what a readback shows besides the mapping's fields."""

SEVERITY: dict[str, Text] = {
    "error": say("ผิดพลาด", "error"),
    "warning": say("ควรตรวจ", "warning"),
    "note": say("ข้อสังเกต", "note"),
}
"""Names of a problem's severity."""

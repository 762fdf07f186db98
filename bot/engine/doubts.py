"""Why an entry is in doubt: the codes, what they allow recovery to conclude, and what persons are told."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.handover import Candidate
from bot.domain.model import Receipt
from bot.errors import BotError, InDoubt, SessionLost
from bot.language import Text, say

ALREADY_THERE = "already_there"
"""An equal document stood on the site before we ever committed."""
ARRIVED_LATE = "arrived_late"
"""An equal document appeared after a commit that had been proven absent."""
LOST_ANSWER = "lost_answer"
"""The commit left, no answer came or it could not be understood."""
SESSION_LOST = "session_lost"
"""The session ended around the commit."""
BROKEN_OFF = "broken_off"
"""The program was stopped hard around the commit."""
UNEXPECTED = "unexpected"
"""Something that nobody foresaw failed around the commit."""
REQUESTS = "requests"
"""The commit request left more than once."""
WRONG_NUMBER = "wrong_number"
"""The number shown belongs to a document that is not this one."""
NO_NUMBER = "no_number"
"""The site said that it stored it, but its number is not to be found."""
STORED_TWICE = "stored_twice"
"""Right after the commit two equal documents are there, and one of them was told."""
REFUSED_YET_THERE = "refused_yet_there"
"""The site said no, but a document equal to the entry came up with the commit."""
UNRECORDED = "unrecorded"
"""The site said that it stored it, but the ledger could not be told."""

_FEW_DIFFERENCES = 3

FOR_A_PERSON = frozenset({ALREADY_THERE})
"""Recovery never settles these."""

SURELY_STORED = frozenset(
    {REQUESTS, WRONG_NUMBER, NO_NUMBER, STORED_TWICE, UNRECORDED, ARRIVED_LATE, REFUSED_YET_THERE}
)
"""The site has the document: recovery may find it, but never conclude that it is absent."""


def reason_of(error: BaseException) -> str:
    """Give the code for what went wrong after the commit was announced."""
    if not isinstance(error, Exception):
        return BROKEN_OFF
    if isinstance(error, SessionLost):
        return SESSION_LOST
    if isinstance(error, InDoubt) and (error.requests or 0) > 1:
        return REQUESTS
    return LOST_ANSWER if isinstance(error, BotError) else UNEXPECTED


def lost_text(error: BaseException) -> Text:
    """Say that the outcome of a commit is unknown, and why."""
    return say(
        "กดบันทึกแล้วแต่ยังไม่รู้ผล ({why}) บอตจะค้นหาในระบบก่อน และจะไม่กดบันทึกซ้ำจนกว่าจะรู้แน่",
        "The commit was made but its outcome is unknown ({why}). It is looked up on the site first;"
        " nothing is"
        " committed again before that is certain.",
        why=error.text if isinstance(error, InDoubt | SessionLost) else plain(error),
    )


def plain(error: BaseException) -> Text:
    """Say an error in plain words; of a foreign one only its kind, because its text may hold cell values."""
    if isinstance(error, BotError):
        return error.text
    return say("ข้อผิดพลาดที่ไม่คาดคิด {kind}", "an unexpected error, {kind}", kind=type(error).__name__)


def already_there_text(numbers: tuple[str, ...]) -> Text:
    """Say that an equal document stood there before us."""
    return say(
        "ในระบบมีเอกสารที่เหมือนรายการนี้ทุกช่องอยู่แล้ว (เลขที่ {numbers}) จึงยังไม่บันทึก"
        " ให้ตรวจว่าเป็นเอกสารเดียวกันหรือไม่ แล้วตัดสินด้วยคำสั่ง doubts --settle",
        "A document equal to this entry in every field is on the site already (number {numbers}), so"
        " nothing was"
        " entered. See whether it is the same document, then decide with `doubts --settle`.",
        numbers=_listed(numbers),
    )


def arrived_late_text(numbers: tuple[str, ...]) -> Text:
    """Say that what was proven absent is there now."""
    return say(
        "หลังการกดบันทึกครั้งก่อนที่ไม่พบเอกสาร บัดนี้ในระบบมีเอกสารที่เหมือนกันแล้ว (เลขที่ {numbers}) จะสอบทานก่อนทำต่อ",
        "After an earlier commit whose document was not found, an equal one is on the site now"
        " (number {numbers}). It is looked into before anything else.",
        numbers=_listed(numbers),
    )


def refused_yet_there_text(numbers: tuple[str, ...], error: BotError) -> Text:
    """Say that the site refused and yet has the document."""
    return say(
        "ระบบแจ้งว่าไม่รับ ({why}) แต่หลังกดบันทึกมีเอกสารที่เหมือนรายการนี้ในระบบ (เลขที่ {numbers}) จะค้นหาในระบบอีกครั้ง",
        "The site said no ({why}), but since the commit a document equal to this entry is there"
        " (number {numbers}). It is looked up again.",
        why=error.text,
        numbers=_listed(numbers),
    )


def receipt_text(reason: str, receipt: Receipt) -> Text:
    """Say why a receipt cannot be taken as it is."""
    shown = {"number": receipt.number or "-", "n": receipt.requests}
    if reason == REQUESTS:
        return say(
            "คำสั่งบันทึกออกจากเครื่อง {n} ครั้ง (ระบบแจ้งเลขที่ {number}) อาจมีเอกสารซ้ำ จะค้นหาในระบบ",
            "The commit request left {n} times (the site told number {number}); there may be a second"
            " document. It is looked up on the site.",
            **shown,
        )
    if reason == WRONG_NUMBER:
        return say(
            "ระบบแจ้งเลขที่ {number} ซึ่งเป็นของเอกสารอื่นอยู่แล้ว จะค้นหาเอกสารของรายการนี้ในระบบ",
            "The site told number {number}, which is another document's. This entry's is looked up on"
            " the site.",
            **shown,
        )
    if reason == STORED_TWICE:
        return say(
            "ระบบแจ้งเลขที่ {number} แต่หลังบันทึกมีเอกสารที่เหมือนกันมากกว่าหนึ่งฉบับ อาจถูกบันทึกซ้ำที่ระบบ จะค้นหาในระบบอีกครั้ง",
            "The site told number {number}, but more than one equal document came up with the commit; the"
            " site may have stored it twice. It is looked up again.",
            **shown,
        )
    if reason == NO_NUMBER:
        return say(
            "ระบบแจ้งว่าบันทึกแล้วแต่ไม่แสดงเลขที่ และยังค้นหาเอกสารไม่พบเพียงฉบับเดียว จะค้นหาอีกครั้ง",
            "The site said that it stored it but showed no number, and a search did not give exactly one"
            " document."
            " It is looked up again.",
        )
    return say(
        "ระบบแจ้งว่าบันทึกแล้ว (เลขที่ {number}) แต่จดลงทะเบียนงานไม่สำเร็จ จะค้นหาเอกสารในระบบ",
        "The site said that it stored it (number {number}) but the ledger could not be told. It is"
        " looked up on"
        " the site.",
        **shown,
    )


def several_text(numbers: tuple[str, ...]) -> Text:
    """Say that more than one document could be ours."""
    return say(
        "พบเอกสารที่เหมือนรายการนี้ {n} ฉบับในระบบ (เลขที่ {numbers}) บอตตัดสินเองไม่ได้"
        " ให้ตรวจและยกเลิกฉบับที่ซ้ำ แล้วตัดสินด้วยคำสั่ง doubts --settle",
        "{n} documents on the site are equal to this entry (numbers {numbers}); the bot cannot tell."
        " Look at them,"
        " cancel what is double, then decide with `doubts --settle`.",
        n=len(numbers),
        numbers=_listed(numbers),
    )


def strangers_text(numbers: tuple[str, ...], seen: Sequence[Candidate]) -> Text:
    """Say that documents came up since the commit which are not equal to the entry, but may be ours.

    What the nearest of them shows otherwise is told: a mapping that reads a field amiss is found by it.
    """
    nearest = min(
        (one for one in seen if one.number in numbers), key=lambda one: len(one.differences), default=None
    )
    differs = (
        "; ".join(
            f"{nearest.number}: {one.field} “{one.expected}” ≠ “{one.seen}”"
            for one in nearest.differences[:_FEW_DIFFERENCES]
        )
        if nearest
        else ""
    )
    return say(
        "หลังกดบันทึกมีเอกสารใหม่ในระบบ (เลขที่ {numbers}) ที่ไม่ตรงกับรายการนี้ทุกช่อง ({d})"
        " จึงยังไม่แน่ว่าเป็นของรายการนี้หรือไม่"
        " ถ้าผังอ่านช่องนั้นผิดรูปแบบให้แก้ผังแล้วสั่ง run --accept-mappings"
        " มิฉะนั้นให้เปิดดูในระบบ แล้วตัดสินด้วยคำสั่ง doubts --settle",
        "Since the commit new documents came up on the site (number {numbers}) that are not equal to this"
        " entry in every field ({d}); one of them may be it. If the mapping reads that field amiss (format,"
        " era, pattern, translate), mend it, then `run --accept-mappings`. Else look at them, then decide"
        " with `doubts --settle`.",
        numbers=_listed(numbers),
        d=differs or "-",
    )


def unsure_text() -> Text:
    """Say that the looks did not agree, or that what must be there was not found."""
    return say(
        "ค้นหาแล้วยังสรุปไม่ได้ว่าเอกสารอยู่ในระบบหรือไม่ ให้ค้นหาในระบบด้วยตนเอง แล้วตัดสินด้วยคำสั่ง doubts --settle",
        "The search does not settle whether the document is on the site. Look for it there yourself,"
        " then decide"
        " with `doubts --settle`.",
    )


def gap_text(gap: Text) -> Text:
    """Say that the document was not found, and why that proves nothing."""
    return say(
        "ค้นหาแล้วไม่พบเอกสาร แต่ยังถือเป็นหลักฐานว่าไม่มีไม่ได้: {gap} ให้ค้นหาในระบบด้วยตนเอง"
        " แล้วตัดสินด้วยคำสั่ง doubts --settle",
        "The search did not find the document, but that proves nothing: {gap} Look for it on the site"
        " yourself, then decide with `doubts --settle`.",
        gap=gap,
    )


def unlisted_gap(number: str) -> Text:
    """Say why a list that hid a document that was surely stored proves nothing."""
    return say(
        "เอกสารเลขที่ {number} ของหน้าจอนี้ไม่แสดงในรายการค้นหาทันทีหลังบันทึก รายการค้นหาจึงอาจแสดงช้าหรือไม่ครบ",
        "right after it was stored, document {number} of this screen did not show in the list, so the list"
        " may be late or not whole.",
        number=number,
    )


def number_again_text(numbers: tuple[str, ...]) -> Text:
    """Say that a number which stood there before the commit is now that of an equal document."""
    return say(
        "เลขที่ {numbers} มีในระบบตั้งแต่ก่อนกดบันทึก แต่ตอนนี้เป็นเอกสารที่เหมือนรายการนี้ทุกช่อง ระบบอาจใช้เลขที่เดิมซ้ำ"
        " (เช่น หลังยกเลิก) ให้เปิดดูในระบบ แล้วตัดสินด้วยคำสั่ง doubts --settle",
        "Number {numbers} stood there before the commit, and is a document equal to this entry now. The site"
        " may have used it again (after a cancellation). Look at it, then decide with `doubts --settle`.",
        numbers=_listed(numbers),
    )


def absent_text() -> Text:
    """Say that a document is proven not to be on the site."""
    return say(
        "ค้นหาในระบบสองครั้งแล้วไม่พบเอกสาร การกดบันทึกครั้งก่อนจึงไม่สำเร็จ จะบันทึกใหม่",
        "Two searches of the site did not find the document, so the earlier commit did not happen."
        " It will be entered.",
    )


def _listed(numbers: tuple[str, ...]) -> str:
    return ", ".join(number or "-" for number in numbers)

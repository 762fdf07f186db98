"""What the page says about a commit; anything unclear is a doubt. Pure, no browser needed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.errors import SessionLost
from bot.language import Text, say
from bot.site.signs import View, first_held, told
from bot.site.stopped import words_of

if TYPE_CHECKING:
    from bot.planning import grammar
    from bot.planning.grammar import Sign
    from bot.site.dialogs import Said
    from bot.site.session import Session
    from bot.site.tally import Attempt

_SERVER_FAILED = 500
_SAID_NO = 400
_TOO_MANY = 429
_SESSION_GONE = frozenset({401, 419, 440})
"""Not signed in; and what Laravel and IIS answer where a session has ended."""

_OF_A_GATEWAY = frozenset({502, 503, 504})
"""What stands before the site gave up waiting for it."""

Kind = Literal["success", "refusal", "doubt", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the page says about the commit."""

    kind: Kind
    text: Text | None = None
    message: str = ""


def judge_outcome(  # noqa: C901, PLR0911, PLR0912 - one line per outcome
    screen: grammar.Mapping, view: View, said: Sequence[Said], attempt: Attempt, session: Session
) -> Seen:
    """Decide what the page says about the commit; both success and refusal, or an error page, is a doubt.

    Unless the server itself said no: then the page only rejoiced before it was answered.
    """
    success = first_held(screen.receipt.success, view)
    refusal = first_held(screen.refusals, view)
    means = {one.rule.means for one in said if one.rule}
    good = success is not None or "success" in means
    bad = refusal is not None or "refusal" in means
    words = _message(refusal or success, view, said, "refusal" if bad else "success")
    if attempt.status >= _SERVER_FAILED:  # whatever the page makes of it: the server may have stored it
        return Seen(kind="doubt", text=_server_failed(attempt.status, words))
    if attempt.status == _TOO_MANY:  # no fault of the document: it is looked up, then tried again
        return Seen(kind="doubt", text=_too_many(words))
    if good and not bad and attempt.status >= _SAID_NO:  # pages that rejoice before they were answered
        return Seen(kind="doubt", text=_said_no(attempt.status, words))
    trouble = session.trouble(view)
    if isinstance(trouble, SessionLost):
        return Seen(kind="doubt", text=_trouble(trouble.text))
    if bad and attempt.status in _SESSION_GONE:
        return Seen(kind="doubt", text=_session_gone(attempt.status, words))
    if good and bad and attempt.status < _SAID_NO:
        return Seen(kind="doubt", text=_both())
    if bad and attempt.left and (attempt.held or attempt.stopped):
        return Seen(kind="doubt", text=_of_the_stopped(words))
    if bad:
        return Seen(kind="refusal", message=_message(refusal, view, said, "refusal"))
    if trouble:
        return Seen(kind="doubt", text=_trouble(trouble.text))
    if "session_lost" in means or view.status >= _SERVER_FAILED:
        return Seen(kind="doubt", text=unknown())
    if good:
        if not attempt.left:
            return Seen(kind="doubt", text=nothing_left(attempt))
        return Seen(kind="success", message=_message(success, view, said, "success"))
    strange = next((one for one in said if one.rule is None), None)
    if strange is not None:
        return Seen(kind="doubt", text=_unknown_dialog(strange.text))
    return Seen(kind="unknown")


def unanswered(attempt: Attempt) -> float:
    """Give for how many seconds the site itself gave no answer to the commit; 0 when it did."""
    return attempt.took if attempt.outcome == "lost" or attempt.status in _OF_A_GATEWAY else 0.0


def _server_failed(status: int, words: str) -> Text:
    return say(
        "หลังกดบันทึก เครื่องแม่ข่ายตอบด้วยรหัส HTTP {s} “{m}” อาจบันทึกแล้วหรือยังก็ได้ จะค้นหาในระบบก่อนทำต่อ",
        "After the commit the server answered with HTTP {s} “{m}”; it may have stored the document or not. "
        "The site will be searched first.",
        s=status,
        m=words or "-",
    )


def _too_many(words: str) -> Text:
    return say(
        "หลังกดบันทึก เครื่องแม่ข่ายตอบว่ามีคำขอมากเกินไป (HTTP 429) “{m}” จะค้นหาในระบบก่อน แล้วจึงลองใหม่ "
        "หากเกิดซ้ำให้เพิ่ม pacing.pause ในไฟล์ตั้งค่า",
        "After the commit the server answered that there were too many requests (HTTP 429) “{m}”. The site "
        "is searched first, then it is tried again. If it comes back, raise pacing.pause in the config.",
        m=words or "-",
    )


def _session_gone(status: int, words: str) -> Text:
    return say(
        "หลังกดบันทึก เครื่องแม่ข่ายตอบว่ายังไม่ได้เข้าสู่ระบบ (HTTP {s}) “{m}” จึงไม่ถือว่าระบบไม่รับรายการ จะค้นหาในระบบก่อนทำต่อ",
        "After the commit the server answered that nobody is signed in (HTTP {s}) “{m}”; that is no refusal "
        "of the document. The site will be searched first.",
        s=status,
        m=words or "-",
    )


def _said_no(status: int, words: str) -> Text:
    return say(
        "หน้าจอแสดงว่าบันทึกแล้ว “{m}” แต่เครื่องแม่ข่ายตอบปฏิเสธด้วยรหัส HTTP {s} จึงไม่ถือว่าบันทึกแล้ว จะค้นหาในระบบก่อน "
        "ให้เพิ่มข้อความปฏิเสธของระบบใน refusals ของไฟล์ผังหน้าจอ",
        "The page shows success “{m}”, but the server answered the commit with HTTP {s}; this is not taken "
        "for success. The site is searched first. Add what the page shows then to `refusals` of the mapping.",
        s=status,
        m=words or "-",
    )


def _message(sign: Sign | None, view: View, said: Sequence[Said], means: str) -> str:
    if sign is not None:
        return told(sign, view)
    return next((one.text for one in said if one.rule and one.rule.means == means), "")


def lost_answer(attempt: Attempt) -> Text:
    """Say that the request left and its answer did not come."""
    return say(
        "ส่งคำขอบันทึกแล้วแต่ไม่ได้รับคำตอบ ({w}) จะค้นหาในระบบก่อนทำต่อ",
        "The commit left, but its answer was lost ({w}). The site will be searched before anything else.",
        w=attempt.why or attempt.status,
    )


def unknown() -> Text:
    """Say that the page shows nothing that is known."""
    return say(
        "กดบันทึกแล้วแต่หน้าจอไม่บอกผลที่รู้จัก จะค้นหาในระบบก่อนทำต่อ",
        "After the commit the page shows no outcome that is known. The site will be searched first.",
    )


def nothing_left(attempt: Attempt, sockets: Collection[str] = ()) -> Text:
    """Say that no request left, and what the page did ask for; `sockets` were closed."""
    if sockets:
        return say(
            "กดบันทึกแล้วแต่ไม่มีคำขอที่ตรงกับ commit.request หน้าจอนี้ต้องการ WebSocket ({s}) "
            "ซึ่งผังหน้าจอไม่ได้กล่าวถึงจึงถูกปิดไว้ ถ้าระบบบันทึกผ่าน WebSocket ให้ระบุ commit.request เป็น "
            "method: WEBSOCKET จะค้นหาในระบบเพื่อยืนยันว่ายังไม่มีรายการ",
            "The commit was clicked, but no request left as in `commit.request`. The page wants a web socket "
            "({s}) that no mapping names, so it was closed. If the site stores by it, write `commit.request` "
            "with method: WEBSOCKET. The site will be searched to prove that nothing is there.",
            s=", ".join(sorted(sockets)),
        )
    if attempt.seen:
        return say(
            "กดบันทึกแล้วแต่ไม่มีคำขอใดตรงกับ commit.request คำขอที่เห็นหลังกดคือ {r} "
            "ถ้าคำขอใดคือการบันทึก ให้แก้ commit.request ในไฟล์ผังหน้าจอ จะค้นหาในระบบเพื่อยืนยันว่ายังไม่มีรายการ",
            "The commit was clicked, but no request left as in `commit.request`. Seen after the click: {r}. "
            "If one of them is the commit, mend `commit.request` in the mapping. The site will be searched "
            "to prove that nothing is there.",
            r=words_of(attempt.seen),
        )
    return say(
        "กดบันทึกแล้วแต่ไม่มีคำขอบันทึกออกจากเครื่อง จะค้นหาในระบบเพื่อยืนยันว่ายังไม่มีรายการ",
        "The commit was clicked, but no request left this computer. The site will be searched to prove it.",
    )


def nothing_seen(attempt: Attempt, sockets: Collection[str]) -> Text:
    """Say that in a preview no storing request came, and what the page did ask for."""
    return say(
        "กดปุ่มบันทึกในโหมดดูตัวอย่างแล้ว แต่ไม่มีคำขอที่ตรงกับ commit.request ให้ตรวจ commit ในไฟล์ผังหน้าจอ "
        "(คำขอที่เห็นหลังกด: {r} · WebSocket ที่ถูกปิดไว้: {s})",
        "The commit was clicked in preview, but no request came as in `commit.request`. Check `commit` in "
        "the mapping. (Seen after the click: {r} · web sockets that were closed: {s})",
        r=words_of(attempt.seen),
        s=", ".join(sorted(sockets)) or "-",
    )


def _of_the_stopped(words: str) -> Text:
    return say(
        "หน้าจอแสดงข้อความปฏิเสธ “{m}” แต่หน้าจอส่งคำขอมากกว่าหนึ่งครั้ง คำขอหลังถูกหยุดไว้ ข้อความนี้อาจเป็นของคำขอที่ถูกหยุด "
        "จะค้นหาในระบบก่อนทำต่อ",
        "The page shows a refusal “{m}”, but it had sent more than one request, and the later was stopped: "
        "the refusal may be the stopped one's. The site will be searched first.",
        m=words or "-",
    )


def _both() -> Text:
    return say(
        "หน้าจอแสดงทั้งข้อความสำเร็จและข้อความปฏิเสธ จะค้นหาในระบบก่อนทำต่อ",
        "The page shows success and refusal at once. The site will be searched first.",
    )


def _trouble(text: Text) -> Text:
    return say(
        "กดบันทึกแล้วเกิดเหตุ: {t} จะค้นหาในระบบก่อนทำต่อ",
        "After the commit: {t} The site will be searched first.",
        t=text,
    )


def _unknown_dialog(text: str) -> Text:
    return say(
        "หลังกดบันทึกมีกล่องข้อความที่ไม่รู้จัก: “{t}” จะค้นหาในระบบก่อนทำต่อ",
        "After the commit an unknown message box showed: “{t}”. The site will be searched first.",
        t=text,
    )


def lost_page() -> Text:
    """Say that the window closed too early."""
    return say(
        "หน้าต่างเบราว์เซอร์ปิดไปก่อนทราบผลการบันทึก จะค้นหาในระบบก่อนทำต่อ",
        "The browser window closed before the outcome was known. The site will be searched first.",
    )

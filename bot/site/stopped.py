"""Requests that may not leave, told to a person: what each was, and what to write in the mapping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import RequestStopped
from bot.language import Text, say
from bot.site.judgement import SOCKET, Fate
from bot.site.traffic import Sent, acting, told_path

_NAMES = 300
_MOST_TOLD = 5


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """A request that was stopped, why, and the screens whose commit it looks like."""

    sent: Sent
    fate: Fate
    screens: frozenset[str] = frozenset()


def error_of(stopped: Stopped) -> RequestStopped:
    """Give the error that tells it."""
    sent = stopped.sent
    if stopped.fate is Fate.EARLY:
        return RequestStopped(_early(sent, stopped.screens))
    if stopped.fate is Fate.ERASE:
        return RequestStopped(_erases(sent))
    if stopped.fate is Fate.LEAVE:
        return RequestStopped(_leaves(sent) if sent.navigation else _carries(sent))
    return RequestStopped(_socket(sent) if sent.method == SOCKET else _unknown(sent))


def words_of(seen: Sequence[Sent]) -> str:
    """Name requests by method, path and fields; "-" when there are none."""
    told = dict.fromkeys(_words(sent) for sent in seen)
    more = ", …" if len(told) > _MOST_TOLD else ""
    return ", ".join(list(told)[:_MOST_TOLD]) + more if told else "-"


def _words(sent: Sent) -> str:
    names = names_of(sent)
    return f"{sent.method} {told_path(sent.url)}" + (f" ({names})" if names != "-" else "")


def names_of(sent: Sent) -> str:
    """Give the names of a request's fields, without the machine's own; values may be anybody's data.

    First come those that say what it does, with their values: where all goes to one address, these tell it.
    """
    acts = acting(sent)
    said = {told.partition("=")[0] for told in acts}
    names = dict.fromkeys(name for name, _ in sent.fields if name and not name.startswith("__"))
    return ", ".join((*acts, *(name for name in names if name not in said)))[:_NAMES] or "-"


def _unknown(sent: Sent) -> Text:
    return say(
        "หน้าจอพยายามส่งคำขอที่ไม่รู้จัก จึงถูกหยุดไว้ก่อนส่ง: {m} {u} (ช่อง: {f}) "
        "ถ้าคำขอนี้ไม่ได้บันทึกข้อมูล ให้เพิ่มใน safe_requests ของไฟล์ผังหน้าจอ",
        "The page tried to send a request that is not known to be safe; it was stopped: {m} {u} "
        "(fields: {f}). If it stores nothing, add it to safe_requests of the mapping.",
        m=sent.method,
        u=told_path(sent.url),
        f=names_of(sent),
    )


def _early(sent: Sent, screens: frozenset[str]) -> Text:
    return say(
        "หน้าจอพยายามส่งคำขอที่ตรงกับ commit.request ของหน้าจอ {s} ทั้งที่ยังไม่ได้กดบันทึก จึงถูกหยุดไว้ก่อนส่ง: {m} {u} "
        "(ช่อง: {f}) ถ้าคำขอนี้ไม่ได้บันทึกเอกสาร ให้ระบุ commit.request ให้แคบลงด้วย fields หรือ body "
        "และเพิ่มคำขอนี้ใน safe_requests "
        "(ถ้าทุกการคลิกของระบบส่งคำขอเหมือนกันหมด ให้ใช้ commit.known_by: click)",
        "Before the commit was clicked, the page tried to send what `commit.request` of the screen {s} "
        "describes; it was stopped: {m} {u} (fields: {f}). If it does not store the document, narrow "
        "`commit.request` by `fields` or `body`, and add this request to safe_requests. (Where every click "
        "of the site sends the same: `commit.known_by: click`.)",
        s=", ".join(sorted(screens)),
        m=sent.method,
        u=told_path(sent.url),
        f=names_of(sent),
    )


def _erases(sent: Sent) -> Text:
    return say(
        "หน้าจอพยายามเปิดที่อยู่ซึ่งบอกว่าเป็นการลบข้อมูล จึงถูกหยุดไว้ก่อนส่ง: {m} {u} ให้ตรวจว่าผังหน้าจอชี้ไปที่ลิงก์ใด "
        "ถ้าคำขอนี้ไม่ได้ลบข้อมูล ให้เพิ่มใน safe_requests (method: GET)",
        "The page tried to open an address that says that it deletes; it was stopped: {m} {u}. Look which "
        "link the mapping clicks. If it deletes nothing, add it to safe_requests with method: GET.",
        m=sent.method,
        u=told_path(sent.url),
    )


def _leaves(sent: Sent) -> Text:
    return say(
        "กดบันทึกแล้วหน้าจอจะไปที่ {u} ด้วยคำขอ GET โดยยังไม่มีคำขอที่ตรงกับ commit.request จึงถูกหยุดไว้ก่อนส่ง "
        "ถ้าคำขอนี้คือการบันทึก ให้ระบุ commit.request เป็น method: GET ถ้าเป็นเพียงหน้าถัดไปก่อนบันทึก ให้ทำเป็นขั้น click "
        "ใน form แล้วให้ commit เป็นปุ่มสุดท้าย",
        "After the click the page wanted to go to {u} by GET, and no request as in `commit.request` had "
        "left; it was stopped. If this is the commit, write `commit.request` with method: GET. If it is "
        "only the next page, make it a click step in `form`, and let `commit` be the last button.",
        u=told_path(sent.url),
    )


def _carries(sent: Sent) -> Text:
    return say(
        "กดบันทึกแล้วหน้าจอส่งคำขอ GET {u} (ช่อง: {f}) ซึ่งมีค่าที่กรอกไว้หรือมีชื่อว่าเป็นการบันทึก "
        "โดยยังไม่มีคำขอที่ตรงกับ commit.request จึงถูกหยุดไว้ก่อนส่ง "
        "ถ้าคำขอนี้คือการบันทึก ให้ระบุ commit.request เป็น method: GET "
        "ถ้าไม่ได้บันทึกข้อมูล ให้เพิ่มใน safe_requests (method: GET)",
        "After the click the page sent {u} by GET (fields: {f}), which carries what was typed or says that "
        "it stores, and no request as in `commit.request` had left; it was stopped. If this is the commit, "
        "write `commit.request` with method: GET. If it stores nothing, add it to safe_requests with "
        "method: GET.",
        u=told_path(sent.url).partition("?")[0],
        f=names_of(sent),
    )


def _socket(sent: Sent) -> Text:
    return say(
        "หน้าจอพยายามส่งข้อความผ่าน WebSocket ที่ไม่รู้จัก จึงถูกหยุดไว้ก่อนส่ง: {u} (ช่อง: {f}) ถ้าข้อความนี้คือการบันทึก "
        "ให้ระบุ commit.request เป็น method: WEBSOCKET พร้อม fields หรือ body ถ้าไม่ได้บันทึกข้อมูล "
        "ให้เพิ่มใน safe_requests พร้อม body",
        "The page tried to send a message over a web socket that is not known to be safe; it was stopped: "
        "{u} (fields: {f}). If it is the commit, write `commit.request` with method: WEBSOCKET and `fields` "
        "or `body`. If it stores nothing, add it to safe_requests with `body`.",
        u=told_path(sent.url),
        f=names_of(sent),
    )

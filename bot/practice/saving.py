"""Storing a document that passed the rules, with every fault that may strike on the way."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from starlette.responses import Response

from bot.practice.cables import LineCut
from bot.practice.faults import Fault
from bot.practice.kinds import CENT, long_date, plain_money, read_date, read_money
from bot.practice.pages import redirect
from bot.practice.sessions import Ended
from bot.practice.site import Site
from bot.practice.store import Document, Draft
from bot.practice.visit import Visit
from bot.practice.webforms import YellowPageError

DEFAULT_ALTERED = ("จำนวนเงิน", "มูลค่าสินค้า/บริการ", "รวมเดบิต")
UNKNOWN_ALERT = "ระบบประมวลผลรายการแล้ว โปรดแจ้งผู้ดูแลระบบ (รหัส 0x80040E14)"
Take = Callable[[str], Fault | None]
_SQL = "System.Data.SqlClient.SqlException"
_OTHERS, _PARTIES = "ผู้อื่นในกอง", ("ผู้ชำระเงิน", "ผู้รับเงิน", "คำอธิบาย")
_DEEP = 60
_HANGING = 3600.0
_TIMEOUT = (
    "Timeout expired. The timeout period elapsed prior to completion of the operation "
    "or the server is not responding."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Booked:
    """A stored document as the site announces it; a fault may put an alert in its place or halve the page."""

    document: Document
    message: str
    alert: str = ""
    halved: bool = False


def book(site: Site, visit: Visit, draft: Draft) -> Booked | Response:
    """Store the document, or let a fault have its way."""

    def take(kind: str) -> Fault | None:
        return site.faults.take(kind, draft.screen)

    if slow := site.faults.take("latency", draft.screen, value=""):
        visit.delay += 1.0 if slow.seconds is None else slow.seconds
    hanging = take("hang")
    if answer := _instead(site, visit, take, hanging):
        return answer
    document = _store(site, visit, draft, take)
    if answer := _afterwards(site, visit, take, hanging):
        return answer
    if take("wrong_number"):
        document = _renumbered(document, draft)
    alert = take("unknown_alert")
    return Booked(
        document=document,
        message=announcement(document, draft),
        alert=(alert.value or UNKNOWN_ALERT) if alert else "",
        halved=take("half_page") is not None,
    )


def _instead(site: Site, visit: Visit, take: Take, hanging: Fault | None) -> Response | None:
    """Give the answer of a save that stores nothing."""
    if take("error_before_save"):
        raise YellowPageError(_TIMEOUT, _SQL)
    if take("answer_lost_before_save"):
        return LineCut()
    if take("session_ended_at_save"):
        return _to_sign_in(site, visit)
    return _hang(hanging) if hanging and hanging.value != "stored" else None


def _afterwards(site: Site, visit: Visit, take: Take, hanging: Fault | None) -> Response | None:
    """Give the answer of a save that stored and does not say so."""
    if hanging:
        return _hang(hanging)
    if take("answer_lost"):
        return LineCut()
    if take("error_after_save"):
        raise YellowPageError(_TIMEOUT, _SQL)
    return _to_sign_in(site, visit) if take("redirect_after_save") else None


def announcement(document: Document, draft: Draft) -> str:
    """Word the message that follows a save."""
    numbers = " ".join(f"{n.caption} {document.fields[n.caption]}" for n in draft.numbers)
    return f"บันทึกข้อมูลเรียบร้อยแล้ว {numbers}"


def altered(draft: Draft, caption: str) -> Draft:
    """Give the draft with one field (or the amount, and the first line of a journal voucher) changed."""
    caption = caption or next((name for name in DEFAULT_ALTERED if name in draft.fields), "")
    caption = caption or next(name for name, text in draft.fields.items() if "." in text and read_money(text))
    if caption in draft.fields:
        changed = _changed(draft.fields[caption])
        draft = replace(draft, fields={**draft.fields, caption: changed})
    lines = [dict(line) for line in draft.lines]
    for line in lines[:1]:
        column = caption if caption in line else ("เดบิต" if line.get("เดบิต") else "เครดิต")
        if column in line and (caption in line or caption in DEFAULT_ALTERED):
            line[column] = _changed(line[column])
    return replace(draft, lines=tuple(lines))


def _store(site: Site, visit: Visit, draft: Draft, take: Take) -> Document:
    if alter := take("alter"):
        draft = altered(draft, alter.value)
    _crowd(site, visit, draft, take)
    colleague = take("colleague")
    if colleague and colleague.value != "after":
        site.store.add(draft, _colleague(site, visit))
    gap, late = take("number_gap"), take("late_list")
    document = site.store.add(draft, visit.user.username, skip=_whole(gap), hidden_from=_whole(late))
    if colleague and colleague.value == "after":
        site.store.add(draft, _colleague(site, visit))
    if take("saved_twice"):
        site.store.add(draft, visit.user.username)
    return document


def _crowd(site: Site, visit: Visit, draft: Draft, take: Take) -> None:
    """Let a colleague store others of the same screen first."""
    if take("colleague_other"):
        site.store.add(altered(draft, ""), _colleague(site, visit))
    if deep := take("deep_list"):
        others = replace(draft, party=_OTHERS, budget_line="", fields={**draft.fields, **_for_others(draft)})
        for _ in range(_whole(deep, default=_DEEP)):
            site.store.add(others, _colleague(site, visit))


def _for_others(draft: Draft) -> dict[str, str]:
    return {name: _OTHERS for name in _PARTIES if name in draft.fields}


def _colleague(site: Site, visit: Visit) -> str:
    return next(user.username for user in site.catalogue.users if user.username != visit.user.username)


def _to_sign_in(site: Site, visit: Visit) -> Response:
    site.sessions.end(visit.session, Ended.TIMEOUT)
    return redirect("/", in_place=visit.in_place)


def _hang(fault: Fault) -> Response:
    return LineCut(_HANGING if fault.seconds is None else fault.seconds)


def _whole(fault: Fault | None, *, default: int = 1) -> int:
    if fault is None:
        return 0
    return int(fault.value) if fault.value.isdecimal() else default


def _changed(text: str) -> str:
    if day := read_date(text):
        return long_date(day + timedelta(days=1))
    amount = read_money(text)
    if amount is not None and "." in text:
        return plain_money(amount + 100 * CENT)
    return f"{text}*"


def _renumbered(document: Document, draft: Draft) -> Document:
    fields = dict(document.fields)
    for numbering in draft.numbers:
        head, _, year = fields[numbering.caption].rpartition("/")
        name, _, run = head.rpartition("-")
        fields[numbering.caption] = f"{name}-{int(run) + 1:0{len(run)}d}/{year}"
    return replace(document, fields=fields, number=fields[draft.numbers[0].caption])

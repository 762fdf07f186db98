"""The page of one stored document, how its status is turned, and how it is cancelled."""

from dataclasses import dataclass, replace

from starlette.responses import Response

from bot.practice.menu import by_key
from bot.practice.paper import APPROVERS, Turn
from bot.practice.shown import MONEY, shown
from bot.practice.site import Site
from bot.practice.standing import against_cancelling
from bot.practice.store import Document
from bot.practice.turns import turns_of
from bot.practice.viewstate import offered
from bot.practice.visit import Visit, refuse_events
from bot.practice.webforms import PREFIX, Control

CANCEL = f"{PREFIX}btnCancelDocument"
REASON = Control(key="txtReason", caption="เหตุผลที่ยกเลิก", required=True, size=50)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """What the page says about what was just asked for."""

    message: str = ""
    problems: tuple[str, ...] = ()
    reason: str = ""


def detail_page(site: Site, visit: Visit) -> Response:
    """Show a document with all its fields, or turn its status, or cancel it."""
    document = site.store.find(visit.query.get("id", ""))
    if document is None or document.screen != visit.place.document:
        return site.pages.show("gone.html", visit=visit)
    said = _Said()
    if visit.posted is not None:
        _, marks = site.envelope.open(visit)
        refuse_events(visit, marks)
        said = _done(site, visit, document)
        document = site.store.find(document.ident) or document
    turns = [turn for turn in turns_of(document.screen) if _may(visit, document, turn)]
    names = [CANCEL, *(PREFIX + turn.key for turn in turns_of(document.screen))]
    return site.pages.show(
        "view.html",
        visit=visit,
        document=document,
        fields=shown_fields(site, document),
        message=said.message,
        problems=said.problems,
        reason=REASON,
        typed_reason=said.reason,
        cancel=CANCEL,
        may_cancel=_may_cancel(visit, document) and not document.cancelled,
        turns=[replace(turn, key=PREFIX + turn.key) for turn in turns],
        hidden=site.envelope.close(visit, {}, offered(names, ())),
        money=MONEY,
    )


def shown_fields(site: Site, document: Document) -> dict[str, str]:
    """Give every stored field as the screens show it, with status, keyer and who turned it."""
    fields = {caption: shown(caption, text) for caption, text in document.fields.items()}
    fields["สถานะ"] = document.status
    if document.cancelled:
        fields["เหตุผลที่ยกเลิก"] = document.reason
    fields["ผู้บันทึก"] = document.user
    return fields | {f"{status}โดย": user for status, user in site.store.turned(document)}


def _done(site: Site, visit: Visit, document: Document) -> _Said:
    """Do what was pressed."""
    for turn in turns_of(document.screen):
        if visit.posted and visit.posted.pressed(turn.key):
            return _turn(site, visit, document, turn)
    reason = visit.values().get(REASON.name, "").strip()
    if document.cancelled or not _may_cancel(visit, document):
        return _Said(problems=("ไม่สามารถยกเลิกเอกสารนี้ได้",), reason=reason)
    if not reason:
        return _Said(problems=("กรุณาระบุเหตุผลที่ยกเลิก",))
    if problems := against_cancelling(site.world, document):
        return _Said(problems=problems, reason=reason)
    site.store.cancel(document.ident, reason)
    return _Said(message=f"ยกเลิกเอกสารเรียบร้อยแล้ว เลขที่ {document.number}", reason=reason)


def _turn(site: Site, visit: Visit, document: Document, turn: Turn) -> _Said:
    if not _may(visit, document, turn):
        if turn.by_another and document.user == visit.user.username:
            return _Said(problems=(f"ผู้บันทึกเอกสารไม่สามารถ{turn.caption}เอกสารของตนเอง",))
        return _Said(problems=(f"ไม่สามารถ{turn.caption}เอกสารนี้ได้",))
    site.store.turn(document, turn.becomes, visit.user.username)
    return _Said(message=f"{turn.caption}เอกสารเรียบร้อยแล้ว เลขที่ {document.number}")


def _may(visit: Visit, document: Document, turn: Turn) -> bool:
    if document.status not in turn.after:
        return False
    if turn.by_another and document.user == visit.user.username:
        return False
    return visit.user.role in turn.roles or (not turn.roles and _may_turn_any(visit, document))


def _may_turn_any(visit: Visit, document: Document) -> bool:
    # A turn without roles of its own is open to whoever keys the document, and to those who approve it.
    return _may_cancel(visit, document) or visit.user.role in APPROVERS


def _may_cancel(visit: Visit, document: Document) -> bool:
    return visit.user.role in by_key(document.screen).roles

"""The page of one stored document, and how it is cancelled."""

from starlette.responses import Response

from bot.practice.menu import by_key
from bot.practice.shown import MONEY, shown
from bot.practice.site import Site
from bot.practice.store import Document
from bot.practice.viewstate import offered
from bot.practice.visit import Visit, refuse_events
from bot.practice.webforms import PREFIX, Control

CANCEL = f"{PREFIX}btnCancelDocument"
REASON = Control(key="txtReason", caption="เหตุผลที่ยกเลิก", required=True, size=50)


def detail_page(site: Site, visit: Visit) -> Response:
    """Show a document with all its fields, or cancel it."""
    document = site.store.find(visit.query.get("id", ""))
    if document is None or document.screen != visit.place.document:
        return site.pages.show("gone.html", visit=visit)
    may_cancel = visit.user.role in by_key(document.screen).roles
    message, problems, reason = "", [], ""
    if visit.posted is not None:
        _, marks = site.envelope.open(visit)
        refuse_events(visit, marks)
        reason = visit.posted.values.get(REASON.name, "").strip()
        if document.cancelled or not may_cancel:
            problems = ["ไม่สามารถยกเลิกเอกสารนี้ได้"]
        elif not reason:
            problems = ["กรุณาระบุเหตุผลที่ยกเลิก"]
        else:
            site.store.cancel(document.ident, reason)
            document = site.store.find(document.ident) or document
            message = f"ยกเลิกเอกสารเรียบร้อยแล้ว เลขที่ {document.number}"
    return site.pages.show(
        "view.html",
        visit=visit,
        document=document,
        fields=shown_fields(document),
        message=message,
        problems=problems,
        reason=REASON,
        typed_reason=reason,
        cancel=CANCEL,
        may_cancel=may_cancel and not document.cancelled,
        hidden=site.envelope.close(visit, {}, offered((CANCEL,), ())),
        money=MONEY,
    )


def shown_fields(document: Document) -> dict[str, str]:
    """Give every stored field as the screens show it, with status and keyer."""
    fields = {caption: shown(caption, text) for caption, text in document.fields.items()}
    fields["สถานะ"] = document.status
    if document.cancelled:
        fields["เหตุผลที่ยกเลิก"] = document.reason
    fields["ผู้บันทึก"] = document.user
    return fields

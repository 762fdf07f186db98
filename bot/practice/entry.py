"""The entry screens over HTTP: fresh form, postback, save."""

from typing import Any

from starlette.responses import Response

from bot.practice.forms import Announces, EntryScreen, Notice, State, collect
from bot.practice.pages import delta, half, redirect
from bot.practice.saving import Booked, book
from bot.practice.site import Site
from bot.practice.store import Draft
from bot.practice.tampering import changed, with_other_ids
from bot.practice.viewstate import offered
from bot.practice.visit import Visit, refuse_events
from bot.practice.webforms import SCRIPT_MANAGER

SAVE, CANCEL, NEW = "btnSave", "btnCancel", "btnNew"
_REFUSED = "ไม่สามารถบันทึกข้อมูลได้ กรุณาติดต่อผู้ดูแลระบบ"


def entry_page(site: Site, visit: Visit) -> Response:
    """Answer one request for an entry screen."""
    screen = site.screens[visit.place.key]
    if visit.posted is None:
        visit.session.renamed = screen.key if site.faults.take("changed_ids", screen.key) else ""
        return _draw(site, visit, screen, screen.blank(visit.user), Notice(message=_flash(visit)))
    before, marks = site.envelope.open(visit)
    form = screen.form(before)
    refuse_events(visit, marks, lists=form.lists(), free=form.unchecked())
    state = collect(form, before, visit.posted)
    if visit.posted.pressed(SAVE) and not form.frozen:
        draft = screen.check(state)
        refused = site.faults.take("refuse", screen.key) if isinstance(draft, Draft) else None
        if refused:
            notice = Notice(problems=(refused.value or _REFUSED,))
            return _draw(site, visit, screen, screen.turn(state, visit.posted), notice)
        if isinstance(draft, Draft):
            return _save(site, visit, screen, state, draft)
        return _draw(site, visit, screen, screen.turn(state, visit.posted), Notice(problems=tuple(draft)))
    if visit.posted.pressed(CANCEL) or visit.posted.pressed(NEW):
        return redirect(visit.url, in_place=visit.in_place)
    return _draw(site, visit, screen, screen.turn(state, visit.posted), Notice())


def _save(site: Site, visit: Visit, screen: EntryScreen, state: State, draft: Draft) -> Response:
    booked = book(site, visit, draft)
    if not isinstance(booked, Booked):
        return booked
    message = booked.message
    if screen.announces is Announces.REDIRECT and not (booked.alert or booked.halved):
        visit.session.flash, visit.session.flash_for = message, screen.key
        return redirect(visit.url, in_place=visit.in_place)
    notice = Notice(message=message)
    if booked.alert or screen.announces is Announces.ALERT:
        notice = Notice(alert=booked.alert or message)
    answer = _draw(site, visit, screen, screen.saved(booked.document, state, visit.user), notice)
    return half(answer) if booked.halved else answer


def _draw(site: Site, visit: Visit, screen: EntryScreen, state: State, notice: Notice) -> Response:
    form = screen.form(state)
    hidden = site.envelope.close(visit, state, offered(form.targets(), form.choices()))
    values: dict[str, Any] = {"form": form, "notice": notice, "visit": visit, "in_place": screen.in_place}
    renamed = visit.session.renamed == screen.key
    if visit.in_place:
        panel = site.pages.text("panel.html", **values)
        return delta(with_other_ids(panel) if renamed else panel, hidden, alert=notice.alert)
    page = site.pages.show("entry.html", **values, hidden=hidden, script_manager=SCRIPT_MANAGER)
    return changed(page, with_other_ids) if renamed else page


def _flash(visit: Visit) -> str:
    session = visit.session
    message = session.flash if session.flash_for == visit.place.key else ""
    session.flash, session.flash_for = "", ""
    return message

"""The way to a screen: an address or menu captions, then steps; and the proof that it is the right one."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from bot.errors import MenuMissing, ScreenNotAsMapped
from bot.language import Text, say
from bot.site.locate import frames_of, has_frame, problem_words, spec_of
from bot.site.script import ask_again, selector
from bot.site.session import based
from bot.site.signs import View, folded, holds, sign_words
from bot.site.way import walk

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.planning.grammar import OpensAt, Sign
    from bot.site.session import Session
    from bot.site.tab import Tab

_MENU_PATIENCE = 5.0
_SCREEN_PATIENCE = 15.0
_SHOWN = 120


def open_at(tab: Tab, way: OpensAt, session: Session, title: Text, signs: tuple[Sign, ...] = ()) -> Tab:
    """Go the way and give the tab in which the screen stands (another one when a step opens a window).

    `signs` will prove the screen next; they are looked at on the way.
    """
    tab.base = ()
    tab.ahead = (signs, session.sources)
    tab.goto(urljoin(based(session.who.url), way.url or ""))
    for caption in way.menu:
        _follow(tab, caption, session)
    here = tab
    for step in way.steps:
        here = walk(here, step, title, session)
    here.base = way.frame
    tab.ahead = ((), ())
    return here


def prove_screen(
    tab: Tab, signs: Sequence[Sign], session: Session, title: Text, *, also: Sequence[Sign] = ()
) -> View:
    """Wait until every sign of the screen shows, and prove office and year; nothing may be typed before.

    `also` are only looked at.
    """
    until = time.monotonic() + min(tab.timeout, _SCREEN_PATIENCE)
    glanced = None if also else tab.glanced(signs)
    while True:
        if tab.clear_away():
            glanced = None
        view = glanced or tab.see((*signs, *also, *session.signs), session.sources)
        glanced = None
        session.judge(view)
        missing = [sign for sign in signs if not holds(sign, view)]
        if not missing:
            session.prove(view, tab)
            return view
        if time.monotonic() > until:
            raise ScreenNotAsMapped(
                say(
                    "หน้าจอ {t} ไม่ใช่หน้าที่ผังระบุ (recognised_by ไม่พบ: {m}) จึงไม่กรอกข้อมูล",
                    "The page is not the screen {t}: recognised_by is not there ({m}). Nothing was typed.",
                    t=title,
                    m=missing_sign(tab, missing[0], view),
                )
            )
        tab.wait_change(tab.page.main_frame)
        tab.guard.check()
        tab.dialogs.check()


def missing_sign(tab: Tab, sign: Sign, view: View) -> Text:
    """Say why a sign does not hold: what the page shows instead, and the line of the mapping."""
    told = [f"{name} “{getattr(sign, name)}”" for name in ("page", "dialog", "status") if getattr(sign, name)]
    seen = say("{w}", "{w}", w=", ".join(told))
    if sign.url and not re.search(sign.url, view.url):
        seen = say("ที่อยู่หน้าเว็บคือ {u}", "the address is {u}", u=view.url)
    elif sign.title and not re.search(sign.title, folded(view.title)):
        seen = say("ชื่อหน้าคือ “{u}”", "the title is “{u}”", u=view.title)
    elif sign.at and sign.at in view.ats:
        seen = say("ตรงนั้นแสดง “{u}”", "there it says “{u}”", u=folded(view.ats[sign.at].text)[:_SHOWN])
    elif sign.at:
        frame = has_frame(tab.page, (*tab.base, *frames_of(sign.at))) or tab.page.main_frame
        problem = tab.probe([spec_of(sign.at)], frame)[0]
        seen = problem_words(problem) if problem else say("มองไม่เห็น", "it is hidden")
    return say("{s} — {w}", "{s} — {w}", s=sign_words(sign), w=seen)


def _follow(tab: Tab, caption: str, session: Session) -> None:
    what = say("เมนู “{c}”", "menu “{c}”", c=caption)
    until = time.monotonic() + min(tab.timeout, _MENU_PATIENCE)
    while True:
        for frame in tab.page.frames:
            told = ask_again(frame, "menuAt", caption)
            if told["count"] and (told["count"] == 1 or told["same"]):
                _press(tab, frame, caption, told, what)
                return
        if time.monotonic() > until:
            break
        tab.wait_change(tab.page.main_frame)
    session.check(tab)
    raise MenuMissing(
        say(
            "ไม่พบเมนู “{c}” ผู้ใช้นี้อาจไม่มีสิทธิ์ใช้หน้าจอนี้ ให้ขอสิทธิ์จากผู้ดูแลระบบ หรือแก้ menu ในไฟล์ผังหน้าจอ",
            "The menu “{c}” is not there. The user may lack the right: ask the site's administrator, "
            "or mend `menu` in the mapping.",
            c=caption,
        )
    )


def _press(tab: Tab, frame: Frame, caption: str, told: dict[str, Any], what: Text) -> None:
    if told["visible"]:
        tab.click_spec(frame, {"text": caption, "nth": 1}, what)
    elif told["href"].startswith("http") and frame == tab.page.main_frame:
        tab.goto(told["href"])
    else:
        link = {"text": caption, "nth": 1}
        point = tab.point(frame, link, what, hidden=True)
        tab.guard.pressing(point.targets)
        frame.evaluate("(e) => e.click()", frame.query_selector(selector(link)))
        tab.settle(frame, point.mark, drew=True)

"""The way to a screen: an address or menu captions, then steps; and the proof that it is the right one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from bot.errors import MenuMissing, ScreenNotAsMapped
from bot.language import Text, say
from bot.site.script import ask_again
from bot.site.session import based
from bot.site.signs import View, holds
from bot.site.way import walk

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.planning.grammar import OpensAt, Sign
    from bot.site.session import Session
    from bot.site.tab import Tab

_MENU_PATIENCE = 5.0
_SCREEN_PATIENCE = 15.0


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
        view = glanced or tab.see((*signs, *also, *session.signs), session.sources)
        glanced = None
        session.judge(view)
        missing = [sign for sign in signs if not holds(sign, view)]
        if not missing:
            session.prove(view)
            return view
        if time.monotonic() > until:
            raise ScreenNotAsMapped(
                say(
                    "หน้าจอ {t} ไม่ใช่หน้าที่ผังระบุ (recognised_by ไม่พบ: {m}) จึงไม่กรอกข้อมูล",
                    "The page is not the screen {t}: recognised_by is not there ({m}). Nothing was typed.",
                    t=title,
                    m="; ".join(sign_words(sign) for sign in missing),
                )
            )
        tab.wait_change(tab.page.main_frame)
        tab.guard.check()
        tab.dialogs.check()


def sign_words(sign: Sign) -> str:
    """Give a sign as the mapping writes it."""
    given: dict[str, Any] = sign.model_dump(exclude_none=True, exclude_defaults=True)
    return ", ".join(f"{name}: {value}" for name, value in given.items())


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
        point = tab.point(frame, {"text": caption, "nth": 1}, what, hidden=True)
        tab.guard.pressing(point.targets)
        frame.evaluate("(e) => e.click()", frame.query_selector(f'at={{"text": "{caption}", "nth": 1}}'))
        tab.settle(frame, point.mark, drew=True)

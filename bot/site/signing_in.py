"""Signing in: by the form of the mapping, or by a person in a visible window."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bot.errors import Maintenance, PageTrouble, ScreenNotAsMapped, SignInNeeded, SignInRejected
from bot.language import say
from bot.planning.grammar import Sign
from bot.site.locate import locator, spec_of
from bot.site.session import Session, based
from bot.site.signs import View, first_held, told
from bot.site.trouble import as_trouble
from bot.site.way import walk

if TYPE_CHECKING:
    from bot.planning.grammar import At, SignIn, WayStep
    from bot.site.tab import Tab

_SERVER_FAILED = 500
_SIGN_IN = say("การเข้าสู่ระบบ", "signing in")


class SigningIn:
    """One attempt to sign in, in one tab."""

    def __init__(self, session: Session, tab: Tab) -> None:
        """Keep who shall be signed in, and where."""
        self._session = session
        self._tab = tab

    def through(self, how: SignIn) -> View:
        """Sign in; gives the page that shows that we are in."""
        tab = self._tab
        tab.guard.signing_in("person" if self._session.who.method == "person" else "form")
        try:
            tab.goto(urljoin(based(self._session.who.url), how.url))
            view = self._session.look(tab, (*how.signed_in, *how.rejected))
            if first_held(how.signed_in, view):
                return view
            if maintenance := first_held(self._session.site.maintenance, view):
                raise Maintenance(
                    say(
                        "เว็บไซต์ปิดปรับปรุง: {t}",
                        "The site is closed for maintenance: {t}",
                        t=told(maintenance, view),
                    )
                )
            if self._session.who.method == "person":
                return self._by_person(tab, how)
            return self._by_form(tab, how)
        finally:
            tab.guard.signing_in(None)

    def _by_person(self, tab: Tab, how: SignIn) -> View:
        self._session.person(
            say(
                "กรุณาเข้าสู่ระบบในหน้าต่างเบราว์เซอร์ที่เปิดอยู่ ระบบจะทำงานต่อเองเมื่อเข้าได้แล้ว",
                "Please sign in in the browser window; the work goes on by itself once you are in.",
            )
        )
        until = time.monotonic() + self._session.who.wait
        while time.monotonic() < until:
            try:
                view = self._session.look(tab, how.signed_in)
            except PageTrouble:
                if tab.page.is_closed():
                    break
                continue
            if first_held(how.signed_in, view):
                return view
            tab.wait_change(tab.page.main_frame)
        raise SignInNeeded(
            say(
                "ยังไม่มีผู้เข้าสู่ระบบภายในเวลาที่กำหนด ให้เริ่มใหม่แล้วเข้าสู่ระบบในหน้าต่างที่เปิด",
                "Nobody signed in in time. Start again and sign in in the window that opens.",
            )
        )

    def _by_form(self, tab: Tab, how: SignIn) -> View:
        self._walk(tab, how.steps)
        if how.username is None or how.password is None or how.submit is None:
            raise ScreenNotAsMapped(
                say(
                    "ไฟล์ผัง site.yaml ไม่ได้ระบุช่องชื่อผู้ใช้ รหัสผ่าน หรือปุ่มเข้าสู่ระบบ",
                    "site.yaml does not name the user name, the password or the sign-in button.",
                )
            )
        self._fill(tab, how.username, self._session.who.username)
        if how.next:
            tab.click(how.next, _SIGN_IN)
        self._fill(tab, how.password, self._session.password())
        tab.click(how.submit, _SIGN_IN)
        return self._outcome(tab, how)

    def _fill(self, tab: Tab, at: At, text: str) -> None:
        frame = tab.frame(at)
        spec = spec_of(at)
        point = tab.point(frame, spec, _SIGN_IN)
        with as_trouble(_SIGN_IN, secret=True):
            locator(frame, spec).fill(text, timeout=tab.timeout * 1000)
        tab.settle(frame, point.mark)

    def _walk(self, tab: Tab, steps: Sequence[WayStep]) -> None:
        for step in steps:
            tab = walk(tab, step, _SIGN_IN, self._session)

    def _outcome(self, tab: Tab, how: SignIn) -> View:
        asked = _first_place(how.then)
        until = time.monotonic() + tab.timeout
        while True:
            view = self._session.look(tab, (*how.signed_in, *how.rejected, *asked))
            if sign := first_held(how.rejected, view):
                raise SignInRejected(
                    say(
                        "เข้าสู่ระบบไม่ได้: {t} ให้ตรวจชื่อผู้ใช้และรหัสผ่าน",
                        "The sign-in was not taken: {t}. Check user name and password.",
                        t=told(sign, view),
                    )
                )
            if first_held(how.signed_in, view):
                return view
            if first_held(asked, view):
                asked = ()
                self._walk(tab, how.then)
                continue
            if first_held(self._session.site.maintenance, view) or view.status >= _SERVER_FAILED:
                self._session.judge(view)
            if time.monotonic() > until:
                raise SignInRejected(
                    say(
                        "กดเข้าสู่ระบบแล้วแต่ไม่พบหน้าที่แสดงว่าเข้าได้ ให้ตรวจ signed_in ใน site.yaml",
                        "After signing in the page does not show that we are in. Check signed_in.",
                    )
                )
            tab.wait_change(tab.page.main_frame)


def _first_place(steps: Sequence[WayStep]) -> tuple[Sign, ...]:
    """Give the sign that the page asks for these steps."""
    for step in steps:
        return (step.sign,) if step.do == "wait_for" else (Sign(at=step.at),)
    return ()

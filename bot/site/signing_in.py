"""Signing in: by the form of the mapping, or by a person in a visible window."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bot.errors import (
    BrowserLost,
    Maintenance,
    PageTrouble,
    ScreenNotAsMapped,
    SessionLost,
    SignInNeeded,
    SignInRejected,
)
from bot.language import say
from bot.planning.grammar import Sign
from bot.site.http_sign_in import prove_let_in
from bot.site.locate import locator, spec_of
from bot.site.session import NOT_LET_IN, Session, based
from bot.site.signs import View, first_held, told
from bot.site.trouble import as_trouble
from bot.site.watchdog import looking_away
from bot.site.way import walk

if TYPE_CHECKING:
    from bot.language import Text
    from bot.planning.grammar import At, SignIn, WayStep
    from bot.site.tab import Tab

_SERVER_FAILED = 500
_FORM_AGAIN = 3.0
"""Seconds that a page may show the sign-in form again before it is taken for the answer."""
_UNPROVEN = 2
"""How often a password is sent that the site never took."""
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
            if self._session.by_http:
                return self._by_http(tab, how, view)
            if first_held(how.signed_in, view):
                return view
            self._site_failed(view)
            if self._session.who.method == "person":
                return self._by_person(tab, how, view)
            return self._by_form(tab, how)
        finally:
            tab.guard.signing_in(None)

    def _site_failed(self, view: View) -> None:
        """Raise when the site is closed or failed, whatever the sign-in page's address says."""
        if maintenance := first_held(self._session.site.maintenance, view):
            raise Maintenance(
                say(
                    "เว็บไซต์ปิดปรับปรุง: {t}",
                    "The site is closed for maintenance: {t}",
                    t=told(maintenance, view),
                )
            )
        if view.status >= _SERVER_FAILED:
            raise PageTrouble(
                say(
                    "เว็บไซต์ตอบการเข้าสู่ระบบด้วยรหัส HTTP {s} ให้ลองใหม่ภายหลัง หรือแจ้งผู้ดูแลระบบ",
                    "The site answered the sign-in with HTTP {s}. Try later, or tell who runs it.",
                    s=view.status,
                )
            )

    def _by_person(self, tab: Tab, how: SignIn, shown: View) -> View:
        self._session.person(self._why(how, shown))
        until = time.monotonic() + self._session.who.wait
        while time.monotonic() < until:
            try:
                view = self._session.look(tab, how.signed_in)
            except BrowserLost:
                break
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

    def _by_http(self, tab: Tab, how: SignIn, view: View) -> View:
        """Judge how the server took what the browser answered to its question (HTTP Basic), once."""
        if view.status == NOT_LET_IN:
            raise SignInRejected(
                say(
                    "เครื่องแม่ข่ายไม่รับชื่อผู้ใช้ {u} กับรหัสผ่าน (HTTP 401) ให้ตรวจชื่อผู้ใช้และรหัสผ่าน",
                    "The server did not take user {u} and the password (HTTP 401). Check both.",
                    u=self._session.who.username or "-",
                )
            )
        if not first_held(how.signed_in, view):
            self._site_failed(view)
            self._walk(tab, how.steps)
            view = self._outcome(tab, how, view.gen)
        prove_let_in(tab.page.context, tab.page.url, tab.timeout)
        return view

    def _why(self, how: SignIn, shown: View) -> Text:
        """Say why a person is needed: nobody is in yet, or what the page says of the session that ended."""
        if not self._session.taken:
            return say("ยังไม่มีผู้เข้าสู่ระบบ", "Nobody has signed in yet.")
        words = next((said for sign in how.rejected if sign.at and (said := told(sign, shown))), "")
        if not words:
            return say("ระบบให้เข้าสู่ระบบใหม่", "The session has ended.")
        return say("ระบบให้เข้าสู่ระบบใหม่: {t}", "The session has ended: {t}", t=words)

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
        with looking_away():
            password = self._session.password()
        self._fill(tab, how.password, password)
        before = self._session.look(tab).gen
        self._session.sent += 1
        tab.click(how.submit, _SIGN_IN)
        return self._outcome(tab, how, before)

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

    def _outcome(self, tab: Tab, how: SignIn, before: str) -> View:
        asked = _first_place(how.then)
        until = time.monotonic() + tab.timeout
        form_until = time.monotonic() + min(tab.timeout, _FORM_AGAIN)
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
            self._site_failed(view)
            if view.gen != before and time.monotonic() > form_until:
                self._judge_form_again(view)
            if time.monotonic() > until:
                raise SignInRejected(
                    say(
                        "กดเข้าสู่ระบบแล้วแต่ไม่พบหน้าที่แสดงว่าเข้าได้ ให้ตรวจ signed_in ใน site.yaml",
                        "After signing in the page does not show that we are in. Check signed_in.",
                    )
                )
            tab.wait_change(tab.page.main_frame)

    def _judge_form_again(self, view: View) -> None:
        """Judge another sign-in page that says nothing of a wrong password: the session was lost at once.

        It may also be a site that does not say what is wrong. A password that was never taken is sent twice
        at most, so that the bot locks no account.
        """
        session = self._session
        sign = first_held(session.site.signed_out, view)
        if sign is None:
            return
        shown = told(sign, view) or view.title or view.url
        if not session.taken and session.sent >= _UNPROVEN:
            raise SignInRejected(
                say(
                    "เข้าสู่ระบบ {n} ครั้งแล้วระบบแสดงหน้าเข้าสู่ระบบอีก: {t} ให้ตรวจชื่อผู้ใช้และรหัสผ่าน"
                    " และว่าไม่มีผู้อื่นใช้ชื่อผู้ใช้เดียวกันอยู่ แล้วสั่งใหม่",
                    "After signing in {n} times the site shows the sign-in page again: {t}. Check user name"
                    " and password, and that nobody else is signed in as the same user; then start again.",
                    n=session.sent,
                    t=shown,
                )
            )
        raise SessionLost(
            say(
                "เข้าสู่ระบบแล้วระบบให้เข้าสู่ระบบใหม่ทันที: {t}",
                "The session ended right after signing in: {t}",
                t=shown,
            )
        )


def _first_place(steps: Sequence[WayStep]) -> tuple[Sign, ...]:
    """Give the sign that the page asks for these steps."""
    for step in steps:
        return (step.sign,) if step.do == "wait_for" else (Sign(at=step.at),)
    return ()

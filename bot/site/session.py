"""Who we are on the site: signing in, the right office and year, and noticing that the session is gone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from loguru import logger

from bot.domain.model import Identity
from bot.errors import (
    Maintenance,
    MenuMissing,
    PageTrouble,
    SessionLost,
    WrongOffice,
)
from bot.language import Text, say
from bot.planning.cells import fold
from bot.planning.grammar import Sign
from bot.site.signs import View, alike, captured, first_held, told

if TYPE_CHECKING:
    from bot.planning.grammar import Captured, SiteMapping
    from bot.site.tab import Tab

_SERVER_FAILED = 500
_REFUSED_STATUS = 400
NOT_LET_IN = 401
_BE_AHEAD = 543
_SIGN_IN = say("การเข้าสู่ระบบ", "signing in")


@dataclass(frozen=True, kw_only=True)
class Who:
    """Who shall be signed in, and how; `wait` is for a person, in seconds."""

    url: str
    office: str = ""
    fiscal_year: int | None = None
    method: Literal["form", "person", "none"] = "form"
    username: str = ""
    wait: float = 900


@dataclass
class Session:
    """Watches over the session in every tab."""

    who: Who
    site: SiteMapping
    password: Callable[[], str]
    person: Callable[[Text], None]
    active: bool = field(default=False)
    """False while signing in: then the sign-in page is no loss of session."""
    sent: int = field(default=0)
    """How often user name and password were sent since they were last taken."""
    taken: bool = field(default=False)
    """They were taken once: they are right."""

    @property
    def signs(self) -> tuple[Sign, ...]:
        """Give every sign of the site that is looked for on every page."""
        site = self.site
        return (*site.signed_out, *site.maintenance, *site.errors, *site.no_right)

    @property
    def by_http(self) -> bool:
        """Tell whether the server asks for user name and password by itself (HTTP Basic)."""
        how = self.site.sign_in
        return how is not None and how.method == "http" and self.who.method != "none"

    @property
    def sources(self) -> tuple[Captured | None, ...]:
        """Give the places that show who we are."""
        shown = self.site.identity
        return (shown.user, shown.office, shown.fiscal_year)

    def check(self, tab: Tab, view: View | None = None) -> None:
        """Look at the page and raise when it says that the session is gone or the site failed."""
        tab.away = self.site.dismiss
        if tab.clear_away():
            view = None
        if self.active:
            self.judge(view or tab.see(self.signs))

    def judge(self, view: View) -> None:
        """Raise SessionLost, Maintenance, MenuMissing or PageTrouble by what the page shows."""
        if trouble := self.trouble(view):
            raise trouble

    def trouble(self, view: View) -> SessionLost | Maintenance | MenuMissing | PageTrouble | None:
        """Give what is wrong with the page as a whole, if anything is."""
        site = self.site
        sign = first_held(site.signed_out, view)
        if sign or (self.by_http and view.status == NOT_LET_IN):
            why = told(sign, view) if sign else f"HTTP {NOT_LET_IN}"
            return SessionLost(say("ระบบให้เข้าสู่ระบบใหม่: {t}", "The session has ended: {t}", t=why))
        if sign := first_held(site.maintenance, view):
            return Maintenance(
                say("เว็บไซต์ปิดปรับปรุง: {t}", "The site is closed for maintenance: {t}", t=told(sign, view))
            )
        if sign := first_held(site.no_right, view):
            return MenuMissing(
                say(
                    "ผู้ใช้นี้ไม่มีสิทธิ์ใช้หน้าจอ: {t} ให้ขอสิทธิ์จากผู้ดูแลระบบ",
                    "This user may not use the screen: {t}. Ask the site's administrator for the right.",
                    t=told(sign, view),
                )
            )
        if sign := first_held(site.errors, view):
            return PageTrouble(
                say("ระบบแจ้งข้อผิดพลาด: {t}", "The site reports an error: {t}", t=told(sign, view))
            )
        if view.status >= _REFUSED_STATUS:
            return PageTrouble(
                say("เว็บไซต์ตอบด้วยรหัส HTTP {s}", "The site answered with HTTP {s}.", s=view.status)
            )
        return None

    # ---- identity

    def identity(self, view: View) -> Identity:
        """Read who the page says we are."""
        shown = self.site.identity
        user, office, year = (
            captured(source, view) if source else None
            for source in (shown.user, shown.office, shown.fiscal_year)
        )
        return Identity(user=user or "", office=office or "", fiscal_year=year or "")

    def prove(self, view: View, tab: Tab | None = None) -> Identity:
        """Raise WrongOffice unless the page shows the office and fiscal year of the config.

        A window that shows nobody's name is proven by the one that opened it.
        """
        found = self.identity(view)
        opener = tab.opener if tab else None
        if opener and not opener.page.is_closed() and not any((found.user, found.office, found.fiscal_year)):
            return self.prove(self.look(opener), opener)
        shown = self.site.identity
        if self.who.office and shown.office and not alike(found.office, self.who.office):
            raise WrongOffice(
                say(
                    "หน้าจอเป็นของ “{s}” แต่ไฟล์ตั้งค่าระบุ “{w}” จึงไม่กรอกข้อมูล ให้ตรวจผู้ใช้และ site.office",
                    "The page belongs to “{s}”, the config names “{w}”; nothing was typed. "
                    "Check the user and site.office.",
                    s=found.office or "-",
                    w=self.who.office,
                )
            )
        year = re.sub(r"\D", "", fold(found.fiscal_year))
        if self.who.fiscal_year and shown.fiscal_year and year not in _both_eras(self.who.fiscal_year):
            raise WrongOffice(
                say(
                    "หน้าจอเป็นปีงบประมาณ “{s}” แต่ไฟล์ตั้งค่าระบุ {w} จึงไม่กรอกข้อมูล ให้เลือกปีให้ถูกต้อง",
                    "The page works in fiscal year “{s}”, the config names {w}; nothing was typed. "
                    "Choose the right year on the site.",
                    s=found.fiscal_year or "-",
                    w=self.who.fiscal_year,
                )
            )
        return found

    def look(self, tab: Tab, signs: tuple[Sign, ...] = ()) -> View:
        """Look at everything that tells how we stand on this page."""
        return tab.see((*self.signs, *signs), self.sources)

    # ---- signing in

    def sign_in(self, tab: Tab) -> Identity:
        """Make sure that we are in, as the right office and year."""
        self.active = False
        how = self.site.sign_in
        if how is None or self.who.method == "none":
            tab.goto(self.who.url)
            view = self.look(tab)
        else:
            from bot.site.signing_in import SigningIn  # noqa: PLC0415 - they know each other

            view = SigningIn(self, tab).through(how)
        self.judge(view)
        identity = self._proven(tab, view)
        self.active = self.taken = True
        self.sent = 0
        logger.info("signed_in")
        return identity

    def _proven(self, tab: Tab, view: View) -> Identity:
        """Prove the identity; a header that is drawn late gets a moment."""
        until = time.monotonic() + min(tab.timeout, 5.0)
        while True:
            try:
                return self.prove(view)
            except WrongOffice:
                found = self.identity(view)
                missing = (self.site.identity.office and not found.office) or (
                    self.site.identity.fiscal_year and not found.fiscal_year
                )
                if not missing or time.monotonic() > until:
                    raise
            tab.wait_change(tab.page.main_frame)
            view = self.look(tab)


def _both_eras(year: int) -> tuple[str, str]:
    """Give a Buddhist-era year as sites of either era show it; the two can never be taken for each other."""
    return str(year), str(year - _BE_AHEAD)


def based(url: str) -> str:
    """Give the address that relative addresses of the mapping are joined to."""
    last = url.rpartition("/")[2]
    return url if url.endswith("/") or "." in last or "?" in last else f"{url}/"

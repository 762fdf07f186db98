"""One window of the site with all that watches it: looking, clicking, waiting until it is still."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bot.errors import PageTrouble, SiteUnusable
from bot.language import Text, say
from bot.planning.grammar import Captured, Sign
from bot.site.locate import Spec, frame_in, frames_of, has_frame, not_as_mapped, spec_of
from bot.site.looking import look_at, view_of
from bot.site.pressing import careful_press, press
from bot.site.script import ask_again, gone
from bot.site.signs import View, ats_of, holds, sign_words
from bot.site.stillness import Need, Stillness, too_slow
from bot.site.trouble import as_trouble
from bot.site.watchdog import check_lost

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

    from bot.planning.grammar import At
    from bot.site.dialogs import Dialogs
    from bot.site.guard import Guard

Places = tuple[tuple[Sign, ...], tuple[Captured | None, ...]]
_PATIENCE = 10.0
_AWAY = say("สิ่งที่ปิดได้ (dismiss)", "what is clicked away (dismiss)")


@dataclass(frozen=True, kw_only=True)
class Point:
    """What is known of an element about to be clicked, and the mark from which its effects count."""

    targets: tuple[str, ...]
    visible: bool
    aim: dict[str, float] | None
    href: str
    text: str
    mark: dict[str, Any]


@dataclass
class Tab:
    """A page, the frames in which the screen stands (`base`), and its watchers. Seconds throughout."""

    page: Page
    guard: Guard
    dialogs: Dialogs
    timeout: float = 60.0
    base: tuple[str, ...] = ()
    on_change: Callable[[Tab, View | None], None] = lambda _tab, _view: None
    """Called whenever something happened on the page: the place for session and error signs."""
    watched: Places = ((), ())
    """Signs and sources that are looked at whenever something happened."""
    ahead: Places = ((), ())
    """More of them, which the next look will need."""
    background: set[str] = field(default_factory=set)
    """See `Stillness`."""
    away: tuple[At, ...] = ()
    """What is clicked away whenever it shows."""
    opener: Tab | None = None
    """The tab whose window opened this one."""
    _clearing: bool = False
    _stillness: Stillness = field(init=False)
    _glanced: View | None = None
    _glanced_for: tuple[Sign, ...] | None = None

    def __post_init__(self) -> None:
        """Begin to watch the page."""
        self._stillness = Stillness(self.page, self.guard, self.timeout, self.background)

    def popup(self, page: Page) -> Tab:
        """Give the tab of a window that this one opened."""
        return Tab(
            page,
            self.guard,
            self.dialogs,
            self.timeout,
            on_change=self.on_change,
            watched=self.watched,
            background=self.background,
            away=self.away,
            opener=self,
        )

    def frame(self, at: At | None = None, inner: tuple[str, ...] = ()) -> Frame:
        """Give the frame in which a place stands: inside those of the screen, else on the page itself."""
        own = frames_of(at) if at else ()
        if own and self.base and not inner and has_frame(self.page, (*self.base, *own)) is None:
            return frame_in(self.page, own)
        return frame_in(self.page, (*self.base, *inner, *own))

    # ---- looking

    def see(self, signs: Sequence[Sign] = (), sources: Sequence[Captured | None] = ()) -> View:
        """Look at the page once, at everything that these signs and sources need."""
        return look_at(self.page, self.base, self.dialogs.texts, ats_of(signs, sources))

    def glanced(self, signs: Sequence[Sign]) -> View | None:
        """Give, once, what was seen when the page came to rest, if these signs were looked at then."""
        view, self._glanced = self._glanced, None
        return view if tuple(signs) == self._glanced_for else None

    def probe(self, specs: Sequence[Spec], frame: Frame) -> list[dict[str, Any] | None]:
        """Give for each place None when it finds exactly one element, else why not."""
        return list(ask_again(frame, "probe", list(specs)))

    def survey(self, specs: Sequence[Spec], frame: Frame) -> list[dict[str, Any]]:
        """Give for each place its `names` on the server, or its `problem`."""
        return list(ask_again(frame, "survey", list(specs))) if specs else []

    def read(self, specs: Sequence[Spec], frame: Frame) -> list[dict[str, Any]]:
        """Read what these places show, in one question."""
        return list(ask_again(frame, "read", list(specs))) if specs else []

    # ---- acting

    def goto(self, url: str) -> None:
        """Open an address and wait until the page stands."""
        try:
            if "#" in url:
                # The same address but for its end would only scroll: the page must begin afresh.
                self.page.goto("about:blank", wait_until="commit", timeout=self.timeout * 1000)
            self.page.goto(url, wait_until="commit", timeout=self.timeout * 1000)
        except PlaywrightTimeout as error:
            # Only a browser that lives answers this, however slow the site is; else the watchdog ends it.
            ask_again(self.page.main_frame, "act")
            raise PageTrouble(too_slow(url)) from error
        except Error as error:
            check_lost(error)
            if self.page.is_closed():
                raise gone() from error
            raise SiteUnusable(
                say(
                    "เปิดเว็บไซต์ {u} ไม่ได้ ให้ตรวจเครือข่าย และ site.url กับพร็อกซี (browser.proxy และตัวแปร "
                    "ELAAS_BOT_PROXY_PASSWORD) ในไฟล์ตั้งค่า",
                    "The site {u} cannot be opened. Check the network, and in the config site.url and the "
                    "proxy (browser.proxy; its password is the variable ELAAS_BOT_PROXY_PASSWORD).",
                    u=url.partition("?")[0],
                )
            ) from error
        self.settle(self.page.main_frame, None)

    def point(
        self, frame: Frame, spec: Spec, what: Text, *, hidden: bool = False, aim: bool = False
    ) -> Point:
        """Wait until the place finds exactly one visible element; begins the count of its effects."""
        until = time.monotonic() + min(self.timeout, _PATIENCE)
        while True:
            found = ask_again(frame, "aimAt" if aim else "point", spec)
            if "problem" not in found and (found["visible"] or hidden):
                return Point(
                    targets=tuple(found["targets"]),
                    visible=found["visible"],
                    aim=found["aim"],
                    href=found["href"],
                    text=found["before"]["text"],
                    mark=found["mark"],
                )
            if time.monotonic() > until:
                raise not_as_mapped(what, found.get("problem") or {"ways": []})
            self.wait_change(frame)

    def click(
        self,
        at: At,
        what: Text,
        *,
        need: Need = "auto",
        until: Sign | None = None,
        inside: Spec | None = None,
    ) -> bool:
        """Click a place of the mapping that is not the commit and wait for what it sets off, if anything."""
        began = self.click_spec(self.frame(at), spec_of(at, inside=inside), what, need=need)
        if until:
            self.wait_for(until, what)
        return began

    def click_spec(
        self, frame: Frame, spec: Spec, what: Text, *, need: Need = "auto", double: bool = False
    ) -> bool:
        """Click and wait until the page is still again; tells whether anything began."""
        point = self.point(frame, spec, what, aim=True)
        if point.aim is None and self.clear_away():  # it was covered, by what is closed now
            point = self.point(frame, spec, what, aim=True)
        self.guard.pressing(point.targets)
        with as_trouble(what):
            if double:  # a second one for a press that missed would make three
                careful_press(frame, spec, self.timeout, double=True)
            else:
                press(frame, spec, point.aim, self.timeout)
        again = None if double else spec
        began = self.settle(frame, point.mark, need=need, drew=True, again=again, what=what)
        self.guard.pressing(())
        return began

    def clear_away(self) -> bool:
        """Click away what shows of the mapping's `dismiss`; tells whether anything did."""
        if self._clearing or not self.away:
            return False
        cleared = False
        self._clearing = True
        try:
            for at in self.away:
                frame = has_frame(self.page, frames_of(at))
                told = ask_again(frame, "point", spec_of(at)) if frame else {"problem": {}}
                if "problem" not in told and told["visible"] and not told["off"]:
                    self.click_spec(frame or self.page.main_frame, spec_of(at), _AWAY)
                    cleared = True
        finally:
            self._clearing = False
        return cleared

    def open_popup(self, frame: Frame, spec: Spec, what: Text, *, double: bool = False) -> Tab:
        """Click what opens a window and give that window, standing."""
        point = self.point(frame, spec, what)
        self.guard.pressing(point.targets)
        with as_trouble(what), self.page.expect_popup(timeout=self.timeout * 1000) as opened:
            careful_press(frame, spec, self.timeout, double=double)
        tab = self.popup(opened.value)
        tab.settle(tab.page.main_frame, None)
        return tab

    def settle(  # noqa: PLR0913 - what began, and what must come of it
        self,
        frame: Frame,
        since: Any,
        *,
        need: Need = "auto",
        drew: bool = False,
        again: Spec | None = None,
        what: Text | None = None,
    ) -> bool:
        """Wait until everything begun since the mark has ended; tells whether anything happened.

        `postback`: the document or its view state must really have changed; `request`: something must
        have been sent. PageTrouble when it does not end, or did not happen. `again` is pressed once more,
        with care, when the page tells that the press did not hit it; `what` is named where nothing happened.
        """
        places = ats_of((*self.watched[0], *self.ahead[0]), (*self.watched[1], *self.ahead[1]))
        plain = not self.base and frame == self.page.main_frame and not any(frames_of(at) for at in places)
        glances = [spec_of(at) for at in places] if plain and len(self.page.frames) == 1 else None
        with as_trouble(say("รอหน้าจอให้นิ่ง", "waiting for the page")):
            told = self._stillness.wait(
                frame, since, need, drew=drew, again=again, glances=glances, what=what
            )
        self._glanced, self._glanced_for = None, self.ahead[0]
        if told["look"] and len(self.page.frames) == 1:
            self._glanced = view_of(told["look"], self.dialogs.texts, places)
        self.guard.check()
        if told["began"]:
            self.on_change(self, self._glanced)
        self.dialogs.check()
        return bool(told["began"])

    def rest_slice(self, since: Any) -> bool:
        """After the commit: give every frame one slice of time; True when the whole page is still."""
        here = has_frame(self.page, self.base)
        if here is None:  # the page that held the screen's frame was left, as for a sign-in page
            return self._stillness.all_still(self.page.main_frame, None)
        return self._stillness.all_still(here, since)

    def took_miss(self) -> bool:
        """Tell once whether a press landed elsewhere and was swallowed by the page."""
        return self._stillness.took_miss()

    def wait_for(self, sign: Sign, what: Text, *, timeout: float | None = None) -> View:
        """Wait until the page shows a sign."""
        until = time.monotonic() + (timeout or self.timeout)
        while True:
            view = self.see([sign])
            if holds(sign, view):
                return view
            if time.monotonic() > until:
                raise PageTrouble(
                    say(
                        "{w}: รอแล้วไม่พบสิ่งที่ควรแสดง {s}",
                        "{w}: waited in vain for the page to show {s}",
                        w=what,
                        s=sign_words(sign),
                    )
                )
            self.wait_change(self.page.main_frame)
            self.guard.check()
            self.dialogs.check()

    def wait_change(self, frame: Frame) -> None:
        """Wait until the page changes, a fifth of a second at the longest."""
        self._stillness.change(frame)

"""One window of the site with all that watches it: looking, clicking, waiting until it is still."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bot.errors import PageTrouble, SiteUnusable
from bot.language import Text, say
from bot.site.locate import Spec, frame_in, frames_of, has_frame, locator, not_as_mapped, spec_of
from bot.site.looking import look_at
from bot.site.script import ask, ask_again, gone
from bot.site.signs import View, ats_of, holds
from bot.site.trouble import as_trouble

if TYPE_CHECKING:
    from playwright.sync_api import Download, Frame, Page

    from bot.planning.grammar import At, Captured, Sign
    from bot.site.dialogs import Dialogs
    from bot.site.guard import Guard

Need = Literal["auto", "postback", "request"]
_SLICE = 1000
_PATIENCE = 10.0
_CHANGE_SLICE = 200
_GRACE = 5.0


@dataclass(frozen=True, kw_only=True)
class Point:
    """What is known of an element about to be clicked, and the mark from which its effects count."""

    targets: tuple[str, ...]
    visible: bool
    off: bool
    idle: bool
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
    on_change: Callable[[Tab], None] = lambda _tab: None
    """Called whenever something happened on the page: the place for session and error signs."""
    background: set[str] = field(default_factory=set)
    """Paths that pages ask for by themselves, again and again or without end: not waited for."""
    _marks: dict[Frame, Any] = field(default_factory=dict)
    _downloads: int = 0

    def __post_init__(self) -> None:
        """Count downloads: they begin as navigations and come to nothing."""
        self.page.on("download", self._on_download)

    def popup(self, page: Page) -> Tab:
        """Give the tab of a window that this one opened."""
        return Tab(
            page, self.guard, self.dialogs, self.timeout, on_change=self.on_change, background=self.background
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

    def probe(self, specs: Sequence[Spec], frame: Frame) -> list[dict[str, Any] | None]:
        """Give for each place None when it finds exactly one element, else why not."""
        return list(ask_again(frame, "probe", list(specs)))

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
            raise PageTrouble(_too_slow(url)) from error
        except Error as error:
            if self.page.is_closed():
                raise gone() from error
            raise SiteUnusable(
                say(
                    "เปิดเว็บไซต์ {u} ไม่ได้ ให้ตรวจเครือข่ายและที่อยู่เว็บในไฟล์ตั้งค่า",
                    "The site {u} cannot be opened. Check the network and site.url in the config.",
                    u=url.partition("?")[0],
                )
            ) from error
        self.settle(self.page.main_frame, None)

    def point(self, frame: Frame, spec: Spec, what: Text, *, hidden: bool = False) -> Point:
        """Wait until the place finds exactly one visible element; begins the count of its effects."""
        until = time.monotonic() + min(self.timeout, _PATIENCE)
        while True:
            found = ask_again(frame, "point", spec)
            if "problem" not in found and (found["visible"] or hidden):
                return Point(
                    targets=tuple(found["targets"]),
                    visible=found["visible"],
                    off=found["off"],
                    idle=found["idle"],
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
    ) -> None:
        """Click a place of the mapping that is not the commit and wait for what it sets off."""
        self.click_spec(self.frame(at), spec_of(at, inside=inside), what, need=need)
        if until:
            self.wait_for(until, what)

    def click_spec(self, frame: Frame, spec: Spec, what: Text, *, need: Need = "auto") -> None:
        """Click and wait until the page is still again."""
        point = self.point(frame, spec, what)
        self.guard.pressing(point.targets)
        with as_trouble(what):
            locator(frame, spec).click(timeout=self.timeout * 1000, no_wait_after=True)
        self.settle(frame, point.mark, need=need, drew=True)
        self.guard.pressing(())

    def open_popup(self, frame: Frame, spec: Spec, what: Text) -> Tab:
        """Click what opens a window and give that window, standing."""
        point = self.point(frame, spec, what)
        self.guard.pressing(point.targets)
        with as_trouble(what), self.page.expect_popup(timeout=self.timeout * 1000) as opened:
            locator(frame, spec).click(timeout=self.timeout * 1000, no_wait_after=True)
        tab = self.popup(opened.value)
        tab.settle(tab.page.main_frame, None)
        return tab

    def settle(self, frame: Frame, since: Any, *, need: Need = "auto", drew: bool = False) -> bool:
        """Wait until everything begun since the mark has ended; tells whether anything happened.

        `postback`: the document or its view state must really have changed; `request`: something must
        have been sent. PageTrouble when it does not end, or did not happen.
        """
        until = time.monotonic() + self.timeout
        grace = time.monotonic() + min(self.timeout, _GRACE)
        while True:
            told = self._settled(frame, since, need=need, drew=drew)
            if told is None:
                drew = False
            elif told["state"] == "still":
                if _happened(told, need):
                    break
                if time.monotonic() > grace:
                    raise PageTrouble(_no_reaction())
                self.wait_change(frame)
            elif told["state"] == "leaving" and self._came_to_nothing():
                ask_again(frame, "stay")
            if time.monotonic() > until:
                raise PageTrouble(_too_slow(self.page.url))
        began = bool(told["began"])
        if began and len(self.page.frames) > 1:
            self._settle_others(frame)
        self._marks[frame] = told["mark"]
        self.guard.check()
        if began:
            self.on_change(self)
        self.dialogs.check()
        return began

    def rest_slice(self, since: Any) -> bool:
        """After the commit: give every frame one slice of time; True when the whole page is still."""
        still = True
        for frame in self.page.frames:
            if frame.is_detached():
                continue
            told = self._settled(frame, since if frame == self.frame() else None, need="auto", drew=True)
            if told is None:
                still = False
            elif told["state"] != "still":
                still = False
                if told["state"] == "leaving" and self._came_to_nothing():
                    ask_again(frame, "stay")
        return still

    def wait_for(self, sign: Sign, what: Text, *, timeout: float | None = None) -> View:
        """Wait until the page shows a sign."""
        until = time.monotonic() + (timeout or self.timeout)
        while True:
            view = self.see([sign])
            if holds(sign, view):
                return view
            if time.monotonic() > until:
                raise PageTrouble(
                    say("รอแล้วไม่พบสิ่งที่ควรแสดง: {w}", "Waited in vain for the page to show: {w}", w=what)
                )
            self.wait_change(self.page.main_frame)
            self.guard.check()
            self.dialogs.check()

    def wait_change(self, frame: Frame) -> None:
        """Wait until the page changes, a fifth of a second at the longest."""
        try:
            ask(frame, "change", _CHANGE_SLICE)
        except Error as error:
            if self.page.is_closed() or frame.is_detached():
                raise gone() from error

    def _settled(self, frame: Frame, since: Any, *, need: Need, drew: bool) -> dict[str, Any] | None:
        order = {
            "since": since,
            "slice": _SLICE,
            "firm": since is None,
            "drew": drew or need != "auto",
            "background": sorted(self.background),
        }
        try:
            told = dict(ask(frame, "settle", order))
        except Error as error:
            if self.page.is_closed() or frame.is_detached():
                raise gone() from error
            return None
        self.background.update(told["background"])
        return told

    def _settle_others(self, done: Frame) -> None:
        for frame in self.page.frames:
            if frame is done or frame.is_detached():
                continue
            until = time.monotonic() + self.timeout
            while time.monotonic() < until and not frame.is_detached():
                told = self._others_turn(frame)
                if told and told["state"] == "still":
                    self._marks[frame] = told["mark"]
                    break

    def _others_turn(self, frame: Frame) -> dict[str, Any] | None:
        try:
            return self._settled(frame, self._marks.get(frame), need="auto", drew=False)
        except PageTrouble:
            if self.page.is_closed():
                raise
            return None

    def _came_to_nothing(self) -> bool:
        downloads, self._downloads = self._downloads, 0
        return self.guard.take_stayed() or downloads > 0

    def _on_download(self, _download: Download) -> None:
        self._downloads += 1


def _happened(told: dict[str, Any], need: Need) -> bool:
    if need == "postback":
        return bool(told["changed"])
    return bool(told["began"]) or need == "auto"


def _too_slow(url: str) -> Text:
    return say(
        "หน้าเว็บ {u} ตอบช้าเกินกำหนด จะลองใหม่อีกครั้ง",
        "The page {u} took longer than allowed; it will be tried again.",
        u=url.partition("?")[0],
    )


def _no_reaction() -> Text:
    return say(
        "หน้าจอไม่ส่งข้อมูลกลับไปยังระบบตามที่ผังกำหนด (settle) จะลองใหม่อีกครั้ง",
        "The page did not post back as the mapping says it must (settle); it will be tried again.",
    )

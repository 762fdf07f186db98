"""Waiting until a page is still: what was begun has ended. No fixed times, no networkidle."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from playwright.sync_api import Error

from bot.errors import PageTrouble
from bot.language import Text, say
from bot.site.pressing import careful_press
from bot.site.script import ask, ask_again, gone

if TYPE_CHECKING:
    from playwright.sync_api import Download, Frame, Page

    from bot.site.guard import Guard
    from bot.site.locate import Spec

Need = Literal["auto", "postback", "request"]
_SLICE = 1000
_CHANGE_SLICE = 200
_GRACE = 5.0


@dataclass
class Stillness:
    """Waits for one page and its frames; `timeout` in seconds.

    `background` are paths that pages ask for by themselves, or without end, and addresses (`path?query`
    without numbers) that they ask for again and again: not waited for.
    """

    page: Page
    guard: Guard
    timeout: float
    background: set[str] = field(default_factory=set)
    _marks: dict[Frame, Any] = field(default_factory=dict)
    _downloads: int = 0
    _missed: bool = False

    def __post_init__(self) -> None:
        """Count downloads: they begin as navigations and come to nothing."""
        self.page.on("download", self._on_download)

    def wait(  # noqa: PLR0913 - what began, what must come of it, and what to look at then
        self,
        frame: Frame,
        since: Any,
        need: Need,
        *,
        drew: bool,
        again: Spec | None,
        glances: list[Spec] | None,
        what: Text | None = None,
    ) -> dict[str, Any]:
        """Wait until everything begun since the mark has ended; gives what the page told at last.

        `again` is pressed once more, with care, when the page tells that the press did not hit it.
        """
        until = time.monotonic() + self.timeout
        grace = time.monotonic() + min(self.timeout, _GRACE)
        while True:
            if frame.is_detached():
                frame, since = self.page.main_frame, None
            told = self.slice(frame, since, drew=drew or need != "auto", glances=glances)
            self.guard.check()
            if self.took_miss() and again is not None:
                careful_press(frame, again, self.timeout)
                again = None
            elif told and told["state"] == "still":
                if _happened(told, need):
                    break
                if time.monotonic() > grace:
                    raise PageTrouble(_no_reaction(what))
                self.change(frame)
            if time.monotonic() > until:
                raise PageTrouble(too_slow(self.page.url))
        self._marks[frame] = told["mark"]
        if told["began"] and len(self.page.frames) > 1:
            self._wait_others(frame)
        return told

    def all_still(self, frame: Frame, since: Any) -> bool:
        """After the commit: give every frame one slice of time; True when the whole page is still."""
        still = True
        for one in self.page.frames:
            if one.is_detached():
                continue
            told = self.slice(one, since if one == frame else None, drew=True)
            still = still and told is not None and told["state"] == "still"
        return still

    def slice(
        self, frame: Frame, since: Any, *, drew: bool, glances: list[Spec] | None = None
    ) -> dict[str, Any] | None:
        """Give a frame up to a second to come to rest; None when its document went away meanwhile."""
        order = {
            "since": since,
            "slice": _SLICE,
            "firm": since is None,
            "drew": drew,
            "background": sorted(self.background),
            "glances": glances,
        }
        try:
            told = dict(ask(frame, "settle", order))
        except Error as error:
            if self.page.is_closed():
                raise gone() from error
            return None
        self.background.update(told["background"])
        self._missed = self._missed or told["missed"]
        if told["state"] == "leaving" and self._came_to_nothing():
            ask_again(frame, "stay")
        return told

    def took_miss(self) -> bool:
        """Tell once whether a press landed elsewhere and was swallowed by the page."""
        missed, self._missed = self._missed, False
        return missed

    def change(self, frame: Frame) -> None:
        """Wait until the page changes, a fifth of a second at the longest."""
        try:
            ask(frame, "change", _CHANGE_SLICE)
        except Error as error:
            if self.page.is_closed() or frame.is_detached():
                raise gone() from error

    def _wait_others(self, done: Frame) -> None:
        """Wait for the other frames: a menu's link may have loaded one of them."""
        until = time.monotonic() + self.timeout
        for frame in self.page.frames:
            while frame is not done and not frame.is_detached() and time.monotonic() < until:
                told = self.slice(frame, self._marks.get(frame), drew=False)
                if told and told["state"] == "still":
                    self._marks[frame] = told["mark"]
                    break

    def _came_to_nothing(self) -> bool:
        downloads, self._downloads = self._downloads, 0
        return self.guard.take_stayed() or downloads > 0

    def _on_download(self, _download: Download) -> None:
        self._downloads += 1


def too_slow(url: str) -> Text:
    """Say that a page takes too long."""
    return say(
        "หน้าเว็บ {u} ตอบช้าเกินกำหนด จะลองใหม่อีกครั้ง",
        "The page {u} took longer than allowed; it will be tried again.",
        u=url.partition("?")[0],
    )


def _happened(told: dict[str, Any], need: Need) -> bool:
    if need == "postback":
        return bool(told["changed"])
    return bool(told["began"]) or need == "auto"


def _no_reaction(what: Text | None) -> Text:
    return say(
        "{w}: หน้าจอไม่ส่งข้อมูลกลับไปยังระบบตามที่ผังกำหนด (settle) จะลองใหม่อีกครั้ง",
        "{w}: the page did not post back as the mapping says it must (settle); it will be tried again.",
        w=what or say("หน้าเว็บ", "The page"),
    )

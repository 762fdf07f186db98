"""Ends a browser that hangs. It lives in a thread of its own, for a hanging browser hangs our own thread too.

Playwright's calls wait for an answer of the browser's driver, some of them without end: a page in an endless
loop, a browser or a driver that is stopped, a picture that is never taken. The watchdog counts for how long
no answer came while something is being done on the site. When that is too long it ends the browser and its
driver; the waiting call then fails as it does when a browser is closed, and the work goes on from there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Self

from loguru import logger

from bot.errors import BrowserLost
from bot.language import say

_STEP = 1.0
"""Seconds between two looks. Time is counted in these, not by a clock: a machine that slept is no hang."""


@dataclass
class Watch:
    """One thing that is being done: how many seconds the browser may be silent; `bitten`: it was ended."""

    patience: float
    bitten: bool = False


class Watchdog:
    """Counts the browser's silence, and ends it when there is too much of it."""

    def __init__(
        self, *, grace: float, end: Callable[[], object], lives: Callable[[], bool], step: float = _STEP
    ) -> None:
        """Allow `grace` seconds beyond what the thing being done may take by itself.

        `end` ends browser and driver; `lives` tells whether the driver is there.
        """
        self._grace = grace
        self._end = end
        self._lives = lives
        self._step = step
        self._silent = 0.0
        self._watch: Watch | None = None
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep_looking, name="watchdog", daemon=True)

    def __enter__(self) -> Self:
        """Begin to look."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Look no longer."""
        self._over.set()
        self._thread.join()

    @contextmanager
    def over(self, patience: float) -> Iterator[Watch]:
        """Watch over what is done in the block; one of its calls may lawfully take `patience` seconds."""
        watch = Watch(patience + self._grace)
        with self._watching(watch):
            yield watch

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """Look away while a person is asked for something."""
        with self._watching(None):
            yield

    def alive(self) -> None:
        """Know that the browser answered."""
        with self._lock:
            self._silent = 0.0

    def lost(self) -> BrowserLost | None:
        """Give the error to raise when the browser cannot answer any more."""
        watch = self._watch
        if watch is not None and watch.bitten:
            return _hung(watch)
        return None if self._lives() else _gone()

    @contextmanager
    def _watching(self, watch: Watch | None) -> Iterator[None]:
        with self._lock:
            outer, self._watch, self._silent = self._watch, watch, 0.0
        token = _ON_WATCH.set(self)
        try:
            yield
        finally:
            _ON_WATCH.reset(token)
            with self._lock:  # a bite that has begun ends before anything new is started
                self._watch, self._silent = outer, 0.0
                if outer and watch:
                    outer.bitten = outer.bitten or watch.bitten

    def look(self) -> None:
        """Count one step of silence; end the browser if that is one too many."""
        with self._lock:
            watch = self._watch
            if watch is None:
                return
            self._silent += self._step
            if self._silent > watch.patience:
                watch.bitten = True
                logger.warning("browser_hung", silent=self._silent)
                self._end()

    def _keep_looking(self) -> None:
        while not self._over.wait(self._step):
            self.look()


_ON_WATCH: ContextVar[Watchdog | None] = ContextVar("on_watch", default=None)


def answered() -> None:
    """Tell the watchdog, if one is on watch, that the browser answered."""
    if watchdog := _ON_WATCH.get():
        watchdog.alive()


def check_lost(cause: BaseException | None) -> None:
    """Raise BrowserLost if the browser can answer no more, so that nobody goes on asking it."""
    watchdog = _ON_WATCH.get()
    if watchdog and (lost := watchdog.lost()):
        raise lost from cause


@contextmanager
def looking_away() -> Iterator[None]:
    """Let the watchdog, if one is on watch, look away while a person may be asked for something."""
    watchdog = _ON_WATCH.get()
    with watchdog.asleep() if watchdog else nullcontext():
        yield


def _hung(watch: Watch) -> BrowserLost:
    """Say that the browser hung and was ended."""
    return BrowserLost(
        say(
            "เบราว์เซอร์ไม่ตอบสนองนานเกิน {n} วินาที จึงปิดและเปิดใหม่ "
            "หากเกิดซ้ำให้ปิดโปรแกรมอื่นที่ใช้เครื่องหนัก หรือเพิ่ม pacing.hang_after ในไฟล์ตั้งค่า",
            "The browser did not answer for more than {n} seconds; it was ended and a fresh one is started."
            " If that comes again, close what keeps the computer busy, or raise pacing.hang_after in the"
            " config.",
            n=round(watch.patience),
        )
    )


def _gone() -> BrowserLost:
    return BrowserLost(
        say(
            "เบราว์เซอร์หยุดทำงาน จะเปิดใหม่แล้วลองอีกครั้ง",
            "The browser stopped working; it will be opened again.",
        )
    )

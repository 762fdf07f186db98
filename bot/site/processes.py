"""The processes behind a browser: what drives it and what it started, seen from outside of Playwright."""

from __future__ import annotations

from contextlib import suppress

import psutil


class Processes:
    """Everything that this process started since stock was taken: the driver, and the browser below it."""

    def __init__(self) -> None:
        """Know of nothing yet."""
        self._before: frozenset[int] = frozenset()
        self._driver: psutil.Process | None = None

    def take_stock(self) -> None:
        """Remember what is there before anything is started; that is never touched."""
        self._before = frozenset(one.pid for one in psutil.Process().children(recursive=True))

    def know_driver(self) -> None:
        """Take what was started just now as what drives the browser; nothing was, when it is shared."""
        started = self._ours(recursive=False)
        self._driver = max(started, key=psutil.Process.create_time, default=None)

    def driven(self) -> bool:
        """Tell whether the driver lives; true as long as none is known."""
        try:
            return self._driver is None or self._driver.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def end(self) -> int:
        """End everything, the browser before its driver; gives how many processes there were.

        A browser whose driver is gone lets go what it held back, also its own copy of a commit.
        """
        ours = self._ours(recursive=True)
        ours.sort(key=lambda one: self._driver is not None and one.pid == self._driver.pid)
        for one in ours:
            with suppress(psutil.Error):
                one.kill()
        return len(ours)

    def megabytes(self) -> float:
        """Give the resident memory of all of them."""
        total = 0
        for one in self._ours(recursive=True):
            with suppress(psutil.Error):
                total += one.memory_info().rss
        return total / 1e6

    def _ours(self, *, recursive: bool) -> list[psutil.Process]:
        there = psutil.Process().children(recursive=recursive)
        return [one for one in there if one.pid not in self._before]

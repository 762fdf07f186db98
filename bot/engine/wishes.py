"""What persons want of a running bot: pause, go on, stop, skip; heeded between entries, before a commit."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.handover import Asked
from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey
from bot.engine.ports import Clock, Ledger, Progress
from bot.errors import StoppedByPerson
from bot.language import say

_SLICE = 1.0
"""Seconds slept at a time, so that a stop is heeded soon."""

_MAY_BE_SKIPPED = frozenset({Status.PENDING, Status.WAITING, Status.IN_DOUBT, Status.REJECTED, Status.FAILED})


class Wishes:
    """Listens to the stop flag of this process and to the wishes left in the ledger."""

    def __init__(self, *, ledger: Ledger, clock: Clock, stop: Callable[[], bool], progress: Progress) -> None:
        """Listen; `stop` tells whether Ctrl-C was pressed."""
        self._ledger = ledger
        self._clock = clock
        self._flag = stop
        self._progress = progress
        self._stopped_by = ""
        self._paused = False
        self._in_hand: EntryKey | None = None
        self._skip_in_hand: Asked | None = None

    def between(self) -> None:
        """Heed everything between two entries: stay while paused, raise StoppedByPerson on a stop."""
        self._in_hand = None
        self._listen()
        if self._paused:
            self._progress("paused", {})
            self._ledger.note("paused")
            while self._paused:
                self.wait(_SLICE)
            self._progress("resumed", {})
            self._ledger.note("resumed")
        self._stop_if_asked()

    def take_in_hand(self, key: EntryKey) -> None:
        """Know which entry is being worked on: a skip of it is heeded right before its commit."""
        self._in_hand = key

    def let_go(self) -> None:
        """End the attempt; a skip that came too late for its commit is heeded if it still can be."""
        self._in_hand = None
        if self._skip_in_hand:
            wish, self._skip_in_hand = self._skip_in_hand, None
            self._skip(wish)

    def before_commit(self, key: EntryKey) -> Asked | None:
        """Give a stop or a skip of this very entry that must be heeded before it is committed."""
        self._listen()
        if self._skip_in_hand and self._skip_in_hand.key == key:
            wish, self._skip_in_hand = self._skip_in_hand, None
            return wish
        return Asked(id=0, wish="stop", who=self._stopped_by) if self._wants_stop() else None

    def wait(self, seconds: float) -> None:
        """Let time pass in small slices; a stop ends it with StoppedByPerson."""
        left = seconds
        while left > 0:
            self._stop_if_asked()
            slept = min(left, _SLICE)
            self._clock.sleep(slept)
            left -= slept
            self._listen()
        self._stop_if_asked()

    def _listen(self) -> None:
        for wish in self._ledger.asked():
            match wish.wish:
                case "pause":
                    self._paused = True
                case "go_on":
                    self._paused = False
                case "stop":
                    self._stopped_by = wish.who or "?"
                case _ if wish.key == self._in_hand:
                    self._skip_in_hand = wish
                case _:
                    self._skip(wish)

    def _skip(self, wish: Asked) -> None:
        """Skip an entry if its status allows; otherwise say that it came too late."""
        if wish.key and self._ledger.status_of(wish.key) in _MAY_BE_SKIPPED:
            self._ledger.skipped(wish.key, wish.reason, who=wish.who)
            self._progress("skipped", {"key": wish.key, "text": wish.reason})
        else:
            self._ledger.note("too_late", key=wish.key, wish=wish.wish, who=wish.who)
            self._progress("too_late", {"key": wish.key})

    def _wants_stop(self) -> bool:
        return bool(self._stopped_by) or self._flag()

    def _stop_if_asked(self) -> None:
        if self._wants_stop():
            raise StoppedByPerson(
                say(
                    "หยุดตามคำสั่งของผู้ใช้ ทุกอย่างที่ทำไปแล้วจดไว้ครบ สั่ง run อีกครั้งเพื่อทำต่อ",
                    "Stopped as a person asked; everything that happened is written down."
                    " Run again to go on.",
                )
            )

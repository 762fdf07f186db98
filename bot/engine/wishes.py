"""What persons want of a running bot: heeded between entries and before a commit, never in between."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.handover import AWAITING_COMMIT, COMMIT_GIVEN, Asked
from bot.domain.lifecycle import RETAKEN, Status
from bot.domain.model import EntryKey
from bot.engine.ports import Clock, Ledger, Progress
from bot.errors import StoppedByPerson
from bot.language import say

SLICE = 1.0
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
        self._finish_by = ""
        self._step = False
        self._committed: EntryKey | None = None
        self._paused = False
        self._in_hand: EntryKey | None = None
        self._skip_in_hand: Asked | None = None
        self.left: set[EntryKey] = set()
        """Parked entries that a person said to leave as they are."""

    def step_by_step(self, *, on: bool) -> None:
        """Wait before each commit until a person has looked at the filled screen, or do not."""
        self._step = on

    def between(self) -> None:
        """Heed everything between two entries: stay while paused, raise StoppedByPerson on a stop."""
        self._in_hand = None
        self._listen()
        if self._paused:
            self._progress("paused", {})
            self._ledger.note("paused")
            while self._paused:
                self.wait(SLICE)
            self._progress("resumed", {})
            self._ledger.note("resumed")
        self._stop_if_asked()

    def take_in_hand(self, key: EntryKey) -> None:
        """Know which entry is being worked on: a skip of it is heeded right before its commit."""
        self._in_hand, self._committed = key, None

    def let_go(self) -> None:
        """End the attempt; a skip that came too late for its commit is heeded if it still can be."""
        self._in_hand = None
        if self._skip_in_hand:
            wish, self._skip_in_hand = self._skip_in_hand, None
            self._skip(wish)

    def before_commit(self, key: EntryKey) -> Asked | None:
        """Give a stop or a skip of this very entry that must be heeded before it is committed.

        Step by step it waits here until a person says commit, skip or stop.
        """
        self._listen()
        if self._step and not self._must_not(key):
            self._ledger.note(AWAITING_COMMIT, key=key)
            self._progress(AWAITING_COMMIT, {"key": key})
            while self._committed != key and not self._must_not(key):
                self._clock.sleep(SLICE)
                self._listen()
            if self._committed == key:
                self._committed = None
                self._ledger.note(COMMIT_GIVEN, key=key)
        if self._skip_in_hand and self._skip_in_hand.key == key:
            wish, self._skip_in_hand = self._skip_in_hand, None
            return wish
        return Asked(id=0, wish="stop", who=self._stopped_by) if self._wants_stop() else None

    def wait(self, seconds: float) -> None:
        """Let time pass in small slices; a stop ends it with StoppedByPerson."""
        left = seconds
        while left > 0:
            self._stop_if_asked()
            slept = min(left, SLICE)
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
                case "finish":
                    self._finish_by = wish.who or "?"
                case "commit":
                    self._commit(wish)
                case "correct" | "leave":
                    self._decided(wish)
                case _ if wish.key == self._in_hand:
                    self._skip_in_hand = wish
                case _:
                    self._skip(wish)

    def _commit(self, wish: Asked) -> None:
        """Take the word for the filled screen that waits; for any other entry it comes too late."""
        if self._step and wish.key is not None and wish.key == self._in_hand:
            self._committed = wish.key
        else:
            self._too_late(wish)

    def _decided(self, wish: Asked) -> None:
        """Act on a decision about a parked entry, if it still is one."""
        if not wish.key or self._ledger.status_of(wish.key) not in RETAKEN:
            self._too_late(wish)
        elif wish.wish == "leave":
            self.left.add(wish.key)
            self._ledger.note("left", key=wish.key, who=wish.who, reason=wish.reason)
            self._progress("left", {"key": wish.key, "text": wish.reason})
        elif self._ledger.corrected(wish.key):
            self._progress("corrected", {"key": wish.key})
        else:
            self._too_late(wish)

    def _must_not(self, key: EntryKey) -> bool:
        return self._wants_stop() or bool(self._skip_in_hand and self._skip_in_hand.key == key)

    def _skip(self, wish: Asked) -> None:
        """Skip an entry if its status allows; otherwise say that it came too late."""
        if wish.key and self._ledger.status_of(wish.key) in _MAY_BE_SKIPPED:
            self._ledger.skipped(wish.key, wish.reason, who=wish.who)
            self._progress("skipped", {"key": wish.key, "text": wish.reason})
        else:
            self._too_late(wish)

    def _too_late(self, wish: Asked) -> None:
        self._ledger.note("too_late", key=wish.key, wish=wish.wish, who=wish.who)
        self._progress("too_late", {"key": wish.key})

    def _wants_stop(self) -> bool:
        return bool(self._stopped_by) or self._flag()

    def _stop_if_asked(self) -> None:
        if self._wants_stop() or (self._finish_by and self._in_hand is None):
            raise StoppedByPerson(
                say(
                    "หยุดตามคำสั่งของผู้ใช้ ทุกอย่างที่ทำไปแล้วจดไว้ครบ สั่ง run อีกครั้งเพื่อทำต่อ",
                    "Stopped as a person asked; everything that happened is written down."
                    " Run again to go on.",
                )
            )

"""Parked entries: refused or failed ones that wait for a person while everything else goes on."""

from __future__ import annotations

from bot.domain.handover import AWAITING_DECISIONS, TOOK_UP
from bot.domain.lifecycle import RETAKEN, Status
from bot.domain.model import EntryKey
from bot.engine.ports import Ledger, Progress
from bot.engine.wishes import SLICE, Wishes


class Parking:
    """The entries of one run that a person must decide on, as far as nobody has yet."""

    def __init__(self, ledger: Ledger, wishes: Wishes, tell: Progress) -> None:
        """Park nothing yet."""
        self._ledger = ledger
        self._wishes = wishes
        self._tell = tell
        self._parked: set[EntryKey] = set()

    def park(self, key: EntryKey) -> None:
        """Keep an entry for a person."""
        self._parked.add(key)

    def work_again(self) -> bool:
        """Wait for decisions; true when a parked entry may be tried again, false when all are decided.

        A person's stop ends the wait with StoppedByPerson.
        """
        if not self._undecided():
            return False
        self._ledger.note(AWAITING_DECISIONS, parked=len(self._undecided()))
        self._tell(AWAITING_DECISIONS, {})
        while not (again := self._taken_out()) and self._undecided():
            self._wishes.wait(SLICE)
        self._ledger.note(TOOK_UP)
        self._tell(TOOK_UP, {})
        return again

    def _undecided(self) -> set[EntryKey]:
        left = self._parked - self._wishes.left
        return {key for key in left if self._ledger.status_of(key) in RETAKEN}

    def _taken_out(self) -> bool:
        """Take out what may be tried again; tell whether there is any."""
        again = {key for key in self._parked if self._ledger.status_of(key) is Status.PENDING}
        self._parked -= again
        return bool(again)

"""Which entry comes next: in plan order, and only when everything that it needs is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.domain.handover import Claim
from bot.domain.lifecycle import COMMITTED
from bot.domain.model import Entry
from bot.engine.months import Months
from bot.engine.needs import Needs, Unmet
from bot.engine.ports import Ledger, Progress
from bot.engine.refusals import place_of
from bot.errors import MenuMissing


class Queue:
    """Claims entries; those whose needs are not met are put aside as WAITING, and looked at again."""

    def __init__(
        self,
        ledger: Ledger,
        needs: Needs,
        *,
        months: Months,
        stopped: Callable[[], frozenset[str]],
        tell: Progress,
    ) -> None:
        """Take the ledger; `stopped` gives the screens on which nothing may be entered now."""
        self._months = months
        self._ledger = ledger
        self._needs = needs
        self._stopped = stopped
        self._tell = tell
        self._no_right: dict[str, MenuMissing] = {}
        self._posted = 0
        """Documents that were on the site when the waiting entries were looked at last."""

    def next(self, run: int) -> Claim | None:
        """Take the next entry that may be entered, its new numbers filled in; None when there is none.

        None also where only entries of a month are left that may not begin yet.

        Raises MenuMissing when only entries of screens are left to which their users have no right.
        """
        while True:
            entry = self._ledger.upcoming(not_screens=self._closed())
            if (entry is None or self._months.begins(entry)) and self._posted != self._on_site():
                self.look_again()
                continue
            if entry is None or (self._months.begins(entry) and not self._months.opens(entry)):
                for error in self._no_right.values():
                    raise error
                return None
            unmet = self._needs.unmet(entry) if entry.needs else None
            if unmet is not None:
                self._put_aside(entry, unmet)
                continue
            claim = self._ledger.claim(run, not_screens=self._closed())
            return replace(claim, planned=self._needs.planned(claim.planned)) if claim else None

    def no_right(self, screen: str, error: MenuMissing) -> None:
        """Leave a screen alone for the rest of the run: its user lacks the right, and no row is to blame."""
        self._no_right[screen] = error
        self._ledger.note("no_right", screen=screen, text=error.text.en)
        self._tell("no_right", {"screen": screen, "text": error.text})

    def look_again(self) -> None:
        """Look at every waiting entry: what it needs may be there now, or be another thing."""
        self._posted = self._on_site()
        self._needs.look_afresh()
        for entry in self._ledger.waiting():
            unmet = self._needs.unmet(entry)
            if unmet is None:
                self._ledger.ready(entry.key)
                self._tell("ready", {"key": entry.key, "place": place_of(entry)})
            else:
                self._put_aside(entry, unmet)

    def _closed(self) -> frozenset[str]:
        return self._stopped() | self._no_right.keys()

    def _on_site(self) -> int:
        counts = self._ledger.counts()
        return sum(counts[status] for status in COMMITTED)

    def _put_aside(self, entry: Entry, unmet: Unmet) -> None:
        standing = self._ledger.standing(entry.key)
        if standing and (standing.reason, standing.message) == (unmet.reason, unmet.text):
            return
        self._ledger.waits(entry.key, unmet.reason, unmet.text, waits_for=unmet.waits_for)
        told = {"key": entry.key, "place": place_of(entry), "screen": entry.screen, "text": unmet.text}
        self._tell("waiting", told)

"""Further documents equal to a posted entry: stored twice by the site, or typed by somebody else too."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.handover import Posted
from bot.domain.model import Difference, Readback
from bot.engine.foreign import Foreign
from bot.engine.lookalikes import look_at, same_number
from bot.engine.patience import Patience
from bot.engine.ports import Ports


class Copies:
    """Searches once for entries that one search finds; opens only what may be a copy; never submits."""

    def __init__(self, ports: Ports, foreign: Foreign, patience: Patience) -> None:
        """Take the ports; searches are tried again by `patience`."""
        self._site, self._ledger, self._judge = ports.site, ports.ledger, ports.judge
        self._foreign = foreign
        self._patience = patience
        self._found: dict[tuple[str, ...], tuple[Readback, ...]] = {}

    def look_afresh(self) -> None:
        """Forget what the lists showed: a document may have come up since."""
        self._found.clear()

    def of(self, posted: Posted) -> tuple[str, ...]:
        """Give the numbers of standing documents equal to the entry: not ours, and not there before it."""
        entry = posted.entry
        known = self._ledger.claimed_numbers(entry.screen) | frozenset(posted.baseline)
        rows = self._rows(posted)

        def look() -> tuple[str, ...]:
            return look_at(rows, self._site, self._judge, entry, known=known).equal

        equal = tuple(number for number in self._patience.reading(look) if number)
        self._foreign.found(entry, (row.number for row in rows), known=known)
        return equal

    def of_list(self, posted: Posted) -> tuple[Difference, ...]:
        """Give what the list of `find` shows otherwise of the document itself.

        By that list a document is known again before it could be entered a second time. A list may have
        one row for each line of a document; of such rows nothing is said.
        """
        entry = posted.entry
        own = [row for row in self._rows(posted) if same_number(row.number, posted.number)]
        if len(own) != 1 or own[0].cancelled or self._judge.may_be(entry, own[0]):
            return ()
        told = self._judge.likeness(entry, own[0], whole=False).differences
        return tuple(replace(one, seen=f"{one.seen} (รายการค้นหา / list of find)") for one in told)

    def _rows(self, posted: Posted) -> tuple[Readback, ...]:
        group = (posted.entry.screen, *self._judge.search_group(posted.entry))
        if group not in self._found:
            self._found[group] = self._patience.reading(lambda: self._site.search(posted.entry))
        return self._found[group]

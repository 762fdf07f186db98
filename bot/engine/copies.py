"""Further documents equal to a posted entry: stored twice by the site, or typed by somebody else too."""

from __future__ import annotations

from bot.domain.handover import Posted
from bot.domain.model import Readback
from bot.engine.foreign import Foreign
from bot.engine.lookalikes import look_at
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

    def _rows(self, posted: Posted) -> tuple[Readback, ...]:
        group = (posted.entry.screen, *self._judge.search_group(posted.entry))
        if group not in self._found:
            self._found[group] = self._patience.reading(lambda: self._site.search(posted.entry))
        return self._found[group]

"""Documents of other people that came up on the site while the bot was working: told, never claimed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.domain.model import Entry
from bot.engine.lookalikes import without
from bot.engine.ports import Ledger, Progress


class Foreign:
    """Recognises documents that are on the site, were not there before, and are no receipt of ours."""

    def __init__(self, ledger: Ledger, tell: Progress) -> None:
        """Keep them in the ledger; each is told once."""
        self._ledger = ledger
        self._tell = tell

    def found(self, entry: Entry, numbers: Iterable[str], *, known: Collection[str]) -> None:
        """Take the numbers that a search for an entry showed; `known` stood there before or are ours."""
        new = without(numbers, known)
        for number in self._ledger.foreign(entry.key, new) if new else ():
            self._tell("foreign", {"screen": entry.screen, "text": number})

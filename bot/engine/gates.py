"""What must hold on the site before entries may follow: the books agree before the first one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.handover import OPENING_COMPARED
from bot.domain.lifecycle import COMMITTED, Status
from bot.engine.months import MonthlyBooks
from bot.engine.patience import Patience
from bot.engine.ports import Ledger, Progress
from bot.errors import InputProblems, Problem

_TOUCHED = COMMITTED | {Status.COMMITTING, Status.IN_DOUBT}


class Books(MonthlyBooks, Protocol):
    """The site's reports and the workbook's own books, side by side."""

    def opening(self) -> Sequence[Problem] | None:
        """Read the site's reports of the day before and give every difference; None: nothing to compare."""


class Gates:
    """Looks at the books before entries; raises InputProblems, with every difference, where they differ."""

    def __init__(self, ledger: Ledger, books: Books | None, patience: Patience, tell: Progress) -> None:
        """Take the books; None: nothing is compared."""
        self._ledger = ledger
        self._books = books
        self._patience = patience
        self._tell = tell

    def before_the_first(self) -> None:
        """Compare what stood in the books before, once: nothing of ours may be on the site yet."""
        counts = self._ledger.counts()
        if self._books is None or any(counts[status] for status in _TOUCHED):
            return
        found = self._patience.reading(self._books.opening)
        if found is None:
            return
        self._ledger.note(OPENING_COMPARED, differences=len(found))
        self._tell(OPENING_COMPARED, {"differences": len(found)})
        if found:
            raise InputProblems(found)

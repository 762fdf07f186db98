"""One more look right after a commit: is the told number this entry's, is it there once, what else came.

After a refusal too: is it really not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from bot.domain.handover import UNLISTED
from bot.domain.model import Entry, EntryKey, Receipt
from bot.engine import doubts
from bot.engine.foreign import Foreign
from bot.engine.lookalikes import Look, look_for, same_number
from bot.engine.ports import Ports
from bot.errors import BotError, LedgerBroken, Refused

_NO_ACCIDENT = 2


class Confirming:
    """Takes a receipt as it is, completes it, or says why it must be doubted; never submits."""

    def __init__(
        self, ports: Ports, foreign: Foreign, *, look_after: bool, prove: Callable[[EntryKey], bool]
    ) -> None:
        """Take the ports; without `look_after` a receipt with a number is not looked up.

        `prove` reads a posted entry back at once and tells whether it is as it was meant.
        """
        self._prove = prove
        self._strange: Counter[str] = Counter()
        """How many documents of a screen its list showed otherwise than they were typed."""
        self._calm: set[str] = set()
        """Screens of which such a document read back as it was meant."""
        self._otherwise: EntryKey | None = None
        self._site, self._ledger, self._judge = ports.site, ports.ledger, ports.judge
        self._foreign = foreign
        self._look_after = look_after

    def confirm(self, entry: Entry, receipt: Receipt, before: Look) -> tuple[Receipt, str]:
        """Give the receipt, with its number, and the code of the doubt; "" when there is none."""
        others = self._ledger.claimed_numbers(entry.screen) | frozenset(before.numbers)
        if receipt.requests != 1:
            return receipt, doubts.REQUESTS
        if receipt.number and any(same_number(number, receipt.number) for number in others):
            return receipt, doubts.WRONG_NUMBER
        if receipt.number and not self._look_after:
            return receipt, ""
        look = self._looked(entry, receipt, others)
        if look is None:
            return receipt, ""
        self._otherwise = entry.key if _shows_otherwise(receipt, look) else None
        if receipt.number and not any(same_number(number, receipt.number) for number in look.numbers):
            self._ledger.note(UNLISTED, key=entry.key, screen=entry.screen, number=receipt.number)
        new = tuple(number for number in look.equal if number)
        if not receipt.number and len(new) == 1:
            receipt = replace(receipt, number=new[0])
        reason = _reason(receipt, new)
        if not reason:
            self._foreign.found(entry, look.numbers, known=others | {receipt.number})
        return receipt, reason

    def posted(self, entry: Entry) -> None:
        """Read back, once it is booked, the second document that the list showed otherwise than it was typed.

        One may be an accident, which whoever verifies tells. A site that stores something else again and
        again is seen here, and not after hundreds of documents.
        """
        if self._otherwise != entry.key:
            return
        self._strange[entry.screen] += 1
        if self._strange[entry.screen] < _NO_ACCIDENT or entry.screen in self._calm:
            return
        try:
            if self._prove(entry.key):
                self._calm.add(entry.screen)
        except LedgerBroken:
            raise
        except BotError as trouble:  # told by whoever verifies; a stop is heeded before the next entry
            self._ledger.note("not_looked", key=entry.key, text=trouble.text.en)

    def refused(self, entry: Entry, error: Refused, before: Look) -> tuple[str, ...]:
        """Give the equal documents that came up with a commit which the site refused; none, as a rule.

        A page may say no to what is stored already: something on the way sent the request twice and the
        second was refused as a double, or a server failed after it had stored.
        """
        if error.requests == 0 or not self._look_after:
            return ()
        others = self._ledger.claimed_numbers(entry.screen) | frozenset(before.numbers)
        try:
            return look_for(self._site, self._judge, entry, known=others).equal
        except BotError as trouble:
            self._ledger.note("not_looked", key=entry.key, text=trouble.text.en)
            return ()

    def _looked(self, entry: Entry, receipt: Receipt, others: frozenset[str]) -> Look | None:
        """Look; a number that the site showed stands even if the search fails now (None)."""
        try:
            return look_for(self._site, self._judge, entry, known=others, told=receipt.number)
        except BotError as error:
            if not receipt.number:
                raise
            self._ledger.note("not_looked", key=entry.key, number=receipt.number, text=error.text.en)
            return None


def _shows_otherwise(receipt: Receipt, look: Look) -> bool:
    """Tell whether the document of the told number shows something else than was typed."""
    if any(same_number(number, receipt.number) for number in look.equal):
        return False
    return any(same_number(one.number, receipt.number) and one.differences for one in look.seen)


def _reason(receipt: Receipt, new: tuple[str, ...]) -> str:
    if not receipt.number:
        return doubts.NO_NUMBER
    if any(same_number(number, receipt.number) for number in new):
        return doubts.STORED_TWICE if len(new) > 1 else ""
    # Nothing equal came up: a list may show it only later, or the site stored something else than was
    # typed under this number. Either way the receipt stands, and the read-back tells.
    return doubts.WRONG_NUMBER if new else ""

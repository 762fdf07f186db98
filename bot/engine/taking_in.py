"""A plan is brought into the ledger: what is new becomes PENDING, what cannot be is refused by name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.handover import Enqueued
from bot.domain.model import EntryKey, Plan
from bot.engine.orders import Orders
from bot.engine.ports import Ports, Progress
from bot.engine.refusals import place_of, refuse_edited, refuse_renamed
from bot.language import Text, say

_SHOWN = 5
"""Places named in one sentence; `status --entries` lists them all."""


class TakingIn:
    """Brings ledger and plan together; nothing is sent."""

    def __init__(self, ports: Ports, tell: Progress) -> None:
        """Take the ledger and the judge."""
        self._ports = ports
        self._tell = tell

    def begin(self, plan: Plan, orders: Orders) -> Enqueued:
        """Do it at the start of a run, when nothing was sent yet."""
        self._ports.ledger.interrupted()
        told = self.again(plan)
        if orders.retry:
            self._ports.ledger.take_up_again(orders.retry)
        return told

    def again(self, plan: Plan) -> Enqueued:
        """Do it once more: what is settled now may have been edited or taken out meanwhile."""
        told = self._ports.ledger.enqueue(plan)
        refuse_edited(told, self._ports.judge)
        refuse_renamed(told, plan, self._ports.ledger, self._ports.judge)
        for key in told.gone:
            self._tell("gone", {"key": key})
        if told.dropped:
            self._tell("dropped", {"text": self._dropped(told.dropped)})
        return told

    def _dropped(self, keys: Sequence[EntryKey]) -> Text:
        """Name rows that were to be entered and are in the workbook no more: nobody else would miss them."""
        standings = [standing for key in keys[:_SHOWN] if (standing := self._ports.ledger.standing(key))]
        places = ", ".join(place_of(standing.entry) for standing in standings)
        more = ", …" if len(keys) > _SHOWN else ""
        return say("{n} รายการ ({p}{more})", "{n} entries ({p}{more})", n=len(keys), p=places, more=more)

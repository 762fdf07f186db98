"""Lists that show a stored document late: known by what they did not show right after its commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from bot.domain.handover import Posted
from bot.domain.model import EntryKey, Readback
from bot.engine.lookalikes import same_number
from bot.engine.ports import Ports

MAY_COME = timedelta(minutes=10)
"""For so long after a commit a late list is looked at again."""
PATIENT_LOOKS = 5
"""Further looks, each after twice as long a pause."""

Reading = Callable[[tuple[Posted, ...]], Mapping[EntryKey, Readback]]


class LateLists:
    """Reads posted entries back, again where the list is known not to have shown them yet."""

    def __init__(self, ports: Ports, *, wait: Callable[[float], None], pause: float) -> None:
        """Take the ports; before the first further look it waits `pause` seconds."""
        self._ledger, self._clock = ports.ledger, ports.clock
        self._wait = wait
        self._pause = pause

    def read(self, group: Sequence[Posted], reading: Reading) -> dict[EntryKey, Readback]:
        """Give what the site shows of these entries; for one that may only be late it looks again."""
        found = dict(reading(tuple(group)))
        for look in range(PATIENT_LOOKS):
            late = tuple(one for one in group if one.entry.key not in found and self._may_come(one))
            if not late:
                break
            self._wait(self._pause * 2**look)
            found |= reading(late)
        return found

    def _may_come(self, posted: Posted) -> bool:
        hidden = self._ledger.unlisted(posted.entry.screen, self._clock.now() - MAY_COME)
        return any(same_number(number, posted.number) for number in hidden)

"""What a person wants of one run."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.approval import Approving
from bot.domain.handover import Mode
from bot.domain.lifecycle import Status


@dataclass(frozen=True, kw_only=True)
class Orders:
    """What a person wants of this run.

    `limit`: entries to finish at most. `retry`: REJECTED and/or FAILED entries to take up again.
    `accept_mappings`: go on although a mapping changed after some of its entries were committed.
    `acknowledge`: the code of the plan's warnings, by which `acknowledged_by` takes them as read.
    `approving`: whose approval the plan needs; None: nobody's.
    `mode`: whether somebody is at hand, for what is refused or for every entry.
    """

    operator: str
    limit: int | None = None
    retry: frozenset[Status] = frozenset()
    accept_mappings: bool = False
    acknowledge: str = ""
    acknowledged_by: str = ""
    approving: Approving | None = None
    mode: Mode = "unattended"

    @property
    def attended(self) -> bool:
        """Tell whether somebody is at hand to decide on what is refused."""
        return self.mode != "unattended"

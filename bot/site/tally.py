"""What became of the requests of one attempt."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Literal

from bot.site.traffic import Sent

Outcome = Literal["none", "flying", "answered", "lost"]


@dataclass
class Attempt:
    """What became of the requests of one attempt, from the click of the commit on."""

    outcome: Outcome = "none"
    left: int = 0
    """Requests that left us."""
    held: int = 0
    """Further ones that were stopped; the page was told that they failed."""
    echoed: int = 0
    """Further ones, equal to the first, that were stopped; the page was given the first one's answer."""
    stopped: int = 0
    """Requests of other kinds that were stopped."""
    status: int = 0
    answer: str = ""
    """What was answered to the commit, as text; its beginning, where it is long."""
    why: str = ""
    took: float = 0.0
    """Seconds from its leaving to its answer, or to the loss of it."""
    request: dict[str, str] = field(default_factory=dict)
    """The would-be request (preview): method, url and fields, secrets removed."""
    seen: list[Sent] = field(default_factory=list)
    """What else the page asked for, for a person who must find out what the commit is."""
    _left_at: float = 0.0

    def fly(self) -> None:
        """Count a request that leaves."""
        self.left += 1
        self.outcome = "flying"
        self._left_at = time.monotonic()

    def land(self, outcome: Outcome) -> None:
        """Keep what became of it, and how long that took."""
        self.outcome = outcome
        self.took = time.monotonic() - self._left_at

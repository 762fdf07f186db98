"""The computer's own clock, as the engine asks for one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True)
class SystemClock:
    """Fits `engine.ports.Clock` with the computer's own clock."""

    zone: ZoneInfo

    def now(self) -> datetime:
        """Give the present in the site's time zone."""
        return datetime.now(self.zone)

    def ticks(self) -> float:
        """Give the seconds of a clock that nobody sets."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

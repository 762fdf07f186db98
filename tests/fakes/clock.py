"""A clock that stands still until somebody sleeps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Fits `engine.ports.Clock`; sleeping only moves the hands."""

    def __init__(self, start: datetime = datetime(2024, 8, 13, 9, 0, tzinfo=UTC)) -> None:
        self._now = start
        self._set_by = timedelta(0)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._now

    def ticks(self) -> float:
        return (self._now - self._set_by).timestamp()

    def set_by(self, difference: timedelta) -> None:
        """Set it, as a person does; its ticks go on as if nothing had happened."""
        self._now += difference
        self._set_by += difference

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._now += timedelta(seconds=seconds)

"""How hard the site is pressed: pauses, longer ones on a slow site, and the operating hours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from bot.domain.handover import Posted
from bot.domain.hours import Hours, seconds_between
from bot.domain.lifecycle import RetryPolicy, Status
from bot.domain.model import Entry, EntryKey, Identity, PlannedEntry, Prepared, Readback, Receipt
from bot.engine.ports import Clock, Ports, Progress, Site
from bot.language import Text

T = TypeVar("T")

_STRETCH = 30.0
"""Seconds after which the clock is looked at again while waiting: it may be set, the machine may sleep."""


@dataclass(frozen=True, kw_only=True)
class Pacing:
    """How hard the site is pressed and how long we are patient; seconds unless said otherwise.

    An answer slower than `slow_after` makes the pause after its entry at least `slow_share` of it,
    at most the policy's longest wait. `stop_on_mismatch`: a MISMATCHED entry stops its screen.
    `look_after`: search once more right after each commit. `month_gate`: no entry of a later month
    before the former is proven and its books agree.
    """

    pause: float = 0.0
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    breaker_after: int = 5
    settling_delay: float = 5.0
    maintenance_wait: float = 3600.0
    slow_after: float = 3.0
    slow_share: float = 0.5
    hours: Hours = field(default_factory=Hours)
    stop_on_mismatch: bool = True
    look_after: bool = True
    month_gate: bool = True


class TimedSite:
    """A site whose answers are timed; everything else is the site's own."""

    def __init__(self, site: Site, clock: Clock) -> None:
        """Time what waits for the server and types little: search, document, commit."""
        self._site = site
        self._clock = clock
        self._slowest = 0.0

    def take_slowest(self) -> float:
        """Give the seconds of the slowest answer since the last call."""
        slowest, self._slowest = self._slowest, 0.0
        return slowest

    def sign_in(self) -> Identity:
        """Make sure that we are signed in."""
        return self._site.sign_in()

    def search(self, entry: Entry) -> tuple[Readback, ...]:
        """Search with the mapping's `find`."""
        return self._timed(lambda: self._site.search(entry))

    def gap(self) -> Text | None:
        """Say why the last search may have missed a document."""
        return self._site.gap()

    def open_found(self, entry: Entry, number: str) -> Readback:
        """Give everything that the site shows of document `number`."""
        return self._timed(lambda: self._site.open_found(entry, number))

    def prepare(self, planned: PlannedEntry) -> Prepared:
        """Type every step up to the commit."""
        return self._site.prepare(planned)

    def commit(self, prepared: Prepared) -> Receipt:
        """Click; the request leaves at most once."""
        return self._timed(lambda: self._site.commit(prepared))

    def preview(self, planned: PlannedEntry) -> Prepared:
        """Do as `prepare` and show the request that would leave."""
        return self._site.preview(planned)

    def read_back(self, group: Sequence[Posted]) -> Mapping[EntryKey, Readback]:
        """Read posted entries back in a fresh page."""
        return self._site.read_back(group)

    def rest(self) -> None:
        """Recycle what grows."""
        self._site.rest()

    def _timed(self, call: Callable[[], T]) -> T:
        began = self._clock.ticks()
        try:
            return call()
        finally:
            self._slowest = max(self._slowest, self._clock.ticks() - began)


class Pace:
    """Keeps pauses, operating hours and stopped screens; a person's stop ends every wait."""

    def __init__(
        self,
        pacing: Pacing,
        *,
        ports: Ports,
        site: TimedSite,
        wait: Callable[[float], None],
        tell: Progress,
    ) -> None:
        """Wait with `wait` (seconds); `site` tells how slow its answers were."""
        self._pacing = pacing
        self._ledger, self._clock = ports.ledger, ports.clock
        self._site = site
        self._wait = wait
        self._tell = tell
        self._slow = False

    def pause(self) -> None:
        """Let the site breathe after an entry: longer when it was slow, as usual when it is quick again."""
        pacing, slowest = self._pacing, self._site.take_slowest()
        slow = slowest > pacing.slow_after
        pause = pacing.pause
        if slow:
            pause = max(pause, min(pacing.slow_share * slowest, pacing.policy.longest_wait))
        if slow != self._slow:
            self._slow = slow
            word = "slow" if slow else "quick"
            self._ledger.note(word, answer=round(slowest, 1), pause=round(pause, 1))
            self._tell(word, {"seconds": slowest})
        self._wait(pause)

    def keep_hours(self) -> bool:
        """Wait while the site may not be worked on, saying until when; true when it had to wait."""
        waited = False
        while (opens := self._pacing.hours.opens(self._clock.now())) is not None:
            if not waited:
                self._ledger.note("closed", until=opens.isoformat())
                self._tell("closed", {"text": _until(opens)})
            waited = True
            left = seconds_between(self._clock.now(), opens)
            self._wait(max(1.0, min(_STRETCH, left)))
        if waited:
            self._ledger.note("opened")
            self._tell("opened", {})
        return waited

    def stopped_screens(self) -> frozenset[str]:
        """Give the screens that store something else than what was typed: nothing more is entered there."""
        if not self._pacing.stop_on_mismatch:
            return frozenset()
        return frozenset(self._ledger.screens_at(Status.MISMATCHED))

    def held(self) -> dict[str, int]:
        """Give how many entries of each stopped screen have to wait."""
        stopped = self.stopped_screens()
        pending = self._ledger.screens_at(Status.PENDING) if stopped else {}
        return {screen: left for screen, left in pending.items() if screen in stopped}


def _until(opens: datetime) -> Text:
    clock = f"{opens:%H:%M}"
    return Text(
        th=f"ถึงวันที่ {opens:%d/%m}/{opens.year + 543} เวลา {clock} น.", en=f"until {opens:%d %B %Y} {clock}"
    )

"""Something fails at every call of site and ledger in turn; the resumed run has each document once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes.clock import FakeClock
from fakes.judge import FakeJudge
from fakes.ledger import FakeLedger, FakeMemory
from fakes.plans import make_plan, some_entries
from fakes.site import FakeServer, FakeSite
from fakes.tripwire import Killed, Tripwire

from bot.domain.lifecycle import RetryPolicy, Status
from bot.domain.model import Entry
from bot.engine.ports import Ports
from bot.engine.runner import Orders, Pacing, Runner
from bot.errors import BotError
from bot.ledger.store import open_ledger

ENTRIES = some_entries(2)
PAPERS = sorted(str(entry.fields["paper"]) for entry in ENTRIES)
PACING = Pacing(policy=RetryPolicy(attempts=3), breaker_after=4)


class Bench:
    """One server and one ledger that outlive every run on them."""

    def __init__(self, faults: list[str], path: Path | None = None) -> None:
        self.clock = FakeClock()
        self.server = FakeServer(clock=self.clock, faults=list(faults))
        self._path = path
        self._memory = FakeMemory()

    def open(self) -> Any:
        if self._path:
            return open_ledger(self._path, now=self.clock.now)
        return FakeLedger(self.clock, self._memory)

    def run(self, wire: Tripwire, entries: tuple[Entry, ...] = ENTRIES) -> Any:
        """Run as one process would; the ledger is let go as the operating system would."""
        ledger = self.open()
        ports = Ports(
            site=wire.around(FakeSite(self.server)),
            ledger=wire.around(ledger),
            judge=FakeJudge(),
            clock=self.clock,
        )
        try:
            return Runner(ports, pacing=PACING, jitter=lambda: 0.0).run(
                make_plan(*entries), Orders(operator="ทดสอบ")
            )
        finally:
            ledger.close()

    def finish(self) -> None:
        """Run to a good end, and prove that every document is there once."""
        outcome = self.run(Tripwire())
        assert outcome.halted_by is None
        assert outcome.counts[Status.POSTED] == len(ENTRIES)
        assert self.server.papers() == PAPERS
        ledger = self.open()
        assert {p.number for p in ledger.to_verify()} == {d.number for d in self.server.documents}
        ledger.close()


def crash_points(faults: list[str]) -> Iterator[int]:
    wire = Tripwire()
    Bench(faults).run(wire)
    assert wire.count > 15
    yield from range(1, wire.count + 1)


FAULTS: list[list[str]] = [[], ["lose_answer"], ["lose_request"], ["no_number"], ["late"]]


@pytest.mark.parametrize("faults", FAULTS, ids=lambda faults: "+".join(faults) or "none")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_every_call(faults: list[str], after: bool) -> None:
    """The process dies before or after each call took effect; nothing is entered twice, nothing lost."""
    for at in crash_points(faults):
        bench = Bench(faults)
        with pytest.raises(Killed):
            bench.run(Tripwire(at, after=after))
        bench.finish()


@pytest.mark.parametrize("faults", FAULTS, ids=lambda faults: "+".join(faults) or "none")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("error", [RuntimeError("?"), KeyboardInterrupt()], ids=["error", "ctrl-c"])
def test_an_error_at_every_call(faults: list[str], after: bool, error: BaseException) -> None:
    """One call raises what nobody expects there; the run may halt, the next one finishes exactly."""
    for at in crash_points(faults):
        bench = Bench(faults)
        try:
            bench.run(Tripwire(at, after=after, error=error))
        except (RuntimeError, KeyboardInterrupt, BotError) as raised:
            assert raised is error or isinstance(raised, BotError)
        bench.finish()


def test_killed_at_every_call_on_the_real_ledger(tmp_path: Path) -> None:
    """The same on SQLite; after one call is before the next."""
    for at in crash_points(["lose_answer"]):
        bench = Bench(["lose_answer"], tmp_path / f"{at}.sqlite3")
        with pytest.raises(Killed):
            bench.run(Tripwire(at, after=True))
        bench.finish()

"""One server, one ledger, one clock: what the engine's tests work on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fakes.clock import FakeClock
from fakes.judge import FakeJudge
from fakes.ledger import FakeLedger
from fakes.plans import make_plan, some_entries
from fakes.site import FakeServer, FakeSite

from bot.domain.lifecycle import RetryPolicy, Status
from bot.domain.model import Entry
from bot.engine.outcome import RunOutcome
from bot.engine.ports import Ports
from bot.engine.runner import Orders, Pacing, Runner

PACING = Pacing(policy=RetryPolicy(attempts=3), breaker_after=5, settling_delay=5.0, maintenance_wait=100.0)


class Bench:
    """Everything of one test; `told` is what progress was told."""

    def __init__(
        self,
        *faults: str,
        entries: int = 3,
        raises: Mapping[str, Sequence[BaseException | None]] | None = None,
    ) -> None:
        self.entries: tuple[Entry, ...] = some_entries(entries)
        self.clock = FakeClock()
        self.server = FakeServer(clock=self.clock, faults=list(faults))
        self.site = FakeSite(self.server, raises=raises)
        self.ledger: Any = FakeLedger(self.clock)
        self.judge = FakeJudge()
        self.told: list[tuple[str, Mapping[str, object]]] = []
        self.stop = False
        self.when: Callable[[str], None] = lambda _action: None

    @property
    def ports(self) -> Ports:
        return Ports(site=self.site, ledger=self.ledger, judge=self.judge, clock=self.clock)

    @property
    def actions(self) -> list[str]:
        return [action for action, _ in self.told]

    def runner(self, **pacing: Any) -> Runner:
        return Runner(
            self.ports,
            pacing=replace(PACING, **pacing),
            progress=self._tell,
            stop=lambda: self.stop,
            jitter=lambda: 0.0,
        )

    def run(self, *entries: Entry, pacing: Mapping[str, Any] | None = None, **orders: Any) -> RunOutcome:
        plan = make_plan(*(entries or self.entries))
        return self.runner(**(pacing or {})).run(plan, Orders(operator="ทดสอบ", **orders))

    def statuses(self) -> list[Status]:
        return [self.ledger.status_of(entry.key) for entry in self.entries]

    def _tell(self, action: str, context: Mapping[str, object]) -> None:
        self.told.append((action, context))
        self.when(action)

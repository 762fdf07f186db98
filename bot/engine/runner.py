"""The loop: claim, attempt, settle, back off, pause, stop, sign in again, break off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import random

from loguru import logger

from bot.domain.handover import Claim, DoubtOf, Enqueued
from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey, Plan
from bot.engine import doubts
from bot.engine.acknowledging import newly_acknowledged, note_acknowledged
from bot.engine.attempt import Attempter, Ended
from bot.engine.breaker import Breaker
from bot.engine.confirming import Confirming
from bot.engine.foreign import Foreign
from bot.engine.outcome import RunOutcome, held_text, unexpected, word_of
from bot.engine.pacing import Pace, Pacing, TimedSite
from bot.engine.patience import JITTER, Patience
from bot.engine.ports import Ports, Progress
from bot.engine.recovery import Recovery
from bot.engine.refusals import place_of, refuse_edited, refuse_other_mappings
from bot.engine.verification import Verification, VerificationReport
from bot.engine.wishes import Wishes
from bot.errors import BotError, Maintenance, PlanChanged, Remedy, StoppedByPerson
from bot.language import say

_FINISHED = frozenset({"posted", "rejected", "failed", "in_doubt", "skipped"})


@dataclass(frozen=True, kw_only=True)
class Orders:
    """What a person wants of this run.

    `limit`: entries to finish at most. `retry`: REJECTED and/or FAILED entries to take up again.
    `accept_mappings`: go on although a mapping changed after some of its entries were committed.
    `acknowledge`: the code of the plan's warnings, by which `acknowledged_by` takes them as read.
    """

    operator: str
    limit: int | None = None
    retry: frozenset[Status] = frozenset()
    accept_mappings: bool = False
    acknowledge: str = ""
    acknowledged_by: str = ""


class Runner:
    """Works a plan through to the end, or says why it cannot."""

    def __init__(
        self,
        ports: Ports,
        *,
        pacing: Pacing | None = None,
        progress: Progress = lambda _action, _context: None,
        stop: Callable[[], bool] = lambda: False,
        jitter: Callable[[], float] = random,
    ) -> None:
        """Take the ports; `stop` is the Ctrl-C flag, `jitter` gives numbers from 0 to 1."""
        site = TimedSite(ports.site, ports.clock)
        self._ports = ports = replace(ports, site=site)
        self._pacing = pacing or Pacing()
        self._progress = progress
        self._jitter = jitter
        self._wishes = Wishes(ledger=ports.ledger, clock=ports.clock, stop=stop, progress=self._tell)
        self._patience = Patience(
            site=site,
            policy=self._pacing.policy,
            wait=self._wishes.wait,
            maintenance_wait=self._pacing.maintenance_wait,
            tell=lambda action, seconds: self._tell(action, {"seconds": seconds}),
            jitter=jitter,
        )
        self._pace = Pace(self._pacing, ports=ports, site=site, wait=self._wishes.wait, tell=self._tell)
        foreign = self._foreign = Foreign(ports.ledger, self._tell)
        self._attempter = Attempter(
            ports,
            policy=self._pacing.policy,
            heed=self._wishes.before_commit,
            confirming=Confirming(ports, foreign, look_after=self._pacing.look_after),
        )
        delay = self._pacing.settling_delay
        self._recovery = Recovery(
            ports, foreign=foreign, patience=self._patience, wait=self._wishes.wait, settling_delay=delay
        )
        self._breaker = Breaker(self._pacing.breaker_after)
        self._posted = 0

    def run(self, plan: Plan, orders: Orders) -> RunOutcome:
        """Start or resume. PlanChanged, NotAcknowledged, LedgerBusy are raised, other ends in the outcome."""
        ledger = self._ports.ledger
        if not orders.accept_mappings:
            refuse_other_mappings(ledger.mappings_in_use(), plan.mappings)
        cautions = newly_acknowledged(plan, orders, ledger)
        run = ledger.begin_run(plan, operator=orders.operator)
        self._posted = 0
        word = "broken off"
        halted: BotError | None = None
        gone: tuple[EntryKey, ...] = ()
        try:
            note_acknowledged(plan, orders, ledger, cautions)
            gone = self._take_in(plan, orders).gone
            halted = self._worked(run, plan, orders)
            word = word_of(halted)
            return RunOutcome(
                run=run,
                counts=ledger.counts(),
                posted=self._posted,
                halted_by=halted,
                stopped=isinstance(halted, StoppedByPerson),
                gone=gone,
                held=self._pace.held(),
            )
        except PlanChanged:
            word = "plan changed"
            raise
        finally:
            ledger.end_run(run, word)

    def verify(self, *, who: str, everything: bool = False) -> VerificationReport:
        """Read posted entries back and judge them; holds the ledger meanwhile."""
        with self._ports.ledger.hold("verify", who=who):
            if self._ports.ledger.to_verify(everything=everything):
                self._may_go_on()
                self._sign_in()
            between, patience = self._may_go_on, self._patience
            verification = Verification(
                self._ports, foreign=self._foreign, patience=patience, between=between, progress=self._tell
            )
            return verification.verify(everything=everything)

    def _take_in(self, plan: Plan, orders: Orders) -> Enqueued:
        """Bring ledger and plan together; nothing was sent yet."""
        self._ports.ledger.interrupted()
        told = self._enqueue(plan)
        if orders.retry:
            self._ports.ledger.take_up_again(orders.retry)
        return told

    def _enqueue(self, plan: Plan) -> Enqueued:
        told = self._ports.ledger.enqueue(plan)
        refuse_edited(told, self._ports.judge)
        for key in told.gone:
            self._tell("gone", {"key": key})
        return told

    def _worked(self, run: int, plan: Plan, orders: Orders) -> BotError | None:
        """Work until nothing is left; gives what halted it, None for a good end."""
        try:
            self._work(run, plan, orders)
        except PlanChanged:
            raise
        except BotError as error:
            halted = error
        except Exception as error:  # noqa: BLE001 - a halt before any commit, told with its cause
            halted = unexpected(error)
        else:
            return None
        self._tell(word_of(halted), {"error": type(halted).__name__, "message": halted.text})
        self._ports.ledger.note(word_of(halted), error=type(halted).__name__, text=halted.text.en)
        return halted

    def _work(self, run: int, plan: Plan, orders: Orders) -> None:
        ledger = self._ports.ledger
        open_doubts = ledger.doubts()
        held = self._pace.held()
        for screen, left in held.items():
            self._tell("screen_stopped", {"screen": screen, "text": held_text(left)})
            ledger.note("screen_stopped", screen=screen, left=left)
        if not open_doubts and ledger.counts()[Status.PENDING] == sum(held.values()):
            self._wishes.between()
            return
        self._may_go_on()
        self._sign_in()
        if open_doubts:
            self._settle(open_doubts)
            self._enqueue(plan)  # what is settled now may have been edited or taken out meanwhile
        finished = 0
        while orders.limit is None or finished < orders.limit:
            if self._may_go_on():
                self._sign_in()
            claim = ledger.claim(run, not_screens=self._pace.stopped_screens())
            if claim is None:
                return
            finished += self._one(claim)
            self._patience.reading(self._ports.site.rest)
            self._pace.pause()

    def _may_go_on(self) -> bool:
        """Heed a pause or stop, then wait for the operating hours; true when these had to be waited for."""
        self._wishes.between()
        waited = False
        while self._pace.keep_hours():
            waited = True
            self._wishes.between()  # a pause may have been asked for meanwhile, and outlast the hours
        return waited

    def _one(self, claim: Claim) -> bool:
        """Try one entry and act on how it ended; true when it is finished with for this run."""
        entry = claim.planned.entry
        self._tell("claimed", _context(claim))
        self._wishes.take_in_hand(entry.key)
        ended = self._attempter.make(claim)
        self._act(claim, ended)
        self._wishes.let_go()
        return ended.how in _FINISHED

    def _act(self, claim: Claim, ended: Ended) -> None:
        if not isinstance(ended.error, Maintenance):
            self._patience.open_again()
        match ended.how:
            case "posted":
                self._posted += 1
                self._breaker.success()
                self._tell("posted", _context(claim) | {"number": ended.number})
            case "in_doubt":
                self._tell("doubtful", _context(claim) | {"reason": ended.reason, "text": ended.text})
                self._settle_at_once(claim, ended)
            case "stopped":
                self._wishes.wait(0)
            case "halted":
                self._wait_or_halt(ended.error)
            case "skipped":
                self._tell("skipped", _context(claim) | {"text": ended.text})
            case _:
                self._failed(claim, ended)

    def _failed(self, claim: Claim, ended: Ended) -> None:
        """Count a failure that left nothing behind, then wait or sign in before the next try."""
        text = ended.text or say("-", "-")
        self._tell(ended.how, _context(claim) | {"text": text})
        kind = type(ended.error).__name__
        alike = f"{kind} {text.en}" if ended.how == "rejected" else kind
        self._breaker.failure(alike, text, evidence=ended.evidence)
        if ended.how == "again":
            pause = self._pacing.policy.wait_before(claim.attempt + 1)
            self._wishes.wait(pause * (1 + JITTER * self._jitter()))
        elif ended.how == "sign_in":
            self._sign_in()

    def _wait_or_halt(self, error: Exception | None) -> None:
        """Sit a maintenance out; anything else halts the run."""
        if isinstance(error, Maintenance):
            self._patience.sit_out(error)
            return
        raise error if isinstance(error, BotError) else unexpected(error)

    def _settle_at_once(self, claim: Claim, ended: Ended) -> None:
        """Settle a doubt before any other entry is touched."""
        key = claim.planned.entry.key
        self._settle([each for each in self._ports.ledger.doubts() if each.planned.entry.key == key])
        if self._ports.ledger.status_of(key) is Status.POSTED:
            self._posted += 1
            self._breaker.success()
        else:
            text = ended.text or doubts.unsure_text()
            self._breaker.failure(ended.reason, text, evidence=ended.evidence)
        if isinstance(ended.error, BotError) and ended.error.remedy is Remedy.HALT:
            raise ended.error  # the screen or its mapping is wrong: another try would end the same

    def _settle(self, open_doubts: tuple[DoubtOf, ...] | list[DoubtOf]) -> None:
        settled = self._recovery.settle(open_doubts)
        entries = {each.planned.entry.key: each.planned.entry for each in open_doubts}
        for action, keys in (
            ("found", settled.found), ("absent", settled.absent), ("in_doubt", settled.left)
        ):  # fmt: skip
            for key in keys:
                self._tell(action, {"key": key, "place": place_of(entries[key])})

    def _sign_in(self) -> None:
        identity = self._patience.reading(self._ports.site.sign_in)
        self._ports.ledger.note("signed_in", user=identity.user, office=identity.office)
        self._tell("signed_in", {})

    def _tell(self, action: str, context: Mapping[str, object]) -> None:
        logger.bind(action=action).info("{} {}", action, str(context.get("key", ""))[:12])
        self._progress(action, context)


def _context(claim: Claim) -> dict[str, object]:
    entry = claim.planned.entry
    return {
        "key": entry.key,
        "place": place_of(entry),
        "screen": entry.screen,
        "attempt": claim.attempt,
    }

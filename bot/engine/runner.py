"""The loop: claim, attempt, settle, back off, pause, stop, sign in again, break off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import random

from loguru import logger

from bot.domain.handover import Claim, DoubtOf
from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey, Plan
from bot.engine import doubts
from bot.engine.acknowledging import newly_acknowledged, note_acknowledged
from bot.engine.approving import must_be_approved
from bot.engine.attempt import Attempter, Ended
from bot.engine.breaker import Breaker
from bot.engine.confirming import Confirming
from bot.engine.foreign import Foreign
from bot.engine.gates import Books, Gates
from bot.engine.late_lists import LateLists
from bot.engine.months import Months
from bot.engine.needs import Needs
from bot.engine.orders import Orders
from bot.engine.outcome import RunOutcome, held_text, told_of, unexpected, word_of
from bot.engine.pacing import Pace, Pacing, TimedSite
from bot.engine.parking import Parking
from bot.engine.patience import JITTER, Patience
from bot.engine.ports import Ports, Progress
from bot.engine.queue import Queue
from bot.engine.recovery import Recovery
from bot.engine.refusals import context_of, place_of, refuse_other_mappings
from bot.engine.returning import Returning
from bot.engine.taking_in import TakingIn
from bot.engine.verification import Verification, VerificationReport
from bot.engine.wishes import Wishes
from bot.errors import BotError, InDoubt, MenuMissing, PlanChanged, Remedy, SiteUnusable, StoppedByPerson
from bot.language import say

_FINISHED = frozenset({"posted", "rejected", "failed", "in_doubt", "skipped"})


class Runner:
    """Works a plan through to the end, or says why it cannot."""

    def __init__(  # noqa: PLR0913 - the loop meets everything
        self,
        ports: Ports,
        *,
        pacing: Pacing | None = None,
        books: Books | None = None,
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
            site=site, policy=self._pacing.policy, wait=self._wishes.wait, tell=self._waits_for_site,
            maintenance_wait=self._pacing.maintenance_wait, jitter=jitter,
        )  # fmt: skip
        self._pace = Pace(self._pacing, ports=ports, site=site, wait=self._wishes.wait, tell=self._tell)
        foreign = Foreign(ports.ledger, self._tell)
        delay = self._pacing.settling_delay
        self._gates = Gates(ports.ledger, books, self._patience, self._tell)
        self._taking_in = TakingIn(ports, self._tell)
        self._needs = Needs(ports, self._patience)
        self._verification = Verification(
            ports, foreign=foreign, needs=self._needs, patience=self._patience, between=self._may_go_on,
            late=LateLists(ports, wait=self._wishes.wait, pause=delay), progress=self._tell,
        )  # fmt: skip
        look_after, prove = self._pacing.look_after, self._verification.prove
        self._attempter = Attempter(
            ports, policy=self._pacing.policy, heed=self._wishes.before_commit,
            confirming=Confirming(ports, foreign, look_after=look_after, prove=prove),
        )  # fmt: skip
        self._months = Months(
            ports.ledger, books, self._patience, on=self._pacing.month_gate,
            prove=self._verification.verify, between=self._may_go_on, tell=self._tell,
        )  # fmt: skip
        self._queue = Queue(
            ports.ledger, self._needs, months=self._months, stopped=self._pace.stopped_screens,
            tell=self._tell,
        )  # fmt: skip
        self._recovery = Recovery(
            ports, foreign=foreign, patience=self._patience, wait=self._wishes.wait, settling_delay=delay
        )
        self._breaker = Breaker(self._pacing.breaker_after)
        self._returning = Returning(
            sign_in=self._sign_in, limit=self._pacing.breaker_after, policy=self._pacing.policy,
            wait=self._wishes.wait, jitter=jitter,
        )  # fmt: skip
        self._parking = Parking(ports.ledger, self._wishes, self._tell)
        self._attended = False
        self._posted = 0

    def run(self, plan: Plan, orders: Orders) -> RunOutcome:
        """Start or resume. What forbids a beginning is raised, every other end is in the outcome."""
        ledger = self._ports.ledger
        if not orders.accept_mappings:
            refuse_other_mappings(ledger.mappings_in_use(), plan.mappings)
        cautions = newly_acknowledged(plan, orders, ledger)
        must_be_approved(plan, orders.approving, ledger)
        run = ledger.begin_run(plan, operator=orders.operator)
        self._posted, self._attended = 0, orders.attended
        self._wishes.step_by_step(on=orders.mode == "step")
        self._months.begin(orders)
        word = "broken off"
        halted: BotError | None = None
        gone: tuple[EntryKey, ...] = ()
        try:
            note_acknowledged(plan, orders, ledger, cautions)
            gone = self._taking_in.begin(plan, orders).gone
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
                month=self._months.held,
            )
        except PlanChanged:
            word = "plan changed"
            raise
        finally:
            ledger.end_run(run, word)

    def verify(self, *, who: str, everything: bool = False) -> VerificationReport:
        """Read posted entries back and judge them, then the books of their days; holds the ledger."""
        with self._ports.ledger.hold("verify", who=who):
            waiting = self._ports.ledger.to_verify(everything=everything)
            if waiting:
                self._may_go_on()
                self._sign_in()
            told = self._verification.verify(everything=everything)
            days = {posted.entry.day for posted in waiting if posted.entry.day}
            return replace(told, books=self._months.after(days))

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
        self._ports.ledger.note(word_of(halted), key=None, **told_of(halted))
        return halted

    def _work(self, run: int, plan: Plan, orders: Orders) -> None:
        ledger = self._ports.ledger
        open_doubts = ledger.doubts()
        held = self._pace.held()
        for screen, left in held.items():
            self._tell("screen_stopped", {"screen": screen, "text": held_text(left)})
            ledger.note("screen_stopped", screen=screen, left=left)
        counts = ledger.counts()
        if not open_doubts and not counts[Status.WAITING] and counts[Status.PENDING] == sum(held.values()):
            self._wishes.between()
            return
        self._may_go_on()
        self._sign_in()
        if open_doubts:
            self._settle(open_doubts)
            self._taking_in.again(plan)
        self._gates.before_the_first()
        self._queue.look_again()
        finished = 0
        while orders.limit is None or finished < orders.limit:
            if self._may_go_on():
                self._sign_in()
            claim = self._queue.next(run)
            if claim is None:
                if orders.attended and self._parking.work_again():
                    continue
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
        self._tell("claimed", context_of(claim))
        self._wishes.take_in_hand(entry.key)
        ended = self._attempter.make(claim)
        self._act(claim, ended)
        self._wishes.let_go()
        return ended.how in _FINISHED

    def _act(self, claim: Claim, ended: Ended) -> None:
        if not isinstance(ended.error, SiteUnusable):
            self._patience.open_again()
        match ended.how:
            case "posted":
                self._posted_one()
                self._tell("posted", context_of(claim) | {"number": ended.number})
            case "in_doubt":
                self._tell("doubtful", context_of(claim) | {"reason": ended.reason, "text": ended.text})
                self._settle_at_once(claim, ended)
            case "stopped":
                self._wishes.wait(0)
            case "halted":
                self._wait_or_halt(claim, ended.error)
            case "skipped":
                self._tell("skipped", context_of(claim) | {"text": ended.text})
            case _:
                self._failed(claim, ended)

    def _failed(self, claim: Claim, ended: Ended) -> None:
        """Count a failure that left nothing behind, then wait or sign in before the next try."""
        text = ended.text or say("-", "-")
        self._tell(ended.how, context_of(claim) | {"text": text})
        if ended.how == "sign_in":
            self._returning.again(text)
            return
        kind = type(ended.error).__name__
        alike = f"{kind} {text.en}" if ended.how == "rejected" else kind
        if self._attended and ended.how in ("rejected", "failed"):
            self._parking.park(claim.planned.entry.key)
        if not (self._attended and ended.how == "rejected"):  # a person sees each refusal by itself
            self._breaker.failure(alike, text, evidence=ended.evidence)
        if ended.how == "again":
            pause = self._pacing.policy.wait_before(claim.attempt + 1)
            self._wishes.wait(pause * (1 + JITTER * self._jitter()))

    def _posted_one(self) -> None:
        self._posted += 1
        self._breaker.success()
        self._returning.posted()

    def _wait_or_halt(self, claim: Claim, error: Exception | None) -> None:
        """Sit out a closed or lost site, leave a screen without a right alone; else halt the run."""
        if isinstance(error, SiteUnusable):
            self._patience.sit_out(error)
            return
        if isinstance(error, MenuMissing):
            self._queue.no_right(claim.planned.entry.screen, error)
            return
        raise error if isinstance(error, BotError) else unexpected(error)

    def _settle_at_once(self, claim: Claim, ended: Ended) -> None:
        """Settle a doubt before any other entry is touched."""
        key = claim.planned.entry.key
        still = ended.error.unanswered if isinstance(ended.error, InDoubt) else 0.0
        self._settle([each for each in self._ports.ledger.doubts() if each.planned.entry.key == key], still)
        if self._ports.ledger.status_of(key) is Status.POSTED:
            self._posted_one()
        else:
            text = ended.text or doubts.unsure_text()
            self._breaker.failure(ended.reason, text, evidence=ended.evidence)
        if isinstance(ended.error, BotError) and ended.error.remedy is Remedy.HALT:
            raise ended.error  # the screen or its mapping is wrong: another try would end the same

    def _settle(self, open_doubts: Sequence[DoubtOf], unanswered: float = 0.0) -> None:
        numbered = [replace(each, planned=self._needs.planned(each.planned)) for each in open_doubts]
        settled = self._recovery.settle(numbered, unanswered=unanswered)
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

    def _waits_for_site(self, action: str, seconds: float) -> None:
        self._ports.ledger.note(action, seconds=round(seconds))
        self._tell(action, {"seconds": seconds})

    def _tell(self, action: str, context: Mapping[str, object]) -> None:
        logger.bind(action=action).info("{} {}", action, str(context.get("key", ""))[:12])
        self._progress(action, context)

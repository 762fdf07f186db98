"""One entry, one try: search, type, announce, commit, receipt. Its one `except` acts on the remedy."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from bot.domain.handover import Asked, Claim
from bot.domain.lifecycle import Decision, RetryPolicy, Status, decide
from bot.domain.model import EntryKey, Receipt
from bot.engine import doubts
from bot.engine.confirming import Confirming
from bot.engine.lookalikes import Look, look_for
from bot.engine.ports import Ports
from bot.errors import AlreadyThere, BotError, InDoubt, LedgerBroken, Refused, Remedy
from bot.language import Text, say

How = Literal["posted", "again", "sign_in", "rejected", "failed", "in_doubt", "skipped", "stopped", "halted"]


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How an attempt ended; all of it is in the ledger already.

    again: the entry is PENDING, try once more after a pause · sign_in: likewise, sign in first ·
    stopped: PENDING because a person stopped the run · halted: PENDING, nothing may go on.
    `reason` is the doubt's code; `text` what a person is told; `number` of the document posted;
    `evidence` the paths of what was recorded of a failure.
    """

    how: How
    error: Exception | None = None
    reason: str = ""
    text: Text | None = None
    number: str = ""
    evidence: tuple[str, ...] = ()


@dataclass
class _Work:
    claim: Claim
    announced: bool = False
    """From here on the request may have left."""
    receipt: Receipt | None = None
    requests: int | None = None
    """Commit requests that left; None: not known."""

    @property
    def key(self) -> EntryKey:
        return self.claim.planned.entry.key

    @property
    def status(self) -> Status:
        return Status.COMMITTING if self.announced else Status.WORKING


class Attempter:
    """Makes attempts; what happened is in the ledger before it tells, even while being stopped."""

    def __init__(
        self,
        ports: Ports,
        *,
        policy: RetryPolicy,
        heed: Callable[[EntryKey], Asked | None],
        confirming: Confirming,
    ) -> None:
        """Take the ports; `heed` gives a person's stop or skip, and is asked right before the commit."""
        self._site, self._ledger, self._judge = ports.site, ports.ledger, ports.judge
        self._policy = policy
        self._heed = heed
        self._confirming = confirming

    def make(self, claim: Claim) -> Ended:
        """Try the claimed entry once. Never raises but for a broken ledger or a hard stop of the process."""
        work = _Work(claim)
        try:
            return self._go(work)
        except BaseException as error:  # noqa: BLE001 - the one place; a hard stop is raised again
            return self._act(work, error)

    def _go(self, work: _Work) -> Ended:
        planned = work.claim.planned
        entry = planned.entry
        known = self._ledger.claimed_numbers(entry.screen) | frozenset(work.claim.baseline or ())
        look = look_for(self._site, self._judge, entry, known=known)
        if look.equal:
            return self._stands_there(work, look)
        prepared = self._site.prepare(planned)
        wish = self._heed(entry.key)
        if wish is not None:
            return self._heeded(work, wish)
        work.announced = True
        self._ledger.about_to_commit(entry.key, baseline=look.numbers, typed=prepared.typed)
        try:
            receipt = work.receipt = self._site.commit(prepared)
        except Refused as error:
            if equal := self._confirming.refused(entry, error, look):
                work.requests = error.requests
                text = doubts.refused_yet_there_text(equal, error)
                return self._doubt(work, doubts.REFUSED_YET_THERE, text, error.evidence)
            raise
        receipt, reason = self._confirming.confirm(entry, receipt, look)
        work.receipt = receipt
        if reason:
            return self._doubt(work, reason, doubts.receipt_text(reason, receipt), receipt.evidence)
        self._ledger.posted(work.key, receipt)
        self._confirming.posted(entry)
        return Ended(how="posted", number=receipt.number)

    def _stands_there(self, work: _Work, look: Look) -> Ended:
        if work.claim.announced:
            return self._doubt(work, doubts.ARRIVED_LATE, doubts.arrived_late_text(look.equal))
        text = doubts.already_there_text(look.equal)
        judged = (*(work.claim.baseline or ()), *look.equal)
        self._ledger.in_doubt(work.key, doubts.ALREADY_THERE, text, baseline=judged)
        self._ledger.saw(work.key, [each for each in look.seen if each.number in look.equal])
        return Ended(how="in_doubt", reason=doubts.ALREADY_THERE, text=text)

    def _heeded(self, work: _Work, wish: Asked) -> Ended:
        if wish.wish == "skip":
            self._ledger.skipped(work.key, wish.reason, who=wish.who)
            return Ended(how="skipped", text=say("{r}", "{r}", r=wish.reason))
        self._ledger.again(work.key, STOPPED_BEFORE, counts=False)
        return Ended(how="stopped", text=STOPPED_BEFORE)

    def _act(self, work: _Work, error: BaseException) -> Ended:
        """Write down what a failure means; a hard stop of the process goes on upwards afterwards."""
        if not isinstance(error, Exception):
            with suppress(LedgerBroken):  # start-up will find the entry as it stands and go by that
                self._stopped_hard(work, error)
            raise error
        decision = decide(_remedy(work, error), work.status, work.claim.attempt, self._policy)
        if decision == "doubt":
            return self._unknown(work, error)
        if isinstance(error, AlreadyThere):
            return self._doubt(work, doubts.ALREADY_THERE, error.text, error.evidence)
        if decision in ("reject", "fail"):
            return self._given_up(work, error, rejected=decision == "reject")
        how, counts = _BACK.get(decision, ("halted", False))
        return self._put_back(work, error, how, counts=counts)

    def _given_up(self, work: _Work, error: Exception, *, rejected: bool) -> Ended:
        write = self._ledger.refused if rejected else self._ledger.failed
        write(work.key, doubts.plain(error), evidence=_evidence(error))
        how: How = "rejected" if rejected else "failed"
        return Ended(how=how, error=error, text=doubts.plain(error), evidence=_evidence(error))

    def _stopped_hard(self, work: _Work, error: BaseException) -> None:
        if work.announced:
            self._unknown(work, error)
        else:
            self._put_back(work, error, "stopped", counts=False)

    def _unknown(self, work: _Work, error: BaseException) -> Ended:
        work.requests = error.requests if isinstance(error, InDoubt) else None
        if work.receipt is None:
            lost = self._doubt(work, doubts.reason_of(error), doubts.lost_text(error), _evidence(error))
            return replace(lost, error=error if isinstance(error, Exception) else None)
        text = doubts.receipt_text(doubts.UNRECORDED, work.receipt)
        return self._doubt(work, doubts.UNRECORDED, text, work.receipt.evidence)

    def _doubt(self, work: _Work, reason: str, text: Text, evidence: tuple[str, ...] = ()) -> Ended:
        requests = work.receipt.requests if work.receipt else work.requests
        self._ledger.in_doubt(work.key, reason, text, evidence=evidence, requests=requests)
        return Ended(how="in_doubt", reason=reason, text=text, evidence=evidence)

    def _put_back(self, work: _Work, error: BaseException, how: How, *, counts: bool) -> Ended:
        text = doubts.plain(error)
        self._ledger.again(work.key, text, evidence=_evidence(error), counts=counts)
        known = error if isinstance(error, Exception) else None
        return Ended(how=how, error=known, text=text, evidence=_evidence(error))


_BACK: dict[Decision, tuple[How, bool]] = {"again": ("again", True), "sign_in_and_again": ("sign_in", False)}
"""What puts an entry back to PENDING without halting, and whether that uses up a try."""

STOPPED_BEFORE = say(
    "ผู้ใช้สั่งหยุดก่อนกดบันทึก ยังไม่มีอะไรถูกบันทึก จะทำต่อเมื่อสั่ง run ใหม่",
    "A person stopped the run before the commit; nothing was stored. It goes on with the next run.",
)


def _remedy(work: _Work, error: Exception) -> Remedy | None:
    """Give what the error asks for; once announced, only a visible refusal without a receipt counts."""
    if work.announced and (work.receipt is not None or not isinstance(error, Refused)):
        return None
    return error.remedy if isinstance(error, BotError) else None


def _evidence(error: BaseException) -> tuple[str, ...]:
    return error.evidence if isinstance(error, BotError) else ()

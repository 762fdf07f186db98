"""What the engine asks of the site, the ledger, the judge and the clock; they fit these by shape."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from bot.domain.approval import Approval
from bot.domain.handover import RECOVERY, Asked, Candidate, Claim, DoubtOf, Enqueued, EntryChange, Posted
from bot.domain.lifecycle import Status
from bot.domain.model import (
    Entry,
    EntryKey,
    Identity,
    Plan,
    PlannedEntry,
    Prepared,
    Readback,
    Receipt,
    Standing,
    Verdict,
)
from bot.language import Text

__all__ = [
    "Asked",
    "Claim",
    "Clock",
    "DoubtOf",
    "Enqueued",
    "EntryChange",
    "Judge",
    "Ledger",
    "Ports",
    "Posted",
    "Progress",
    "Site",
]


class Site(Protocol):
    """The hands and eyes. Before `commit` every failure is a BotError whose remedy is not DOUBT."""

    def sign_in(self) -> Identity:
        """Make sure that we are signed in as the right office and year; else SignInNeeded, WrongOffice."""

    def search(self, entry: Entry) -> tuple[Readback, ...]:
        """Search with the mapping's `find` and give all rows found (list columns only, texts as shown)."""

    def gap(self) -> Text | None:
        """Say why the last search may have missed a document; None: its list was whole."""

    def open_found(self, entry: Entry, number: str) -> Readback:
        """Search again and give everything that the site shows of document `number`."""

    def prepare(self, planned: PlannedEntry) -> Prepared:
        """Open the screen, prove it, type every step up to the commit, read it all back equal."""

    def commit(self, prepared: Prepared) -> Receipt:
        """Prove the screen again and click; the request leaves at most once.

        Receipt: the site said that it stored it. Refused: it said no, visibly. InDoubt or any
        other exception: unknown. A receipt with an empty number must be looked up.
        """

    def preview(self, planned: PlannedEntry) -> Prepared:
        """Do as `prepare` and click the commit while every request that stores is stopped."""

    def read_back(self, group: Sequence[Posted]) -> Mapping[EntryKey, Readback]:
        """Read posted entries of one screen back in a fresh page; an entry not found is left out."""

    def rest(self) -> None:
        """Between two entries: recycle what grows (contexts, browser). Never with a form open."""


class Ledger(Protocol):
    """The memory. Each method that moves an entry is one guarded transition, durable on return."""

    def begin_run(self, plan: Plan, *, operator: str) -> int:
        """Take the ledger for this process (LedgerBusy if another holds it) and open a run; gives its id."""

    def end_run(self, run: int, outcome: str) -> None:
        """Close the run and let go of the ledger."""

    def enqueue(self, plan: Plan) -> Enqueued:
        """Make new entries PENDING in the plan's order; a changed entry not yet committed is replaced."""

    def interrupted(self) -> tuple[DoubtOf, ...]:
        """At start-up: WORKING becomes PENDING, COMMITTING becomes IN_DOUBT; gives all open doubts."""

    def doubts(self) -> tuple[DoubtOf, ...]:
        """Give all entries IN_DOUBT, oldest first."""

    def upcoming(self, *, not_screens: frozenset[str] = frozenset()) -> Entry | None:
        """Give the next PENDING entry in plan order, not taken yet; None when there is none."""

    def last_day_before(self, day: date) -> date | None:
        """Give the last day before this one of which there is any entry; None when there is none."""

    def unproven_before(self, day: date) -> tuple[Standing, ...]:
        """Give the entries of the days before this one that are neither VERIFIED nor SKIPPED, in order."""

    def waiting(self) -> tuple[Entry, ...]:
        """Give all entries that are WAITING, in plan order."""

    def waits(self, key: EntryKey, reason: str, text: Text, *, waits_for: Sequence[EntryKey]) -> None:
        """PENDING (or WAITING for something else) -> WAITING until those entries are as it needs them."""

    def ready(self, key: EntryKey) -> None:
        """Do WAITING -> PENDING: everything that it needs is there now."""

    def standing(self, key: EntryKey) -> Standing | None:
        """Give everything that is known of one entry; None when it is not known."""

    def claim(self, run: int, *, not_screens: frozenset[str] = frozenset()) -> Claim | None:
        """Take the next PENDING entry in plan order (PENDING -> WORKING); None when there is none."""

    def about_to_commit(self, key: EntryKey, *, baseline: Sequence[str], typed: Mapping[str, str]) -> None:
        """WORKING -> COMMITTING, synced to disk before it returns."""

    def posted(self, key: EntryKey, receipt: Receipt) -> None:
        """Do COMMITTING -> POSTED."""

    def refused(self, key: EntryKey, text: Text, *, evidence: Sequence[str] = ()) -> None:
        """WORKING or COMMITTING -> REJECTED."""

    def again(self, key: EntryKey, text: Text, *, evidence: Sequence[str] = (), counts: bool = True) -> None:
        """WORKING -> PENDING; `counts` false: this attempt does not use up one of the tries."""

    def failed(self, key: EntryKey, text: Text, *, evidence: Sequence[str] = ()) -> None:
        """WORKING -> FAILED."""

    def in_doubt(  # noqa: PLR0913 - a doubt has that many parts
        self,
        key: EntryKey,
        reason: str,
        text: Text,
        *,
        evidence: Sequence[str] = (),
        baseline: Sequence[str] | None = None,
        requests: int | None = None,
    ) -> None:
        """WORKING or COMMITTING -> IN_DOUBT; `baseline` given: the look-alikes a person must judge.

        `requests`: how many commit requests left, where that is known.
        """

    def unsettled(self, key: EntryKey, text: Text, *, seen: Sequence[str] = ()) -> None:
        """IN_DOUBT stays IN_DOUBT: recovery cannot tell; a person must judge the documents `seen`."""

    def found(self, key: EntryKey, receipt: Receipt, *, who: str = RECOVERY, why: str = "") -> None:
        """IN_DOUBT -> POSTED: recovery or a person says so, and why."""

    def absent(self, key: EntryKey, text: Text, *, who: str, why: str = "") -> None:
        """IN_DOUBT -> PENDING: its absence was proved (who = RECOVERY) or a person decided, and why.

        After a person's decision the documents that were `seen` count as known not to be ours.
        """

    def saw(self, key: EntryKey, candidates: Sequence[Candidate]) -> None:
        """Keep what the site shows of the documents that a person must judge."""

    def foreign(self, key: EntryKey, numbers: Sequence[str]) -> tuple[str, ...]:
        """Keep numbers of documents that are none of ours, seen beside an entry; gives those not yet known.

        What a person must still judge for an entry in doubt is not foreign.
        """

    def judged(
        self, key: EntryKey, readback: Readback | None, verdict: Verdict, *, text: Text | None = None
    ) -> None:
        """Do POSTED, VERIFIED or MISMATCHED -> VERIFIED or MISMATCHED; `text` says what differs."""

    def skipped(self, key: EntryKey, reason: str, *, who: str) -> None:
        """Any open entry -> SKIPPED."""

    def note(self, action: str, *, key: EntryKey | None = None, **details: object) -> None:
        """Write an event that moves nothing (signed in, recovery looked, halted)."""

    def to_verify(self, *, everything: bool = False) -> tuple[Posted, ...]:
        """Give posted entries not yet found equal, or every posted entry, in plan order."""

    def claimed_numbers(self, screen: str) -> frozenset[str]:
        """Numbers that receipts of this screen hold: documents known to be ours."""

    def unlisted(self, screen: str, since: datetime) -> tuple[str, ...]:
        """Numbers of a screen's documents that its list did not show right after they were stored."""

    def corrected(self, key: EntryKey) -> bool:
        """REJECTED or FAILED -> PENDING as its newest correction says; false when there is none to take."""

    def asked(self) -> tuple[Asked, ...]:
        """Take the wishes that persons left since the last call."""

    def counts(self) -> Mapping[Status, int]:
        """How many entries stand at each status."""

    def screens_at(self, status: Status) -> Mapping[str, int]:
        """How many entries of each screen stand at one status; screens without any are left out."""

    def status_of(self, key: EntryKey) -> Status | None:
        """Tell where one entry stands; None when it is not known."""

    def take_up_again(self, statuses: Collection[Status]) -> int:
        """REJECTED or FAILED -> PENDING with fresh attempts, for all entries there; gives how many."""

    def acknowledged(self) -> frozenset[str]:
        """Give the marks of every warning that a person has acknowledged so far."""

    def approvals(self) -> tuple[Approval, ...]:
        """Give every approval that was ever written down, oldest first; genuine or not."""

    def mappings_in_use(self) -> Mapping[str, str]:
        """Give screen -> digest of the mapping under which something of it was last committed or doubted."""

    def hold(self, purpose: str, *, who: str) -> AbstractContextManager[None]:
        """Take the ledger for this process while the block runs, without opening a run; else LedgerBusy."""


class Judge(Protocol):
    """Compares what was meant with what the site shows, by the mapping of the entry's screen."""

    def may_be(self, entry: Entry, row: Readback) -> bool:
        """Tell whether a row of the list contradicts the entry in nothing that it shows."""

    def likeness(self, entry: Entry, found: Readback, *, whole: bool) -> Verdict:
        """Compare a document found by `find` with the entry, in all fields that `find` shows.

        `whole` false: only the list's row could be read.
        """

    def verdict(self, entry: Entry, readback: Readback) -> Verdict:
        """Compare an entry with what `read_back` shows of it."""

    def group(self, entry: Entry) -> tuple[str, ...]:
        """Give what the search of `read_back` depends on; entries with equal groups are read together."""

    def search_group(self, entry: Entry) -> tuple[str, ...]:
        """Give what the search of `find` depends on; entries with equal groups are found together."""

    def but_for_key(self, entry: Entry) -> str:
        """Give one text for everything that an entry says except its key: of a renamed row it stays equal."""

    def seen_amount(self, entry: Entry, readback: Readback) -> Decimal | None:
        """Give the amount that the site shows for the control total; None when it shows none."""

    def title(self, screen: str, field: str) -> Text:
        """Give the name by which a person knows a field of a screen."""


class Clock(Protocol):
    """Time, so that tests need not wait."""

    def now(self) -> datetime:
        """Give the present, with its time zone."""

    def ticks(self) -> float:
        """Give seconds since some moment; they only go forward, whoever sets the clock."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


@dataclass(frozen=True, kw_only=True)
class Ports:
    """Everything that the engine works with."""

    site: Site
    ledger: Ledger
    judge: Judge
    clock: Clock


Progress = Callable[[str, Mapping[str, object]], None]
"""Told what happens: an action word and its context; draws the progress, never decides."""

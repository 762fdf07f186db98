"""What the engine asks of the site, the ledger and the clock; they fit these by shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

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
    Verdict,
)
from bot.language import Text


@dataclass(frozen=True, kw_only=True)
class Posted:
    """An entry that is on the site, with its receipt's number."""

    entry: Entry
    number: str


class Site(Protocol):
    """The hands and eyes. Before `commit` every failure is a BotError whose remedy is not DOUBT."""

    def sign_in(self) -> Identity:
        """Make sure that we are signed in as the right office and year; else SignInNeeded, WrongOffice …"""

    def search(self, entry: Entry) -> tuple[Readback, ...]:
        """Search with the mapping's `find` and give all rows found (list columns only, texts as shown)."""

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


@dataclass(frozen=True, kw_only=True)
class Claim:
    """An entry taken to be worked on, with the number of this attempt (from 1)."""

    planned: PlannedEntry
    attempt: int


@dataclass(frozen=True, kw_only=True)
class DoubtOf:
    """An entry in doubt: what stood on the site before the click and why we doubt."""

    planned: PlannedEntry
    attempt: int
    reason: str
    """A code: `lost_answer`, `crashed`, `already_there`, `requests`, …"""
    baseline: tuple[str, ...]
    """Numbers of the look-alikes found before the click."""
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Enqueued:
    """What enqueuing a plan did; `changed` are known keys with other content, `gone` posted but no longer planned."""

    new: int
    known: int
    changed: tuple[EntryKey, ...] = ()
    gone: tuple[EntryKey, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A person's wish, taken from the `requests` table."""

    id: int
    wish: Literal["pause", "go_on", "stop", "skip"]
    key: EntryKey | None = None
    reason: str = ""
    who: str = ""


class Ledger(Protocol):
    """The memory. Each method that moves an entry is one guarded transition, durable on return."""

    def begin_run(self, plan: Plan, *, operator: str) -> int:
        """Take the ledger for this process (LedgerBusy if another holds it) and open a run; gives its id."""

    def end_run(self, run: int, outcome: str) -> None:
        """Close the run and let go of the ledger."""

    def enqueue(self, plan: Plan) -> Enqueued:
        """Make new entries PENDING in the plan's order; a changed entry not yet committed is replaced."""

    def interrupted(self) -> tuple[DoubtOf, ...]:
        """At start-up: WORKING becomes PENDING, COMMITTING becomes IN_DOUBT; gives all doubts that are open."""

    def doubts(self) -> tuple[DoubtOf, ...]:
        """Give all entries IN_DOUBT, oldest first."""

    def claim(self, run: int, *, not_screens: frozenset[str] = frozenset()) -> Claim | None:
        """Take the next PENDING entry in plan order (PENDING -> WORKING); None when there is none."""

    def about_to_commit(self, key: EntryKey, *, baseline: Sequence[str], typed: Mapping[str, str]) -> None:
        """WORKING -> COMMITTING, synced to disk before it returns."""

    def posted(self, key: EntryKey, receipt: Receipt) -> None:
        """COMMITTING -> POSTED."""

    def refused(self, key: EntryKey, text: Text, *, evidence: Sequence[str] = ()) -> None:
        """WORKING or COMMITTING -> REJECTED."""

    def again(self, key: EntryKey, text: Text, *, evidence: Sequence[str] = ()) -> None:
        """WORKING -> PENDING."""

    def failed(self, key: EntryKey, text: Text, *, evidence: Sequence[str] = ()) -> None:
        """WORKING -> FAILED."""

    def in_doubt(self, key: EntryKey, reason: str, text: Text, *, evidence: Sequence[str] = ()) -> None:
        """WORKING or COMMITTING -> IN_DOUBT."""

    def found(self, key: EntryKey, receipt: Receipt) -> None:
        """IN_DOUBT -> POSTED: recovery or a person says so; the receipt tells which."""

    def absent(self, key: EntryKey, text: Text, *, who: str) -> None:
        """IN_DOUBT -> PENDING: its absence was proved (who = recovery) or a person decided."""

    def judged(self, key: EntryKey, readback: Readback | None, verdict: Verdict) -> None:
        """POSTED, VERIFIED or MISMATCHED -> VERIFIED or MISMATCHED."""

    def skipped(self, key: EntryKey, reason: str, *, who: str) -> None:
        """Any open entry -> SKIPPED."""

    def note(self, action: str, *, key: EntryKey | None = None, **details: object) -> None:
        """Write an event that moves nothing (signed in, recovery looked, halted)."""

    def to_verify(self, *, everything: bool = False) -> tuple[Posted, ...]:
        """Give posted entries not yet verified, or every posted entry, in plan order."""

    def claimed_numbers(self, screen: str) -> frozenset[str]:
        """Numbers that receipts of this screen hold: documents known to be ours."""

    def asked(self) -> tuple[Asked, ...]:
        """Take the wishes that persons left since the last call."""

    def counts(self) -> Mapping[Status, int]:
        """How many entries stand at each status."""


class Clock(Protocol):
    """Time, so that tests need not wait."""

    def now(self) -> datetime:
        """Give the present, with its time zone."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


Progress = Callable[[str, Mapping[str, object]], None]
"""Told what happens: an action word and its context; draws the progress, never decides."""

"""The lifecycle as a state machine against the real ledger: any calls, in any order, with crashes between."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from fakes.clock import FakeClock
from fakes.plans import make_entry, make_plan
from fakes.tripwire import Killed
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.handover import NOT_IN_WORKBOOK, RECOVERY
from bot.domain.lifecycle import COMMITTED, TRANSITIONS, Status, allowed
from bot.domain.model import Difference, Entry, EntryKey, Receipt, Verdict
from bot.errors import LedgerBroken, LedgerBusy
from bot.language import say
from bot.ledger.store import Store, open_ledger

WHY = say("เหตุผล", "The reason.")
NAMES = ("ฎ.1", "ฎ.2", "ฎ.3")
KEYS = [make_entry(name).key for name in NAMES]
AMOUNTS = st.sampled_from(["1.00", "1.00", "1.00", "2.00", ""])
"""Blank: the row is not in the workbook."""
UNEQUAL = Verdict(differences=(Difference(field="amount", expected="1", seen="2"),))

S = Status
Move = Callable[[Any, EntryKey, int], None]
MOVES: dict[str, tuple[frozenset[Status], Status, Move]] = {
    "waits": (
        frozenset({S.PENDING, S.WAITING}),
        S.WAITING,
        lambda store, key, _: store.waits(key, "needs_entry", WHY, waits_for=()),
    ),
    "ready": (frozenset({S.WAITING}), S.PENDING, lambda store, key, _: store.ready(key)),
    "about_to_commit": (
        frozenset({S.WORKING}),
        S.COMMITTING,
        lambda store, key, _: store.about_to_commit(key, baseline=["V-0"], typed={}),
    ),
    "posted": (
        frozenset({S.COMMITTING}),
        S.POSTED,
        lambda store, key, n: store.posted(key, receipt(n)),
    ),
    "refused": (
        frozenset({S.WORKING, S.COMMITTING}),
        S.REJECTED,
        lambda store, key, _: store.refused(key, WHY),
    ),
    "again": (frozenset({S.WORKING}), S.PENDING, lambda store, key, _: store.again(key, WHY)),
    "failed": (frozenset({S.WORKING}), S.FAILED, lambda store, key, _: store.failed(key, WHY)),
    "in_doubt": (
        frozenset({S.WORKING, S.COMMITTING}),
        S.IN_DOUBT,
        lambda store, key, _: store.in_doubt(key, "lost_answer", WHY),
    ),
    "found": (frozenset({S.IN_DOUBT}), S.POSTED, lambda store, key, n: store.found(key, receipt(n))),
    "absent": (
        frozenset({S.IN_DOUBT}),
        S.PENDING,
        lambda store, key, _: store.absent(key, WHY, who=RECOVERY),
    ),
    "verified": (COMMITTED, S.VERIFIED, lambda store, key, _: store.judged(key, None, Verdict())),
    "mismatched": (COMMITTED, S.MISMATCHED, lambda store, key, _: store.judged(key, None, UNEQUAL)),
    "skipped": (
        frozenset({S.PENDING, S.WAITING, S.WORKING, S.IN_DOUBT, S.REJECTED, S.FAILED}),
        S.SKIPPED,
        lambda store, key, _: store.skipped(key, "เหตุผล", who="x"),
    ),
}


def receipt(number: int) -> Receipt:
    return Receipt(number=f"V-{number}", message="", at=datetime(2024, 8, 13, tzinfo=UTC), how="shown")


class Lifecycle(RuleBasedStateMachine):
    """`status` and `amount` are what the ledger must hold of each key; `left` were dropped by enqueue."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FakeClock()
        self.status: dict[EntryKey, Status] = {}
        self.amount: dict[EntryKey, Decimal] = {}
        self.left: set[EntryKey] = set()
        self.numbers = 0
        self.store = self._open()
        self.rival = self._open()
        self.run: int | None = None

    def _open(self) -> Store:
        return open_ledger(self.folder / "ledger.sqlite3", now=self.clock.now)

    def teardown(self) -> None:
        self.store.close()
        self.rival.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @initialize()
    def begin(self) -> None:
        self.run = self.store.begin_run(make_plan(), operator="x")
        self.enqueue(dict.fromkeys(NAMES, "1.00"))

    @rule(amounts=st.fixed_dictionaries(dict.fromkeys(NAMES, AMOUNTS)))
    def enqueue(self, amounts: dict[str, str]) -> None:
        """Enqueue the rows that are there, edited or not; the rest left the workbook."""
        entries = [make_entry(name, amount=Decimal(text)) for name, text in amounts.items() if text]
        told = self.store.enqueue(make_plan(*entries))
        assert told.new == sum(entry.key not in self.status for entry in entries)
        for entry in entries:
            self._meet(entry)
        gone = set(self.status) - {entry.key for entry in entries}
        for key in gone:
            if self.status[key] in {S.PENDING, S.WAITING, S.WORKING, S.REJECTED, S.FAILED}:
                self.status[key] = S.SKIPPED
                self.left.add(key)
        assert set(told.gone) == {key for key in gone if self.status[key] in COMMITTED}

    def _meet(self, entry: Entry) -> None:
        key, amount = entry.key, entry.amount
        status = self.status.get(key)
        fixed = status in COMMITTED or status in {S.COMMITTING, S.IN_DOUBT}
        if status is None or key in self.left or (self.amount[key] != amount and not fixed):
            if status is not S.SKIPPED or key in self.left:
                self.status[key] = S.PENDING
            self.left.discard(key)
        if not fixed:
            self.amount[key] = amount

    @precondition(lambda self: self.run is not None)
    @rule()
    def claim(self) -> None:
        """Take the next PENDING entry, with the content that was enqueued last."""
        claim = self.store.claim(self.run or 0)
        pending = [key for key, status in self.status.items() if status is S.PENDING]
        assert (claim is None) == (not pending)
        if claim:
            key = claim.planned.entry.key
            assert key in pending
            assert claim.planned.entry.amount == self.amount[key]
            self.status[key] = S.WORKING

    @rule(key=st.sampled_from(KEYS), data=st.data())
    def lawful_move(self, key: EntryKey, data: st.DataObject) -> None:
        """Any transition that the lifecycle has for an entry as it stands."""
        names = sorted(name for name, (sources, _, _) in MOVES.items() if self.status.get(key) in sources)
        if names:
            self._do(data.draw(st.sampled_from(names)), key)

    @precondition(lambda self: S.WORKING in self.status.values())
    @rule(then=st.sampled_from(["", "posted", "in_doubt"]))
    def announce(self, then: str) -> None:
        """Go the dangerous way more often than chance would take it."""
        key = next(key for key, status in self.status.items() if status is S.WORKING)
        for name in ("about_to_commit", then):
            if name:
                self._do(name, key)

    def _do(self, name: str, key: EntryKey) -> None:
        """Do a lawful transition; from where it leads every unlawful one is refused, without a trace."""
        _, self.status[key], do = MOVES[name]
        self.numbers += 1
        do(self.store, key, self.numbers)
        for sources, _, other in MOVES.values():
            if self.status[key] not in sources:
                with pytest.raises(LedgerBroken):
                    other(self.store, key, 0)

    @rule(name=st.sampled_from(sorted(MOVES)))
    def unknown(self, name: str) -> None:
        """Nothing can be done with an entry that was never enqueued."""
        with pytest.raises(LedgerBroken):
            MOVES[name][2](self.store, EntryKey("0" * 64), 0)

    @rule()
    def take_up_again(self) -> None:
        """Take up what was refused or failed, and nothing else."""
        taken = [key for key, status in self.status.items() if status in {S.REJECTED, S.FAILED}]
        assert self.store.take_up_again({S.REJECTED, S.FAILED}) == len(taken)
        self.status |= dict.fromkeys(taken, S.PENDING)

    @rule()
    def crash(self) -> None:
        """Let the process die; the next one starts up on what is on the disk."""
        self.store.close()
        self.store = self._open()
        self._start_up()

    def _start_up(self) -> None:
        self.run = self.store.begin_run(make_plan(), operator="x")
        doubts = {doubt.planned.entry.key for doubt in self.store.interrupted()}
        after = {S.WORKING: S.PENDING, S.COMMITTING: S.IN_DOUBT}
        self.status = {key: after.get(status, status) for key, status in self.status.items()}
        assert doubts == {key for key, status in self.status.items() if status is S.IN_DOUBT}

    @rule(key=st.sampled_from(KEYS), data=st.data())
    def crash_in_a_transaction(self, key: EntryKey, data: st.DataObject) -> None:
        """Die inside a transition, after its UPDATE: nothing of it is there for the next process."""
        names = sorted(name for name, (sources, _, _) in MOVES.items() if self.status.get(key) in sources)
        if not names:
            return
        do = MOVES[data.draw(st.sampled_from(names))][2]
        with patch("bot.ledger.moves.write_event", side_effect=Killed), pytest.raises(Killed):
            do(self.store, key, self.numbers + 1)
        self.crash()

    @precondition(lambda self: self.run is not None and S.PENDING in self.status.values())
    @rule()
    def crash_in_a_claim(self) -> None:
        """Die while claiming: the entry is PENDING, its attempt was never begun."""
        with patch("bot.ledger.store.write_event", side_effect=Killed), pytest.raises(Killed):
            self.store.claim(self.run or 0)
        self.crash()

    @rule()
    def the_rival_may_look_but_not_work(self) -> None:
        """A second runner on the same ledger sees the same, and can neither begin nor claim."""
        with pytest.raises(LedgerBusy):
            self.rival.begin_run(make_plan(), operator="y")
        for work in (
            lambda: self.rival.claim(self.run or 0),
            lambda: self.rival.enqueue(make_plan()),
            self.rival.interrupted,
        ):
            with pytest.raises(LedgerBroken):
                work()
        assert self.rival.counts() == self.store.counts()

    @rule(ends=st.booleans())
    def the_rival_takes_over(self, ends: bool) -> None:
        """The run ends, or its process dies; the other, open all the while, goes on with what is there."""
        if ends and self.run is not None:
            self.store.end_run(self.run, "done")
        else:
            self.store.close()
            self.store = self._open()
        self.store, self.rival = self.rival, self.store
        self._start_up()

    @rule(key=st.sampled_from(KEYS), data=st.data())
    def a_move_of_the_rival_counts_or_is_refused(self, key: EntryKey, data: st.DataObject) -> None:
        """A person's decision comes from another process: lawful it is done once, unlawful never."""
        name = data.draw(st.sampled_from(["found", "absent", "skipped"]))
        sources, new, do = MOVES[name]
        self.numbers += 1
        if self.status.get(key) not in sources:
            with pytest.raises(LedgerBroken):
                do(self.rival, key, self.numbers)
            return
        do(self.rival, key, self.numbers)
        self.status[key] = new
        if new not in sources:
            with pytest.raises(LedgerBroken):
                do(self.store, key, self.numbers + 1)

    @invariant()
    def the_ledger_stands_where_it_must(self) -> None:
        """Status and content of every entry are as the model has them."""
        standings = {standing.entry.key: standing for standing in self.store.reports.standings()}
        assert {key: standing.status for key, standing in standings.items()} == self.status
        assert {key: standing.entry.amount for key, standing in standings.items()} == self.amount
        dropped = {key for key, standing in standings.items() if standing.reason == NOT_IN_WORKBOOK}
        assert dropped == self.left

    @invariant()
    def the_counts_agree(self) -> None:
        """Both processes count what the model counts, and by screen likewise."""
        counted = {status: count for status, count in self.store.counts().items() if count}
        assert counted == Counter(self.status.values())
        assert self.rival.counts() == self.store.counts()
        for status, count in counted.items():
            assert self.rival.screens_at(status) == {"VOUCHER": count}

    @invariant()
    def the_events_have_no_gap(self) -> None:
        """A transition that was not finished leaves no hole, and none is ever taken away."""
        numbers = [event.seq for event in self.store.reports.events()]
        assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def the_events_tell_the_same_story(self) -> None:
        """Replaying the events gives every status by lawful moves only."""
        told: dict[EntryKey, Status] = {}
        for event in self.store.reports.events():
            if event.key is None or event.new is None:
                continue
            assert told.get(event.key) is event.old
            if event.old is not None and event.old is not event.new:
                lawful = allowed(event.old, event.new)
                replaced = event.action == "replaced" and event.new is S.PENDING
                assert lawful or replaced
            told[event.key] = event.new
        assert told == self.status

    @invariant()
    def no_second_commit_without_proof(self) -> None:
        """Between two announced commits of one entry lies a refusal or a proven absence."""
        announced: set[EntryKey] = set()
        for event in self.store.reports.events():
            if event.key is None:
                continue
            if event.action == "committing":
                assert event.key not in announced
                announced.add(event.key)
            elif event.action in ("absent", "rejected"):
                announced.discard(event.key)


TestLifecycle = Lifecycle.TestCase
TestLifecycle.settings = settings(max_examples=15, stateful_step_count=40, deadline=None)


def test_there_is_no_way_from_committing_to_a_second_commit_but_through_recovery() -> None:
    """Without IN_DOUBT and REJECTED the table has no way from COMMITTING back to COMMITTING."""
    reached: set[Status] = set()
    ahead = [Status.COMMITTING]
    while ahead:
        for new in TRANSITIONS[ahead.pop()] - {Status.IN_DOUBT, Status.REJECTED} - reached:
            reached.add(new)
            ahead.append(new)
    assert reached == COMMITTED

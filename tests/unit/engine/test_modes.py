"""Modes and steering: somebody is at hand, and what they say is heeded where it can be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from bench import Bench
from fakes.plans import planned

from bot.domain.handover import AWAITING_COMMIT, AWAITING_DECISIONS, COMMIT_GIVEN, MAINTENANCE, TOOK_UP
from bot.domain.lifecycle import Status
from bot.errors import BreakerOpen, Maintenance, PageTrouble, StoppedByPerson
from bot.language import say

P, R, S, PENDING = Status.POSTED, Status.REJECTED, Status.SKIPPED, Status.PENDING
WHY = say("เหตุ", "Why.")


def events(bench: Bench) -> list[str]:
    return [action for action, _ in bench.ledger.memory.events]


def when(bench: Bench, action: str, *wishes: tuple[Any, ...], times: int = 1) -> None:
    """Leave wishes as soon as an action is told, so many times."""
    left = [times]

    def leave(told: str) -> None:
        if told == action and left[0]:
            left[0] -= 1
            for wish in wishes:
                bench.ledger.ask(*wish)

    bench.when = leave


# ---- step by step


def test_step_by_step_each_filled_screen_waits_for_its_commit() -> None:
    """Nothing is stored before a person has said so; each entry waits anew."""
    bench = Bench(entries=2)
    stored: list[int] = []

    def look(told: str) -> None:
        if told == AWAITING_COMMIT:
            stored.append(len(bench.server.documents))
            bench.ledger.ask("commit", bench.entries[len(stored) - 1].key, "", "สมศรี")

    bench.when = look
    assert bench.run(mode="step").posted == 2
    assert stored == [0, 1]
    assert events(bench).count(AWAITING_COMMIT) == events(bench).count(COMMIT_GIVEN) == 2


def test_step_by_step_waits_as_long_as_nobody_says_anything() -> None:
    """Time passes in slices; the commit comes when it is given, not before."""
    bench = Bench(entries=1)
    began = bench.clock.now()
    asked = bench.ledger.asked
    turns = [0]

    def later() -> Any:
        turns[0] += 1
        if turns[0] == 40:
            bench.ledger.ask("commit", bench.entries[0].key)
        return asked()

    bench.ledger.asked = later
    assert bench.run(mode="step").posted == 1
    assert (bench.clock.now() - began).total_seconds() >= 30


def test_step_by_step_a_person_may_skip_or_stop_instead() -> None:
    """A skip leaves the entry out and the next one waits; a stop ends the run with nothing stored."""
    bench = Bench(entries=2)

    def decide(told: str) -> None:
        if told == AWAITING_COMMIT:
            first = bench.ledger.status_of(bench.entries[0].key) is Status.WORKING
            wish: tuple[Any, ...] = ("skip", bench.entries[0].key, "ซ้ำ") if first else ("stop",)
            bench.ledger.ask(*wish)

    bench.when = decide
    outcome = bench.run(mode="step")
    assert (outcome.exit_code, bench.statuses(), bench.server.documents) == (130, [S, PENDING], [])


@pytest.mark.parametrize("mode", ["unattended", "step"])
def test_a_commit_for_another_entry_comes_too_late(mode: str) -> None:
    """The word is for the screen that was looked at; for any other entry it is noted and does nothing."""
    bench = Bench(entries=2)

    def decide(told: str) -> None:
        if told == "claimed" and mode == "unattended":
            bench.ledger.ask("commit", bench.entries[0].key)
        if told == AWAITING_COMMIT:
            bench.ledger.ask("commit", bench.entries[1].key)
            bench.ledger.ask("commit")
            bench.ledger.ask("stop")

    bench.when = decide
    outcome = bench.run(mode=mode)
    assert "too_late" in events(bench)
    assert outcome.posted == (2 if mode == "unattended" else 0)


def test_a_commit_does_not_last_until_the_next_try() -> None:
    """A screen that was filled anew is looked at anew."""
    bench = Bench(entries=1, raises={"commit": []})
    waits = [0]

    def decide(told: str) -> None:
        if told == AWAITING_COMMIT:
            waits[0] += 1
            bench.ledger.ask("commit", bench.entries[0].key)

    bench.when = decide
    bench.server.faults.append("lose_request")
    assert bench.run(mode="step").posted == 1
    assert waits[0] == 2


def test_a_stop_before_the_screen_is_filled_needs_no_look() -> None:
    """Step by step too, a stop that is there already is heeded without waiting."""
    bench = Bench(entries=1)
    when(bench, "claimed", ("stop",))
    assert bench.run(mode="step").exit_code == 130
    assert AWAITING_COMMIT not in events(bench)


# ---- finishing


def test_finish_stops_after_the_entry_in_hand() -> None:
    """Asked for while an entry is being typed, that entry is committed; the next one is not touched."""
    bench = Bench()
    when(bench, "claimed", ("finish", None, "", "สมศรี"))
    outcome = bench.run()
    assert (outcome.exit_code, bench.statuses()) == (130, [P, PENDING, PENDING])


def test_finish_lets_a_doubt_be_settled_first() -> None:
    """The waiting between two looks belongs to the entry in hand."""
    bench = Bench("lose_answer")
    when(bench, "claimed", ("finish",))
    outcome = bench.run()
    assert (outcome.exit_code, bench.statuses()) == (130, [P, PENDING, PENDING])


# ---- errors only


def test_errors_only_parks_what_is_refused_and_goes_on() -> None:
    """All else is entered; then the run waits, and a person's word to leave it ends the run."""
    bench = Bench("refuse")
    when(bench, AWAITING_DECISIONS, ("leave", bench.entries[0].key, "งบไม่พอ", "สมศรี"))
    outcome = bench.run(mode="errors_only")
    assert (outcome.exit_code, bench.statuses()) == (1, [R, P, P])
    assert events(bench)[-3:] == ["left", TOOK_UP, "run_ended"]


def test_a_corrected_entry_is_entered_in_the_same_run() -> None:
    """What a person corrected is typed as corrected; the row in the workbook stays as it is."""
    bench = Bench("refuse")
    first = bench.entries[0]
    better = planned(replace(first, fields={**first.fields, "note": "แก้แล้ว"}, digest="better"))

    def decide(told: str) -> None:
        if told == AWAITING_DECISIONS:
            bench.ledger.propose(better, first.digest)
            bench.ledger.ask("correct", first.key, "", "สมศรี")

    bench.when = decide
    outcome = bench.run(mode="errors_only")
    assert (outcome.exit_code, bench.statuses()) == (0, [P, P, P])
    assert bench.server.documents[-1].fields["note"] == "แก้แล้ว"
    assert bench.run().exit_code == 0  # the workbook still says the old value: the correction stands


def test_a_correction_that_nobody_approved_is_not_taken() -> None:
    """It is noted as too late and the entry stays parked."""
    bench = Bench("refuse", entries=1)
    first = bench.entries[0]
    better = planned(replace(first, digest="better"))

    def decide(told: str) -> None:
        if told == AWAITING_DECISIONS:
            bench.ledger.propose(better, first.digest, approved=False)
            bench.ledger.ask("correct", first.key)
            bench.ledger.ask("leave", first.key, "รออนุมัติ")

    bench.when = decide
    bench.run(mode="errors_only")
    assert bench.statuses() == [R]
    assert "too_late" in events(bench)


def test_a_skipped_parked_entry_needs_no_more_waiting() -> None:
    """A skip is a decision like any other; one that was decided meanwhile is not waited for."""
    bench = Bench("refuse", "refuse", entries=2)

    def decide(told: str) -> None:
        if told == AWAITING_DECISIONS:
            bench.ledger.ask("skip", bench.entries[1].key, "ไม่เอา")
            bench.ledger.ask("leave", bench.entries[0].key, "ภายหลัง")

    bench.when = decide
    assert bench.run(mode="errors_only").exit_code == 1
    assert bench.statuses() == [R, S]


def test_a_stop_ends_the_waiting_for_decisions() -> None:
    """The run need not stay open for a person who goes home."""
    bench = Bench("refuse", entries=1)
    when(bench, AWAITING_DECISIONS, ("stop",))
    outcome = bench.run(mode="errors_only")
    assert isinstance(outcome.halted_by, StoppedByPerson)
    assert bench.statuses() == [R]


def test_a_decision_on_an_entry_that_is_not_parked_comes_too_late() -> None:
    """What was posted meanwhile, and what nobody named, is left as it is."""
    bench = Bench()

    def decide(told: str) -> None:
        if told == "posted":
            bench.ledger.ask("leave", bench.entries[0].key, "x")
            bench.ledger.ask("correct")

    bench.when = decide
    assert bench.run().posted == 3
    assert "too_late" in events(bench)
    assert "left" not in events(bench)


def test_refusals_that_a_person_sees_do_not_open_the_breaker() -> None:
    """Unattended, the same refusal again and again halts the run; with somebody at hand it does not."""
    faults = ["refuse"] * 5
    assert isinstance(Bench(*faults, entries=6).run().halted_by, BreakerOpen)
    bench = Bench(*faults, entries=6)
    when(bench, AWAITING_DECISIONS, *(("leave", entry.key, "x") for entry in bench.entries[:5]))
    assert bench.run(mode="errors_only").posted == 1


def test_failures_do_open_it_in_every_mode() -> None:
    """A site that does not work is no question for a person to answer entry by entry."""
    trouble = [PageTrouble(WHY)] * 9
    bench = Bench(entries=6, raises={"prepare": trouble})
    assert isinstance(bench.run(mode="errors_only", pacing={"breaker_after": 3}).halted_by, BreakerOpen)


def test_a_failed_entry_is_parked_too() -> None:
    """One entry whose page never works is waited for like a refused one."""
    bench = Bench(entries=1, raises={"prepare": [PageTrouble(WHY)] * 3})
    when(bench, AWAITING_DECISIONS, ("leave", bench.entries[0].key, "x"))
    assert bench.run(mode="errors_only").exit_code == 1
    assert bench.statuses() == [Status.FAILED]


def test_a_maintenance_is_an_event() -> None:
    """Whoever watches sees why nothing happens."""
    bench = Bench(raises={"prepare": [Maintenance(WHY)]})
    bench.run()
    assert MAINTENANCE in events(bench)

"""How hard the site is pressed: hours, pauses, screens that are stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bench import Bench
from fakes.clock import FakeClock
from fakes.plans import make_entry, make_plan, planned

from bot.domain.hours import Hours
from bot.domain.lifecycle import RetryPolicy, Status
from bot.engine.pacing import TimedSite
from bot.engine.patience import Patience
from bot.errors import BreakerOpen, PageTrouble, ScreenNotAsMapped, ValueNotTaken
from bot.language import say

WHY = say("เหตุ", "Why.")
P, PENDING = Status.POSTED, Status.PENDING
NIGHT = Hours.of(["18:00-06:00"])
"""The bench's clock begins on Tuesday 13 August 2024 at 09:00."""


def slow_commits(bench: Bench, *seconds: float) -> None:
    """Let the n-th commit take so long."""
    left = list(seconds)
    commit = bench.site.commit

    def slowly(prepared: Any) -> Any:
        bench.clock._now += timedelta(seconds=left.pop(0))
        return commit(prepared)

    bench.site.commit = slowly  # type: ignore[method-assign]


def test_outside_the_hours_the_run_waits_and_says_until_when() -> None:
    """It does not even sign in before; then it works on, and every wait is short enough to be stopped."""
    bench = Bench()
    assert bench.run(pacing={"hours": NIGHT}).exit_code == 0
    assert bench.clock.now() >= datetime(2024, 8, 13, 18, tzinfo=UTC)
    assert sum(bench.clock.slept) == 9 * 3600
    assert max(bench.clock.slept) <= 1
    assert bench.actions[:3] == ["closed", "opened", "signed_in"]
    assert "13 August 2024 18:00" in str(dict(bench.told)["closed"]["text"].en)  # type: ignore[attr-defined]
    assert "2567" in str(dict(bench.told)["closed"]["text"].th)  # type: ignore[attr-defined]
    assert ("closed", None) in bench.ledger.memory.events


def test_the_hours_end_between_two_entries() -> None:
    """The entry in hand is finished; the next one waits until the evening, signed in anew."""
    bench = Bench()
    bench.clock._now = datetime(2024, 8, 13, 5, 59, 59, tzinfo=UTC)
    assert bench.run(pacing={"hours": NIGHT, "pause": 2.0}).exit_code == 0
    assert bench.actions == [
        "signed_in", "claimed", "posted", "closed", "opened", "signed_in", "claimed", "posted", "claimed",
        "posted",
    ]  # fmt: skip


def test_a_stop_ends_the_wait_for_the_hours() -> None:
    """Nobody waits until the evening for a stop; nothing was sent."""
    bench = Bench()

    def press(action: str) -> None:
        bench.stop = action == "closed"

    bench.when = press
    assert bench.run(pacing={"hours": NIGHT}).exit_code == 130
    assert bench.site.calls == []
    assert sum(bench.clock.slept) == 0


def test_a_pause_that_outlasts_the_hours() -> None:
    """Paused while waiting, gone on when the hours are over again: it waits for the next evening."""
    bench = Bench()
    asked = iter(["pause"])
    sleep = bench.clock.sleep

    def slept(seconds: float) -> None:
        sleep(seconds)
        if bench.clock.now().hour == 17 and bench.clock.now().day == 13:
            for wish in asked:
                bench.ledger.ask(wish)
        if bench.clock.now() == datetime(2024, 8, 14, 7, tzinfo=UTC):
            bench.ledger.ask("go_on")

    bench.clock.sleep = slept  # type: ignore[method-assign]
    assert bench.run(pacing={"hours": NIGHT}).exit_code == 0
    assert bench.clock.now() == datetime(2024, 8, 14, 18, tzinfo=UTC)
    assert bench.actions[:6] == ["closed", "opened", "paused", "resumed", "closed", "opened"]


def test_a_clock_that_is_set_is_looked_at_again() -> None:
    """A machine that slept, or whose clock was set, does not wait the rest of what it meant to."""
    bench = Bench()
    sleep = bench.clock.sleep

    def slept(seconds: float) -> None:
        sleep(seconds)
        if len(bench.clock.slept) == 5:
            bench.clock._now = datetime(2024, 8, 13, 20, tzinfo=UTC)

    bench.clock.sleep = slept  # type: ignore[method-assign]
    assert bench.run(pacing={"hours": NIGHT}).exit_code == 0
    assert sum(bench.clock.slept) == 30


def test_verification_keeps_the_hours_too() -> None:
    """Reading back presses the site as well."""
    bench = Bench()
    bench.run()
    bench.runner(hours=NIGHT).verify(who="x")
    assert sum(bench.clock.slept) == 9 * 3600
    assert bench.ledger.counts()[Status.VERIFIED] == 3


def test_a_slow_site_gets_longer_pauses_until_it_is_quick_again() -> None:
    """Half of the slowest answer, at most the longest wait; told once when it begins and when it ends."""
    bench = Bench(entries=5)
    slow_commits(bench, 1.0, 10.0, 500.0, 3.0, 1.0)
    bench.run(pacing={"policy": RetryPolicy(longest_wait=60.0), "pause": 0.5})
    assert sum(bench.clock.slept) == 0.5 + 5.0 + 60.0 + 0.5 + 0.5
    assert [action for action in bench.actions if action in ("slow", "quick")] == ["slow", "quick"]
    assert dict(bench.told)["slow"] == {"seconds": 10.0}


def test_the_shortest_pause_is_kept_on_a_slow_site() -> None:
    """A pause that is longer anyway stays."""
    bench = Bench(entries=1)
    slow_commits(bench, 10.0)
    bench.run(pacing={"pause": 20.0})
    assert sum(bench.clock.slept) == 20.0


def test_a_slow_answer_counts_even_if_it_is_an_error() -> None:
    """A search that fails after a minute was slow too."""
    bench = Bench(entries=1, raises={"search": [PageTrouble(WHY)]})
    called = bench.site._called

    def slowly(name: str, *, session: bool = True) -> None:
        bench.clock._now += timedelta(seconds=8.0 if name == "search" and not bench.clock.slept else 0.0)
        called(name, session=session)

    bench.site._called = slowly  # type: ignore[method-assign]
    bench.run()
    assert bench.clock.slept == [1.0, 1.0, 1.0, 1.0, 1.0]  # one of back-off, four of the slow answer


def test_the_timed_site_is_the_site() -> None:
    """What it gives is what the site gives, call by call."""
    bench = Bench(entries=1)
    timed = TimedSite(bench.site, FakeClock())
    (entry,) = bench.entries
    assert timed.sign_in().user == "bot"
    document = bench.server.store(entry)
    assert [row.number for row in timed.search(entry)] == [document.number]
    assert timed.open_found(entry, document.number).number == document.number
    assert timed.preview(planned(entry)).request == {"method": "POST"}
    timed.rest()
    assert bench.site.calls == ["sign_in", "search", "open_found", "preview", "rest"]
    assert timed.take_slowest() == 0.0


def two_screens() -> tuple[Bench, tuple[Any, ...]]:
    """Two vouchers and two receipts; the first voucher reads back otherwise than it was meant."""
    entries = (
        make_entry("ฎ.1"), make_entry("ร.1", screen="RECEIPT"), make_entry("ฎ.2"),
        make_entry("ร.2", screen="RECEIPT"),
    )  # fmt: skip
    bench = Bench()
    bench.entries = entries
    bench.run(limit=1)
    (document,) = bench.server.documents
    bench.server.documents = [replace(document, fields={**document.fields, "amount": "777.00"})]
    bench.runner().verify(who="x")
    return bench, entries


def test_a_mismatch_stops_its_screen_only() -> None:
    """The other screen is worked to its end; the stopped entries stay PENDING; told; exit 1."""
    bench, _ = two_screens()
    outcome = bench.run()
    assert bench.statuses() == [Status.MISMATCHED, P, PENDING, P]
    assert (outcome.held, outcome.exit_code) == ({"VOUCHER": 1}, 1)
    told = dict(bench.told)["screen_stopped"]
    assert told["screen"] == "VOUCHER"
    assert "1 entries wait" in told["text"].en  # type: ignore[attr-defined]
    assert bench.actions.count("screen_stopped") == 1


def test_when_only_stopped_screens_are_left_the_site_is_not_touched() -> None:
    """The next run says it again and does not sign in; a stop is heeded as ever."""
    bench, _ = two_screens()
    bench.run()
    bench.site.calls.clear()
    assert bench.run().held == {"VOUCHER": 1}
    assert bench.site.calls == []
    bench.stop = True
    assert bench.run().exit_code == 130


def test_mended_and_verified_it_goes_on() -> None:
    """`verify` reads the mismatched document again; equal now, its screen is open again."""
    bench, _ = two_screens()
    document = bench.server.documents[0]
    bench.server.documents[0] = replace(document, fields={**document.fields, "amount": "100.25"})
    assert bench.runner().verify(who="x").equal
    outcome = bench.run()
    assert (outcome.held, outcome.exit_code) == ({}, 0)
    assert bench.statuses()[1:] == [P, P, P]


def test_the_config_may_let_a_mismatched_screen_go_on() -> None:
    """A person who knows better sets stop_on_mismatch to no."""
    bench, _ = two_screens()
    outcome = bench.run(pacing={"stop_on_mismatch": False})
    assert (outcome.held, outcome.exit_code) == ({}, 1)
    assert bench.statuses()[1:] == [P, P, P]


def test_a_doubt_of_a_stopped_screen_is_settled_all_the_same() -> None:
    """Settling only looks: it is done before anything else, whatever is stopped."""
    bench, entries = two_screens()
    run = bench.ledger.begin_run(make_plan(*entries), operator="x")
    bench.ledger.enqueue(make_plan(*entries))
    key = bench.ledger.claim(run, not_screens=frozenset({"RECEIPT"})).planned.entry.key
    bench.ledger.about_to_commit(key, baseline=(), typed={})
    bench.ledger.in_doubt(key, "lost_answer", WHY)
    bench.ledger.end_run(run, "x")
    bench.server.store(entries[2])
    assert bench.run().held == {}
    assert bench.statuses()[2] is P


def test_the_breaker_shows_the_evidence_of_every_failure() -> None:
    """Who is called to a halted run finds the pictures named, and what to do."""
    errors = [ValueNotTaken(say("{x}", "{x}", x="other"), evidence=["0.png"])]
    errors += [ValueNotTaken(WHY, evidence=[f"{n}.png"]) for n in range(1, 6)]
    bench = Bench(entries=9, raises={"prepare": errors})
    halted = bench.run().halted_by
    assert isinstance(halted, BreakerOpen)
    assert halted.evidence == ("1.png", "2.png", "3.png", "4.png", "5.png")
    assert "run again" in halted.text.en


def test_a_success_forgets_the_evidence() -> None:
    """What was overcome is not shown as the cause of a later halt."""
    errors: list[Any] = [ValueNotTaken(WHY, evidence=["old.png"]), None]
    errors += [ValueNotTaken(WHY)] * 5
    bench = Bench(entries=9, raises={"prepare": errors})
    halted = bench.run().halted_by
    assert halted is not None
    assert halted.evidence == ()


@pytest.mark.parametrize(("jitter", "waited"), [(0.0, 3.0), (1.0, 3.75)])
def test_reads_back_off_with_jitter(jitter: float, waited: float) -> None:
    """Reads that are tried again wait a little more than the policy says, at most a quarter."""
    bench = Bench()
    patience = Patience(site=bench.site, policy=RetryPolicy(), wait=bench.clock.sleep, jitter=lambda: jitter)
    answers: list[BaseException | str] = [PageTrouble(WHY), PageTrouble(WHY), "read"]

    def read() -> str:
        answer = answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    assert patience.reading(read) == "read"
    assert sum(bench.clock.slept) == waited


@pytest.mark.parametrize(
    ("error", "tries"),
    [(PageTrouble(WHY), RetryPolicy().attempts), (ScreenNotAsMapped(WHY), 1), (ValueError("strange"), 1)],
    ids=lambda value: type(value).__name__,
)
def test_hazard_24_only_named_errors_are_tried_again_and_not_for_ever(error: Exception, tries: int) -> None:
    """What a retry may help is tried as often as the policy says; anything else comes out at once."""
    bench = Bench()
    patience = Patience(site=bench.site, policy=RetryPolicy(), wait=bench.clock.sleep)
    tried = []

    def read() -> None:
        tried.append(1)
        raise error

    with pytest.raises(type(error)) as caught:
        patience.reading(read)
    assert caught.value is error
    assert len(tried) == tries
    assert len(bench.clock.slept) == tries - 1

"""Lost sessions: signed in again, longer and longer apart, never for ever, and never the entry's fault."""

from __future__ import annotations

from bench import Bench

from bot.domain.lifecycle import Status
from bot.engine.returning import CALM
from bot.errors import PageTrouble, SessionLost, SessionTaken
from bot.language import say

WHY = say("มีการเข้าสู่ระบบจากที่อื่น", "Signed in elsewhere.")
P = Status.POSTED


def test_lost_sessions_never_fail_an_entry() -> None:
    """Four losses and two slow pages on one entry are within what each of them may use up."""
    errors = [SessionLost(WHY), PageTrouble(WHY), SessionLost(WHY), SessionLost(WHY), PageTrouble(WHY)]
    bench = Bench(raises={"prepare": [*errors, SessionLost(WHY)]})
    assert bench.run().posted == 3
    assert bench.statuses() == [P, P, P]


def test_the_same_user_elsewhere_is_not_fought_for_ever() -> None:
    """The fifth loss halts with exit 5 and plain words; nothing was committed, the entry waits."""
    bench = Bench(raises={"prepare": [SessionLost(WHY)] * 99})
    outcome = bench.run()
    assert isinstance(outcome.halted_by, SessionTaken)
    assert outcome.exit_code == 5
    assert "another computer" in outcome.halted_by.text.en
    assert "Signed in elsewhere." in outcome.halted_by.text.en
    assert bench.site.calls.count("sign_in") == 5
    assert bench.statuses() == [Status.PENDING] * 3
    assert sum(bench.clock.slept) == 1 + 2 + 4


def test_losses_far_apart_are_lawful() -> None:
    """A server that ends sessions now and then is signed in to as often as it takes."""
    every = [SessionLost(WHY), *([None] * CALM)]
    bench = Bench(entries=7 * CALM, raises={"prepare": every * 7})
    assert bench.run().posted == 7 * CALM


def test_losses_between_single_documents_are_a_fight() -> None:
    """We end their session, they end ours: that each time one document gets through is no peace."""
    bench = Bench(entries=20, raises={"prepare": [SessionLost(WHY), None] * 20})
    outcome = bench.run()
    assert isinstance(outcome.halted_by, SessionTaken)
    assert outcome.posted == 4


def test_a_session_lost_right_after_signing_in() -> None:
    """Signing in itself is tried again; a site that forgets us each time ends it with exit 5."""
    assert Bench(raises={"sign_in": [SessionLost(WHY), SessionLost(WHY)]}).run().posted == 3
    outcome = Bench(raises={"sign_in": [SessionLost(WHY)] * 99}).run()
    assert isinstance(outcome.halted_by, SessionTaken)
    assert outcome.exit_code == 5


def test_a_session_that_is_lost_at_every_look_leaves_the_doubt() -> None:
    """While a doubt is being settled the same holds: exit 5, and the doubt stays a doubt."""
    bench = Bench("lose_answer", entries=1, raises={"search": [None, *[SessionLost(WHY)] * 99]})
    outcome = bench.run()
    assert outcome.exit_code == 5
    assert bench.statuses() == [Status.IN_DOUBT]
    bench.site.raises.clear()
    assert bench.run().exit_code == 0
    assert bench.server.papers() == ["ฎ.1"]

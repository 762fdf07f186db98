"""Doubts are settled by what the site shows, never by guessing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from bench import PACING, Bench
from fakes.plans import make_entry, make_plan

from bot.domain.lifecycle import Status
from bot.domain.model import Entry
from bot.engine.foreign import Foreign
from bot.engine.patience import Patience
from bot.engine.recovery import Recovery, Settled
from bot.errors import InDoubt, PageTrouble, SessionLost
from bot.language import say

WHY = say("เหตุ", "Why.")


def in_doubt(
    bench: Bench, *entries: Entry, baseline: tuple[str, ...] = (), reason: str = "lost_answer"
) -> None:
    """Bring entries into doubt, as if a commit of each had been announced."""
    run = bench.ledger.begin_run(make_plan(*entries), operator="x")
    bench.ledger.enqueue(make_plan(*entries))
    for entry in entries:
        bench.ledger.claim(run)
        bench.ledger.about_to_commit(entry.key, baseline=baseline, typed={})
        bench.ledger.in_doubt(entry.key, reason, WHY)


def settle(bench: Bench, unanswered: float = 0.0) -> Settled:
    bench.server.signed_in = True
    patience = Patience(site=bench.site, policy=PACING.policy, wait=bench.clock.sleep)
    recovery = Recovery(
        bench.ports,
        foreign=Foreign(bench.ledger, bench._tell),
        patience=patience,
        wait=bench.clock.sleep,
        settling_delay=5.0,
    )
    return recovery.settle(bench.ledger.doubts(), unanswered=unanswered)


def test_no_doubts_no_look() -> None:
    """Without doubts the site is not touched and nobody waits."""
    bench = Bench()
    assert settle(bench) == Settled()
    assert (bench.site.calls, bench.clock.slept) == ([], [])


def test_exactly_one_new_equal_document_is_ours() -> None:
    """It is booked with its number, as found."""
    bench = Bench(entries=1)
    (entry,) = bench.entries
    bench.server.store(entry)
    old = bench.server.documents[0].number
    in_doubt(bench, entry, baseline=(old,))
    new = bench.server.store(entry).number
    assert settle(bench).found == (entry.key,)
    assert [posted.number for posted in bench.ledger.to_verify()] == [new]


def test_it_waits_before_the_first_look_and_between_the_two() -> None:
    """The site gets time to settle; of a doubt of yesterday only the second pause is needed."""
    bench = Bench(entries=1)
    in_doubt(bench, bench.entries[0])
    settle(bench)
    assert bench.clock.slept == [5.0, 5.0]
    bench = Bench(entries=1)
    in_doubt(bench, bench.entries[0])
    bench.clock._now += timedelta(days=1)
    settle(bench)
    assert bench.clock.slept == [0.0, 5.0]


def test_recovery_never_submits() -> None:
    """Only searches and pages of documents are asked for."""
    bench = Bench(entries=1)
    in_doubt(bench, bench.entries[0])
    bench.server.store(bench.entries[0])
    settle(bench)
    assert set(bench.site.calls) == {"search", "open_found"}


@pytest.mark.parametrize("reason", ["requests", "wrong_number", "no_number", "unrecorded", "arrived_late"])
def test_what_the_site_said_it_stored_is_never_absent(reason: str) -> None:
    """Not finding it is no proof when the site had said that it is there."""
    bench = Bench(entries=1)
    in_doubt(bench, bench.entries[0], reason=reason)
    assert settle(bench).left == (bench.entries[0].key,)
    assert bench.ledger.status_of(bench.entries[0].key) is Status.IN_DOUBT


def test_a_new_document_that_differs_is_no_proof_of_absence() -> None:
    """The server may have altered ours: a person looks; once judged, the entry is entered."""
    bench = Bench(entries=1)
    (entry,) = bench.entries
    in_doubt(bench, entry)
    bench.server.alter = lambda fields: {**fields, "amount": "999.00"}
    number = bench.server.store(entry).number
    assert settle(bench).left == (entry.key,)
    line = bench.ledger.memory.lines[entry.key]
    assert number in line.text.en
    assert line.seen == (number,)


def test_a_document_cancelled_since_is_no_proof_of_absence() -> None:
    """Somebody cancelled what may have been ours: a person decides whether to enter it again."""
    bench = Bench(entries=1)
    in_doubt(bench, bench.entries[0])
    bench.server.cancel(bench.server.store(bench.entries[0]).number)
    assert settle(bench).left == (bench.entries[0].key,)


def test_documents_without_a_number_cannot_be_told_apart() -> None:
    """A list that shows no numbers proves neither presence nor absence."""
    bench = Bench(entries=1)
    in_doubt(bench, bench.entries[0], baseline=("",))
    bench.server.documents = [replace(bench.server.store(bench.entries[0]), number="")]
    assert settle(bench).left == (bench.entries[0].key,)


def test_twins_in_doubt_with_different_baselines() -> None:
    """What is surely one twin's is booked first, and leaves exactly one for the other."""
    one, two = make_entry("ฎ.9"), make_entry("ฎ.9", occurrence=2)
    bench = Bench()
    in_doubt(bench, one)
    first = bench.server.store(one).number
    bench.ledger.close()
    run = bench.ledger.begin_run(make_plan(one, two), operator="x")
    bench.ledger.enqueue(make_plan(one, two))
    bench.ledger.claim(run)
    bench.ledger.about_to_commit(two.key, baseline=(first,), typed={})
    bench.ledger.in_doubt(two.key, "lost_answer", WHY)
    second = bench.server.store(two).number
    assert set(settle(bench).found) == {one.key, two.key}
    numbers = {posted.entry.key: posted.number for posted in bench.ledger.to_verify()}
    assert numbers == {one.key: first, two.key: second}


def test_twins_in_doubt_and_one_document() -> None:
    """One twin gets it, the other is proven absent: in all there will be two."""
    one, two = make_entry("ฎ.9"), make_entry("ฎ.9", occurrence=2)
    bench = Bench()
    in_doubt(bench, one, two)
    bench.server.store(one)
    settled = settle(bench)
    assert (len(settled.found), len(settled.absent)) == (1, 1)


def before_each_search(bench: Bench, do: Callable[[int], None]) -> None:
    """Let something happen on the server before the n-th search."""
    search = bench.site.search
    count = [0]

    def searched(entry: Entry) -> Any:
        count[0] += 1
        do(count[0])
        return search(entry)

    bench.site.search = searched  # type: ignore[method-assign]


def test_looks_that_differ_are_repeated() -> None:
    """A document that comes between two looks is looked at once more, and then it is ours."""
    bench = Bench(entries=1)
    in_doubt(bench, bench.entries[0])

    def arrive(n: int) -> None:
        if n == 2:
            bench.server.store(bench.entries[0])

    before_each_search(bench, arrive)
    assert settle(bench).found == (bench.entries[0].key,)
    assert bench.site.calls.count("search") == 3


def test_looks_that_never_agree_settle_nothing() -> None:
    """A list that changes at every look is for a person."""
    bench = Bench(entries=1)
    (entry,) = bench.entries
    in_doubt(bench, entry)

    def flicker(n: int) -> None:
        if n % 2:
            bench.server.store(entry)
        else:
            bench.server.documents.clear()

    before_each_search(bench, flicker)
    assert settle(bench).left == (entry.key,)
    assert bench.site.calls.count("search") == 4


def test_one_equal_document_at_last_but_never_twice_is_unsure() -> None:
    """Exactly one is not enough while the looks do not agree."""
    bench = Bench(entries=1)
    (entry,) = bench.entries
    in_doubt(bench, entry)

    def flicker(n: int) -> None:
        bench.server.documents.clear()
        if n % 2 == 0:
            bench.server.store(entry)
        else:
            bench.server.store(make_entry("other", amount=Decimal(n)))

    before_each_search(bench, flicker)
    assert settle(bench).left == (entry.key,)
    assert "does not settle" in bench.ledger.memory.lines[entry.key].text.en


def test_a_lost_session_is_signed_in_while_looking() -> None:
    """Reads are tried again, with a sign-in when the session is gone."""
    bench = Bench(entries=1, raises={"search": [SessionLost(WHY), PageTrouble(WHY)]})
    in_doubt(bench, bench.entries[0])
    assert settle(bench).absent == (bench.entries[0].key,)
    assert bench.site.calls.count("sign_in") == 1


def test_what_a_person_must_decide_is_left_alone() -> None:
    """`already there` is not even looked up."""
    bench = Bench(entries=1)
    in_doubt(bench, bench.entries[0], reason="already_there")
    assert settle(bench).left == (bench.entries[0].key,)
    assert bench.site.calls == []


def test_a_list_that_may_not_be_whole_never_proves_absence() -> None:
    """Where the search may have missed something, a person is told why; nothing is entered again."""
    bench = Bench(entries=1)
    in_doubt(bench, bench.entries[0])
    bench.server.gap = say("รายการยังมีต่อ", "the list goes on")
    assert settle(bench).left == (bench.entries[0].key,)
    assert bench.ledger.counts()[Status.IN_DOUBT] == 1
    bench.server.gap = None
    assert settle(bench).absent == (bench.entries[0].key,)


def _all_late(bench: Bench, seconds: float) -> None:
    """Let the site's list show every document only so long after it was stored."""
    store = bench.server.store
    bench.server.store = lambda entry, late=0.0: store(entry, late=late + seconds)  # type: ignore[method-assign]


def test_a_list_that_was_seen_to_be_late_is_given_longer() -> None:
    """It did not show the document before, whose number the site told; the lost one shows a minute later."""
    bench = Bench("", "lose_answer")
    _all_late(bench, 60.0)
    assert bench.run().exit_code == 0
    assert bench.server.papers() == ["ฎ.1", "ฎ.2", "ฎ.3"]


def test_a_list_that_hides_documents_proves_no_absence() -> None:
    """It never shows what is surely there (the oldest only, somebody's only): a person is told."""
    bench = Bench("", "lose_request", entries=2)
    bench.server.visible = lambda _screen: []  # type: ignore[method-assign]
    assert bench.run().exit_code == 3
    assert bench.statuses() == [Status.POSTED, Status.IN_DOUBT]
    line = bench.ledger.memory.lines[bench.entries[1].key]
    assert "VOUCHER-1" in line.text.en
    assert "proves nothing" in line.text.en
    bench.clock._now += timedelta(days=1)
    before = bench.clock.now()
    bench.run()
    assert bench.clock.now() - before < timedelta(seconds=30)  # not waited for again and again


def test_what_a_list_hid_long_ago_is_forgotten() -> None:
    """The mapping or the site may be mended since."""
    bench = Bench(entries=1)
    (entry,) = bench.entries
    bench.ledger.note("unlisted", key=entry.key, screen=entry.screen, number="V-1")
    bench.clock._now += timedelta(days=2)
    in_doubt(bench, entry)
    assert settle(bench).absent == (entry.key,)


def test_a_number_that_is_used_again_is_no_proof_of_absence() -> None:
    """The number of a cancelled document is given to ours: it stood there before, and is another one now."""
    bench = Bench(entries=1)
    (entry,) = bench.entries
    old = bench.server.store(entry).number
    bench.server.cancel(old)
    in_doubt(bench, entry, baseline=(old,))
    bench.server.documents = [replace(bench.server.documents[0], cancelled=False)]
    assert settle(bench).left == (entry.key,)
    line = bench.ledger.memory.lines[entry.key]
    assert f"Number {old} stood there before" in line.text.en
    assert [one.number for one in line.candidates] == [old]


@pytest.mark.parametrize(("unanswered", "pause"), [(0.0, 5.0), (60.0, 60.0), (900.0, 300.0)])
def test_a_site_that_gave_no_answer_gets_as_long_again(unanswered: float, pause: float) -> None:
    """What stands before it gave up after a minute; it may be storing still."""
    bench = Bench(entries=1)
    in_doubt(bench, bench.entries[0])
    settle(bench, unanswered)
    assert bench.clock.slept == [pause, pause]


def test_a_document_that_is_stored_after_the_gateway_gave_up_is_found() -> None:
    """No second commit, though two looks after ten seconds would not have found it."""
    bench = Bench(entries=1)
    bench.server.store(bench.entries[0], late=80.0)
    lost = InDoubt(WHY, requests=1, unanswered=60.0)
    bench.site.raises = {"commit": [lost]}
    bench.run()
    assert bench.server.papers() == ["ฎ.1"]
    assert bench.statuses() == [Status.POSTED]

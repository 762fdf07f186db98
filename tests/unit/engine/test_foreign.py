"""Somebody else is typing too, and the server makes copies: nothing of that is ever taken for ours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bench import Bench
from fakes.plans import make_entry

from bot.domain.lifecycle import Status
from bot.domain.model import Entry, Readback
from bot.engine.foreign import Foreign
from bot.engine.lookalikes import look_for
from bot.errors import InDoubt, LedgerBroken, PageTrouble, Refused
from bot.language import say

WHY = say("เหตุ", "Why.")
P, D, PENDING = Status.POSTED, Status.IN_DOUBT, Status.PENDING


def foreign(bench: Bench) -> list[str]:
    return [number for _, number in bench.ledger.memory.foreign]


def test_a_document_that_came_up_between_search_and_receipt_is_foreign() -> None:
    """It is told and kept once, never claimed; ours is posted with its own number."""
    bench = Bench("somebody", "somebody")
    assert bench.run().exit_code == 0
    assert foreign(bench) == ["VOUCHER-1", "VOUCHER-3"]
    assert [posted.number for posted in bench.ledger.to_verify()] == ["VOUCHER-2", "VOUCHER-4", "VOUCHER-5"]
    told = [context for action, context in bench.told if action == "foreign"]
    assert told[0] == {"screen": "VOUCHER", "text": "VOUCHER-1"}
    assert bench.actions.count("foreign") == 2
    bench.runner().verify(who="x")
    assert bench.actions.count("foreign") == 2


def test_what_stood_there_before_is_not_told() -> None:
    """A live office's list is full of documents; only what came up since concerns us."""
    bench = Bench(entries=1)
    bench.server.store(make_entry("ของเดิม"))
    bench.run()
    bench.runner().verify(who="x")
    assert foreign(bench) == []


def test_what_came_up_later_is_told_by_verification() -> None:
    """A document that a colleague entered after our run shows when it is read back."""
    bench = Bench(entries=1)
    bench.run()
    bench.server.store(make_entry("ของเพื่อนร่วมงาน"))
    assert bench.runner().verify(who="x").equal
    assert foreign(bench) == ["VOUCHER-2"]


def test_a_twin_of_ours_is_not_foreign() -> None:
    """The look-alike of occurrence 2 is occurrence 1, which is ours: posted, verified, nobody else's."""
    bench = Bench()
    bench.entries = (make_entry("ฎ.9"), make_entry("ฎ.9", occurrence=2))
    assert bench.run().exit_code == 0
    assert bench.runner().verify(who="x").equal
    assert foreign(bench) == []


def test_what_may_be_ours_is_not_foreign() -> None:
    """While a person must judge a document, a search for another entry does not call it foreign."""
    bench = Bench("", "lose_answer")
    alter = bench.server.alter
    commit = bench.site.commit

    def altering(prepared: object) -> object:
        second = bench.site.calls.count("commit") == 1
        bench.server.alter = (lambda f: {**f, "amount": "9.99"}) if second else alter
        return commit(prepared)  # type: ignore[arg-type]

    bench.site.commit = altering  # type: ignore[assignment, method-assign]
    assert bench.run().exit_code == 3
    assert bench.statuses() == [P, D, P]
    bench.runner().verify(who="x")
    assert foreign(bench) == []
    (candidate,) = bench.ledger.memory.lines[bench.entries[1].key].candidates
    assert (candidate.number, [each.field for each in candidate.differences]) == ("VOUCHER-2", ["amount"])


def test_found_beside_a_strangers_document() -> None:
    """Recovery takes the equal one; what else came up meanwhile is foreign."""
    bench = Bench("lose_answer", entries=1)
    search = bench.site.search

    def searched(entry: object) -> object:
        if bench.site.calls.count("search") == 1:
            bench.server.store(make_entry("ของเพื่อนร่วมงาน"))
        return search(entry)  # type: ignore[arg-type]

    bench.site.search = searched  # type: ignore[assignment, method-assign]
    assert bench.run().exit_code == 0
    assert foreign(bench) == ["VOUCHER-2"]


@pytest.mark.parametrize("fault", ["twice_by_server", "same_by_colleague"])
def test_two_equal_documents_after_a_commit_are_for_a_person(fault: str) -> None:
    """One receipt and two equal documents: who has the second cannot be known; both numbers are told."""
    bench = Bench(fault)
    assert bench.run().exit_code == 3
    assert bench.statuses() == [D, P, P]
    line = bench.ledger.memory.lines[bench.entries[0].key]
    assert line.reason == "stored_twice"
    assert "VOUCHER-1, VOUCHER-2" in line.text.en
    assert {candidate.number for candidate in line.candidates} == {"VOUCHER-1", "VOUCHER-2"}
    assert all(not candidate.differences for candidate in line.candidates)


def test_ours_and_an_equal_one_of_a_colleague_are_never_told_apart() -> None:
    """The answer is lost and somebody entered the same: no guess."""
    bench = Bench("colleague", entries=1)
    assert bench.run().exit_code == 3
    assert bench.ledger.claimed_numbers("VOUCHER") == frozenset()


@pytest.mark.parametrize("fault", ["wrong_number", "stolen_number"])
def test_a_number_that_is_not_this_documents_is_not_believed(fault: str) -> None:
    """Nobody's number, or a colleague's: the right one is found on the site, for this and the next entry."""
    bench = Bench(fault)
    assert bench.run().exit_code == 0
    for posted in bench.ledger.to_verify():
        (document,) = [each for each in bench.server.documents if each.number == posted.number]
        assert document.fields == {"paper": posted.entry.fields["paper"], "note": "ค่าน้ำ",
                                   "amount": str(posted.entry.fields["amount"])}  # fmt: skip
    assert ("doubtful", "wrong_number") in [(a, c.get("reason")) for a, c in bench.told]


def test_values_stored_otherwise_do_not_doubt_the_number() -> None:
    """The told number shows another amount than was typed: posted, and the read-back says MISMATCHED."""
    bench = Bench(entries=1)
    bench.server.alter = lambda fields: {**fields, "amount": "1.11"}
    assert bench.run().exit_code == 0
    bench.runner().verify(who="x")
    assert bench.statuses() == [Status.MISMATCHED]


def test_a_site_that_stores_otherwise_again_and_again_is_stopped() -> None:
    """At the second document, which is read back at once; nothing more is entered there."""
    bench = Bench(entries=4)
    bench.server.alter = lambda fields: {**fields, "amount": "1.11"}
    assert bench.run().exit_code == 1
    assert bench.statuses() == [P, Status.MISMATCHED, PENDING, PENDING]
    assert bench.server.papers() == ["ฎ.1", "ฎ.2"]


def test_a_document_shown_otherwise_that_cannot_be_read_back_now_stays_posted() -> None:
    """The number stands, whoever verifies looks again; a broken ledger still ends everything."""
    bench = Bench(entries=2, raises={"read_back": [PageTrouble(WHY)] * 3})
    bench.server.alter = lambda fields: {**fields, "amount": "1.11"}
    assert bench.run().exit_code == 0
    assert bench.statuses() == [P, P]
    assert ("not_looked", bench.entries[1].key) in bench.ledger.memory.events
    bench = Bench(entries=2, raises={"read_back": [LedgerBroken(WHY)]})
    bench.server.alter = lambda fields: {**fields, "amount": "1.11"}
    assert isinstance(bench.run().halted_by, LedgerBroken)


def test_a_list_with_one_row_for_each_line_is_read_back_once() -> None:
    """Its rows show parts of a document, so they say nothing of its amount; what is read back is right."""
    bench = Bench()
    search = bench.site.search

    def by_line(entry: Entry) -> tuple[Readback, ...]:
        rows = search(entry)
        return tuple(replace(row, fields={**row.fields, "amount": part}) for row in rows for part in "12")

    bench.site.search = by_line  # type: ignore[method-assign]
    assert bench.run().exit_code == 0
    assert bench.site.calls.count("read_back") == 1
    bench.runner().verify(who="x")
    assert bench.statuses() == [Status.VERIFIED] * 3


def test_a_list_that_is_late_does_not_doubt_a_number() -> None:
    """The site told it, the list does not have it yet: that is no reason to doubt."""
    bench = Bench()
    store = bench.server.store
    bench.server.store = lambda entry, late=0.0: store(entry, late=30.0)  # type: ignore[method-assign]
    assert bench.run(pacing={"pause": 40.0}).exit_code == 0
    assert "doubtful" not in bench.actions


def test_a_search_that_fails_does_not_doubt_a_number() -> None:
    """The receipt is in hand; verification will look again."""
    bench = Bench(entries=1, raises={"search": [None, PageTrouble(WHY)]})
    assert bench.run().exit_code == 0
    assert ("not_looked", bench.entries[0].key) in bench.ledger.memory.events


def test_a_search_that_fails_leaves_a_receipt_without_number_in_doubt() -> None:
    """There is nothing to go by yet: recovery finds it."""
    bench = Bench("no_number", entries=1, raises={"search": [None, PageTrouble(WHY)]})
    assert bench.run().exit_code == 0
    assert [posted.number for posted in bench.ledger.to_verify()] == ["VOUCHER-1"]
    assert ("doubtful", "unrecorded") in [(a, c.get("reason")) for a, c in bench.told]


def test_a_list_with_a_row_for_each_line_is_one_document() -> None:
    """A document that stands in two rows is one candidate, and what its first row showed is kept."""
    bench = Bench(entries=1)
    bench.server.signed_in = True
    bench.server.store(make_entry("อื่น"))
    search = bench.site.search
    bench.site.search = lambda entry: search(entry) * 2  # type: ignore[method-assign]
    look = look_for(bench.site, bench.judge, bench.entries[0], known=())
    assert (look.numbers, look.equal) == (("VOUCHER-1",), ())
    assert [each.number for each in look.seen] == ["VOUCHER-1"]


def test_the_look_after_may_be_left_out() -> None:
    """A person in a hurry has one search less for each entry; a missing number is still looked up."""
    bench = Bench("twice_by_server", "no_number")
    assert bench.run(pacing={"look_after": False}).exit_code == 0
    assert bench.site.calls.count("search") == 4


def test_a_refusal_of_what_was_stored_is_no_refusal() -> None:
    """Something on the way sent the request twice, the second was a double: found, entered once."""
    bench = Bench("refuse_stored", entries=1)
    assert bench.run().exit_code == 0
    line = bench.ledger.memory.lines[bench.entries[0].key]
    assert (line.status, line.receipt.number, line.receipt.how) == (P, "VOUCHER-1", "found")
    assert "doubtful" in bench.actions
    assert bench.server.papers() == ["ฎ.1"]


def test_a_refusal_stands_where_nothing_came_up() -> None:
    """An equal document is not there, or the search fails, or no request had left: the site's word counts."""
    bench = Bench("refuse", entries=1)
    bench.run()
    assert bench.ledger.memory.lines[bench.entries[0].key].status is Status.REJECTED
    assert bench.site.calls.count("search") == 2

    bench = Bench("refuse_stored", entries=1)
    bench.site.raises["search"] = [None, PageTrouble(WHY)]
    bench.run()
    assert bench.ledger.memory.lines[bench.entries[0].key].status is Status.REJECTED
    assert ("not_looked", bench.entries[0].key) in bench.ledger.memory.events

    bench = Bench(entries=1)
    bench.site.raises["commit"] = [Refused(WHY, requests=0)]
    bench.run()
    assert bench.ledger.memory.lines[bench.entries[0].key].status is Status.REJECTED
    assert bench.site.calls.count("search") == 1


def test_verification_finds_a_second_equal_document() -> None:
    """Stored twice and nobody noticed: MISMATCHED, with both numbers, and its screen is stopped."""
    bench = Bench("twice_by_server")
    bench.run(limit=1, pacing={"look_after": False})
    report = bench.runner().verify(who="x")
    assert report.mismatched == (bench.entries[0].key,)
    text = bench.ledger.memory.lines[bench.entries[0].key].text
    assert "“2 (VOUCHER-1, VOUCHER-2)”" in text.en
    assert "“1 (VOUCHER-1)”" in text.th
    assert bench.run().held == {"VOUCHER": 2}
    bench.server.cancel("VOUCHER-2")
    assert bench.runner().verify(who="x").equal
    assert bench.run().exit_code == 0


def test_one_search_finds_the_copies_of_many() -> None:
    """Entries that one search finds cost one search, and documents of ours are not opened."""
    bench = Bench(entries=6)
    bench.run()
    bench.site.calls.clear()
    bench.runner().verify(who="x")
    assert bench.site.calls.count("search") == 1
    assert "open_found" not in bench.site.calls


def test_requests_that_left_are_counted_with_a_doubt() -> None:
    """Without a receipt too; more than one is a doubt of its own and never taken for absent."""
    bench = Bench(entries=1, raises={"commit": [InDoubt(WHY, requests=2)]})
    assert bench.run().exit_code == 3
    line = bench.ledger.memory.lines[bench.entries[0].key]
    assert (line.reason, line.requests) == ("requests", 2)
    bench = Bench("twice", entries=1)
    bench.run()
    assert bench.ledger.memory.lines[bench.entries[0].key].requests == 2
    bench = Bench(entries=1, raises={"commit": [InDoubt(WHY, requests=1)]})
    assert bench.run().exit_code == 0


def test_numbers_are_compared_whatever_digits_they_are_written_with() -> None:
    """The receipt writes Thai digits, the list Arabic ones: still the same document."""
    bench = Bench(entries=1)
    commit = bench.site.commit

    def thai(prepared: object) -> object:
        return replace(commit(prepared), number="VOUCHER-๑ ")  # type: ignore[arg-type]

    bench.site.commit = thai  # type: ignore[assignment, method-assign]
    assert bench.run().exit_code == 0
    assert foreign(bench) == []


def test_nothing_new_asks_nothing_of_the_ledger() -> None:
    """Most searches show nothing new."""
    bench = Bench(entries=1)
    del bench.ledger
    teller = Foreign(None, bench._tell)  # type: ignore[arg-type]
    teller.found(bench.entries[0], ["V-1", ""], known=["V-๑"])
    assert bench.told == []

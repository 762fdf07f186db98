"""What the ledger keeps of documents that are not ours, and of those that a person must judge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fakes.plans import make_plan, some_entries

from bot.domain.handover import Candidate
from bot.domain.model import Difference, EntryKey, Receipt
from bot.language import say
from bot.ledger.store import Store, open_ledger

WHY = say("เหตุผล", "The reason.")
A, B = some_entries(2)
SEEN = Candidate(
    number="V-7",
    fields={"paper": "ฎ.1", "amount": "9.99"},
    lines=({"account": "5101"},),
    cancelled=True,
    differences=(Difference(field="amount", expected="1.25", seen="9.99", line=0),),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_ledger(tmp_path / "ledger.sqlite3", now=FakeClock().now)
    run = store.begin_run(make_plan(A, B), operator="x")
    store.enqueue(make_plan(A, B))
    for entry in (A, B):
        store.claim(run)
        store.about_to_commit(entry.key, baseline=[], typed={})
        store.in_doubt(entry.key, "lost_answer", WHY, requests=2)
    yield store
    store.close()


def test_candidates_come_back_as_they_were_seen(store: Store) -> None:
    """Fields, lines and differences; only what was seen since the entry came into doubt."""
    assert store.reports.candidates(A.key) == ()
    store.saw(A.key, [SEEN])
    assert store.reports.candidates(A.key) == (SEEN,)
    store.saw(A.key, [])
    assert store.reports.candidates(A.key) == ()
    assert store.reports.candidates(EntryKey("0" * 64)) == ()


def test_candidates_of_an_earlier_doubt_do_not_count(store: Store) -> None:
    """An entry that is in doubt anew is looked up anew."""
    store.saw(A.key, [SEEN])
    store.absent(A.key, WHY, who="สมศรี", why="ไม่ใช่ของเรา")
    store.claim(store.reports.runs()[-1].id)
    store.in_doubt(A.key, "already_there", WHY, baseline=["V-7"])
    assert store.reports.candidates(A.key) == ()


def test_foreign_documents_are_told_until_they_are_ours(store: Store) -> None:
    """Screen, number, when and beside which entry; one that a person settled as ours is left out."""
    store.foreign(A.key, ["V-7", "V-8"])
    assert [(each.screen, each.number, each.beside) for each in store.reports.foreign()] == [
        ("VOUCHER", "V-7", A.key),
        ("VOUCHER", "V-8", A.key),
    ]
    at = datetime(2024, 8, 13, tzinfo=UTC)
    store.found(B.key, Receipt(number="V-7", message="", at=at, how="person"), who="สมศรี", why="ของเรา")
    assert [each.number for each in store.reports.foreign()] == ["V-8"]


def test_a_decision_is_in_the_events_for_good(store: Store) -> None:
    """Who decided, why, when and what, for both outcomes; and how many requests had left."""
    at = datetime(2024, 8, 13, tzinfo=UTC)
    store.found(A.key, Receipt(number="V-7", message="", at=at, how="person"), who="สมศรี", why="เห็นในระบบ")
    store.absent(B.key, WHY, who="สมศรี", why="ไม่มีในระบบ")
    found, absent = (
        next(each for each in store.reports.events(key=entry.key) if each.action == action)
        for entry, action in ((A, "found"), (B, "absent"))
    )
    assert (found.details["who"], found.details["why"]) == ("สมศรี", "เห็นในระบบ")
    assert (found.details["number"], found.details["how"]) == ("V-7", "person")
    assert (absent.details["who"], absent.details["why"]) == ("สมศรี", "ไม่มีในระบบ")
    doubted = next(each for each in store.reports.events(key=A.key) if each.action == "in_doubt")
    assert doubted.details["requests"] == 2

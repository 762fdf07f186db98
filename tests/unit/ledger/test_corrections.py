"""Corrections of parked entries in the real ledger: who, what, a second person, and the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fakes.plans import make_plan, planned, some_entries

from bot.domain.handover import Change
from bot.domain.lifecycle import Status
from bot.domain.model import Entry
from bot.errors import ConfigError, LedgerBroken
from bot.language import language_of, say
from bot.ledger.store import Store, open_ledger

A, B = some_entries(2)
BETTER = replace(A, fields={**A.fields, "note": "แก้แล้ว"}, digest="better")
CHANGE = Change(field="note", line=None, old="ค่าน้ำ", new="แก้แล้ว")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A ledger whose run is on, with A refused and B pending."""
    opened = open_ledger(tmp_path / "ledger.sqlite3", now=FakeClock().now)
    run = opened.begin_run(make_plan(A, B), operator="สมศรี")
    opened.enqueue(make_plan(A, B))
    opened.claim(run)
    opened.refused(A.key, say("ไม่รับ", "Refused."))
    with language_of("en"):
        yield opened
    opened.close()


def propose(store: Store, *, second: bool = False, entry: Entry = BETTER) -> int:
    return store.propose(planned(entry), [CHANGE], base=A.digest, who="สมศรี", why="พิมพ์ผิด", second=second)


def entry_of(store: Store) -> Entry:
    found = store.reports.standing(A.key)
    assert found
    return found.entry


def test_a_correction_takes_and_is_told_whole(store: Store) -> None:
    """The entry has the new content, is pending with fresh tries, and the event names old and new."""
    made = propose(store)
    assert store.status_of(A.key) is Status.REJECTED
    assert store.corrected(A.key)
    assert (store.status_of(A.key), entry_of(store)) == (Status.PENDING, replace(BETTER))
    (event,) = [one for one in store.reports.events(key=A.key) if one.action == "corrected"]
    assert event.details["changes"] == [["note", None, "ค่าน้ำ", "แก้แล้ว"]]
    assert (event.details["who"], event.details["reason"]) == ("สมศรี", "พิมพ์ผิด")
    assert (event.details["old_digest"], event.details["digest"]) == (A.digest, "better")
    (kept,) = store.corrections(A.key)
    assert (kept.id, kept.changes, kept.taken is not None, kept.waits) == (made, (CHANGE,), True, False)
    assert store.corrections(B.key) == ()
    assert len(store.corrections()) == 1


def test_it_takes_once_and_only_a_parked_entry(store: Store) -> None:
    """Without a correction, a second time, and for an entry that is not parked, nothing happens."""
    assert not store.corrected(A.key)
    propose(store)
    assert store.corrected(A.key)
    assert not store.corrected(A.key)
    store.propose(planned(B), [], base=B.digest, who="x", why="y", second=False)
    assert not store.corrected(B.key)


def test_a_second_person_must_be_another_one(store: Store) -> None:
    """Above the limit it waits; the same person, however the name is written, may not approve."""
    made = propose(store, second=True)
    assert store.corrections()[0].waits
    assert not store.corrected(A.key)
    for same in ("สมศรี", " สมศรี "):
        with pytest.raises(ConfigError, match="Another person"):
            store.approve_correction(made, who=same)
    assert store.approve_correction(made, who="ปลัด") == A.key
    with pytest.raises(ConfigError, match="no correction"):
        store.approve_correction(made, who="นายก")
    assert store.corrected(A.key)
    assert store.corrections()[0].approved_by == "ปลัด"


def test_the_newest_correction_overrules(store: Store) -> None:
    """An older one that was approved does not take once a newer one was asked for."""
    first = propose(store, second=True)
    store.approve_correction(first, who="ปลัด")
    propose(store, second=True, entry=replace(BETTER, digest="best"))
    assert not store.corrected(A.key)


def test_the_correction_stands_while_the_workbook_says_the_same(store: Store) -> None:
    """The old row is known; an edited row replaces the correction, and so does the old one after that."""
    propose(store)
    store.corrected(A.key)
    told = store.enqueue(make_plan(A, B))
    assert (told.known, told.replaced, entry_of(store).digest) == (2, (), "better")
    edited = replace(A, digest="edited", fields={**A.fields, "note": "แก้ในแฟ้ม"})
    assert store.enqueue(make_plan(edited, B)).replaced == (A.key,)
    assert entry_of(store).digest == "edited"
    assert store.enqueue(make_plan(A, B)).replaced == (A.key,)
    assert entry_of(store).digest == A.digest


def test_a_correction_needs_the_ledger(store: Store) -> None:
    """Only who holds the ledger may make it so."""
    propose(store)
    store.end_run(1, "done")
    with pytest.raises(LedgerBroken):
        store.corrected(A.key)
    with store.hold("correct", who="สมศรี"):
        assert store.corrected(A.key)

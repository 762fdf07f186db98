"""One suite for both ledgers: what the engine's tests learn from the fake holds for the real one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from fakes.clock import FakeClock
from fakes.ledger import FakeLedger, FakeMemory
from fakes.plans import make_entry, make_plan, some_entries
from sqlalchemy import create_engine

from bot.domain.approval import APPROVED
from bot.domain.handover import ACKNOWLEDGED, UNLISTED, Candidate
from bot.domain.lifecycle import Status
from bot.domain.model import Difference, EntryKey, Receipt, Verdict
from bot.errors import ConfigError, LedgerBroken, LedgerBusy
from bot.language import say
from bot.ledger.store import open_ledger

WHY = say("เหตุผล", "The reason.")
A, B, C = some_entries(3)


def receipt(number: str, how: Any = "shown") -> Receipt:
    return Receipt(number=number, message="บันทึกสำเร็จ", at=datetime(2024, 8, 13, tzinfo=UTC), how=how)


Opener = Callable[[], Any]


POSTGRES = os.environ.get("ELAAS_BOT_TEST_POSTGRES", "")
"""URL of an empty PostgreSQL database; its tables are dropped. Without it PostgreSQL is left out."""
KINDS = ["fake", "sqlite", *(["postgres"] if POSTGRES else [])]


def wipe(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()


@pytest.fixture(params=KINDS)
def reopen(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[Opener]:
    """Open the same ledger once more, as another process would."""
    clock = FakeClock()
    memory = FakeMemory()
    opened: list[Any] = []

    def open_it() -> Any:
        if request.param == "fake":
            opened.append(FakeLedger(clock, memory))
        elif request.param == "postgres":
            opened.append(open_ledger(POSTGRES, now=clock.now))
        else:
            opened.append(open_ledger(tmp_path / "ledger.sqlite3", now=clock.now))
        return opened[-1]

    if request.param == "postgres":
        wipe(POSTGRES)
    yield open_it
    for each in opened:
        each.close()


@pytest.fixture
def ledger(reopen: Opener) -> Any:
    return reopen()


@pytest.fixture
def run(ledger: Any) -> int:
    """Begin a run with A, B and C enqueued."""
    run = ledger.begin_run(make_plan(A, B, C), operator="สมศรี")
    ledger.enqueue(make_plan(A, B, C))
    return int(run)


def to_committing(ledger: Any, run: int, baseline: tuple[str, ...] = ()) -> EntryKey:
    claim = ledger.claim(run)
    ledger.about_to_commit(claim.planned.entry.key, baseline=baseline, typed={"paper": "x"})
    return EntryKey(claim.planned.entry.key)


def post(ledger: Any, run: int, number: str) -> EntryKey:
    key = to_committing(ledger, run)
    ledger.posted(key, receipt(number))
    return key


def test_enqueue_tells_new_and_known(ledger: Any, run: int) -> None:
    """A second enqueue of the same plan changes nothing."""
    again = ledger.enqueue(make_plan(A, B, C))
    assert (again.new, again.known, again.changed, again.gone) == (0, 3, (), ())
    assert ledger.counts()[Status.PENDING] == 3


def test_claims_follow_the_plan(ledger: Any, run: int) -> None:
    """Entries are claimed in plan order, each once, with exactly the values that were planned."""
    claims = [ledger.claim(run) for _ in range(3)]
    assert [claim.planned for claim in claims] == list(make_plan(A, B, C).entries)
    assert [claim.attempt for claim in claims] == [1, 1, 1]
    assert ledger.claim(run) is None


def test_an_entry_waits_until_it_is_ready(ledger: Any, run: int) -> None:
    """A WAITING entry is not claimed, knows what it waits for, may be put back, and nothing else."""
    assert ledger.upcoming() == A
    assert ledger.upcoming(not_screens=frozenset({"VOUCHER"})) is None
    ledger.waits(A.key, "needs_entry", WHY, waits_for=(B.key,))
    assert ledger.upcoming() == B
    assert ledger.waiting() == (A,)
    standing = ledger.standing(A.key)
    assert (standing.status, standing.reason, standing.message) == (Status.WAITING, "needs_entry", WHY)
    assert standing.waits_for == (B.key,)
    assert ledger.claim(run).planned.entry == B
    ledger.waits(A.key, "needs_person", WHY, waits_for=(C.key,))
    assert ledger.standing(A.key).waits_for == (C.key,)
    ledger.ready(A.key)
    assert (ledger.status_of(A.key), ledger.standing(A.key).waits_for) == (Status.PENDING, ())
    with pytest.raises(LedgerBroken):
        ledger.ready(A.key)
    with pytest.raises(LedgerBroken):
        ledger.waits(B.key, "needs_entry", WHY, waits_for=())
    assert ledger.standing(EntryKey("0" * 64)) is None


def test_what_is_left_of_earlier_days_is_known(ledger: Any) -> None:
    """Entries of days before a day, in plan order, without those that are proven or skipped."""
    none = replace(A, key=EntryKey("1" * 64), day=None)
    days = [date(2024, 1, 30), date(2024, 1, 31), date(2024, 2, 1)]
    a, b, c = (replace(one, day=day) for one, day in zip((A, B, C), days, strict=True))
    run = ledger.begin_run(make_plan(none, c, b, a), operator="ทดสอบ")
    ledger.enqueue(make_plan(none, c, b, a))
    assert ledger.last_day_before(date(2024, 1, 30)) is None
    assert ledger.last_day_before(date(2024, 2, 1)) == date(2024, 1, 31)
    assert ledger.last_day_before(date(2025, 1, 1)) == date(2024, 2, 1)

    def left(day: date) -> list[tuple[Any, Status]]:
        return [(one.entry, one.status) for one in ledger.unproven_before(day)]

    assert left(date(2024, 2, 1)) == [(b, Status.PENDING), (a, Status.PENDING)]
    ledger.skipped(none.key, "ไม่ต้อง", who="x")
    ledger.skipped(c.key, "ไม่ต้อง", who="x")
    key = post(ledger, run, "V-1")
    assert left(date(2024, 2, 1)) == [(b, Status.POSTED), (a, Status.PENDING)]
    ledger.judged(key, None, Verdict())
    assert left(date(2024, 3, 1)) == [(a, Status.PENDING)]
    assert left(date(2024, 1, 30)) == []


def test_a_receipt_is_known_by_its_entry(ledger: Any, run: int) -> None:
    """Who refers to a document finds its number and everything else that the site showed."""
    key = post(ledger, run, "V-1")
    standing = ledger.standing(key)
    assert (standing.number, standing.receipt) == ("V-1", receipt("V-1"))


def test_a_new_order_of_the_plan_is_followed(ledger: Any, run: int) -> None:
    """What is enqueued in another order is worked on in that order."""
    ledger.enqueue(make_plan(C, B, A))
    assert ledger.claim(run).planned.entry == C


def test_claim_leaves_screens_out(ledger: Any, run: int) -> None:
    """No entry of a screen put aside is claimed."""
    ledger.enqueue(make_plan(A, make_entry("x", screen="RECEIPT")))
    assert ledger.claim(run, not_screens=frozenset({"VOUCHER"})).planned.entry.screen == "RECEIPT"


def test_the_happy_way(ledger: Any, run: int) -> None:
    """PENDING, WORKING, COMMITTING, POSTED, VERIFIED."""
    key = to_committing(ledger, run)
    assert ledger.status_of(key) is Status.COMMITTING
    ledger.posted(key, receipt("V-1"))
    assert [posted.number for posted in ledger.to_verify()] == ["V-1"]
    assert ledger.claimed_numbers("VOUCHER") == {"V-1"}
    assert ledger.claimed_numbers("RECEIPT") == frozenset()
    ledger.judged(key, None, Verdict())
    assert ledger.status_of(key) is Status.VERIFIED
    assert ledger.to_verify() == ()
    assert [posted.entry for posted in ledger.to_verify(everything=True)] == [A]


def test_a_difference_is_a_mismatch_and_may_turn(ledger: Any, run: int) -> None:
    """A verdict with a difference is MISMATCHED; a later equal one is VERIFIED."""
    key = post(ledger, run, "V-1")
    ledger.judged(key, None, Verdict(differences=(Difference(field="amount", expected="1", seen="2"),)))
    assert ledger.status_of(key) is Status.MISMATCHED
    assert ledger.screens_at(Status.MISMATCHED) == {"VOUCHER": 1}
    assert ledger.screens_at(Status.PENDING) == {"VOUCHER": 2}
    assert [posted.entry for posted in ledger.to_verify()] == [A]  # until it is found equal
    ledger.judged(key, None, Verdict())
    ledger.judged(key, None, Verdict())
    assert ledger.status_of(key) is Status.VERIFIED
    assert ledger.screens_at(Status.MISMATCHED) == {}
    assert ledger.to_verify() == ()


@pytest.mark.parametrize(("counts", "attempt"), [(True, 2), (False, 1)])
def test_again_counts_or_not(ledger: Any, run: int, counts: bool, attempt: int) -> None:
    """A failed attempt is claimed again; the number of the attempt tells whether the last one counted."""
    ledger.again(ledger.claim(run).planned.entry.key, WHY, counts=counts)
    claim = ledger.claim(run)
    assert (claim.planned.entry, claim.attempt) == (A, attempt)


def test_refused_and_failed_are_taken_up_on_wish_only(ledger: Any, run: int) -> None:
    """REJECTED and FAILED stay on enqueue; taking up makes them PENDING with a first attempt."""
    ledger.refused(ledger.claim(run).planned.entry.key, WHY)
    ledger.failed(ledger.claim(run).planned.entry.key, WHY)
    ledger.enqueue(make_plan(A, B, C))
    assert ledger.claim(run).planned.entry == C
    assert ledger.take_up_again({Status.REJECTED, Status.FAILED}) == 2
    assert (claim := ledger.claim(run)).planned.entry == A
    assert claim.attempt == 1
    with pytest.raises(ValueError, match="REJECTED"):
        ledger.take_up_again({Status.POSTED})


def test_a_doubt_keeps_what_stood_there(ledger: Any, run: int) -> None:
    """The baseline and the reason come back with the doubt; found makes it POSTED."""
    key = to_committing(ledger, run, baseline=("V-7", "V-8"))
    ledger.in_doubt(key, "lost_answer", WHY)
    (doubt,) = ledger.doubts()
    assert (doubt.planned.entry, doubt.reason, doubt.baseline) == (A, "lost_answer", ("V-7", "V-8"))
    ledger.unsettled(key, WHY)
    assert ledger.doubts()[0].reason == "lost_answer"
    ledger.found(key, receipt("V-9", "found"))
    assert ledger.doubts() == ()
    assert ledger.status_of(key) is Status.POSTED


def test_absent_is_claimed_again_and_remembers(ledger: Any, run: int) -> None:
    """After a proven absence the next claim knows that a commit was announced and what stood there."""
    key = to_committing(ledger, run, baseline=("V-7",))
    ledger.in_doubt(key, "lost_answer", WHY)
    ledger.absent(key, WHY, who="recovery")
    claim = ledger.claim(run)
    assert (claim.planned.entry, claim.attempt, claim.baseline, claim.announced) == (A, 2, ("V-7",), True)


def test_a_doubt_before_the_commit_keeps_its_look_alikes(ledger: Any, run: int) -> None:
    """A person's "not ours" is remembered: the look-alikes come back with the claim, nothing announced."""
    key = ledger.claim(run).planned.entry.key
    ledger.in_doubt(key, "already_there", WHY, baseline=["V-3"])
    ledger.absent(key, WHY, who="สมศรี")
    claim = ledger.claim(run)
    assert (claim.baseline, claim.announced) == (("V-3",), False)


def test_what_a_person_judged_is_known(ledger: Any, run: int) -> None:
    """A person's "none of these is ours" counts for all that recovery saw; its own verdict does not."""
    key = to_committing(ledger, run, baseline=("V-1",))
    ledger.in_doubt(key, "lost_answer", WHY)
    ledger.unsettled(key, WHY, seen=["V-2", "V-3"])
    ledger.absent(key, WHY, who="สมศรี")
    assert ledger.claim(run).baseline == ("V-1", "V-2", "V-3")


def test_start_up_after_a_crash(reopen: Opener, run: int, ledger: Any) -> None:
    """WORKING is PENDING again without losing a try, COMMITTING is a doubt."""
    key = to_committing(ledger, run)
    ledger.claim(run)
    ledger.close()
    after = reopen()
    run = after.begin_run(make_plan(A, B, C), operator="สมศรี")
    (doubt,) = after.interrupted()
    assert (doubt.planned.entry.key, doubt.reason) == (key, "crashed")
    claim = after.claim(run)
    assert (claim.planned.entry, claim.attempt) == (B, 1)


def test_only_one_at_a_time(reopen: Opener, run: int, ledger: Any) -> None:
    """A second process is refused while a run goes on, and may begin after it."""
    other = reopen()
    with pytest.raises(LedgerBusy):
        other.begin_run(make_plan(A), operator="x")
    with pytest.raises(LedgerBusy), other.hold("verify", who="x"):
        pass
    assert other.counts()[Status.PENDING] == 3
    ledger.end_run(run, "done")
    with other.hold("verify", who="x"), pytest.raises(LedgerBusy):
        ledger.begin_run(make_plan(A), operator="x")
    assert ledger.begin_run(make_plan(A), operator="x") == run + 1
    with pytest.raises(LedgerBusy):
        ledger.begin_run(make_plan(A), operator="x")


def test_work_needs_the_ledger(ledger: Any) -> None:
    """Nothing is enqueued, claimed or taken for crashed without holding the ledger."""
    for work in (lambda: ledger.enqueue(make_plan(A)), lambda: ledger.claim(1), ledger.interrupted):
        with pytest.raises(LedgerBroken):
            work()


def test_an_edited_row_before_its_commit_is_replaced(ledger: Any, run: int) -> None:
    """A mended row goes to PENDING with its new content, also after a refusal."""
    ledger.refused(ledger.claim(run).planned.entry.key, WHY)
    mended = make_entry("ฎ.1", amount=Decimal("77.00"))
    told = ledger.enqueue(make_plan(mended, B, C))
    assert (told.replaced, told.changed, told.known) == ((A.key,), (), 2)
    claim = ledger.claim(run)
    assert (claim.planned.entry, claim.attempt) == (mended, 1)


def test_an_edited_row_after_its_commit_is_told(ledger: Any, run: int) -> None:
    """What is on the site is never replaced; old and new are told."""
    post(ledger, run, "V-1")
    edited = make_entry("ฎ.1", amount=Decimal("77.00"))
    told = ledger.enqueue(make_plan(edited, B, C))
    assert told.changed == (A.key,)
    (change,) = told.changes
    assert (change.old.fields["amount"], change.new.fields["amount"]) == (Decimal("1.25"), Decimal("77.00"))
    assert ledger.to_verify()[0].entry.fields == A.fields


def test_sorted_lines_change_nothing(ledger: Any, run: int) -> None:
    """A document whose rows were only sorted is known, committed or not; another line is a change."""
    key = post(ledger, run, "V-1")
    sort = {one.key: replace(one, lines=one.lines[::-1], digest=f"sorted {one.key}") for one in (A, B, C)}
    told = ledger.enqueue(make_plan(*sort.values()))
    assert (told.known, told.changes, told.replaced) == (3, (), ())
    assert ledger.status_of(key) is Status.POSTED
    assert ledger.claim(run).planned.entry.lines == B.lines[::-1]
    less = replace(sort[A.key], lines=A.lines[:1])
    assert ledger.enqueue(make_plan(less, B, C)).changed == (A.key,)


def test_an_edited_row_in_doubt_waits(ledger: Any, run: int) -> None:
    """A doubt keeps its old content until it is settled; after an absence the new one is taken."""
    key = to_committing(ledger, run)
    ledger.in_doubt(key, "lost_answer", WHY)
    edited = make_entry("ฎ.1", amount=Decimal("77.00"))
    assert ledger.enqueue(make_plan(edited, B, C)).unsettled == (key,)
    assert ledger.doubts()[0].planned.entry.fields == A.fields
    ledger.absent(key, WHY, who="recovery")
    assert ledger.enqueue(make_plan(edited, B, C)).replaced == (key,)
    claim = ledger.claim(run)
    assert (claim.planned.entry.fields["amount"], claim.baseline) == (Decimal("77.00"), None)


def test_rows_that_left_the_workbook(ledger: Any, run: int) -> None:
    """Posted: told as gone; in doubt: left alone; not committed: skipped, and revived when back."""
    posted = post(ledger, run, "V-1")
    doubt = to_committing(ledger, run)
    ledger.in_doubt(doubt, "lost_answer", WHY)
    told = ledger.enqueue(make_plan(make_entry("new")))
    assert (told.new, told.gone, told.dropped) == (1, (posted,), (C.key,))
    assert ledger.status_of(C.key) is Status.SKIPPED
    assert ledger.status_of(doubt) is Status.IN_DOUBT
    assert ledger.enqueue(make_plan(make_entry("new"))).dropped == ()
    assert ledger.enqueue(make_plan(A, B, C, make_entry("new"))).revived == (C.key,)
    assert ledger.claim(run).planned.entry == C


def test_an_edited_row_that_came_back_is_entered(ledger: Any, run: int) -> None:
    """A row that left and came back with other values is PENDING with those."""
    ledger.enqueue(make_plan(B, C))
    back = make_entry("ฎ.1", amount=Decimal("5.00"))
    assert ledger.enqueue(make_plan(back, B, C)).replaced == (A.key,)
    assert ledger.claim(run).planned.entry == back


def test_what_was_acknowledged_is_remembered(ledger: Any, reopen: Opener, run: int) -> None:
    """The marks of all acknowledged warnings are there for every later run."""
    assert ledger.acknowledged() == frozenset()
    for marks in (("m1", "m2"), ("m3",)):
        ledger.note(ACKNOWLEDGED, who="สมศรี", code="c", plan="p", warnings=[{"mark": one} for one in marks])
    ledger.end_run(run, "done")
    assert reopen().acknowledged() == {"m1", "m2", "m3"}


def test_what_a_list_hid_is_remembered(ledger: Any, reopen: Opener, run: int) -> None:
    """By screen, and from a moment on: for whoever must know whether its silence proves anything."""
    ledger.note(UNLISTED, key=A.key, screen=A.screen, number="V-1")
    ledger.end_run(run, "done")
    again = reopen()
    long_ago, never = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
    assert again.unlisted(A.screen, long_ago) == ("V-1",)
    assert again.unlisted("OTHER", long_ago) == again.unlisted(A.screen, never) == ()


def test_what_a_person_skipped_stays_skipped(ledger: Any, run: int) -> None:
    """Neither the same row nor an edited one undoes a person's decision."""
    ledger.skipped(A.key, "ลงมือเองแล้ว", who="สมศรี")
    assert ledger.enqueue(make_plan(A, B, C)).revived == ()
    ledger.enqueue(make_plan(make_entry("ฎ.1", amount=Decimal("5.00")), B, C))
    assert ledger.status_of(A.key) is Status.SKIPPED
    assert ledger.claim(run).planned.entry == B


MOVES: dict[str, Callable[[Any, EntryKey], None]] = {
    "about_to_commit": lambda ledger, key: ledger.about_to_commit(key, baseline=(), typed={}),
    "posted": lambda ledger, key: ledger.posted(key, receipt("V-99")),
    "refused": lambda ledger, key: ledger.refused(key, WHY),
    "again": lambda ledger, key: ledger.again(key, WHY),
    "failed": lambda ledger, key: ledger.failed(key, WHY),
    "in_doubt": lambda ledger, key: ledger.in_doubt(key, "crashed", WHY),
    "unsettled": lambda ledger, key: ledger.unsettled(key, WHY),
    "found": lambda ledger, key: ledger.found(key, receipt("V-98")),
    "absent": lambda ledger, key: ledger.absent(key, WHY, who="recovery"),
    "judged": lambda ledger, key: ledger.judged(key, None, Verdict()),
    "skipped": lambda ledger, key: ledger.skipped(key, "why", who="x"),
}
LAWFUL = {
    Status.PENDING: {"skipped"},
    Status.WORKING: {"about_to_commit", "refused", "again", "failed", "in_doubt", "skipped"},
    Status.COMMITTING: {"posted", "refused", "in_doubt"},
    Status.IN_DOUBT: {"unsettled", "found", "absent", "skipped"},
    Status.POSTED: {"judged"},
    Status.VERIFIED: {"judged"},
    Status.REJECTED: {"skipped"},
    Status.FAILED: {"skipped"},
    Status.SKIPPED: set(),
}
WAYS: dict[Status, tuple[str, ...]] = {
    Status.WORKING: (),
    Status.COMMITTING: ("about_to_commit",),
    Status.IN_DOUBT: ("about_to_commit", "in_doubt"),
    Status.POSTED: ("about_to_commit", "posted"),
    Status.VERIFIED: ("about_to_commit", "posted", "judged"),
    Status.REJECTED: ("refused",),
    Status.FAILED: ("failed",),
    Status.SKIPPED: ("skipped",),
}


@pytest.mark.parametrize("status", LAWFUL)
@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_guarded_by_the_status(ledger: Any, run: int, status: Status, move: str) -> None:
    """Each transition works from its statuses and raises, changing nothing, from every other."""
    if status is not Status.PENDING:
        ledger.claim(run)
        for step in WAYS[status]:
            MOVES[step](ledger, A.key)
    assert ledger.status_of(A.key) is status
    if move in LAWFUL[status]:
        MOVES[move](ledger, A.key)
    else:
        with pytest.raises(LedgerBroken):
            MOVES[move](ledger, A.key)
        assert ledger.status_of(A.key) is status


def test_an_unknown_entry_is_refused(ledger: Any, run: int) -> None:
    """A move of a key that was never enqueued raises; its status is None."""
    with pytest.raises(LedgerBroken):
        ledger.refused(EntryKey("0" * 64), WHY)
    assert ledger.status_of(EntryKey("0" * 64)) is None


def test_a_number_belongs_to_one_entry(ledger: Any, run: int) -> None:
    """A document that is another entry's receipt cannot be booked a second time."""
    post(ledger, run, "V-1")
    key = to_committing(ledger, run)
    with pytest.raises(LedgerBroken):
        ledger.posted(key, receipt("V-1"))
    ledger.in_doubt(key, "wrong_number", WHY)
    with pytest.raises(LedgerBroken):
        ledger.found(key, receipt("V-1", "person"))
    assert ledger.status_of(key) is Status.IN_DOUBT
    ledger.found(key, receipt("", "person"))
    assert ledger.status_of(key) is Status.POSTED


def test_wishes_are_taken_once_in_order(ledger: Any, run: int, reopen: Opener) -> None:
    """Another process leaves wishes; the run takes each once."""
    other = reopen()
    assert ledger.asked() == ()
    other.ask("pause", who="สมศรี")
    other.ask("skip", A.key, "ลงมือเองแล้ว", "สมศรี")
    pause, skip = ledger.asked()
    assert (pause.wish, pause.key, pause.who) == ("pause", None, "สมศรี")
    assert (skip.wish, skip.key, skip.reason) == ("skip", A.key, "ลงมือเองแล้ว")
    assert ledger.asked() == ()


def test_yesterdays_stop_does_not_stop_today(ledger: Any) -> None:
    """A pause or stop left before the run began is dropped; a skip still holds."""
    ledger.ask("stop")
    ledger.ask("skip", A.key, "ลงมือเองแล้ว", "สมศรี")
    ledger.begin_run(make_plan(A), operator="x")
    assert [each.wish for each in ledger.asked()] == ["skip"]


@pytest.mark.parametrize("wish", [("dance",), ("skip",), ("skip", A.key), ("skip", A.key, "  ")])
def test_a_wish_must_be_complete(ledger: Any, wish: tuple[Any, ...]) -> None:
    """A skip names an entry and a reason; other words are refused."""
    with pytest.raises(ConfigError):
        ledger.ask(*wish)


def test_mappings_in_use_are_those_of_what_is_committed(ledger: Any, run: int) -> None:
    """A screen counts once something of it may be on the site, with the mapping of its last run."""
    assert ledger.mappings_in_use() == {}
    post(ledger, run, "V-1")
    assert ledger.mappings_in_use() == {"VOUCHER": "m1"}
    ledger.end_run(run, "done")
    ledger.begin_run(make_plan(A, mappings={"VOUCHER": "m2"}), operator="x")
    assert ledger.mappings_in_use() == {"VOUCHER": "m2"}


def test_foreign_documents_are_kept_once(ledger: Any, run: int) -> None:
    """A number that is none of ours is new once for its screen."""
    assert ledger.foreign(A.key, ["V-7", "V-8", "V-7"]) == ("V-7", "V-8")
    assert ledger.foreign(B.key, ["V-8", "V-9"]) == ("V-9",)
    assert ledger.foreign(C.key, ["V-8"]) == ()


def test_what_a_person_must_judge_is_not_foreign(ledger: Any, run: int) -> None:
    """A candidate of a doubt may be ours; when the doubt is settled otherwise it is foreign."""
    key = to_committing(ledger, run)
    ledger.in_doubt(key, "lost_answer", WHY, requests=1)
    ledger.unsettled(key, WHY, seen=["V-7"])
    ledger.saw(key, [Candidate(number="V-7")])
    assert ledger.foreign(B.key, ["V-7"]) == ()
    ledger.found(key, receipt("V-8", "person"), who="สมศรี", why="ดูในระบบแล้ว")
    assert ledger.foreign(B.key, ["V-7"]) == ("V-7",)


def test_posted_entries_know_what_stood_there_before(ledger: Any, run: int) -> None:
    """Verification tells a copy from what was there by the baseline."""
    key = to_committing(ledger, run, baseline=("V-7", "V-8"))
    ledger.posted(key, receipt("V-9"))
    assert [posted.baseline for posted in ledger.to_verify()] == [("V-7", "V-8")]


def test_approvals_are_kept_word_by_word(ledger: Any) -> None:
    """What was signed comes back exactly, in order; otherwise no signature would fit it."""
    statement = {"plan": "p", "totals": [["VOUCHER", "2024-01-16", 3, "6.75"]], "approver": "สมชาย"}
    for signature in ("one", "two"):
        ledger.note(APPROVED, statement=statement, signature=signature)
    assert [(each.statement, each.signature) for each in ledger.approvals()] == [
        (statement, "one"),
        (statement, "two"),
    ]

"""The loop: what a run does about everything that can happen to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from bench import Bench
from fakes.plans import make_entry, make_plan

from bot.domain.handover import Asked
from bot.domain.lifecycle import RetryPolicy, Status
from bot.engine.outcome import RunOutcome
from bot.engine.runner import Orders, Runner
from bot.errors import (
    AlreadyThere,
    BreakerOpen,
    LedgerBroken,
    LedgerBusy,
    Maintenance,
    PageTrouble,
    PlanChanged,
    ScreenNotAsMapped,
    SessionLost,
    SignInNeeded,
    StoppedByPerson,
    Unexpected,
    ValueNotTaken,
)
from bot.language import language_of, say

WHY = say("เหตุ", "Why.")
P, D, R, F, S = Status.POSTED, Status.IN_DOUBT, Status.REJECTED, Status.FAILED, Status.SKIPPED
PENDING = Status.PENDING


def test_a_plain_run_enters_everything_in_order() -> None:
    """Every entry is on the site once, in the plan's order; exit 0."""
    bench = Bench()
    outcome = bench.run()
    assert [each.fields["paper"] for each in bench.server.documents] == ["ฎ.1", "ฎ.2", "ฎ.3"]
    assert bench.statuses() == [P, P, P]
    assert (outcome.posted, outcome.exit_code, outcome.halted_by) == (3, 0, None)
    assert bench.actions.count("posted") == 3
    assert dict(bench.told)["posted"] == {
        "key": bench.entries[2].key,
        "place": "ฎีกา!4",
        "screen": "VOUCHER",
        "attempt": 1,
        "number": "VOUCHER-3",
    }


def test_a_second_run_does_not_even_sign_in() -> None:
    """When nothing is left to do the site is not touched."""
    bench = Bench()
    bench.run()
    bench.site.calls.clear()
    assert bench.run().exit_code == 0
    assert bench.site.calls == []


def test_defaults_are_usable() -> None:
    """A runner needs nothing but the ports."""
    bench = Bench()
    outcome = Runner(bench.ports).run(make_plan(*bench.entries), Orders(operator="x"))
    assert outcome.posted == 3


def test_limit_counts_finished_entries_not_tries() -> None:
    """With a limit of one, an entry that needs two tries still gets posted, and no other is touched."""
    bench = Bench(raises={"prepare": [PageTrouble(WHY)]})
    assert bench.run(limit=1).posted == 1
    assert bench.statuses() == [P, PENDING, PENDING]


def test_page_trouble_is_tried_again_with_longer_pauses() -> None:
    """Each try waits longer; the entry is posted once."""
    bench = Bench(raises={"prepare": [PageTrouble(WHY), PageTrouble(WHY)]})
    bench.run(pacing={"policy": RetryPolicy(attempts=3, first_wait=0.5)})
    assert bench.clock.slept == [0.5, 1.0]
    assert bench.server.papers() == ["ฎ.1", "ฎ.2", "ฎ.3"]
    assert bench.actions.count("again") == 2


def test_attempts_used_up_is_failed_and_the_rest_goes_on() -> None:
    """An entry whose page never works is FAILED; exit 1; it is taken up again only on wish."""
    bench = Bench(raises={"prepare": [PageTrouble(WHY)] * 3})
    outcome = bench.run()
    assert bench.statuses() == [F, P, P]
    assert outcome.exit_code == 1
    assert bench.run().exit_code == 1
    assert bench.run(retry=frozenset({F})).exit_code == 0
    assert bench.statuses() == [P, P, P]


def test_a_lost_session_is_signed_in_again() -> None:
    """The session ends while typing: sign in, try again."""
    bench = Bench(raises={"prepare": [SessionLost(WHY)]})
    assert bench.run().posted == 3
    assert bench.site.calls.count("sign_in") == 2


def test_a_session_lost_before_the_search_too() -> None:
    """A session that ended between two entries shows at the search."""
    bench = Bench(raises={"search": [None, SessionLost(WHY)]})
    assert bench.run().posted == 3


@pytest.mark.parametrize("error", [ValueNotTaken(WHY), ValueNotTaken(WHY, evidence=["a.png"])])
def test_data_that_the_site_does_not_take_is_rejected(error: ValueNotTaken) -> None:
    """A wrong value rejects its entry only; nothing was committed; exit 1."""
    bench = Bench(raises={"prepare": [error]})
    outcome = bench.run()
    assert bench.statuses() == [R, P, P]
    assert outcome.exit_code == 1
    assert bench.server.papers() == ["ฎ.2", "ฎ.3"]


def test_a_visible_refusal_is_rejected() -> None:
    """The site says no after the click: REJECTED, and told with its words."""
    bench = Bench("refuse")
    bench.run()
    assert bench.statuses() == [R, P, P]
    assert "The budget is used up." in {str(c["text"].en) for a, c in bench.told if a == "rejected"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("call", ["search", "open_found", "prepare"])
@pytest.mark.parametrize("error", [ScreenNotAsMapped(WHY), RuntimeError("secret cell")])
def test_a_halt_leaves_the_entry_pending(call: str, error: Exception) -> None:
    """What nobody may go on after halts with exit 4; nothing of it was committed, the next run does it."""
    bench = Bench(raises={call: [error]})
    bench.server.signed_in = True
    bench.server.store(bench.entries[0])  # a colleague's look-alike, so that open_found is called
    bench.server.documents = [replace(bench.server.documents[0], lines=())]
    outcome = bench.run()
    assert outcome.exit_code == 4
    assert isinstance(outcome.halted_by, ScreenNotAsMapped | Unexpected)
    assert bench.statuses() == [PENDING] * 3
    assert "secret" not in outcome.halted_by.text.en
    assert bench.run().exit_code == 0


def test_an_unexpected_error_keeps_its_cause() -> None:
    """The log and --debug can still show what really happened."""
    cause = RuntimeError("x")
    outcome = Bench(raises={"prepare": [cause]}).run()
    assert outcome.halted_by is not None
    assert outcome.halted_by.__cause__ is cause


def test_halts_do_not_use_up_tries() -> None:
    """Three halted runs later the entry still has all its tries."""
    bench = Bench(raises={"prepare": [RuntimeError()] * 3 + [PageTrouble(WHY)] * 2})
    for _ in range(3):
        assert bench.run().exit_code == 4
    assert bench.run().exit_code == 0


def test_a_person_is_needed_to_sign_in() -> None:
    """Exit 5, before and during the work; entries stay PENDING."""
    bench = Bench(raises={"sign_in": [SignInNeeded(WHY)]})
    assert bench.run().exit_code == 5
    bench = Bench(raises={"prepare": [SignInNeeded(WHY)]})
    assert bench.run().exit_code == 5
    assert bench.statuses() == [PENDING] * 3


def test_the_site_says_it_is_there_already() -> None:
    """AlreadyThere from the site is a doubt for a person; the rest goes on; exit 3."""
    bench = Bench(raises={"prepare": [AlreadyThere(WHY)]})
    assert bench.run().exit_code == 3
    assert bench.statuses() == [D, P, P]


def test_a_document_that_stood_there_is_for_a_person() -> None:
    """An equal document that is nobody's receipt: not entered, not settled by any later run."""
    bench = Bench()
    bench.server.store(bench.entries[1])
    assert bench.run().exit_code == 3
    assert bench.statuses() == [P, D, P]
    assert bench.run().exit_code == 3
    assert bench.server.papers() == ["ฎ.1", "ฎ.2", "ฎ.3"]
    (doubt,) = bench.ledger.doubts()
    assert (doubt.reason, doubt.baseline) == ("already_there", ("VOUCHER-1",))


def test_not_ours_says_a_person_and_it_is_entered() -> None:
    """After a person decided, the same look-alike does not stop the entry again; another one would."""
    bench = Bench(entries=1)
    bench.server.store(bench.entries[0])
    bench.run()
    bench.ledger.absent(bench.entries[0].key, WHY, who="สมศรี")
    assert bench.run().exit_code == 0
    assert bench.server.papers() == ["ฎ.1", "ฎ.1"]


def test_a_later_look_alike_stops_it_once_more() -> None:
    """What a person judged stays judged, a document that came since does not."""
    bench = Bench(entries=1)
    for _ in range(2):
        bench.server.store(bench.entries[0])
        assert bench.run().exit_code == 3
        bench.ledger.absent(bench.entries[0].key, WHY, who="สมศรี")
    assert bench.run().exit_code == 0
    assert len(bench.server.papers()) == 3


def test_a_cancelled_look_alike_does_not_count() -> None:
    """A cancelled document does not hinder the entry."""
    bench = Bench(entries=1)
    bench.server.cancel(bench.server.store(bench.entries[0]).number)
    assert bench.run().exit_code == 0


def test_lawful_twins_are_both_entered() -> None:
    """The second twin's look-alike is the first one's receipt: known to be ours."""
    one, two = make_entry("ฎ.9"), make_entry("ฎ.9", occurrence=2)
    bench = Bench()
    assert bench.run(one, two).exit_code == 0
    assert bench.server.papers() == ["ฎ.9", "ฎ.9"]


@pytest.mark.parametrize(
    "fault",
    ["lose_answer", "expire", "break", "late", "no_number", "no_number_late", "twice_once", "old_number"],
)
def test_a_doubt_is_settled_before_the_next_entry(fault: str) -> None:
    """Whatever was unclear about a commit, each document is there once, and with its right number."""
    bench = Bench("", fault)
    outcome = bench.run()
    assert outcome.exit_code == 0
    assert outcome.posted == 3
    assert bench.server.papers() == ["ฎ.1", "ฎ.2", "ฎ.3"]
    for posted in bench.ledger.to_verify():
        (document,) = [each for each in bench.server.documents if each.number == posted.number]
        assert document.fields["paper"] == posted.entry.fields["paper"]


def test_a_lost_request_is_entered_again() -> None:
    """Its absence was proven, so the entry is entered once more."""
    bench = Bench("lose_request")
    assert bench.run().exit_code == 0
    assert bench.server.papers() == ["ฎ.1", "ฎ.2", "ฎ.3"]
    told = [action for action in bench.actions if action in ("doubtful", "absent", "found")]
    assert told == ["doubtful", "absent"]


@pytest.mark.parametrize("fault", ["twice", "colleague"])
def test_two_equal_documents_are_for_a_person(fault: str) -> None:
    """When two documents could be ours the bot does not choose; the others go on; exit 3."""
    bench = Bench(fault)
    assert bench.run().exit_code == 3
    assert bench.statuses() == [D, P, P]
    assert bench.actions.count("in_doubt") == 1
    assert bench.run().exit_code == 3
    bench.ledger.absent(bench.entries[0].key, WHY, who="สมศรี")
    assert bench.run().exit_code == 0  # a person judged both: they do not come up again
    assert bench.server.papers().count("ฎ.1") == 3


def test_a_request_that_comes_very_late_is_not_entered_twice() -> None:
    """It arrives only after its absence was "proven", before the second commit: found, not doubled."""
    bench = Bench("late", raises={"prepare": [None, PageTrouble(WHY)]})
    bench.server.late_by = 10.5  # two looks end after 10 seconds, the second try begins one second later
    assert bench.run().exit_code == 0
    assert bench.server.papers() == ["ฎ.1", "ฎ.2", "ฎ.3"]
    assert [context.get("reason") for action, context in bench.told if action == "doubtful"] == [
        "lost_answer",
        "arrived_late",
    ]


def test_the_answers_of_every_commit_are_lost() -> None:
    """Slow, but exact."""
    bench = Bench(*["lose_answer"] * 7, entries=7)
    assert bench.run().exit_code == 0
    assert len(bench.server.papers()) == 7


def test_requests_that_never_arrive_open_the_breaker() -> None:
    """The same entry is not committed for ever; exit 4 with a plain explanation."""
    bench = Bench(*["lose_request"] * 50)
    outcome = bench.run()
    assert isinstance(outcome.halted_by, BreakerOpen)
    assert outcome.exit_code == 4
    assert bench.site.calls.count("commit") == 5


def test_refusals_with_the_same_words_open_the_breaker() -> None:
    """Five entries in a row refused alike: something is wrong that is not the rows."""
    bench = Bench(*["refuse"] * 9, entries=9)
    outcome = bench.run()
    assert isinstance(outcome.halted_by, BreakerOpen)
    assert "The budget is used up." in outcome.halted_by.text.en
    assert bench.statuses() == [R] * 5 + [PENDING] * 4


def test_different_failures_do_not_open_the_breaker() -> None:
    """Refusals for different reasons are the rows' own."""
    errors = [ValueNotTaken(say("{n}", "{n}", n=n)) for n in range(9)]
    bench = Bench(entries=9, raises={"prepare": errors})
    outcome = bench.run()
    assert outcome.halted_by is None
    assert bench.statuses() == [R] * 9


def test_maintenance_is_sat_out_without_using_up_tries() -> None:
    """The run waits longer and longer and goes on; nothing failed."""
    bench = Bench(raises={"prepare": [Maintenance(WHY)] * 4, "sign_in": [Maintenance(WHY)]})
    assert bench.run().exit_code == 0
    assert sum(bench.clock.slept) == 1 + 2 + 4 + 8 + 16
    assert bench.actions.count("maintenance") == 5


def test_maintenance_for_too_long_halts() -> None:
    """After the longest wait the run halts; the entry is PENDING."""
    bench = Bench(raises={"prepare": [Maintenance(WHY)] * 50})
    outcome = bench.run()
    assert isinstance(outcome.halted_by, Maintenance)
    assert sum(bench.clock.slept) == 100
    assert bench.statuses() == [PENDING] * 3


def test_two_maintenances_are_waited_for_apart() -> None:
    """A page that works in between begins a new patience."""
    down = [Maintenance(WHY)] * 6  # 63 of 100 seconds
    bench = Bench(raises={"prepare": [*down, None, *down]})
    assert bench.run().exit_code == 0


def test_maintenance_while_settling_a_doubt() -> None:
    """The doubt is settled before any other entry is touched, however long it takes."""
    bench = Bench("lose_answer", raises={"search": [None, Maintenance(WHY), Maintenance(WHY)]})
    assert bench.run().exit_code == 0
    assert bench.server.papers() == ["ฎ.1", "ฎ.2", "ฎ.3"]


def test_a_search_that_fails_leaves_the_doubt() -> None:
    """Recovery that cannot look halts; the next run settles it first."""
    bench = Bench("lose_answer", raises={"search": [None, *[PageTrouble(WHY)] * 3]})
    outcome = bench.run()
    assert isinstance(outcome.halted_by, PageTrouble)
    assert bench.statuses() == [D, PENDING, PENDING]
    assert bench.run().exit_code == 0
    assert bench.server.papers() == ["ฎ.1", "ฎ.2", "ฎ.3"]


def test_rest_is_offered_after_every_entry() -> None:
    """The site may recycle after each try; a trouble there is tried again."""
    bench = Bench(raises={"rest": [PageTrouble(WHY)]})
    bench.run()
    assert bench.site.calls.count("rest") == 4


def test_pacing_pauses_between_entries() -> None:
    """The shortest pause is kept after every entry."""
    bench = Bench()
    bench.run(pacing={"pause": 2.5})
    assert sum(bench.clock.slept) == 7.5


def test_stop_flag_finishes_the_entry_in_hand() -> None:
    """Ctrl-C after the click: the receipt is written, the next entry is not touched; exit 130."""
    bench = Bench()
    commit = bench.site.commit

    def pressed(prepared: object) -> object:
        bench.stop = True
        return commit(prepared)  # type: ignore[arg-type]

    bench.site.commit = pressed  # type: ignore[assignment, method-assign]
    outcome = bench.run()
    assert (outcome.exit_code, outcome.stopped) == (130, True)
    assert bench.statuses() == [P, PENDING, PENDING]


def test_stop_flag_while_typing_stops_before_the_commit() -> None:
    """Ctrl-C before the click: nothing is committed and no try is used up."""
    bench = Bench()
    prepare = bench.site.prepare

    def pressed(planned: object) -> object:
        bench.stop = True
        return prepare(planned)  # type: ignore[arg-type]

    bench.site.prepare = pressed  # type: ignore[assignment, method-assign]
    assert bench.run().exit_code == 130
    assert bench.server.papers() == []
    assert bench.ledger.memory.lines[bench.entries[0].key].attempts == 0


def test_stop_during_a_back_off() -> None:
    """Nobody waits a minute for a stop."""
    bench = Bench(raises={"prepare": [PageTrouble(WHY)]})

    def press(action: str) -> None:
        bench.stop = action == "again"

    bench.when = press
    assert bench.run().exit_code == 130
    assert sum(bench.clock.slept) == 0


def at(action: str, do: Callable[[], object]) -> Callable[[str], None]:
    """Do something the first time that progress tells `action`."""
    left = [do]

    def when(told: str) -> None:
        if told == action and left:
            left.pop()()

    return when


def test_a_wish_to_stop() -> None:
    """A stop left by another process is heeded like Ctrl-C."""
    bench = Bench()
    bench.when = at("posted", lambda: bench.ledger.ask("stop", who="สมศรี"))
    assert bench.run().exit_code == 130
    assert bench.statuses() == [P, PENDING, PENDING]


def test_a_pause_waits_until_it_goes_on() -> None:
    """Paused means no entry is touched; the wish to go on ends it."""
    bench = Bench()
    bench.when = at("posted", lambda: bench.ledger.ask("pause"))
    sleep = bench.clock.sleep

    def slept(seconds: float) -> None:
        sleep(seconds)
        if sum(bench.clock.slept) >= 30:
            bench.ledger.ask("go_on")

    bench.clock.sleep = slept  # type: ignore[method-assign]
    assert bench.run().exit_code == 0
    assert bench.actions.index("paused") < bench.actions.index("resumed")
    assert sum(bench.clock.slept) == 30


def test_a_skip_of_an_entry_that_waits() -> None:
    """It is skipped at once, with the reason."""
    bench = Bench()
    bench.when = at("posted", lambda: bench.ledger.ask("skip", bench.entries[2].key, "ลงมือเองแล้ว", "สมศรี"))
    assert bench.run().exit_code == 0
    assert bench.statuses() == [P, P, S]


def test_a_skip_of_the_entry_in_hand() -> None:
    """It is heeded right before the commit: the form was filled, nothing was stored."""
    bench = Bench()
    bench.when = at("claimed", lambda: bench.ledger.ask("skip", bench.entries[0].key, "ลงมือเองแล้ว", "สมศรี"))
    bench.run()
    assert bench.statuses() == [S, P, P]
    assert bench.server.papers() == ["ฎ.2", "ฎ.3"]


@pytest.mark.parametrize(("raises", "status"), [([PageTrouble(WHY)], S), ([ValueNotTaken(WHY)], S)])
def test_a_skip_of_an_entry_that_fails_first(raises: list[Exception], status: Status) -> None:
    """The wish came while it was in hand; it failed before its commit: the wish still holds."""
    bench = Bench(raises={"prepare": raises})

    def ask(action: str) -> None:
        if action in ("again", "rejected"):
            bench.ledger.ask("skip", bench.entries[0].key, "ลงมือเองแล้ว", "สมศรี")

    bench.when = ask
    bench.run()
    assert bench.statuses() == [status, P, P]


def test_a_skip_of_nothing() -> None:
    """A wish without an entry is told as too late and hurts nobody."""
    bench = Bench()
    asked = [(Asked(id=1, wish="skip"),)]
    bench.ledger.asked = lambda: asked.pop() if asked else ()
    bench.ledger.begin_run = lambda _plan, operator: 1
    bench.ledger.memory.holder = bench.ledger
    assert bench.run().exit_code == 0
    assert "too_late" in bench.actions


def test_a_skip_that_comes_too_late() -> None:
    """What is posted is never skipped; the person is told."""
    bench = Bench()
    bench.when = at("posted", lambda: bench.ledger.ask("skip", bench.entries[0].key, "ลงมือเองแล้ว", "สมศรี"))
    bench.run()
    assert bench.statuses() == [P, P, P]
    assert "too_late" in bench.actions


def test_a_row_edited_after_its_commit_is_refused_by_name() -> None:
    """PlanChanged names cell, field, old and new; nothing is sent; the ledger is free again."""
    bench = Bench()
    bench.run()
    edited = [make_entry(f"ฎ.{n}", amount=Decimal("9.00"), note="x") for n in (1, 2, 3)]
    bench.site.calls.clear()
    with pytest.raises(PlanChanged) as refused:
        bench.run(*edited)
    assert bench.site.calls == []
    with language_of("en"):
        text = str(refused.value)
    assert "ฎีกา!2 the amount was “1.25”, is “9.00” now" in text
    assert "and 4 more" in text
    assert refused.value.exit_code == 2
    assert bench.run().exit_code == 0


def test_one_edited_cell_is_named_alone() -> None:
    """With few differences all are named."""
    bench = Bench(entries=1)
    bench.run()
    (entry,) = bench.entries
    edited = replace(entry, fields={**entry.fields, "note": None}, lines=entry.lines[:1], digest="other")
    with pytest.raises(PlanChanged) as refused:
        bench.run(edited)
    assert "the note was “ค่าน้ำ”, is “” now" in refused.value.text.en
    assert "the account was “1101”, is “” now" in refused.value.text.en
    assert "more" not in refused.value.text.en


def test_a_row_whose_key_was_edited_after_its_commit_is_not_entered_again() -> None:
    """It would be a new entry with a new key: refused with old and new name and number; set back, it runs."""
    bench = Bench(entries=0)
    old = replace(make_entry("ฎ.1"), original="ฎ.1")
    new = replace(make_entry("ฎ.01"), original="ฎ.01")
    bench.run(old)
    for _ in range(2):  # the second time the new key is known to the ledger
        with pytest.raises(PlanChanged) as refused:
            bench.run(new)
        assert "ฎีกา!2 was “ฎ.1” (number VOUCHER-1 on the site), is “ฎ.01” now" in refused.value.text.en
        assert "จะกลายเป็นบันทึกซ้ำ" in refused.value.text.th
    assert bench.run(old).exit_code == 0
    assert bench.server.papers() == ["ฎ.1"]


def test_a_renamed_row_that_was_sorted_too_is_refused_while_others_of_its_workbook_are_there() -> None:
    """Nor does moving the row hide it; many are named in one message, the first five by name."""
    bench = Bench(entries=0)
    old = [replace(make_entry(f"ฎ.{n}", note=f"{n}"), original=f"ฎ.{n}", rows=(n + 1,)) for n in range(1, 9)]
    bench.run(*old)
    new = [replace(make_entry(f"ก.{n}", note=f"{n}"), original=f"ก.{n}", rows=(n + 9,)) for n in range(1, 8)]
    with pytest.raises(PlanChanged) as refused:
        bench.run(*new, old[7])
    assert "7 rows are on the site already" in refused.value.text.en
    assert "and 2 more" in refused.value.text.en
    assert len(bench.server.documents) == 8


def test_another_document_that_says_the_same_is_entered() -> None:
    """Beside the old row it is one more; so it is in a workbook of its own, at another place."""
    bench = Bench(entries=0)
    old, new = make_entry("ฎ.1"), replace(make_entry("ฎ.2"), rows=(3,))
    bench.run(old)
    bench.run(old, new)
    assert bench.run(replace(make_entry("ฎ.3"), rows=(4,))).exit_code == 0
    assert bench.run(replace(make_entry("ร.1", screen="RECEIPT"), rows=(2,))).exit_code == 0
    assert bench.server.papers() == ["ฎ.1", "ฎ.2", "ฎ.3", "ร.1"]


def test_a_doubt_whose_row_was_edited() -> None:
    """Found as it was: refused by name. Absent: the new content is entered."""
    for fault, entered in (("lose_answer", "1.25"), ("lose_request", "9.00")):
        bench = Bench(fault, entries=1, raises={"search": [None, *[PageTrouble(WHY)] * 3]})
        bench.run()
        edited = make_entry("ฎ.1", amount=Decimal("9.00"))
        if fault == "lose_answer":
            with pytest.raises(PlanChanged):
                bench.run(edited)
        else:
            assert bench.run(edited).exit_code == 0
        assert [each.fields["amount"] for each in bench.server.documents] == [entered]


def test_rows_gone_from_the_workbook_are_told() -> None:
    """A posted entry whose row is gone is in the outcome."""
    bench = Bench()
    bench.run()
    outcome = bench.run(*bench.entries[:2])
    assert outcome.gone == (bench.entries[2].key,)
    assert "gone" in bench.actions


def test_another_mapping_is_refused_until_accepted() -> None:
    """A screen whose mapping changed after commits stops the run before anything is touched."""
    bench = Bench()
    bench.run(limit=1)
    plan = make_plan(*bench.entries, mappings={"VOUCHER": "m2", "RECEIPT": "other"})
    with pytest.raises(PlanChanged, match="VOUCHER"):
        bench.runner().run(plan, Orders(operator="x"))
    assert bench.runner().run(plan, Orders(operator="x", accept_mappings=True)).exit_code == 0
    assert bench.runner().run(plan, Orders(operator="x")).exit_code == 0


def test_a_second_run_is_refused() -> None:
    """LedgerBusy comes out as it is: this run never began."""
    bench = Bench()
    with bench.ledger.hold("verify", who="x"), pytest.raises(LedgerBusy):
        bench.run()


def test_a_broken_ledger_halts() -> None:
    """A ledger that cannot be written ends the run; nothing more is sent."""
    bench = Bench()

    def broken(*_args: object, **_kwargs: object) -> None:
        raise LedgerBroken(WHY)

    bench.ledger.posted = broken
    outcome = bench.run()
    assert outcome.exit_code == 0  # each commit became a doubt, each was found: slow, but exact
    bench = Bench()
    bench.ledger.claim = broken
    assert bench.run().exit_code == 4
    assert bench.server.papers() == []


def test_a_hard_stop_between_the_calls_is_raised() -> None:
    """A second Ctrl-C ends the process; what was announced is a doubt already."""
    bench = Bench(raises={"commit": [KeyboardInterrupt()]})
    with pytest.raises(KeyboardInterrupt):
        bench.run()
    assert bench.statuses() == [D, PENDING, PENDING]
    assert bench.ledger.memory.holder is None


def test_a_hard_stop_before_the_commit_leaves_it_pending() -> None:
    """Nothing was announced: the entry is simply PENDING."""
    bench = Bench(raises={"prepare": [SystemExit()]})
    with pytest.raises(SystemExit):
        bench.run()
    assert bench.statuses() == [PENDING] * 3


def test_a_value_not_taken_after_the_announcement_is_a_doubt() -> None:
    """Only a visible refusal rejects after the announcement; anything else may have left."""
    bench = Bench(raises={"commit": [ValueNotTaken(WHY)]})
    assert bench.run().exit_code == 0
    assert ("doubtful", "lost_answer") in [(a, c.get("reason")) for a, c in bench.told]


def test_stopped_outcome_is_not_a_halt() -> None:
    """The word in the ledger and the exit code tell a stop from a halt."""
    stopped = StoppedByPerson(WHY)
    assert RunOutcome(run=1, counts={}, halted_by=stopped, stopped=True).exit_code == 130


def test_a_screen_that_proves_wrong_at_the_commit_halts_once_it_is_settled() -> None:
    """Nothing was stored, so the entry is PENDING again; another try would end the same, so the run halts."""
    bench = Bench(entries=1, raises={"commit": [ScreenNotAsMapped(WHY)]})
    outcome = bench.run()
    assert outcome.exit_code == 4
    assert isinstance(outcome.halted_by, ScreenNotAsMapped)
    assert bench.statuses() == [Status.PENDING]
    assert bench.run().exit_code == 0


def test_rows_that_left_the_workbook_before_they_were_entered_are_told() -> None:
    """Another workbook, or a row deleted by mistake: nobody would miss them otherwise."""
    bench = Bench(entries=8)
    bench.run(limit=1)
    assert bench.run(bench.entries[0]).exit_code == 0
    (told,) = [context for action, context in bench.told if action == "dropped"]
    assert str(told["text"].en) == "7 entries (ฎีกา!3, ฎีกา!4, ฎีกา!5, ฎีกา!6, ฎีกา!7, …)"

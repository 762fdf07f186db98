"""Entries that need others: who comes first, who waits and why, and which number is typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bench import Bench
from fakes.plans import make_entry

from bot.domain.lifecycle import Status
from bot.domain.model import Clearance, Entry, Need
from bot.engine.needs import NEEDS_ENTRY, NEEDS_PERSON
from bot.errors import MenuMissing
from bot.language import say

P, W, R, V = Status.POSTED, Status.WAITING, Status.REJECTED, Status.VERIFIED
APPROVED = Clearance(field="state", says="^อนุมัติ$", act=say("อนุมัติฎีกา", "approve the voucher"))
VOUCHER = make_entry("ฎ.9", state="จัดทำ")


def cheque(name: str = "ช.1", to: Entry = VOUCHER, line: int | None = None, **need: Any) -> Entry:
    """Make a cheque that refers to a voucher by the voucher's original number."""
    made = make_entry(name, screen="CHEQUE", voucher=to.fields["paper"])
    lines = tuple({**each, "voucher": to.fields["paper"]} for each in made.lines)
    needed = Need(key=to.key, field="voucher", line=line, **need)
    return replace(made, lines=lines, needs=(needed,))


def entered(bench: Bench, screen: str = "CHEQUE") -> list[Any]:
    """Give what the server holds of a screen."""
    return [each for each in bench.server.documents if each.screen == screen]


def approve(bench: Bench, state: str = "อนุมัติ") -> None:
    """Do what a person does on the site."""
    bench.server.documents = [
        replace(each, fields={**each.fields, "state": state}) if each.screen == "VOUCHER" else each
        for each in bench.server.documents
    ]


def test_the_new_number_is_typed() -> None:
    """A reference is entered with the number that the site gave, and verified against it."""
    bench = Bench()
    bench.entries = (VOUCHER, cheque(becomes="number"))
    assert bench.run().exit_code == 0
    [document] = entered(bench)
    assert document.fields["voucher"] == "VOUCHER-1"
    report = bench.runner().verify(who="x")
    assert len(report.verified) == 2
    assert bench.statuses() == [V, V]


def test_the_new_number_is_typed_in_a_line() -> None:
    """A line's reference becomes the new number in that line only."""
    bench = Bench()
    bench.entries = (VOUCHER, cheque(line=1, becomes="number"))
    bench.run()
    [document] = entered(bench)
    assert [line["voucher"] for line in document.lines] == ["ฎ.9", "VOUCHER-1"]
    assert document.fields["voucher"] == "ฎ.9"


def test_steps_take_the_new_number() -> None:
    """What is typed is changed at its own field and line, and nowhere else."""
    bench = Bench()
    referring = cheque(becomes="number")
    referring = replace(referring, needs=(replace(referring.needs[0], field="paper"),))
    typed: list[str | None] = []
    prepare = bench.site.prepare

    def watched(planned: Any) -> Any:
        typed.extend(step.text for step in planned.steps if step.kind == "enter")
        return prepare(planned)

    bench.site.prepare = watched  # type: ignore[method-assign]
    bench.run(VOUCHER, referring)
    assert typed == ["ฎ.9", None, "VOUCHER-1", None]


def test_a_number_of_the_receipt_may_be_meant() -> None:
    """`becomes` may name an extra of the receipt; without it on the receipt the entry waits and says so."""
    bench = Bench()
    bench.entries = (VOUCHER, cheque(becomes="treasury"))
    assert bench.run().exit_code == 5
    standing = bench.ledger.standing(bench.entries[1].key)
    assert standing.reason == NEEDS_ENTRY
    assert "did not show the number" in standing.message.en
    memory = bench.ledger.memory.lines[VOUCHER.key]
    memory.receipt = replace(memory.receipt, extra={"treasury": "คร-1"})
    assert bench.run().exit_code == 0
    assert entered(bench)[0].fields["voucher"] == "คร-1"
    memory.receipt = None
    assert len(bench.runner().verify(who="x").mismatched) == 1


def test_a_reference_typed_as_it_stands_waits_only() -> None:
    """Without `becomes` the original number is typed, once the other is there."""
    bench = Bench()
    bench.entries = (VOUCHER, cheque())
    bench.run()
    assert entered(bench)[0].fields["voucher"] == "ฎ.9"


def test_what_depends_on_a_refused_entry_waits_and_the_rest_goes_on() -> None:
    """The refused one's dependants are WAITING with the row's name; others are entered; 1, then 0."""
    bench = Bench("refuse")
    other = make_entry("ฎ.10")
    second = cheque("ช.2", to=cheque(becomes="number"))
    bench.entries = (VOUCHER, cheque(becomes="number"), second, other)
    assert bench.run().exit_code == 1
    assert bench.statuses() == [R, W, W, P]
    first = bench.ledger.standing(bench.entries[1].key)
    assert (first.reason, first.waits_for) == (NEEDS_ENTRY, (VOUCHER.key,))
    assert "ฎ.9 (ฎีกา!2: rejected" in first.message.en
    assert "waiting, too" in bench.ledger.standing(second.key).message.en
    events = len(bench.ledger.memory.events)
    assert bench.run().exit_code == 1
    assert [action for action, _ in bench.ledger.memory.events[events:]].count("waits") == 0
    assert bench.run(retry=frozenset({R})).exit_code == 0
    assert bench.statuses() == [P, P, P, P]


def test_an_entry_that_the_ledger_does_not_know_is_waited_for() -> None:
    """A need whose entry is nowhere is told by its original number."""
    bench = Bench()
    bench.entries = (cheque(),)
    assert bench.run().exit_code == 5
    assert "ฎ.9 (-: not entered yet)" in bench.ledger.standing(bench.entries[0].key).message.en


def test_what_draws_on_a_refused_document_waits_for_it() -> None:
    """Its balance is not there: it is not sent, names the document that adds to it, and goes on then."""
    bench = Bench("refuse")
    drawing = replace(make_entry("ฎ.10"), needs=(Need(key=VOUCHER.key, field=""),))
    bench.entries = (VOUCHER, drawing)
    assert bench.run().exit_code == 1
    assert bench.statuses() == [R, W]
    standing = bench.ledger.standing(drawing.key)
    assert "ฎีกา!2, which adds to the balance that it draws on (rejected" in standing.message.en
    assert bench.run(retry=frozenset({R})).exit_code == 0
    assert bench.statuses() == [P, P]
    assert len(bench.runner().verify(who="x").verified) == 2


def test_many_are_named_with_their_count() -> None:
    """Of many documents a few are named."""
    bench = Bench()
    needs = tuple(
        Need(key=make_entry(f"ฎ.{n}").key, field="voucher", line=n, becomes="number") for n in range(7)
    )
    made = cheque()
    lines = tuple({"voucher": f"ว.{n}"} for n in range(7))
    bench.entries = (replace(made, lines=lines, needs=needs),)
    bench.run()
    text = bench.ledger.standing(made.key).message.en
    assert "ว.0 (-: not entered yet), ว.1 (-: not entered yet)" in text
    assert "ว.4 (-: not entered yet) and 2 more" in text


def test_a_person_must_approve_first() -> None:
    """Until the site shows the clearance the entry waits with the new number; the next run sees it."""
    bench = Bench()
    other = make_entry("ฎ.10", state="จัดทำ")
    bench.entries = (VOUCHER, cheque(clearance=APPROVED), cheque("ช.2", clearance=APPROVED), other)
    assert bench.run().exit_code == 5
    assert bench.statuses() == [P, W, W, P]
    standing = bench.ledger.standing(bench.entries[1].key)
    assert (standing.reason, standing.waits_for) == (NEEDS_PERSON, (VOUCHER.key,))
    assert "approve the voucher, number VOUCHER-1" in standing.message.en
    assert bench.run().exit_code == 5
    approve(bench)
    assert bench.run().exit_code == 0
    assert bench.actions.count("ready") == 2
    assert len(entered(bench)) == 2


def test_an_approved_document_is_looked_at_once() -> None:
    """Several that need the same clearance cost one look."""
    bench = Bench()
    bench.entries = (VOUCHER,)
    bench.run()
    approve(bench)
    bench.site.calls.clear()
    bench.run(VOUCHER, cheque(clearance=APPROVED), cheque("ช.2", clearance=APPROVED))
    assert bench.site.calls.count("read_back") == 1


def test_a_document_that_is_gone_or_cancelled_is_not_approved() -> None:
    """Neither what is not found nor what was cancelled counts."""
    bench = Bench()
    bench.entries = (VOUCHER, cheque(clearance=APPROVED))
    bench.run()
    approve(bench)
    bench.server.cancel("VOUCHER-1")
    assert bench.run().exit_code == 5
    bench.server.documents.clear()
    assert bench.run().exit_code == 5


def test_what_becomes_possible_during_a_run_is_done_in_it() -> None:
    """An clearance given while the run works is seen before it ends."""
    bench = Bench()
    other = make_entry("ฎ.10", state="จัดทำ")
    bench.entries = (VOUCHER, cheque(clearance=APPROVED), other)

    def person(action: str) -> None:
        if action == "waiting":
            approve(bench)

    bench.when = person
    assert bench.run().exit_code == 0
    assert bench.statuses() == [P, P, P]


def test_a_reason_that_changes_is_written() -> None:
    """First the entry is missing, then its clearance: the text follows."""
    bench = Bench("refuse")
    bench.entries = (VOUCHER, cheque(clearance=APPROVED))
    bench.run()
    key = bench.entries[1].key
    assert bench.ledger.standing(key).reason == NEEDS_ENTRY
    bench.run(retry=frozenset({R}))
    assert bench.ledger.standing(key).reason == NEEDS_PERSON


def test_a_doubt_is_settled_by_the_new_number() -> None:
    """Recovery looks for what was typed, not for what the workbook has."""
    bench = Bench("", "lose_answer")
    bench.entries = (VOUCHER, cheque(becomes="number"))
    assert bench.run().exit_code == 0
    assert bench.statuses() == [P, P]
    assert len(entered(bench)) == 1


def test_a_missing_right_is_of_the_screen_and_not_of_the_row() -> None:
    """Nothing more is tried on that screen, others go on, and the run ends with the right named; exit 4."""
    lacking = MenuMissing(say("ไม่มีสิทธิ์", "no right to the screen"))
    bench = Bench(raises={"search": [lacking]})
    other = make_entry("ร.1", screen="RECEIPT")
    bench.entries = (VOUCHER, make_entry("ฎ.10"), other)
    outcome = bench.run()
    assert (outcome.exit_code, outcome.halted_by) == (4, lacking)
    assert bench.statuses() == [Status.PENDING, Status.PENDING, P]
    assert bench.actions.count("no_right") == 1
    assert bench.run().exit_code == 0

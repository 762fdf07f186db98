"""No entry of a later month is begun before the former is proven and its books agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bench import PACING, Bench
from fakes.plans import make_entry, make_plan

from bot.domain.handover import ACKNOWLEDGED
from bot.domain.lifecycle import Status
from bot.domain.model import Entry, Need
from bot.engine.months import Months
from bot.engine.outcome import RunOutcome
from bot.engine.runner import Orders, Runner
from bot.errors import BooksSilent, BotError, MenuMissing, PageTrouble, Problem, ScreenNotAsMapped
from bot.language import Text, say

P, W, R, V, M, S = (
    Status.PENDING, Status.WAITING, Status.REJECTED, Status.VERIFIED, Status.MISMATCHED, Status.SKIPPED,
)  # fmt: skip
POSTED = Status.POSTED
JANUARY, FEBRUARY = date(2024, 1, 31), date(2024, 2, 29)


def off(account: str, amount: str = "+70.00") -> Problem:
    """Give a difference of an account, as the books tell it."""
    text = say("บัญชี {a} ไม่ตรง", "Account {a} differs.", a=account)
    return Problem(cell="page", code="balance_differs", text=text, about=f"{account} {amount}")


class MonthBooks:
    """Gives what was told of each month and day; what is not told agrees."""

    def __init__(self, told: Mapping[date, Sequence[Problem] | BotError] | None = None) -> None:
        self.told = dict(told or {})
        self.why: Text | None = None
        self.asked: list[tuple[str, date]] = []

    def opening(self) -> None:
        return None

    def silent(self) -> Text | None:
        return self.why

    def month(self, last: date) -> Sequence[Problem]:
        return self._give("month", last)

    def day(self, day: date) -> Sequence[Problem]:
        return self._give("day", day)

    def _give(self, kind: str, day: date) -> Sequence[Problem]:
        self.asked.append((kind, day))
        answer = self.told.get(day, ())
        if isinstance(answer, BotError):
            raise answer
        return answer


def of(day: date | None, name: str, **changes: Any) -> Entry:
    """Make an entry of a day."""
    return replace(make_entry(name, **changes), day=day)


FIRST, SECOND = of(date(2024, 1, 16), "ฎ.1"), of(date(2024, 1, 30), "ฎ.2")
LATER, LAST = of(date(2024, 2, 1), "ฎ.3"), of(date(2024, 3, 1), "ฎ.4")


def office(*faults: str, entries: Sequence[Entry] = (FIRST, SECOND, LATER)) -> Bench:
    """Give a bench with entries of several months."""
    bench = Bench(*faults)
    bench.entries = tuple(entries)
    return bench


def run(bench: Bench, books: MonthBooks, *, gate: bool = True, **orders: Any) -> RunOutcome:
    """Run the bench's plan with these books."""
    pacing = replace(PACING, month_gate=gate)
    runner = Runner(bench.ports, pacing=pacing, books=books, progress=bench._tell, jitter=lambda: 0.0)
    return runner.run(make_plan(*bench.entries), Orders(operator="ทดสอบ", **orders))


def held(outcome: RunOutcome) -> str:
    """Give why the later month was not begun."""
    assert outcome.month is not None
    return outcome.month.text.en


def test_a_month_that_is_proven_and_agrees_lets_the_next_begin() -> None:
    """What is posted is read back at the boundary, the month's books are asked once, then it goes on."""
    bench, books = office(entries=(FIRST, SECOND, LATER, LAST)), MonthBooks()
    outcome = run(bench, books)
    assert (outcome.exit_code, outcome.month) == (0, None)
    assert bench.statuses() == [V, V, V, POSTED]
    assert books.asked == [("month", JANUARY), ("month", FEBRUARY)]
    assert [str(told["text"]) for word, told in bench.told if word == "month_closed"] == ["1/2567", "2/2567"]
    assert bench.ledger.memory.events.count(("month_closed", None)) == 2


def test_a_copy_that_came_up_since_the_last_boundary_is_seen() -> None:
    """Each boundary searches anew: what the lists showed a month ago says nothing of this month's copies."""
    bench, books = office(entries=(FIRST, LATER, LAST)), MonthBooks()

    def copied(action: str) -> None:
        if action == "posted" and len(bench.server.documents) == 2:
            bench.server.store(LATER)

    bench.when = copied
    assert run(bench, books).exit_code == 1
    assert bench.statuses() == [V, M, P]


def test_the_first_month_is_held_by_nothing() -> None:
    """Where no month comes before nobody is asked; nor for entries of the same month, or without a day."""
    bench, books = office(entries=(of(None, "ฎ.0"), FIRST, SECOND)), MonthBooks()
    assert run(bench, books).exit_code == 0
    assert books.asked == []
    assert bench.statuses() == [POSTED] * 3


def test_a_mismatch_of_the_former_month_stops_before_the_later() -> None:
    """The altered document is told with its place; nothing of the later month is on the site; exit 1."""
    bench = office()
    bench.server.alter = lambda fields: {**fields, "note": "แก้แล้ว"}
    outcome = run(bench, MonthBooks())
    assert outcome.exit_code == 1
    assert bench.statuses() == [M, M, P]
    assert len(bench.server.documents) == 2
    assert "February 2024 is not begun, because up to January 2024 2 thing(s) are open" in held(outcome)
    assert "MISMATCHED" in held(outcome)
    assert "ยังไม่เริ่มเดือน 2/2567 เพราะถึงเดือน 1/2567" in (outcome.month.text.th if outcome.month else "")
    assert "month_held" in bench.actions
    assert outcome.month is not None
    assert not outcome.month.books_differ


def test_what_was_refused_is_dealt_with_first() -> None:
    """A refusal holds the later month; once a person has skipped the entry it is begun."""
    bench, books = office("refuse"), MonthBooks()
    outcome = run(bench, books)
    assert (outcome.exit_code, bench.statuses()) == (1, [R, V, P])
    assert "The budget is used up." in held(outcome)
    with bench.ledger.hold("skip", who="x"):
        bench.ledger.skipped(FIRST.key, "ทำด้วยมือ", who="หัวหน้า")
    assert run(bench, books).exit_code == 0
    assert bench.statuses() == [S, V, POSTED]


def test_who_waits_for_a_person_holds_the_month_and_the_run_ends() -> None:
    """No deadlock: exit 5 with what is waited for; the next run goes on once it is there."""
    refused = of(date(2024, 1, 16), "ฎ.1")
    waiting = replace(SECOND, needs=(Need(key=refused.key, field="paper"),))
    bench, books = office("refuse", entries=(refused, waiting, LATER)), MonthBooks()
    assert run(bench, books).exit_code == 1
    assert bench.statuses() == [R, W, P]
    with bench.ledger.hold("skip", who="x"):
        bench.ledger.skipped(refused.key, "ทำด้วยมือ", who="หัวหน้า")
    outcome = run(bench, books)
    assert (outcome.exit_code, bench.statuses()) == (5, [S, W, P])
    assert outcome.month is not None
    assert [problem.code for problem in outcome.month.problems] == ["month_unfinished"]
    # Whoever is responsible may let it pass by name, exactly as it stands.
    passed = run(bench, books, acknowledge=outcome.month.code, acknowledged_by="ปลัด")
    assert (passed.exit_code, passed.month) == (5, None)
    assert bench.statuses() == [S, W, POSTED]


def test_a_doubt_is_passed_by_nobody() -> None:
    """What may be on the site twice or not at all is settled first: exit 3, and no code is offered."""
    bench, books = office("colleague"), MonthBooks()
    outcome = run(bench, books)
    assert outcome.exit_code == 3
    assert outcome.month is not None
    assert "--acknowledge" not in held(outcome)
    assert run(bench, books, acknowledge=outcome.month.code).exit_code == 3
    assert bench.ledger.status_of(LATER.key) is P


def test_books_that_differ_hold_the_month_until_a_person_takes_it_as_read() -> None:
    """Exit 1 and a code; another difference has another code; the same one is not asked about again."""
    bench = office(entries=(FIRST, LATER, LAST))
    books = MonthBooks({JANUARY: [off("010"), off("900")], FEBRUARY: [off("900")]})
    outcome = run(bench, books)
    assert (outcome.exit_code, bench.statuses()) == (1, [V, P, P])
    assert outcome.month is not None
    assert outcome.month.books_differ
    assert f"--acknowledge {outcome.month.code} --by NAME" in held(outcome)
    again = run(bench, books, acknowledge="000000000000")
    assert (again.exit_code, bench.statuses()) == (1, [V, P, P])
    passed = run(bench, books, acknowledge=outcome.month.code, acknowledged_by="ผู้อำนวยการกองคลัง")
    assert (passed.exit_code, passed.month, bench.statuses()) == (0, None, [V, V, POSTED])
    [kept] = bench.ledger.memory.acknowledged
    assert kept["who"] == "ผู้อำนวยการกองคลัง"
    assert [warning["en"] for warning in kept["warnings"]] == ["Account 010 differs.", "Account 900 differs."]
    assert ACKNOWLEDGED in [action for action, _ in bench.ledger.memory.events]


def test_without_a_name_the_operator_took_it_as_read() -> None:
    """As with every warning."""
    bench, books = office(), MonthBooks({JANUARY: [off("010")]})
    outcome = run(bench, books)
    assert outcome.month is not None
    assert run(bench, books, acknowledge=outcome.month.code).exit_code == 0
    assert bench.ledger.memory.acknowledged[0]["who"] == "ทดสอบ"


def test_many_open_matters_are_counted() -> None:
    """The sentence names five, the outcome has all, each matter once."""
    books = MonthBooks({JANUARY: [off(str(n)) for n in (1, 2, 3, 4, 5, 6, 7, 7)]})
    outcome = run(office(), books)
    assert outcome.month is not None
    assert len(outcome.month.problems) == 7
    assert "7 thing(s) are open" in held(outcome)
    assert "Account 5 differs.; and 2 more." in held(outcome)


def test_a_gate_that_is_off_asks_nobody() -> None:
    """`pacing.month_gate: false` is as it was before there were gates."""
    bench, books = office(), MonthBooks({JANUARY: [off("010")]})
    assert run(bench, books, gate=False).exit_code == 0
    assert (books.asked, bench.statuses()) == ([], [POSTED] * 3)


def test_without_books_there_is_no_gate() -> None:
    """A runner that was given none works as ever."""
    bench = office()
    assert bench.run().exit_code == 0
    assert bench.statuses() == [POSTED] * 3


def test_books_that_cannot_be_told_are_said_once_and_hold_nothing() -> None:
    """A foreign application has no postings: its later months are entered, and the run says so once."""
    bench, books = office(entries=(FIRST, LATER, LAST)), MonthBooks()
    books.why = say("ไม่มี postings", "There are no postings.")
    assert run(bench, books).exit_code == 0
    assert bench.statuses() == [POSTED] * 3
    assert books.asked == []
    assert [str(told["text"]) for word, told in bench.told if word == "month_not_held"] == ["ไม่มี postings"]


@pytest.mark.parametrize("kind", [ScreenNotAsMapped, MenuMissing, BooksSilent])
def test_reports_that_cannot_be_read_hold_nothing(kind: type[BotError]) -> None:
    """A report that is another than books.yaml says does not stop the work; it is said."""
    bench, books = office(), MonthBooks({JANUARY: kind(say("อ่านไม่ได้", "It cannot be read."))})
    assert run(bench, books).exit_code == 0
    assert bench.statuses() == [V, V, POSTED]
    assert bench.actions.count("month_not_held") == 1


def test_a_site_in_trouble_opens_no_gate() -> None:
    """A page that fails again and again halts the run: the books were not seen to agree."""
    bench, books = office(), MonthBooks({JANUARY: PageTrouble(say("ช้า", "Slow."))})
    outcome = run(bench, books)
    assert isinstance(outcome.halted_by, PageTrouble)
    assert bench.statuses() == [V, V, P]


def test_what_the_former_month_needs_is_entered_whatever_its_day() -> None:
    """An entry of January that refers to one of February, over another one, does not wait for itself."""
    basis = of(date(2024, 2, 2), "ฎ.8")
    middle = replace(of(date(2024, 2, 5), "ฎ.9"), needs=(Need(key=basis.key, field="paper"),))
    early = replace(SECOND, needs=(Need(key=middle.key, field="paper"), Need(key=middle.key, field="note")))
    bench, books = office(entries=(FIRST, LATER, basis, middle, early, LAST)), MonthBooks()
    assert run(bench, books).exit_code == 0
    assert bench.statuses() == [V, V, V, V, V, POSTED]
    assert books.asked == [("month", FEBRUARY)]


def test_what_waits_for_an_entry_after_this_one_does_not_hold_it() -> None:
    """January's entry waits; what it needs stands in the plan after another entry of February."""
    basis = of(date(2024, 2, 2), "ฎ.8")
    unknown = Need(key=make_entry("unknown").key, field="paper")
    early = replace(SECOND, needs=(Need(key=basis.key, field="paper"), unknown))
    bench, books = office("", "refuse", entries=(LATER, basis, early)), MonthBooks()
    assert run(bench, books).exit_code == 1
    assert bench.statuses() == [POSTED, R, W]
    assert run(bench, books, retry=frozenset({R})).exit_code == 5
    assert bench.statuses() == [POSTED, POSTED, W]


def test_a_screen_without_a_right_is_told_before_the_month() -> None:
    """Entries left over because of a missing right are that user's matter, not the books'."""
    bench = office(entries=(replace(FIRST, screen="RECEIPT"), LATER))
    error = MenuMissing(say("ไม่มีเมนู", "No such menu."))
    bench.site.raises = {"prepare": [error]}
    outcome = run(bench, MonthBooks())
    assert outcome.halted_by is error
    assert bench.ledger.status_of(LATER.key) is P


def test_verify_compares_the_books_of_what_it_read() -> None:
    """Each day, then each month; a difference that a person took as read before is left out."""
    bench = office(entries=(FIRST, SECOND, LATER))
    run(bench, MonthBooks(), gate=False)
    books = MonthBooks({FIRST.day: [off("010"), off("900")], FEBRUARY: [off("900"), off("411")]})  # type: ignore[dict-item]

    def verified() -> Any:
        runner = Runner(bench.ports, pacing=PACING, books=books, progress=bench._tell, jitter=lambda: 0.0)
        return runner.verify(who="x", everything=True).books

    found = verified()
    days = [FIRST.day, SECOND.day, LATER.day]
    assert books.asked == [*(("day", day) for day in days), ("month", JANUARY), ("month", FEBRUARY)]
    assert [problem.about for problem in found.problems] == ["010 +70.00", "900 +70.00", "411 +70.00"]
    assert (found.days, found.silent) == (3, None)
    books.told = {JANUARY: BooksSilent(say("ไม่ทราบบัญชี", "An account is not known."))}
    assert verified().silent.en == "An account is not known."
    books.why = say("ไม่มี postings", "There are no postings.")
    assert (verified().days, verified().silent) == (0, None)


def test_nothing_to_hold_with_is_no_gate() -> None:
    """Without books, or for an entry without a day, the question itself is answered: it may be entered."""
    bench = office()
    months = Months(
        bench.ledger, None, None, on=True, prove=list, between=list, tell=bench._tell,  # type: ignore[arg-type]
    )  # fmt: skip
    assert months.opens(LATER)
    assert not months.begins(LATER)

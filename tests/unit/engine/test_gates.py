"""Nothing is entered while the books of the day before differ; afterwards nobody asks again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from bench import PACING, Bench
from fakes.plans import make_plan

from bot.domain.lifecycle import Status
from bot.engine.outcome import RunOutcome
from bot.engine.runner import Orders, Runner
from bot.errors import InputProblems, PageTrouble, Problem
from bot.language import Text, say

DIFFERS = Problem(cell="ยอดยกมา!D2", code="opening_differs", text=say("ไม่ตรง", "It differs."))


class FakeBooks:
    """Gives what was told, one answer for each time it is asked; the last one for good."""

    def __init__(self, *answers: Sequence[Problem] | Exception | None) -> None:
        self.answers = list(answers)
        self.asked = 0

    def opening(self) -> Sequence[Problem] | None:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        if isinstance(answer, Exception):
            raise answer
        return answer

    def silent(self) -> Text | None:
        return None

    def month(self, last: date) -> Sequence[Problem]:
        raise AssertionError(last)

    def day(self, day: date) -> Sequence[Problem]:
        raise AssertionError(day)


def run(bench: Bench, books: FakeBooks, **orders: int) -> RunOutcome:
    """Run the bench's plan with these books."""
    runner = Runner(bench.ports, pacing=PACING, books=books, progress=bench._tell, jitter=lambda: 0.0)
    return runner.run(make_plan(*bench.entries), Orders(operator="ทดสอบ", **orders))


def test_a_difference_stops_the_run_before_anything_is_sent() -> None:
    """Exit 2 with every difference by its cell; no entry was touched, and it is written down."""
    bench = Bench()
    outcome = run(bench, FakeBooks([DIFFERS]))
    assert isinstance(outcome.halted_by, InputProblems)
    assert outcome.halted_by.problems == (DIFFERS,)
    assert (outcome.exit_code, outcome.posted) == (2, 0)
    assert bench.server.documents == []
    assert bench.statuses() == [Status.PENDING] * 3
    assert dict(bench.told)["opening_compared"] == {"differences": 1}


def test_books_that_agree_let_everything_go_on() -> None:
    """They are asked once, and every entry is entered."""
    bench = Bench()
    books = FakeBooks([])
    assert run(bench, books).exit_code == 0
    assert bench.statuses() == [Status.POSTED] * 3
    assert books.asked == 1
    assert "opening_compared" in bench.actions


def test_without_a_sheet_nothing_claims_to_be_compared() -> None:
    """There is nothing to compare with: the run goes on, and no event says that it agreed."""
    bench = Bench()
    assert run(bench, FakeBooks(None)).exit_code == 0
    assert "opening_compared" not in bench.actions


def test_they_are_compared_before_the_first_entry_only() -> None:
    """Once something of ours is on the site the books of the day before are history."""
    bench = Bench()
    assert run(bench, FakeBooks([]), limit=1).posted == 1
    later = FakeBooks([DIFFERS])
    assert run(bench, later).exit_code == 0
    assert later.asked == 0


def test_a_run_that_was_stopped_by_them_compares_anew() -> None:
    """Mended books are looked at again by the next run."""
    bench = Bench()
    books = FakeBooks([DIFFERS], [])
    assert run(bench, books).exit_code == 2
    assert run(bench, books).exit_code == 0
    assert books.asked == 2


def test_a_page_that_fails_is_read_again() -> None:
    """Reading reports is patient, as all reading is."""
    bench = Bench()
    books = FakeBooks(PageTrouble(say("ช้า", "Slow.")), [])
    assert run(bench, books).exit_code == 0
    assert books.asked == 2


@pytest.mark.parametrize("status", [Status.IN_DOUBT, Status.COMMITTING, Status.POSTED, Status.MISMATCHED])
def test_what_may_be_on_the_site_counts_as_ours(status: Status) -> None:
    """A doubt may be a document, so that the figures of the day before prove nothing any more."""
    from bot.engine.gates import Gates

    bench = Bench()
    books = FakeBooks([DIFFERS])
    bench.ledger.counts = lambda: {**dict.fromkeys(Status, 0), status: 1}
    Gates(bench.ledger, books, None, bench._tell).before_the_first()  # type: ignore[arg-type]
    assert books.asked == 0

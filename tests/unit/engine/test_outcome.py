"""Exit codes follow the contract."""

from __future__ import annotations

import pytest

from bot.domain.lifecycle import Status
from bot.engine.outcome import exit_code
from bot.errors import BreakerOpen, SignInNeeded, StoppedByPerson
from bot.language import say

WHY = say("เหตุ", "Why.")


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ([], 0),
        ([Status.POSTED, Status.VERIFIED, Status.SKIPPED, Status.PENDING], 0),
        ([Status.WAITING], 5),
        ([Status.WAITING, Status.REJECTED], 1),
        ([Status.FAILED], 1),
        ([Status.MISMATCHED], 1),
        ([Status.IN_DOUBT, Status.REJECTED, Status.WAITING], 3),
        ([Status.COMMITTING], 3),
    ],
)
def test_the_worst_counts(statuses: list[Status], code: int) -> None:
    """Doubts weigh more than refusals, refusals more than waiting."""
    assert exit_code(dict.fromkeys(statuses, 1)) == code


def test_books_that_differ_weigh_as_a_mismatch() -> None:
    """More than waiting, less than a doubt."""
    assert exit_code({Status.WAITING: 1}, books_differ=True) == 1
    assert exit_code({Status.IN_DOUBT: 1}, books_differ=True) == 3


def test_why_it_ended_comes_first() -> None:
    """A stop or a halt weighs more than where the entries stand."""
    counts = {Status.IN_DOUBT: 1}
    assert exit_code(counts, halted_by=BreakerOpen(WHY)) == 4
    assert exit_code(counts, halted_by=SignInNeeded(WHY)) == 5
    assert exit_code(counts, halted_by=StoppedByPerson(WHY), stopped=True) == 130

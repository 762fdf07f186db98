"""How much a run says that it has before it."""

import pytest
from fakes.plans import make_entry

from bot.domain.lifecycle import Status
from bot.domain.model import Plan, PlannedEntry
from bot.jobs.working import still_ahead

PLAN = Plan(
    hash="h",
    entries=tuple(PlannedEntry(entry=make_entry(str(n)), steps=()) for n in range(5)),
    totals=(),
    mappings={},
)


@pytest.mark.parametrize(
    ("stand", "limit", "ahead"),
    [
        ({}, None, 5),
        ({Status.VERIFIED: 2, Status.WAITING: 3}, None, 3),
        ({Status.POSTED: 1, Status.PENDING: 1, Status.WAITING: 3}, 2, 2),
        ({Status.VERIFIED: 4, Status.REJECTED: 1}, None, 0),
    ],
)
def test_what_waits_is_ahead(stand: dict[Status, int], limit: int | None, ahead: int) -> None:
    """A run in which everything waits is not told as one of nothing: the count went 13 of 0."""
    assert still_ahead(PLAN, dict.fromkeys(Status, 0) | stand, limit) == ahead

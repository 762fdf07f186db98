"""The states of an entry, the only ways between them, and retry as a pure decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.errors import Remedy


class Status(StrEnum):
    """Where an entry stands."""

    PENDING = "PENDING"
    WAITING = "WAITING"
    WORKING = "WORKING"
    COMMITTING = "COMMITTING"
    IN_DOUBT = "IN_DOUBT"
    POSTED = "POSTED"
    VERIFIED = "VERIFIED"
    MISMATCHED = "MISMATCHED"
    REJECTED = "REJECTED"
    FAILED = "FAILED"
    SKIPPED = "SKIPPED"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.WORKING, Status.WAITING, Status.SKIPPED}),
    Status.WAITING: frozenset({Status.PENDING, Status.SKIPPED}),
    Status.WORKING: frozenset(
        {
            Status.PENDING,
            Status.REJECTED,
            Status.FAILED,
            Status.COMMITTING,
            Status.IN_DOUBT,
            Status.SKIPPED,
        }
    ),
    Status.COMMITTING: frozenset({Status.POSTED, Status.REJECTED, Status.IN_DOUBT}),
    Status.IN_DOUBT: frozenset({Status.POSTED, Status.PENDING, Status.SKIPPED}),
    Status.POSTED: frozenset({Status.VERIFIED, Status.MISMATCHED}),
    Status.VERIFIED: frozenset({Status.MISMATCHED}),
    Status.MISMATCHED: frozenset({Status.VERIFIED}),
    Status.REJECTED: frozenset({Status.PENDING, Status.SKIPPED}),
    Status.FAILED: frozenset({Status.PENDING, Status.SKIPPED}),
    Status.SKIPPED: frozenset({Status.PENDING}),
}
"""Every lawful move. COMMITTING leads to a second commit only through IN_DOUBT and recovery.

WORKING goes to IN_DOUBT when an equal document stood on the site before our first attempt
(`already there`): only a person may settle that one.
VERIFIED and MISMATCHED may turn into each other when `verify` looks again.
REJECTED and FAILED (nothing committed) may be taken up again when the row was mended.
SKIPPED goes back to PENDING only when its row had left the workbook and is there again.
"""

COMMITTED = frozenset({Status.POSTED, Status.VERIFIED, Status.MISMATCHED})
"""The document is on the site."""

RETAKEN = frozenset({Status.REJECTED, Status.FAILED})
"""Nothing is committed of these: a person may have them tried again, as they are or corrected."""

OPEN = frozenset({Status.PENDING, Status.WAITING, Status.WORKING, Status.COMMITTING, Status.IN_DOUBT})
"""Work or a decision is left."""


def allowed(old: Status, new: Status) -> bool:
    """Tell whether the lifecycle has this move."""
    return new in TRANSITIONS[old]


@dataclass(frozen=True, kw_only=True)
class RetryPolicy:
    """How often an entry is tried before its commit and how long to wait between; seconds."""

    attempts: int = 3
    first_wait: float = 1.0
    longest_wait: float = 60.0

    def wait_before(self, attempt: int) -> float:
        """Give the pause before attempt number `attempt` (2, 3, …), doubling up to the longest."""
        return float(min(self.longest_wait, self.first_wait * 2 ** max(0, attempt - 2)))


Decision = Literal["again", "sign_in_and_again", "reject", "fail", "doubt", "halt", "person"]


def decide(remedy: Remedy | None, status: Status, attempt: int, policy: RetryPolicy) -> Decision:
    """Decide what follows a failure of attempt number `attempt` while the entry stands at `status`.

    `remedy` None is an unknown exception: a doubt after COMMITTING, a halt before it. A lost session is
    no fault of the entry and never fails it; whoever signs in again bounds that.
    """
    if status is Status.COMMITTING:
        return "reject" if remedy is Remedy.REJECT else "doubt"
    if remedy is Remedy.RETRY and attempt >= policy.attempts:
        return "fail"
    decisions: dict[Remedy, Decision] = {
        Remedy.RETRY: "again",
        Remedy.SIGN_IN: "sign_in_and_again",
        Remedy.REJECT: "reject",
        Remedy.PERSON: "person",
    }
    return decisions.get(remedy, "halt") if remedy else "halt"

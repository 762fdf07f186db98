"""How a run ended, and the exit code that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey
from bot.errors import BotError, StoppedByPerson


@dataclass(frozen=True, kw_only=True)
class RunOutcome:
    """Where all entries of the ledger stand after a run, and why it ended.

    `halted_by` None: nothing is left that could be done. `posted` counts this run's documents.
    `gone` are on the site but no longer in the workbook.
    """

    run: int
    counts: Mapping[Status, int]
    posted: int = 0
    halted_by: BotError | None = None
    stopped: bool = False
    gone: tuple[EntryKey, ...] = ()

    @property
    def exit_code(self) -> int:
        """Give the exit code of the command."""
        return exit_code(self.counts, halted_by=self.halted_by, stopped=self.stopped)


def exit_code(
    counts: Mapping[Status, int], *, halted_by: BotError | None = None, stopped: bool = False
) -> int:
    """Give the exit code of `run` or `verify`.

    130 stopped by a person · the error's own when halted (4, 5 …) · 3 doubts remain ·
    1 rejected, failed or mismatched · 5 something waits for a person · 0.
    """
    if stopped:
        return StoppedByPerson.exit_code
    if halted_by is not None:
        return halted_by.exit_code

    def any_at(*statuses: Status) -> bool:
        return any(counts.get(status, 0) for status in statuses)

    if any_at(Status.IN_DOUBT, Status.COMMITTING):
        return 3
    if any_at(Status.REJECTED, Status.FAILED, Status.MISMATCHED):
        return 1
    return 5 if any_at(Status.WAITING) else 0

"""What a preview knows of the numbers that an entry needs: those of documents that are entered already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.model import EntryKey, Need, PlannedEntry, Standing
from bot.engine.needs import new_number, renumbered


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """A planned entry with the new numbers that are known, and the needs whose number is not yet given."""

    planned: PlannedEntry
    missing: tuple[Need, ...] = ()


def rehearsed(planned: PlannedEntry, standing_of: Callable[[EntryKey], Standing | None]) -> Rehearsal:
    """Put the numbers of documents that are on the site in the place of the original ones."""

    def number_of(need: Need) -> str:
        return new_number(need, standing_of(need.key))

    missing = tuple(need for need in planned.entry.needs if need.becomes and not number_of(need))
    return Rehearsal(planned=renumbered(planned, number_of), missing=missing)

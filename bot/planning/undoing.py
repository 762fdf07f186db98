"""What would have to be cancelled by people, in which order: whatever refers to a document goes before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.lifecycle import COMMITTED, Status
from bot.domain.model import EntryKey, Standing

THERE = COMMITTED | {Status.IN_DOUBT, Status.COMMITTING}
"""Where something may stand on the site."""


@dataclass(frozen=True, kw_only=True)
class Undoing:
    """One document to cancel; `asked` false: only because one that was asked for stands under it.

    `after` are the documents that must be cancelled before it, because they refer to it.
    """

    standing: Standing
    asked: bool
    after: tuple[EntryKey, ...] = ()


def undo_order(standings: Sequence[Standing], chosen: Collection[EntryKey]) -> tuple[Undoing, ...]:
    """Give all that must be cancelled with the chosen entries, in a lawful order, the plan's last first.

    Documents that refer to a chosen one, directly or through others, are taken in. What never
    reached the site is left out.
    """
    there = {one.entry.key: one for one in standings if one.status in THERE}
    referring = _referring(there)
    wanted = _with_referring([key for key in there if key in chosen], referring)
    left = {key: {one for one in referring.get(key, ()) if one in wanted} for key in wanted}
    ordered: list[Undoing] = []
    while left:
        free = [key for key, waits in left.items() if not waits] or list(left)  # a circle is cut anywhere
        key = max(free, key=lambda one: there[one].position)
        del left[key]
        for waits in left.values():
            waits.discard(key)
        before = tuple(one for one in referring.get(key, ()) if one in wanted)
        ordered.append(Undoing(standing=there[key], asked=key in chosen, after=before))
    return tuple(ordered)


def _referring(there: Mapping[EntryKey, Standing]) -> Mapping[EntryKey, tuple[EntryKey, ...]]:
    found: dict[EntryKey, list[EntryKey]] = {}
    for key, standing in there.items():
        # What a document draws on is not named in it: the site lets its source be cancelled.
        for needed in dict.fromkeys(need.key for need in standing.entry.needs if need.field):
            found.setdefault(needed, []).append(key)
    return {key: tuple(keys) for key, keys in found.items()}


def _with_referring(
    chosen: Sequence[EntryKey], referring: Mapping[EntryKey, tuple[EntryKey, ...]]
) -> set[EntryKey]:
    wanted: set[EntryKey] = set()
    waiting = list(chosen)
    while waiting:
        key = waiting.pop()
        if key not in wanted:
            wanted.add(key)
            waiting += referring.get(key, ())
    return wanted

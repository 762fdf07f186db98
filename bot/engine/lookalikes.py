"""Searching the site for documents that show the same as an entry; never submits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.model import Entry
from bot.engine.ports import Judge, Site


@dataclass(frozen=True, kw_only=True)
class Look:
    """What one search showed: the `numbers` of everything listed, and of those `equal` to the entry.

    A document listed without a number has the number "".
    """

    numbers: tuple[str, ...]
    equal: tuple[str, ...]


def look_for(site: Site, judge: Judge, entry: Entry, *, known: Collection[str]) -> Look:
    """Search for an entry; documents in `known` (somebody else's, surely) and cancelled ones are not equal.

    Equal means: in every field that the document's own page shows, not only in the list's columns.
    """
    rows = site.search(entry)
    equal = []
    for row in rows:
        if row.cancelled or row.number in known or not judge.may_be(entry, row):
            continue
        found = site.open_found(entry, row.number) if row.number else row
        if not found.cancelled and judge.is_equal(entry, found, whole=bool(row.number)):
            equal.append(row.number)
    return Look(
        numbers=tuple(dict.fromkeys(row.number for row in rows)),
        equal=tuple(dict.fromkeys(equal)),  # a list may have one row per line of a document
    )

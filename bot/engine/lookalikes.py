"""Searching the site for documents that show the same as an entry; never submits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.handover import Candidate
from bot.domain.model import Entry, Readback
from bot.engine.ports import Judge, Site
from bot.language import Text
from bot.planning.cells import fold


@dataclass(frozen=True, kw_only=True)
class Look:
    """What one search showed: the `numbers` of everything listed, and of those `equal` to the entry.

    A document listed without a number has the number "". `seen` are those that were not known
    before, with what they show otherwise than the entry.
    """

    numbers: tuple[str, ...]
    equal: tuple[str, ...]
    seen: tuple[Candidate, ...] = ()
    gap: Text | None = None
    """Why the search may have missed a document."""


def look_for(site: Site, judge: Judge, entry: Entry, *, known: Collection[str], told: str = "") -> Look:
    """Search for an entry; documents in `known` (somebody else's, surely) and cancelled ones are not equal.

    Equal means: in every field that the document's own page shows, not only in the list's columns.
    Of number `told`, which the site itself gave for this entry, the list's columns are enough, unless
    they fit another document too.
    """
    rows = site.search(entry)
    gap = site.gap()
    return replace(_Looker(site, judge, entry, known, told).at(rows), gap=gap)


def look_at(
    rows: Sequence[Readback], site: Site, judge: Judge, entry: Entry, *, known: Collection[str]
) -> Look:
    """Judge the rows of a search that was made already; opens only documents that may be the entry's."""
    return _Looker(site, judge, entry, known, "").at(rows)


def without(numbers: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Leave out what is known, and what has no number; each number once, sorted."""
    gone = {fold(number) for number in known} | {""}
    return tuple(sorted({number for number in numbers if fold(number) not in gone}))


def same_number(one: str, other: str) -> bool:
    """Tell whether two numbers are one, whatever digits and spaces they are written with."""
    return fold(one) == fold(other)


class _Looker:
    def __init__(self, site: Site, judge: Judge, entry: Entry, known: Collection[str], told: str) -> None:
        self._site, self._judge, self._entry = site, judge, entry
        self._known = {fold(number) for number in known}
        self._told = told
        self._equal: list[str] = []
        self._seen: dict[str, Candidate] = {}

    def at(self, rows: Sequence[Readback]) -> Look:
        unknown = [(row, self._may_be(row)) for row in rows if fold(row.number) not in self._known]
        alone = len({row.number for row, may_be in unknown if may_be}) == 1
        for row, may_be in unknown:
            if may_be and alone and self._told and same_number(row.number, self._told):
                self._equal.append(row.number)
            else:
                self._judged(row, may_be=may_be)
        return Look(
            numbers=tuple(dict.fromkeys(row.number for row in rows)),
            equal=tuple(dict.fromkeys(self._equal)),  # a list may have one row per line of a document
            seen=tuple(self._seen.values()),
        )

    def _may_be(self, row: Readback) -> bool:
        return not row.cancelled and self._judge.may_be(self._entry, row)

    def _judged(self, row: Readback, *, may_be: bool) -> None:
        found = self._site.open_found(self._entry, row.number) if may_be and row.number else row
        verdict = self._judge.likeness(self._entry, found, whole=found is not row)
        if may_be and verdict.equal and not found.cancelled:
            self._equal.append(row.number)
        if row.number not in self._seen or found is not row:
            self._seen[row.number] = Candidate(
                number=row.number,
                fields=found.fields,
                lines=found.lines,
                cancelled=found.cancelled,
                differences=verdict.differences,
            )

"""Judges a round: workbook against back door, and the ledger's claims against both. No code of the bot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jobs.stored import Document, stored
from survival.expectations import EVERY

Place = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a round left: the workbook's documents by place, the site's, the ledger's entries, what struck."""

    meant: Mapping[Place, Document]
    documents: Sequence[dict[str, Any]]
    entries: Sequence[dict[str, Any]]
    blows: Sequence[dict[str, Any]]
    user: str

    def ours(self) -> list[tuple[str, Document]]:
        """Give what stands on the site under our name: number and canonical document."""
        mine = [one for one in self.documents if one["user"] == self.user]
        return [
            (one["number"], document)
            for one, document in zip(mine, stored(mine, self.meant.values()), strict=True)
        ]

    def struck(self) -> dict[str, list[str]]:
        """Give the faults that struck each entry.

        A fault of the site strikes the next save: where another one ended the attempt for which it was armed,
        that is a later entry's. What must leave its mark and left none where it was armed is taken as having
        struck an entry whose mark nothing else explains; there is one mark for each, or both are told.
        """
        struck: dict[str, list[str]] = {entry["key"]: [] for entry in self.entries}
        for blow in self.blows:
            if blow["struck"]:
                struck.setdefault(blow["key"], []).append(blow["fault"])
        marked = {entry["key"] for entry in self.entries if entry["status"] != "VERIFIED"}
        spare: list[tuple[str, str]] = []
        for key, kinds in struck.items():
            marks = [kind for kind in kinds if _marks(kind)]
            spare += [(key, kind) for kind in marks[1 if key in marked else 0 :]]
        for key in marked:
            if spare and not any(EVERY[kind].person for kind in struck[key]):
                armed, kind = spare.pop(0)
                struck[armed].remove(kind)
                struck[key].append(kind)
        return struck


def _marks(kind: str) -> bool:
    """Tell whether a fault must leave its mark on the entry that it strikes."""
    return "VERIFIED" not in EVERY[kind].ends


def violations(found: Found, decided: Sequence[str]) -> list[str]:
    """Give every broken promise in plain words; `decided`: the entries that a person had to decide."""
    return [*_counted(found), *_claimed(found), *_ended(found), *_undecided(found, decided)]


def _counted(found: Found) -> list[str]:
    """Compare how often each document stands there with how often the workbook has it.

    A document that the server altered and stored twice, by two faults in one save, is one strange document,
    and one too many.
    """
    there = Counter(document for _, document in found.ours())
    meant = Counter(found.meant.values())
    kinds = Counter(blow["fault"] for blow in found.blows if blow["struck"])
    allowed = sum(EVERY[kind].doubles * times for kind, times in kinds.items())
    extra, missing = there - meant, meant - there
    altered = sum(1 for one in extra if one not in meant)
    doubled = sum(extra.values()) - altered
    wrong = []
    if doubled != allowed:
        wrong.append(f"duplicated: {doubled} documents too many of ours, {allowed} by the server")
    if altered != kinds["alter"]:
        wrong.append(f"strange: {altered} documents nobody meant, {kinds['alter']} altered by the server")
    if sum(missing.values()) != altered:
        wrong.append(f"lost: {sum(missing.values()) - altered} documents are not on the site")
    return wrong


def _claimed(found: Found) -> list[str]:
    """See that each entry said to be there is there, under its number, as the workbook has it."""
    there = {(document[0], number): document for number, document in found.ours()}
    wrong, numbers = [], Counter((one["screen"], one["number"]) for one in found.entries if one["number"])
    wrong += [f"claimed: two entries hold number {number}" for (_, number), n in numbers.items() if n > 1]
    for entry in found.entries:
        document = there.get((entry["screen"], entry["number"]))
        place = (entry["sheet"], entry["row"])
        if entry["status"] in ("VERIFIED", "POSTED") and document != found.meant[place]:
            how = "another document" if document else "not there"
            wrong.append(f"claimed: {place} under {entry['number']}, which is {how}")
    return wrong


def _ended(found: Found) -> list[str]:
    """See that each entry ended as the table allows for what struck it."""
    wrong = []
    struck = found.struck()
    shifted = any(blow["fault"] == "wrong_number" and blow["struck"] for blow in found.blows)
    for entry in found.entries:
        kinds = struck[entry["key"]]
        right = {status for kind in kinds for status in EVERY[kind].ends if status != "VERIFIED"}
        must = any(_marks(kind) for kind in kinds)
        if shifted:
            right.add("MISMATCHED")
        if not must:
            right.add("VERIFIED")
        if entry["status"] not in right:
            place = f"{entry['sheet']} {entry['row']}"
            wrong.append(f"ended: {place} is {entry['status']} after {kinds}; right: {sorted(right)}")
    if len(found.entries) != len(found.meant):
        wrong.append(f"lost: {len(found.entries)} entries of {len(found.meant)} in the ledger")
    return wrong


def _undecided(found: Found, decided: Sequence[str]) -> list[str]:
    """See that a person was asked only where no machine can decide."""
    struck = found.struck()
    shifted = any(blow["fault"] == "wrong_number" and blow["struck"] for blow in found.blows)
    return [
        f"undecided: {key[:12]} was left to a person after {struck[key]}"
        for key in dict.fromkeys(decided)
        if not shifted and not any(EVERY[kind].person for kind in struck[key])
    ]


def decision(found: Found, entry: dict[str, Any]) -> tuple[str, ...]:
    """Decide a doubt as a person would who sees what is really stored."""
    held = {(one["screen"], one["number"]) for one in found.entries if one["number"]}
    meant = found.meant[entry["sheet"], entry["row"]]
    free = [(n, d) for n, d in found.ours() if d[0] == entry["screen"] and (d[0], n) not in held]
    same = [n for n, document in free if document == meant]
    strange = [n for n, document in free if document not in found.meant.values()]
    for number in (*same, *strange):
        return ("posted", "--number", number)
    return ("absent",)

"""What is right after a round, judged at the back door; shares no code with the bot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stored import Document, stored, wanted_at

US = "somsri"


@dataclass(frozen=True, kw_only=True)
class Books:
    """The workbook's documents, what the site stores, and what the bot claims."""

    workbook: Path
    documents: list[dict[str, Any]]
    entries: list[dict[str, Any]]
    struck: Counter[str]


def violations(books: Books, expect: str) -> list[str]:
    """Give everything that is wrong; nothing: the round was survived."""
    meant = wanted_at(books.workbook)
    ours = [document for document in books.documents if document["user"] == US and not document["cancelled"]]
    there = Counter(stored(ours, meant.values()))
    want = Counter(meant.values())
    doubled, lost = there - want, want - there
    found = [*_false_claims(books, meant)]
    altered = books.struck["alter"]
    if doubled.total() != books.struck["saved_twice"] + altered:
        found.append(f"doubled by us or unknown: {doubled.total()}: {_few(doubled)}")
    if lost.total() != altered:
        found.append(f"lost: {lost.total()}: {_few(lost)}")
    found += _statuses(books, expect)
    return found


def _false_claims(books: Books, meant: dict[tuple[str, int], Document]) -> Iterable[str]:
    by_number = {(d["screen"], d["number"]): d for d in books.documents}
    numbers = Counter((e["screen"], e["number"]) for e in books.entries if e["status"] == "VERIFIED")
    for (screen, number), count in numbers.items():
        if count > 1:
            yield f"{number} of {screen} is claimed by {count} entries"
    for entry in books.entries:
        if entry["status"] != "VERIFIED":
            continue
        document = by_number.get((entry["screen"], entry["number"]))
        if document is None:
            yield f"{entry['sheet']}!{entry['row']} claims {entry['number']}, which is not there"
        elif stored([document], meant.values()) != [meant[entry["sheet"], entry["row"]]]:
            yield f"{entry['sheet']}!{entry['row']} claims {entry['number']}, which is another document"
        elif document["user"] != US:
            yield f"{entry['sheet']}!{entry['row']} claims {entry['number']}, which a colleague entered"


def _statuses(books: Books, expect: str) -> Iterable[str]:
    counts = Counter(entry["status"] for entry in books.entries)
    others = {status: count for status, count in counts.items() if status != "VERIFIED" and count}
    if expect == "wrong_number":  # the true number found, or the wrong one told: both are right
        right = {"MISMATCHED": counts["MISMATCHED"]} if others else {}
        if counts["MISMATCHED"] > books.struck["wrong_number"]:
            yield f"{counts['MISMATCHED']} MISMATCHED, but {books.struck['wrong_number']} wrong numbers"
    else:
        told = books.struck[expect] if expect in ("alter", "saved_twice") else 0
        right = {"MISMATCHED": told} if told else {}
    if others != right:
        yield f"left over: {others}, expected {right}"


def _few(documents: Counter[Document]) -> str:
    return "; ".join(f"{screen} {sorted(fields)[:4]}" for screen, fields, _ in list(documents)[:2])

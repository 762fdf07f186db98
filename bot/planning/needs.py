"""Which entries come first: from references to needs, and from needs to an order."""

from __future__ import annotations

import heapq
import re
from collections.abc import Sequence

from bot.domain.model import Clearance, Entry, EntryKey, Need, Value
from bot.planning import grammar
from bot.planning.cells import canonical
from bot.planning.reading import Link

_DIGITS = re.compile(r"(\d+)")


def need_of(link: Link, key: EntryKey) -> Need:
    """Give the need of the document that refers, where `key` names the one referred to."""
    wanted = link.rule.cleared
    return Need(
        key=key,
        field=link.field,
        line=link.line,
        becomes=link.rule.becomes or "",
        clearance=Clearance(field=wanted.field, says=wanted.says, act=wanted.act.text) if wanted else None,
    )


def source_of(key: EntryKey) -> Need:
    """Give the need of a document that draws on what `key` adds to a balance; nothing is typed of it."""
    return Need(key=key, field="")


def needed_first(entries: Sequence[Entry]) -> list[Entry]:
    """Keep the order as far as each entry can come after those that it needs; none is ever left out."""
    place = {entry.key: index for index, entry in enumerate(entries)}
    waits: dict[int, set[int]] = {}
    freed: dict[int, list[int]] = {}
    for index, entry in enumerate(entries):
        waits[index] = {place[need.key] for need in entry.needs if need.key in place}
        for other in waits[index]:
            freed.setdefault(other, []).append(index)
    ready = [index for index, needs in waits.items() if not needs]  # rising, so it is a heap already
    ordered: list[Entry] = []
    while ready:
        done = heapq.heappop(ready)
        ordered.append(entries[done])
        for index in freed.get(done, ()):
            waits[index].discard(done)
            if not waits[index]:
                heapq.heappush(ready, index)
    return ordered + [entries[index] for index, needs in waits.items() if needs]


def by_original(entry: Entry, mapping: grammar.Mapping) -> tuple[tuple[int, int, str], ...]:
    """Give what sorts documents by their original numbers, 9 before 10; equal where none is mapped."""
    return _counted(entry.fields.get(mapping.original)) if mapping.original else ()


def _counted(value: Value) -> tuple[tuple[int, int, str], ...]:
    parts = (part for part in _DIGITS.split(canonical(value)) if part)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)

"""The names of entries: one key per document for ever, one digest per content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from bot.domain.model import Entry, EntryKey, Value
from bot.planning.cells import canonical

SCHEME = "elaas-bot/1"
"""Changes only when keys are made differently; old ledgers would not know their entries any more."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical_json(value: object) -> str:
    """Write JSON in the one form that digests are made of; keys keep their order, which may matter."""
    return _ENCODER.encode(value)


def sha256(value: object) -> str:
    """Give the SHA-256 of a value's canonical JSON, 64 hex digits."""
    return hashlib.sha256(canonical_json(value).encode("utf-8", "surrogatepass")).hexdigest()


def entry_key(screen: str, key_texts: Sequence[str], occurrence: int) -> EntryKey:
    """Name an entry: by its screen, the canonical texts of its key fields in the mapping's order, and
    which of several lawful twins it is (from 1).
    """  # noqa: D205 - one sentence on two lines
    return EntryKey(sha256([SCHEME, screen, list(key_texts), occurrence]))


def content_digest(fields: Mapping[str, Value], lines: Iterable[Mapping[str, Value]]) -> str:
    """Give the digest of everything that an entry says; the order of columns does not count."""
    return sha256([_pairs(fields), [_pairs(line) for line in lines]])


def about_document(screen: str, fields: Mapping[str, Value], lines: Iterable[Mapping[str, Value]]) -> str:
    """Give one text for a document and everything it says, in whatever order its lines stand."""
    return sha256([screen, _pairs(fields), sorted(_pairs(line) for line in lines)])


def says_the_same(old: Entry, new: Entry) -> bool:
    """Tell whether two entries of one key say the same: lines that were only sorted change nothing."""
    if old.digest == new.digest:
        return True
    return len(old.lines) > 1 and (
        about_document(old.screen, old.fields, old.lines) == about_document(new.screen, new.fields, new.lines)
    )


def _pairs(values: Mapping[str, Value]) -> list[list[str]]:
    return [[name, canonical(values[name])] for name in sorted(values)]

"""Batches: several calls that a script puts into one request, as JSON-RPC and GraphQL clients do."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.site.traffic import Sent


def calls_of(sent: Sent) -> tuple[Sent, ...]:
    """Give the calls of a batch one by one, as each would be sent alone; else just this request."""
    parts = _objects(sent.text)
    return tuple(replace(sent, body=part.encode()) for part in parts) if len(parts) > 1 else (sent,)


def _objects(text: str) -> list[str]:
    """Give the objects of a JSON list, each as it stands there."""
    if not text.lstrip().startswith("["):
        return []
    try:
        found = json.loads(text)
    except ValueError:
        return []
    if not all(isinstance(one, dict) for one in found):
        return []
    reader, parts, at = json.JSONDecoder(), [], 0
    for _ in found:
        begin = text.index("{", at)
        _, at = reader.raw_decode(text, begin)
        parts.append(text[begin:at])
    return parts

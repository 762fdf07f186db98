"""The input workbook's fingerprint, so that a report says exactly which file it is about."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


def source_digest(source: Path | None) -> str:
    """Give the SHA-256 of the file as it is now; blank when there is none."""
    if source is None or not source.is_file():
        return ""
    return _digest(source, source.stat().st_mtime_ns)


@cache
def _digest(source: Path, _changed: int) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

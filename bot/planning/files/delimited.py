"""CSV files become tables: the encodings and separators that Thai offices have, told from the bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from bot.planning.files.refusals import unusable

_SEPARATORS = ",;\t"
_LOOKED_AT = 50
_DECLARED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_THAI_UTF8 = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
_HIGH = re.compile(rb"[\x80-\xff]")


def read_delimited(path: Path) -> list[list[str]]:
    """Give the rows of a CSV file; InputProblems when its characters or quotes are broken."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise unusable(path, "workbook_open") from error
    text = _decoded(raw)
    if text is None:
        raise unusable(path, "workbook_encoding")
    declared = _DECLARED.match(text)
    try:
        if declared:
            return [[], *_parsed(text[declared.end() :], declared[1])]
        return list(_parsed(text, _separator(text)))
    except csv.Error as error:
        raise unusable(path, "workbook_corrupt") from error


def _parsed(text: str, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))


def _separator(text: str) -> str:
    """Choose the separator with which some early row has the most captions: cells without a digit."""
    return max(_SEPARATORS, key=lambda one: _captions(text, one))


def _captions(text: str, separator: str) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return max((sum(map(_is_caption, row)) for row in islice(reader, _LOOKED_AT)), default=0)


def _is_caption(cell: str) -> bool:
    return bool(cell.strip()) and not any(map(str.isdigit, cell))


def _decoded(raw: bytes) -> str | None:
    """Decode UTF-8 and UTF-16 with and without their marks, else the Thai code page."""
    for code in _codes(raw):
        try:
            return raw.decode(code)
        except UnicodeDecodeError:
            continue
    return None


def _codes(raw: bytes) -> Sequence[str]:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    if b"\0" in raw[:200]:
        odd, even = raw[1:200:2].count(0), raw[:200:2].count(0)
        return ("utf-16-le",) if odd >= even else ("utf-16-be",)
    whole = 3 * len(_THAI_UTF8.findall(raw))
    if whole and 2 * whole > len(_HIGH.findall(raw)):
        return ("utf-8-sig",)  # damaged UTF-8 would decode to nonsense that looks Thai
    return ("utf-8-sig", "cp874")

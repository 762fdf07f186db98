"""The second look at .xlsb: error values, merged cells and what is hidden, from its binary records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from bot.planning.files.refusals import unusable
from bot.planning.files.walk import NotXmlError
from bot.planning.second_look.ooxml_book import targets
from bot.planning.second_look.shape import Look
from bot.planning.tables import Table

_ROW, _ERROR, _ERROR_RESULT, _MERGED, _SHEET = 0, 3, 11, 176, 156
"""Numbers of the records that are looked at."""

_BOOK, _RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"


def look(path: Path, _tables: Mapping[str, Table], sheets: Sequence[str]) -> Mapping[str, Look]:
    """Find what is odd in these sheets; InputProblems when the file is damaged."""
    try:
        with ZipFile(path) as archive:
            parts = targets(archive, _RELATIONS, "xl", "worksheet")
            places = dict(_places(archive.read(_BOOK)))
            return {sheet: _looked(archive, parts, *places[sheet]) for sheet in sheets}
    except (BadZipFile, NotXmlError, KeyError, IndexError, ValueError, OSError) as error:
        raise unusable(path, "workbook_corrupt") from error


def _places(raw: bytes) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Give each sheet's name, link and whether it is hidden."""
    for number, body in _records(raw):
        if number == _SHEET:
            link, after = _text(body, 8)
            yield _text(body, after)[0], (link, _number(body, 0) != 0)


def _looked(archive: ZipFile, parts: Mapping[str, str], link: str, hidden: bool) -> Look:  # noqa: FBT001
    found = Look(hidden=hidden)
    row = 0
    for number, body in _records(archive.read(parts[link])):
        if number == _ROW:
            row = _number(body, 0)
            if body[11] & 0x10:
                found.hidden_rows.add(row)
        elif number in (_ERROR, _ERROR_RESULT):
            found.doubts[row, _number(body, 0)] = "error"
        elif number == _MERGED:
            top, bottom, left, right = (_number(body, at) for at in (0, 4, 8, 12))
            found.merged.append((top, left, bottom, right))
    return found


def _records(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the records of a part: a number of one or two bytes, a length of up to four, the body."""
    at = 0
    while at < len(raw):
        number, at = _varying(raw, at, 2)
        length, at = _varying(raw, at, 4)
        yield number, raw[at : at + length]
        at += length


def _varying(raw: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for step in range(most):
        byte = raw[at + step]
        number |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:  # noqa: PLR2004 - the last byte lacks the high bit
            return number, at + step + 1
    return number, at + most


def _number(body: bytes, at: int) -> int:
    if len(body) < at + 4:
        raise ValueError(at)
    return int.from_bytes(body[at : at + 4], "little")


def _text(body: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * _number(body, at)
    return body[at + 4 : end].decode("utf-16-le"), end

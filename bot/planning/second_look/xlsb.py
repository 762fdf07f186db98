"""The second look at .xlsb: every cell of its binary records against the first reader's."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from bot.planning.files.binary import CELL_RECORDS, ROW_RECORD, number_at, records, text_at
from bot.planning.files.refusals import unusable
from bot.planning.files.walk import NotXmlError
from bot.planning.second_look.ooxml_book import targets
from bot.planning.second_look.shape import (
    BEGINNING,
    BEGINNING_1904,
    Doubt,
    Look,
    Place,
    cell_at,
    filled,
    same_moment,
    same_number,
)
from bot.planning.tables import Table

_SHARED_TEXT, _COLUMN, _BOOK_SETTINGS, _SHEET, _MERGED = 19, 60, 153, 156, 176
_SMALL, _TRUTH, _REAL, _TEXT, _SHARED, _TEXT_RESULT, _REAL_RESULT, _TRUTH_RESULT = 2, 4, 5, 6, 7, 8, 9, 10
_ERRORS = (3, 11)
"""Numbers of the records that are looked at."""

_BOOK, _RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_VALUE = 8
"""Where a cell's value begins, after its column and style."""


@dataclass(frozen=True, kw_only=True)
class _Book:
    places: Mapping[str, tuple[str, bool]]
    """Sheet -> its link and whether it is hidden."""
    texts: Sequence[str]
    beginning: datetime


def look(path: Path, tables: Mapping[str, Table], sheets: Sequence[str]) -> Mapping[str, Look]:
    """Compare every cell of these sheets; InputProblems when the file is damaged."""
    try:
        with ZipFile(path) as archive:
            parts = targets(archive, _RELATIONS, "xl", "worksheet")
            book = _book(archive)
            return {sheet: _looked(archive, parts, book, sheet, tables[sheet]) for sheet in sheets}
    except (BadZipFile, NotXmlError, KeyError, IndexError, ValueError, OSError, struct.error) as error:
        raise unusable(path, "workbook_corrupt") from error


def _book(archive: ZipFile) -> _Book:
    places: dict[str, tuple[str, bool]] = {}
    beginning = BEGINNING
    for number, body in records(archive.read(_BOOK)):
        if number == _SHEET:
            link, after = text_at(body, _VALUE)
            places[text_at(body, after)[0]] = (link, number_at(body, 0) != 0)
        elif number == _BOOK_SETTINGS and number_at(body, 0) & 1:
            beginning = BEGINNING_1904
    return _Book(places=places, texts=list(_texts(archive)), beginning=beginning)


def _texts(archive: ZipFile) -> Iterator[str]:
    for part in targets(archive, _RELATIONS, "xl", "sharedStrings").values():
        for number, body in records(archive.read(part)):
            if number == _SHARED_TEXT:
                yield text_at(body, 1)[0]


def _looked(archive: ZipFile, parts: Mapping[str, str], book: _Book, sheet: str, table: Table) -> Look:
    link, hidden = book.places[sheet]
    found, met = Look(hidden=hidden), set[Place]()
    row = 0
    for number, body in records(archive.read(parts[link])):
        if number == ROW_RECORD:
            row = number_at(body, 0)
            if body[11] & 0x10:
                found.hidden_rows.add(row)
        elif number in CELL_RECORDS:
            place = row, number_at(body, 0)
            met.add(place)
            doubt = _doubt(cell_at(table, *place), number, body, book)
            if doubt is not None:
                found.doubts[place] = doubt
        elif number == _MERGED:
            top, bottom, left, right = (number_at(body, at) for at in (0, 4, 8, 12))
            found.merged.append((top, left, bottom, right))
        elif number == _COLUMN and body[16] & 1:
            found.hidden_columns.update(range(number_at(body, 0), min(number_at(body, 4), len(table[0])) + 1))
    for place in filled(table):
        if place not in met:
            found.doubts[place] = "differs"
    return found


def _doubt(first: object, kind: int, body: bytes, book: _Book) -> Doubt | None:
    if kind in _ERRORS:
        return "error"
    if kind in (_REAL, _REAL_RESULT):
        same = _same(first, struct.unpack_from("<d", body, _VALUE)[0], book.beginning)
    elif kind == _SMALL:
        same = _same(first, _small(number_at(body, _VALUE)), book.beginning)
    elif kind in (_TRUTH, _TRUTH_RESULT):
        same = first is bool(body[_VALUE])
    elif kind in (_TEXT, _TEXT_RESULT):
        same = _settled(first) == _settled(text_at(body, _VALUE)[0])
    elif kind == _SHARED:
        same = _settled(first) == _settled(book.texts[number_at(body, _VALUE)])
    else:
        same = first in ("", None)
    return None if same else "differs"


def _same(first: object, number: float, beginning: datetime) -> bool:
    if isinstance(first, date | time | timedelta):
        return same_moment(first, number, beginning)
    return not isinstance(first, bool) and same_number(first, number)


def _small(packed: int) -> float:
    """Unpack a number of thirty bits ([MS-XLSB] 2.5.122): whole or the upper half, perhaps in hundredths."""
    if packed & 2:
        number = float((packed >> 2) - (1 << 30 if packed >> 31 else 0))
    else:
        number = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return number / 100 if packed & 1 else number


def _settled(text: object) -> object:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(text, str) else text

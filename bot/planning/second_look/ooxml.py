"""The second look at .xlsx and .xlsm: every cell of a sheet's own XML against the first reader's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from bot.planning.files.refusals import unusable
from bot.planning.files.walk import NotXmlError, walk
from bot.planning.second_look.ooxml_book import Book, read_book
from bot.planning.second_look.ooxml_comments import comments_of
from bot.planning.second_look.ooxml_sheet import SheetWalker
from bot.planning.second_look.shape import Look
from bot.planning.tables import Table

_DAMAGED = (BadZipFile, NotXmlError, KeyError, ValueError, IndexError, OverflowError, OSError)
"""What a damaged part gives: not there, no XML, an index or a number that is none."""


def look(path: Path, tables: Mapping[str, Table], sheets: Sequence[str]) -> Mapping[str, Look]:
    """Compare every cell of these sheets; InputProblems when a part of the file is damaged."""
    try:
        with ZipFile(path) as archive:
            book = read_book(archive)
            return {sheet: _looked(archive, book, sheet, tables[sheet]) for sheet in sheets}
    except _DAMAGED as error:
        raise unusable(path, "workbook_corrupt") from error


def _looked(archive: ZipFile, book: Book, sheet: str, table: Table) -> Look:
    place = book.sheets[sheet]
    walker = SheetWalker(book, table)
    with archive.open(place.part) as file:
        walk(file, walker.starts, walker.ends, walker.words)
    found = walker.finish()
    found.hidden = place.hidden
    found.comments = comments_of(archive, place.part)
    return found

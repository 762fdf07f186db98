"""Cells that look blank but are not: error values, and formulas whose result was never saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from zipfile import ZipFile

from openpyxl import load_workbook

from bot.planning.tables import SECOND_LOOK, Table

Hollow = Literal["formula", "error"]
Place = tuple[str, int, int]
"""Sheet, row and column, from 0."""

_CHUNK = 1 << 20
_SIGNS = (b"<f", b't="e"')


def hollow_cells(path: Path, tables: Mapping[str, Table], sheets: Iterable[str]) -> Mapping[Place, Hollow]:
    """Find the cells of these sheets that read as blank though a formula or an error stands in them.

    A formula whose saved result is an empty text is truly blank. Files without any formula are not
    opened a second time.
    """
    if path.suffix.lower() not in SECOND_LOOK or not _may_have_any(path):
        return {}
    wanted = list(sheets)
    found = {
        place: "error" if kind == "e" else "formula"
        for place, kind in _blank_but(path, tables, wanted, data_only=False)
        if kind in ("e", "f")
    }
    if "formula" not in found.values():
        return dict.fromkeys(found, "error")
    results = dict(_blank_but(path, tables, wanted, data_only=True))
    return {
        place: "error" if kind == "error" or results.get(place) == "e" else "formula"
        for place, kind in found.items()
        if results.get(place) != "str"
    }


def _blank_but(
    path: Path, tables: Mapping[str, Table], sheets: Iterable[str], *, data_only: bool
) -> Iterator[tuple[Place, str]]:
    """Give type letters (f formula, e error, str text) of cells that the first reading took for blank."""
    workbook = load_workbook(path, read_only=True, data_only=data_only)
    try:
        for sheet in sheets:
            table = tables[sheet]
            for row in workbook[sheet].iter_rows():
                for cell in row:
                    yield from _kind(sheet, table, cell)
    finally:
        workbook.close()


def _kind(sheet: str, table: Table, cell: Any) -> Iterator[tuple[Place, str]]:
    kind = getattr(cell, "data_type", "n")
    if kind not in ("f", "e", "str"):
        return
    row, column = cell.row - 1, cell.column - 1
    if row >= len(table) or column >= len(table[row]) or table[row][column] in ("", None):
        yield (sheet, row, column), kind


def _may_have_any(path: Path) -> bool:
    with ZipFile(path) as archive:
        return any(
            _has_sign(archive, name)
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        )


def _has_sign(archive: ZipFile, name: str) -> bool:
    tail = b""
    with archive.open(name) as file:
        while chunk := file.read(_CHUNK):
            text = tail + chunk
            if any(sign in text for sign in _SIGNS):
                return True
            tail = text[-8:]
    return False

"""How far a sheet reaches: one stray cell at the very end would make readers keep billions of blanks."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from bot.planning.files.binary import CELL_RECORDS, ROW_RECORD, number_at, records
from bot.planning.files.refusals import unusable
from bot.planning.files.walk import Having, walk

MOST_CELLS = 10_000_000
"""50,000 rows and 200 columns."""

_FAR = re.compile(rb"""\br=["'](?:[A-Z]{3}|[A-Z]*\d{6})""")
_ODS, _SHEETS = "content.xml", "xl/worksheets/"


def ensure_small(path: Path) -> None:
    """Refuse (InputProblems) a zipped workbook one of whose sheets spans more cells than any office fills."""
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith(_SHEETS) and name.endswith(".bin"):
                if _binary_extent(archive.read(name)) > MOST_CELLS:
                    raise unusable(path, "workbook_too_big")
            elif name == _ODS or (name.startswith(_SHEETS) and _FAR.search(archive.read(name))):
                extent = _Extent()
                with archive.open(name) as file:
                    walk(file, extent.starts, extent.ends)
                if extent.most > MOST_CELLS:
                    raise unusable(path, "workbook_too_big")


def _binary_extent(raw: bytes) -> int:
    """Tell how many cells the sheet of an .xlsb spans; ValueError where it is damaged."""
    row = last_row = last_column = 0
    for number, body in records(raw):
        if number == ROW_RECORD:
            row = number_at(body, 0)
        elif number in CELL_RECORDS:
            last_row, last_column = max(last_row, row), max(last_column, number_at(body, 0))
    return (last_row + 1) * (last_column + 1)


class _Extent:
    """Keeps the farthest filled row and column of the sheet, in both formats' words."""

    def __init__(self) -> None:
        self.most = 0
        self._row = self._column = self._rows = self._columns = 0
        self._last_row = self._last_column = 0
        self.starts = {
            "table": self._sheet,
            "row": self._begin_row,
            "table-row": self._begin_row,
            "c": self._begin_cell,
            "v": self._filled,
            "is": self._filled,
            "table-cell": self._begin_cell,
            "covered-table-cell": self._begin_cell,
        }
        self.ends = {"table-row": self._end_row, "row": self._end_row}

    def _sheet(self, _having: Having) -> None:
        self._row = self._last_row = self._last_column = 0

    def _begin_row(self, having: Having) -> None:
        self._row = int(having["r"]) - 1 if "r" in having else self._row
        self._rows, self._column, self._columns = int(having.get("table:number-rows-repeated", "1")), 0, 0

    def _end_row(self) -> None:
        self._row += self._rows

    def _begin_cell(self, having: Having) -> None:
        self._column += self._columns
        self._columns = int(having.get("table:number-columns-repeated", "1"))
        if "r" in having:
            self._column = 0
            for letter in having["r"].rstrip("0123456789"):
                self._column = self._column * 26 + ord(letter) - ord("A") + 1
            self._column -= 1
            self._row = int("0" + having["r"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1
        if "office:value-type" in having:
            self._filled(having)

    def _filled(self, _having: Having) -> None:
        self._last_row = max(self._last_row, self._row + self._rows)
        self._last_column = max(self._last_column, self._column + self._columns)
        self.most = max(self.most, self._last_row * self._last_column)

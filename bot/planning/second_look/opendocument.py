"""The second look at .ods: numbers, days and error values of its XML against the first reader's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from bot.planning.files.refusals import unusable
from bot.planning.files.walk import End, Having, NotXmlError, Start, walk
from bot.planning.second_look.faces import Face
from bot.planning.second_look.shape import Doubt, Look, cell_at, same_number
from bot.planning.tables import Table

_PLAIN = re.compile(r"-?\d[\d,]*(?:\.(\d+))?")
_NUMBERS = ("float", "currency", "percentage")
_ERRORS = ("#", "Err:")
_UNSEEN = ("collapse", "filter")
_WIDEST = 16_384
_SATANG = 2
"""Numbers with more decimals are refused anyhow."""


def look(path: Path, tables: Mapping[str, Table], sheets: Sequence[str]) -> Mapping[str, Look]:
    """Compare the numbers and days of these sheets; InputProblems when the file is damaged."""
    walker = _Walker({sheet: tables[sheet] for sheet in sheets})
    try:
        with ZipFile(path) as archive, archive.open("content.xml") as file:
            walk(file, walker.starts, walker.ends, walker.words)
    except (BadZipFile, NotXmlError, KeyError, ValueError, OSError) as error:
        raise unusable(path, "workbook_corrupt") from error
    return walker.looks


class _Walker:
    """Takes the tags of all sheets in turn."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.looks = {sheet: Look() for sheet in tables}
        self._tables = tables
        self._hiding: set[str] = set()
        self._striking: set[str] = set()
        self._style = ""
        self._sheet = ""
        self._row = self._column = 0
        self._rows = self._cells = 1
        self._having: Having = {}
        self._text: list[str] = []
        self._in_cell = self._in_note = False
        self._note: list[str] = []

        self.starts: Mapping[str, Start] = {
            "style": self._begin_style,
            "table-properties": self._looks,
            "text-properties": self._strikes,
            "annotation": self._begin_note,
            "table": self._begin_table,
            "table-column": self._begin_column,
            "table-row": self._begin_row,
            "table-cell": self._begin_cell,
            "covered-table-cell": self._begin_cell,
        }
        self.ends: Mapping[str, End] = {
            "table": self._end_table,
            "table-row": self._end_row,
            "annotation": self._end_note,
            "table-cell": self._end_cell,
            "covered-table-cell": self._end_cell,
        }

    def _begin_style(self, having: Having) -> None:
        self._style = having.get("style:name", "")

    def _looks(self, having: Having) -> None:
        if having.get("table:display") == "false":
            self._hiding.add(self._style)

    def _strikes(self, having: Having) -> None:
        if having.get("style:text-line-through-style", "none") != "none":
            self._striking.add(self._style)

    def _begin_note(self, _having: Having) -> None:
        self._in_note = True

    def _end_note(self) -> None:
        self._in_note = False

    def _begin_table(self, having: Having) -> None:
        self._sheet, self._row, self._column = having.get("table:name", ""), 0, 0
        if self._sheet in self.looks:
            self.looks[self._sheet].hidden = having.get("table:style-name", "") in self._hiding

    def _end_table(self) -> None:
        self._sheet = ""

    def _begin_column(self, having: Having) -> None:
        count = int(having.get("table:number-columns-repeated", "1"))
        if self._sheet in self.looks and having.get("table:visibility") in _UNSEEN:
            columns = range(self._column, min(self._column + count, _WIDEST))
            self.looks[self._sheet].hidden_columns.update(columns)
        self._column += count

    def _begin_row(self, having: Having) -> None:
        self._rows, self._column = int(having.get("table:number-rows-repeated", "1")), 0
        if self._sheet in self.looks and having.get("table:visibility") in _UNSEEN:
            rows = range(self._row, min(self._row + self._rows, len(self._tables[self._sheet])))
            self.looks[self._sheet].hidden_rows.update(rows)

    def _end_row(self) -> None:
        self._row += self._rows

    def _begin_cell(self, having: Having) -> None:
        self._cells = int(having.get("table:number-columns-repeated", "1"))
        self._having, self._in_cell = having, True
        self._text.clear()
        self._note.clear()

    def _end_cell(self) -> None:
        if self._sheet in self.looks:
            self._look_at_cell()
        self._column += self._cells
        self._in_cell = False

    def words(self, text: str) -> None:
        if self._in_note:
            self._note.append(text)
        elif self._in_cell:
            self._text.append(text)

    def _look_at_cell(self) -> None:
        found, having = self.looks[self._sheet], self._having
        table = self._tables[self._sheet]
        down = int(having.get("table:number-rows-spanned", "1"))
        right = int(having.get("table:number-columns-spanned", "1"))
        if down > 1 or right > 1:
            found.merged.append((self._row, self._column, self._row + down - 1, self._column + right - 1))
        if self._note:
            found.comments[self._row, self._column] = " ".join("".join(self._note).split())
        kind = having.get("office:value-type", "")
        if not kind and not having.get("table:formula"):
            return
        seen = _face("".join(self._text), float(having["office:value"]), kind) if kind in _NUMBERS else None
        for row in range(self._row, min(self._row + self._rows, len(table))):
            for column in range(self._column, min(self._column + self._cells, len(table[row]))):
                doubt = self._doubt(kind, cell_at(table, row, column))
                if doubt is not None:
                    found.doubts[row, column] = doubt
                elif seen is not None:
                    found.faces[row, column] = seen
                if having.get("table:style-name") in self._striking:
                    found.struck.add((row, column))

    def _doubt(self, kind: str, first: object) -> Doubt | None:
        text = "".join(self._text)
        failed = "table:formula" in self._having and text.startswith(_ERRORS)
        if failed or self._having.get("calcext:value-type") == "error":
            return "error"
        if not kind:
            return "formula"
        if kind in _NUMBERS:
            number = float(self._having["office:value"])
            return None if same_number(first, number) and _shows(text, number, kind) else "differs"
        if kind == "date":
            meant = self._having["office:date-value"][:10]
            return None if isinstance(first, date) and first.isoformat()[:10] == meant else "differs"
        return None


def _face(text: str, number: float, kind: str) -> Face | None:
    """Tell whether the text beside a number shows it in hundredths, or without its satang."""
    if kind == "percentage":
        return "otherwise" if number else None
    plain = _PLAIN.fullmatch(text.strip())
    exponent = Decimal(f"{number:.15g}").normalize().as_tuple().exponent
    needed = -exponent if isinstance(exponent, int) else 0
    return "rounded" if plain and len(plain[1] or "") < needed <= _SATANG else None


def _shows(text: str, number: float, kind: str) -> bool:
    """Tell that the text beside a number may be that number, rounded as it is shown."""
    plain = _PLAIN.fullmatch(text.strip())
    if plain is None or kind == "percentage":
        return True
    return abs(float(plain[0].replace(",", "")) - number) <= 0.51 * 10.0 ** -len(plain[1] or "")

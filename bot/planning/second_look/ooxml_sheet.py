"""One sheet's XML, cell by cell beside the first reader's table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from bot.planning.files.walk import End, Having, Start
from bot.planning.second_look.faces import face
from bot.planning.second_look.ooxml_book import Book, unescaped
from bot.planning.second_look.shape import Area, Doubt, Look, Place, masked, same_moment
from bot.planning.tables import Table

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_YES = ("1", "true")


class SheetWalker:
    """Takes a sheet's tags and texts in turn (`walk`); `finish` gives what was seen."""

    def __init__(self, book: Book, table: Table) -> None:
        """Begin before the first row."""
        self._book = book
        self._table = table
        self._look = Look()
        self._width = len(table[0]) if table else 0
        self._met = bytearray(len(table) * self._width)
        self._row = -1
        self._column = -1
        self._columns: dict[str, int] = {}
        self._kind = "n"
        self._style = 0
        self._formula = False
        self._value: str | None = None
        self._text: list[str] = []
        self._taking = False
        self._reading = False
        self._moments: dict[tuple[str, object], bool] = {}

    @property
    def starts(self) -> Mapping[str, Start]:
        """Give what to call at the beginning of each tag."""
        return {
            "c": self._begin_cell,
            "v": self._begin_text,
            "t": self._begin_text,
            "f": self._begin_formula,
            "row": self._begin_row,
            "rPh": self._begin_reading,
            "mergeCell": lambda having: self._look.merged.append(area_of(having["ref"])),
            "col": self._column_style,
        }

    @property
    def ends(self) -> Mapping[str, End]:
        """Give what to call at the end of each tag."""
        return {"c": self._end_cell, "v": self._end_value, "t": self._end_text, "rPh": self._end_reading}

    def words(self, text: str) -> None:
        """Meet a text."""
        if self._taking:
            self._text.append(text)

    def finish(self) -> Look:
        """Give what was seen; a cell that only the first reader found is in doubt, too."""
        doubts, width = self._look.doubts, self._width
        for row, cells in enumerate(self._table):
            for column, met in enumerate(self._met[row * width : (row + 1) * width]):
                if not met and cells[column] not in ("", None):
                    doubts[row, column] = "differs"
        return self._look

    def _begin_text(self, _having: Having) -> None:
        self._taking = not self._reading

    def _end_text(self) -> None:
        self._taking = False

    def _end_value(self) -> None:
        self._taking = False
        self._value = "".join(self._text)
        self._text.clear()

    def _begin_formula(self, _having: Having) -> None:
        self._formula = True

    def _begin_reading(self, _having: Having) -> None:
        self._reading = True

    def _end_reading(self) -> None:
        self._reading = False

    def _column_style(self, having: Having) -> None:
        if having.get("hidden", "") in _YES or float(having.get("width", "1")) == 0:
            self._look.hidden_columns.update(range(int(having["min"]) - 1, int(having["max"])))

    def _begin_row(self, having: Having) -> None:
        self._row = int(having["r"]) - 1 if "r" in having else self._row + 1
        self._column = -1
        if having.get("hidden", "") in _YES or float(having.get("ht", "1")) == 0:
            self._look.hidden_rows.add(self._row)

    def _begin_cell(self, having: Having) -> None:
        reference = having.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            if letters not in self._columns:
                self._columns[letters] = area_of(f"{letters}1")[1]
            self._column = self._columns[letters]
        self._kind = having.get("t", "n")
        self._style = int(having.get("s", "0"))
        self._formula = False
        self._value = None
        self._text.clear()

    def _end_cell(self) -> None:
        row, column = self._row, self._column
        first: object = ""
        if row < len(self._table) and column < self._width:
            first = self._table[row][column]
            self._met[row * self._width + column] = 1
        doubt = self._doubt(first)
        if doubt is not None:
            self._look.doubts[row, column] = doubt
        elif self._kind == "n" and self._style and self._value and isinstance(first, int | float):
            self._look_at_number((row, column), float(first), self._book.formats[self._style])
        if self._style in self._book.struck and first not in ("", None):
            self._look.struck.add((row, column))

    def _look_at_number(self, place: Place, number: float, form: str) -> None:
        shown = masked(number, form)
        if shown is not None:
            self._look.shown[place] = shown
        seen = face(number, form)
        if seen is not None:
            self._look.faces[place] = seen

    def _doubt(self, first: object) -> Doubt | None:
        if self._kind == "e":
            return "error"
        if self._kind == "s":
            second = self._book.texts[int(self._value)] if self._value else ""
        elif self._kind == "inlineStr":
            second = unescaped("".join(self._text))
        elif not self._value:
            if self._formula and self._kind != "str":
                return "formula"
            second = ""
        elif self._kind in ("n", "b", "d"):
            return self._number_doubt(first, self._value)
        else:
            second = unescaped(self._value)
        return None if first == second or _alike(first, second) else "differs"

    def _number_doubt(self, first: object, text: str) -> Doubt | None:
        """Judge what is no text: numbers, truths, days."""
        if self._formula and self._book.never_calculated and text == "0":
            return "formula"
        if self._kind == "b":
            return None if first is (text == "1") else "differs"
        if self._kind == "d":
            return None if isinstance(first, date) and text.startswith(first.isoformat()[:10]) else "differs"
        if not self._book.dates[self._style]:
            number = float(text)
            return None if number == first and first is not True and first is not False else "differs"
        key = (text, first)
        if key not in self._moments:
            self._moments[key] = same_moment(first, float(text), self._book.beginning)
        return None if self._moments[key] else "differs"


def area_of(reference: str) -> Area:
    """Give the area of `B2:D5`, or of one cell; ValueError when it is none."""
    first, _, last = reference.partition(":")
    top, left = _place(first)
    bottom, right = _place(last or first)
    return top, left, bottom, right


def _place(reference: str) -> Place:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _alike(first: object, second: str) -> bool:
    """Tell whether two texts differ only in white space at their ends and kinds of line break."""
    return isinstance(first, str) and _settled(first) == _settled(second)


def _settled(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()

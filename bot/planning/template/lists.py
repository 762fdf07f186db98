"""The hidden sheet of captions, and the drop-downs that take theirs from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import xlsxwriter  # type: ignore[import-untyped]

from bot.planning.grammar import Choices, FieldSpec
from bot.planning.headers import letter
from bot.planning.kinds.folding import fold
from bot.planning.lists import ListRows
from bot.planning.sheet import LISTS_SHEET

YESNO = ("ใช่", "ไม่ใช่")
_JOINT = "|"
_LONGEST = 255
"""A spreadsheet refuses the whole file when a check's formula is longer, and looks up no longer text."""


class DropDowns:
    """Writes each list once and gives the formula of the drop-down that shows it.

    Every list has a name: a check that points at another sheet by its cells is kept by some programs
    in a place where others lose it.
    """

    def __init__(self, book: xlsxwriter.Workbook, lists: Mapping[str, ListRows]) -> None:
        """Begin with an empty sheet of lists."""
        self._book = book
        self._sheet = book.add_worksheet(LISTS_SHEET)
        self._lists = lists
        self._next = 0
        self._known: dict[tuple[object, ...], str] = {}

    def source(
        self, spec: FieldSpec, columns: Mapping[str, str], constants: Mapping[str, str], row: int
    ) -> str | None:
        """Give the formula of a column's drop-down for a row (from 1); None when it has no list.

        `columns` gives the letters of the sheet's columns by field name, `constants` the texts of
        fields that are the same for every row.
        """
        if spec.kind == "yesno":
            return self._plain(("yesno",), YESNO)
        choices = spec.choices
        if choices is None:
            return None
        parents = {column: name for column, name in choices.where.items() if name not in constants}
        fixed = {name: constants[name] for name in choices.where.values() if name in constants}
        if parents and all(name in columns for name in parents.values()):
            joined = f'&"{_JOINT}"&'.join(f"${columns[name]}{row}" for name in parents.values())
            formula = self._dependent(choices, tuple(parents), fixed, joined)
            if formula and len(formula) <= _LONGEST:
                return formula
        key = (choices.of, choices.file, choices.column, *fixed.items())
        return self._plain(key, self.captions(choices, fixed))

    def captions(self, choices: Choices, values: Mapping[str, str]) -> Sequence[str]:
        """Give the captions of a list that go with the values of other fields, each once."""
        if choices.file is None or choices.column is None:
            return choices.of
        rows = self._rows(choices, values)
        return tuple(dict.fromkeys(row[choices.column] for row in rows if row[choices.column]))

    def examples(self, fields: Mapping[str, FieldSpec]) -> dict[str, str]:
        """Give example captions that go together: those that depend on most come first."""
        given = {name: spec.value or spec.example for name, spec in fields.items()}
        found = {name: text for name, text in given.items() if text is not None}
        dependent = [
            (name, spec.choices) for name, spec in fields.items() if spec.choices and spec.choices.where
        ]
        for name, choices in sorted(dependent, key=lambda pair: -len(pair[1].where)):
            wanted = {**choices.where, choices.column or "": name}
            first = next(iter(self._rows(choices, found, wanted)), {})
            found = {one: first[column] for column, one in wanted.items() if column in first} | found
        return found

    def hide(self) -> None:
        """Hide the sheet of lists."""
        self._sheet.hide()

    def _plain(self, key: tuple[object, ...], captions: Sequence[str]) -> str | None:
        if not captions:
            return None
        if key not in self._known:
            self._known[key] = f"={self._column(captions)}"
        return self._known[key]

    def _rows(
        self, choices: Choices, values: Mapping[str, str], where: Mapping[str, str] | None = None
    ) -> list[Mapping[str, str]]:
        """Give the rows of a list that contradict none of the values."""
        wanted = {
            column: fold(values[name])
            for column, name in (choices.where if where is None else where).items()
            if values.get(name)
        }
        return [
            row
            for row in self._lists[choices.file or ""]
            if all(fold(row[column]) == text for column, text in wanted.items())
        ]

    def _dependent(
        self, choices: Choices, parents: tuple[str, ...], fixed: Mapping[str, str], joined: str
    ) -> str | None:
        """Make a drop-down of the rows whose joined parents equal the joined cells of the row.

        None when the parents' texts are too long to be looked up.
        """
        key = (choices.file, choices.column, parents, *fixed.items())
        if key not in self._known:
            caption = choices.column or ""
            pairs = dict.fromkeys(
                (_JOINT.join(row[column] for column in parents), row[caption])
                for row in self._rows(choices, fixed)
                if row[caption]
            )
            if any(len(parent) > _LONGEST for parent, _ in pairs):
                return None
            ordered = sorted(pairs, key=lambda pair: pair[0])
            self._known[key] = self._column([parent for parent, _ in ordered])
            self._column([text for _, text in ordered])
        keys = self._known[key]
        return f"=OFFSET({keys},MATCH({joined},{keys},0)-1,1,COUNTIF({keys},{joined}),1)"

    def _column(self, texts: Sequence[str]) -> str:
        """Write a column of texts; gives the name of its cells."""
        column = self._next
        self._next += 1
        for index, text in enumerate(texts):
            self._sheet.write_string(index, column, text)
        name, place = f"list_{self._next}", letter(column)
        self._book.define_name(name, f"='{LISTS_SHEET}'!${place}$1:${place}${max(1, len(texts))}")
        return name

"""The hidden sheet of captions, and the drop-downs that take theirs from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.planning.grammar import Choices, FieldSpec
from bot.planning.headers import letter
from bot.planning.kinds.folding import fold
from bot.planning.lists import ListRows
from bot.planning.sheet import LISTS_SHEET

YESNO = ("ใช่", "ไม่ใช่")
_JOINT = "|"
_LONGEST = 255
"""A spreadsheet refuses the whole file when a check's formula is longer."""


class DropDowns:
    """Writes each list once and gives the formula of the drop-down that shows it."""

    def __init__(self, sheet: Worksheet, lists: Mapping[str, ListRows]) -> None:
        """Begin with an empty sheet of lists."""
        self._sheet = sheet
        self._lists = lists
        self._next = 0
        self._known: dict[tuple[object, ...], str] = {}

    def source(self, spec: FieldSpec, columns: Mapping[str, str], row: int) -> str | None:
        """Give the formula of a column's drop-down for a row (from 1); None when it has no list.

        `columns` gives the letters of the sheet's columns by field name.
        """
        if spec.kind == "yesno":
            return self._plain(("yesno",), YESNO)
        choices = spec.choices
        if choices is None:
            return None
        if choices.where and all(name in columns for name in choices.where.values()):
            formula = self._dependent(choices, columns, row)
            if len(formula) <= _LONGEST:
                return formula
        return self._plain((choices.of, choices.file, choices.column), self.captions(choices))

    def captions(self, choices: Choices, values: Mapping[str, str] | None = None) -> Sequence[str]:
        """Give the captions of a list, each once; with `values` only those that go with them."""
        if choices.file is None or choices.column is None:
            return choices.of
        wanted = {
            column: fold(values[name])
            for column, name in choices.where.items()
            if values is not None and values.get(name)
        }
        rows = [
            row
            for row in self._lists[choices.file]
            if all(fold(row[column]) == text for column, text in wanted.items())
        ]
        return tuple(dict.fromkeys(row[choices.column] for row in rows if row[choices.column]))

    def examples(self, columns: Mapping[str, FieldSpec]) -> dict[str, str]:
        """Give example captions that go together: those that depend on most come first."""
        found = {name: spec.example for name, spec in columns.items() if spec.example is not None}
        dependent = [
            (name, spec.choices) for name, spec in columns.items() if spec.choices and spec.choices.where
        ]
        for name, choices in sorted(dependent, key=lambda pair: -len(pair[1].where)):
            wanted = {**choices.where, choices.column or "": name}
            fitting = (
                row
                for row in self._lists[choices.file or ""]
                if all(
                    fold(found.get(one, row[column])) == fold(row[column]) for column, one in wanted.items()
                )
            )
            first = next(fitting, {})
            found = {one: first[column] for column, one in wanted.items() if column in first} | found
        return found

    def hide(self) -> None:
        """Hide the sheet of lists."""
        self._sheet.hide()

    def _plain(self, key: tuple[object, ...], captions: Sequence[str]) -> str | None:
        if not captions:
            return None
        if key not in self._known:
            column = self._column(captions)
            self._known[key] = f"='{LISTS_SHEET}'!${column}$1:${column}${len(captions)}"
        return self._known[key]

    def _dependent(self, choices: Choices, columns: Mapping[str, str], row: int) -> str:
        """Make a drop-down of the rows whose joined parents equal the joined cells of this row."""
        key = (choices.file, choices.column, *choices.where)
        if key not in self._known:
            rows = self._lists[choices.file or ""]
            pairs = sorted(
                {
                    (_JOINT.join(one[column] for column in choices.where), one[choices.column or ""])
                    for one in rows
                    if one[choices.column or ""]
                },
                key=lambda pair: pair[0],
            )
            parents = self._column([parent for parent, _ in pairs])
            self._column([caption for _, caption in pairs])
            self._known[key] = parents
        parents = self._known[key]
        joined = f'&"{_JOINT}"&'.join(f"${columns[name]}{row}" for name in choices.where.values())
        whole = f"'{LISTS_SHEET}'!${parents}:${parents}"
        first = f"'{LISTS_SHEET}'!${parents}$1"
        return f"=OFFSET({first},MATCH({joined},{whole},0)-1,1,COUNTIF({whole},{joined}),1)"

    def _column(self, texts: Sequence[str]) -> str:
        column = self._next
        self._next += 1
        for index, text in enumerate(texts):
            self._sheet.write_string(index, column, text)
        return letter(column)

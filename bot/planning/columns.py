"""One column of a sheet: understands its cells, each text only once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.domain.model import Row, Value
from bot.planning.cells import CellError, parse
from bot.planning.grammar import FieldSpec
from bot.planning.lists import ChoiceList, ListRows, choice_list

if TYPE_CHECKING:
    from bot.planning.reading import Draft


class Column:
    """One column: understands its cells, remembers what it understood."""

    def __init__(
        self, name: str, spec: FieldSpec, lists: Mapping[str, ListRows], refused: Sequence[str]
    ) -> None:
        """Prepare a column; `refused` are patterns of text that the site would not take."""
        self.name = name
        self.spec = spec
        self.choices: ChoiceList | None = choice_list(spec.choices, lists) if spec.choices else None
        self.when = spec.enter.when if spec.enter else None
        self.depends = spec.required or self.choices is not None or self.when is not None
        """Whether there is anything to check beside the cell itself."""
        self._refused = refused
        self._bare = spec.model_copy(update={"choices": None})
        self._known: dict[tuple[type, object], Value | CellError] = {}

    def read(self, draft: Draft, row: Row) -> Value:
        """Understand the row's cell; a wrong one is told and reads as blank."""
        raw = self.spec.value if self.spec.header is None else row.cells.get(self.spec.header)
        if raw is None:
            raw = self.spec.default
        if raw is None:
            return None
        found = self._understood(raw)
        if isinstance(found, CellError):
            draft.wrong.add((self.name, row.number))
            draft.add(row, self.spec, found.code, found.text)
            return None
        return found

    def _understood(self, raw: object) -> Value | CellError:
        key = (type(raw), raw)
        if key in self._known:
            return self._known[key]
        refused = () if self.spec.header is None else self._refused
        found: Value | CellError
        try:
            found = parse(raw, self._bare, refused=refused)
        except CellError as error:
            found = error
        self._known[key] = found
        return found

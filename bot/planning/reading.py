"""One row's cells become typed values: every cell is understood, checked and, if wrong, named."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.domain.model import Row, Value
from bot.errors import Problem, Severity
from bot.language import Text, say
from bot.planning import grammar
from bot.planning.cells import CellError, fold
from bot.planning.choosing import all_meant, listed, meant, not_a_choice
from bot.planning.columns import Column
from bot.planning.conditions import applies
from bot.planning.grammar import FieldSpec, Refers, SiteMapping
from bot.planning.kinds.texts import refused_by
from bot.planning.lists import ChoiceList, ListRows
from bot.planning.parts import part_of


@dataclass(frozen=True, kw_only=True)
class Link:
    """A document that another refers to, from which field, of which line (from 0; None: the header)."""

    there: Draft
    rule: Refers
    field: str
    line: int | None


@dataclass(kw_only=True)
class Draft:
    """A document while it is read: its rows, values so far, fields that are wrong, and problems."""

    mapping: grammar.Mapping
    rows: list[Row]
    fields: dict[str, Value] = field(default_factory=dict)
    lines: list[dict[str, Value]] = field(default_factory=list)
    line_rows: list[Row] = field(default_factory=list)
    wrong: set[tuple[str, int]] = field(default_factory=set)
    """Fields that could not be understood, with the row's number."""
    problems: list[Problem] = field(default_factory=list)
    apart: list[Row] = field(default_factory=list)
    """Rows that another document stands before."""
    lacking: bool = False
    """A problem lies in a column that the sheet does not have."""
    links: list[Link] = field(default_factory=list)
    """The documents that come first, because it refers to them."""
    sources: list[Draft] = field(default_factory=list)
    """The documents that come first, because it draws on what they add."""
    loose: bool = False
    """Its rows could not be put together for sure; what concerns the whole document is not judged."""

    @property
    def sound(self) -> bool:
        """Tell that no error was found."""
        return not self.lacking and not any(problem.severity == "error" for problem in self.problems)

    def is_wrong(self, name: str, row: Row) -> bool:
        """Tell whether a field of this row, or of the header, could not be understood."""
        return (name, row.number) in self.wrong or (name, self.rows[0].number) in self.wrong

    def any_wrong(self, *names: str) -> bool:
        """Tell whether one of these fields could not be understood anywhere in the document."""
        return any(name in names for name, _ in self.wrong)

    def add(self, row: Row, spec: FieldSpec, code: str, text: Text, severity: Severity = "error") -> None:
        """Keep a problem of one cell; a column that the sheet lacks was told once, at its header."""
        if spec.header and spec.header not in row.columns:
            self.lacking = True
            return
        cell = row.cell_name(spec.header or "")
        self.problems.append(Problem(cell=cell, code=code, text=text, severity=severity))

    def add_at(self, row: Row, name: str, code: str, text: Text, severity: Severity = "error") -> None:
        """Keep a problem of a field's cell, by the field's name."""
        self.add(row, self.spec(name), code, text, severity)

    def spec(self, name: str) -> FieldSpec:
        """Give the column of a field."""
        lines = self.mapping.lines.fields if self.mapping.lines else {}
        return lines.get(name) or self.mapping.fields[name]

    def titles(self, names: Sequence[str]) -> Text:
        """Give the names of several fields."""
        titles = [self.title(name) for name in names]
        return Text(th=" / ".join(one.th for one in titles), en=" / ".join(one.en for one in titles))

    def title(self, name: str) -> Text:
        """Give the name by which a person knows a field."""
        spec = self.spec(name)
        return spec.title.text if spec.title else Text(th=spec.header or name, en=spec.header or name)


class Reader:
    """Understands the cells of one screen's rows; the same cell text is understood only once."""

    def __init__(self, mapping: grammar.Mapping, lists: Mapping[str, ListRows], site: SiteMapping) -> None:
        """Prepare every column of a screen."""
        self._site = site
        refused = refused_by(site)
        lines = mapping.lines.fields if mapping.lines else {}
        self._mapping = mapping
        self._header = {name: Column(name, spec, lists, refused) for name, spec in mapping.fields.items()}
        self._lines = {name: Column(name, spec, lists, refused) for name, spec in lines.items()}

    def read_header(self, draft: Draft, row: Row) -> None:
        """Read the header fields from a document's first row."""
        draft.fields = self._values(draft, row, self._header)
        self._check(draft, row, draft.fields, self._header)

    def read_again(self, draft: Draft, row: Row) -> None:
        """Make sure that a further row of the document says the same of the header; blank is as above."""
        first = draft.rows[0]
        for name, column in self._header.items():
            header = column.spec.header
            if header is None or draft.is_wrong(name, first):
                continue
            raw = row.cells.get(header)
            if raw is None or raw == first.cells.get(header):
                continue
            value = column.read(draft, row)
            if not draft.is_wrong(name, row) and _folded(value) != _folded(draft.fields[name]):
                draft.add(row, column.spec, "header_differs", _differs(draft, name, row, first))

    def read_line(self, draft: Draft, row: Row) -> None:
        """Read one line of the document; its number is known by its place."""
        values = self._values(draft, row, self._lines, draft.fields)
        self._check(draft, row, ChainMap(values, draft.fields), self._lines)
        draft.lines.append(values)
        draft.line_rows.append(row)

    def has_line(self, row: Row) -> bool:
        """Tell whether any cell of the lines' columns is filled."""
        return any(row.cells.get(column.spec.header or "") is not None for column in self._lines.values())

    def read_one(self, draft: Draft, row: Row, name: str) -> Value:
        """Read one header field, for grouping; problems stay for later."""
        aside = Draft(mapping=draft.mapping, rows=[row])
        return self._header[name].read(aside, row)

    def _values(
        self,
        draft: Draft,
        row: Row,
        columns: Mapping[str, Column],
        around: Mapping[str, Value] = MappingProxyType({}),
    ) -> dict[str, Value]:
        values = {name: column.read(draft, row) for name, column in columns.items()}
        for name, column in columns.items():
            if column.spec.part is not None and column.spec.part.has is None:
                whole = column.spec.part.of
                spec, value = draft.spec(whole), values.get(whole, around.get(whole))
                try:
                    values[name] = part_of(value, spec, column.spec.part, self._site)
                except CellError as error:
                    draft.wrong.add((name, row.number))
                    draft.add(row, spec, error.code, error.text)
        return values

    def _check(
        self, draft: Draft, row: Row, values: MutableMapping[str, Value], columns: Mapping[str, Column]
    ) -> None:
        """Check what depends on other cells of the row: required, choices, values that no control takes."""
        self._tick(draft, row, values, columns)
        for name, column in columns.items():
            if not column.depends or (draft.wrong and (name, row.number) in draft.wrong):
                continue
            value, spec, when = values[name], column.spec, column.when
            if value is None:
                if spec.required and applies(when, values, self._mapping):
                    draft.wrong.add((name, row.number))
                    draft.add(row, spec, "required", _required(draft.title(name)))
                continue
            if column.choices and isinstance(value, str):
                self._choose(draft, row, values, column, value, column.choices)
            if when is not None and spec.header and not applies(when, values, self._mapping):
                draft.add(row, spec, "not_entered", _not_entered(draft, name, when.field), "warning")

    def _tick(
        self, draft: Draft, row: Row, values: MutableMapping[str, Value], columns: Mapping[str, Column]
    ) -> None:
        """Set the check boxes of a choice, once its captions are those of the list."""
        boxes = [(name, part) for name, column in columns.items() if (part := column.spec.part) and part.has]
        for name in {part.of for _, part in boxes}:
            value, column = values[name], columns.get(name)
            if column and column.choices and isinstance(value, str):
                self._choose(draft, row, values, column, value, column.choices)
        for name, part in boxes:
            values[name] = part_of(values[part.of], draft.spec(part.of), part, self._site)

    def _choose(  # noqa: PLR0913, PLR0917 - one cell, what it holds, and the list it must be in
        self,
        draft: Draft,
        row: Row,
        values: MutableMapping[str, Value],
        column: Column,
        value: str,
        choices: ChoiceList,
    ) -> None:
        """Take the list's own caption, or say why the value is not in the list."""
        depends = tuple(_folded(values.get(name)) for name in choices.where)
        unsure = not all(depends) or any(draft.is_wrong(name, row) for name in choices.where)
        valid = choices.all if unsure else choices.valid.get(depends, {})
        captions, strange = meant(value, valid), value
        if column.spec.several:
            captions, strange = all_meant(value, valid, choices.all)
        if captions is not None:
            values[column.name] = captions
            return
        draft.wrong.add((column.name, row.number))
        if fold(strange) in choices.all:
            told = _not_a_pair(draft, column.name, strange, values, choices)
            draft.add(row, column.spec, "not_a_pair", told)
        else:
            draft.add(row, column.spec, "not_a_choice", not_a_choice(strange, valid or choices.all))


def _folded(value: Value) -> str:
    return fold(value) if isinstance(value, str) else "" if value is None else str(value)


def _required(title: Text) -> Text:
    return say("ต้องกรอก {title}", "{title} must be filled in.", title=title)


def _differs(draft: Draft, name: str, row: Row, first: Row) -> Text:
    header = draft.spec(name).header or ""
    return say(
        "{title} เป็น “{here}” แต่แถวแรกของเอกสารเดียวกัน ({cell}) เป็น “{there}” ให้แก้ให้ตรงกัน หรือแยกเป็นคนละเอกสาร",
        "{title} is “{here}”, but the first row of the same document ({cell}) has “{there}”; "
        "make them equal, or make two documents.",
        title=draft.title(name),
        here=row.cells.get(header),
        there=first.cells.get(header) if first.cells.get(header) is not None else "",
        cell=first.cell_name(header),
    )


def _not_entered(draft: Draft, name: str, other: str) -> Text:
    return say(
        "ค่า {title} จะไม่ถูกพิมพ์ เพราะหน้าจอไม่ใช้ช่องนี้เมื่อ {other} เป็นค่าที่ระบุ",
        "{title} will not be typed: the screen does not use it with this {other}.",
        title=draft.title(name),
        other=draft.title(other),
    )


def _not_a_pair(
    draft: Draft, name: str, value: str, values: Mapping[str, Value], choices: ChoiceList
) -> Text:
    depends = tuple(_folded(values.get(one)) for one in choices.where)
    return say(
        "{title} “{v}” ไม่คู่กับ {others} “{held}” ให้เลือกจาก {all}",
        "{title} “{v}” does not go with {others} “{held}”; choose from {all}.",
        title=draft.title(name),
        v=value,
        others=draft.titles(choices.where),
        held=" / ".join(str(values.get(one)) for one in choices.where),
        all=listed(choices.valid.get(depends, {})),
    )

"""An entry and what the site shows of it become a verdict: proven, different, or not shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bot.domain.model import Difference, Entry, Readback, Value, Verdict
from bot.planning import grammar
from bot.planning.cells import canonical, expected_text, fold, same, shown_amount
from bot.planning.conditions import applies
from bot.planning.grammar import FieldSpec, Lookup, ShownPlace, SiteMapping

_NUMERIC = frozenset({"money", "number", "integer"})
_CUT = ("...", "…")

LINE_COUNT = "lines"
"""Name of the difference that tells another number of lines."""
STATUS = "status"
"""Name of the difference that tells a cancelled document."""


def compare(  # noqa: PLR0913 - what was meant, what shows, and by what they are compared
    entry: Entry,
    readback: Readback,
    mapping: grammar.Mapping,
    site: SiteMapping,
    *,
    lookup: Lookup,
    whole: bool,
) -> Verdict:
    """Compare every field that `lookup` shows; `whole` false: only what its list shows.

    A cancelled document differs. A typed field that the look-up does not show is unproven. A field
    that it should show but the readback lacks reads as blank, so it differs unless it is blank.
    """
    return _Comparison(
        entry=entry, readback=readback, mapping=mapping, site=site, lookup=lookup, whole=whole
    ).verdict()


def matches_row(entry: Entry, readback: Readback, mapping: grammar.Mapping, site: SiteMapping) -> bool:
    """Tell whether a row of `find`'s list contradicts the entry in nothing; a cancelled row never matches.

    A text that the list cuts short counts as its beginning here: the row may be ours, and only the
    whole document can tell.
    """
    return (
        _Comparison(
            entry=entry,
            readback=readback,
            mapping=mapping,
            site=site,
            lookup=mapping.find,
            whole=False,
            cut_may_match=True,
        )
        .verdict()
        .equal
    )


def lookup_group(mapping: grammar.Mapping, entry: Entry, *, lookup: Lookup | None = None) -> tuple[str, ...]:
    """Give the texts of the criteria of `lookup` (default `read_back`): equal ones are read in one search.

    A search by the site's own number finds one document only, so its group is the entry's alone.
    """
    criteria = (lookup or mapping.read_back or mapping.find).criteria
    return tuple(
        entry.key if criterion.field == "number" else canonical(entry.fields.get(criterion.field))
        for criterion in criteria
    )


def seen_amount(
    entry: Entry, readback: Readback, mapping: grammar.Mapping, *, lookup: Lookup, site: SiteMapping
) -> Decimal | None:
    """Give the amount that the site shows for the control total; None when it shows none.

    A blank amount reads as zero where the entry's own is zero.
    """
    name = mapping.amount
    if name is None:
        return None
    if name in readback.fields:
        places = (lookup.detail.fields if lookup.detail else {}, lookup.table.columns)
        place = next((one[name] for one in places if name in one), None)
        spec = mapping.fields.get(name) or (mapping.lines.fields.get(name) if mapping.lines else None)
        return _amount(readback.fields[name], entry, spec, place, site)
    lines = lookup.detail.lines if lookup.detail else None
    if mapping.lines is None or name not in mapping.lines.fields or lines is None:
        return None
    spec, place = mapping.lines.fields[name], lines.columns.get(name)
    amounts = [
        _amount(line.get(name, ""), entry, spec, place, site, blank_is_zero=True) for line in readback.lines
    ]
    return sum((one for one in amounts if one is not None), Decimal(0)) if None not in amounts else None


@dataclass(frozen=True, kw_only=True)
class _Comparison:
    """Everything that one comparison needs; `differences` and `unproven` grow."""

    entry: Entry
    readback: Readback
    mapping: grammar.Mapping
    site: SiteMapping
    lookup: Lookup
    whole: bool
    cut_may_match: bool = False
    differences: list[Difference] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)

    def verdict(self) -> Verdict:
        if self.readback.cancelled:
            self.differences.append(Difference(field=STATUS, expected="-", seen="ยกเลิก / cancelled"))
        self._header()
        if self.mapping.lines:
            self._sums()
            self._lines(self.mapping.lines.fields)
        return Verdict(differences=tuple(self.differences), unproven=tuple(self.unproven))

    def _header(self) -> None:
        places = dict(self.lookup.table.columns)
        if self.whole and self.lookup.detail:
            places |= self.lookup.detail.fields
        for name, spec in self.mapping.fields.items():
            if name in places:
                shown = self.readback.fields.get(name, "")
                self._field(name, spec, self.entry.fields, places[name], shown)
            elif self._is_entered(spec, self.entry.fields) and not _within(spec, places):
                self._not_shown(name, self.entry.fields)

    def _lines(self, fields: Mapping[str, FieldSpec]) -> None:
        table = self.lookup.detail.lines if self.whole and self.lookup.detail else None
        columns = table.columns if table else {}
        if table:
            self._count()
        for name, spec in fields.items():
            entered = any(self._is_entered(spec, values) for values in self._line_values())
            if name not in columns and entered and not _within(spec, columns):
                self._not_shown(name, *self.entry.lines)
        for index, (values, shown) in enumerate(
            zip(self._line_values(), self.readback.lines if table else (), strict=False)
        ):
            for name, place in columns.items():
                if name in fields:
                    self._field(name, fields[name], values, place, shown.get(name, ""), line=index)

    def _count(self) -> None:
        expected, seen = len(self.entry.lines), len(self.readback.lines)
        if expected != seen:
            self.differences.append(Difference(field=LINE_COUNT, expected=str(expected), seen=str(seen)))

    def _sums(self) -> None:
        """Compare a list column that shows the total of a line column."""
        for name, spec in (self.mapping.lines.fields if self.mapping.lines else {}).items():
            place = self.lookup.table.columns.get(name)
            if place is None or spec.kind not in _NUMERIC:
                continue
            total = sum((Decimal(_number(line.get(name))) for line in self.entry.lines), Decimal(0))
            self._value(name, spec, total, place, self.readback.fields.get(name, ""), line=None)

    def _field(  # noqa: PLR0913 - one field, what it holds, where and how it shows
        self,
        name: str,
        spec: FieldSpec,
        values: Mapping[str, Value],
        place: ShownPlace,
        shown: str,
        *,
        line: int | None = None,
    ) -> None:
        value = values.get(name)
        if self._is_left_alone(spec, values, value):
            return
        self._value(name, spec, value, place, shown, line=line)

    def _value(  # noqa: PLR0913 - as `_field`
        self, name: str, spec: FieldSpec, value: Value, place: ShownPlace, shown: str, *, line: int | None
    ) -> None:
        if same(value, shown, spec, enter=spec.enter, place=place, site=self.site):
            return
        expected = expected_text(value, spec, self.site)
        if self.cut_may_match and _is_cut_of(shown, expected):
            return
        self.differences.append(Difference(field=name, expected=expected, seen=shown, line=line))

    def _is_left_alone(self, spec: FieldSpec, values: Mapping[str, Value], value: Value) -> bool:
        """Tell that the site's own value stands there, of which the workbook says nothing."""
        if spec.enter:
            return not self._applies(spec, values) or (value is None and spec.enter.when_blank == "leave")
        return value is None

    def _is_entered(self, spec: FieldSpec, values: Mapping[str, Value]) -> bool:
        return bool(spec.computed) or (spec.enter is not None and self._applies(spec, values))

    def _applies(self, spec: FieldSpec, values: Mapping[str, Value]) -> bool:
        return spec.enter is None or applies(spec.enter.when, values, self.mapping)

    def _not_shown(self, name: str, *holders: Mapping[str, Value]) -> None:
        if any(holder.get(name) is not None for holder in holders) and name not in self.unproven:
            self.unproven.append(name)

    def _line_values(self) -> Iterator[Mapping[str, Value]]:
        for line in self.entry.lines:
            yield {**self.entry.fields, **line}


def _within(spec: FieldSpec, places: Collection[str]) -> bool:
    """Tell that a part is proven by the whole: the value that it is a part of shows."""
    return spec.part is not None and spec.part.of in places


def _number(value: Value) -> Decimal | int:
    return value if isinstance(value, Decimal | int) else 0


def _is_cut_of(shown: str, expected: str) -> bool:
    folded = fold(shown)
    return folded.endswith(_CUT) and fold(expected).startswith(folded.rstrip(".… "))


def _amount(  # noqa: PLR0913 - everything that decides how an amount shows
    shown: str,
    entry: Entry,
    spec: FieldSpec | None,
    place: ShownPlace | None,
    site: SiteMapping,
    *,
    blank_is_zero: bool = False,
) -> Decimal | None:
    if not fold(shown):
        return Decimal(0) if blank_is_zero or not entry.amount else None
    return shown_amount(shown, spec.enter if spec else None, place, site)

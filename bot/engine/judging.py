"""The judge by mappings: fits `ports.Judge` with what planning knows of comparing."""

from __future__ import annotations

from collections.abc import Mapping as Values
from decimal import Decimal

from bot.domain.model import Entry, Readback, Value, Verdict
from bot.language import Text, say
from bot.planning.grammar import Mapping
from bot.planning.identity import about_document
from bot.planning.mapping import Mappings
from bot.planning.verdict import LINE_COUNT, STATUS, compare, lookup_group, matches_row, seen_amount

COPIES = "copies"
"""Name of the difference that tells how many documents are there where one is meant."""

_OF_THE_DOCUMENT = {
    "number": say("เลขที่เอกสาร", "document number"),
    STATUS: say("สถานะเอกสาร", "document status"),
    LINE_COUNT: say("จำนวนบรรทัด", "number of lines"),
    COPIES: say("จำนวนเอกสารที่เหมือนกัน", "number of equal documents"),
}
"""Names in a verdict that are no fields of the mapping."""


class MappingJudge:
    """Compares by the mapping of each entry's screen."""

    def __init__(self, mappings: Mappings) -> None:
        """Judge by these mappings."""
        self._mappings = mappings

    def may_be(self, entry: Entry, row: Readback) -> bool:
        """Tell whether a row of the list contradicts the entry in nothing that it shows."""
        return matches_row(entry, row, self._mapping(entry), self._mappings.site)

    def likeness(self, entry: Entry, found: Readback, *, whole: bool) -> Verdict:
        """Compare a document found by `find` with the entry, in all fields that `find` shows."""
        mapping = self._mapping(entry)
        site = self._mappings.site
        return compare(entry, found, mapping, site, lookup=mapping.find, whole=whole)

    def verdict(self, entry: Entry, readback: Readback) -> Verdict:
        """Compare an entry with what `read_back` shows of it."""
        mapping = self._mapping(entry)
        lookup = mapping.read_back or mapping.find
        return compare(entry, readback, mapping, self._mappings.site, lookup=lookup, whole=True)

    def group(self, entry: Entry) -> tuple[str, ...]:
        """Give what the search of `read_back` depends on; entries with equal groups are read together."""
        return lookup_group(self._mapping(entry), entry)

    def search_group(self, entry: Entry) -> tuple[str, ...]:
        """Give what the search of `find` depends on; entries with equal groups are found together."""
        mapping = self._mapping(entry)
        return lookup_group(mapping, entry, lookup=mapping.find)

    def but_for_key(self, entry: Entry) -> str:
        """Give one text for everything that an entry says except its key; blank fields do not count."""
        key = self._mapping(entry).key
        header = {name: value for name, value in _filled(entry.fields).items() if name not in key}
        return about_document(entry.screen, header, [_filled(line) for line in entry.lines])

    def seen_amount(self, entry: Entry, readback: Readback) -> Decimal | None:
        """Give the amount that the site shows for the control total; None when it shows none."""
        mapping = self._mapping(entry)
        lookup = mapping.read_back or mapping.find
        return seen_amount(entry, readback, mapping, lookup=lookup, site=self._mappings.site)

    def title(self, screen: str, field: str) -> Text:
        """Give the name by which a person knows a field of a screen."""
        mapping = self._mappings.screens.get(screen)
        lines = mapping.lines.fields if mapping and mapping.lines else {}
        spec = (mapping.fields.get(field) if mapping else None) or lines.get(field)
        if spec is None:
            return _OF_THE_DOCUMENT.get(field, Text(th=field, en=field))
        name = spec.header or field
        return spec.title.text if spec.title else Text(th=name, en=name)

    def _mapping(self, entry: Entry) -> Mapping:
        return self._mappings.screens[entry.screen]


def _filled(values: Values[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}

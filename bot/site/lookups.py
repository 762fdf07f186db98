"""Searching the site for documents, and reading what it shows of them: list, or list and detail page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.model import Entry, EntryKey, Readback, Value
from bot.errors import PageTrouble, ScreenNotAsMapped
from bot.language import Text, say
from bot.planning.cells import write
from bot.planning.grammar import FieldSpec, Lookup
from bot.site.controls import Typist
from bot.site.details import detail_shows, number_key, open_row, picked, read_detail
from bot.site.items import Item, make_item
from bot.site.narrowing import Narrowing
from bot.site.opening import open_at, prove_screen
from bot.site.tables import Found, TableReader

if TYPE_CHECKING:
    from bot.planning import grammar
    from bot.planning.grammar import SiteMapping
    from bot.site.session import Session
    from bot.site.tab import Tab

_NUMBER = "number"
_STATUS = "status"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A document that is looked for: its entry, and its number where that is known."""

    entry: Entry
    number: str = ""


class LookupWork:
    """One `find` or `read_back` of a mapping, at work in a tab."""

    def __init__(
        self, tab: Tab, screen: grammar.Mapping, lookup: Lookup, site: SiteMapping, session: Session
    ) -> None:
        """Keep what is needed to search."""
        self._home = tab
        self._tab = tab
        self._screen = screen
        self._lookup = lookup
        self._site = site
        self._session = session
        self.gap: Text | None = None
        """Why the last `rows` may have missed a document."""
        self._title = say("การค้นหาของ {t}", "the search of {t}", t=screen.title.text)

    def rows(self, wanted: Wanted) -> tuple[Readback, ...]:
        """Search and give all rows found, as the list shows them."""
        self._search(wanted)
        reader = self._reader()
        rows = tuple(self._readback(row) for row in reader.read_all())
        self.gap = reader.gap
        return rows

    def documents(self, wanted: Sequence[Wanted]) -> dict[str, Readback]:
        """Search once for entries that the same search finds; gives number -> everything shown of it."""
        self._search(wanted[0])
        numbers = {number_key(one.number) for one in wanted}
        if self._lookup.detail is None:
            rows = [self._readback(row) for row in self._reader().read_all()]
            return _only(rows, numbers)
        return self._with_details(wanted[0], numbers)

    def criteria(self, wanted: Wanted) -> tuple[str, ...]:
        """Give what would be typed to search; equal for entries that one search finds."""
        return tuple(item.text or "" for item in self._items(wanted))

    def _search(self, wanted: Wanted) -> None:
        lookup = self._lookup
        self._tab = open_at(self._home, lookup.opens_at, self._session, self._title, lookup.recognised_by)
        prove_screen(self._tab, lookup.recognised_by, self._session, self._title)
        typist = Typist(self._tab, self._site, specs=self._screen.fields)
        Narrowing(self._tab, lookup, self._reader).search(typist, self._items(wanted), self._title)

    def _items(self, wanted: Wanted) -> list[Item]:
        found = []
        for criterion in self._lookup.criteria:
            spec, value = self._spec(criterion.field), self._value(criterion.field, wanted)
            if value is None:
                continue
            spec = spec.model_copy(update={"enter": criterion.enter, "computed": None})
            text = write(value, spec, criterion.enter, self._site)
            found.append(make_item(criterion.field, spec, text=text, value=value, row=wanted.entry.fields))
        return found

    def _spec(self, name: str) -> FieldSpec:
        if name == _NUMBER and name not in self._screen.fields:
            return FieldSpec(header=_NUMBER)
        return self._screen.fields[name]

    def _value(self, name: str, wanted: Wanted) -> Value:
        if name == _NUMBER and name not in self._screen.fields:
            return wanted.number or None
        return wanted.entry.fields.get(name, self._screen.fields[name].value)

    def _reader(self) -> TableReader:
        detail, table = self._lookup.detail, self._lookup.table
        column = self._lookup.cancelled_column
        known = set(table.columns) | {place.column for place in table.columns.values()}
        return TableReader(
            self._tab,
            table,
            picks=[detail.open] if detail else (),
            also=[column] if column and column not in known else (),
            marked=self._lookup.cancelled_css,
            what=self._title,
            search=True,
        )

    def _readback(self, row: Found) -> Readback:
        lookup = self._lookup
        number = picked(row.texts.get(_NUMBER, ""), lookup.table.columns.get(_NUMBER))
        fields = {
            name: text for name, text in row.texts.items() if name != _NUMBER and name in lookup.table.columns
        }
        column = lookup.cancelled_column
        status = ""
        if column:
            status = row.texts.get(column) or next(
                (
                    row.texts.get(name, "")
                    for name, place in lookup.table.columns.items()
                    if place.column == column
                ),
                "",
            )
        return Readback(
            number=number,
            fields=fields,
            cancelled=row.marked
            or bool(lookup.cancelled_says and re.search(lookup.cancelled_says, " ".join(status.split()))),
            source=self._source,
            at=datetime.now().astimezone(),
        )

    @property
    def _source(self) -> str:
        way = self._lookup.opens_at
        return " > ".join(way.menu) or way.url or ""

    # ---- details

    def _with_details(self, first: Wanted, numbers: set[str]) -> dict[str, Readback]:
        """Find the rows, then open each document; the list is searched again where a detail replaced it."""
        rows: dict[str, tuple[Found, Readback]] = {}
        for row in self._reader().read_all():
            shown = self._readback(row)
            name = number_key(shown.number)
            if name in numbers and _stands_for(rows[name][1] if name in rows else None, shown):
                rows[name] = (row, shown)
        found: dict[str, Readback] = {}
        for name, (row, shown) in sorted(rows.items(), key=lambda one: one[1][0].page):
            if link := self._direct(row):
                self._tab.goto(link)
                found[name] = self._details(self._tab, shown)
            else:
                found[name] = self._opened(first, row, shown, former=bool(found))
        return found

    def _direct(self, row: Found) -> str | None:
        """Give the plain address of the detail page, where the row's link is nothing but that."""
        detail, at = self._lookup.detail, self._lookup.table.at
        framed = self._tab.base or (at is not None and at.frame)
        if detail is None or detail.opens != "page" or detail.then or framed or not row.links:
            return None
        return row.links[0]

    def _opened(self, first: Wanted, row: Found, shown: Readback, *, former: bool) -> Readback:
        detail = self._lookup.detail
        if detail is None:
            return shown
        if (former and detail_shows(self._tab, detail)) or not self._stands(row, shown):
            self._search(first)
            self._turn_to(row.page)
            if not self._stands(row, shown):
                raise PageTrouble(
                    say("รายการค้นหาเปลี่ยนไประหว่างอ่าน", "The list changed while it was being read.")
                )
        frame = self._tab.frame(self._lookup.table.at)
        window = open_row(self._tab, detail, frame, row.spec, self._title)
        read = self._details(window, shown)
        if window is not self._tab and not window.page.is_closed():
            window.page.close()
        return read

    def _details(self, window: Tab, shown: Readback) -> Readback:
        detail = self._lookup.detail
        if detail is None:
            return shown
        return read_detail(window, detail, self._screen, self._session, shown)

    def _stands(self, row: Found, shown: Readback) -> bool:
        """Tell whether the row still stands at its place with its number."""
        try:
            page = self._reader().bring(row)
        except ScreenNotAsMapped:
            return False
        return any(
            one.spec == row.spec and number_key(self._readback(one).number) == number_key(shown.number)
            for one in page.rows
        )

    def _turn_to(self, number: int) -> None:
        for page in self._reader().pages():
            if page.number == number:
                return


def groups_of(work: LookupWork, wanted: Sequence[Wanted]) -> Iterator[list[Wanted]]:
    """Put together what one search finds."""
    groups: dict[tuple[str, ...], list[Wanted]] = {}
    for one in wanted:
        groups.setdefault(work.criteria(one), []).append(one)
    yield from groups.values()


def of_each(wanted: Sequence[Wanted], documents: Mapping[str, Readback]) -> dict[EntryKey, Readback]:
    """Give what was read (by `documents`) of each entry's document, however its number is written."""
    names = {one.entry.key: number_key(one.number) for one in wanted if one.number}
    return {key: documents[name] for key, name in names.items() if name in documents}


def _only(rows: Sequence[Readback], numbers: set[str]) -> dict[str, Readback]:
    found: dict[str, Readback] = {}
    for row in rows:
        name = number_key(row.number)
        if name in numbers and _stands_for(found.get(name), row):
            found[name] = row
    return found


def _stands_for(former: Readback | None, row: Readback) -> bool:
    """Tell whether this row is the document of its number: of two, the one that was not cancelled.

    Some sites give the number of a cancelled document to another; any other number is one document's.
    """
    if former is not None and not former.cancelled and not row.cancelled:
        raise ScreenNotAsMapped(
            say(
                "เลขที่ {n} ปรากฏสองแถวในรายการค้นหา ให้แก้ table ของ find/read_back ในไฟล์ผังหน้าจอ",
                "Number {n} stands in two rows of the list. Mend the table of find/read_back.",
                n=row.number,
            )
        )
    return former is None or not row.cancelled

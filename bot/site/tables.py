"""Lists and grids: found by their headers, read over all pages, checked against the site's own count."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.errors import ScreenNotAsMapped
from bot.language import Text, say
from bot.site.locate import Spec, frames_of, not_as_mapped, pictured_spec, spec_of
from bot.site.script import ask_again
from bot.site.signs import holds
from bot.site.virtual import bring_into_view, put_together
from bot.site.whole import (
    full_and_empty,
    gap_of,
    in_parts,
    miscounted,
    not_told_empty,
    rows_stay,
    too_long,
)

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.planning.grammar import At, Table
    from bot.site.tab import Tab

_ON = re.compile(r"^(\.{2,}|…|›|»|>|>>|next|ถัดไป|ต่อไป)$", re.IGNORECASE)
_PATIENCE = 10.0
_MOST_SCROLLS = 500
_LATE = 2.0
_WHAT = say("ตาราง", "the table")


@dataclass(frozen=True, kw_only=True)
class Found:
    """One row as shown: texts by name, its place, and the plain addresses its mapped links lead to."""

    texts: Mapping[str, str]
    spec: Spec
    page: int = 1
    marked: bool = False
    """It fits the CSS of cancelled rows."""
    links: tuple[str | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a list."""

    rows: tuple[Found, ...]
    number: int = 1
    raw: Mapping[str, Any] = field(default_factory=dict)


class TableReader:
    """Reads one `Table` of the mapping in a tab; `inner` are frames inside which it stands."""

    def __init__(  # noqa: PLR0913 - a list, and everything that is asked of it
        self,
        tab: Tab,
        table: Table,
        *,
        inner: tuple[str, ...] = (),
        picks: Sequence[At] = (),
        also: Sequence[str] = (),
        marked: str | None = None,
        what: Text = _WHAT,
        search: bool = False,
    ) -> None:
        """Work out what will be asked of the page; `also` are headers read besides, under their own names.

        `search`: a list of what was searched for, which may be drawn late and grow as it is scrolled.
        """
        self._search = search
        self._tab = tab
        self._table = table
        self._inner = inner
        self._what = what
        self._marked = marked
        self._columns = {name: place.column for name, place in table.columns.items() if place.column}
        self._columns |= {header: header for header in also}
        self._ats = {name: place for name, place in table.columns.items() if not place.column and place.at}
        self._icons = {name: place.icons for name, place in table.columns.items()}
        self._picks = [spec_of(at) for at in picks]
        self.in_parts = False  # rows were seen to go away: only those in view are drawn
        self.gap: Text | None = None
        """Why the last `read_all` may have missed rows."""

    def read_all(self) -> tuple[Found, ...]:
        """Read every page; ScreenNotAsMapped when the count disagrees or the pages do not end."""
        self.gap = None
        pages = list(self.pages())
        rows = [row for page in pages for row in page.rows]
        if self.gap and not self._search:
            raise ScreenNotAsMapped(self.gap)
        self._check_count(len(rows))
        if self._search and not self.gap:
            frame, last = self._tab.frame(self._table.at, self._inner), pages[-1].number
            self.gap = gap_of(frame, self._table, self._list(), rows=len(rows), page=last)
        return tuple(rows)

    def pages(self) -> Iterator[Page]:
        """Read page after page; what the caller does between must leave the list as it was."""
        number = 1
        if self._table.pages and self._table.pages.more:
            self._show_all(self._table.pages.more)
        first: list[Mapping[str, str]] = []
        while True:
            page = self._scrolled(self.read_page(number))
            texts = [row.texts for row in page.rows]
            if number > 1 and texts == first:
                return  # after the last page some lists begin again
            first = first or texts
            yield page
            if not self._table.pages or not self.turn(number, page):
                return
            number += 1
            if number > self._table.pages.limit:
                raise too_long(self._table, self._what)

    def read_page(self, number: int = 1) -> Page:
        """Read the page that shows now; no rows when the mapping's `empty` shows instead of the table.

        Neither rows nor `empty` is a list still being drawn, or one that failed: never "there is none".
        """
        may_be_late = self._search and not self._table.count
        patience = _PATIENCE if self._table.empty else _LATE if may_be_late else 0.0
        until = time.monotonic() + min(self._tab.timeout, patience)
        while True:
            late = time.monotonic() < until
            try:
                page = self.glance(number)
            except ScreenNotAsMapped:
                if not late:
                    raise
            else:
                if page.rows or (self._table.empty is None and not late) or self._empty():
                    return page
            if not late:
                raise not_told_empty(self._table, self._what, page.raw)
            self._tab.wait_change(self._tab.frame(self._table.at, self._inner))

    def glance(self, number: int = 1) -> Page:
        """Read what shows at this moment, without waiting for anything."""
        frame = self._tab.frame(self._table.at, self._inner)
        question = {
            **self._list(),
            "parts": self.in_parts,
            "icons": [self._icons.get(name, {}) for name in self._columns],
            "places": [pictured_spec(place) for place in self._ats.values()],
            "picks": self._picks,
            "marked": self._marked,
        }
        told = ask_again(frame, "readGrid", question)
        if "problem" in told:
            if self._empty():
                return Page(rows=(), number=number)
            raise not_as_mapped(self._what, told["problem"], stands=self._table.stands)
        rows = tuple(self._row(row, number) for row in told["rows"] if self._is_entry(row))
        if rows and self._table.empty and self._empty():
            if len(rows) > 1:
                raise full_and_empty(self._table, self._what, len(rows))
            rows = ()
        return Page(rows=rows, number=number, raw=told)

    def _scrolled(self, page: Page) -> Page:
        """Scroll on as long as that brings more rows."""
        if page.raw.get("part"):
            return self._put_together(page)
        frame = self._tab.frame(self._table.at, self._inner)
        for _ in range(self._table.pages.limit if self._table.pages else _MOST_SCROLLS):
            if not page.rows or not self._search:
                return page
            told = ask_again(frame, "scrollOn", self._list())
            if not told["moved"]:
                return page
            self._tab.settle(frame, told["mark"], drew=True)
            longer = self.read_page(page.number)
            if longer.raw.get("part") or longer.rows[: len(page.rows)] != page.rows:
                return self._put_together(page)
            if len(longer.rows) == len(page.rows):
                return page
            page = longer
        raise too_long(self._table, self._what)

    def _put_together(self, page: Page) -> Page:
        page, good = put_together(self, page)
        self.gap = None if good else in_parts(self._table)
        return page

    def bring(self, row: Found) -> Page:
        """Give the page with this row drawn, where the list draws only a part of its rows."""
        return bring_into_view(self, row)

    def turn(self, number: int, page: Page) -> bool:
        """Go to the page after `number`; False when that was the last."""
        pages = self._table.pages
        if pages is None or pages.more:  # with `more` everything shows already
            return False
        moved = self._press_next(pages.next) if pages.next else self._press_number(pages.numbers, number + 1)
        if moved and self.read_page(number + 1).raw.get("rows") == page.raw.get("rows"):
            self._wait_turned(page)
        return moved

    def _show_all(self, more: At) -> None:
        """Press what adds rows until it is gone."""
        for _ in range(self._table.pages.limit if self._table.pages else 0):
            before = self.read_page()
            if not self._press_next(more):
                return
            if self.read_page().raw.get("rows") == before.raw.get("rows"):
                self._wait_turned(before)
        raise too_long(self._table, self._what)

    def _wait_turned(self, page: Page) -> None:
        frame = self._tab.frame(self._table.at, self._inner)
        for _ in range(25):
            self._tab.wait_change(frame)
            if self.read_page().raw.get("rows") != page.raw.get("rows"):
                return
        raise rows_stay(self._what)

    def _press_next(self, at: At | None) -> bool:
        if at is None:
            return False
        frame = self._tab.frame(at, () if frames_of(at) else self._inner)
        spec = spec_of(at)
        told = ask_again(frame, "point", spec)
        if "problem" in told:
            if any(way["count"] > 1 for way in told["problem"].get("ways", ())):
                raise not_as_mapped(self._what, told["problem"], stands=self._table.stands)
            return False
        if told["off"] or told["idle"] or not told["visible"]:
            return False
        self._tab.click_spec(frame, spec, self._what)
        return True

    def _press_number(self, holder: At | None, wanted: int) -> bool:
        if holder is None:
            return False
        frame = self._tab.frame(holder, () if frames_of(holder) else self._inner)
        within = spec_of(holder)
        links = ask_again(frame, "linksIn", within)
        for link in links:
            if link["text"] == str(wanted) and link["live"] and not link["current"]:
                self._tab.click_spec(
                    frame, {"css": link["css"], "nth": link["nth"], "within": within}, self._what
                )
                return True
        current = max((n for n, link in enumerate(links) if _before(link["text"], wanted)), default=-1)
        for link in links[current + 1 :]:
            if link["live"] and _ON.match(link["text"]):
                self._tab.click_spec(
                    frame, {"css": link["css"], "nth": link["nth"], "within": within}, self._what
                )
                return True
        return False

    def asked(self) -> tuple[Tab, Frame, dict[str, Any]]:
        """Give the tab, the frame in which the list stands, and how the page finds it there."""
        return self._tab, self._tab.frame(self._table.at, self._inner), self._list()

    def _list(self) -> dict[str, Any]:
        spec = spec_of(self._table.at) if self._table.at else None
        return {"spec": spec, "columns": list(self._columns.values()), "only": self._table.rows}

    def _empty(self) -> bool:
        return self._table.empty is not None and holds(self._table.empty, self._tab.see([self._table.empty]))

    def _is_entry(self, row: Mapping[str, Any]) -> bool:
        if row["single"] or any(re.search(pattern, row["text"]) for pattern in self._table.skip):
            return False
        return any([*row["cells"], *(one.get("text", "") for one in row["ats"])])

    def _row(self, row: Mapping[str, Any], number: int) -> Found:
        texts = dict(zip(self._columns, row["cells"], strict=True))
        for name, one in zip(self._ats, row["ats"], strict=True):
            if "problem" not in one:
                texts[name] = one["text"]
        drawn = row["place"]
        where = {"key": drawn["key"], "at": drawn["top"]} if drawn else {"index": row["index"]}
        spec = {"row": {**self._list(), **where}}
        marked = bool(row["marked"])
        return Found(texts=texts, spec=spec, page=number, marked=marked, links=tuple(row["links"]))

    def _check_count(self, rows: int) -> None:
        count = self._table.count
        if count and (wrong := miscounted(count, self._tab.see().text, self._what, rows)):
            raise wrong


def _before(text: str, wanted: int) -> bool:
    return text.isdigit() and int(text) < wanted

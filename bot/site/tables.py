"""Lists and grids: found by their headers, read over all pages, checked against the site's own count."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.errors import ScreenNotAsMapped
from bot.language import Text, say
from bot.site.locate import Spec, frames_of, not_as_mapped, spec_of
from bot.site.script import ask_again
from bot.site.signs import holds
from bot.site.whole import full_and_empty, gap_of, too_long, vanished

if TYPE_CHECKING:
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
        self._picks = [spec_of(at) for at in picks]
        self.gap: Text | None = None
        """Why the last `read_all` may have missed rows."""

    def read_all(self) -> tuple[Found, ...]:
        """Read every page; ScreenNotAsMapped when the count disagrees or the pages do not end."""
        self.gap = None
        pages = list(self.pages())
        rows = [row for page in pages for row in page.rows]
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
        while True:
            page = self._scrolled(self.read_page(number))
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
                raise ScreenNotAsMapped(
                    say(
                        "{w} ไม่มีแถว และไม่พบข้อความที่บอกว่าไม่มีข้อมูล (table.empty) จึงไม่ถือว่าไม่มีรายการ",
                        "{w} has no rows, yet what tells an empty list (table.empty) does not show; "
                        "this is not taken for “nothing found”. Mend `empty`, or look at the page.",
                        w=self._what,
                    )
                )
            self._tab.wait_change(self._tab.frame(self._table.at, self._inner))

    def glance(self, number: int = 1) -> Page:
        """Read what shows at this moment, without waiting for anything."""
        frame = self._tab.frame(self._table.at, self._inner)
        question = {
            **self._list(),
            "places": [spec_of(place.at) for place in self._ats.values() if place.at],
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
        frame = self._tab.frame(self._table.at, self._inner)
        for _ in range(self._table.pages.limit if self._table.pages else _MOST_SCROLLS):
            if not page.rows or not self._search:
                return page
            told = ask_again(frame, "scrollOn", self._list())
            if not told["moved"]:
                return page
            self._tab.settle(frame, told["mark"], drew=True)
            longer = self.read_page(page.number)
            if longer.rows[: len(page.rows)] != page.rows:
                self.gap = vanished(self._table)
                return page
            if len(longer.rows) == len(page.rows):
                return page
            page = longer
        raise too_long(self._table, self._what)

    def turn(self, number: int, page: Page) -> bool:
        """Go to the page after `number`; False when that was the last."""
        pages = self._table.pages
        if pages is None:
            return False
        if pages.more:
            return False  # everything shows already
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
        raise ScreenNotAsMapped(
            say(
                "กดไปหน้าถัดไปของ{w}แล้ว แต่รายการไม่เปลี่ยน ให้แก้ pages ในไฟล์ผังหน้าจอ",
                "The next page of {w} was clicked, but the rows stay. Mend `pages` in the mapping.",
                w=self._what,
            )
        )

    def _press_next(self, at: At | None) -> bool:
        if at is None:
            return False
        frame = self._tab.frame(at, () if frames_of(at) else self._inner)
        spec = spec_of(at)
        told = ask_again(frame, "point", spec)
        if "problem" in told:
            counts = [way["count"] for way in told["problem"].get("ways", ())]
            if any(count > 1 for count in counts):
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

    def _list(self) -> dict[str, Any]:
        return {"spec": self._spec(), "columns": list(self._columns.values()), "only": self._table.rows}

    def _spec(self) -> Spec | None:
        return spec_of(self._table.at) if self._table.at else None

    def _empty(self) -> bool:
        return self._table.empty is not None and holds(self._table.empty, self._tab.see([self._table.empty]))

    def _is_entry(self, row: Mapping[str, Any]) -> bool:
        if row["single"] or any(re.search(pattern, row["text"]) for pattern in self._table.skip):
            return False
        texts = [*row["cells"], *(one.get("text", "") for one in row["ats"])]
        return any(texts)

    def _row(self, row: Mapping[str, Any], number: int) -> Found:
        texts = dict(zip(self._columns, row["cells"], strict=True))
        for name, one in zip(self._ats, row["ats"], strict=True):
            if "problem" not in one:
                texts[name] = one["text"]
        columns = list(self._columns.values())
        place = {"spec": self._spec(), "columns": columns, "only": self._table.rows, "index": row["index"]}
        spec = {"row": place}
        return Found(
            texts=texts, spec=spec, page=number, marked=bool(row["marked"]), links=tuple(row["links"])
        )

    def _check_count(self, rows: int) -> None:
        if not self._table.count:
            return
        found = re.search(self._table.count, " ".join(self._tab.see().text.split()))
        if found is None and not rows:
            return
        told = int(re.sub(r"\D", "", found.group(1)) or 0) if found else -1
        if told != rows:
            raise ScreenNotAsMapped(
                say(
                    "{w} แจ้งว่ามี {n} รายการ แต่อ่านได้ {m} รายการ ให้แก้ table ในไฟล์ผังหน้าจอ",
                    "{w} says that it has {n} rows, but {m} were read. Mend `table` in the mapping.",
                    w=self._what,
                    n=told if told >= 0 else "?",
                    m=rows,
                )
            )


def _before(text: str, wanted: int) -> bool:
    return text.isdigit() and int(text) < wanted

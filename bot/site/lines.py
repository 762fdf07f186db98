"""The lines of a document: rows of controls, or one set of controls whose lines gather in a list."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.domain.model import PlannedEntry, Value
from bot.errors import PageTrouble, ScreenNotAsMapped
from bot.language import say
from bot.planning.cells import same
from bot.planning.grammar import Lines
from bot.site.computed import Computed, computed_of
from bot.site.items import Item, is_zero, make_item
from bot.site.locate import row_spec
from bot.site.script import ask_again
from bot.site.tables import TableReader

if TYPE_CHECKING:
    from bot.site.controls import Typist

_PATIENCE = 15.0
_WHAT = say("รายการย่อย", "the lines")


class LinesWork:
    """Types all lines of one document."""

    def __init__(
        self,
        typist: Typist,
        lines: Lines,
        planned: PlannedEntry,
        texts: Mapping[tuple[str, int | None], str | None],
    ) -> None:
        """Keep what is to be typed."""
        self._typist = typist
        self._lines = lines
        self._entry = planned.entry
        self._texts = texts

    def fill(self) -> list[Item]:
        """Type all lines; gives the items that can be read again on this page."""
        return self._fill_grid() if self._lines.style == "grid" else self._fill_form()

    def computed(self) -> list[Computed]:
        """Give what the site should fill by itself in the rows of a grid."""
        if self._lines.style != "grid":
            return []
        return [
            computed_of(name, spec, line[name], line=index, inside=self._row(index))
            for index, line in enumerate(self._entry.lines)
            for name, spec in self._lines.fields.items()
            if spec.computed and line.get(name) is not None
        ]

    def check_rest(self) -> None:
        """See that the rows after our last line are blank; a number that is zero is blank."""
        if self._lines.style != "grid" or not self._lines.rows:
            return
        tab = self._typist.tab
        count = int(ask_again(tab.frame(), "count", self._lines.rows))
        used = len(self._entry.lines)
        items = [
            make_item(name, spec, text=None, value=None, row={}, line=index, inside=self._row(index))
            for index in range(used, count)
            for name, spec in self._lines.fields.items()
            if spec.enter and spec.enter.when_blank != "leave"
        ]
        for item, shown in zip(items, tab.read([item.place for item in items], tab.frame()), strict=True):
            if "problem" in shown or shown["blank"] or is_zero(str(shown["text"])):
                continue
            raise PageTrouble(
                say(
                    "{t} ควรว่าง แต่หน้าจอมี “{s}”",
                    "{t} should be blank, but the screen has “{s}”.",
                    t=item.title,
                    s=shown["text"],
                )
            )

    def _row(self, index: int) -> dict[str, object]:
        return row_spec(self._lines.rows or "", index, self._lines.stands)

    def _items(self, index: int, *, in_row: bool) -> list[Item]:
        line = self._entry.lines[index]
        row: dict[str, Value] = {**self._entry.fields, **line}
        return [
            make_item(
                name,
                spec,
                text=self._texts[(name, index)],
                value=line.get(name, spec.value),
                row=row,
                line=index,
                inside=self._row(index) if in_row else None,
            )
            for name, spec in self._lines.fields.items()
            if spec.enter and (name, index) in self._texts
        ]

    def _fill_grid(self) -> list[Item]:
        live: list[Item] = []
        done = 0
        total = len(self._entry.lines)
        while done < total:
            ready = min(total, max(self._count(), self._grown(done)))
            items = [item for index in range(done, ready) for item in self._items(index, in_row=True)]
            self._typist.enter(items)
            live += [item for item in items if item.checked]
            done = ready
        return live

    def _count(self) -> int:
        return int(ask_again(self._typist.tab.frame(), "count", self._lines.rows))

    def _grown(self, index: int) -> int:
        """Make sure that row `index` is there; gives how many rows there are."""
        tab = self._typist.tab
        count = self._count()
        if count > index:
            return count
        if self._lines.add is None:
            raise ScreenNotAsMapped(
                say(
                    "ตารางรายการย่อยมี {n} แถวและผังไม่ได้ระบุปุ่มเพิ่มแถว (lines.add)",
                    "The grid has {n} rows and the mapping names no button that adds one (lines.add).",
                    n=count,
                )
            )
        tab.click(self._lines.add, _WHAT, need=self._lines.settle)
        until = time.monotonic() + min(tab.timeout, _PATIENCE)
        while (grown := self._count()) <= count:
            if time.monotonic() > until:
                raise PageTrouble(say("กดเพิ่มแถวแล้วแต่ไม่มีแถวใหม่", "A row was to be added, but none appeared."))
            tab.wait_change(tab.frame())
        return grown

    def _fill_form(self) -> list[Item]:
        tab, lines = self._typist.tab, self._lines
        if self._taken():
            raise ScreenNotAsMapped(
                say(
                    "ฟอร์มที่เพิ่งเปิดมีรายการย่อยค้างอยู่แล้ว ให้ล้างรายการที่ค้างในระบบก่อน",
                    "The form just opened already has lines in its list. Clear them on the site first.",
                )
            )
        for index in range(len(self._entry.lines)):
            if lines.open:
                tab.click(lines.open, _WHAT, need="auto")
            self._typist.enter(self._items(index, in_row=False))
            if lines.add:
                tab.click(lines.add, _WHAT, need=lines.settle)
            self._wait_taken(index)
        return []

    def _taken(self) -> tuple[Mapping[str, str], ...]:
        table = self._lines.table
        if table is None:
            return ()
        try:
            return tuple(row.texts for row in TableReader(self._typist.tab, table, what=_WHAT).read_all())
        except ScreenNotAsMapped:
            return ()

    def _wait_taken(self, index: int) -> None:
        """Wait until the list has one line more, and compare that line."""
        tab = self._typist.tab
        until = time.monotonic() + min(tab.timeout, _PATIENCE)
        while len(rows := self._taken()) <= index:
            if time.monotonic() > until:
                raise PageTrouble(
                    say(
                        "กดรับรายการย่อยบรรทัดที่ {n} แล้วแต่ไม่เห็นในตาราง",
                        "Line {n} was taken over, but the list does not show it.",
                        n=index + 1,
                    )
                )
            tab.wait_change(tab.frame())
        self._compare(index, rows[index])

    def _compare(self, index: int, texts: Mapping[str, str]) -> None:
        table = self._lines.table
        line = self._entry.lines[index]
        for name, place in table.columns.items() if table else ():
            spec = self._lines.fields.get(name)
            if spec is None or name not in line:
                continue
            shown = texts.get(name, "")
            if not same(line[name], shown, spec, enter=spec.enter, place=place, site=self._typist.site):
                raise PageTrouble(
                    say(
                        "รายการย่อยบรรทัดที่ {n} ช่อง {c}: ใส่ “{v}” แต่ตารางแสดง “{s}”",
                        "Line {n}, {c}: “{v}” was entered, but the list shows “{s}”.",
                        n=index + 1,
                        c=spec.header or name,
                        v=line[name],
                        s=shown,
                    )
                )

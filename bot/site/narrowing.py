"""Lists that follow a search only after a while: what showed before it is not read for what was found."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from bot.errors import PageTrouble, ScreenNotAsMapped
from bot.language import Text
from bot.planning.cells import fold
from bot.site.script import ask_again

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.planning.grammar import Lookup, Report
    from bot.site.controls import Typist
    from bot.site.items import Item
    from bot.site.tab import Tab
    from bot.site.tables import Page, TableReader

_NARROWING = 3.0
_UNMOVED = 2.0


class Narrowing:
    """One search in a tab, from what was typed to the list that follows it."""

    def __init__(self, tab: Tab, lookup: Lookup | Report, reader: Callable[[], TableReader]) -> None:
        """Take what is searched, before anything is typed; `reader` reads the list."""
        self._tab = tab
        self._lookup = lookup
        self._reader = reader
        self._typed: dict[str, str] = {}
        self._before: object | None = None

    def search(self, typist: Typist, items: Sequence[Item], title: Text) -> None:
        """Type, press what searches if anything must be pressed, and wait until the list may be read."""
        columns = self._lookup.table.columns
        self._typed = {
            item.name: fold(item.text).lower()
            for item in items
            if item.text
            and isinstance(item.value, str)
            and item.name in columns
            and item.spec.enter is not None
        }
        submit = self._lookup.submit
        if submit:
            typist.enter(items)
            frame = self._tab.frame(submit)
            mark = self._look(frame)
            asked = self._tab.click(submit, title, need=self._lookup.settle)
            self._follow(frame, mark, asked=asked)
        elif items:
            frame = typist.frame(items[0])
            mark = self._look(frame)
            typist.enter(items)
            until = time.monotonic() + min(self._tab.timeout, _NARROWING)
            self._follow(frame, mark, asked=False)
            self._narrowed(until)

    def _narrowed(self, until: float) -> None:
        """Wait for a list that narrows while one types: rows without what was typed are the old ones.

        Pages wait for the typing to end before they ask the site. A list that stays as it is, is read so.
        """
        while self._typed and self._shows(others=True) and time.monotonic() < until:
            self._tab.wait_change(self._tab.frame(self._lookup.table.at))
            self._tab.settle(self._tab.frame(self._lookup.table.at), None)

    def _look(self, frame: Frame) -> dict[str, Any]:
        self._before = self._rows()
        return dict(ask_again(frame, "mark"))

    def _follow(self, frame: Frame, mark: dict[str, Any], *, asked: bool) -> None:
        """Wait while the list stays as it was and nothing was asked of the site: some pages ask by a timer.

        Where it was asked in place and the old rows still show, rows without what was typed are waited
        for, too. Rows that all have what was typed are taken.
        """
        until = time.monotonic() + min(self._tab.timeout, _UNMOVED)
        while self._before is not None and not frame.is_detached() and time.monotonic() < until:
            now = ask_again(frame, "mark")
            asked = asked or now["begun"] != mark["begun"]
            if now["gen"] != mark["gen"] or self._rows() != self._before:
                return
            if not self._shows(others=True) and (asked or self._shows(others=False)):
                return
            self._tab.wait_change(frame)
            asked = self._tab.settle(frame, mark) or asked

    def _rows(self) -> object | None:
        """Give what the list shows at this moment; None where there is no list."""
        page = self._glanced()
        return None if page is None else tuple(repr(row) for row in page.raw.get("rows", ()))

    def _shows(self, *, others: bool) -> bool:
        """Tell whether any row that shows lacks what was typed to search (`others`), or has it."""
        page = self._glanced() if self._typed else None
        rows: Sequence[Any] = page.rows if page else ()
        typed = self._typed.items()
        has = [all(text in fold(row.texts.get(name, "")).lower() for name, text in typed) for row in rows]
        return (not others) in has

    def _glanced(self) -> Page | None:
        try:
            return self._reader().glance(1)
        except (PageTrouble, ScreenNotAsMapped):  # told by whoever reads the list
            return None

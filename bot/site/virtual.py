"""Lists that draw only the rows in view: read part by part, put together to a whole, each row once."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bot.site.script import ask_again

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.site.tables import Found, Page, TableReader

_PATIENCE = 10.0
_MOST_SCROLLS = 2000
_STEP = 0.7
"""How much of the view a scroll goes on: what was drawn before is seen again."""


class _Whole:
    """What is known of the list so far: every row drawn yet, by its key."""

    def __init__(self) -> None:
        self.found: dict[str, Found] = {}
        self.places: dict[str, Mapping[str, Any]] = {}
        self.sound = True

    def add(self, page: Page) -> int:
        """Take in the part that is drawn now; gives how many rows are new."""
        part = page.raw["part"]
        keys = [place["key"] for place in part["rows"]]
        new = sum(key not in self.places for key in keys)
        self.sound = self.sound and part["covered"] and len(set(keys)) == len(keys)
        self.places |= {place["key"]: place for place in part["rows"]}
        for row in page.rows:
            known = self.found.setdefault(row.spec["row"]["key"], row)
            self.sound = self.sound and known.texts == row.texts
        return new

    def without_holes(self, *, numbered: bool, tall: float) -> bool:
        """Tell whether row follows upon row from the first to the last, none missing, none over another."""
        if not self.sound:
            return False
        if numbered:
            numbers = sorted(int(key[1:]) for key in self.places)
            return numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        order = sorted(self.places.values(), key=lambda one: one["top"])
        return all(
            abs(below["top"] - above["bottom"]) < tall / 2
            for above, below in pairwise(order)
        )

    def rows(self) -> tuple[Found, ...]:
        """Give the rows in the list's own order."""
        return tuple(sorted(self.found.values(), key=_order))


def put_together(reader: TableReader, page: Page) -> tuple[Page, bool]:
    """Scroll from the top to the end and read every part; with whether that gave the whole list.

    The list is left at its top, as it was found: the next page of a list is told by its first rows.
    """
    whole = _Whole()
    reader.in_parts = True
    _scroll(reader, 0)
    first = part = _drawn(reader, page.number)
    ended = False
    for _ in range(_MOST_SCROLLS):
        now = part.raw["part"]
        if now is None:  # all its rows are in the page after all, or it was replaced
            break
        new = whole.add(part)
        at_end = now["at"] + now["view"] >= now["whole"] - 1
        if at_end and ended and not new:
            tall, numbered = now["tall"], all(key.startswith("#") for key in whole.places)
            _scroll(reader, 0)
            return replace(first, rows=whole.rows()), whole.without_holes(numbered=numbered, tall=tall)
        ended = at_end
        _scroll(reader, now["at"] + max(1, now["view"] * _STEP))
        part = _drawn(reader, page.number)
    return page, False


def bring_into_view(reader: TableReader, row: Found) -> Page:
    """Scroll to a row of such a list and give what is drawn then; any other list as it stands."""
    place = row.spec["row"]
    if "key" not in place:
        return reader.glance(row.page)
    reader.in_parts = True
    page = reader.glance(row.page)
    part = page.raw.get("part")
    if part and not any(one.spec["row"].get("key") == place["key"] for one in page.rows):
        _scroll(reader, max(0, place["at"] - part["view"] / 3))
        page = _drawn(reader, row.page)
    return page


def _scroll(reader: TableReader, to: float) -> None:
    """Scroll the list and wait until it is still."""
    tab, frame, question = reader.asked()
    told = ask_again(frame, "scrollList", {**question, "to": to})
    tab.settle(frame, told["mark"], drew=True)


def _drawn(reader: TableReader, number: int) -> Page:
    """Read what shows once the rows fill the view; some lists draw them late."""
    tab, frame, _ = reader.asked()
    until = time.monotonic() + min(tab.timeout, _PATIENCE)
    while True:
        page = reader.glance(number)
        part = page.raw.get("part")
        filled = all(any(row["cells"]) or row["single"] or row["ats"] for row in page.raw.get("rows", ()))
        if part is None or (part["covered"] and filled) or time.monotonic() > until:
            return page
        tab.wait_change(frame)


def _order(row: Found) -> float:
    key: str = row.spec["row"]["key"]
    return int(key[1:])

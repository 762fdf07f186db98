"""Grids whose first columns stay while the others scroll: each row is drawn in parts beside each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from little_server import LittleServer
from playwright.sync_api import Page

from bot.planning.grammar import At, Table
from bot.site.locate import locator, spec_of
from bot.site.script import ask
from bot.site.tab import Tab
from bot.site.tables import TableReader

pytestmark = pytest.mark.browser

ROW = "<div role=row {place}>{cells}</div>"
STYLE = "<style>[role=rowgroup] {display: inline-block; vertical-align: top} [role=row] {height: 24px}</style>"


def grid(numbers: list[str], amounts: list[str], *, indexed: bool = True) -> str:
    """Give a grid with the numbers pinned at its left; `indexed`: rows say by aria-rowindex which they are."""

    def part(head: str, cells: list[str]) -> str:
        def row(n: int, role: str, cell: str) -> str:
            place = f"aria-rowindex={n}" if indexed else ""
            return ROW.format(place=place, cells=f"<span role={role}>{cell}</span>")

        body = "".join(row(n, "gridcell", cell) for n, cell in enumerate(cells, 2))
        return f"<div role=rowgroup>{row(1, 'columnheader', head)}{body}</div>"

    return f"{STYLE}<div role=grid>{part('No', numbers)}{part('Amount', amounts)}</div>"


NUMBERS = ["<a href='#1'>R-1</a>", "<a href='#2'>R-2</a>"]
AMOUNTS = ["1,234.50 <button>Open</button>", "7.00 <button>Open</button>"]


def test_the_parts_of_a_row_are_one_row(server: LittleServer, tab_of: Callable[..., Tab]) -> None:
    """Columns of both parts are read together; what is looked for in a row is found in either part."""
    server.pages["/list"] = lambda _asked: grid(NUMBERS, AMOUNTS)
    tab = tab_of()
    tab.page.goto(server.url + "list")
    table = Table(columns={"number": "No", "amount": "Amount"})
    found = TableReader(tab, table, picks=[At(text="Open")]).read_all()
    assert [row.texts for row in found] == [
        {"number": "R-1", "amount": "1,234.50"},
        {"number": "R-2", "amount": "7.00"},
    ]
    frame = tab.page.main_frame
    for place, shows in ((At(text="Open"), "Open"), (At(column="No"), "R-2"), (At(css="a"), "R-2")):
        inside = spec_of(place, inside=found[1].spec)
        assert locator(frame, inside).inner_text().strip() == shows
        assert ask(frame, "probe", [inside]) == [None]


def test_parts_that_do_not_tell_are_refused(page: Page) -> None:
    """Headers side by side are no levels of one header: no column is taken for two."""
    page.set_content(grid(NUMBERS, AMOUNTS, indexed=False))
    asked: dict[str, Any] = {"spec": None, "columns": ["No", "Amount"], "places": [], "picks": []}
    assert ask(page.main_frame, "readGrid", asked)["problem"]["count"] == 0

"""A table that also holds rows which are no entries is read by the CSS of those that count."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from little_server import LittleServer

from bot.planning.grammar import At, Table
from bot.site.locate import locator
from bot.site.tab import Tab
from bot.site.tables import TableReader

pytestmark = pytest.mark.browser

CELLS = "<td><input value='{text}'></td><td><input value='{debit}'></td><td><a href=#{kind}>open</a></td>"
LINE = "<tr class='{kind}'>" + CELLS + "</tr>"
ROWS = [("stored", "First", "10.00"), ("spare", "", "0"), ("stored", "Second", "5.00"), ("spare", "", "0")]
PAGE = "<table><tr><th>Text</th><th>Debit</th><th></th></tr>{rows}</table>".format(
    rows="".join(LINE.format(kind=kind, text=text, debit=debit) for kind, text, debit in ROWS)
)


def _table(rows: str | None) -> Table:
    return Table(columns={"text": "Text", "debit": "Debit"}, rows=rows)


@pytest.mark.parametrize(
    ("rows", "texts"), [("tr.stored", ["First", "Second"]), (None, ["First", "", "Second", ""])]
)
def test_only_the_rows_that_count_are_read(
    rows: str | None, texts: list[str], server: LittleServer, tab_of: Callable[..., Tab]
) -> None:
    """Blank rows for more lines are left out when `rows` says so, and read like others when it does not."""
    server.pages["/list"] = lambda _asked: PAGE
    tab = tab_of()
    tab.page.goto(server.url + "list")
    found = TableReader(tab, _table(rows)).read_all()
    assert [row.texts["text"] for row in found] == texts


def test_a_row_is_found_again_by_its_place_among_those(
    server: LittleServer, tab_of: Callable[..., Tab]
) -> None:
    """What is clicked in the second row that counts is not what stands in the second row of all."""
    server.pages["/list"] = lambda _asked: PAGE
    tab = tab_of()
    tab.page.goto(server.url + "list")
    table = _table("tr.stored")
    second = TableReader(tab, table, picks=[At(text="open")]).read_all()[1]
    row = locator(tab.page.main_frame, second.spec)
    assert row.locator("input").first.input_value() == "Second"

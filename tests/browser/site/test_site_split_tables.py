"""Grids whose header is a table of its own above the table with the rows; and pagers that begin again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from little_server import LittleServer

from bot.planning.grammar import At, Table
from bot.site.locate import spec_of
from bot.site.tab import Tab
from bot.site.tables import TableReader

pytestmark = pytest.mark.browser

STYLE = "<!doctype html><meta charset=utf-8><style>table { width: 100%; table-layout: fixed; border-collapse: collapse } .rows { height: 60px; overflow-y: scroll }</style>"
# As jqGrid: a row without height gives the columns their width, a row of filter boxes belongs to the header.
JQ = """<div class=ui-jqgrid><div class=ui-jqgrid-hdiv style="padding-right:15px"><table class=ui-jqgrid-htable role=presentation><thead>
<tr role=row><th role=columnheader>No.<span class=ui-icon-asc> ▲</span></th><th role=columnheader>Payer</th><th role=columnheader>Amount</th></tr>
<tr class=ui-search-toolbar><th><input></th><th><input></th><th><input></th></tr></thead></table></div>
<div class=rows><table><tbody><tr style="height:0"><td style="height:0;padding:0"></td><td style="padding:0"></td><td style="padding:0"></td></tr>ROWS</tbody></table></div>
<div class=pager><a href=#>«</a></div></div>"""
# As EasyUI: no <th> at all.
EASY = """<div class=datagrid-view><div class=datagrid-header style="padding-right:15px"><table><tr class=datagrid-header-row>
<td><div>No.</div></td><td><div>Payer</div></td><td><div>Amount</div></td></tr></table></div><div class=rows><table>ROWS</table></div></div>"""
OTHER = "<table><tr><th>Payer</th><th>Telephone</th></tr><tr><td>x</td><td>y</td></tr></table>"
COLUMNS = {"number": "No.", "payer": "Payer", "amount": "Amount"}


def rows(*numbers: int) -> str:
    return "".join(
        f"<tr><td><a href=/d>{n}</a></td><td>P{n}</td><td><button>{n}.00</button></td></tr>" for n in numbers
    )


@pytest.mark.parametrize("html", [JQ, EASY], ids=["thead and filter row", "cells without th"])
def test_header_and_rows_in_two_tables_are_one_list(
    tab_of: Callable[..., Tab], server: LittleServer, html: str
) -> None:
    """Read by the captions above; the cell under a caption is found in its row, also where the rows are scrolled."""
    server.pages["/t"] = lambda _asked: STYLE + OTHER + html.replace("ROWS", rows(*range(1, 9)))
    tab = tab_of()
    tab.goto(server.url + "t")
    reader = TableReader(tab, Table.model_validate({"columns": COLUMNS}))

    found = reader.read_all()

    assert [dict(row.texts) for row in found] == [
        {"number": str(n), "payer": f"P{n}", "amount": f"{n}.00"} for n in range(1, 9)
    ]
    tab.page.evaluate("document.querySelector('.rows').scrollTop = 9999")
    place = spec_of(At(column="Amount"), inside=found[6].spec)
    assert tab.read([place], tab.page.main_frame)[0]["text"] == "7.00"


def test_a_header_without_rows_below_is_an_empty_list(
    tab_of: Callable[..., Tab], server: LittleServer
) -> None:
    """The sign of the empty list tells it, as everywhere."""
    server.pages["/t"] = lambda _asked: STYLE + JQ.replace("ROWS", "") + "<p>No records</p>"
    tab = tab_of()
    tab.goto(server.url + "t")
    table = Table.model_validate({"columns": COLUMNS, "empty": {"page": "No records"}})
    assert TableReader(tab, table).read_all() == ()


def test_two_lists_one_above_the_other_stay_two(tab_of: Callable[..., Tab], server: LittleServer) -> None:
    """A list that is empty never borrows the rows of the next one, whose own header says what they are."""
    html = "<div class=head><table><tr><th>No.</th><th>Payer</th></tr></table></div>"
    html += "<div><table><tr><th>No.</th><th>Vendor</th></tr><tr><td>1</td><td>A</td></tr></table></div>"
    server.pages["/t"] = lambda _asked: STYLE + html
    tab = tab_of()
    tab.goto(server.url + "t")
    found = TableReader(tab, Table.model_validate({"columns": {"n": "No.", "p": "Payer"}})).read_all()
    assert found == ()


WRAPS = """<table><tr><th>No.</th></tr><tbody id=b></tbody></table><button aria-label=Next>&gt;</button><script>
let at = 0; const pages = [[1, 2], [3, 4], [5]];
const draw = () => { b.innerHTML = pages[at].map((n) => '<tr><td>' + n + '</td></tr>').join(''); };
document.querySelector('button').onclick = () => { at = (at + 1) % 3; draw(); }; draw();
</script>"""


def test_a_pager_that_begins_again_after_the_last_page_ends_there(
    tab_of: Callable[..., Tab], server: LittleServer
) -> None:
    """Its button is never greyed; each row counts once."""
    server.pages["/t"] = lambda _asked: WRAPS
    tab = tab_of()
    tab.goto(server.url + "t")
    table = Table.model_validate({"columns": {"n": "No."}, "pages": {"next": {"text": "Next"}}})
    assert [row.texts["n"] for row in TableReader(tab, table).read_all()] == ["1", "2", "3", "4", "5"]

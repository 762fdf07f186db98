"""Lists that draw only the rows in view: read whole, each row once, and never taken for ended before their end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from little_server import LittleServer
from site_making import make_planned, make_screen

from bot.errors import ScreenNotAsMapped
from bot.language import say
from bot.planning.grammar import Table
from bot.site.tables import TableReader

pytestmark = pytest.mark.browser

# Rows of 30 pixels, four to six of them drawn, twins among them. `later` is when they are drawn after a scroll.
GRID = """<!doctype html><meta charset=utf-8><h1>Documents</h1><style>.row {{ position: absolute; height: 30px; width: 100% }}
.row > * {{ display: inline-block; width: 120px }}</style>
<div role=grid id=g {told}><div role=row><span role=columnheader>Number</span><span role=columnheader>Payer</span></div>
<div id=s style="height:130px;overflow:auto"><div id=all style="position:relative"></div></div></div><script>
const total = {total}, step = 30;
let known = {known};
all.style.height = known * step + 'px';
function draw() {{
  const from = Math.max(0, Math.floor(s.scrollTop / step) - 1), to = Math.min(known, from + 7);
  all.innerHTML = '';
  for (let n = from; n < to; n += 1) {{ if ({missing}) continue;
    const row = document.createElement('div'); row.className = 'row'; row.setAttribute('role', 'row'); {number}
    row.style.top = n * step + 'px';
    row.innerHTML = `<span role=gridcell><a href="#" onclick="document.title = 'opened ' + ${{n}}; return false">D-${{n}}</a></span><span role=gridcell>P${{n % 3}}</span>`;
    all.append(row); }}
}}
s.onscroll = () => {{ setTimeout(draw, {later});
  if (known < total && s.scrollTop + s.clientHeight > s.scrollHeight - 5) {{ known = Math.min(total, known + 10); all.style.height = known * step + 'px'; }} }};
draw();
</script>"""
PLAIN = {"told": "", "total": 40, "known": 40, "missing": "false", "number": "", "later": 0}
NUMBERED = "row.setAttribute('aria-rowindex', n + 2);"
TABLE_NAME = say("รายการ", "the list")
TABLE = Table.model_validate({"columns": {"number": "Number", "payer": "Payer"}})


def _read(tab_of: Callable[..., Any], server: LittleServer, **ways: object) -> tuple[TableReader, Any]:
    server.pages["/list"] = lambda _: GRID.format(**{**PLAIN, **ways})
    tab = tab_of()
    tab.goto(server.url + "list")
    return TableReader(tab, TABLE, search=True), tab


@pytest.mark.parametrize(
    "ways",
    [
        {},
        {"number": NUMBERED, "told": "aria-rowcount=41"},
        {"later": 300},
        {"known": 20},
        {"total": 7, "known": 7},
    ],
    ids=["by place", "by number", "drawn late", "loading on", "short"],
)
def test_every_row_is_read_once(
    tab_of: Callable[..., Any], server: LittleServer, ways: dict[str, object]
) -> None:
    """By its number in the whole list or by where it stands; rows that look equal are two rows."""
    reader, _ = _read(tab_of, server, **ways)
    rows = reader.read_all()
    total = int(str({**PLAIN, **ways}["total"]))
    assert [row.texts["number"] for row in rows] == [f"D-{n}" for n in range(total)]
    assert [row.texts["payer"] for row in rows] == [f"P{n % 3}" for n in range(total)]
    assert reader.gap is None


@pytest.mark.parametrize(
    ("ways", "why"),
    [
        ({"missing": "n == 17"}, "without a hole"),
        ({"missing": "n == 17", "number": NUMBERED}, "without a hole"),
        ({"told": "aria-rowcount=61"}, "60 rows, but 40"),
    ],
    ids=["a hole", "a number left out", "fewer than told"],
)
def test_a_list_that_was_not_read_whole_proves_nothing(
    tab_of: Callable[..., Any], server: LittleServer, ways: dict[str, object], why: str
) -> None:
    """A row that never came leaves a hole, and the list is no proof that a document is absent."""
    reader, _ = _read(tab_of, server, **ways)
    reader.read_all()
    assert why in str(reader.gap)


def test_a_row_is_brought_into_view_before_it_is_clicked(
    tab_of: Callable[..., Any], server: LittleServer
) -> None:
    """A row found far down is not in the page any more; it is drawn again, and it is that row."""
    reader, tab = _read(tab_of, server)
    rows = reader.read_all()
    for wanted in (33, 2):
        shown = reader.bring(rows[wanted])
        assert rows[wanted].spec in [row.spec for row in shown.rows]
        tab.click_spec(tab.frame(), {"css": "a", "within": rows[wanted].spec}, TABLE_NAME)
        assert tab.page.title() == f"opened {wanted}"


def test_lines_that_are_not_whole_are_refused(tab_of: Callable[..., Any], server: LittleServer) -> None:
    """Where no search asks for the gap (the lines of a document), half a list is an error."""
    _, tab = _read(tab_of, server, missing="n == 17")
    with pytest.raises(ScreenNotAsMapped, match="without a hole"):
        TableReader(tab, TABLE).read_all()


def test_a_document_far_down_is_found_and_opened(site_of: Callable[..., Any], server: LittleServer) -> None:
    """`find` reads the whole list, then opens the one row, though it was scrolled away."""
    page = GRID.format(**PLAIN).replace(
        "document.title = 'opened ' + ${n}; return false", "location.href = '/doc?n=' + ${n}; return false"
    )
    server.pages |= {
        "/": lambda _: "Home",
        "/list": lambda _: page,
        "/doc": lambda asked: f"<h1>Document</h1><p>Payer: <b>Person {asked.query['n']}</b></p>",
    }
    find = {
        "opens_at": {"url": "list"},
        "table": {"columns": {"number": "Number"}},
        "detail": {"open": {"css": "a"}, "recognised_by": [{"page": "Person"}], "fields": {"payer": "Payer"}},
    }
    screen = make_screen(find=find)
    with site_of(screen) as site:
        site.sign_in()
        planned = make_planned(screen, payer="A")
        assert site.open_found(planned.entry, "D-33").fields["payer"] == "Person 33"
        assert len(site.search(planned.entry)) == 40
        assert site.gap() is None

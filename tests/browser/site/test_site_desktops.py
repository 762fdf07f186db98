"""Desktops in one page: windows over windows, grids whose rows are tables of their own, buttons that play check boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from little_server import LittleServer
from site_making import make_planned, make_screen

from bot.domain.handover import Posted
from bot.domain.model import Entry, EntryKey
from bot.errors import ScreenNotAsMapped, ValueNotTaken
from bot.planning.grammar import Mapping, Table
from bot.site.tab import Tab
from bot.site.tables import TableReader

pytestmark = pytest.mark.browser

SEND = """<p id=out></p><script>
const send = (doc) => fetch('/save', { method: 'POST', headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(doc) }).then((a) => a.text()).then((t) => { out.innerText = t; });
</script>"""
# A header of <div>s; each row a table for the layout alone.
GRID = """<div role=grid id=g><div role=row style="display:flex"><div role=columnheader>Number</div>
<div role=columnheader>Payer</div><div role=columnheader>Amount</div></div><div id=rows role=rowgroup></div></div><script>
const rowOf = (...cells) => { const t = document.createElement('table'); t.setAttribute('role', 'presentation');
  t.innerHTML = '<tbody><tr role=row>' + cells.map((c) => `<td role=gridcell>${c}</td>`).join('') + '</tr></tbody>';
  document.getElementById('rows').append(t); return t; };
</script>"""


def test_rows_that_are_tables_of_their_own_are_rows_of_the_grid(
    server: LittleServer, tab_of: Callable[..., Tab]
) -> None:
    """Their columns are named by the header of the grid around them."""
    more = "<script>rowOf('D-1', 'Somsri', '1.50'); rowOf('D-2', 'Somchai', '2.50');</script>"
    server.pages["/list"] = lambda _: GRID + more
    tab = tab_of()
    tab.page.goto(server.url + "list")
    table = Table.model_validate({"columns": {"number": "Number", "payer": "Payer", "amount": "Amount"}})
    assert [tuple(row.texts.values()) for row in TableReader(tab, table).read_all()] == [
        ("D-1", "Somsri", "1.50"),
        ("D-2", "Somchai", "2.50"),
    ]


LIST = (
    GRID
    + """<button id=open onclick="show(chosen)">Open</button><script>
let chosen = 0;
const show = (n) => { const w = document.createElement('div'); w.className = 'window';
  w.innerHTML = `<h2>Document D-${n}</h2><label>Payer <input readonly value="P${n}"></label>`; document.body.append(w); };
for (const n of [1, 2]) { const t = rowOf(`D-${n}`, `P${n}`, `${n}.00`);
  t.onclick = () => { chosen = n; }; if (DOUBLE) t.ondblclick = () => show(n); }
</script>"""
)


@pytest.mark.parametrize(
    ("double", "open_by"), [("true", {"double": True}), ("false", {"then": {"text": "Open"}})]
)
def test_documents_that_open_over_their_list_are_read_each_in_its_own_window(
    site_of: Callable[..., object], server: LittleServer, double: str, open_by: dict[str, object]
) -> None:
    """By a double click, or by a button for the row that was chosen; the window of the former is not read."""
    server.pages |= {"/": lambda _: "Home", "/list": lambda _: LIST.replace("DOUBLE", double)}
    detail = {
        "open": {"css": "td", "nth": 1},
        **open_by,
        "recognised_by": [{"at": {"css": ".window h2"}, "text": "^Document D-"}],
        "within": {"css": ".window"},
        "fields": {"payer": "Payer"},
    }
    columns = {"number": "Number", "amount": "Amount"}
    screen = make_screen(find={"opens_at": {"url": "list"}, "table": {"columns": columns}, "detail": detail})
    group = [
        Posted(entry=make_planned(screen, payer=f"P{n}", amount=Decimal(n)).entry, number=f"D-{n}")
        for n in (1, 2)
    ]
    group[1] = Posted(entry=_other(group[1].entry), number="D-2")
    with site_of(screen) as site:
        site.sign_in()
        found = site.read_back(group)
    assert sorted(one.fields["payer"] for one in found.values()) == ["P1", "P2"]


def _other(entry: Entry) -> Entry:
    return replace(entry, key=EntryKey("o" * 64))


PLAYED = """<h1>New document</h1><label>Payer <input id=payer></label>
<input type=button role=checkbox aria-checked=START id=paid onclick="if (!STUCK) this.setAttribute('aria-checked',
  this.getAttribute('aria-checked') !== 'true')"><label for=paid>Paid</label>
<button onclick="send({ payer: payer.value, paid: paid.getAttribute('aria-checked') })">Save</button>"""


@pytest.mark.parametrize(("start", "wanted"), [("false", True), ("true", True), ("true", False), ("false", False)])
def test_a_button_that_plays_a_check_box_is_read_by_its_state(
    site_of: Callable[..., object], server: LittleServer, start: str, wanted: bool
) -> None:
    """It is an <input>, but its `checked` says nothing."""
    page = PLAYED.replace("START", start).replace("STUCK", "false") + SEND
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: page, "/save": lambda _: "Stored as D-1"}
    screen = _paid_screen()
    with site_of(screen) as site:
        site.sign_in()
        site.commit(site.prepare(make_planned(screen, payer="Somsri", paid=wanted)))
    (arrived,) = server.arrived
    assert arrived.fields == {"payer": "Somsri", "paid": str(wanted).lower()}


def test_one_that_stays_on_is_noticed(site_of: Callable[..., object], server: LittleServer) -> None:
    """It was taken for off, whatever it showed."""
    page = PLAYED.replace("START", "true").replace("STUCK", "true") + SEND
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: page}
    screen = _paid_screen()
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(ValueNotTaken, match="Paid"):
            site.prepare(make_planned(screen, payer="Somsri", paid=False))


def _paid_screen() -> Mapping:
    fields = {
        "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}},
        "paid": {"header": "Paid", "kind": "yesno", "enter": {"at": {"caption": "Paid"}}},
    }
    return make_screen(fields=fields)


# A window that floats, with a list of lines; the box of a line is there only while its cell is being edited, and the
# options, of a make that nobody knows, come late.
LINES = """<h1>New document</h1><div style="position:absolute;top:60px;left:10px;width:600px">
<label>Payer <input id=payer></label><table id=t><thead><tr><th>Account<th>Amount</tr></thead><tbody id=b></tbody></table>
<button onclick="add()">Add</button><button onclick="send(docs())">Save</button></div>
<div id=options style="position:absolute;display:none;background:#eee;height:60px;z-index:9"></div>""" + SEND + """<script>
const docs = () => ({ payer: payer.value, lines: [...b.rows].map((r) => [r.cells[0].innerText, r.cells[1].firstChild.value]) });
const add = () => { const r = b.insertRow(); r.innerHTML = '<td style="width:150px">&nbsp;<td><input>';
  r.cells[0].onclick = (e) => { if (e.target === r.cells[0]) edit(r.cells[0]); }; };
const edit = (td) => { const i = document.createElement('input'); let chosen = td.innerText.trim(); td.replaceChildren(i); i.focus();
  let later;
  i.oninput = () => { clearTimeout(later); later = setTimeout(() => { const box = i.getBoundingClientRect();
    options.innerHTML = ['Cash', 'Bank'].map((x) => `<p style="margin:4px">${x}</p>`).join('');
    options.style.cssText += `;display:block;left:${box.left}px;top:${box.bottom}px`; }, 400); };
  options.onmousedown = (e) => e.preventDefault();
  options.onclick = (e) => { if (e.target.tagName === 'P') { chosen = i.value = e.target.innerText; options.style.display = 'none'; } };
  i.onblur = () => { clearTimeout(later); options.style.display = 'none'; td.innerText = chosen || ' '; }; };
</script>"""


def test_the_line_above_with_the_same_choice_is_no_option(
    site_of: Callable[..., object], server: LittleServer
) -> None:
    """Until the list has come its text stands in the window that floats, as an option's would."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: LINES, "/save": lambda _: "Stored as D-1"}
    at = {"column": "Account"}
    lines = {
        "rows": "#b tr",
        "add": {"text": "Add"},
        "fields": {
            "account": {"header": "Account", "enter": {"at": at, "open": at, "how": "suggest"}},
            "amount": {"header": "Amount", "kind": "money", "enter": {"at": {"column": "Amount"}}},
        },
    }
    fields = {"payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}}}
    screen = make_screen(fields=fields, lines=lines)
    rows = tuple({"account": "Cash", "amount": Decimal(n)} for n in (1, 2))
    with site_of(screen) as site:
        site.sign_in()
        site.commit(site.prepare(make_planned(screen, payer="Somsri", lines=rows)))
    (arrived,) = server.arrived
    assert [value for name, value in arrived.fields.items() if name.startswith("lines")] == [
        "Cash", "1.00", "Cash", "2.00",
    ]  # fmt: skip


def test_the_header_beside_a_header_is_not_its_value(
    site_of: Callable[..., object], server: LittleServer
) -> None:
    """A caption that only names a column of a list behind the form is told, with no value of its neighbour."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: GRID + "<h1>New document</h1><button>Save</button>"}
    screen = make_screen(fields={"payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}}})
    with site_of(screen, page_timeout=0.5) as site:
        site.sign_in()
        with pytest.raises(ScreenNotAsMapped, match="finds nothing"):
            site.prepare(make_planned(screen, payer="Somsri"))

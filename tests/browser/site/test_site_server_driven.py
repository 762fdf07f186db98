"""Pages whose every click is a message of one make to the server, drawn by components with slots."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from little_server import Answer, Asked, LittleServer
from site_making import make_planned, make_screen

from bot.errors import InDoubt, RequestStopped
from bot.planning.grammar import Mapping, Table
from bot.site.tab import Tab
from bot.site.tables import TableReader

pytestmark = pytest.mark.browser

PAGE = """<h1>New document</h1><main id=main></main><script>
let turn = 0;
const say = (event) => fetch('/ui', { method: 'POST', headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ turn: turn++, rpc: [event] }) })
  .then((a) => a.text()).then(draw, () => setTimeout(() => say({ ...event, again: true }), 300));
const draw = (html) => { main.innerHTML = html;
  for (const b of main.querySelectorAll('button')) b.onclick = () => say({ node: +b.dataset.node, event: 'click' });
  for (const i of main.querySelectorAll('input'))
    i.onchange = () => say({ node: +i.dataset.node, event: 'change', value: i.value }); };
say({ event: 'join' });
</script>"""
SAFE = [{"url": "ui", "body": '"event":"(join|change|click)"'}]


@dataclass
class Office:
    """Draws the form from what it was told; the button that stores is one of its buttons like any other."""

    server: LittleServer
    lose: bool = False
    values: dict[int, str] = field(default_factory=dict)
    opened: bool = False
    said: str = ""
    documents: list[dict[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server.pages |= {"/": lambda _: "Home", "/form": self._new, "/ui": self._told, "/list": lambda _: "Home"}

    def _new(self, _asked: Asked) -> str:
        self.values, self.opened, self.said = {}, False, ""
        return PAGE

    def _told(self, asked: Asked) -> Answer | str:
        (one,) = json.loads(asked.body)["rpc"]
        if one["event"] == "change":
            self.values[one["node"]] = one["value"]
        elif one.get("node") == 7:
            self.opened = True
        elif one.get("node") == 9:
            self.documents.append(dict(self.values))
            self.said = f"Stored as D-{len(self.documents)}"
            if self.lose:
                return Answer(drop=True)
        boxes = "".join(
            f"<label>{label} <input data-node={node} value='{self.values.get(node, '')}'></label>"
            for node, label in ((3, "Payer"), *(((4, "Amount"),) if self.opened else ()))
        )
        return f"{boxes}<button data-node=7>More</button><button data-node=9>Save</button><p>{self.said}</p>"


def _screen(**commit: object) -> Mapping:
    return make_screen(
        commit={
            "at": {"text": "Save"},
            "request": {"url": "ui", "body": '"event":"click"'},
            "timeout": 6,
            **commit,
        },
        safe_requests=SAFE,
        form=[
            {"do": "enter", "fields": ["payer"]},
            {"do": "click", "at": {"text": "More"}},
            {"do": "enter", "fields": ["amount"]},
        ],
    )


def test_the_first_click_message_after_the_press_is_the_commit(
    site_of: Callable[..., object], server: LittleServer
) -> None:
    """Clicks on the way leave; a preview holds the one of the commit, a run sends it once."""
    office, screen = Office(server), _screen(known_by="click")
    planned = make_planned(screen, payer="Somsri", amount=Decimal("12.50"))
    with site_of(screen) as site:
        site.sign_in()
        assert "9" in site.preview(planned).request["rpc[0].node"]
        assert office.documents == []
        receipt = site.commit(site.prepare(planned))
    assert (receipt.number, receipt.requests) == ("D-1", 1)
    assert office.documents == [{3: "Somsri", 4: "12.50"}]


def test_without_an_answer_nothing_like_it_leaves_again(
    site_of: Callable[..., object], server: LittleServer
) -> None:
    """The page tries again in other words: these are no other click, but the commit once more."""
    office, screen = Office(server, lose=True), _screen(known_by="click")
    planned = make_planned(screen, payer="Somsri", amount=Decimal("12.50"))
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(InDoubt):
            site.commit(site.prepare(planned))
        site._tab().page.wait_for_timeout(1200)
    assert len(office.documents) == 1


def test_unless_the_mapping_says_so_such_clicks_are_stopped(
    site_of: Callable[..., object], server: LittleServer
) -> None:
    """Nobody but the mapper can know that the other clicks store nothing."""
    office, screen = Office(server), _screen()
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(RequestStopped, match="known_by: click"):
            site.prepare(make_planned(screen, payer="Somsri", amount=Decimal("12.50")))
    assert office.documents == []


GRID = """<x-grid id=g style="display:block"></x-grid><script>
customElements.define('x-grid', class extends HTMLElement { connectedCallback() {
  const root = this.attachShadow({ mode: 'open' });
  root.innerHTML = `<style>#s { height: 120px; overflow: auto } thead { position: sticky; top: 0 } tbody { display: block;
    position: relative } tr { display: flex; height: 30px; width: 400px } tbody tr { position: absolute } td, th { flex: 1 }
    </style><div id=s><table role=grid><thead></thead><tbody></tbody></table></div>`;
  let n = 0;
  const cell = (row, tag, content) => { const td = document.createElement(tag), slot = document.createElement('slot');
    slot.name = 'cell-' + n++; td.append(slot); row.append(td);
    const out = document.createElement('x-cell'); out.slot = slot.name; out.innerHTML = content; this.append(out); return out; };
  const head = document.createElement('tr'); root.querySelector('thead').append(head);
  for (const text of ['Number', 'Payer', 'Amount']) cell(head, 'th', text);
  const body = root.querySelector('tbody'), size = SIZE, pool = [];
  body.style.height = size * 30 + 'px';
  for (let x = 0; x < 7; x++) { const row = document.createElement('tr'); body.append(row);
    pool.push({ row, cells: [0, 1, 2].map(() => cell(row, 'td', '')) }); }
  const paint = () => { const first = Math.min(Math.floor(root.querySelector('#s').scrollTop / 30), Math.max(0, size - 7));
    for (let x = first; x < first + 7; x++) { const { row, cells } = pool[x % 7];
      row.hidden = x >= size; row.style.display = x < size ? 'flex' : 'none';
      row.style.transform = `translateY(${x * 30}px)`; row.setAttribute('aria-rowindex', x + 2);
      [`D-${x}`, `กอง ${x}`, CELL].forEach((html, y) => { if (cells[y].innerHTML !== html) cells[y].innerHTML = html; }); } };
  root.querySelector('#s').onscroll = paint; paint();
} });
</script>"""


def test_cells_that_a_component_shows_in_its_slots_are_read(
    server: LittleServer, tab_of: Callable[..., Tab]
) -> None:
    """The cell itself is empty: what it shows belongs to the page outside, and is drawn again while it scrolls."""
    server.pages["/list"] = lambda _: GRID.replace("SIZE", "40").replace("CELL", "`${x}.50`")
    tab = tab_of()
    tab.page.goto(server.url + "list")
    table = Table.model_validate({"columns": {"number": "Number", "payer": "Payer", "amount": "Amount"}})
    reader = TableReader(tab, table)
    rows = [row.texts for row in reader.read_all()]
    assert rows == [{"number": f"D-{n}", "payer": f"กอง {n}", "amount": f"{n}.50"} for n in range(40)]
    assert reader.gap is None or "empty" in reader.gap.en


def test_boxes_in_the_slots_of_a_grid_are_lines(site_of: Callable[..., object], server: LittleServer) -> None:
    """A line's box is meant by the header of its column, though it stands outside the grid's own tree."""
    save = """<button onclick="fetch('/save', { method: 'POST', body: new URLSearchParams([...document.querySelectorAll(
      'input')].map((i, n) => ['v' + n, i.value])) }).then((a) => a.text()).then((t) => { out.innerText = t })">Save</button>
      <p id=out></p>"""
    server.pages |= {
        "/": lambda _: "Home",
        "/form": lambda _: f"<h1>New document</h1><label>Payer <input></label>{save}"
        + GRID.replace("SIZE", "2").replace("CELL", "'<input>'"),
        "/save": lambda _: "Stored as D-1",
    }
    lines = {
        "rows": "tbody tr",
        "fields": {"amount": {"header": "Amount", "kind": "money", "enter": {"at": {"column": "Amount"}}}},
    }
    fields = {"payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}}}
    screen = make_screen(fields=fields, lines=lines)
    with site_of(screen) as site:
        site.sign_in()
        rows = ({"amount": Decimal("1.50")}, {"amount": Decimal("2.50")})
        site.commit(site.prepare(make_planned(screen, payer="Somsri", lines=rows)))
    (arrived,) = server.arrived
    assert list(arrived.fields.values())[:3] == ["Somsri", "1.50", "2.50"]

"""Kits that draw every control as tables: combo boxes without roles, buttons around a hidden one, keys that count."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from little_server import LittleServer
from playwright.sync_api import Page
from site_making import make_planned, make_screen

from bot.errors import PageTrouble
from bot.planning.grammar import At, Table
from bot.site.keys import type_keys
from bot.site.locate import spec_of
from bot.site.script import ask
from bot.site.tab import Tab
from bot.site.tables import TableReader

pytestmark = pytest.mark.browser

HEAD = "<!doctype html><meta charset=utf-8><h1>New document</h1>"
# A combo box as tables, its list is one too. `I` hears keys only; `typed`: the box takes typing.
COMBO = """<form method=post action=save><table><tr><td><span>Account</span><span style="color:red">*</span></td><td>
<input type=hidden id=c_VI name=c_VI><table id=c><tr><td><input id=c_I name=c autocomplete=off READONLY></td><td id=c_B><img alt=v width=9 height=9></td></tr></table>
<div id=c_D style="position:absolute;display:none;background:#fff"><div style="height:60px;overflow:auto"><table id=c_L style="width:200px"></table></div></div>
</td></tr></table><input type=submit value=Save></form><script>
const I = c_I, all = Array.from({length: 40}, (_, n) => `บัญชี${'กขคงจ'[n % 5]}${'ชซดตถทนบ'[n >> 3]}${'ปผ'[n % 2]}`).concat(['การไฟฟ้า', 'การประปา']);
let kept = '', late;
const draw = (some) => { c_L.innerHTML = some.map((one) => `<tr><td>${one}</td></tr>`).join(''); c_D.style.display = 'block'; };
c_B.onmousedown = (e) => { e.preventDefault(); I.focus(); draw(all); };
if (I.readOnly) I.onmousedown = () => draw(all);
else I.onkeyup = (e) => { clearTimeout(late); late = setTimeout(() => draw(all.filter((one) => one.startsWith(I.value))), 150); };
c_L.onmousedown = (e) => e.preventDefault();
c_L.onmouseup = (e) => { I.value = kept = e.target.textContent; c_VI.value = all.indexOf(kept) + 1; c_D.style.display = 'none'; };
I.onblur = () => { I.value = kept; c_D.style.display = 'none'; };
</script>"""


@pytest.mark.parametrize("box", ["readonly", ""], ids=["closed for typing", "narrowed at keys"])
@pytest.mark.parametrize("how", [{}, {"how": "suggest"}], ids=["nothing said", "suggest"])
def test_a_combo_box_that_says_nothing_of_itself(
    site_of: Callable[..., object], server: LittleServer, box: str, how: dict[str, str]
) -> None:
    """A plain text box with a list drawn by a script, far down in it: what is stored is the option's value."""
    got: list[str] = []
    server.pages |= {
        "/": lambda _: "Home",
        "/form": lambda _: HEAD + COMBO.replace("READONLY", box),
        "/save": lambda asked: got.append(asked.fields["c_VI"]) or "Stored as 7",
        "/list": lambda _: "<table><tr><th>Number<th>Account<tr><td>7<td>การไฟฟ้า</table>",
    }
    account = {"header": "Account", "kind": "choice", "choices": {"of": ["การไฟฟ้า"]}, "enter": {"at": {"caption": "Account", "id": "c_I"}, **how}}  # fmt: skip
    screen = make_screen(fields={"account": account}, key=["account"])
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, account="การไฟฟ้า"))
        assert prepared.typed == {"account": "การไฟฟ้า"}
        site.commit(prepared)
    assert got == ["41"]


def test_a_list_of_no_known_make_that_goes_on_as_it_is_scrolled(site_of: Callable[..., object], server: LittleServer) -> None:
    """Options that come only when the list is scrolled to its end are reached."""
    more = "c_L.parentElement.onscroll = (e) => { const n = c_L.rows.length; if (e.target.scrollTop + 61 > e.target.scrollHeight) setTimeout(() => draw(all.slice(0, n + 10)), 100) };"
    page = COMBO.replace("READONLY", "readonly").replace("() => draw(all);", "() => draw(all.slice(0, 10));")
    page = page.replace("</script>", f"{more}</script>")
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: HEAD + page}
    account = {"header": "Account", "enter": {"at": {"caption": "Account"}, "how": "suggest"}}
    screen = make_screen(fields={"account": account}, key=["account"])
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, account="การไฟฟ้า")).typed == {"account": "การไฟฟ้า"}


def test_thai_letters_come_as_keys(page: Page) -> None:
    """Each with its key down, press and up, as from a Thai keyboard; other letters as before."""
    page.set_content("<input id=t>")
    page.evaluate("""for (const name of ['keydown', 'keypress', 'keyup']) t.addEventListener(name, (e) => {
        (window.heard ||= []).push([name, e.key, e.code, e.keyCode, e.shiftKey].join(' ')) })""")
    page.focus("#t")

    type_keys(page, "ที่ ฎ1“")

    assert page.input_value("#t") == "ที่ ฎ1“"
    heard = page.evaluate("heard")
    assert [one for one in heard if one.startswith("keyup")] == [
        "keyup ท KeyM 77 false",
        "keyup ี KeyU 85 false",
        "keyup ่ KeyJ 74 false",
        "keyup   Space 32 false",
        "keyup ฎ KeyE 69 true",
        "keyup 1 Digit1 49 false",
    ]
    assert [one.split(" ")[0] for one in heard[:3]] == ["keydown", "keypress", "keyup"]
    assert heard[1].split(" ")[3] == str(ord("ท"))


FRONT = """<form method=post action=save><label for=a>Amount</label> <span><span><input id=front autocomplete=off><input id=a name=a style="display:none"></span></span>
<input type=submit value=Save></form><script>
let v = null;
front.onfocus = () => { front.style.display = 'none'; a.style.display = ''; a.value = v ?? ''; a.focus(); setTimeout(() => a.select()); };
a.onblur = () => { const n = parseFloat(a.value); v = isNaN(n) ? null : n; front.value = v === null ? '' : v.toFixed(2).replace(/\\B(?=(\\d{3})+(?!\\d))/g, ',');
  a.style.display = 'none'; front.style.display = ''; };</script>"""


@pytest.mark.parametrize("how", ["fill", "type"])
def test_a_box_behind_the_one_that_shows_its_value(
    site_of: Callable[..., object], server: LittleServer, how: str
) -> None:
    """The label names the hidden one; it is entered through the other, as by a person, and its value is stored."""
    got: list[str] = []
    server.pages |= {
        "/": lambda _: "Home",
        "/form": lambda _: HEAD + FRONT,
        "/save": lambda asked: got.append(asked.fields["a"]) or "Stored as 7",
        "/list": lambda _: "<table><tr><th>Number<th>Amount<tr><td>7<td>1,234.50</table>",
    }
    amount = {"header": "Amount", "kind": "money", "enter": {"at": {"caption": "Amount"}, "how": how}}
    screen = make_screen(fields={"amount": amount}, key=["amount"])
    with site_of(screen) as site:
        site.sign_in()
        site.commit(site.prepare(make_planned(screen, amount=Decimal("1234.5"))))
    assert [float(one) for one in got] == [1234.5]


# A drop-down that is a list box to the page, whose hidden box holds a number; then a tab with a grid whose cells become
# boxes when clicked, and whose new row opens its first cell by itself.
TABS = """<form id=f><div id=one><label for=kind>Kind</label> <span id=w tabindex=0 role=listbox style="display:inline-block">
<span class=k-input>-- choose --</span><span class=icon-arrow-60-down>v</span><input id=kind name=kind style="display:none"></span></div>
<button type=button id=next>Lines</button><div id=two style="display:none"><table id=g><thead><tr><th>Note<th>Sum</thead><tbody></tbody></table>
<a href="#" id=more>Add</a></div><input type=submit value=Save></form>
<ul id=list style="position:absolute;display:none;background:#fff"><li role=option>Cash<li role=option>Cheque</ul><script>
w.onclick = () => { list.style.display = list.style.display === 'none' ? 'block' : 'none' };
list.onclick = (e) => { kind.value = e.target.textContent === 'Cash' ? 1 : 2; w.firstElementChild.textContent = e.target.textContent; list.style.display = 'none' };
next.onclick = () => { one.style.display = 'none'; two.style.display = '' };
const rows = [], body = g.tBodies[0];
const draw = () => { body.innerHTML = rows.map((r) => `<tr><td>${r[0]}</td><td>${r[1].toFixed(2)}</td></tr>`).join('') };
const edit = (td) => { const y = td.parentNode.rowIndex - 1, x = td.cellIndex;
  td.innerHTML = x ? '<input class=front><input class=real style="display:none">' : '<input>'; let box = td.firstElementChild;
  if (x) { box = td.lastElementChild; box.value = rows[y][1]; td.firstElementChild.onfocus = (e) => { e.target.style.display = 'none'; box.style.display = ''; box.focus(); box.select() } }
  else box.value = rows[y][0];
  box.onblur = () => { rows[y][x] = x ? parseFloat(box.value) : box.value; setTimeout(draw) }; td.firstElementChild.focus() };
body.onclick = (e) => { if (e.target.matches('td')) edit(e.target) };
more.onclick = (e) => { e.preventDefault(); rows.push(['', 0]); draw(); edit(body.lastElementChild.cells[0]) };
f.onsubmit = (e) => { e.preventDefault(); fetch('save', {method: 'POST', body: JSON.stringify([kind.value, rows])}).then((r) => r.text()).then((t) => { document.body.textContent = t }) };
</script>"""


def test_a_grid_whose_cells_open_at_a_click_on_a_tab_of_its_own(
    site_of: Callable[..., object], server: LittleServer
) -> None:
    """A cell that is open already is not clicked; what the other tab holds stays proven by what it showed."""
    got: list[object] = []
    server.pages |= {
        "/": lambda _: "Home",
        "/form": lambda _: HEAD + TABS,
        "/save": lambda asked: got.append(json.loads(asked.body)) or "Stored as 7",
        "/list": lambda _: "<table><tr><th>Number<th>Kind<tr><td>7<td>Cheque</table>",
    }
    note, total = ({"enter": {"at": {"column": name}, "open": {"column": name}}, "header": name} for name in ("Note", "Sum"))
    kind = {"header": "Kind", "kind": "choice", "choices": {"of": ["Cash", "Cheque"]}, "enter": {"at": {"caption": "Kind"}}}
    screen = make_screen(
        fields={"kind": kind},
        key=["kind"],
        lines={"style": "grid", "rows": "#g tbody tr", "add": {"text": "Add"}, "fields": {"note": note, "sum": {**total, "kind": "money"}}},
        form=[{"do": "enter", "fields": ["kind"]}, {"do": "click", "at": {"text": "Lines"}}, {"do": "lines"}],
    )  # fmt: skip
    lines = ({"note": "ก", "sum": Decimal("10.5")}, {"note": "b", "sum": Decimal(2000)})
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, kind="Cheque", lines=lines))
        assert prepared.typed["kind"] == "Cheque"
        site.commit(prepared)
    assert got == [["2", [["ก", 10.5], ["b", 2000]]]]


BUTTON = """<style>.hbc { position: absolute; width: 0; height: 0; overflow: hidden }</style>
<div id=x_save tabindex=0><div id=x_save_CD><div class=hbc><input type=submit value=Save id=x_save_I></div><span>Save</span></div></div>
<div style="overflow:hidden;height:0"><button id=folded>Clear</button></div><p>Clear</p>"""


def test_a_button_drawn_around_a_hidden_one_is_one_place(page: Page) -> None:
    """Its text and its id mean what a person clicks; a hidden button is not confused with words elsewhere."""
    page.set_content(BUTTON)
    assert ask(page.main_frame, "probe", [spec_of(At(text="Save", id="x_save"))]) == [None]
    place = page.locator("at=" + json.dumps(spec_of(At(text="Save"))))
    assert place.evaluate("e => e.id") == "x_save_CD"
    assert ask(page.main_frame, "point", spec_of(At(text="Clear")))["visible"] is False


NESTED = "".join(f"<td><table><tr><td>{head}</td><td><span>&nbsp;</span></td></tr></table></td>" for head in ("Name", "Code"))


@pytest.mark.parametrize("columns", [{"name": "Name"}, {"name": "Name", "code": "Code"}], ids=["one", "two"])
def test_a_caption_drawn_as_a_table_is_a_caption(
    tab_of: Callable[..., Tab], server: LittleServer, columns: dict[str, str]
) -> None:
    """Of one wanted column too: the grid is meant, not the table in its header."""
    rows = "<tr><td>กองคลัง<td>02<tr><td>กองช่าง<td>03"
    server.pages["/t"] = lambda _: HEAD + f"<table><tr><td><table><tr>{NESTED}</tr>{rows}</table></table>"
    tab = tab_of()
    tab.goto(server.url + "t")
    found = TableReader(tab, Table.model_validate({"columns": columns})).read_all()
    assert [row.texts["name"] for row in found] == ["กองคลัง", "กองช่าง"]


# A grid that filters at Enter only, and by a callback that names the grid.
FILTERED = """<form method=post action=list><input type=hidden name=__VIEWSTATE value=x><table id=a_grid><tr id=a_grid_heads><td>Number<td>Payer<td>Amount
<tr id=a_grid_filter><td><td><input id=a_grid_F1 autocomplete=off><td><tbody id=rows>ROWS</table></form><script>
a_grid_F1.onkeydown = (e) => { if (e.key !== 'Enter') return; e.preventDefault(); fetch('list', {method: 'POST',
  headers: {'Content-Type': 'application/x-www-form-urlencoded'}, body: '__VIEWSTATE=x&__CALLBACKID=a%24grid&__CALLBACKPARAM=' + encodeURIComponent(e.target.value)})
  .then((r) => r.text()).then((t) => { rows.innerHTML = t || '<tr><td>None</td></tr>' }) };</script>"""


def _row(number: int) -> str:
    return f"<tr class=doc><td>{number}<td>นาย {number}<td>{number}.00"


@pytest.mark.parametrize("press", ["Enter", None])
def test_a_search_that_begins_at_enter(
    site_of: Callable[..., object], server: LittleServer, press: str | None
) -> None:
    """With `press: Enter` it begins, and a grid's callback for its own box passes; without, the box is told."""
    asked: list[str] = []

    def listed(request: object) -> str:
        wanted = dict(request.fields).get("__CALLBACKPARAM")
        if wanted is None:
            return HEAD + FILTERED.replace("ROWS", "".join(map(_row, range(1, 30))))
        asked.append(wanted)
        return "".join(_row(n) for n in range(1, 30) if f"นาย {n}" == wanted)

    server.pages |= {"/": lambda _: "Home", "/form": lambda _: HEAD, "/list": listed}
    enter = {"at": {"id": "F1"}, "settle": "request", **({"press": press} if press else {})}
    find = {
        "opens_at": {"url": "list"},
        "criteria": [{"field": "payer", "enter": enter}],
        "table": {"rows": "tr.doc", "columns": {"number": "Number", "payer": "Payer", "amount": "Amount"}, "empty": {"page": "None"}},
    }  # fmt: skip
    screen = make_screen(find=find)
    with site_of(screen, dialect="webforms") as site:
        site.sign_in()
        if press is None:
            with pytest.raises(PageTrouble, match="Payer"):
                site.search(make_planned(screen, payer="นาย 7", amount="7.00").entry)
            return
        found = site.search(make_planned(screen, payer="นาย 7", amount="7.00").entry)
    assert [one.number for one in found] == ["7"]
    assert asked == ["นาย 7"]

"""Kits that draw every control as tables: combo boxes without roles, buttons around a hidden one, keys that count."""

from __future__ import annotations

from collections.abc import Callable

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


BUTTON = """<style>.hbc { position: absolute; width: 0; height: 0; overflow: hidden }</style>
<div id=x_save tabindex=0><div id=x_save_CD><div class=hbc><input type=submit value=Save id=x_save_I></div><span>Save</span></div></div>
<div style="overflow:hidden;height:0"><button id=folded>Clear</button></div><p>Clear</p>"""


def test_a_button_drawn_around_a_hidden_one_is_one_place(page: Page) -> None:
    """Its text and its id mean what a person clicks; a hidden button is not confused with words elsewhere."""
    page.set_content(BUTTON)
    assert ask(page.main_frame, "probe", [spec_of(At(text="Save", id="x_save"))]) == [None]
    place = page.locator("at=" + __import__("json").dumps(spec_of(At(text="Save"))))
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

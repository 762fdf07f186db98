"""Manners of applications that nobody here had seen: cards, added rows, bare captions, native numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from little_server import Answer, Asked, LittleServer
from playwright.sync_api import Page
from site_making import make_planned, make_screen, make_site

from bot.errors import InDoubt, ScreenNotAsMapped
from bot.planning.grammar import At, Sign, Table
from bot.site.script import ask
from bot.site.tab import Tab
from bot.site.tables import TableReader

pytestmark = pytest.mark.browser

HEAD = "<table><thead><tr><th>No.</th><th>Payee</th></tr></thead><tbody>{rows}</tbody></table>"
CARDS = """<div class=card><h4>No. D-1</h4><span class=who>Somsri</span></div>
<div class="card void"><h4>No. D-2</h4><span class=who>Malee</span></div>"""
MORE = (
    HEAD.format(rows="<tr><td>1</td><td>A</td></tr>")
    + """<button onclick="add(this)">Load more</button><script>
let n = 1;
function add(button) { setTimeout(() => {
  n += 1; document.querySelector('tbody').insertRow().innerHTML = `<td>${n}</td><td>B</td>`;
  if (n === 3) button.remove(); }, 50); }</script>"""
)
SHOWN = {
    "bold after bare words": "<li>Payee: <b id=t>Somsri</b></li>",
    "blank bold after bare words": "<ul><li>Payee: <b id=t></b></li><li>Sum: <b>5</b></li></ul>",
    "an icon in the caption": "<div>Payee <span class=star></span></div><div>Somsri</div>",
    "one text": "<li>Payee: Somsri</li>",
    "blank one text": "<ul><li>Payee:</li><li>Sum: 5</li></ul>",
    "blank among flat pairs": "<label>Payee</label><span id=t></span><label>Sum</label><span>5</span>",
    "blank in its own row": "<div><i>Payee</i><span></span></div><div><i>Sum</i><span>5</span></div>",
}


def _at(tab: Tab, server: LittleServer, page: str) -> Tab:
    server.pages["/list"] = lambda _asked: page
    tab.page.goto(server.url + "list")
    return tab


def _table(**parts: object) -> Table:
    return Table.model_validate({"columns": {"number": "No.", "payee": "Payee"}, **parts})


def test_cards_are_rows_by_css(server: LittleServer, tab_of: Callable[..., Tab]) -> None:
    """Where there is no table, each card is a row, and CSS tells the cancelled ones."""
    columns = {"number": {"at": {"css": "h4"}}, "payee": {"at": {"css": ".who"}}}
    tab = _at(tab_of(), server, CARDS)
    found = TableReader(tab, _table(rows=".card", columns=columns), marked=".void").read_all()
    assert [(row.texts["number"], row.texts["payee"], row.marked) for row in found] == [
        ("No. D-1", "Somsri", False),
        ("No. D-2", "Malee", True),
    ]
    assert tab.probe([found[1].spec], tab.frame()) == [None]


def test_a_button_that_adds_rows_is_pressed_until_it_is_gone(
    server: LittleServer, tab_of: Callable[..., Tab]
) -> None:
    """Rows that stood there before are not read twice."""
    tab = _at(tab_of(), server, MORE)
    found = TableReader(tab, _table(pages={"more": {"text": "Load more"}})).read_all()
    assert [row.texts["number"] for row in found] == ["1", "2", "3"]


def test_rows_that_never_stop_coming_are_refused(server: LittleServer, tab_of: Callable[..., Tab]) -> None:
    """More pages than `limit` is said, not read for ever."""
    tab = _at(tab_of(), server, MORE)
    table = _table(pages={"more": {"text": "Load more"}, "limit": "2"})
    with pytest.raises(ScreenNotAsMapped, match="more than 2 pages"):
        TableReader(tab, table).read_all()


def test_a_list_drawn_late_is_waited_for(server: LittleServer, tab_of: Callable[..., Tab]) -> None:
    """A header without rows is not yet an empty list, when the mapping says how an empty one looks."""
    late = "<script>setTimeout(() => { document.querySelector('tbody').innerHTML = '<tr><td>1<td>A' }, 300)</script>"
    tab = _at(tab_of(), server, HEAD.format(rows="") + late)
    found = TableReader(tab, _table(empty={"page": "Nothing found"})).read_all()
    assert [row.texts["number"] for row in found] == ["1"]


def test_no_rows_and_no_sign_of_emptiness_is_never_none(
    server: LittleServer, tab_of: Callable[..., Tab]
) -> None:
    """A list that failed to load must not prove that a document is absent."""
    tab = _at(tab_of(timeout=1.0), server, HEAD.format(rows=""))
    with pytest.raises(ScreenNotAsMapped, match="not taken for"):
        TableReader(tab, _table(empty={"page": "Nothing found"})).read_all()


@pytest.mark.parametrize("layout", SHOWN.values(), ids=SHOWN.keys())
def test_a_value_beside_a_bare_caption(page: Page, layout: str) -> None:
    """A caption may be bare words, and its value may be blank: the next caption is never taken for it."""
    page.set_content(layout)
    told = ask(page.main_frame, "read", [{"caption": "Payee"}])[0]
    assert told.get("text") == ("Somsri" if "Somsri" in layout else ""), told


FORM = """<!doctype html><h1>New document</h1><form method=post action=/save>
<label>Payer <input name=payer></label><label>Amount <input name=amount type=number step=0.01></label>
{more}<input type=submit value=Save></form>"""


def test_a_native_number_box_takes_a_point_whatever_the_sites_format(
    site_of: Callable[..., object], server: LittleServer
) -> None:
    """`1.234,50` would leave a number box blank; it is given 1234.50 and compared by amount."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: FORM.format(more="")}
    screen = make_screen()
    planned = make_planned(screen, payer="A", amount=Decimal("1234.50"))
    with site_of(screen, site=make_site(money_format="#.##0,00")) as site:
        site.sign_in()
        assert site.prepare(planned).typed["amount"] == "1234.50"


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ("<label>Branch <input name=b required></label>", True),
        ("<label>Branch * <input name=b></label>", True),
        ("<label>Branch * <input name=b value=1></label>", False),
        ("<label>Branch * <input name=b readonly></label>", False),
        ("<label>Branch <input name=b></label>", False),
        ("</form><form><label>Search * <input name=q></label>", False),
    ],
)
def test_a_required_field_that_the_mapping_does_not_know(
    site_of: Callable[..., object], server: LittleServer, more: str, refused: bool
) -> None:
    """It is named before the commit; one that is filled, closed or in another form is no matter."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: FORM.format(more=more)}
    screen = make_screen()
    planned = make_planned(screen, payer="A", amount=Decimal(5))
    with site_of(screen) as site:
        site.sign_in()
        if refused:
            with pytest.raises(ScreenNotAsMapped, match="Branch"):
                site.prepare(planned)
        else:
            site.prepare(planned)


CHOICE = """<h1>Where?</h1><form method=post action=/company>
<label>Company <select name=c><option>Head<option>Branch</select></label>
<label>Year <select name=y><option>2023<option>2024</select></label><button>Go on</button></form>"""


def test_company_and_year_are_chosen_after_the_password(
    site_of: Callable[..., object], server: LittleServer
) -> None:
    """The password shows after the user name; then office and year of the config are chosen, in the site's era."""
    chosen: list[dict[str, str]] = []

    def company(asked: Asked) -> Answer:
        chosen.append(asked.fields)
        return Answer("", 302, {"Location": "/home"})

    first = "<label>User <input name=u></label><button onclick='more()'>Next</button><div id=d></div><script>"
    second = "<form method=post action=/in><label>Password <input type=password name=p></label><button>In</button></form>"
    script = f"function more() {{ setTimeout(() => {{ d.innerHTML = `{second}` }}, 30) }}</script>"
    server.pages |= {
        "/login": lambda _: first + script,
        "/in": lambda _: CHOICE,
        "/company": company,
        "/home": lambda _: "<p class=org>Branch</p><p class=y>Year 2024</p>Welcome",
    }
    site = make_site(
        sign_in={
            "url": "login",
            "username": {"caption": "User"},
            "next": {"text": "Next"},
            "password": {"caption": "Password"},
            "submit": {"text": "In"},
            "then": [
                {"do": "choose", "at": {"caption": "Company"}, "value": "{office}"},
                {"do": "choose", "at": {"caption": "Year"}, "value": "{fiscal_year}"},
                {"do": "click", "at": {"text": "Go on"}},
            ],
            "signed_in": [{"page": "Welcome"}],
        },
        identity={
            "office": {"from": "at", "at": {"css": ".org"}},
            "fiscal_year": {"from": "at", "at": {"css": ".y"}, "pattern": r"Year (\d+)"},
        },
    )
    options = {"method": "form", "username": "u", "office": "Branch", "fiscal_year": 2567}
    with site_of(make_screen(), site=site, **options) as opened:
        identity = opened.sign_in()
    assert (identity.office, identity.fiscal_year) == ("Branch", "2024")
    assert chosen == [{"c": "Branch", "y": "2024"}]


def test_places_of_the_header_show_though_the_screen_stands_in_a_frame(
    server: LittleServer, tab_of: Callable[..., Tab]
) -> None:
    """With the screen in one frame, a place in another frame or on the page itself is still seen."""
    server.pages |= {"/top": lambda _: "<b id=who>Somsri</b>", "/body": lambda _: "<h3>New</h3>"}
    tab = _at(
        tab_of(),
        server,
        "<p id=org>Branch</p><iframe name=top src=/top></iframe><iframe name=body src=/body></iframe>",
    )
    tab.base = ("iframe[name=body]",)
    header = At(id="who", frame=("iframe[name=top]",))
    places = (header, At(id="org"), At(css="h3"))
    seen = tab.see([Sign(at=at) for at in places]).ats
    assert [seen[at].text for at in places] == ["Somsri", "Branch", "New"]
    assert tab.frame(header).name == "top"


def test_an_outcome_outside_the_screens_frame_is_seen_at_once(
    site_of: Callable[..., object], server: LittleServer
) -> None:
    """After the commit the whole page may be left, the frame with it: that is looked at, not waited out."""
    frame = FORM.format(more="").replace("<form ", "<form target=_top ")
    server.pages |= {
        "/": lambda _: "Home",
        "/outer": lambda _: "<iframe id=inner src=/form></iframe>",
        "/form": lambda _: frame,
        "/save": lambda _: Answer("", 302, {"Location": "/login"}),
        "/login": lambda _: "<h1>Please sign in</h1>",
    }
    screen = make_screen(
        opens_at={"url": "outer", "frame": ["#inner"]},
        commit={"at": {"text": "Save"}, "request": {"url": "save*"}, "timeout": 100},
    )
    planned = make_planned(screen, payer="A", amount=Decimal(5))
    with site_of(screen, site=make_site(signed_out=[{"page": "Please sign in"}])) as site:
        site.sign_in()
        prepared = site.prepare(planned)
        with pytest.raises(InDoubt, match="Please sign in"):
            site.commit(prepared)

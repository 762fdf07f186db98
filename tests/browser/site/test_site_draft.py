"""What a page tells whoever writes its mapping: a draft whose places hold, and why a place or sign does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from little_server import LittleServer
from playwright.sync_api import Page
from site_making import make_screen

from bot.errors import ScreenNotAsMapped
from bot.planning.grammar import Table
from bot.planning.mapping import load_mappings
from bot.planning.skeleton import Opening, draft_mapping
from bot.site.script import ask
from bot.site.tab import Tab
from bot.site.tables import TableReader

pytestmark = pytest.mark.browser

FORM = """<!doctype html><meta charset=utf-8><title>Books</title><nav><h2>Menu</h2></nav><form><input placeholder=Find></form>
<h1>New voucher</h1><form method=post action=/save.aspx><input type=hidden name=__VIEWSTATE value=x>
<table><tr><td>Reference no. *</td><td><input id=ctl00_Main_txtRef name=ctl00$Main$txtRef maxlength=10></td></tr>
<tr><td>Date</td><td><input id=ctl00_Main_txtDate name=ctl00$Main$txtDate readonly></td></tr>
<tr><td>Account</td><td><select id=ctl00_Main_ddlAcc><option value=''>-- choose --</option><option>5100 Paper</option></select></td></tr>
<tr><td>Paid by</td><td><label><input type=radio name=way>Cash</label><label><input type=radio name=way>Cheque</label></td></tr>
<tr><td>Amount</td><td><input id=ctl00_Main_txtAmount></td></tr></table>
<table id=lines><thead><tr><th>Item<th>Price</tr></thead><tbody><tr><td><input><td><input></tr></tbody></table>
<input type=submit name=ctl00$Main$btnSave value=Save><input type=button value="Add line"></form>"""
LIST = """<!doctype html><meta charset=utf-8><h1>Vouchers</h1><label>Reference no. <input id=q></label><button>Search</button>
<table><thead><tr><th>No.<th>Reference no.<th>Date<th>Amount</tr></thead><tbody><tr><td colspan=4>Nothing here</td></tr></tbody></table>
<ul class=pagination><li><a href=#>1</a></ul>"""


@pytest.fixture
def drafts(page: Page) -> Callable[[str], dict]:
    def draft(html: str) -> dict:
        page.set_content(html)
        return {**ask(page.main_frame, "draft"), "frame": ""}

    return draft


def test_a_draft_holds_on_the_page_it_was_made_from(drafts: Callable[[str], dict], page: Page, tmp_path: Path) -> None:
    """Captions and shortest ids are tried on the page; grid, button, request, search and list are found."""
    listed = drafts(LIST)
    form = drafts(FORM)
    text = draft_mapping(form, Opening(url="v.aspx"), listed, "list.aspx").replace("TODO", "reference_no")
    (tmp_path / "site.yaml").write_text('format: "1"\nsite: s\ntitle: S\n', encoding="utf-8")
    (tmp_path / "voucher.yaml").write_text(text, encoding="utf-8")
    screen = next(iter(load_mappings(tmp_path).screens.values()))

    specs = {name: spec.enter.at for name, spec in screen.fields.items() if spec.enter}
    assert {name: at.id for name, at in specs.items()} == {
        "reference_no": "txtRef", "date": "txtDate", "account": "ddlAcc", "paid_by": None, "amount": "txtAmount",
    }  # fmt: skip
    assert all(at.caption for at in specs.values())
    asked = [{"caption": at.caption} | ({"id": at.id} if at.id else {}) for at in specs.values()]
    assert ask(page.main_frame, "probe", asked) == [None] * len(asked)
    kinds = [screen.fields[name].kind for name in specs]
    assert kinds == ["code", "date", "choice", "choice", "money"]
    assert screen.lines is not None
    assert list(screen.lines.fields) == ["item", "price"]
    assert screen.lines.add is not None
    assert screen.recognised_by[0].text == "^New voucher"
    assert screen.commit.request.fields == {"btnSave": "*"}
    assert screen.find.submit is not None
    assert screen.find.table.empty is not None
    assert screen.find.table.empty.page == "Nothing here"
    assert screen.find.table.pages is not None
    assert list(screen.find.table.columns) == ["number", "reference_no", "date", "amount"]


KIT = """<h1>New voucher</h1><form><table><tr><td>Payer</td><td><table><tr><td><input id=a_txtPayer></td></tr></table></td></tr>
<tr><td>Kind</td><td><table><tr><td><input id=a_cboKind readonly></td><td><img alt=v></td></tr></table></td></tr></table>
<div id=a_save><div style="position:absolute;width:0;height:0;overflow:hidden"><input type=submit value=Save></div><span>Save</span></div>
<table id=a_grid><tr><td><table><tr><td><table><tr><td>No.</td><td>&nbsp;</td></tr></table></td><td>Payer</td><td>Kind</td></tr>
<tr><td>7</td><td>นางสาวมะลิ</td><td>x</td></tr></table><div>Page 1</div></td></tr></table></form>"""


def test_a_draft_of_controls_that_are_drawn_as_tables(drafts: Callable[[str], dict]) -> None:
    """A drop-down closed for typing, a button around a hidden one; of tables in tables the list, and nobody's name."""
    draft = drafts(KIT)
    made = {one["at"]["caption"]: one["make"] for one in draft["fields"]}
    assert made == {"Payer": "text", "Kind": "suggest"}
    assert [one["at"] for one in draft["buttons"]] == [{"text": "Save"}]
    assert [one["headers"] for one in draft["tables"] if "No." in str(one)] == [["No.", "Payer", "Kind"]]
    assert "มะลิ" not in str(draft["tables"])


def test_a_picture_stands_for_a_value(server: LittleServer, tab_of: Callable[..., Tab]) -> None:
    """A cell that shows an icon alone is read by the icon's CSS; a cell with neither is blank."""
    rows = "".join(f"<tr><td>{n}<td><i class='{icon}' style='display:inline-block;width:9px;height:9px'></i>"
                   for n, icon in enumerate(["check", "cross", "other"]))  # fmt: skip
    server.pages["/list"] = lambda _: f"<table><thead><tr><th>No.<th>Paid</tr></thead><tbody>{rows}</tbody></table>"
    tab = tab_of()
    tab.page.goto(server.url + "list")
    paid = {"column": "Paid", "icons": {".check": "yes", ".cross": "no"}}
    table = Table.model_validate({"columns": {"number": "No.", "paid": paid}})
    assert [row.texts["paid"] for row in TableReader(tab, table).read_all()] == ["yes", "no", ""]


@pytest.mark.parametrize(
    ("sign", "seen"),
    [
        ({"at": {"css": "h1"}, "text": "^Old"}, "there it says “New document”"),
        ({"at": {"css": "h7"}}, "finds nothing"),
        ({"url": "other"}, "the address is http"),
        ({"title": "^Old"}, "the title is “Books”"),
        ({"page": "Old words"}, "page “Old words”"),
        ({"at": {"id": "hid"}}, "it is hidden"),
    ],
)
def test_a_sign_that_does_not_hold_tells_what_shows(
    site_of: Callable[..., object], server: LittleServer, sign: dict, seen: str
) -> None:
    """Whoever wrote it sees what stands there instead."""
    html = "<title>Books</title><h1>New document</h1><p id=hid hidden>x</p><label>Payer <input></label><button>Save</button>"
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: html}
    fields = {"payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}}}
    screen = make_screen(fields=fields, recognised_by=[sign])
    with site_of(screen, page_timeout=0.5) as site:
        site.sign_in()
        told = {one.place: one.wrong for one in site.check_mapping("DOC")}
    assert seen in told["recognised_by[0]"].en


def test_rows_of_a_grid_that_is_still_empty_show_later(site_of: Callable[..., object], server: LittleServer) -> None:
    """Where a button adds the first row, its controls are no mistake of the mapping."""
    html = "<h1>New document</h1><label>Payer <input></label><table id=g></table><button>Add</button><button>Save</button>"
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: html}
    fields = {"payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}}}
    lines = {"rows": "#g tr", "fields": {"item": {"header": "Item", "enter": {"at": {"css": "input"}}}}}
    with_add, without = (make_screen(fields=fields, lines={**lines, **more}) for more in ({"add": {"text": "Add"}}, {}))
    for screen, later in ((with_add, True), (without, False)):
        with site_of(screen, page_timeout=0.5) as site:
            site.sign_in()
            told = {one.place: one for one in site.check_mapping("DOC")}
        assert told["lines.fields.item.enter.at"].later is later
        assert not told["lines.fields.item.enter.at"].ok


def test_a_list_without_rows_tells_what_it_says(server: LittleServer, tab_of: Callable[..., Tab]) -> None:
    """`empty` that does not fit is mended from the words of the list."""
    server.pages["/list"] = lambda _: LIST
    tab = tab_of(timeout=1.0)
    tab.page.goto(server.url + "list")
    table = Table.model_validate({"columns": {"number": "No."}, "empty": {"page": "No rows"}})
    with pytest.raises(ScreenNotAsMapped, match="the list says: Nothing here"):
        TableReader(tab, table).read_all()


@pytest.mark.parametrize(
    ("date", "seen"), [("mm/dd/yyyy", ""), ("dd/mm/yyyy", "the list shows “03/25/2024”, which cannot be read as date")]
)
def test_the_list_is_read_before_a_document_is_entered(
    site_of: Callable[..., object], server: LittleServer, date: str, seen: str
) -> None:
    """A format that does not fit would make a doubt of the first document; it is told beforehand."""
    form = "<h1>New document</h1><label>Payer <input></label><label>Day <input id=d></label><button>Save</button>"
    rows = "<tr><td>1<td>Somsri<td>03/25/2024</tr>"
    table = f"<table><thead><tr><th>No.<th>Payer<th>Day</tr></thead><tbody>{rows}</tbody></table>"
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: form, "/list": lambda _: table}
    fields = {
        "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}},
        "day": {"header": "Day", "kind": "date", "enter": {"at": {"caption": "Day"}}},
    }
    columns = {"number": "No.", "payer": "Payer", "day": {"column": "Day", "format": date}}
    screen = make_screen(fields=fields, find={"opens_at": {"url": "list"}, "table": {"columns": columns}})
    with site_of(screen) as site:
        site.sign_in()
        told = {one.place: one.wrong for one in site.check_mapping("DOC") if one.wrong}
    assert [seen in text.en for text in told.values()] == ([True] if seen else [])

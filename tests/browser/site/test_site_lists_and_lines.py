"""Lists as people print them, and the lines of documents in grids and sub-forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from little_server import Answer
from site_making import make_planned, make_screen

from bot.domain.handover import Posted
from bot.errors import PageTrouble, ScreenNotAsMapped
from bot.planning.grammar import Table
from bot.site.tables import TableReader

pytestmark = pytest.mark.browser

HEAD = "<!doctype html><h1>New document</h1>"
TWO_ROWS_OF_HEADERS = """<table><tr><td colspan=4>Register of documents</td></tr>
<tr><th rowspan=2>No.</th><th rowspan=2>Payer</th><th colspan=2>Amount</th></tr><tr><th>Baht</th><th>Satang</th></tr>
<tr><td>1</td><td title='The whole long name'>The whole lo...</td><td>5</td><td>25</td></tr>
<tr><td>2</td><td><input value=typed></td><td><img alt=yes></td><td><select><option>-</option><option selected>x</select></td></tr>
<tr><td colspan=4>nothing more</td></tr><tr><td>รวม</td><td></td><td>5</td><td>25</td></tr></table>"""


def _read(tab: Any, server: Any, html: str, **table: Any) -> list[dict[str, str]]:
    server.pages["/t"] = lambda _: html
    tab.goto(server.url + "t")
    return [dict(row.texts) for row in TableReader(tab, Table.model_validate(table)).read_all()]


def test_headers_of_two_rows_spans_cut_texts_controls_and_sums(tab_of: Any, server: Any) -> None:
    """A group's caption and its column name it together; sums and notices are no rows."""
    columns = {"no": "No.", "payer": "Payer", "baht": "Amount Baht", "satang": "Satang"}
    rows = _read(tab_of(), server, TWO_ROWS_OF_HEADERS, columns=columns, skip=["^รวม"])
    assert rows == [
        {"no": "1", "payer": "The whole long name", "baht": "5", "satang": "25"},
        {"no": "2", "payer": "typed", "baht": "yes", "satang": "x"},
    ]


def test_a_grid_made_of_divs_is_a_table_too(tab_of: Any, server: Any) -> None:
    """Single-page applications draw tables with roles."""
    html = """<div role=grid><div role=row><span role=columnheader>No.</span><span role=columnheader>Payer</span></div>
    <div role=row><span role=gridcell>7</span><span role=gridcell>Somsri</span></div></div>"""
    assert _read(tab_of(), server, html, columns={"n": "No.", "p": "Payer"}) == [{"n": "7", "p": "Somsri"}]


def test_a_missing_column_is_told_with_the_headers_that_are_there(tab_of: Any, server: Any) -> None:
    """So that a person can mend the mapping without opening the page."""
    with pytest.raises(ScreenNotAsMapped, match=r"(?s)Paid by.*Payer"):
        _read(tab_of(), server, TWO_ROWS_OF_HEADERS, columns={"p": "Paid by"})


def test_an_empty_list_is_empty_only_by_its_sign(tab_of: Any, server: Any) -> None:
    """No table and no sign is a fault; the sign makes it an empty list."""
    assert (
        _read(tab_of(), server, "No documents", columns={"p": "Payer"}, empty={"page": "No documents"}) == []
    )
    with pytest.raises(ScreenNotAsMapped):
        _read(tab_of(), server, "No documents", columns={"p": "Payer"})


def _paged(pager: Any) -> Any:
    def page(asked: Any) -> str:
        here = int(asked.query.get("p", 1))
        rows = "".join(f"<tr><td>{here}-{n}</td></tr>" for n in (1, 2))
        return f"<p>24 rows</p><table><tr><th>No.</th></tr>{rows}</table><div id=pg>{pager(here)}</div>"

    return page


def _numbers(here: int) -> str:
    first = (here - 1) // 5 * 5 + 1
    links = [
        f"<b>{n}</b>" if n == here else f"<a href='/t?p={n}'>{n}</a>"
        for n in range(first, min(first + 5, 13))
    ]
    before = [f"<a href='/t?p={first - 1}'>...</a>"] if first > 1 else []
    after = [f"<a href='/t?p={first + 5}'>...</a>"] if first + 5 < 13 else []
    return " ".join([*before, *links, *after])


@pytest.mark.parametrize(
    ("pager", "pages"),
    [
        (_numbers, {"numbers": {"css": "#pg"}}),
        (lambda here: f"<a href='/t?p={here + 1}'>Next</a>" if here < 12 else "", {"next": {"text": "Next"}}),
        (
            lambda here: f"<a class='x{' disabled' if here > 11 else ''}' href='/t?p={here + 1}'>Next</a>",
            {"next": {"text": "Next"}},
        ),
        (
            lambda here: (
                f"<button {'disabled' if here > 11 else ''} onclick=\"location='/t?p={here + 1}'\">Next</button>"
            ),
            {"next": {"text": "Next"}},
        ),
    ],
)
def test_every_page_is_read_and_the_site_s_own_count_must_agree(
    tab_of: Any, server: Any, pager: Any, pages: Any
) -> None:
    """Numbers by fives with dots, a link that vanishes, one that is greyed, a button that is disabled."""
    server.pages["/t"] = _paged(pager)
    tab = tab_of()
    tab.goto(server.url + "t")
    table = {"columns": {"n": "No."}, "pages": pages}
    counted = Table.model_validate({**table, "count": r"(\d+) rows"})
    assert len(TableReader(tab, counted).read_all()) == 24
    tab.goto(server.url + "t")
    server.pages["/t"] = lambda asked: _paged(pager)(asked).replace("24 rows", "25 rows")
    with pytest.raises(ScreenNotAsMapped, match="25"):
        TableReader(tab, counted).read_all()


GRID = (
    HEAD
    + """<form method=post action=/save><table id=lines><tr><th>Account<th>Debit</tr>
<tr class=line><td><input name=a1><td><input name=d1 value=0.00></tr></table>
<button type=button onclick="setTimeout(() => { const r = document.querySelector('tr.line').cloneNode(true);
 for (const e of r.querySelectorAll('input')) { e.name += document.querySelectorAll('tr.line').length; e.value = ''; } lines.tBodies[0].append(r); }, 120)">Add</button>
<button>Save</button></form>"""
)


def _lined(**lines: Any) -> Any:
    fields = {
        "account": {"header": "Account", "enter": {"at": {"column": "Account"}}},
        "debit": {"header": "Debit", "kind": "money", "enter": {"at": {"caption": "Debit"}}},
    }
    if lines.get("style") == "form":
        fields["account"]["enter"] = {"at": {"caption": "Account"}}
    given = {"fields": fields, "rows": "tr.line", "add": {"text": "Add"}, **lines}
    screen = {"note": {"header": "Note"}}
    return make_screen(fields=screen, key=["note"], lines=given)


LINES = (
    {"account": "1", "debit": Decimal(5)},
    {"account": "2", "debit": Decimal("6.5")},
    {"account": "3", "debit": None},
)


def test_lines_fill_the_rows_that_are_there_and_add_the_rest(site_of: Any, server: Any) -> None:
    """The row appears late; each value goes into the row of its line."""
    server.pages |= {"/": lambda _: "", "/form": lambda _: GRID, "/save": lambda _: "Stored as D-1"}
    screen = _lined()
    with site_of(screen) as site:
        site.sign_in()
        receipt = site.commit(site.prepare(make_planned(screen, note="n", lines=LINES)))
    assert receipt.number == "D-1"
    assert list(server.arrived[0].fields.values()) == ["1", "5.00", "2", "6.50", "3", ""]


def test_a_row_left_over_must_be_blank(site_of: Any, server: Any) -> None:
    """A spare row with something in it would be stored: told before the commit."""
    spare = GRID.replace(
        "</table>", "<tr class=line><td><input name=a9><td><input name=d9 value=7></tr></table>"
    )
    server.pages |= {"/": lambda _: "", "/form": lambda _: spare}
    screen = _lined()
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(PageTrouble, match="7"):
            site.prepare(make_planned(screen, note="n", lines=LINES[:1]))


SUB = (
    HEAD
    + """<label>Account <input id=a></label><label>Debit <input id=d></label><button id=add>Take</button>
<table id=list><tr><th>Account</th><th>Debit</th></tr></table><form method=post action=/save><input type=hidden name=all>
<button>Save</button></form><script>add.onclick = () => setTimeout(() => { const r = list.insertRow();
 r.insertCell().textContent = a.value; r.insertCell().textContent = Number(d.value).toFixed(2) WRONG;
 document.querySelector('[name=all]').value += a.value + ';'; a.value = d.value = ''; }, 80)</script>"""
)


@pytest.mark.parametrize("wrong", [False, True])
def test_lines_of_a_sub_form_are_compared_in_their_list(site_of: Any, server: Any, wrong: bool) -> None:
    """Each line taken over shows in the list as it was typed, or the work stops."""
    html = SUB.replace("WRONG", "+ '1'" if wrong else "")
    server.pages |= {"/": lambda _: "", "/form": lambda _: html, "/save": lambda _: "Stored as D-1"}
    screen = _lined(
        style="form",
        rows=None,
        add={"text": "Take"},
        table={"at": {"id": "list"}, "columns": {"account": "Account", "debit": "Debit"}},
    )
    with site_of(screen) as site:
        site.sign_in()
        planned = make_planned(screen, note="n", lines=LINES[:2])
        if wrong:
            with pytest.raises(PageTrouble, match=r"5\.001"):
                site.prepare(planned)
            return
        site.commit(site.prepare(planned))
    assert server.arrived[0].fields == {"all": "1;2;"}


def test_documents_of_one_search_are_read_from_their_detail_pages(site_of: Any, server: Any) -> None:
    """Links that post back: the list is searched again for each; a cancelled one is told; one not found is left out."""
    listing = (
        "<table><tr><th>Number</th><th>State</th></tr>"
        + "".join(
            f"<tr><td><a href=# onclick=\"document.location='/doc?n={n}'; return false\">D-{n}</a></td><td>{state}</td></tr>"
            for n, state in ((1, "open"), (2, "cancelled"), (3, "open"))
        )
        + "</table>"
    )
    server.pages |= {
        "/": lambda _: "",
        "/list": lambda _: listing,
        "/doc": lambda a: Answer(f"<dl><dt>Number<dd>D-{a.query['n']}<dt>Payer<dd>P{a.query['n']}</dl>"),
    }
    find = {
        "opens_at": {"url": "list"},
        "table": {"columns": {"number": "Number"}},
        "cancelled_column": "State",
        "cancelled_says": "cancel",
        "detail": {
            "open": {"column": "Number", "css": "a"},
            "fields": {"number": "Number", "payer": "Payer"},
        },
    }
    screen = make_screen(find=find)
    wanted = []
    for n in (1, 2, 9):
        entry = make_planned(screen, payer=str(n)).entry
        wanted.append(Posted(entry=type(entry)(**{**entry.__dict__, "key": str(n)}), number=f"D-{n}"))
    wanted[0] = Posted(entry=wanted[0].entry, number="D-๑")  # as the receipt wrote it
    with site_of(screen) as site:
        site.sign_in()
        found = site.read_back(wanted)
    assert {key: (back.fields, back.cancelled) for key, back in found.items()} == {
        "1": ({"payer": "P1"}, False),
        "2": ({"payer": "P2"}, True),
    }


def test_a_text_like_a_caption_outside_of_the_fields_is_no_caption(site_of: Any, server: Any) -> None:
    """A line whose unit is called like a field does not confuse the page, once the mapping says where fields are."""
    row = "<table><tr><th>Number</th></tr><tr><td><a href=/doc>D-1</a></td></tr></table>"
    page = (
        "<table id=head><tr><td>Number :</td><td>D-1</td></tr><tr><td>Payer :</td><td>Somsri</td></tr></table>"
        "<table id=lines><tr><td>2</td><td>Payer</td><td>500.00</td></tr></table>"
    )
    server.pages |= {"/": lambda _: "", "/list": lambda _: row, "/doc": lambda _: page}

    def read(**more: Any) -> Any:
        detail = {"open": {"css": "a"}, "fields": {"number": "Number", "payer": "Payer"}, **more}
        find = {"opens_at": {"url": "list"}, "table": {"columns": {"number": "Number"}}, "detail": detail}
        screen = make_screen(find=find)
        with site_of(screen) as site:
            site.sign_in()
            return site.open_found(make_planned(screen, payer="Somsri").entry, "D-1").fields["payer"]

    with pytest.raises(ScreenNotAsMapped, match="finds 2"):
        read()
    assert read(within={"id": "head"}) == "Somsri"


@pytest.mark.parametrize("detail", [None, {"open": {"css": "a"}, "fields": {"payer": "Payer"}}])
def test_a_number_given_again_after_a_cancellation_is_the_standing_document_s(
    site_of: Any, server: Any, detail: Any
) -> None:
    """Whichever row comes first; two standing documents of one number are still a fault of the mapping."""

    def serve(*rows: tuple[str, str]) -> None:
        body = "".join(
            f"<tr><td><a href='/doc?p={payer}'>D-1</a><td>{payer}<td>{state}" for payer, state in rows
        )
        head = "<tr><th>Number<th>Payer<th>State"
        server.pages["/list"] = lambda _: f"<table>{head}{body}</table>"

    server.pages |= {"/": lambda _: "", "/doc": lambda a: f"<dl><dt>Payer<dd>{a.query['p']}</dl>"}
    find = {
        "opens_at": {"url": "list"},
        "table": {"columns": {"number": "Number", "payer": "Payer"}},
        "cancelled_column": "State",
        "cancelled_says": "void",
        "detail": detail,
    }
    screen = make_screen(find=find)
    posted = Posted(entry=make_planned(screen, payer="Mali").entry, number="D-1")
    with site_of(screen) as site:
        site.sign_in()
        for rows in ([("Old", "void"), ("Mali", "ok")], [("Mali", "ok"), ("Old", "void"), ("Older", "void")]):
            serve(*rows)
            (found,) = site.read_back([posted]).values()
            assert (found.fields["payer"], found.cancelled) == ("Mali", False)
        serve(("Old", "ok"), ("Mali", "ok"))
        with pytest.raises(ScreenNotAsMapped, match="stands in two rows"):
            site.read_back([posted])

"""Mappings with a mistake, or without what is optional: told by line and near miss, and nothing is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_making import make_planned, make_screen

from bot.errors import ScreenNotAsMapped, ValueNotTaken
from bot.planning.grammar import At, Table
from bot.site.tables import TableReader

pytestmark = pytest.mark.browser

HEAD = "<!doctype html><h1>New document</h1>"
FORM = f"""{HEAD}<form method=post action=/save><label>Payer's name <input name=payer></label>
<label>Amount (baht) <input name=amount></label>{{more}}</form>"""
ROWS = "<table><thead><tr><th>Doc. no.</th><th>Payer</th><th>Amount</th></tr></thead><tbody>{rows}</tbody></table>"
ROW = "<tr><td>{n}</td><td>A</td><td>1.00</td></tr>"
COLUMNS = {"number": "Doc. no.", "payer": "Payer", "amount": "Amount"}


def _prepared(site_of, server, more, **parts):
    fields = {
        "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer's name"}}},
        "amount": {"header": "Amount", "kind": "money", "enter": {"at": {"caption": "Amount (baht)"}}},
    }
    screen = make_screen(**{"fields": fields, **parts})
    server.pages |= {"/": lambda _: "", "/form": lambda _: FORM.format(more=more)}
    with site_of(screen, page_timeout=4) as site:
        site.sign_in()
        return site.prepare(make_planned(screen, payer="ก", amount=5))


def test_a_wrong_caption_names_what_comes_near(site_of, server):
    """The caption of the mapping, and the one on the screen that is most like it."""
    at: dict[str, object] = {"header": "Amount", "kind": "money", "enter": {"at": {"caption": "Amount (bath)"}}}
    with pytest.raises(ScreenNotAsMapped, match=r"“Amount \(bath\)” finds nothing \(nearest there: “Amount \(baht\)”"):
        _prepared(site_of, server, "<button>Save</button>", fields={"amount": at})


def test_a_wrong_button_is_told_before_the_commit_is_announced(site_of, server):
    """Already when the form is filled, with the buttons that are there; nothing was sent."""
    with pytest.raises(ScreenNotAsMapped, match=r"“Save” finds nothing.*“Save draft”"):
        _prepared(site_of, server, "<button>Save draft</button>")
    assert server.arrived == []


def test_a_button_that_stays_disabled_names_the_field_that_is_not_right(site_of, server):
    """The page wants a field that the mapping does not fill."""
    more = "<label>Branch <input pattern='[0-9]+' value=x></label><button disabled>Save</button>"
    with pytest.raises(ValueNotTaken, match=r"stays disabled.*Branch"):
        _prepared(site_of, server, more)


def test_what_covers_the_button_is_named(site_of, server):
    """A notice over the whole window would swallow the press."""
    more = "<button>Save</button><div id=cookies style='position:fixed;inset:0'>We use cookies</div>"
    with pytest.raises(ScreenNotAsMapped, match=r"covered by <div #cookies .*We use cookies"):
        _prepared(site_of, server, more)


def test_the_line_of_the_mapping_is_named(tab_of, server):
    """A place that came from a file says where it stands there."""
    at = At(caption="Payee")
    at.placed("doc.yaml:12 fields.payer.enter.at")
    server.pages["/list"] = lambda _: FORM.format(more="")
    tab = tab_of(timeout=0.5)
    tab.page.goto(server.url + "list")
    with pytest.raises(ScreenNotAsMapped, match=r"Mend doc\.yaml:12 fields\.payer\.enter\.at"):
        tab.click(at, make_screen().title.text)


def _reader(tab_of, server, page, **parts):
    server.pages["/list"] = lambda _: page
    tab = tab_of()
    tab.page.goto(server.url + "list")
    return TableReader(tab, Table.model_validate({"columns": COLUMNS, **parts}), search=True)


def test_a_missing_column_is_told_alone_and_with_the_nearest(tab_of, server):
    """Not the columns that are there."""
    reader = _reader(tab_of, server, ROWS.format(rows=ROW.format(n=1)), columns={**COLUMNS, "number": "Document no."})
    with pytest.raises(ScreenNotAsMapped, match=r"no table has the column “Document no.”.*“Doc. no.”"):
        reader.read_all()


def test_a_blank_list_without_a_sign_of_emptiness_proves_nothing(tab_of, server):
    """A list drawn late looks the same; with the sign it is whole."""
    reader = _reader(tab_of, server, ROWS.format(rows=""))
    assert reader.read_all() == ()
    assert "empty" in reader.gap.en
    sure = _reader(tab_of, server, ROWS.format(rows="") + "<p>Nothing</p>", empty={"page": "Nothing"})
    assert (sure.read_all(), sure.gap) == ((), None)


def test_a_list_that_goes_on_unread_proves_nothing(tab_of, server):
    """A second page that the mapping does not know of; the same list without it is whole."""
    pager = "<nav><b>1</b> <a href='?page=2'>2</a></nav>"
    reader = _reader(tab_of, server, f"<div>{ROWS.format(rows=ROW.format(n=1))}{pager}</div>")
    assert len(reader.read_all()) == 1
    assert "“2”" in reader.gap.en
    whole = _reader(tab_of, server, ROWS.format(rows=ROW.format(n=1)))
    assert (len(whole.read_all()), whole.gap) == (1, None)


def test_rows_and_the_sign_of_an_empty_list_at_once_are_refused(tab_of, server):
    """A sign that always shows would make every document absent."""
    two = ROWS.format(rows=ROW.format(n=1) + ROW.format(n=2))
    reader = _reader(tab_of, server, two, empty={"at": {"css": "table"}})
    with pytest.raises(ScreenNotAsMapped, match=r"Mend `empty`"):
        reader.read_all()


def test_a_list_that_grows_as_it_is_scrolled_is_read_to_its_end(tab_of, server):
    """Each time the end comes into sight ten more rows are drawn, forty in all."""
    page = f"""<div id=box style="height:100px;overflow-y:auto">{ROWS.format(rows="")}</div><script>
    let n = 0; const add = () => {{ for (let k = 0; k < 10 && n < 40; k += 1) {{ n += 1;
      document.querySelector('tbody').insertRow().innerHTML = `<td>${{n}}</td><td>A</td><td>1.00</td>`; }} }};
    add(); box.onscroll = () => {{ if (box.scrollTop + box.clientHeight > box.scrollHeight - 5) add(); }};</script>"""
    assert len(_reader(tab_of, server, page).read_all()) == 40


def test_every_part_of_a_loaded_mapping_knows_its_line():
    """File, line and dotted key, for whoever meets it on a screen."""
    from bot.planning.mapping import load_mappings

    folder = Path(__file__).parents[2] / "foreign" / "mappings"
    screen = next(iter(load_mappings(folder).screens.values()))
    assert screen.commit.at.stands.startswith("voucher.yaml:")
    assert screen.commit.at.stands.endswith("commit.at")

"""Captions find their controls in every layout people build forms with."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from bot.planning.grammar import At
from bot.site.locate import spec_of
from bot.site.script import ask

pytestmark = pytest.mark.browser

T = "<input id=t>"
LAYOUTS = {
    "label for": f"<label for=t>Amount</label><p>x</p>{T}",
    "label around": f"<label>Amount {T}</label>",
    "label with a note": f"<label for=t>Amount <small>baht</small></label>{T}",
    "required mark": f"<label for=t>Amount <b>*</b> :</label>{T}",
    "neighbouring cell": f"<table><tr><td>Amount</td><td>{T}</td></tr></table>",
    "cell after a star cell": f"<table><tr><td>Amount</td><td>*</td><td>{T}</td></tr></table>",
    "header cell of a row": f"<table><tr><th>Amount</th><td>{T}</td></tr></table>",
    "two pairs in a row": f"<table><tr><td>Payer</td><td><input></td><td>Amount</td><td>{T}</td></tr></table>",
    "first of two in a cell": f"<table><tr><td>Amount</td><td>{T} <input></td></tr></table>",
    "words in the same cell": f"<table><tr><td>Amount {T} baht</td></tr></table>",
    "caption above, in columns": f"<table><tr><td>Payer</td><td>Amount</td></tr><tr><td><input></td><td>{T}</td></tr></table>",
    "nested layout table": f"<table><tr><td><table><tr><td>Amount</td><td>{T}</td></tr></table></td></tr></table>",
    "dt dd": f"<dl><dt>Payer</dt><dd><input></dd><dt>Amount</dt><dd>{T}</dd></dl>",
    "div grid": f"<div class=row><div>Payer</div><div><input></div></div><div class=row><div>Amount</div><div>{T}</div></div>",
    "deep div grid": f"<div><div><span>Amount</span></div><div><div><div>{T}</div></div></div></div>",
    "paragraph": f"<p>Amount<br>{T}</p>",
    "aria-label": "<input id=t aria-label=Amount>",
    "aria-labelledby": "<span id=a>Amount</span> and <p></p><div><div><div><div><input id=t aria-labelledby=a></div></div></div></div>",
    "placeholder": "<input id=t placeholder=Amount>",
    "title": "<input id=t title='Amount:'>",
    "select": "<label>Amount <select id=t><option>1<option>2</select></label>",
    "textarea": "<label>Amount <textarea id=t></textarea></label>",
    "contenteditable": "<label id=l>Amount</label><div id=t contenteditable=true aria-labelledby=l></div>",
    "hidden twin": f"<div style='display:none'><label>Amount <input></label></div><label>Amount {T}</label>",
    "another with longer words": f"<label>Amount of tax <input></label><label>Amount {T}</label>",
    "combo wrapper": "<div role=combobox aria-label=Amount><input id=t aria-label=Amount></div>",
    "check box before its words": "<input type=checkbox id=t> Amount<br><input type=checkbox> Other",
    "web component": "<my-field></my-field><script>customElements.define('my-field', class extends HTMLElement {"
    " connectedCallback() { this.attachShadow({mode: 'open'}).innerHTML = '<label for=t>Amount</label><input id=t>'; } })</script>",
    "material field": f"<div class=mat><div class=infix>{T}<label for=t><span>Amount</span></label></div></div>",
    "bootstrap row": f"<div class='form-group row'><label class=col>Amount</label><div class=col>{T}</div></div>",
    "label of another id": f"<label for=gone>Amount</label> {T}",
    "widget drawn as tables, star apart": "<table><tr><td><span>Amount</span><span>*</span></td><td><table><tr><td><table><tr><td>"
    f"<input type=hidden>{T}</td><td><img alt=v></td></tr></table></td><td hidden>Needed</td></tr></table></td></tr></table>",
    "widget of tables after words": "<div><span>Amount</span><div><table><tr><td><table><tr><td>"
    f"{T}</td></tr></table></td></tr></table></div></div>",
    "a box that nobody sees before the one to type in": "<table><tr><td>Amount</td><td><input style='visibility:hidden;width:1px'>"
    f"<table><tr><td>{T}</td></tr></table></td></tr></table>",
    "fieldset legend is no caption": f"<fieldset><legend>Amount</legend><label>Payer <input></label></fieldset><label>Amount {T}</label>",
}


def _problem(page: Page, at: At, radio: bool = False) -> Any:
    return ask(page.main_frame, "probe", [spec_of(at, radio=radio)])[0]


def _found(page: Page, at: At, radio: bool = False) -> str:
    return page.locator("at=" + __import__("json").dumps(spec_of(at, radio=radio))).evaluate("e => e.id")


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_the_caption_finds_its_control(page: Page, layout: str):
    """Exactly the control that a person would say the caption belongs to."""
    page.set_content(LAYOUTS[layout])
    assert _problem(page, At(caption="Amount")) is None
    assert _found(page, At(caption="amount :")) == "t"


def test_thai_captions_are_found_however_they_are_encoded(page: Page):
    """Sara am in two code points, doubled sara e, no-break and zero-width spaces, Thai digits: all the same."""
    page.set_content(
        "<table><tr><td>\u200bเเบบที่\u00a0๑ จ\u0e4d\u0e32นวน * :</td><td><input id=t></td></tr></table>"
    )
    assert _found(page, At(caption="แบบที่ 1 จำนวน")) == "t"


RADIOS = {
    "fieldset": "<fieldset><legend>Kind:</legend><label><input type=radio name=k id=t>One</label>"
    "<label><input type=radio name=k>Two</label></fieldset>",
    "cell": "<table><tr><td>Kind</td><td><input type=radio name=k id=t>One <input type=radio name=k>Two</td></tr></table>",
    "webforms list": "<table><tr><td>Kind *:</td><td><table id=x_rdo><tr><td><input type=radio name=k id=t><label for=t>One</label></td>"
    "<td><input type=radio name=k id=u><label for=u>Two</label></td></tr></table></td></tr></table>",
    "label for the box": "<label for=box>Kind</label><div id=box><input type=radio name=k id=t><label for=t>One</label>"
    "<input type=radio name=k></div>",
    "aria": "<div role=radiogroup aria-label=Kind><div role=radio id=t aria-checked=false>One</div><div role=radio>Two</div></div>",
    "div before": "<div><div>Kind</div><div><label><input type=radio name=k id=t>One</label><label><input type=radio name=k>Two</label></div></div>",
}


@pytest.mark.parametrize("layout", sorted(RADIOS))
def test_the_caption_finds_a_group_of_radio_buttons(page: Page, layout: str):
    """A group counts as one control, found by its legend, cell or label."""
    page.set_content(RADIOS[layout])
    assert _problem(page, At(caption="Kind"), radio=True) is None
    assert _found(page, At(caption="Kind"), radio=True) == "t"
    told = ask(page.main_frame, "radioFor", {"spec": spec_of(At(caption="Kind"), radio=True), "text": "One"})
    assert (told["stop"], told["at"]) == (None, 0)


def test_a_group_is_found_by_name_and_by_its_container_too(page: Page):
    """The id of the list that holds the buttons, their common name and the caption agree."""
    page.set_content(RADIOS["webforms list"])
    assert _problem(page, At(caption="Kind", id="rdo", name="k"), radio=True) is None


VALUES = {
    "cell": "<table><tr><td>Number :</td><td id=t>D-7</td></tr></table>",
    "dd": "<dl><dt>Number</dt><dd id=t>D-7</dd></dl>",
    "span": "<p><span>Number</span> <span id=t>D-7</span></p>",
    "same element": "<p id=t><b>Number:</b> D-7</p>",
    "readonly div": "<div><label>Number:</label><div id=t>D-7</div></div>",
    "div rows": "<div><div><div>Number</div></div><div id=t>D-7</div></div>",
    "output": "<label for=t>Number</label><p>-</p><output id=t>D-7</output>",
    "input": "<label>Number <input id=t value=D-7 readonly></label>",
    "heading": "<h4>Number</h4><p id=t>D-7</p>",
    "help beside the caption": "<dl><dt>Number <button title=Help>?</button></dt><dd>D-7</dd></dl>",
    "a button beside the value": "<dl><dt>Number</dt><dd>D-7 <button>Copy</button></dd></dl>",
    "a button is the value": "<dl><dt>Number</dt><dd><button>D-7</button></dd></dl>",
    "cell of a colon": "<table><tr><td>Number</td><td>:</td><td>D-7</td></tr></table>",
    "line break": "<p>Number<br>D-7</p>",
    "under a header cell": "<table><tr><th>Number<th>Payer</tr><tr><td>D-7<td>X</tr></table>",
    "beside a list with a column of that name": "<dl><dt>Number</dt><dd>D-7</dd></dl>"
    "<table><tr><th>Payer<th>Number</tr><tr><td>X<td>1</tr></table>",
    "a colon drawn by the style": "<style>.c::before{content:attr(data-c)}</style><div><div><span><b>Number</b>"
    "<span class=c data-c=':'></span></span></div><div><span>D-7</span></div></div>",
    "a star drawn by the style": "<style>.c::after{content:'*'}</style><div><span>Number</span><span class=c></span></div><div>D-7</div>",
    "under the last header cell": "<table><tr><th>Payer<th>Number</tr><tr><td>X<td>D-7</tr></table>",
}


@pytest.mark.parametrize("layout", sorted(VALUES))
def test_a_caption_finds_the_value_that_is_only_shown(page: Page, layout: str):
    """On a page that shows a document the caption leads to its value."""
    page.set_content(VALUES[layout])
    told = ask(page.main_frame, "read", [spec_of(At(caption="Number"))])[0]
    assert told["text"] == "D-7"


def test_a_blank_value_whose_style_draws_a_dash_is_blank(page: Page):
    """Only colons, stars and icons that a style draws are part of the caption."""
    page.set_content("<style>b:empty::before{content:'–'}</style><p><span>Number</span><b></b></p><p><span>Payer</span><b>X</b></p>")
    told = ask(page.main_frame, "read", [spec_of(At(caption="Number"))])[0]
    assert (told["text"], told["blank"]) == ("", True)


def test_two_ways_that_disagree_are_told_with_what_each_found(page: Page):
    """Caption and id on different controls: the cure for a locator that still resolves but is another's."""
    page.set_content("<label>Amount <input id=x_txtNet></label><label>Net <input id=x_txtAmount></label>")
    problem = _problem(page, At(caption="Amount", id="txtAmount"))
    assert [way["found"][0]["id"] for way in problem["ways"]] == ["x_txtNet", "x_txtAmount"]


def test_an_id_ends_at_a_separator_and_a_whole_one_wins(page: Page):
    """`Main` is not the ending of `txtMain`; `Amount` whole wins over `ctl_Amount`."""
    page.set_content(
        "<input id=a_txtMain><input id=ctl_Amount><input id=Amount name='lines[0].Amount'><input name='d[Sum]'>"
    )
    assert _problem(page, At(id="Main"))["ways"][0]["count"] == 0
    assert _found(page, At(id="Amount")) == "Amount"
    assert _found(page, At(id="txtMain")) == "a_txtMain"
    assert _problem(page, At(name="Amount")) is None
    assert _problem(page, At(name="Sum")) is None


BUTTONS = {
    "button": "<button id=t><span>Save</span></button>",
    "input": "<input type=submit id=t value=' Save '>",
    "image": "<input type=image id=t alt=Save>",
    "picture in a link": "<a href=# id=t><img alt=Save></a>",
    "icon": "<a href=# id=t title=Save><i></i></a>",
    "role": "<div role=button id=t>Save</div>",
    "plain words with a listener": "<ul><li><span id=t>Save</span></li></ul>",
    "capitals by style": "<button id=t style='text-transform:uppercase'>Save</button>",
    "another that contains it": "<button>Save and print</button><button id=t>Save</button>",
}


@pytest.mark.parametrize("layout", sorted(BUTTONS))
def test_whole_visible_text_finds_a_button(page: Page, layout: str):
    """A button or link by its words, value, alternative text or title."""
    page.set_content(BUTTONS[layout])
    assert _problem(page, At(text="Save")) is None
    assert _found(page, At(text="Save")) == "t"


def test_a_column_finds_the_control_in_a_row_and_other_ways_look_inside_its_cell(page: Page):
    """Rows of controls under headers, as grids of lines have them."""
    page.set_content(
        "<table><tr><th>No</th><th>Account</th><th>Debit</th></tr>"
        "<tr class=r><td>1</td><td><input id=a1><button>...</button></td><td><input id=d1></td></tr>"
        "<tr class=r><td>2</td><td><input id=a2><button>...</button></td><td><input id=d2></td></tr></table>"
    )
    row = {"css": "tr.r", "nth": 2}
    specs = [
        spec_of(At(column="Account"), inside=row),
        spec_of(At(column="Debit", css="input"), inside=row),
        spec_of(At(caption="Debit"), inside=row),
        spec_of(At(column="Account", text="..."), inside=row),
    ]
    assert ask(page.main_frame, "probe", specs) == [None] * 4
    ids = [page.locator("at=" + __import__("json").dumps(spec)).evaluate("e => e.id") for spec in specs[:3]]
    assert ids == ["a2", "d2", "d2"]


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>Remark :</td><td><span>Remark of the clerk</span></td></tr></table>",
        "<table><tr><td>Remark :</td><td>Remark of the clerk</td></tr></table>",
        "<dl><dt>Remark</dt><dd>Remark of the clerk</dd></dl>",
    ],
)
def test_a_value_may_begin_with_the_words_of_its_caption(page: Page, body: str) -> None:
    """Where the caption is an element of its own, nothing of the value is taken for it."""
    page.set_content(body)
    [told] = ask(page.main_frame, "read", [spec_of(At(caption="Remark"))])
    assert told["text"] == "Remark of the clerk"


def test_a_caption_within_the_value_s_element_is_no_part_of_it(page: Page) -> None:
    """Caption and value in one cell: the caption is taken away, once."""
    page.set_content("<table><tr><td>Payer: X</td><td>Remark: Remark of the clerk</td></tr></table>")
    [told] = ask(page.main_frame, "read", [spec_of(At(caption="Remark"))])
    assert told["text"] == "Remark of the clerk"

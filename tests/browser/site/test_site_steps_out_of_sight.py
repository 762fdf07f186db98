"""Steps that stay in the page, out of sight, while the next ones show."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from little_server import LittleServer
from site_making import make_planned, make_screen

pytestmark = pytest.mark.browser

# The drop-down is a <div> that draws its choice; out of sight it draws nothing, but the choice stays.
STEPS = """<h1>New document</h1><div id=one style="overflow:hidden"><p id=l>Way</p><div role=combobox id=way tabindex=0
aria-haspopup=listbox aria-labelledby=l onclick="list.hidden = false" style="width:150px;height:20px"><span id=says></span></div>
<ul id=list role=listbox hidden><li role=option onclick="pick(this)">Cash<li role=option onclick="pick(this)">Cheque</ul>
<label>Amount <input id=amount></label><button onclick="go()">Next</button></div>
<div id=two style="visibility:hidden"><h2>Review</h2><button onclick="send()">Save</button></div><p id=out></p><script>
let way_ = '';
const pick = (li) => { way_ = says.innerText = li.innerText.trim(); list.hidden = true; };
const go = () => { one.style.cssText += ';visibility:hidden;height:0'; two.style.visibility = 'visible'; };
const send = () => fetch('/save', { method: 'POST', body: new URLSearchParams({ way: way_, amount: amount.value }) })
  .then((a) => a.text()).then((t) => { out.innerText = t; });
</script>"""


def test_a_widget_of_a_step_before_is_not_read_out_of_sight(
    site_of: Callable[..., object], server: LittleServer
) -> None:
    """It was compared before the step was left; nobody tries to choose in it again."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: STEPS, "/save": lambda _: "Stored as D-1"}
    fields = {
        "way": {
            "header": "Way",
            "kind": "choice",
            "choices": {"of": ["Cash", "Cheque"]},
            "enter": {"at": {"caption": "Way"}},
        },
        "amount": {"header": "Amount", "kind": "money", "enter": {"at": {"caption": "Amount"}}},
    }
    form = [
        {"do": "enter", "fields": ["way", "amount"]},
        {"do": "click", "at": {"text": "Next"}},
        {"do": "expect", "signs": [{"at": {"css": "h2"}, "text": "Review"}]},
    ]
    screen = make_screen(key=["way"], fields=fields, form=form)
    with site_of(screen) as site:
        site.sign_in()
        site.commit(site.prepare(make_planned(screen, way="Cheque", amount=Decimal(5))))
    (arrived,) = server.arrived
    assert arrived.fields == {"way": "Cheque", "amount": "5.00"}

"""A page that moves the focus while we type: nothing of the value goes into another control."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from little_server import LittleServer
from site_making import make_planned, make_screen

pytestmark = pytest.mark.browser

FORM = """<!doctype html><h1>New document</h1><form method=post action=/save>
<label>Payer <input name=payer id=p></label><label>Amount <input name=amount></label>
<label>Remark <input name=remark id=r></label><button>Save</button></form><script>let known = false;
p.addEventListener('EVENT', async () => { if (known || WHEN) return; known = true; ONCE; });</script>"""
LONG = "ร้านค้า 1234 " + "5678 " * 20


@pytest.mark.parametrize(
    ("how", "event", "when", "once"),
    [
        ("type", "keyup", "p.value.length < 4", "await fetch('/look'); r.focus()"),
        ("type", "input", "p.value.length < 4", "r.focus()"),
        ("type", "keyup", "p.value.length < 4", "await fetch('/look'); p.blur()"),
        ("fill", "focus", "false", "r.focus()"),
    ],
)
def test_the_rest_of_a_value_goes_into_no_other_control(
    site_of: Callable[..., Any], server: LittleServer, how: str, event: str, when: str, once: str
) -> None:
    """Not even into one that the mapping does not know; the value itself is typed again, whole."""
    page = FORM.replace("EVENT", event).replace("WHEN", when).replace("ONCE", once)
    server.pages["/form"] = lambda _asked: page
    server.pages["/look"] = lambda _asked: "known"
    server.pages["/save"] = lambda _asked: "Stored as D-1"
    fields = {
        "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}, "how": how}},
        "amount": {"header": "Amount", "kind": "money", "enter": {"at": {"caption": "Amount"}}},
    }
    screen = make_screen(fields=fields)
    with site_of(screen) as site:
        site.commit(site.prepare(make_planned(screen, payer=LONG.strip(), amount=Decimal(5))))
    assert server.arrived[-1].fields == {"payer": LONG.strip(), "amount": "5.00", "remark": ""}


def test_a_control_that_is_drawn_anew_under_the_keys_still_takes_them(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """The page puts another box in its place and the focus into it."""
    once = "const q = p.cloneNode(); q.value = p.value; p.replaceWith(q); q.focus()"
    server.pages["/form"] = lambda _asked: FORM.replace("EVENT", "input").replace(
        "WHEN", "p.value.length < 4"
    ).replace("ONCE", once)
    server.pages["/save"] = lambda _asked: "Stored as D-1"
    fields = {"payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}, "how": "type"}}}
    screen = make_screen(fields=fields)
    with site_of(screen) as site:
        site.commit(site.prepare(make_planned(screen, payer=LONG.strip())))
    assert server.arrived[-1].fields["payer"] == LONG.strip()


COMBO = """<!doctype html><h1>New document</h1><form method=post action=/save>
<label>Payer <input name=payer id=c role=combobox aria-controls=l aria-expanded=false></label>
<ul role=listbox id=l hidden></ul>
<label>Remark <input name=remark id=r></label><button>Save</button></form><script>let once = false;
const draw = () => { l.hidden = false; l.innerHTML = ['Somsri Jaidee', 'Mali Somjai']
  .filter((x) => x.startsWith(c.value.slice(0, 3))).map((x) => '<li role=option>' + x).join(''); };
c.onclick = draw;
c.oninput = () => { draw(); if (c.value.length === 3 && !once) { once = true; MOVE; } };
l.onclick = (event) => { c.value = event.target.textContent; l.hidden = true; };
</script>"""
OWN_BOX = "l.insertAdjacentHTML('beforebegin', '<input id=own>'); own.focus(); own.oninput = () => { c.value = 'Mal'; }"


@pytest.mark.parametrize("move", ["r.focus()", OWN_BOX])
def test_what_narrows_a_list_goes_into_no_other_control(
    site_of: Callable[..., Any], server: LittleServer, move: str
) -> None:
    """But into a box that the list brings with it."""
    server.pages["/form"] = lambda _asked: COMBO.replace("MOVE", move)
    server.pages["/save"] = lambda _asked: "Stored as D-1"
    choices = {"of": ["Mali Somjai"]}
    enter = {"at": {"id": "c"}, "how": "suggest"}
    screen = make_screen(
        fields={"payer": {"header": "Payer", "kind": "choice", "choices": choices, "enter": enter}}
    )
    with site_of(screen) as site:
        site.commit(site.prepare(make_planned(screen, payer="Mali Somjai")))
    assert server.arrived[-1].fields == {"payer": "Mali Somjai", "remark": ""}

"""A list that takes several options, and choices in check boxes: just those of the cell, nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from little_server import LittleServer
from site_making import make_planned, make_screen

from bot.errors import ScreenNotAsMapped, ValueNotTaken

pytestmark = pytest.mark.browser

MEANS = ["Cash", "Cheque", "Transfer"]
WHOLE = {"header": "Means", "kind": "choice", "several": True, "choices": {"of": MEANS}}
LIST = "<label>Means <select name=means{how}>{options}</select></label>"
SAVE = """<button onclick="fetch('/save', { method: 'POST', body: new URLSearchParams(new FormData(paper)) })
  .then((a) => a.text()).then((t) => { out.innerText = t })">Save</button><p id=out></p>"""
OPTIONS = "<option>Cash<option selected>Cheque<option>Transfer"


def _serve(server: LittleServer, controls: str) -> None:
    page = f"<h1>New document</h1><form id=paper><label>Payer <input name=payer></label>{controls}</form>{SAVE}"
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: page, "/save": lambda _: "Stored as D-1"}


def test_a_list_that_takes_several(site_of: Callable[..., object], server: LittleServer) -> None:
    """Those of the cell are chosen, what was chosen before is not; the list may show them in its own order."""
    _serve(server, LIST.format(how=" multiple", options=OPTIONS))
    fields = {"payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}}}
    screen = make_screen(fields={**fields, "means": {**WHOLE, "enter": {"at": {"caption": "Means"}}}})
    with site_of(screen) as site:
        site.sign_in()
        site.commit(site.prepare(make_planned(screen, payer="Somsri", means="Transfer; Cash")))
    assert server.arrived[0].body == b"payer=Somsri&means=Cash&means=Transfer"


@pytest.mark.parametrize(
    ("how", "options", "error"),
    [
        (" multiple", "<option>Cash<option>Cheque", ValueNotTaken),
        ("", OPTIONS, ScreenNotAsMapped),
    ],
    ids=["one is not offered", "it takes one only"],
)
def test_nothing_is_entered_by_halves(
    site_of: Callable[..., object], server: LittleServer, how: str, options: str, error: type[Exception]
) -> None:
    """A list that does not offer one of them, or takes only one, takes none of them."""
    _serve(server, LIST.format(how=how, options=options))
    screen = make_screen(fields={"means": {**WHOLE, "enter": {"at": {"caption": "Means"}}}}, key=["means"])
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(error, match="Means"):
            site.prepare(make_planned(screen, means="Cash; Transfer"))
    assert server.arrived == []


def test_choices_in_check_boxes(site_of: Callable[..., object], server: LittleServer) -> None:
    """Each caption has its own box; one that the page ticked by itself is taken away."""
    boxes = "".join(
        f"<label><input type=checkbox name=m value={one}{' checked' * (one == 'Cheque')}>{one}</label>"
        for one in MEANS
    )
    _serve(server, boxes)
    ticks = {
        one.lower(): {"part": {"of": "means", "has": one}, "kind": "yesno", "enter": {"at": {"caption": one}}}
        for one in MEANS
    }
    fields = {"payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}}, "means": WHOLE, **ticks}
    screen = make_screen(fields=fields)
    told = {"payer": "Somsri", "means": "Cash; Transfer", "cash": True, "cheque": False, "transfer": True}
    with site_of(screen) as site:
        site.sign_in()
        site.commit(site.prepare(make_planned(screen, **told)))
    assert server.arrived[0].body == b"payer=Somsri&m=Cash&m=Transfer"

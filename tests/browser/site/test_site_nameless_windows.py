"""Windows that a page opens and that do not say for whom they work: proven by the page that opened them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from little_server import LittleServer
from site_making import make_planned, make_screen, make_site

from bot.errors import WrongOffice

pytestmark = pytest.mark.browser

HOME = "<!doctype html><p id=office>{}</p><a href=# onclick=\"window.open('/form')\">New</a>"
FORM = """<!doctype html><h1>New document</h1>{}<form method=post action=/save><label>Payer <input name=payer></label>
<label>Amount <input name=amount></label><button>Save</button></form>"""
IDENTITY = {"office": {"from": "at", "at": {"id": "office"}}}
OPENS = {"url": "home", "steps": [{"do": "click", "at": {"text": "New"}, "opens": "popup"}]}


def _prepared(site_of: Callable[..., Any], server: LittleServer, home: str, more: str) -> dict[str, str]:
    server.pages["/home"] = lambda _asked: HOME.format(home)
    server.pages["/form"] = lambda _asked: FORM.format(more)
    screen = make_screen(opens_at=OPENS)
    with site_of(screen, site=make_site(identity=IDENTITY), office="Ban Mai") as site:
        typed: dict[str, str] = site.prepare(make_planned(screen, payer="Somsri", amount=None)).typed
        return typed


def test_a_window_without_a_name_is_proven_by_its_opener(site_of: Callable[..., Any], server: LittleServer) -> None:
    """The frame with the office stands in the window behind it."""
    assert _prepared(site_of, server, "Ban Mai", "") == {"payer": "Somsri", "amount": ""}


@pytest.mark.parametrize(
    ("home", "more"), [("Ban Mai", "<p id=office>Nong Bua</p>"), ("Nong Bua", "")], ids=["its own", "the opener's"]
)
def test_another_name_is_refused_wherever_it_stands(
    site_of: Callable[..., Any], server: LittleServer, home: str, more: str
) -> None:
    """What the window itself says counts before what its opener says."""
    with pytest.raises(WrongOffice, match="Nong Bua"):
        _prepared(site_of, server, home, more)

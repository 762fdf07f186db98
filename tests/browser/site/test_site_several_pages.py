"""Forms of several pages: what a page works out or refuses before the last one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from little_server import Answer, LittleServer
from site_making import make_planned, make_screen

from bot.errors import PageTrouble, Refused, ScreenNotAsMapped, ValueNotTaken

pytestmark = pytest.mark.browser

HEAD = "<!doctype html><h1>New document</h1>"
FIRST = f"{HEAD}<form action=/two><label>Payer <input name=payer></label>%s<button>Next</button></form>"
SECOND = "<h1>Page two</h1><form method=post action=/save><label>Amount <input name=amount></label>%s<button>Save</button></form>"
TOTAL = "<p>Total <b id=total>%s</b></p>"
FORM = [
    {"do": "enter", "fields": ["payer"]},
    {"do": "click", "at": {"text": "Next"}, "until": {"page": "Page two"}},
    {"do": "expect", "signs": [{"page": "Page two"}]},
    {"do": "enter", "fields": ["amount"]},
]
FIELDS = {
    "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}},
    "amount": {"header": "Amount", "kind": "money", "enter": {"at": {"caption": "Amount"}}},
    "total": {"header": "Total", "kind": "money", "computed": {"id": "total"}},
}


def _screen(server: LittleServer, first: str = "", second: str = "", **parts: Any) -> Any:
    server.pages |= {
        "/": lambda _: "",
        "/form": lambda _: FIRST % first,
        "/two": lambda _: SECOND % second,
        "/save": lambda _: "Stored as D-2",
    }
    return make_screen(form=FORM, **parts)


@pytest.mark.parametrize(
    ("first", "second"),
    [("", "3.00"), ("3.00", ""), ("0.00", "3.00"), ("3.00", "3.00")],
    ids=["later", "before", "not_yet", "both"],
)
def test_a_computed_value_is_compared_on_the_page_that_shows_it(
    site_of: Callable[..., Any], server: LittleServer, first: str, second: str
) -> None:
    """A total that comes with the lines' page, or stays behind on the first."""
    screen = _screen(server, first and TOTAL % first, second and TOTAL % second, fields=FIELDS)
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, payer="ก", amount=Decimal(3), total=Decimal(3)))
        assert prepared.typed["total"] == "3.00"
        assert site.commit(prepared).number == "D-2"


@pytest.mark.parametrize(
    ("first", "second", "error"),
    [("", "4.00", ValueNotTaken), ("4.00", "", ValueNotTaken), ("3.00", "4.00", ValueNotTaken), ("", "", ScreenNotAsMapped)],
    ids=["later", "before", "changed", "nowhere"],
)  # fmt: skip
def test_a_computed_value_that_was_never_right_is_never_committed(
    site_of: Callable[..., Any],
    server: LittleServer,
    monkeypatch: pytest.MonkeyPatch,
    first: str,
    second: str,
    error: type[Exception],
) -> None:
    """Wrong on its page, right once but not at the end, or on no page at all."""
    monkeypatch.setattr("bot.site.computed._PATIENCE", 1.0)
    screen = _screen(server, first and TOTAL % first, second and TOTAL % second, fields=FIELDS)
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(error):
            site.prepare(make_planned(screen, payer="ก", amount=Decimal(3), total=Decimal(3)))
    assert server.arrived == []


def test_a_refusal_before_the_last_page_is_told_in_the_sites_words(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """The first page stays and says no: the entry is refused, not tried again and again."""
    screen = _screen(server)
    server.pages["/two"] = lambda _: f"{FIRST % ''}<p>Refused: payer is barred</p>"
    with site_of(screen, page_timeout=2) as site:
        site.sign_in()
        with pytest.raises(Refused, match="payer is barred"):
            site.prepare(make_planned(screen, payer="ก", amount=Decimal(3)))


def test_what_is_waited_for_in_vain_is_told(site_of: Callable[..., Any], server: LittleServer) -> None:
    """The page stays without a word: the sign that did not come is named."""
    screen = _screen(server)
    server.pages["/two"] = lambda _: FIRST % ""
    with site_of(screen, page_timeout=2) as site:
        site.sign_in()
        with pytest.raises(PageTrouble, match="in vain for the page to show page: Page two"):
            site.prepare(make_planned(screen, payer="ก", amount=Decimal(3)))


LINES = {
    "style": "form",
    "add": {"text": "Add"},
    "table": {"at": {"id": "lines"}, "columns": {"item": "Item"}},
    "fields": {"item": {"header": "Item", "enter": {"at": {"caption": "New item"}}}},
}


@pytest.mark.parametrize("how", ["fetch", "xhr"])
@pytest.mark.parametrize(("status", "error"), [(422, Refused), (500, PageTrouble)])
def test_a_line_that_is_refused_is_no_trouble_and_trouble_is_no_refusal(
    site_of: Callable[..., Any],
    server: LittleServer,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
    status: int,
    error: type[Exception],
) -> None:
    """The page shows both alike; only where the server did not fail the entry is refused."""
    monkeypatch.setattr("bot.site.lines._PATIENCE", 2.0)
    sends = {
        "fetch": "fetch('/line',{method:'POST'}).then(()=>says())",
        "xhr": "x=new XMLHttpRequest();x.open('POST','/line');x.onload=says;x.send()",
    }
    server.pages |= {
        "/": lambda _: "",
        "/form": lambda _: (
            f'{HEAD}<label>Payer <input></label><label>New item <input></label><p id=e></p><button onclick="{sends[how]}">Add'
            "</button><table id=lines><tr><th>Item<tr><td>none yet</table><button>Save</button><script>const says=()=>{"
            "document.getElementById('e').textContent='Refused: not taken'}</script>"
        ),
        "/line": lambda _: Answer("no", status),
    }
    screen = make_screen(
        fields={"payer": FIELDS["payer"]},
        lines={**LINES, "table": {**LINES["table"], "skip": ["none yet"]}},
        safe_requests=[{"url": "/line"}],
    )
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(error, match="not taken" if error is Refused else "does not show it"):
            site.prepare(make_planned(screen, payer="ก", lines=({"item": "a"},)))


@pytest.mark.parametrize(
    ("more", "wrong"), [("", []), ("<a href=/two>Next</a>", ["form[1].at"])], ids=["one", "two"]
)
def test_the_button_of_the_first_page_is_looked_for_too(
    site_of: Callable[..., Any], server: LittleServer, more: str, wrong: list[str]
) -> None:
    """`doctor --screens`: several that fit are told before the first document, one that comes later is not missed."""
    screen = _screen(server, more)
    server.pages["/list"] = lambda _: "<table><tr><th>Number</th><th>Payer</th><th>Amount</th></tr></table>"
    with site_of(screen) as site:
        site.sign_in()
        told = site.check_mapping("DOC")
    assert [one.place for one in told if not one.ok and not one.later] == wrong

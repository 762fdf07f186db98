"""Answers that come over a web socket, and lists that narrow after a while: neither is read too early."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from little_server import Answer, LittleServer
from site_making import make_planned, make_screen
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from bot.planning.grammar import RequestPattern
from bot.site.judgement import Rules
from bot.site.script import ask_again
from bot.site.tab import Tab

pytestmark = pytest.mark.browser

TALKS = """<label>Filter <input id=f></label><label>Note <input id=g></label><p id=out>nothing</p><script>
const line = new WebSocket('ws://127.0.0.1:PORT/line');
line.onmessage = (event) => { out.textContent = event.data; };
f.oninput = () => line.send('filter ' + f.value);
g.oninput = () => line.send('note');
</script>"""
NARROWS = """<!doctype html><label>Filter <input id=f></label><table><thead><tr><th>Number<th>Payer<th>Amount</thead>
<tbody id=b></tbody></table><script>
const all = [['D-1', 'Somsri', '1.00'], ['D-2', 'Malee', '2.00'], ['D-3', 'Mali', '3.00']];
const draw = () => { b.innerHTML = all.filter((row) => WHICH).map((row) => '<tr><td>' + row.join('<td>')).join(''); };
let timer; f.oninput = () => { clearTimeout(timer); timer = setTimeout(draw, 700); }; draw();
</script>"""

PRESSED = """<!doctype html><label>Filter <input id=f></label><button id=go>Search</button><table><thead><tr><th>Number
<th>Payer<th>Amount</thead><tbody id=b></tbody></table><p id=none></p><script>
const draw = (rows) => { b.innerHTML = rows.map((row) => '<tr><td>' + row.join('<td>')).join('');
  none.textContent = rows.length ? '' : 'Nothing found'; };
const ask = async (then) => { const rows = await (await fetch('/rows?filter=' + f.value)).json(); then(rows); };
go.onclick = () => { ASKS };
draw(BEFORE);
</script>"""
OLD_ROWS = "[['D-1', 'Somsri', '1.00'], ['D-2', 'Malee', '2.00']]"


class Slow:
    """Answers `filter …` when it is let go, and nothing else."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.asked, self.go = threading.Event(), threading.Event()
        self._server = serve(self._talk, "127.0.0.1", 0)
        self.port: int = self._server.socket.getsockname()[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _talk(self, line: ServerConnection) -> None:
        try:
            for text in line:
                self.heard.append(str(text))
                if str(text).startswith("filter"):
                    self.asked.set()
                    self.go.wait(10)
                    line.send(f"rows of {text!s}")
        except ConnectionClosed:
            pass

    def close(self) -> None:
        self.go.set()
        self._server.shutdown()


@pytest.fixture
def slow() -> Iterator[Slow]:
    made = Slow()
    yield made
    made.close()


def _typed(tab: Tab, name: str, text: str) -> Any:
    order = {"spec": {"id": name}, "how": "fill", "text": text, "pause": True}
    return ask_again(tab.page.main_frame, "enter", [order])["mark"]


def test_what_goes_over_a_web_socket_is_waited_for(
    server: LittleServer, tab_of: Callable[..., Tab], slow: Slow
) -> None:
    """As a request is; what the site never answers holds nothing up for long, and the next time not at all."""
    server.pages["/list"] = lambda _asked: TALKS.replace("PORT", str(slow.port))
    known = RequestPattern(method="WEBSOCKET", url="*/line")
    tab = tab_of(Rules(site=server.url, safe=(known,)))
    tab.goto(server.url + "list")
    frame = tab.page.main_frame
    frame.wait_for_function("line.readyState === 1")

    mark = _typed(tab, "f", "first")
    assert (
        ask_again(frame, "settle", {"since": mark, "slice": 300, "firm": False, "drew": False})["state"]
        == "busy"
    )
    slow.go.set()
    tab.settle(frame, mark, need="request")
    assert tab.page.inner_text("#out") == "rows of filter first"

    tab.settle(frame, _typed(tab, "g", "a"))
    told = ask_again(
        frame, "settle", {"since": _typed(tab, "g", "b"), "slice": 300, "firm": False, "drew": False}
    )
    assert told["state"] == "still"
    assert slow.heard[-2:] == ["note", "note"]


def test_a_list_that_narrows_after_the_typing_is_not_read_too_early(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """The mapping says nothing of it; rows without what was typed are seen to be the old ones."""
    rows = _searched(site_of, server, "row[1].includes(f.value)", "Mal")
    assert [row.fields["payer"] for row in rows] == ["Malee", "Mali"]


def test_a_list_that_never_narrows_is_read_as_it_is(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """Some lists only mark what they found."""
    rows = _searched(site_of, server, "true", "Mali")
    assert [row.number for row in rows] == ["D-1", "D-2", "D-3"]


@pytest.mark.parametrize("before", [OLD_ROWS, "[]"])
@pytest.mark.parametrize("asks", ["setTimeout(() => ask(draw), 400)", "setTimeout(() => ask(draw), 60)"])
def test_a_search_that_asks_a_moment_after_the_press_is_not_read_too_early(
    site_of: Callable[..., Any], server: LittleServer, before: str, asks: str
) -> None:
    """What showed before the press, rows or none, is not what was found; else a document would seem absent."""
    assert _pressed(site_of, server, asks, before) == ["D-9"]


def test_a_search_whose_answer_is_drawn_late_is_not_read_too_early(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """The answer came, but the page still shows rows without what was typed."""
    assert _pressed(site_of, server, "ask((rows) => setTimeout(() => draw(rows), 500))", OLD_ROWS) == ["D-9"]


def test_a_search_that_changes_nothing_is_read_as_it_is(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """The page finds by itself what it shows already."""
    assert _pressed(site_of, server, "", OLD_ROWS) == ["D-1", "D-2"]


def test_a_list_that_narrows_by_an_amount_is_not_read_too_early(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """Whatever was typed: a list that stays while nothing was asked of the site is given a moment."""
    page = PRESSED.replace("go.onclick", "f.oninput").replace("ASKS", "setTimeout(() => ask(draw), 400)")
    assert _found(site_of, server, page.replace("BEFORE", OLD_ROWS), amount=Decimal(3)) == ["D-9"]


def _pressed(site_of: Callable[..., Any], server: LittleServer, asks: str, before: str) -> list[str]:
    page = PRESSED.replace("ASKS", asks).replace("BEFORE", before)
    return _found(site_of, server, page, submit={"text": "Search"}, payer="Mali")


def _found(
    site_of: Callable[..., Any],
    server: LittleServer,
    page: str,
    *,
    submit: dict[str, str] | None = None,
    **value: Any,
) -> list[str]:
    server.pages["/list"] = lambda _asked: page
    server.pages["/rows"] = lambda _asked: Answer('[["D-9", "Mali", "3.00"]]', kind="application/json")
    (name,) = value
    find = {
        "opens_at": {"url": "list"},
        "criteria": [{"field": name, "enter": {"at": {"caption": "Filter"}}}],
        "submit": submit,
        "table": {
            "columns": {"number": "Number", "payer": "Payer", "amount": "Amount"},
            "empty": {"page": "Nothing found"},
        },
    }
    screen = make_screen(find=find)
    with site_of(screen) as site:
        return [row.number for row in site.search(make_planned(screen, **{"payer": None, **value}).entry)]


def _searched(site_of: Callable[..., Any], server: LittleServer, which: str, payer: str) -> Any:
    server.pages["/list"] = lambda _asked: NARROWS.replace("WHICH", which)
    find = {
        "opens_at": {"url": "list"},
        "criteria": [{"field": "payer", "enter": {"at": {"caption": "Filter"}}}],
        "table": {"columns": {"number": "Number", "payer": "Payer", "amount": "Amount"}},
    }
    screen = make_screen(find=find)
    with site_of(screen) as site:
        return site.search(make_planned(screen, payer=payer, amount=None).entry)

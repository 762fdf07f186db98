"""Pages that ask for the same thing all the time: not waited for, but whatever we set off is."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from little_server import Asked, LittleServer

from bot.language import say
from bot.planning.grammar import At
from bot.site.tab import Tab

pytestmark = pytest.mark.browser

HEAD = "<!doctype html><button id=go>Go</button><p id=out>nothing</p><script>const show = (t) => {"
BEAT = HEAD + " out.textContent = t; }; setInterval(() => fetch('/api?do=beat&n=' + Date.now()), 40);"
LONG = 90.0
"""Seconds; only a page that never counts as still takes as long."""


def _end(how: str) -> str:
    return f" go.onclick = () => {{ {how} }};</script>"


def _click(tab: Tab) -> str:
    tab.click(At(id="go"), say("ปุ่ม", "the button"))
    return tab.page.inner_text("#out")


def test_a_page_whose_heart_beats_quickly_comes_to_rest(
    server: LittleServer, tab_of: Callable[..., Tab]
) -> None:
    """25 equal readings in a second: opening it and every click on it end, though it is never silent."""
    server.pages |= {"/form": lambda _: BEAT + _end("show('pressed')"), "/api": lambda _: "alive"}
    tab = tab_of(timeout=LONG)
    tab.goto(server.url + "form")
    assert _click(tab) == "pressed"
    tab.goto(server.url + "form")
    assert tab.background <= {"/api?do=beat&n="}


def test_a_heartbeat_whose_first_beat_comes_after_the_click_ends_too(
    server: LittleServer, tab_of: Callable[..., Tab]
) -> None:
    """The page set its timer before anybody touched it: what it asks for again and again was not caused."""
    late = BEAT.replace("setInterval(() =>", "let begun = false; setInterval(() => begun &&")
    assert late != BEAT
    server.pages |= {"/form": lambda _: late + _end("begun = true; show('pressed')"), "/api": lambda _: "alive"}
    tab = tab_of(timeout=LONG)
    tab.goto(server.url + "form")
    assert _click(tab) == "pressed"


def test_what_a_click_sets_off_is_waited_for_beside_the_heartbeat(
    server: LittleServer, tab_of: Callable[..., Tab]
) -> None:
    """The same path asked for something else, answered only after many more beats: still waited for."""
    find = "fetch('/api?do=find').then((a) => a.text()).then(show)"
    server.pages["/form"] = lambda _: BEAT + _end(find)

    def api(asked: Asked) -> str:
        if asked.query["do"] == "find":
            before = len(server.got)
            while len(server.got) < before + 20:
                time.sleep(0.01)
        return "found"

    server.pages["/api"] = api
    tab = tab_of(timeout=LONG)
    tab.goto(server.url + "form")
    assert _click(tab) == "found"


def test_asking_again_and_again_that_a_click_began_is_no_heartbeat(
    server: LittleServer, tab_of: Callable[..., Tab]
) -> None:
    """A page that asks whether the work is done, and changes nothing until it is: we wait until then."""
    asking = "const ask = () => fetch('/done').then((a) => a.text()).then((t) => t ? show(t) : ask()); ask();"
    server.pages["/form"] = lambda _: HEAD + " out.textContent = t; };" + _end(asking)
    server.pages["/done"] = lambda _: "done" if server.got.count("/done") > 30 else ""
    tab = tab_of(timeout=LONG)
    tab.goto(server.url + "form")
    assert _click(tab) == "done"

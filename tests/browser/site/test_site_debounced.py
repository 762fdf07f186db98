"""A control whose request waits for the typing to end: `settle: request` waits for it too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from little_server import LittleServer

from bot.site.script import ask_again
from bot.site.tab import Tab

pytestmark = pytest.mark.browser

PAGE = """<label>Filter <input id=f></label><p id=out>nothing</p><script>
let timer;
f.oninput = () => { clearTimeout(timer); timer = setTimeout(async () => {
  const answer = await fetch('/rows?filter=' + f.value);
  out.textContent = await answer.text();
}, 400); };
</script>"""


def test_a_request_that_comes_later_is_waited_for(server: LittleServer, tab_of: Callable[..., Tab]) -> None:
    """The answer stands on the page when settling ends, though the request left long after the typing."""
    server.pages["/list"] = lambda _asked: PAGE
    server.pages["/rows"] = lambda asked: f"rows of {asked.query['filter']}"
    tab = tab_of()
    tab.goto(server.url + "list")
    frame = tab.page.main_frame
    for text in ("first", "second"):
        told: Any = ask_again(
            frame, "enter", [{"spec": {"id": "f"}, "how": "fill", "text": text, "pause": True}]
        )
        tab.settle(frame, told["mark"], need="request")
        assert tab.page.inner_text("#out") == f"rows of {text}"

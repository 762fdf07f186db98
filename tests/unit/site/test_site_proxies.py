"""The proof that commits get through tells nothing of what it sent."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Error

from bot.errors import SiteUnusable
from bot.report.terminal import error_lines
from bot.site.proxies import prove_channel

WHAT_THE_DRIVER_SAYS = """APIRequestContext.fetch: connect ECONNREFUSED 127.0.0.1:9
Call log:
  - → HEAD https://office.example/
    - authorization: Basic c29tY2hhaTpzZWNyZXQ=
    - cookie: session=abc
"""


class Unreachable:
    """Stands for a context and its channel; whatever is asked fails as the driver fails."""

    @property
    def request(self) -> Unreachable:
        return self

    def fetch(self, *_: object, **__: object) -> None:
        raise Error(WHAT_THE_DRIVER_SAYS)


def test_a_channel_that_is_shut_tells_neither_password_nor_session() -> None:
    """The driver's error has every header; only its first line is told, and no cause is kept."""
    unreachable: Any = Unreachable()
    with pytest.raises(SiteUnusable, match="ECONNREFUSED") as told:
        prove_channel(unreachable, "https://office.example/", proxied=False)
    shown = "\n".join(error_lines(told.value))
    assert "Basic" not in shown
    assert "session" not in shown
    assert told.value.__suppress_context__

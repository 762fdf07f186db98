"""A web socket between page and site: every message that the page sends is judged before it leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.site.judgement import SOCKET
from bot.site.traffic import Sent

if TYPE_CHECKING:
    from playwright.sync_api import WebSocketRoute


class Socket:
    """Joins a page's web socket with the site's; a browser never sends a message again by itself.

    The messages pass this process, so that none can leave after its death.
    """

    def __init__(
        self,
        page: WebSocketRoute,
        may_leave: Callable[[Socket, Sent], bool],
        news: Callable[[Socket], None],
        lost: Callable[[Socket], None],
    ) -> None:
        """Begin to carry; `news` is told of each message of the site, `lost` of the end of the line."""
        self._page = page
        self._site = page.connect_to_server()
        self._address = page.url.replace("ws", "http", 1)
        self._may_leave, self._news, self._lost = may_leave, news, lost
        page.on_message(self._from_page)
        self._site.on_message(self._from_site)
        page.on_close(self._closed_by_page)
        self._site.on_close(self._closed_by_site)

    def _from_page(self, message: str | bytes) -> None:
        body = message if isinstance(message, bytes) else message.encode()
        if self._may_leave(self, Sent(SOCKET, self._address, body, kind="websocket")):
            self._site.send(message)

    def _from_site(self, message: str | bytes) -> None:
        self._page.send(message)
        self._news(self)

    def _closed_by_page(self, code: int | None, reason: str | None) -> None:
        self._lost(self)
        self._site.close(code=code, reason=reason)

    def _closed_by_site(self, code: int | None, reason: str | None) -> None:
        self._lost(self)
        self._page.close(code=code, reason=reason)

"""The line between browser and server, and how a fault cuts it without a byte of answer."""

import asyncio
from contextlib import suppress
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState


class CuttableLine(H11Protocol):
    """One browser connection, which hands the application a way to cut it."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        """Put `cut` into the state of every request that comes over this line."""
        super().__init__(
            config=config, server_state=server_state, app_state={**app_state, "cut": self._cut}, _loop=_loop
        )

    def _cut(self) -> None:
        self.transport.abort()


class LineCut(Response):
    """No answer at all: the connection is closed, at once or after `seconds`, without a byte."""

    def __init__(self, seconds: float = 0.0) -> None:
        """Keep how long the line stays open without a byte."""
        super().__init__()
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Cut the line and wait until it is gone; a browser that hangs up earlier is not waited for."""
        _ = send
        if self._seconds:
            with suppress(TimeoutError):
                await asyncio.wait_for(_hung_up(receive), self._seconds)
                return
        scope["state"]["cut"]()
        await _hung_up(receive)


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass

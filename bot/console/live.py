"""Server-sent events: every page is told at once when something happened, and asks for itself anew."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import anyio
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.console.desk import Desk
from bot.console.state import state_of

_LOOK_EVERY = 1.0
_BREATHE_EVERY = 15


@dataclass(frozen=True, kw_only=True)
class Pulse:
    """What changes when there is something new to see."""

    event: int
    state: str
    more: str


def live(desk: Desk, tasks_stamp: Callable[[], str]) -> Callable[[Request], Response]:
    """Make the stream: one `change` for whatever is new, a comment now and then so that it stays open."""

    def pulse() -> Pulse:
        state = state_of(desk.watching)
        return Pulse(event=desk.watching.last_event(), state=state.kind, more=tasks_stamp())

    async def stream(request: Request) -> AsyncIterator[str]:
        last: Pulse | None = None
        quiet = 0
        yield "retry: 2000\n\n"
        while not await request.is_disconnected():
            now = await to_thread.run_sync(pulse)
            if now != last:
                yield f"event: change\nid: {now.event}\ndata: {now.event}\n\n"
                last, quiet = now, 0
            quiet += 1
            if quiet % _BREATHE_EVERY == 0:
                yield ": still here\n\n"
            await anyio.sleep(_LOOK_EVERY)

    def answer(request: Request) -> Response:
        return StreamingResponse(stream(request), media_type="text/event-stream")

    return answer

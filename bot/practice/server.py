"""Starting and stopping the practice site; it listens on loopback only."""

import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.practice import backdoor
from bot.practice.cables import CuttableLine
from bot.practice.catalogue import DATA, User
from bot.practice.front import Front
from bot.practice.site import Site, open_site

HOST = "127.0.0.1"
DATABASE = "practice.sqlite3"
# IIS keeps an idle connection for two minutes; a browser then posts again by itself on a cut line.
KEEP_ALIVE_SECONDS = 120
_STATIC = Path(__file__).parent / "static"
_START_SECONDS = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """Where the site answers and who may sign in; the first user may use every screen."""

    url: str
    backdoor: str
    users: tuple[User, ...]


class NotStartedError(RuntimeError):
    """The site did not begin to listen."""


def application(site: Site) -> Starlette:
    """Give the site as an ASGI application."""
    static = Mount("/Images", StaticFiles(directory=_STATIC))
    everything = Route("/{path:path}", Front(site).answer, methods=["GET", "POST"])
    return Starlette(routes=[*backdoor.routes(site), static, everything])


def serve(
    *,
    port: int = 0,
    data: Path | None = None,
    seed: int = 0,
    lists: Path | None = None,
    on_ready: Callable[[Address], None] | None = None,
) -> None:
    """Serve in the foreground until Ctrl-C or SIGTERM; without `data` nothing is kept.

    `lists` is a folder with another office's data files, all of them.
    """
    with _prepared(data, port, seed, lists or DATA) as (server, listening, address):
        server.ready = lambda: on_ready(address) if on_ready else None
        server.run(sockets=[listening])


@contextmanager
def running(
    *, data: Path | None = None, port: int = 0, seed: int = 0, lists: Path | None = None
) -> Iterator[Address]:
    """Serve in a background thread for as long as the block lasts."""
    with _prepared(data, port, seed, lists or DATA) as (server, listening, address):
        ready = threading.Event()
        server.ready = ready.set
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        if not ready.wait(_START_SECONDS):
            message = f"the practice site did not start on {address.url}"
            raise NotStartedError(message)
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join()


class _Server(uvicorn.Server):
    ready: Callable[[], object] = staticmethod(lambda: None)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Not remembered, or uvicorn would raise the signal again after the orderly end.
        _ = sig, frame
        self.should_exit = True


@contextmanager
def _prepared(
    data: Path | None, port: int, seed: int, lists: Path
) -> Iterator[tuple[_Server, socket.socket, Address]]:
    with tempfile.TemporaryDirectory(prefix="practice-", ignore_cleanup_errors=True) as scratch:
        site = open_site((data or Path(scratch)) / DATABASE, seed=seed, lists=lists)
        with socket.create_server((HOST, port), backlog=128) as listening:
            url = f"http://{HOST}:{listening.getsockname()[1]}"
            address = Address(url=url, backdoor=f"{url}{backdoor.PREFIX}", users=site.catalogue.users)
            try:
                yield _Server(_config(site)), listening, address
            finally:
                site.store.close()


def _config(site: Site) -> uvicorn.Config:
    return uvicorn.Config(
        application(site),
        http=CuttableLine,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        log_level="critical",
        server_header=False,
        headers=[("Server", "Microsoft-IIS/6.0 (practice copy)")],
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=1,
    )

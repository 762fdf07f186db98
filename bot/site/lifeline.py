"""The browser's only way to the network ends with this process, so that nothing can leave after our death.

While a commit is sent by the single-shot channel, the browser still holds its own copy of the request.
If this process is killed in that moment, the browser lets the copy go before it closes: a second
document (seen with SIGKILL between the save and its answer). Therefore all traffic of the browser passes
a relay on loopback that lives in this process: SOCKS5 to wherever the browser wants, or, where the office
has a proxy, to that proxy and nowhere else. When the process dies, the relay's connections die with it.

The commit channel asks a proxy for a tunnel (CONNECT) even to a site without TLS, which office proxies
refuse. For that site the relay makes an ordinary proxy request of what would go through the tunnel.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from loguru import logger

if TYPE_CHECKING:
    from playwright.sync_api import ProxySettings

_CHUNK = 65536
_V5, _NO_AUTH, _CONNECT = 5, 0, 1
_IPV4, _NAME, _IPV6 = 1, 3, 4
_GRANTED = bytes([_V5, 0, 0, _IPV4, 0, 0, 0, 0, 0, 0])
_FAILED = bytes([_V5, 5, 0, _IPV4, 0, 0, 0, 0, 0, 0])
_START_SECONDS = 10.0

Place = tuple[str, int]
_HEAD_LIMIT = 262_144
_END = b"\r\n\r\n"
_TUNNEL = b"HTTP/1.1 200 Connection established\r\n\r\n"
_OF_THE_LINE = (b"connection:", b"proxy-connection:", b"proxy-authorization:")


@dataclass(frozen=True)
class Onward:
    """The office's proxy, and the site without TLS to which it is asked for no tunnel."""

    proxy: Place
    plain: Place | None


@contextmanager
def way_out(proxy: ProxySettings | None, site_url: str = "") -> Iterator[ProxySettings | None]:
    """Give the proxy settings for the browser: the relay, before the office's own proxy if it has one.

    A proxy that is itself reached by TLS or SOCKS is used as it is: the relay cannot stand before it.
    """
    server = proxy["server"] if proxy else None
    if server and urlsplit(server).scheme not in ("", "http"):
        logger.warning("no_lifeline", scheme=urlsplit(server).scheme)
        yield proxy
        return
    site = urlsplit(site_url)
    plain = _place_of(site_url) if site.scheme == "http" else None
    with lifeline(server, plain) as relay:
        settings: ProxySettings = {"server": relay}
        if proxy and (user := proxy.get("username")):
            settings = {**settings, "username": user, "password": proxy.get("password") or ""}
        yield settings


@contextmanager
def lifeline(proxy: str | None = None, plain: Place | None = None) -> Iterator[str]:
    """Run the relay in a thread of this process; gives the proxy address that the browser must use.

    `proxy` is the office's own (`http://host:port`); without it the relay goes straight to each site.
    `plain` is a site without TLS, to which the proxy is asked for no tunnel.
    """
    onward = Onward(_place_of(proxy), plain) if proxy else None
    started: Future[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = Future()
    thread = threading.Thread(
        target=lambda: asyncio.run(_relay(onward, started)), name="lifeline", daemon=True
    )
    thread.start()
    port, loop, over = started.result(_START_SECONDS)
    try:
        yield f"{'http' if onward else 'socks5'}://127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(_START_SECONDS)


async def _relay(
    onward: Onward | None, started: Future[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]]
) -> None:
    """Serve until told that it is over; every connection is closed before it returns."""
    writers: set[asyncio.StreamWriter] = set()
    tasks: set[asyncio.Task[None] | None] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        tasks.add(task)
        writers.add(writer)
        try:
            await _serve(reader, writer, onward, writers)
        finally:
            writers.discard(writer)
            tasks.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=_HEAD_LIMIT)
    over = asyncio.Event()
    started.set_result((server.sockets[0].getsockname()[1], asyncio.get_running_loop(), over))
    await over.wait()
    server.close()
    for writer in tuple(writers):
        writer.transport.abort()
    await asyncio.gather(*(task for task in tasks if task), return_exceptions=True)


async def _serve(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    onward: Onward | None,
    writers: set[asyncio.StreamWriter],
) -> None:
    try:
        first = await _first(reader, writer, onward.plain) if onward and onward.plain else b""
        place = onward.proxy if onward else await _asked(reader, writer)
        far_reader, far_writer = await asyncio.open_connection(*place)
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
        logger.debug("relay_failed", why=type(error).__name__)
        with suppress(OSError):
            writer.write(b"" if onward else _FAILED)
            await writer.drain()
        writer.close()
        return
    if not onward:
        writer.write(_GRANTED)
    far_writer.write(first)
    writers.add(far_writer)
    try:
        await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
    finally:
        writers.discard(far_writer)


async def _first(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, plain: Place) -> bytes:
    """Give what the proxy is to get first: the head as it came, or a tunnel to `plain` as a plain request."""
    head = await reader.readuntil(_END)
    if not head.lower().startswith(f"connect {plain[0]}:{plain[1]} ".encode()):
        return head
    writer.write(_TUNNEL)
    await writer.drain()
    return as_proxy_request(await reader.readuntil(_END), head, plain)


def as_proxy_request(inner: bytes, connect: bytes, plain: Place) -> bytes:
    """Make of a request inside a tunnel one that a proxy takes: whole address, same permit, one per line."""
    start, *heads = inner.removesuffix(_END).split(b"\r\n")
    method, path, version = start.split(b" ", 2)
    permit = [line for line in connect.split(b"\r\n") if line.lower().startswith(b"proxy-authorization:")]
    kept = [line for line in heads if not line.lower().startswith(_OF_THE_LINE)]
    where = f"http://{plain[0]}:{plain[1]}".encode()
    lines = [b" ".join((method, where + path, version)), *kept, *permit, b"Connection: close"]
    return b"\r\n".join(lines) + _END


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Place:
    """Take a SOCKS5 greeting and request (RFC 1928); gives where it wants to go."""
    version, methods = await reader.readexactly(2)
    await reader.readexactly(methods)
    writer.write(bytes([_V5, _NO_AUTH]))
    _, command, _, kind = await reader.readexactly(4)
    if version != _V5 or command != _CONNECT:
        msg = "not a SOCKS5 connect"
        raise ValueError(msg)
    if kind == _NAME:
        (length,) = await reader.readexactly(1)
        host = (await reader.readexactly(length)).decode("idna")
    else:
        host = str(ip_address(await reader.readexactly(4 if kind == _IPV4 else 16)))
    return host, int.from_bytes(await reader.readexactly(2), "big")


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry bytes one way until the end; the end is carried too, as a reset or as a close."""
    try:
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


def _place_of(proxy: str) -> Place:
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    return parts.hostname or "", parts.port or 80

"""A little web server for hand-written pages: counts what arrives, and drops connections on demand."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from bot.site.traffic import posted_fields


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    fields: dict[str, str]
    body: bytes
    headers: dict[str, str]


@dataclass
class Answer:
    """What is sent back; `drop` closes the socket without a byte after the handler has stored."""

    html: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    drop: bool = False
    raw: bytes | None = None


Page = Callable[[Asked], "Answer | str"]


class LittleServer:
    """Pages by path; `arrived` lists every request that is not a GET, in order."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Page] = {}
        self.arrived: list[Asked] = []
        self.got: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                self._serve()

            def do_POST(self) -> None:
                self._serve()

            def do_PUT(self) -> None:
                self._serve()

            def do_PATCH(self) -> None:
                self._serve()

            def do_DELETE(self) -> None:
                self._serve()

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                parts = urlsplit(self.path)
                asked = Asked(
                    method=self.command,
                    path=parts.path,
                    query={name: values[-1] for name, values in parse_qs(parts.query).items()},
                    fields=dict(posted_fields(body, self.headers.get("Content-Type", ""))),
                    body=body,
                    headers=dict(self.headers.items()),
                )
                (outer.got if self.command == "GET" else outer.arrived).append(
                    asked.path if self.command == "GET" else asked
                )
                page = outer.pages.get(parts.path)
                answer = page(asked) if page else Answer("not found", 404)
                if isinstance(answer, str):
                    answer = Answer(answer)
                if answer.drop:
                    self.close_connection = True
                    return
                self._send(answer)

            def _send(self, answer: Answer) -> None:
                data = answer.raw if answer.raw is not None else answer.html.encode()
                try:
                    self.send_response(answer.status)
                    self.send_header("Content-Type", answer.kind)
                    self.send_header("Content-Length", str(len(data)))
                    for name, value in answer.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(data)
                except OSError:
                    self.close_connection = True

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
            self.url = self.url.replace("http:", "https:")
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def clear(self) -> None:
        self.pages.clear()
        self.arrived.clear()
        self.got.clear()

"""An office's proxy on loopback: plain requests and tunnels, asking for a user and password if it has one."""

from __future__ import annotations

import base64
import select
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

_ENDS = {"connection", "proxy-connection", "keep-alive", "transfer-encoding", "proxy-authorization"}


class LittleProxy(socketserver.ThreadingTCPServer):
    """`passed` lists the method and host of all that went through, `refused` counts what was not let in."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, user: str = "", password: str = "", *, tunnels: bool = True) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.ticket = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode() if user else ""
        self.tunnels = tunnels
        self.passed: list[tuple[str, str]] = []
        self.refused = 0
        self.address = f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def proxy(user: str = "", password: str = "", *, tunnels: bool = True) -> Iterator[LittleProxy]:
    """Run a proxy for a while; without `tunnels` it refuses CONNECT, as offices do but for TLS."""
    with LittleProxy(user, password, tunnels=tunnels) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: LittleProxy

    def log_message(self, *_: object) -> None:
        pass

    def do_CONNECT(self) -> None:
        if not self._let_in():
            return
        host, _, port = self.path.rpartition(":")
        with socket.create_connection((host, int(port))) as far:
            self.send_response(200)
            self.end_headers()
            self._carry(far)
        self.close_connection = True

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not self._let_in():
            return
        parts = urlsplit(self.path)
        far = HTTPConnection(parts.netloc)
        heads = {name: value for name, value in self.headers.items() if name.lower() not in _ENDS}
        try:
            far.request(self.command, f"{parts.path}?{parts.query}".rstrip("?"), body or None, heads)
            answer = far.getresponse()
            data = answer.read()
        except (OSError, HTTPException):  # the site dropped the line: so do we
            self.close_connection = True
            return
        finally:
            far.close()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _ENDS:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self) -> None:
        self.do_GET()

    def do_HEAD(self) -> None:
        self.do_GET()

    def _let_in(self) -> bool:
        if self.server.ticket and self.headers.get("Proxy-Authorization") != self.server.ticket:
            self.server.refused += 1
            self.send_response(407)
            self.send_header("Proxy-Authenticate", 'Basic realm="office"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return False
        tunnel = self.command == "CONNECT"
        host = (self.path if tunnel else urlsplit(self.path).netloc).partition(":")[0]
        if host not in ("127.0.0.1", "localhost") or (tunnel and not self.server.tunnels):
            self.send_response(403)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return False
        self.server.passed.append((self.command, self.path))
        return True

    def _carry(self, far: socket.socket) -> None:
        near = self.connection
        with suppress(OSError):
            while True:
                for ready in select.select([near, far], [], [])[0]:
                    data = ready.recv(65536)
                    if not data:
                        return
                    (far if ready is near else near).sendall(data)

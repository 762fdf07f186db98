"""What the strangers have in common: a server on loopback, a store with a back door, and trouble on demand.

Back door: `GET /_back/documents` (what is stored), `POST /_back/troubles` (a list: what befalls the next
commits, one each: "", "lost", "before", "after", "expired"), `POST /_back/look` (a list of how the screen
was changed), `POST /_back/alter` ([index, field, text]).
"""

from __future__ import annotations

import html
import json
import secrets
import socket
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer; `go` makes it a redirect, `lost` closes the line without a byte."""

    body: str = ""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    go: str = ""
    cookie: str = ""
    lost: bool = False


@dataclass(kw_only=True)
class Store:
    """What is stored, who is signed in, and what shall go wrong."""

    documents: list[dict[str, Any]] = field(default_factory=list)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def commit(self, document: dict[str, Any], good: Answer, expired: Answer) -> Answer:
        """Store a document, unless trouble is due."""
        trouble = self.troubles.pop(0) if self.troubles else ""
        if trouble == "expired":
            self.sessions.clear()
            return expired
        if trouble == "before":
            return Answer(status=500, body="<h1>500 Internal error</h1>")
        self.documents.append(document)
        if trouble == "after":
            return Answer(status=500, body="<h1>500 Internal error</h1>")
        return Answer(lost=True) if trouble == "lost" else good


class Stranger(BaseHTTPRequestHandler):
    """One request of one application; an application answers `get` and `post`."""

    store: ClassVar[Store]
    charset: ClassVar[str] = "utf-8"
    """Of its pages, and of what their forms send."""
    protocol_version = "HTTP/1.1"
    path_only: str
    asked: dict[str, str]
    given: dict[str, Any]

    def get(self) -> Answer:
        """Answer a GET."""
        raise NotImplementedError

    def post(self) -> Answer:
        """Answer a POST (or PUT)."""
        raise NotImplementedError

    def session(self) -> dict[str, Any] | None:
        """Give the session of the cookie."""
        found = [part.split("=")[1] for part in self.headers.get("Cookie", "").split("; ") if part.startswith("sid=")]
        return self.store.sessions.get(found[0]) if found else None

    def begin(self, **values: Any) -> str:
        """Begin a session; gives its name."""
        name = secrets.token_hex(8)
        self.store.sessions[name] = values
        return name

    def do_GET(self) -> None:
        """Take the request apart and answer it."""
        self._answer(self.get)

    def do_POST(self) -> None:
        """Take the request apart and answer it."""
        self._answer(self.post)

    do_PUT = do_POST

    def _answer(self, how: Any) -> None:
        address = urlsplit(self.path)
        self.path_only = address.path
        self.asked = {name: values[-1] for name, values in self._query(address.query, blanks=False).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.given = self._given(body)
        with self.store.lock:
            answer = self._back(body) if self.path_only.startswith("/_back/") else how()
        self._send(answer)

    def _given(self, body: bytes) -> dict[str, Any]:
        kind = self.headers.get("Content-Type", "")
        if "json" in kind and "/_back/" not in self.path:
            return dict(json.loads(body or b"{}"))
        if "multipart" in kind:
            return _multipart(body, kind.split("boundary=")[1])
        found = self._query(body.decode(errors="replace"))
        return {name: values if name.endswith("[]") else values[-1] for name, values in found.items()}

    def _query(self, text: str, *, blanks: bool = True) -> dict[str, list[str]]:
        return parse_qs(text, keep_blank_values=blanks, encoding=self.charset)

    def _back(self, body: bytes) -> Answer:
        what = self.path_only.rpartition("/")[2]
        if self.command == "POST":
            told = json.loads(body)
            if what == "alter":
                self.store.documents[told[0]][told[1]] = told[2]
            else:
                setattr(self.store, what, told)
        return as_json(self.store.documents)

    def _send(self, answer: Answer) -> None:
        if answer.lost:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        charset = self.charset if answer.kind.startswith("text/html") else "utf-8"
        body = answer.body.encode(charset, "xmlcharrefreplace")
        self.send_response(303 if answer.go else answer.status)
        self.send_header("Content-Type", answer.kind.replace("utf-8", charset.replace("cp", "windows-")))
        self.send_header("Content-Length", str(len(body)))
        if answer.go:
            self.send_header("Location", answer.go)
        if answer.cookie:
            self.send_header("Set-Cookie", f"sid={answer.cookie}; Path=/; HttpOnly")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def as_json(value: object, status: int = 200) -> Answer:
    """Give a value as JSON."""
    return Answer(body=json.dumps(value, ensure_ascii=False), status=status, kind="application/json")


def page(name: str, **values: object) -> str:
    """Give a part of a page from `<name>.html`, its $places filled in as they are."""
    return Template((HERE / "pages" / f"{name}.html").read_text(encoding="utf-8")).safe_substitute(values)


def options(names: Any, chosen: str = "", blank: str = "") -> str:
    """Give the options of a select; the value of each is its place."""
    first = f'<option value="">{blank}</option>'
    return first + "".join(
        f'<option value="{place}"{" selected" if str(place) == chosen else ""}>{html.escape(name)}</option>'
        for place, name in enumerate(names, start=1)
    )


def serve(app: type[Stranger], *, user: str, password: str, store: Store | None = None) -> None:
    """Serve on a free port of loopback until killed; one JSON line when ready."""
    app.store = store or Store()
    server = ThreadingHTTPServer(("127.0.0.1", 0), app)
    print(json.dumps({"url": f"http://127.0.0.1:{server.server_port}/", "user": user, "password": password}))
    sys.stdout.flush()
    server.serve_forever()


def _multipart(body: bytes, boundary: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for part in body.split(b"--" + boundary.encode())[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        name = head.decode().split('name="')[1].split('"')[0]
        text = value.removesuffix(b"\r\n").decode()
        if name.endswith("[]"):
            out.setdefault(name, []).append(text)
        else:
            out[name] = text
    return out

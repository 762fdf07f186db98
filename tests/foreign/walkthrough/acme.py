"""The single-page application of docs/fitting.md §6, as small as it can be: `acme.py STORE [PORT]`.

STORE is a file with one JSON document a line: what is really stored. One JSON line when ready.
"""

from __future__ import annotations

import json
import sys
import threading
from datetime import date
from decimal import Decimal, InvalidOperation
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

CUSTOMERS = ("Chai Stores", "Chai Stores (Nonthaburi)", "Mali Foods", "ร้านรุ่งเรือง")
PAGE = Path(__file__).with_name("acme.html")


class Acme(BaseHTTPRequestHandler):
    """One page and a JSON interface behind it."""

    store: Path
    lock = threading.Lock()
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Give the page, who is signed in, or the invoices found."""
        address = urlsplit(self.path)
        if address.path == "/":
            self._send(200, PAGE.read_bytes(), "text/html; charset=utf-8")
        elif not self._signed_in():
            self._answer(401, {"error": "signed out"})
        elif address.path == "/api/session":
            self._answer(200, {"user": "Somsri P."})
        elif address.path == "/api/invoices":
            wanted = parse_qs(address.query).get("filter", [""])[0]
            self._answer(200, [kept for kept in self._kept() if wanted in kept["number"]])
        else:
            self._answer(404, {"error": "no such thing"})

    def do_POST(self) -> None:
        """Sign in, search customers, or store an invoice."""
        given = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        if self.path == "/api/session":
            right = (given.get("user"), given.get("word")) == ("somsri@acme.example", "ledger-1")
            self._answer(200 if right else 403, {}, cookie="acme=1; Path=/" if right else "")
        elif not self._signed_in():
            self._answer(401, {"error": "signed out"})
        elif self.path == "/api/customers/search":
            self._answer(200, [name for name in CUSTOMERS if given["term"].lower() in name.lower()])
        elif self.path == "/api/invoices":
            self._store(given)
        else:
            self._answer(404, {"error": "no such thing"})

    def _store(self, given: dict[str, Any]) -> None:
        wrong = _wrong_with(given)
        if wrong:
            self._answer(422, {"error": wrong})
            return
        with self.lock:
            document = f"2024-{len(self._kept()) + 101}"
            with self.store.open("a", encoding="utf-8") as out:
                out.write(json.dumps({"document": document, **given}, ensure_ascii=False) + "\n")
        self._answer(201, {"document": document})

    def _kept(self) -> list[dict[str, str]]:
        lines = self.store.read_text(encoding="utf-8").splitlines() if self.store.exists() else []
        return [json.loads(line) for line in lines]

    def _signed_in(self) -> bool:
        return "acme=1" in (self.headers.get("Cookie") or "")

    def _answer(self, status: int, value: object, *, cookie: str = "") -> None:
        self._send(status, json.dumps(value, ensure_ascii=False).encode(), "application/json", cookie=cookie)

    def _send(self, status: int, body: bytes, kind: str, *, cookie: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _wrong_with(given: dict[str, Any]) -> str:
    try:
        date.fromisoformat(given["date"])
        total = Decimal(given["total"])
    except (ValueError, InvalidOperation):
        return "Date or total is not valid"
    if given["customer"] not in CUSTOMERS or not given["number"]:
        return "Choose a customer"
    return "Total is above your limit" if total > 50_000 else ""


def main(store: str, port: int) -> None:
    """Serve on loopback until killed."""
    Acme.store = Path(store)
    server = ThreadingHTTPServer(("127.0.0.1", port), Acme)
    place = {
        "url": f"http://127.0.0.1:{server.server_port}/",
        "user": "somsri@acme.example",
        "password": "ledger-1",
    }
    print(json.dumps(place), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)

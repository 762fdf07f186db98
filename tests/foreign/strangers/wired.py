"""Pages that live on the server: all that one types and presses goes over a web socket, and so does the commit."""

from __future__ import annotations

import html
import json
import threading
import time
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

from stand import Answer, Store, Stranger, page, serve
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection
from websockets.sync.server import serve as listen

A_PAGE = 3
LIMIT = 1_000_000
THINKS = 0.2
"""Seconds until anything is answered."""
BOXES = {
    "ref": "Reference",
    "date": "Date",
    "payee": "Payee",
    "qty": "Quantity",
    "price": "Unit price",
}


class View:
    """What one browser sees: its path and what it told of itself so far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.flash = ""
        self.wrong: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.wanted = ""
        self.page = 1

    def html(self, store: Store) -> str:
        """Draw it."""
        if self.path.endswith("/new"):
            body = self._form()
        else:
            body = self._list(store) if self.path == "/vouchers" else self._document(store)
        return f"<p id=flash role=alert>{self.flash}</p>{body}"

    def save(self, store: Store) -> dict[str, Any] | None:
        """Store, or tell what is wrong; None: the line breaks without a word."""
        total = _total(self.values)
        self.wrong = {name: "can't be blank" for name in BOXES if not self.values.get(name)}
        if any(kept["ref"] == self.values["ref"] for kept in store.documents):
            self.wrong["ref"] = "has already been taken"
        if total and float(total) > LIMIT:
            self.wrong["price"] = "makes the total too large"
        if self.wrong:
            return self._patch(store)
        number = 101 + len(store.documents)
        answer = store.commit({"id": number, **self.values, "total": total}, Answer(), Answer(go="/login"))
        if answer.go:
            return {"redirect": answer.go}
        if answer.lost or answer.status != Answer().status:
            return None
        self.path, self.flash = f"/vouchers/{number}", f"Voucher {number} created successfully"
        return self._patch(store)

    def told(self, event: str, data: Any, store: Store) -> dict[str, Any] | None:
        """Answer one message of the page."""
        if event == "validate":
            self.values = _values(data)
        elif event == "search":
            self.wanted, self.page = dict(parse_qsl(data, keep_blank_values=True))["q"], 1
        elif event == "next":
            self.page += 1
        elif event == "save":
            self.values = _values(data)
            return self.save(store)
        return self._patch(store)

    def _patch(self, store: Store) -> dict[str, Any]:
        return {"html": self.html(store), "path": self.path}

    def _form(self) -> str:
        boxes = "".join(self._box(name, label) for name, label in BOXES.items())
        total = f"<div><label for=total>Total</label><output id=total>{_total(self.values)}</output></div>"
        button = '<button data-disable-with="Saving...">Save voucher</button>'
        return f"<h1>New voucher</h1><form id=form data-change=validate data-submit=save>{boxes}{total}{button}</form>"

    def _box(self, name: str, label: str) -> str:
        kind = "date" if name == "date" else "text"
        value = html.escape(self.values.get(name, ""))
        box = f'<input id={name} name="voucher[{name}]" type={kind} value="{value}" autocomplete=off>'
        return f"<div><label for={name}>{label}</label>{box}<span class=error>{self.wrong.get(name, '')}</span></div>"

    def _list(self, store: Store) -> str:
        found = [kept for kept in store.documents if self.wanted.lower() in kept["ref"].lower()][::-1]
        rows = "".join(
            f"<tr data-go=/vouchers/{kept['id']}><td>{kept['id']}<td>{html.escape(kept['ref'])}<td>{kept['date']}"
            f"<td>{html.escape(kept['payee'])}<td>{kept['total']}"
            for kept in found[(self.page - 1) * A_PAGE : self.page * A_PAGE]
        )
        none = "" if found else "<p id=none>No vouchers yet</p>"
        last = "disabled" if self.page * A_PAGE >= len(found) else ""
        return page("wired_list", rows=rows, none=none, wanted=html.escape(self.wanted), page=self.page, last=last)

    def _document(self, store: Store) -> str:
        kept = next(kept for kept in store.documents if str(kept["id"]) == self.path.rpartition("/")[2])
        shown = {**BOXES, "total": "Total"}
        fields = "".join(f"<dt>{label}<dd>{html.escape(kept[name])}" for name, label in shown.items())
        return f"<h1>Voucher {kept['id']}</h1><dl>{fields}</dl>"


class Wired(Stranger):
    """The first page, and signing in; everything else is said over the line."""

    port = 0

    def get(self) -> Answer:
        """Answer the one page."""
        if self.path_only == "/login":
            return Answer(body=page("wired_login", wrong=""))
        if self.session() is None:
            return Answer(go="/login")
        token = self.headers["Cookie"].split("sid=")[1]
        return Answer(body=page("wired", port=self.port, token=token))

    def post(self) -> Answer:
        """Sign in."""
        if (self.given["email"], self.given["password"]) != ("dao@wired.example", "wire"):
            return Answer(body=page("wired_login", wrong="Invalid email or password"))
        return Answer(go="/vouchers", cookie=self.begin())


def talk(line: ServerConnection) -> None:
    """Answer one browser's messages, one after another, each after a while."""
    store, view = Wired.store, View("/vouchers")
    with suppress(ConnectionClosed):
        for raw in line:
            ref, event, data = json.loads(raw)
            time.sleep(THINKS)
            with store.lock:
                answer: dict[str, Any] | None = {}
                if event == "join" and data["token"] not in store.sessions:
                    answer = {"redirect": "/login"}
                elif event != "heartbeat":
                    view = View(data["path"] if event == "join" else data) if event in {"join", "go"} else view
                    answer = view.told(event, data, store)
            if answer is None:
                return
            line.send(json.dumps([ref, answer]))


def _values(data: str) -> dict[str, str]:
    return {name.partition("[")[2][:-1]: value for name, value in parse_qsl(data, keep_blank_values=True)}


def _total(values: dict[str, str]) -> str:
    try:
        return f"{float(values['qty']) * float(values['price']):.2f}"
    except (KeyError, ValueError):
        return ""


if __name__ == "__main__":
    lines = listen(talk, "127.0.0.1", 0)
    Wired.port = lines.socket.getsockname()[1]
    threading.Thread(target=lines.serve_forever, daemon=True).start()
    serve(Wired, user="dao@wired.example", password="wire")

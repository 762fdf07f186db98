"""An application that stores in every way in which a page can: one kind of commit each, and its mapping."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from little_server import Answer, Asked, LittleServer
from site_making import make_screen
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from bot.planning.grammar import Mapping

HEAD = "<!doctype html><title>New</title><h1>New document</h1>"
BOXES = "<label>Payer <input name=payer></label><label>Amount <input name=amount></label>"
SENDING = """<p id=out></p><script>
const f = document.forms[0];
const doc = () => Object.fromEntries(new FormData(f));
const show = (text) => { document.getElementById('out').innerHTML = text; };
const json = (method, more) => ({ method, headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(doc()), ...more });
const query = () => new URLSearchParams(new FormData(f));
const told = (answer) => answer.text().then(show, () => show('Refused: line'));
const failed = () => show('Refused: line');
f.onsubmit = (event) => { event.preventDefault(); HOW };
</script>"""
SAVE = {"method": "POST", "url": "save*"}


def form(attributes: str = "method=post action=/save", inside: str = BOXES + "<button>Save</button>") -> str:
    return f"<form {attributes}>{inside}</form>"


def sending(how: str) -> str:
    """Give a page whose script sends the document itself."""
    return HEAD + form("") + SENDING.replace("HOW", how)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One way to store. `page` is the screen; `request` its commit; `answer` what the save says, by number."""

    page: str
    request: dict[str, Any] = field(default_factory=lambda: SAVE)
    answer: Callable[[int], Answer] = lambda number: Answer(f"<p>Stored as D-{number}</p>")
    parts: dict[str, Any] = field(default_factory=dict)
    commit: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Callable[[Office, Asked], Answer | str]] = field(default_factory=dict)

    def screen(self) -> Mapping:
        commit = {"at": {"text": "Save"}, "request": self.request, "timeout": 6, **self.commit}
        table = {
            "columns": {"number": "Number", "payer": "Payer", "amount": "Amount"},
            "empty": {"page": "Nothing yet"},
        }
        find = {"opens_at": {"url": "list"}, "table": table}
        return make_screen(**{"commit": commit, "find": find, **self.parts})


@dataclass
class Office:
    """Keeps what it stored; `lose`: it stores and then drops the line without a word, once."""

    server: LittleServer
    other: LittleServer
    kind: Kind
    lose: bool = False
    documents: list[tuple[str, str]] = field(default_factory=list)
    token: int = 0

    def __post_init__(self) -> None:
        self.other.pages |= {"/inner": lambda _: HEAD + form(), "/save": self.save}
        home = {
            "/": lambda _: "home",
            "/list": lambda _: self.list(),
            "/done": self.done,
        }
        self.server.pages |= {**home, "/form": lambda _: self._page(), "/save": self.save}
        self.server.pages |= {
            path: (lambda asked, page=page: page(self, asked)) for path, page in self.kind.more.items()
        }

    def save(self, asked: Asked) -> Answer:
        """Store whatever comes."""
        values = {name.rpartition(".")[2]: value for name, value in (asked.query | asked.fields).items()}
        return self.store(values)

    def store(self, values: dict[str, str]) -> Answer:
        self.documents.append((values.get("payer", "?"), values.get("amount", "?")))
        if self.lose:
            self.lose = False
            return Answer(drop=True)
        return self.kind.answer(len(self.documents))

    def done(self, asked: Asked) -> str:
        return f"<p>Stored as D-{asked.query['n']}</p>"

    def list(self) -> str:
        rows = "".join(
            f"<tr><td>D-{n}</td><td>{payer}</td><td>{amount}</td></tr>"
            for n, (payer, amount) in enumerate(self.documents, 1)
        )
        head = "<table><tr><th>Number</th><th>Payer</th><th>Amount</th></tr>"
        return f"{head}{rows}</table>" if rows else f"{head}</table><p>Nothing yet</p>"

    def _page(self) -> str:
        return self.kind.page.replace("OTHER", self.other.url.replace("127.0.0.1", "localhost"))


class Line:
    """A web socket by which documents are stored: `{"do": "save", …}`; it answers like the rest."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.heard: list[str] = []
        self._server: Server = serve(self._talk, "127.0.0.1", 0)
        self.port = self._server.socket.getsockname()[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _talk(self, line: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            for message in line:
                self.heard.append(str(message))
                said = json.loads(message)
                if said["do"] == "save":
                    answer = self._office.store(said)
                    if answer.drop:
                        line.socket.close()
                        return
                    line.send(answer.html)

    def close(self) -> None:
        self._server.shutdown()


NO_NUMBER = {"receipt": {"success": [{"page": "Thank you"}]}}
THANKS = "location.href = '/thanks'"


def _thanks(_office: Office, _asked: Asked) -> str:
    return "<p>Thank you</p>"


def _attachment(_number: int) -> Answer:
    head = {"Content-Disposition": "attachment; filename=receipt.pdf"}
    return Answer(raw=b"%PDF-1.4", kind="application/pdf", headers=head)


def _redirect(status: int) -> Callable[[int], Answer]:
    return lambda number: Answer("", status, {"Location": f"/done?n={number}"})


def _moved(office: Office, asked: Asked) -> Answer:
    return Answer("", 307, {"Location": "/save"})


def _new_token(office: Office, _asked: Asked) -> str:
    office.token += 1
    return str(office.token)


def _with_token(office: Office, asked: Asked) -> Answer:
    if {name.lower(): value for name, value in asked.headers.items()}.get("x-csrf") != str(office.token):
        return Answer("Refused: token", 403)
    return office.save(asked)


def _confirm(_office: Office, asked: Asked) -> str:
    hidden = "".join(f'<input type=hidden name={n} value="{v}">' for n, v in asked.fields.items())
    return f"<h1>Really?</h1>{form(inside=hidden + '<button>Save</button>')}"


def _livewire(office: Office, asked: Asked) -> Answer:
    said = json.loads(asked.body)
    return office.store(said["updates"]) if said["calls"] == ["save"] else Answer("{}")


def _graphql(office: Office, asked: Asked) -> Answer:
    said = json.loads(asked.body)
    if said["query"].startswith("mutation"):
        return office.store(said["variables"])
    return Answer('{"ok": true}', kind="application/json")


WORKER = (
    "onmessage = (e) => fetch('/save', { method: 'POST', headers: { 'Content-Type': 'application/json' }, "
    "body: e.data }).then((a) => a.text()).then((t) => postMessage(t))"
)
SHARED = (
    "onconnect = (c) => { c.ports[0].onmessage = (e) => fetch('/save', { method: 'POST', body: e.data })"
    ".then((a) => a.text()).then((t) => c.ports[0].postMessage(t)); }"
)
SERVICE = """self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (e) => e.waitUntil(clients.claim()));
self.addEventListener('fetch', (e) => { if (e.request.method === 'POST') e.respondWith(
  e.request.text().then((body) => fetch('/save', { method: 'POST', body,
    headers: { 'Content-Type': 'application/json' } }))); });"""


def _script(text: str) -> Callable[[Office, Asked], Answer]:
    return lambda _office, _asked: Answer(text, kind="text/javascript")


LIVE = """<script>for (const box of f.elements) box.onchange = () => fetch('/save', {
  method: 'POST', body: JSON.stringify({ updates: { [box.name]: box.value }, calls: [] }) });</script>"""
CHECKS = """<script>for (const box of f.elements) box.onchange = () => fetch('/save', { method: 'POST',
  headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query: 'query { check }' }) });</script>"""
MODAL = f"""{HEAD}{form("", BOXES + '<button type=button onclick="ask.showModal()">Next</button>')}
<dialog id=ask><p>Store it?</p><button onclick="go()">Save</button></dialog>
{SENDING.replace("HOW", "")}<script>
const go = () => {{ ask.close(); fetch('/save', json('POST')).then(told, failed); }};</script>"""
FRAME = {"opens_at": {"url": "form", "frame": ["iframe"]}}
NEXT = {
    "form": [
        {"do": "enter", "fields": ["payer", "amount"]},
        {"do": "click", "at": {"text": "Next"}},
    ]
}
TWICE = "const one = () => fetch('/save', json('POST')).then(told, failed); one(); one();"
FORM_TWICE = f"{HEAD}{form()}<script>const f = document.forms[0];\nf.onsubmit = () => f.submit();</script>"
OTHER_TIME = (
    "let n = 0; const one = () => fetch('/save?try=' + n++, json('POST')).then(told, failed); one(); one();"
)
SPA = (
    "fetch('/save', json('PUT')).then((a) => a.text()).then((t) => { history.pushState({}, '', '/documents/1'); "
    "document.body.innerHTML = '<main>' + t + '</main>'; }, failed)"
)
TURBO = (
    "fetch('/save', { method: 'POST', body: new FormData(f), headers: { Accept: 'text/vnd.turbo-stream.html' } })"
    ".then((a) => a.text().then((t) => { history.pushState({}, '', a.url); document.body.innerHTML = t; }), failed)"
)
HTMX = (
    "const x = new XMLHttpRequest(); x.open('POST', '/save'); x.setRequestHeader('HX-Request', 'true');"
    "x.onload = () => show(x.responseText); x.onerror = failed; x.send(new URLSearchParams(new FormData(f)));"
)
BLOB = "new Blob([JSON.stringify(doc())], { type: 'application/json' })"
POPUP = "window.open('', 'result'); f.target = 'result'; f.method = 'post'; f.action = '/save'; f.submit();"
TOKEN = (
    "fetch('/token').then((a) => a.text()).then((t) => fetch('/save', { ...json('POST'), headers: "
    "{ 'Content-Type': 'application/json', 'X-CSRF': t } })).then(told, failed)"
)
SOCKET = "line.onmessage = (e) => show(e.data); line.send(JSON.stringify({ do: 'save', ...doc() }));"
SOCKET_AGAIN = (
    "const what = JSON.stringify({ do: 'save', ...doc() }); line.onmessage = (e) => show(e.data);"
    "line.onclose = () => { const next = new WebSocket(line.url); next.onopen = () => next.send(what); };"
    "line.send(what);"
)
OPEN_LINE = """<script>const line = new WebSocket('ws://127.0.0.1:PORT/line');
line.onopen = () => line.send('{"do": "hello"}');</script>"""

KINDS: dict[str, Kind] = {
    "form": Kind(page=HEAD + form()),
    "form to its own page": Kind(
        page=HEAD + form("method=post", BOXES + "<button name=btnSave value=1>Save</button>"),
        request={"url": "form", "fields": {"btnSave": "*"}},
        more={
            "/form": lambda office, asked: office.save(asked) if asked.method == "POST" else office.kind.page
        },
    ),
    "button outside, with formaction": Kind(
        page=HEAD + form("id=f", BOXES) + "<button form=f formmethod=post formaction=/save>Save</button>"
    ),
    "multipart": Kind(
        page=HEAD
        + form(
            "method=post action=/save enctype=multipart/form-data",
            BOXES + "<input type=file name=paper><button>Save</button>",
        )
    ),
    "form by GET": Kind(
        page=HEAD + form("method=get action=/save"),
        request={"method": "GET", "url": "save*", "fields": {"payer": "*"}},
    ),
    "link by GET": Kind(
        page=f"{HEAD}{form('', BOXES)}<a id=a href=/save>Save</a><script>a.onclick = () => {{"
        "a.href = '/save?' + new URLSearchParams(new FormData(document.forms[0])); }</script>",
        request={"method": "GET", "url": "save?*"},
    ),
    "fetch by GET": Kind(
        page=sending("fetch('/save?' + query()).then(told, failed)"),
        request={"method": "GET", "url": "save?*"},
    ),
    "xhr": Kind(page=sending(HTMX)),
    "fetch json": Kind(page=sending("fetch('/save', json('POST')).then(told, failed)")),
    "fetch put": Kind(
        page=sending("fetch('/save', json('PUT')).then(told, failed)"), request={**SAVE, "method": "PUT"}
    ),
    "fetch patch": Kind(
        page=sending("fetch('/save', json('PATCH')).then(told, failed)"), request={**SAVE, "method": "PATCH"}
    ),
    "fetch delete": Kind(
        page=sending("fetch('/save', json('DELETE')).then(told, failed)"),
        request={**SAVE, "method": "DELETE"},
    ),
    "fetch of a request": Kind(page=sending("fetch(new Request('/save', json('POST'))).then(told, failed)")),
    "fetch of a stream": Kind(
        page=sending(
            f"fetch('/save', {{ ...json('POST'), body: {BLOB}.stream(), duplex: 'half' }}).then(told, failed)"
        )
    ),
    "fetch kept alive while the page goes on": Kind(
        page=sending(f"fetch('/save', json('POST', {{ keepalive: true }})); {THANKS}"),
        parts=NO_NUMBER,
        more={"/thanks": _thanks},
    ),
    "beacon": Kind(
        page=sending(f"navigator.sendBeacon('/save', {BLOB}); show('Thank you')"), parts=NO_NUMBER
    ),
    "beacon while the page goes on": Kind(
        page=sending(f"navigator.sendBeacon('/save', {BLOB}); {THANKS}"),
        parts=NO_NUMBER,
        more={"/thanks": _thanks},
    ),
    "new window": Kind(page=HEAD + form("method=post action=/save target=_blank")),
    "named window": Kind(page=sending(POPUP)),
    "frame": Kind(
        page="<iframe src=/inner></iframe>", parts=FRAME, more={"/inner": lambda *_: HEAD + form()}
    ),
    "frame of another origin": Kind(page="<iframe src=OTHERinner></iframe>", parts=FRAME),
    "answer into a frame": Kind(
        page=f"{HEAD}<iframe name=inner></iframe>{form('method=post action=/save target=inner')}"
    ),
    "api of another origin": Kind(
        page=sending("fetch('OTHERsave', json('POST')).then(told, failed)"),
        answer=lambda number: Answer(f"Stored as D-{number}", headers={"Access-Control-Allow-Origin": "*"}),
    ),
    "redirect 302": Kind(page=HEAD + form(), answer=_redirect(302)),
    "redirect 303": Kind(page=HEAD + form(), answer=_redirect(303)),
    "redirect 307": Kind(
        page=HEAD + form("method=post action=/old"), request={"url": "old"}, more={"/old": _moved}
    ),
    "redirect 303 of a fetch": Kind(
        page=sending("fetch('/save', json('POST')).then(told, failed)"), answer=_redirect(303)
    ),
    "redirect 307 of a fetch": Kind(
        page=sending("fetch('/old', json('POST')).then(told, failed)"),
        request={"url": "old"},
        more={"/old": _moved},
    ),
    "download": Kind(
        page=HEAD
        + form("method=post action=/save onsubmit=\"setTimeout(() => out.innerText = 'Thank you', 200)\"")
        + "<p id=out></p>",
        answer=_attachment,
        parts=NO_NUMBER,
    ),
    "worker": Kind(
        page=sending(
            "const w = new Worker('/worker.js'); w.onmessage = (e) => show(e.data); "
            "w.postMessage(JSON.stringify(doc()))"
        ),
        more={"/worker.js": _script(WORKER)},
    ),
    "shared worker where there is one": Kind(
        page=sending(
            "if (!window.SharedWorker) fetch('/save', json('POST')).then(told, failed); else {"
            "const w = new SharedWorker('/shared.js'); w.port.onmessage = (e) => show(e.data); "
            "w.port.postMessage(JSON.stringify(doc())); }"
        ),
        more={"/shared.js": _script(SHARED)},
    ),
    "service worker": Kind(
        page=sending("fetch('/save', json('POST')).then(told, failed)")
        + "<script>navigator.serviceWorker.register('/service.js')</script>",
        more={"/service.js": _script(SERVICE)},
    ),
    "htmx": Kind(page=sending(HTMX), answer=lambda number: Answer(f"<div>Stored as D-{number}</div>")),
    "turbo": Kind(page=sending(TURBO), answer=_redirect(303)),
    "livewire": Kind(
        page=sending(
            "fetch('/save', { method: 'POST', body: JSON.stringify({ updates: doc(), "
            "calls: ['save'] }) }).then(told, failed)"
        )
        + LIVE,
        request={"url": "save", "body": r'"calls":\["save"\]'},
        parts={"safe_requests": [{"url": "save", "body": r'"calls":\[\]'}]},
        more={"/save": _livewire},
    ),
    "graphql": Kind(
        page=sending(
            "fetch('/save', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: "
            "JSON.stringify({ query: 'mutation { save }', variables: doc() }) }).then(told, failed)"
        )
        + CHECKS,
        request={"url": "save", "fields": {"query": "mutation*"}},
        parts={"safe_requests": [{"url": "save", "fields": {"query": "query*"}}]},
        more={"/save": _graphql},
    ),
    "single-page application": Kind(
        page=sending(SPA),
        request={**SAVE, "method": "PUT"},
        parts={"receipt": {"success": [{"url": "/documents/"}], "number": {"pattern": r"Stored as (\S+)"}}},
    ),
    "token fetched at the click": Kind(
        page=sending(TOKEN), more={"/token": _new_token, "/save": _with_token}
    ),
    "script that sends twice": Kind(page=sending(TWICE)),
    "form that is sent twice": Kind(page=FORM_TWICE),
    "page to confirm": Kind(
        page=HEAD + form("method=post action=/check", BOXES + "<button>Next</button>"),
        parts={
            "form": [*NEXT["form"], {"do": "expect", "signs": [{"page": "Really"}]}],
            "safe_requests": [{"url": "check"}],
        },
        more={"/check": _confirm},
    ),
    "dialog of the page to confirm": Kind(page=MODAL, parts=NEXT),
    "dialog of the browser to confirm": Kind(
        page=HEAD + form("method=post action=/save onsubmit=\"return confirm('Really store it?')\""),
        commit={"dialogs": [{"says": "Really", "means": "asks"}]},
    ),
}

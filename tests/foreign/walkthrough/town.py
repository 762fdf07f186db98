"""The plain PHP-like page of docs/fitting.md §4, as small as it can be: `town.py STORE [PORT]`.

STORE is a file with one JSON document a line: what is really stored. One JSON line when ready.
"""

from __future__ import annotations

import html
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

ACCOUNTS = {"11": "Office supplies", "12": "Fuel", "13": "Electric power"}
ROWS_A_PAGE = 4
LIMIT = 100_000
FRAME = """<!doctype html><meta charset="utf-8"><title>Town cash book</title>
<div class="userbar">User: somsri <a href="login.php?out=1">Sign out</a></div>{body}"""
LOGIN = """<!doctype html><meta charset="utf-8"><title>Sign in</title><form method="post" action="login.php">
<table><tr><td>User name<td><input name="u"><tr><td>Password<td><input type="password" name="p"></table>
{error}<input type="submit" value="Sign in"></form>"""
FORM = """<h1>New payment voucher</h1>{error}<form method="post" action="voucher.php">
<input type="hidden" name="act" value="insert"><table>
<tr><td>Document no.<b>*</b></td><td><input name="doc"></td><td>Date<b>*</b></td>
<td><input name="date" placeholder="dd/mm/yyyy"></td></tr>
<tr><td>Paid to<b>*</b></td><td colspan="3"><input name="payee" size="40" maxlength="80"></td></tr>
<tr><td>Account<b>*</b></td>
<td><select name="acc"><option value="">-- choose --</option>{accounts}</select></td>
<td colspan="2"><label><input type="checkbox" name="chq" value="1"> By cheque</label></td></tr>
<tr><td>Amount<b>*</b></td><td><input name="amt"></td></tr></table>
<input type="submit" value="Save"> <input type="reset" value="Clear"></form>"""
DETAIL = """<h1>Payment voucher {number}</h1>{flash}<table>
<tr><th>Document no.</th><td>{doc}</td><th>Date</th><td>{date}</td></tr>
<tr><th>Paid to</th><td colspan="3">{payee}</td></tr>
<tr><th>Account</th><td>{account}</td><th>By cheque</th><td>{cheque}</td></tr>
<tr><th>Amount</th><td>{amount}</td></tr></table>"""
LIST = """<h1>Vouchers</h1><form action="vouchers.php">Document no.
<input name="doc" aria-label="Document no." value="{doc}">
<input type="submit" value="Search"></form>{table}<p>{pages}</p>"""


class Books:
    """What is stored: a list of documents, each written to the file before it is answered."""

    def __init__(self, file: Path) -> None:
        """Take up what the file already holds."""
        self.file = file
        self.lock = threading.Lock()
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        self.kept: list[dict[str, str]] = [json.loads(line) for line in lines]

    def add(self, document: dict[str, str]) -> int:
        """Store one document; gives its place, from 1."""
        with self.lock:
            kept = {"number": f"PV-67/{len(self.kept) + 1:04d}", **document}
            with self.file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(kept, ensure_ascii=False) + "\n")
            self.kept.append(kept)
            return len(self.kept)


class Town(BaseHTTPRequestHandler):
    """The pages."""

    books: Books
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer login.php, voucher.php and vouchers.php."""
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if "s=1" not in (self.headers.get("Cookie") or "") or "out" in asked:
            self._send(LOGIN.format(error="")) if address.path == "/login.php" else self._go("/login.php")
        elif address.path == "/voucher.php" and "id" in asked:
            self._send(FRAME.format(body=self._detail(asked)))
        elif address.path == "/voucher.php":
            self._send(FRAME.format(body=self._form("")))
        elif address.path == "/vouchers.php":
            self._send(FRAME.format(body=self._list(asked)))
        else:
            self._send(FRAME.format(body="<h1>Welcome</h1>"))

    def do_POST(self) -> None:
        """Sign in, or store a voucher."""
        length = int(self.headers.get("Content-Length") or 0)
        given = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        if urlsplit(self.path).path == "/login.php":
            right = (given.get("u"), given.get("p")) == ("somsri", "cash-box")
            error = '<p class="login-error">Wrong user name or password</p>'
            self._go("/index.php", cookie="s=1; Path=/") if right else self._send(LOGIN.format(error=error))
        elif given.get("act") == "insert":
            self._insert(given)
        else:
            self.send_error(400)

    def _insert(self, given: dict[str, str]) -> None:
        try:
            amount = float(given.get("amt", "").replace(",", ""))
        except ValueError:
            amount = 0
        if (
            not amount
            or amount > LIMIT
            or not all(given.get(name) for name in ("doc", "date", "payee", "acc"))
        ):
            why = "Amount over the limit of 100,000" if amount > LIMIT else "Please fill in every field"
            self._send(FRAME.format(body=self._form(f'<div class="alert-danger">{why}</div>')))
            return
        place = self.books.add(
            {
                "doc": given["doc"], "date": given["date"], "payee": given["payee"],
                "account": ACCOUNTS[given["acc"]], "cheque": "Cheque" if "chq" in given else "Cash",
                "amount": f"{amount:,.2f}",
            }
        )  # fmt: skip
        self._go(f"/voucher.php?id={place}&saved=1")

    def _form(self, error: str) -> str:
        options = "".join(f'<option value="{code}">{name}</option>' for code, name in ACCOUNTS.items())
        return FORM.format(error=error, accounts=options)

    def _detail(self, asked: dict[str, str]) -> str:
        kept = {name: html.escape(text) for name, text in self.books.kept[int(asked["id"]) - 1].items()}
        flash = f"<p>Voucher {kept['number']} saved</p>" if "saved" in asked else ""
        return DETAIL.format(flash=flash, **kept)

    def _list(self, asked: dict[str, str]) -> str:
        doc, page = asked.get("doc", ""), int(asked.get("page", "1"))
        found = [(n, kept) for n, kept in enumerate(self.books.kept, start=1) if doc in kept["doc"]]
        shown = found[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
        head = "<tr><th>No.</th><th>Date</th><th>Document no.</th><th>Paid to</th><th>Amount</th></tr>"
        rows = "".join(
            f'<tr><td><a href="voucher.php?id={n}">{kept["number"]}</a></td><td>{kept["date"]}</td>'
            f"<td>{html.escape(kept['doc'])}</td><td>{html.escape(kept['payee'])}</td><td>{kept['amount']}</td></tr>"
            for n, kept in shown
        )
        more = (
            f'<a href="vouchers.php?doc={doc}&page={page + 1}">»</a>'
            if page * ROWS_A_PAGE < len(found)
            else ""
        )
        table = f'<table border="1">{head}{rows}</table>' if rows else "<p>No vouchers found</p>"
        return LIST.format(doc=html.escape(doc), table=table, pages=more)

    def _send(self, page: str) -> None:
        body = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _go(self, address: str, *, cookie: str = "") -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main(store: str, port: int) -> None:
    """Serve on loopback until killed."""
    Town.books = Books(Path(store))
    server = ThreadingHTTPServer(("127.0.0.1", port), Town)
    place = {"url": f"http://127.0.0.1:{server.server_port}/", "user": "somsri", "password": "cash-box"}
    print(json.dumps(place), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)

"""A single-page application: history routing, a token that expires, controlled inputs, a side panel, autosave."""

from __future__ import annotations

import secrets
from typing import Any

from stand import HERE, Answer, Stranger, as_json, serve

SUPPLIERS = ("Ban Mai Stationery", "Ban Mai Stationery (2)", "Chao Phraya Fuel", "โรงพิมพ์อาสา", "Siam Water & Power")
ACCOUNTS = ("5100 Office supplies", "5200 Fuel", "5300 Utilities", "5310 Utilities, other")
A_PAGE = 3
LIMIT = 1_000_000


class Ledgerly(Stranger):
    """One page for every address; the rest is JSON with a Bearer token."""

    def get(self) -> Answer:
        """Answer the page, or the interface."""
        if not self.path_only.startswith("/api/"):
            return Answer(body=self._page())
        if self._token() not in self.store.sessions:
            return as_json({"message": "token expired"}, 401)
        if self.path_only == "/api/me":
            return as_json({"name": "Anong K.", "org": "Ban Mai Co-operative"})
        if self.path_only == "/api/search":
            names = SUPPLIERS if self.asked["kind"] == "supplier" else ACCOUNTS
            return as_json([name for name in names if self.asked.get("q", "").lower() in name.lower()])
        if self.path_only == "/api/documents":
            return self._list()
        return as_json(self.store.documents[int(self.path_only.rpartition("/")[2]) - 1])

    def post(self) -> Answer:
        """Sign in, take statistics, keep a draft, or store."""
        if self.path_only == "/api/login":
            if (self.given["email"], self.given.get("password")) != ("anong@coop.example", "t0ken"):
                return as_json({"message": "Wrong e-mail or password"}, 403)
            return as_json({"token": self.begin()})
        if self.path_only == "/api/telemetry":
            return as_json({})
        if self._token() not in self.store.sessions:
            return as_json({"message": "token expired"}, 401)
        if self.path_only == "/api/drafts":
            return as_json({"saved": True})
        return self._store()

    def _page(self) -> str:
        text = (HERE / "pages" / "ledgerly.html").read_text(encoding="utf-8")
        look = self.store.look
        if "renamed" in look:
            text = text.replace("'Our reference'", "'Their reference'")
        if "required" in look:
            text = text.replace("/*more*/", "field('Branch code *', box('branch')),")
        if "swapped" in look:
            text = text.replace("box('reference')", "box('_')").replace("box('remarks')", "box('reference')")
            text = text.replace("box('_')", "box('remarks')")
        return text

    def _token(self) -> str:
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def _list(self) -> Answer:
        wanted, start = self.asked.get("q", "").lower(), int(self.asked.get("start", "0"))
        found = [kept for kept in self.store.documents if wanted in kept["reference"].lower()][::-1]
        return as_json({"rows": found[start : start + A_PAGE], "total": len(found)})

    def _store(self) -> Answer:
        given: dict[str, Any] = self.given
        wrong: dict[str, str] = {}
        if any(kept["reference"] == given["reference"] for kept in self.store.documents):
            wrong["reference"] = "This reference has been used already"
        if sum(float(line["amount"]) for line in given["lines"]) > LIMIT:
            wrong["lines"] = "The total is above your approval limit"
        if wrong:
            return as_json({"message": "Unprocessable", "errors": wrong}, 422)
        place = len(self.store.documents) + 1
        document = {"id": place, "uid": secrets.token_hex(4), **given}
        return self.store.commit(document, as_json({"id": place}, 201), as_json({"message": "token expired"}, 401))


if __name__ == "__main__":
    serve(Ledgerly, user="anong@coop.example", password="t0ken")

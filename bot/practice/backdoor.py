"""The back door of the tests: what is really stored, and which faults are armed. The bot never uses it."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.practice import books
from bot.practice.books import Range
from bot.practice.earlier import read_documents
from bot.practice.faults import KINDS, BadFaultError
from bot.practice.rules import baht
from bot.practice.site import Site
from bot.practice.store import Document, Draft

PREFIX = "/_practice"


def routes(site: Site) -> list[Route]:
    """Give the routes of the back door."""
    door = _BackDoor(site)
    return [
        Route(f"{PREFIX}/documents", door.documents, methods=["GET", "POST"]),
        Route(f"{PREFIX}/books", door.books, methods=["GET"]),
        Route(f"{PREFIX}/faults", door.faults, methods=["GET", "POST", "DELETE"]),
        Route(f"{PREFIX}/reset", door.reset, methods=["POST"]),
        Route(f"{PREFIX}/health", door.health, methods=["GET"]),
        Route(f"{PREFIX}/requests", door.requests, methods=["GET"]),
    ]


class _BackDoor:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def documents(self, request: Request) -> Response:
        if request.method == "POST":
            try:
                earlier = read_documents(self._site.catalogue, json.loads(await request.body()))
            except ValueError as error:
                return JSONResponse({"error": str(error)}, status_code=400)
            return JSONResponse([_as_json(self._add(*one)) for one in earlier])
        return JSONResponse([_as_json(document) for document in self._site.store.all()])

    def _add(self, draft: Draft, user: str, status: str) -> Document:
        document = self._site.store.add(draft, user)
        if not status:
            return document
        self._site.store.turn(document, status, "approver")
        return self._site.store.find(document.ident) or document

    async def books(self, request: Request) -> Response:
        """Give debits less credits of each account that has a balance, as of the day `last` (ISO)."""
        balances = books.balances(self._site.store, Range(last=request.query_params.get("last", "")))
        return JSONResponse({account: str(baht(satang)) for account, satang in balances.items() if satang})

    async def faults(self, request: Request) -> Response:
        if request.method == "DELETE":
            self._site.faults.clear()
        faults = self._site.faults
        if request.method == "POST":
            try:
                seed = _seed(request)
                faults.arm(json.loads(await request.body()))
            except (BadFaultError, ValueError) as error:
                return JSONResponse({"error": str(error)}, status_code=400)
            if seed is not None:
                faults.reseed(seed)
        kinds = {kind: what.says for kind, what in KINDS.items()}
        return JSONResponse(
            {"kinds": kinds, "active": faults.active(), "armed": faults.armed(), "struck": faults.struck}
        )

    async def reset(self, request: Request) -> Response:
        try:
            seed = _seed(request)
            if body := await request.body():
                seed = _seed_in(json.loads(body))
        except ValueError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        self._site.reset(seed)
        return JSONResponse({"ok": True})

    async def health(self, request: Request) -> Response:
        _ = request
        return JSONResponse({"ok": True, "documents": self._site.store.count()})

    async def requests(self, request: Request) -> Response:
        _ = request
        counts = [
            {"method": method, "screen": screen, "save": save, "count": count}
            for (method, screen, save), count in sorted(self._site.requests.items())
        ]
        return JSONResponse(counts)


def _seed(request: Request) -> int | None:
    given = request.query_params.get("seed")
    return None if given is None else int(given)


def _seed_in(asked: object) -> int:
    match asked:
        case {"seed": int(seed), **rest} if not rest and not isinstance(seed, bool):
            return seed
    message = 'expected nothing, or {"seed": a whole number}'
    raise ValueError(message)


def _as_json(document: Document) -> dict[str, Any]:
    return {
        "seq": document.seq,
        "screen": document.screen,
        "number": document.number,
        "status": document.status,
        "cancelled": document.cancelled,
        "fields": dict(document.fields),
        "lines": [dict(line) for line in document.lines],
        "user": document.user,
        "at": document.at,
    }

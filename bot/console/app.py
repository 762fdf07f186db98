"""The console as an application: its door, its pages, its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from loguru import logger
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.console import deciding, looking, person, preparing, proving
from bot.console.desk import Desk
from bot.console.guarding import ENTER, HEADERS, NO_SESSION, Guarding, House
from bot.console.live import live
from bot.console.pages import Pages
from bot.language import say

_HERE = Path(__file__).parent
LARGEST_UPLOAD = 64 * 1024 * 1024


def make_app(desk: Desk, *, port: int, largest_upload: int = LARGEST_UPLOAD) -> Starlette:
    """Join the pages of one desk; nobody gets in but with a token of `desk.keys`."""
    house = House(port=port, largest_upload=largest_upload)
    pages = Pages(desk, house)
    routes: list[BaseRoute] = [
        Route(ENTER, _entering(desk, house), methods=["GET"]),
        Route("/live", live(desk, desk.tasks.stamp), methods=["GET"]),
        *looking.routes(pages),
        *person.routes(pages),
        *preparing.routes(pages),
        *deciding.routes(pages),
        *proving.routes(pages),
        Mount("/static", StaticFiles(directory=_HERE / "static"), name="static"),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guarding, house=house, keys=desk.keys)],
        exception_handlers={Exception: _failed},
    )


def _entering(desk: Desk, house: House) -> Any:
    def enter(request: Request) -> Response:
        session = desk.keys.redeem(request.query_params.get("token", ""))
        if session is None:
            return PlainTextResponse(f"{NO_SESSION.th}\n\n{NO_SESSION.en}\n", status_code=403)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(house.cookie, session, httponly=True, samesite="strict", path="/")
        return answer

    return enter


_FAILED = say(
    "หน้านี้ขัดข้อง งานของบอตไม่ได้รับผลกระทบ ให้โหลดหน้าใหม่",
    "This page failed; the bot's work is not touched. Load it again.",
)


def _failed(_request: Request, error: Exception) -> Response:
    logger.error("console_failed {}", type(error).__name__)
    return PlainTextResponse(f"{_FAILED.th}\n\n{_FAILED.en}\n", status_code=500, headers=HEADERS)

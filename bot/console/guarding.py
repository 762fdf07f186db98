"""What every request must be before any page sees it, and what every answer tells the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.console.keys import Keys
from bot.language import Text, say

ENTER, UPLOAD, STATIC = "/enter", "/workbook/upload", "/static/"
SAFE_METHODS = frozenset({"GET", "HEAD"})
LARGEST_FORM = 64 * 1024
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers send our own forms with Origin: null
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}

NO_SESSION = say(
    "ยังไม่ได้รับอนุญาตให้ใช้คอนโซลนี้ ให้เปิดจากคำสั่ง elaas-bot console (ลิงก์แต่ละลิงก์ใช้ได้ครั้งเดียว)",
    "This console does not know you. Open it with: elaas-bot console (each link works once).",
)
OTHER_PLACE = say(
    "คำขอนี้ไม่ได้มาจากหน้าคอนโซลเอง จึงไม่ทำตาม ให้กลับไปที่หน้าคอนโซลแล้วสั่งใหม่",
    "This request did not come from the console's own page and was refused. Go back to the console.",
)


@dataclass(frozen=True, kw_only=True)
class House:
    """Where this console answers, as browsers write it, and what it accepts."""

    port: int
    largest_upload: int

    @property
    def hosts(self) -> frozenset[str]:
        """Give the values of Host that are ours: a name that only points here is not among them."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    @property
    def cookie(self) -> str:
        """Give the name of the session's cookie; browsers share cookies between ports, so it has ours."""
        return f"elaas_console_{self.port}"


class Guarding:
    """The door: Host, Origin, session and size are looked at before anything else."""

    def __init__(self, app: ASGIApp, *, house: House, keys: Keys) -> None:
        """Stand before `app`."""
        self._app, self._house, self._keys = app, house, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refusal = self._refusal(request)
        send = _with_headers(send)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        limit = self._limit(request)
        counted = _Counted(receive, limit)
        try:
            await self._app(scope, counted, send)
        except TooLargeError:
            await _refused(too_large(limit), 413)(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "").lower()
        if host not in self._house.hosts:
            return _refused(OTHER_PLACE, 421)
        if not _of_this_page(request, host):
            return _refused(OTHER_PLACE, 403)
        path = request.url.path
        if path == ENTER or path.startswith(STATIC):
            return None
        if not self._keys.knows(request.cookies.get(self._house.cookie, "")):
            return _refused(NO_SESSION, 403)
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._limit(request):
            return _refused(too_large(self._limit(request)), 413)
        return None

    def _limit(self, request: Request) -> int:
        return self._house.largest_upload if request.url.path == UPLOAD else LARGEST_FORM


def _of_this_page(request: Request, host: str) -> bool:
    """Tell whether a request comes from our own page; whatever changes something must say so."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.method in SAFE_METHODS
    return origin.lower() == f"http://{host}"


class TooLargeError(Exception):
    """More bytes came than a request may have."""


class _Counted:
    """Counts what comes in, whatever the request said of its length."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._left = receive, limit

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLargeError
        return message


def too_large(limit: int) -> Text:
    """Say how much may be sent."""
    return say(
        "ข้อมูลที่ส่งใหญ่เกินกำหนด ({limit} MB) จึงไม่รับ ให้ตรวจว่าเลือกแฟ้มถูกต้อง",
        "What was sent is too large ({limit} MB at most) and was refused. Is it the right file?",
        limit=f"{limit / 1024 / 1024:g}",
    )


def _refused(text: Text, status: int) -> Response:
    return PlainTextResponse(f"{text.th}\n\n{text.en}\n", status_code=status)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if "cache-control" not in headers:
                headers["Cache-Control"] = "no-store"
        await send(message)

    return sending

"""The network guard: every request of every page, popup and frame passes here before it leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from loguru import logger
from playwright.sync_api import Error, Request, Route, WebSocketRoute

from bot.errors import RequestStopped
from bot.language import say
from bot.site.judgement import SOCKET, Fate, Moment, Rules, decide
from bot.site.traffic import Sent, kept_fields, meant, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import APIResponse, BrowserContext

Outcome = Literal["none", "flying", "answered", "lost"]
_FILES = r"\.(?:css|js|mjs|map|png|gif|jpe?g|svg|webp|ico|woff2?|ttf|otf)(?:[?#]|$)"
_STATIC = re.compile(_FILES, re.IGNORECASE)
_NOT_STATIC = re.compile(rf"^(?![^?#]*{_FILES})", re.IGNORECASE)
"""Files of the site pass unasked, for speed; the page's script lets none of them carry data."""
_RESENT = (307, 308)
_MOST_REDIRECTS = 3
_EMPTY = 204


@dataclass
class Attempt:
    """What became of the commit requests of one attempt."""

    outcome: Outcome = "none"
    left: int = 0
    """Requests that left us."""
    held: int = 0
    """Further ones that were stopped."""
    status: int = 0
    why: str = ""
    request: dict[str, str] = field(default_factory=dict)
    """The would-be request (preview): method, url and fields, secrets removed."""


class Guard:
    """Decides at the network which request may leave (see `judgement.decide`), and sends commits itself.

    A commit leaves through `route.fetch` without retries and redirects, because Chromium sends a POST
    again by itself when the connection closes without an answer; its answer is then given to the page.
    """

    def __init__(self, rules: Rules) -> None:
        """Keep the rules; nothing is armed."""
        self.rules = rules
        self.attempt = Attempt()
        self.stayed = False
        """A navigation was answered so that the page stays."""
        self._moment = Moment()
        self._timeout = 120.0
        self._stopped: list[Sent] = []
        self._gets_commit = any(pattern.method.upper() == "GET" for pattern in rules.commits.values())

    def attach(self, context: BrowserContext) -> None:
        """Stand before every request of a context."""
        commits = self.rules.commits.values()
        static = not any(_STATIC.search(pattern.url.rstrip("*")) for pattern in commits)
        context.route(_NOT_STATIC if static else "**/*", self._on_request)
        context.route_web_socket("**/*", self._on_socket)

    def enter_screen(self, screen: str | None) -> None:
        """Begin with a screen: disarmed, nothing in use."""
        self.disarm()
        self._moment = Moment(screen=screen)
        self.attempt = Attempt()
        self._stopped.clear()

    def signing_in(self, how: Literal["form", "person"] | None) -> None:
        """Say that somebody signs in now, or no longer."""
        self._moment = replace(self._moment, signing_in=how)

    def using(self, names: Iterable[str]) -> None:
        """Say which controls are being typed into."""
        self._moment = replace(self._moment, used=frozenset(names), pressed=frozenset())

    def pressing(self, names: Iterable[str]) -> None:
        """Say which button or link is being clicked."""
        self._moment = replace(self._moment, used=frozenset(), pressed=frozenset(names))

    def arm(self, screen: str, timeout: float) -> None:
        """Let the commit of this screen leave once."""
        self.attempt = Attempt()
        self._timeout = timeout
        self._moment = Moment(screen=screen, armed=screen)

    def disarm(self) -> None:
        """Let no commit leave any more."""
        self._moment = replace(self._moment, armed=None)

    def check(self) -> None:
        """Raise RequestStopped if an unknown request was stopped since the last check."""
        if not self._stopped:
            return
        sent = self._stopped[0]
        self._stopped.clear()
        names = ", ".join(dict.fromkeys(name for name, _ in sent.fields if not name.startswith("__"))) or "-"
        raise RequestStopped(
            say(
                "หน้าจอพยายามส่งคำขอที่ไม่รู้จัก จึงถูกหยุดไว้ก่อนส่ง: {m} {u} (ช่อง: {f}) "
                "ถ้าคำขอนี้ไม่ได้บันทึกข้อมูล ให้เพิ่มใน safe_requests ของไฟล์ผังหน้าจอ",
                "The page tried to send a request that is not known to be safe; it was stopped: {m} {u} "
                "(fields: {f}). If it stores nothing, add it to safe_requests of the mapping.",
                m=sent.method,
                u=path_of(sent.url),
                f=names[:400],
            )
        )

    def take_stayed(self) -> bool:
        """Tell once whether a navigation came to nothing because we answered it."""
        stayed, self.stayed = self.stayed, False
        return stayed

    def _on_request(self, route: Route, request: Request) -> None:
        try:
            if request.method == "GET" and not self._gets_commit:
                route.continue_()
                return
            self._judge(route, request)
        except Error as error:  # the page or the browser went away while its request was being judged
            logger.debug("request_gone", error=str(error)[:200])

    def _judge(self, route: Route, request: Request) -> None:
        sent = sent_of(request)
        spent = self.attempt.left > 0
        fate = decide(sent, self.rules, replace(self._moment, spent=spent))
        if fate is Fate.GO_ON:
            route.continue_()
        elif fate is Fate.COMMIT:
            self._send_once(route, sent)
        else:
            self._refuse(route, sent, fate)

    def _refuse(self, route: Route, sent: Sent, fate: Fate) -> None:
        logger.info("request_" + fate.value, method=sent.method, path=path_of(sent.url).partition("?")[0])
        if fate is Fate.HOLD:
            self.attempt.held += 1
            if not self.attempt.request:
                self.attempt.request = {"method": sent.method, "url": path_of(sent.url), **kept_fields(sent)}
        elif fate is Fate.STOP:
            self._stopped.append(sent)
        self._answer_nothing(route, sent)

    def _answer_nothing(self, route: Route, sent: Sent) -> None:
        """Answer so that the page stays as it is."""
        if sent.navigation:
            self.stayed = True
            route.fulfill(status=_EMPTY)
        else:
            route.abort("aborted")

    def _send_once(self, route: Route, sent: Sent) -> None:
        attempt = self.attempt
        if (
            not sent.body
            and sent.method.upper() != "GET"
            and int(route.request.headers.get("content-length", 0))
        ):
            self._stopped.append(sent)
            self._answer_nothing(route, sent)
            return
        attempt.left += 1
        attempt.outcome = "flying"
        try:
            answer = self._fetched(route)
        except Error as error:
            attempt.outcome = "lost"
            attempt.why = str(error).splitlines()[0][:200]
            logger.warning("answer_lost", path=path_of(sent.url).partition("?")[0])
            self._answer_nothing(route, sent)
            return
        attempt.status = answer.status
        attempt.outcome = "answered"
        self.stayed = sent.navigation and answer.status in (_EMPTY, 205)
        route.fulfill(response=answer)

    def _fetched(self, route: Route) -> APIResponse:
        """Send exactly once; a 307 or 308 answer asks for the same elsewhere and is followed by hand."""
        limit = self._timeout * 1000
        answer = route.fetch(max_retries=0, max_redirects=0, timeout=limit)
        url = route.request.url
        for _ in range(_MOST_REDIRECTS):
            if answer.status not in _RESENT or "location" not in answer.headers:
                break
            url = urljoin(url, answer.headers["location"])
            answer = route.fetch(url=url, max_retries=0, max_redirects=0, timeout=limit)
        return answer

    def _on_socket(self, socket: WebSocketRoute) -> None:
        sent = Sent(SOCKET, socket.url.replace("ws", "http", 1), kind="websocket")
        here = self.rules.safe_on.get(self._moment.screen or "", ())
        if any(meant(pattern, sent) for pattern in (*self.rules.safe, *here)):
            socket.connect_to_server()
            return
        logger.info("socket_stopped", path=path_of(sent.url).partition("?")[0])
        socket.close()


def sent_of(request: Request) -> Sent:
    """Give what the decision needs of a request."""
    try:
        page = request.frame.url
    except Error:  # the frame does not exist yet
        page = ""
    return Sent(
        method=request.method,
        url=request.url,
        body=request.post_data_buffer or b"",
        content_type=request.headers.get("content-type", ""),
        kind=request.resource_type,
        navigation=request.is_navigation_request(),
        page=page,
    )

"""The network guard: every request of every page, popup and frame passes here before it leaves."""

from __future__ import annotations

import re
import time
from asyncio import CancelledError
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from loguru import logger
from playwright.sync_api import Error, Request, Route, WebSocketRoute

from bot.site.judgement import Fate, Moment, Rules, committed_by, decide, opens_socket
from bot.site.sent import sent_of, text_of
from bot.site.sockets import Socket
from bot.site.stopped import Stopped, error_of
from bot.site.tally import Attempt
from bot.site.traffic import Sent, erasing, kept_request, path_of, plain_of, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from playwright.sync_api import APIResponse, BrowserContext

_FILES = r"\.(?:css|js|mjs|map|png|gif|jpe?g|svg|webp|ico|woff2?|ttf|otf)(?:[?#]|$)"
_STATIC = re.compile(_FILES, re.IGNORECASE)
_NOT_STATIC = re.compile(rf"^(?![^?#]*{_FILES})", re.IGNORECASE)
"""Files of the site pass unasked, for speed; the page's script lets none of them carry data."""
_RESENT = (307, 308)
_MOST_REDIRECTS = 3
_EMPTY = 204
_NEVER_EMPTY = ("multipart/", "application/json")
_TOLD_KINDS = frozenset({"document", "xhr", "fetch"})
_MOST_SEEN = 50
_MOST_ASKED = 500
_LEAVING_PATIENCE = 3.0
"""Seconds for which what a page asks for after the click waits until the commit has left."""
_LEAVING_STEP = 50


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
        self.sockets: set[str] = set()
        """Addresses of web sockets that no mapping means; they were closed."""
        self._moment = Moment()
        self._timeout = 120.0
        self._stopped: list[Stopped] = []
        self._sent: Sent | None = None
        self._answer: APIResponse | None = None
        self._waiting: list[tuple[Route, Sent]] = []
        self._leaving: list[Request] = []  # they wait in `_after_the_commit`
        self._asked: deque[str] = deque(maxlen=_MOST_ASKED)
        """Addresses that the screen asked for before the click."""
        self._line: Socket | None = None
        """The web socket over which the commit left."""
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
        self.stayed = False
        self._stopped.clear()
        self._asked.clear()

    def signing_in(self, how: Literal["form", "person"] | None) -> None:
        """Say that somebody signs in now, or no longer."""
        self._moment = replace(self._moment, signing_in=how)

    def using(self, names: Iterable[str]) -> None:
        """Say which controls are being typed into."""
        self._moment = replace(self._moment, used=frozenset(names), pressed=frozenset())

    def pressing(self, names: Iterable[str], *, filling: Iterable[str] = ()) -> None:
        """Say which button or link is being clicked, and which controls that fills."""
        self._moment = replace(self._moment, used=frozenset(filling), pressed=frozenset(names))

    def arm(self, screen: str, timeout: float, *, preview: bool = False, typed: Iterable[str] = ()) -> None:
        """Let the screen's commit leave once; in a preview not even that. `typed` stands in the form."""
        self.attempt = Attempt()
        self._sent = self._answer = self._line = None
        self._waiting.clear()
        self._timeout = timeout
        plain = frozenset(plain_of(text) for text in typed) - {""}
        asked = frozenset(shape_of(url, plain) for url in self._asked)
        self._moment = Moment(screen=screen, armed=screen, preview=preview, typed=plain, asked=asked)

    def disarm(self) -> None:
        """Let no commit leave any more, nor what still waits for one."""
        self._moment = replace(self._moment, armed=None)
        for request in tuple(self._leaving):
            self._while_it_is_there(self._see_it_end, request)

    def _see_it_end(self, request: Request) -> None:
        while request in self._leaving:
            request.frame.page.wait_for_timeout(_LEAVING_STEP)

    def check(self) -> None:
        """Raise RequestStopped if a request was stopped since the last check that a person must know of."""
        if self._stopped:
            first = self._stopped[0]
            self._stopped.clear()
            raise error_of(first)

    def take_stayed(self) -> bool:
        """Tell once whether a navigation came to nothing because we answered it."""
        stayed, self.stayed = self.stayed, False
        return stayed

    def _on_request(self, route: Route, request: Request) -> None:
        self._while_it_is_there(self._judge, route, request)

    def _while_it_is_there(self, what: Callable[..., None], *about: object) -> None:
        """Do something with requests; page, browser or driver may go away meanwhile."""
        try:
            what(*about)
        except (Error, CancelledError) as error:
            logger.debug("request_gone", error=str(error)[:200])

    def _judge(self, route: Route, request: Request) -> None:
        early = self._moment.armed is None and not self._moment.preview
        if early and request.method == "GET" and not request.is_navigation_request():
            self._asked.append(request.url)
        if early and request.method == "GET" and not self._gets_commit and not erasing(request.url):
            route.continue_()
            return
        sent = sent_of(request)
        fate = self._fate(sent)
        if fate is Fate.LEAVE:
            fate = self._after_the_commit(request, sent)
        if fate is Fate.GO_ON:
            route.continue_()
        elif fate is Fate.COMMIT:
            self._send_once(route, sent)
        elif fate is Fate.HOLD and self._same(sent):
            self._echo(route, sent)
        else:
            self._refuse(sent, fate)
            self._answer_nothing(route, sent)

    def _after_the_commit(self, request: Request, sent: Sent) -> Fate:
        """Let it wait until the commit has left: pages send it and go on at once, and both race to us.

        Playwright's pause lets others be judged; of a page whose navigation waits nothing can be asked.
        """
        until = time.monotonic() + _LEAVING_PATIENCE
        self._leaving.append(request)
        try:
            while self._moment.armed and not self._spent and time.monotonic() < until:
                request.frame.page.wait_for_timeout(_LEAVING_STEP)
        finally:
            self._leaving.remove(request)
        over = not self._moment.armed or (self._moment.preview and self._spent)
        return Fate.DROP if over else self._fate(sent)

    @property
    def _spent(self) -> bool:
        """The commit has left, or was held in a preview."""
        return self.attempt.left > 0 or (self._moment.preview and self.attempt.held > 0)

    def _fate(self, sent: Sent) -> Fate:
        fate = decide(sent, self.rules, replace(self._moment, spent=self._spent))
        if fate is Fate.EARLY and self._same(sent):  # late: sent once more after the click was over
            fate = Fate.HOLD
        if fate is Fate.GO_ON and sent.navigation and self._moment.preview and self._spent:
            fate = Fate.DROP  # a preview ends here
        told = fate not in (Fate.COMMIT, Fate.HOLD) and sent.kind in _TOLD_KINDS
        if self._moment.armed and told and len(self.attempt.seen) < _MOST_SEEN:
            self.attempt.seen.append(sent)
        return fate

    def _refuse(self, sent: Sent, fate: Fate) -> None:
        """Count and keep what may not leave."""
        logger.info("request_" + fate.value, method=sent.method, path=path_of(sent.url).partition("?")[0])
        if fate is Fate.HOLD:
            self.attempt.held += 1
            if not self.attempt.request:
                self.attempt.request = kept_request(sent)
        elif fate is not Fate.DROP:
            self.attempt.stopped += 1
            self._stopped.append(Stopped(sent=sent, fate=fate, screens=committed_by(sent, self.rules)))

    def _same(self, sent: Sent) -> bool:
        """Tell whether this is the commit once more: scripts that listen twice send everything twice."""
        one = self._sent
        return one is not None and (one.method, one.url, one.body) == (sent.method, sent.url, sent.body)

    def _echo(self, route: Route, sent: Sent) -> None:
        """Give the page the one answer also to its second, equal request, which does not leave."""
        self.attempt.echoed += 1
        logger.warning("second_commit_stopped", echoed=self.attempt.echoed)
        self._waiting.append((route, sent))
        if self.attempt.outcome != "flying":
            self._answer_waiting()

    def _answer_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for route, sent in waiting:  # the page may give one up itself, as a form that was sent again does
            self._while_it_is_there(self._answer_page, route, sent)

    def _answer_page(self, route: Route, sent: Sent) -> None:
        if self._answer is None:
            self._answer_nothing(route, sent)
        else:
            self.stayed = sent.navigation and self._answer.status in (_EMPTY, 205)
            route.fulfill(response=self._answer)

    def _answer_nothing(self, route: Route, sent: Sent) -> None:
        """Answer so that the page stays as it is."""
        if sent.navigation:
            self.stayed = True
            route.fulfill(status=_EMPTY)
        else:
            route.abort("aborted")

    def _send_once(self, route: Route, sent: Sent) -> None:
        if not sent.body and sent.content_type.startswith(_NEVER_EMPTY):  # the browser did not show its body
            self._refuse(sent, Fate.STOP)
            self._answer_nothing(route, sent)
            return
        attempt, self._sent = self.attempt, sent
        attempt.fly()
        try:
            answer = self._fetched(route)
        except Error as error:
            attempt.land("lost")
            attempt.why = str(error).splitlines()[0][:200]
            logger.warning("answer_lost", path=path_of(sent.url).partition("?")[0])
        else:
            attempt.status = answer.status
            attempt.answer = text_of(answer)
            attempt.land("answered")
            self._answer = answer
        self._waiting.insert(0, (route, sent))
        self._answer_waiting()

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
        if opens_socket(socket.url.replace("ws", "http", 1), self.rules, self._moment.screen):
            Socket(socket, self._on_message, self._on_news, self._on_line_lost)
            return
        address = path_of(socket.url).partition("?")[0]
        logger.info("socket_stopped", path=address)
        self.sockets.add(address)
        socket.close()

    def _on_message(self, line: Socket, sent: Sent) -> bool:
        """Tell whether a message may go over a web socket; the commit goes once."""
        fate = self._fate(sent)
        if fate is Fate.COMMIT:
            self._sent, self._line = sent, line
            self.attempt.fly()
        elif fate is not Fate.GO_ON:
            self._refuse(sent, fate)
        return fate in (Fate.COMMIT, Fate.GO_ON)

    def _on_news(self, line: Socket) -> None:
        """Take any message of the site over the line of the commit for its answer: the page may show it."""
        if line is self._line and self.attempt.outcome == "flying":
            self.attempt.land("answered")

    def _on_line_lost(self, line: Socket) -> None:
        if line is self._line and self.attempt.outcome == "flying":
            self.attempt.land("lost")
            self.attempt.why = "WebSocket closed"

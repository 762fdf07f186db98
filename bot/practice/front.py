"""Where every request of a browser arrives: session, faults, sign-in, right, screen."""

import asyncio
import time

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.practice.cables import LineCut
from bot.practice.catalogue import User
from bot.practice.detail import detail_page
from bot.practice.dropdowns import dropdown_answer
from bot.practice.entry import SAVE, entry_page
from bot.practice.listing import listing_page
from bot.practice.listings import listing_for
from bot.practice.login import login_page
from bot.practice.menu import Family, find, tree_for
from bot.practice.pages import redirect
from bot.practice.sessions import COOKIE, Ended, Session
from bot.practice.site import Site
from bot.practice.tampering import tampered, tampered_list
from bot.practice.visit import EVENT_REFUSED, MAC_FAILED, Visit
from bot.practice.webforms import YellowPageError, read_form, refuse_markup

_SERVICE = "/dropdownservice.asmx/"
_NO_RIGHT = "ไม่มีสิทธิ์ใช้งานเมนูนี้"
_NO_SCREEN = "ไม่พบเมนูที่ระบุ"


class Front:
    """Answers browsers; the requests of one session one at a time, as ASP.NET does."""

    def __init__(self, site: Site) -> None:
        """Answer for this site."""
        self._site = site

    async def answer(self, request: Request) -> Response:
        """Answer one request."""
        body = await request.body() if request.method == "POST" else None
        session = self._site.sessions.get(request.cookies.get(COOKIE, ""))
        async with session.lock:
            try:
                answer, delay = self._serve(request, body, session)
            except YellowPageError as error:
                answer, delay = self._site.pages.yellow(error, request.url.path), 0.0
            if delay:
                await asyncio.sleep(delay)
        if request.cookies.get(COOKIE) != session.ident:
            answer.set_cookie(COOKIE, session.ident, httponly=True, path="/")
        return answer

    def _serve(self, request: Request, body: bytes | None, session: Session) -> tuple[Response, float]:
        path, query = request.url.path.lower(), _query(request)
        place = find(query.get("menu", ""), query.get("screenname", "")) if "menu" in query else None
        in_place = "delta=true" in request.headers.get("x-microsoftajax", "").lower()
        screen = place.document or place.key if place else path.strip("/").partition("/")[0]
        saves = _saves(body)
        self._site.requests[request.method, place.key if place else screen or "login", saves] += 1
        if self._site.faults.take("maintenance", screen, now=time.monotonic()):
            return self._site.pages.show("maintenance.html", status=503), 0.0
        delay, cut = self._strike(session, screen)
        refuse_markup(query.items())
        posted = None if body is None else read_form(body, in_place=in_place)
        if cut or path == "/":
            return LineCut() if cut else login_page(self._site, session, posted), delay
        if path == "/logout.aspx":
            self._site.sessions.end(session, None)
        if session.user is None:
            return redirect("/", in_place=in_place), delay
        if path != "/default.aspx":
            return self._elsewhere(path, query), delay
        user = session.user
        if place is None or user.role not in place.roles:
            return self._home(user, (_NO_RIGHT if place else _NO_SCREEN) if "menu" in query else ""), delay
        url = f"Default.aspx?{request.url.query}"
        visit = Visit(session=session, user=user, place=place, url=url, query=query, posted=posted)
        return self._screen(visit), delay + visit.delay

    def _strike(self, session: Session, screen: str) -> tuple[float, bool]:
        """Let faults of any page strike; gives seconds of delay, and whether the line is cut."""
        if session.user is None:
            return 0.0, False
        if self._site.faults.take("session_expired", screen):
            self._site.sessions.end(session, Ended.TIMEOUT)
        elif self._site.faults.take("no_session_other_login", screen):
            self._site.sessions.end(session, Ended.ELSEWHERE)
        slow = self._site.faults.take("latency", screen, value="all")
        delay = (1.0 if slow.seconds is None else slow.seconds) if slow else 0.0
        return delay, self._site.faults.take("line_cut", screen) is not None

    def _refuse_post(self, visit: Visit) -> None:
        screen = visit.place.document or visit.place.key
        if self._site.faults.take("viewstate", screen):
            raise YellowPageError(MAC_FAILED, "System.Web.HttpException")
        if self._site.faults.take("event_validation", screen):
            raise YellowPageError(EVENT_REFUSED, "System.ArgumentException")

    def _screen(self, visit: Visit) -> Response:
        if visit.posted:
            self._refuse_post(visit)
        if visit.query.get("control") == "view":
            return self._tampered_list(detail_page(self._site, visit), visit)
        if visit.place.family is Family.ENTRY:
            answer = entry_page(self._site, visit)
            return answer if visit.posted else tampered(answer, self._site.faults, visit.place.key)
        if visit.place.family is Family.NOTICE:
            return self._site.pages.show("about.html", visit=visit)
        page = listing_page(self._site, visit, listing_for(self._site, visit.place, visit.query))
        return page if visit.place.family is Family.POPUP else self._tampered_list(page, visit)

    def _tampered_list(self, page: Response, visit: Visit) -> Response:
        return tampered_list(page, self._site.faults, visit.place.document or visit.place.key)

    def _elsewhere(self, path: str, query: dict[str, str]) -> Response:
        if path.startswith(_SERVICE):
            return dropdown_answer(self._site.catalogue, path.removeprefix(_SERVICE), query)
        return PlainTextResponse("The resource cannot be found.", status_code=404)

    def _home(self, user: User, problem: str) -> Response:
        tree = tree_for(user.role)
        return self._site.pages.show("home.html", user=user, tree=tree, problem=problem)


def _query(request: Request) -> dict[str, str]:
    return {name.lower(): value for name, value in request.query_params.items()}


def _saves(body: bytes | None) -> bool:
    if body is None:
        return False
    # Seen in the raw body, so that a refused request is counted as well.
    return SAVE.encode() in body

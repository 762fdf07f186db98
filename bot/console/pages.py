"""Pages from templates: everything escaped and visible, in the reader's language, with the way on shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote, urlencode

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.console.desk import Desk
from bot.console.event_words import action_of, details_of, meaning_of, picture_name, text_of, wish_of
from bot.console.guarding import House
from bot.console.next_step import next_step
from bot.console.state import State, state_of
from bot.errors import BotError, InputProblems
from bot.language import Language, Text, current_language, language_of, say
from bot.report.about import rows_text
from bot.report.plain import one_line, shortened
from bot.report.rendering import page_environment
from bot.report.writing import clock, moment

LANGUAGE = "elaas_language"
WHO = "elaas_who"
SEE_OTHER = 303
Page = Callable[[Request], Response]


class NotHereError(Exception):
    """There is nothing at this address."""


class Pages:
    """Renders and answers for one desk."""

    def __init__(self, desk: Desk, house: House) -> None:
        """Show what is on this desk."""
        self.desk, self.house = desk, house
        self._environment = _environment()

    def show(self, request: Request, name: str, *, status: int = 200, **values: object) -> Response:
        """Give a page; `state` may be given by those who asked for it already."""
        state = values.pop("state", None) or state_of(self.desk.watching)
        about = self.desk.about()
        shown = {
            "language": current_language(),
            "path": request.url.path,
            "address": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            "page": name,
            "form_mark": self.desk.keys.mark(self.session(request)),
            "who": self.who(request),
            "about": about,
            "state": state,
            "step": next_step(self.desk, state) if isinstance(state, State) else None,
            "when": lambda value: moment(value, about.zone),
            "at": lambda value: clock(value, about.zone),
            "title_of": about.screen_title,
            **values,
        }
        html = self._environment.get_template(f"{name}.html.j2").render(shown)
        return HTMLResponse(html, status_code=status)

    def wrong(self, request: Request, error: BotError, *, status: int = 409) -> Response:
        """Say what went wrong, and every problem where there are several."""
        problems = error.problems if isinstance(error, InputProblems) else ()
        return self.show(request, "wrong", status=status, text=error.text, problems=problems)

    def session(self, request: Request) -> str:
        """Give the session of a request that passed the door."""
        return request.cookies.get(self.house.cookie, "")

    def who(self, request: Request) -> str:
        """Name the person at this console: as they said, else the computer's user."""
        return one_line(unquote(request.cookies.get(WHO, "")))[:80] or self.desk.operator

    def speaking(self, request: Request) -> Language:
        """Give the language of this reader."""
        chosen = request.cookies.get(LANGUAGE, self.desk.settings.language)
        return "en" if chosen == "en" else "th"

    def endpoint(self, page: Page) -> Page:
        """Make a page speak the reader's language and tell its failures as pages."""

        def answering(request: Request) -> Response:
            with language_of(self.speaking(request)):
                try:
                    return page(request)
                except NotHereError:
                    return self.show(request, "wrong", status=404, text=_NOT_HERE, problems=())
                except BotError as error:
                    return self.wrong(request, error)

        return answering


def back(address: str, **query: str) -> Response:
    """Send the browser on to a page of ours; an address of others becomes the first page."""
    local = address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
    return RedirectResponse(local + (f"?{urlencode(query)}" if query else ""), status_code=SEE_OTHER)


_NOT_HERE = say(
    "ไม่พบสิ่งที่ขอ อาจเป็นลิงก์เก่า ให้กลับไปหน้าแรก",
    "There is nothing here; perhaps an old link. Go back to the start.",
)


def _environment() -> Environment:
    environment = page_environment("bot.console")
    environment.globals |= {
        "t": _sentence,
        "rows_text": rows_text,
        "query": urlencode,
        "action_of": action_of,
        "details_of": details_of,
        "picture_name": picture_name,
        "text_of": text_of,
        "wish_of": wish_of,
        "meaning_of": meaning_of,
    }
    environment.filters |= {"path": _path, "short": _short, "iso": _iso, "duration": duration}
    return environment


def duration(seconds: float | None) -> str:
    """Write a length of time as a person says it."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours:
        return say("{h} ชม. {m} นาที", "{h} h {m} min", h=hours, m=minutes).render()
    if minutes:
        return say("{m} นาที", "{m} min", m=minutes).render()
    return say("{s} วินาที", "{s} s", s=whole).render()


def _path(text: object) -> str:
    return quote(str(text), safe="/")


def _short(text: str, longest: int = 80) -> str:
    return shortened(one_line(text), longest)


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _sentence(th: str, en: str, **values: object) -> Text:
    return say(th, en, **values)


def form_of(form: Mapping[str, Any], name: str) -> str:
    """Give a field of a form as text on one line; blank when it is not there or is a file."""
    value = form.get(name, "")
    return one_line(value) if isinstance(value, str) else ""

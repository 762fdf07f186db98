"""Who sits at the console and in which language they read."""

from __future__ import annotations

from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.config import keep_password, password_of
from bot.console.pages import LANGUAGE, WHO, Pages, back, form_of
from bot.console.posting import posted
from bot.errors import ConfigError
from bot.language import say

_A_YEAR = 365 * 24 * 3600
_LONGEST_NAME = 80


def routes(pages: Pages) -> list[Route]:
    """Give the addresses of these pages."""
    person = Person(pages)
    return [
        Route("/settings", pages.endpoint(person.settings), methods=["GET"]),
        Route("/language", posted(pages, person.language), methods=["POST"]),
        Route("/who", posted(pages, person.name), methods=["POST"]),
        Route("/password", posted(pages, person.password), methods=["POST"]),
    ]


class Person:
    """Answers for what a reader wants for themselves."""

    def __init__(self, pages: Pages) -> None:
        """Answer on these pages."""
        self._pages, self._settings = pages, pages.desk.settings

    def settings(self, request: Request) -> Response:
        """Show who, which site, which files; whether the password is known, never the password."""
        method = self._settings.sign_in.method
        known = method != "form" or bool(password_of(self._settings, prompt=False))
        kept = request.query_params.get("kept", "")
        return self._pages.show(
            request,
            "settings",
            settings=self._settings,
            known=known,
            kept=kept,
            config=self._pages.desk.config,
        )

    def language(self, _request: Request, form: FormData) -> Response:
        """Switch the language and stay on the page."""
        answer = back(form_of(form, "back"))
        language = "en" if form_of(form, "language") == "en" else "th"
        answer.set_cookie(LANGUAGE, language, max_age=_A_YEAR, httponly=True, samesite="strict")
        return answer

    def name(self, _request: Request, form: FormData) -> Response:
        """Remember the person's name for their decisions."""
        answer = back("/settings", kept="who")
        name = form_of(form, "who")[:_LONGEST_NAME]
        answer.set_cookie(WHO, quote(name), max_age=_A_YEAR, httponly=True, samesite="strict")
        return answer

    def password(self, _request: Request, form: FormData) -> Response:
        """Put the password into the computer's own key store; it is kept nowhere else."""
        given = form.get("password")
        if not isinstance(given, str) or not given:
            raise ConfigError(say("ยังไม่ได้พิมพ์รหัสผ่าน", "No password was typed."))
        try:
            keep_password(self._settings, given)
        except Exception as error:
            raise ConfigError(
                say(
                    "เก็บรหัสผ่านในที่เก็บรหัสของเครื่องไม่ได้ ({k}) ให้ผู้ดูแลตั้งตัวแปร ELAAS_BOT_PASSWORD แทน",
                    "The computer's key store did not take the password ({k}). Ask the IT person to set"
                    " ELAAS_BOT_PASSWORD instead.",
                    k=type(error).__name__,
                )
            ) from error
        return back("/settings", kept="password")

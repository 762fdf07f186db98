"""Turning what a screen has to say into HTML, and into the delta of a partial refresh."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bot.practice.catalogue import Catalogue
from bot.practice.shown import shown
from bot.practice.webforms import PREFIX, YellowPageError, cut, element_id

PANEL = element_id(f"{PREFIX}UpdatePanel1")
_TEMPLATES = Path(__file__).parent / "templates"
_NO_STORE = {"Cache-Control": "private, no-store", "X-Powered-By": "practice copy"}


class Pages:
    """All pages of the site; whatever a user typed is escaped."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Load the templates and what every page says about the office."""
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["cut"] = cut
        self._environment.filters["target"] = lambda name: name.replace(":", "$")
        self._environment.filters["shown"] = lambda text, caption: shown(caption, text)
        self._environment.filters["element_id"] = element_id
        self._environment.globals.update(catalogue=catalogue, PREFIX=PREFIX, PANEL=PANEL)

    def text(self, name: str, **values: Any) -> str:
        """Draw a template."""
        return self._environment.get_template(name).render(**values)

    def show(self, name: str, *, status: int = 200, **values: Any) -> Response:
        """Answer with a template."""
        return HTMLResponse(self.text(name, **values), status_code=status, headers=_NO_STORE)

    def yellow(self, error: YellowPageError, path: str) -> Response:
        """Answer with ASP.NET's yellow error page."""
        return self.show("yellow.html", status=500, error=error, path=path)


def delta(panel: str, hidden: Mapping[str, str], *, alert: str) -> Response:
    """Answer a partial postback: the panel's new inside, the hidden fields and a script to run."""
    parts = [_part("updatePanel", PANEL, panel)]
    parts += [_part("hiddenField", name, value) for name, value in hidden.items()]
    if alert:
        parts.append(_part("scriptStartupBlock", "ScriptContentNoTags", f"alert({_quoted(alert)});"))
    return PlainTextResponse("".join(parts), headers=_NO_STORE)


def redirect(url: str, *, in_place: bool = False) -> Response:
    """Send the browser elsewhere, in the way that suits a full or a partial postback."""
    if in_place:
        return PlainTextResponse(_part("pageRedirect", "", url), headers=_NO_STORE)
    return RedirectResponse(url, status_code=302, headers=_NO_STORE)


def half(answer: Response) -> Response:
    """Give the first half of an answer, as a line that broke in the middle leaves it."""
    body = bytes(answer.body)
    return Response(body[: len(body) // 2], status_code=answer.status_code, media_type=answer.media_type)


def _part(kind: str, ident: str, content: str) -> str:
    # The script on the page counts in UTF-16 units.
    return f"{len(content.encode('utf-16-le')) // 2}|{kind}|{ident}|{content}|"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("<", "\\x3c")
    return f"'{escaped}'"

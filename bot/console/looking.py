"""Pages that only look: the overview, the entries, one entry, the events, what people must do."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console.chores import asked_of, chores_of
from bot.console.deciding import correctable, cure_of, waiting
from bot.console.overview import overview
from bot.console.pages import NotHereError, Pages
from bot.console.pictures import picture, pictures_of
from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey, Standing
from bot.ledger.watching import Wanted
from bot.report.comparison import field_rows, verdict_text

MANY = 50
"""So many entries or events stand on one page."""


def routes(pages: Pages) -> list[Route]:
    """Give the addresses of these pages."""
    looking = Looking(pages)
    found = {
        "/": looking.overview,
        "/entries": looking.entries,
        "/entries/{key}": looking.entry,
        "/events": looking.events,
        "/people": looking.people,
    }
    made = [Route(path, pages.endpoint(page), methods=["GET"]) for path, page in found.items()]
    return [*made, Route("/evidence/{path:path}", pages.endpoint(looking.picture), methods=["GET"])]


class Looking:
    """Answers for what the ledger knows."""

    def __init__(self, pages: Pages) -> None:
        """Answer on these pages."""
        self._pages, self._desk = pages, pages.desk

    def overview(self, request: Request) -> Response:
        """Show what is going on."""
        seen = overview(self._desk)
        return self._pages.show(
            request, "overview", seen=seen, state=seen.state, problems=self._desk.problems()
        )

    def entries(self, request: Request) -> Response:
        """List entries, as many as fit a page, by status, screen, day or a text."""
        asked = request.query_params
        wanted = Wanted(
            statuses=[status for status in Status if status.value == asked.get("status")],
            screen=asked.get("screen", ""),
            day=_day(asked.get("day", "")),
            text=asked.get("text", "")[:200],
        )
        number = max(1, _number(asked.get("page", "1")))
        page = self._desk.watching.page(wanted, first=(number - 1) * MANY, many=MANY)
        kept = {name: asked[name] for name in ("status", "screen", "day", "text") if asked.get(name)}
        return self._pages.show(
            request,
            "entries",
            found=page,
            number=number,
            pages=max(1, -(-page.total // MANY)),
            wanted=wanted,
            kept=kept,
            screens=sorted({cell.screen for cell in self._desk.cells()}),
            days=sorted({cell.day for cell in self._desk.cells() if cell.day}),
        )

    def entry(self, request: Request) -> Response:
        """Show everything of one entry; a key may be shortened."""
        standing = self.standing(request.path_params["key"])
        key = standing.entry.key
        if request.path_params["key"] != key:
            return RedirectResponse(f"/entries/{key}", status_code=303)
        about = self._desk.about()
        corrections = self._desk.store.corrections(key)
        mapping = about.screens.get(standing.entry.screen)
        rows = field_rows(
            standing.entry,
            about,
            typed=standing.typed,
            readback=standing.readback,
            verdict=standing.verdict,
        )
        return self._pages.show(
            request,
            "entry",
            standing=standing,
            rows=rows,
            verdict=verdict_text(standing, about),
            tries=self._desk.watching.attempts_of(key),
            events=self._desk.reports.events(key=key),
            pictures=pictures_of(self._desk.settings.evidence.dir, key),
            candidates=self._desk.reports.candidates(key),
            done=bool(request.query_params.get("done")),
            cure=cure_of(standing),
            corrections=corrections,
            waiting=waiting(corrections),
            correctable=correctable(standing, mapping, about) if mapping else (),
        )

    def events(self, request: Request) -> Response:
        """List what happened, the newest first."""
        before = _number(request.query_params.get("before", "0"))
        found = self._desk.watching.newest(MANY, before=before)
        places = self._desk.watching.pages_of({event.key for event in found if event.key})
        return self._pages.show(
            request, "events", events=found, places=places, older=found[-1].seq if len(found) == MANY else 0
        )

    def people(self, request: Request) -> Response:
        """List what people must do on the site, to print."""
        return self._pages.show(request, "people", groups=chores_of(self._desk), asked=asked_of(self._desk))

    def picture(self, request: Request) -> Response:
        """Give one picture of the evidence."""
        found = picture(self._desk.settings.evidence.dir, request.path_params["path"])
        if found is None:
            raise NotHereError
        return found

    def standing(self, key: str) -> Standing:
        """Give the entry of a key or of its beginning; NotHereError when it names none or several."""
        keys = self._desk.reports.find_keys(key) if len(key) >= _SHORTEST else ()
        found = self._desk.reports.standing(EntryKey(keys[0])) if len(keys) == 1 else None
        if found is None:
            raise NotHereError
        return found


_SHORTEST = 6


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - digits


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

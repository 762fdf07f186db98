"""Pages after the run: reading back, the reports, and the files to take home."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console.pages import NotHereError, Pages, back
from bot.console.pictures import download
from bot.console.posting import posted
from bot.console.state import state_of
from bot.errors import LedgerBusy
from bot.language import current_language, say

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".html": "text/html",
    ".pdf": "application/pdf",
}
_OTHER = "application/octet-stream"


def routes(pages: Pages) -> list[Route]:
    """Give the addresses of these pages."""
    prove = Proving(pages)
    return [
        Route("/prove", pages.endpoint(prove.show), methods=["GET"]),
        Route("/report/{name}", pages.endpoint(prove.file), methods=["GET"]),
        Route("/verify", posted(pages, prove.verify), methods=["POST"]),
        Route("/report", posted(pages, prove.report), methods=["POST"]),
    ]


class Proving:
    """Answers for everything after the last commit."""

    def __init__(self, pages: Pages) -> None:
        """Answer on these pages."""
        self._pages, self._desk = pages, pages.desk
        self._tasks = pages.desk.tasks

    def show(self, request: Request) -> Response:
        """Show how much is proven, and the reports that were made."""
        report = self._tasks.last("report")
        return self._pages.show(
            request,
            "prove",
            verify=self._tasks.last("verify"),
            report=report,
            files=self._files(),
            cells=self._desk.cells(),
        )

    def verify(self, request: Request, _form: FormData) -> Response:
        """Have every posted entry read back."""
        if state_of(self._desk.watching).alive:
            raise LedgerBusy(
                say(
                    "บอตกำลังทำงานอยู่ รอให้จบหรือสั่งหยุดก่อน",
                    "The bot is at work. Wait until it is done, or stop it.",
                )
            )
        self._start(request, "verify")
        return back("/prove")

    def report(self, request: Request, _form: FormData) -> Response:
        """Have the reports made."""
        self._start(request, "report")
        return back("/prove")

    def file(self, request: Request) -> Response:
        """Give one file of the newest report to keep."""
        for path in self._files():
            if path.name == request.path_params["name"]:
                return download(path, _TYPES.get(path.suffix.lower(), _OTHER))
        raise NotHereError

    def _files(self) -> list[Path]:
        report = self._tasks.last("report")
        if report is None or report.code != 0:
            return []
        return sorted(path for path in (report.folder / "report").glob("*") if path.is_file())

    def _start(self, request: Request, name: str) -> None:
        self._tasks.start(
            "verify" if name == "verify" else "report",
            [] if name == "verify" else ["{folder}/report"],
            who=self._pages.who(request),
            language=current_language(),
            workbook=self._desk.workbooks.chosen().path,
        )

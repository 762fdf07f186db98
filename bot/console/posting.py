"""What a form must be before anything is done for it: of this session, and marked by it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from anyio import to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.console.guarding import OTHER_PLACE
from bot.console.pages import Pages
from bot.language import language_of

Posted = Callable[[Request, FormData], Response]
MARK = "mark"
_MOST_FIELDS, _LONGEST_FIELD = 400, 64 * 1024


def posted(pages: Pages, page: Posted) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint of a form: read it, refuse it without the session's mark, answer in a thread."""

    async def answer(request: Request) -> Response:
        async with request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD) as form:
            mark = form.get(MARK)
            known = isinstance(mark, str) and pages.desk.keys.marked(pages.session(request), mark)

            def work(request: Request) -> Response:
                if not known:
                    with language_of(pages.speaking(request)):
                        return pages.show(request, "wrong", status=403, text=OTHER_PLACE, problems=())
                return page(request, form)

            return await to_thread.run_sync(pages.endpoint(work), request)

    return answer

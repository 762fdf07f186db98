"""The part of us that lives in every page: one script, asked by name, and its selector engine."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error

from bot.errors import PageTrouble
from bot.language import say
from bot.site.watchdog import answered, check_lost

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Frame

ENGINE = "at"
"""Name of the selector engine: `at={"caption": …}`."""

_KEY = "__elaas_bot__"
_PARTS = (
    *("words", "caption", "grid", "virtual", "find", "aim", "watch", "exits", "read"),
    *("combo", "calendar", "enter", "learn", "unfilled", "draft"),
)
_GIVES = (
    "act, aimAt, blurActive, calendar, canvas, change, count, didMiss, draft, enter, failed, goesOn, "
    "holdKeys, keepWatch, learn, linksIn, look, mark, menuAt, mereBox, namesOf, obstacle, optionsAt, "
    "point, probe, queryAll, radioFor, read, readGrid, readyFor, scrollList, scrollOn, scrollOptions, "
    "segmentsAt, settle, standAlready, standsOpen, stay, survey, takesKeys, typedAmiss, unfilled"
)
_READ_TRIES = 6


@cache
def page_script() -> str:
    """Give the script that runs in every document before the page's own."""
    parts = "\n".join(files("bot.site").joinpath("js", f"{part}.js").read_text("utf-8") for part in _PARTS)
    return (
        f"(() => {{ if (window.{_KEY} && window.{_KEY}.page === document) return;\n{parts}\n"
        f"const page = document;\nObject.defineProperty(window, '{_KEY}', "
        f"{{ value: {{ page, {_GIVES} }}, configurable: true }}); }})();"
    )


def engine_script() -> str:
    """Give the selector engine; it asks the script that is in the page."""
    return (
        "{ query(root, s) { return this.queryAll(root, s)[0]; }, "
        f"queryAll(root, s) {{ return window.{_KEY} ? window.{_KEY}.queryAll(root, s) : []; }} }}"
    )


def selector(spec: Mapping[str, Any]) -> str:
    """Give the selector that finds what `spec` describes."""
    return f"{ENGINE}={json.dumps(spec, ensure_ascii=False)}"


def ask(frame: Frame, what: str, argument: object = None) -> Any:
    """Ask the page once; raises Playwright's Error when the document goes away meanwhile.

    BrowserLost when there is no browser any more. Each answer tells the watchdog that it lives.
    """
    # A window opened by script keeps its global object when its first page replaces about:blank,
    # and the browser then runs no start script in that page.
    here = f"window.{_KEY} && window.{_KEY}.page === document"
    expression = f"(a) => {here} ? window.{_KEY}.{what}(a) : '{_KEY}'"
    try:
        answer = frame.evaluate(expression, argument)
        if answer == _KEY:
            frame.evaluate(page_script())
            answer = frame.evaluate(expression, argument)
    except Error as error:
        check_lost(error)
        raise
    answered()
    return answer


def ask_again(frame: Frame, what: str, argument: object = None) -> Any:
    """Ask what changes nothing: when the document goes away under the question, ask the next one."""
    for _ in range(_READ_TRIES):
        try:
            return ask(frame, what, argument)
        except Error as error:
            if frame.is_detached() or frame.page.is_closed():
                raise gone() from error
            last = error
    raise gone() from last


def gone() -> PageTrouble:
    """Say that the window or frame closed under our hands."""
    return PageTrouble(
        say(
            "หน้าจอปิดหรือเปลี่ยนไประหว่างทำงาน จะเปิดใหม่แล้วลองอีกครั้ง",
            "The page closed or changed while we worked on it; it will be opened afresh and tried again.",
        )
    )

"""A page at one glance: one question to each of its frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.errors import BrowserLost, PageTrouble
from bot.site.locate import frames_of, has_frame, spec_of
from bot.site.script import ask_again
from bot.site.signs import Glance, View

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

    from bot.planning.grammar import At


def look_at(page: Page, base: tuple[str, ...], dialogs: tuple[str, ...], places: Sequence[At]) -> View:
    """Look at all frames of a page, and at these places; `base` are the frames in which the screen stands.

    A place that does not show inside `base` is looked for on the page itself: headers stand outside.
    """
    wanted: dict[Frame, list[At]] = {frame: [] for frame in page.frames}
    chains = {chain for at in places for chain in ((*base, *frames_of(at)), frames_of(at))}
    known = {chain: has_frame(page, chain) for chain in chains}
    for at in places:
        inner, outer = known[(*base, *frames_of(at))], known[frames_of(at)]
        for frame in dict.fromkeys((outer, inner)):
            if frame is not None:
                wanted.setdefault(frame, []).append(at)
    looks = {frame: _look(page, frame, ats) for frame, ats in wanted.items()}
    main = looks.get(page.main_frame) or {}
    seen: dict[At, Glance] = {}
    for frame, look in looks.items():
        for at, glance in zip(wanted[frame], look.get("ats", ()), strict=False):
            inside = frame is known[(*base, *frames_of(at))]
            if glance and (inside or at not in seen):
                seen[at] = Glance(text=glance["text"], many=glance["many"])
    return View(
        url=main.get("url", ""),
        title=main.get("title", ""),
        status=_status(page, base, looks),
        text="\n".join(look.get("text", "") for look in looks.values()),
        ats=seen,
        dialogs=dialogs,
        gen=main.get("mark", {}).get("gen", ""),
    )


def view_of(look: Mapping[str, Any], dialogs: tuple[str, ...], places: Sequence[At]) -> View:
    """Give the view of a page without frames from what it told by the way."""
    found = zip(places, look["ats"], strict=True)
    return View(
        url=look["url"],
        title=look["title"],
        status=int(look["status"]),
        text=look["text"],
        ats={at: Glance(text=glance["text"], many=glance["many"]) for at, glance in found if glance},
        dialogs=dialogs,
        gen=look["mark"]["gen"],
    )


def _look(page: Page, frame: Frame, ats: Sequence[At]) -> dict[str, Any]:
    question = {"ats": [spec_of(at) for at in ats], "text": True}
    try:
        return dict(ask_again(frame, "look", question))
    except PageTrouble as error:
        if page.is_closed() or isinstance(error, BrowserLost):
            raise
        return {}


def _status(page: Page, base: tuple[str, ...], looks: Mapping[Frame, dict[str, Any]]) -> int:
    """Give the HTTP status of the frame in which the screen stands, else of the page."""
    own = has_frame(page, base) if base else None
    inner = looks.get(own, {}) if own else {}
    return int(inner.get("status") or looks.get(page.main_frame, {}).get("status") or 0)

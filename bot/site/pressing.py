"""A press of the pointer: quick where it is plain that it hits, else with all of Playwright's care."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.site.locate import Spec, locator

if TYPE_CHECKING:
    from playwright.sync_api import Frame


def press(frame: Frame, spec: Spec, aim: dict[str, float] | None, timeout: float) -> bool:
    """Press; `aim` is where the page says that the pointer hits the element, None: wait until it would.

    True when the page watches whether the press hits: a press that would have landed on another element
    is swallowed by the page, and told at the next settling.
    """
    if aim is not None and frame == frame.page.main_frame:
        frame.page.mouse.click(aim["x"], aim["y"])
        return True
    careful_press(frame, spec, timeout)
    return False


def careful_press(frame: Frame, spec: Spec, timeout: float, *, double: bool = False) -> None:
    """Press when the element is visible, still, and hit by the pointer."""
    place: Any = locator(frame, spec)
    if double:
        place.dblclick(timeout=timeout * 1000, no_wait_after=True)
    else:
        place.click(timeout=timeout * 1000, no_wait_after=True)

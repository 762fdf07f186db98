"""Pictures kept of what was done, without secrets in them."""

from __future__ import annotations

import base64
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from loguru import logger
from playwright.sync_api import Error

from bot.errors import PageTrouble
from bot.site.personal import personal_in
from bot.site.script import ask_again

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

Pictures = Literal["all", "failures", "none"]
_SECRET = "input[type=password]"  # noqa: S105 - a selector
_QUALITY = 60
_LIMIT = 10_000
_TALLEST = 12_000
_KEY_SHOWN = 16


@dataclass
class EvidenceFolder:
    """A folder with one folder per entry; files are named `<attempt>-<name>.jpg`."""

    root: Path
    pictures: Pictures = "all"
    personal: tuple[str, ...] = ()
    """Patterns of numbers that no picture may show."""
    _attempts: dict[str, int] = field(default_factory=dict)
    _camera: tuple[Page, CDPSession] | None = None

    def begin(self, key: str) -> None:
        """Begin a new attempt of an entry."""
        folder = self.root / _safe(key)
        numbers = [
            int(found.group(1)) for path in folder.glob("*-*") if (found := re.match(r"(\d+)-", path.name))
        ]
        self._attempts[key] = max([*numbers, self._attempts.get(key, 0)], default=0) + 1

    def picture(self, page: Page, key: str, name: str, *, failure: bool = False) -> tuple[str, ...]:
        """Take a picture of the whole page if such pictures are kept; gives its path, relative to the root.

        A picture that cannot be taken is noted and never fails the work.
        """
        if self.pictures == "none" or (self.pictures == "failures" and not failure):
            return ()
        path = self.root / _safe(key) / f"{self._attempts.get(key, 1):02d}-{_safe(name)}.jpg"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._taken(page))
        except (Error, OSError, PageTrouble) as error:
            logger.warning("picture_failed", name=name, why=type(error).__name__)
            with suppress(OSError):  # half a picture is none, as on a full disk
                path.unlink(missing_ok=True)
            return ()
        return (path.relative_to(self.root).as_posix(),)

    def _taken(self, page: Page) -> bytes:
        """Take the picture of the whole page; with Playwright's masks over passwords and personal numbers."""
        sizes = [ask_again(frame, "canvas") for frame in page.frames]
        masked = personal_in(page, self.personal)
        if masked or any(size["secret"] for size in sizes):
            masked.append(page.locator(_SECRET))
            return page.screenshot(
                type="jpeg",
                quality=_QUALITY,
                full_page=True,
                mask=masked,
                mask_color="#000",
                caret="initial",  # hiding it would touch every field of the page
                timeout=_LIMIT,
            )
        if self._camera is None or self._camera[0] is not page:
            self._camera = (page, page.context.new_cdp_session(page))
        size = sizes[0]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], _TALLEST), "scale": 1}
        order = {
            "format": "jpeg",
            "quality": _QUALITY,
            "optimizeForSpeed": True,
            "captureBeyondViewport": True,
        }
        taken = self._camera[1].send("Page.captureScreenshot", {**order, "clip": clip})
        return base64.b64decode(taken["data"])


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", name)[:_KEY_SHOWN] or "_"

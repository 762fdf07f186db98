"""Pictures of pages for the documents, taken by the tests that show those pages."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

SHOTS = os.environ.get("ELAAS_BOT_CONSOLE_PICTURES", "")
"""A folder: pictures of every page are put there."""


def keep(page: Page, name: str) -> None:
    """Keep the upper part of a page, small enough to lie beside the documents."""
    if SHOTS:
        high = page.evaluate("document.documentElement.scrollHeight")
        part = {"x": 0.0, "y": 0.0, "width": 1366.0, "height": float(min(high, 1400))}
        file = str(Path(SHOTS) / f"{name}.jpg")
        page.screenshot(path=file, type="jpeg", quality=45, full_page=True, clip=part)

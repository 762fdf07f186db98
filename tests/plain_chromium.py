"""The system's Chromium as a person has it, without the bot: for looking at pages and for playing persons."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")


@contextmanager
def plain_chromium() -> Iterator[Browser]:
    """Start it in a Playwright of its own; only one may be open in a process at a time."""
    rooted = sys.platform == "linux" and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, _PROGRAMS))),
            args=["--no-sandbox"] if rooted else [],
        )
        yield browser
        browser.close()

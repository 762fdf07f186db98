"""The practice site and a plain Playwright page in a real Chromium, signed in as the first user."""

import os
import shutil
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from practice_browser import Practice

from bot.practice.server import running


@pytest.fixture(scope="module")
def practice() -> Iterator[Practice]:
    with running() as address:
        yield Practice(address)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    rooted = sys.platform == "linux" and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"] if rooted else []
        )
        yield browser
        browser.close()


@pytest.fixture
def page(practice: Practice, chromium: Browser) -> Iterator[Page]:
    practice.ask("reset", "POST")
    context = chromium.new_context(
        locale="th-TH", timezone_id="Asia/Bangkok", viewport={"width": 1180, "height": 900}
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    practice.sign_in(page)
    yield page
    context.close()

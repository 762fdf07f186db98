"""The practice site and a plain Playwright page in a real Chromium, signed in as the first user."""

from collections.abc import Iterator

import pytest
from plain_chromium import plain_chromium
from playwright.sync_api import Browser, Page
from practice_browser import Practice

from bot.practice.server import running


@pytest.fixture(scope="module")
def practice() -> Iterator[Practice]:
    with running() as address:
        yield Practice(address)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with plain_chromium() as browser:
        yield browser


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

"""The practice site and a plain Playwright page in a real Chromium, signed in as the first user."""

import json
import os
import shutil
import sys
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.practice.server import Address, running


class Practice:
    """The site under test, its back door and its screens."""

    def __init__(self, address: Address) -> None:
        """Talk to the site at this address."""
        self.address = address

    def ask(self, path: str, method: str = "GET", body: object = None) -> Any:
        """Use the back door."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address.backdoor}/{path}", data=data, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def documents(self) -> list[dict[str, Any]]:
        """Give what is really stored."""
        return self.ask("documents")

    def arm(self, *faults: dict[str, Any]) -> None:
        """Switch faults on."""
        self.ask("faults", "POST", list(faults))

    def sign_in(self, page: Page) -> None:
        """Sign in as the first user."""
        page.goto(self.address.url)
        user = self.address.users[0]
        page.fill("#_ctl0_txtUserName", user.username)
        page.fill("#_ctl0_txtPassword", user.password)
        page.click("input[name='_ctl0:btnLogin']")
        page.wait_for_url("**/Default.aspx")


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

"""The practice site as the browser tests use it: its back door, and signing in."""

import json
import urllib.request
from typing import Any

from playwright.sync_api import Page

from bot.practice.server import Address


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

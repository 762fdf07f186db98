"""Who sits before the window that the bot opened, and signs in there."""

from __future__ import annotations

import shutil
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

from at_the_console import PATIENCE
from office import Office
from playwright.sync_api import Error, Page


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@dataclass(frozen=True, kw_only=True)
class Window:
    """The bot's visible browser, with a second door through which a test reaches its pages.

    The browser is wrapped by a shell script: not on Windows.
    """

    office: Office
    folder: Path
    port: int = field(default_factory=free_port)

    def settings(self) -> dict[str, str]:
        """Give what config.yaml needs: a person signs in, and the browser with the second door is taken."""
        real = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        assert real
        program = self.folder / "browser"
        program.write_text(
            f'#!/bin/sh\nexec "{real}" --headless --remote-debugging-port={self.port} "$@"\n', "ascii"
        )
        program.chmod(0o755)
        return {
            "sign_in": f'{{method: person, username: "{self.office.username}", wait_minutes: 10}}',
            "browser": f"{{executable: '{program}'}}",
        }

    def sign_in(self, page: Page) -> None:
        """Type name and password as soon as the window asks for them; `page` is any of the test's own."""
        browser = page.context.browser
        assert browser
        until = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < until:
            try:
                window = browser.browser_type.connect_over_cdp(f"http://127.0.0.1:{self.port}")
            except Error:  # it is not open yet
                page.wait_for_timeout(200)
                continue
            forms = [
                opened
                for context in window.contexts
                for opened in context.pages
                if opened.locator("#_ctl0_txtPassword").count()
            ]
            if forms:
                forms[0].locator("#_ctl0_txtUserName").fill(self.office.username)
                forms[0].locator("#_ctl0_txtPassword").fill(self.office.password)
                forms[0].locator('[name="_ctl0:btnLogin"]').click()
                window.close()
                return
            window.close()
            page.wait_for_timeout(200)
        raise TimeoutError

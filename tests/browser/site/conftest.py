"""A real browser for the room `site`, one per module (a second Playwright may follow it), and little pages on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from little_server import LittleServer
from playwright.sync_api import Browser, Page, Playwright
from site_making import make_mappings

from bot.language import language_of
from bot.planning.grammar import Mapping, SiteMapping
from bot.site.browser import BrowserOptions, launch, playwright_with
from bot.site.dialogs import Dialogs
from bot.site.evidence import EvidenceFolder
from bot.site.guard import Guard
from bot.site.judgement import Rules
from bot.site.options import SiteOptions
from bot.site.screens import PlaywrightSite
from bot.site.script import page_script
from bot.site.tab import Tab


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language_of("en"):
        yield


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with playwright_with(BrowserOptions()) as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = launch(playwright, BrowserOptions(), None)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def running_server() -> Iterator[LittleServer]:
    server = LittleServer()
    yield server
    server.close()


@pytest.fixture
def server(running_server: LittleServer) -> LittleServer:
    running_server.clear()
    return running_server


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="th-TH", timezone_id="Asia/Bangkok")
    context.add_init_script(page_script())
    yield context.new_page()
    context.close()


@pytest.fixture
def tab_of(browser: Browser, server: LittleServer) -> Iterator[Callable[..., Tab]]:
    contexts = []

    def make(rules: Rules | None = None, timeout: float = 8.0) -> Tab:
        context = browser.new_context(locale="th-TH", timezone_id="Asia/Bangkok", service_workers="block")
        contexts.append(context)
        context.add_init_script(page_script())
        guard, dialogs = Guard(rules or Rules(site=server.url)), Dialogs()
        dialogs.attach(context)
        guard.attach(context)
        return Tab(context.new_page(), guard, dialogs, timeout)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def site_of(
    browser: Browser,
    playwright: Playwright,
    server: LittleServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., object]]:
    """Give `site_of(mapping, site=…, **options)`: a block with a PlaywrightSite in the session's browser."""
    monkeypatch.setattr("bot.site.sitting.playwright_with", lambda _options: _same(playwright))
    monkeypatch.setattr("bot.site.sitting.launch", lambda *_args: _Kept(browser))

    @contextmanager
    def make(
        *screens: Mapping, site: SiteMapping | None = None, **options: object
    ) -> Iterator[PlaywrightSite]:
        given = {"url": server.url, "dialect": "plain", "method": "none", "page_timeout": 8.0, **options}
        evidence = EvidenceFolder(tmp_path / "evidence")
        made = PlaywrightSite(
            SiteOptions(**given), make_mappings(*screens, site=site), lambda: "secret-word", evidence
        )
        with made:
            yield made

    return make


@contextmanager
def _same(value: Playwright) -> Iterator[Playwright]:
    yield value


class _Kept:
    """The session's browser, not closed by the site that borrows it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts = []

    def new_context(self, **options: object) -> object:
        context = self._browser.new_context(**options)
        self._contexts.append(context)
        return context

    def is_connected(self) -> bool:
        return True

    def close(self) -> None:
        for context in self._contexts:
            context.close()

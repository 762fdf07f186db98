"""One sitting at the browser: its context and page, made anew before they grow too large."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from loguru import logger
from playwright.sync_api import Error

from bot.errors import PageTrouble
from bot.language import say
from bot.site.browser import BrowserOptions, launch, playwright_with
from bot.site.lifeline import way_out
from bot.site.processes import Processes
from bot.site.proxies import prove_channel, proxy_for
from bot.site.script import page_script
from bot.site.watchdog import Watchdog

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, HttpCredentials, Page, Playwright, ProxySettings

    from bot.site.dialogs import Dialogs
    from bot.site.guard import Guard

_RESTORE = """(() => {
  const kept = %s;
  if (Date.now() > kept.until || location.origin !== kept.origin || sessionStorage.length) return;
  for (const [name, value] of Object.entries(kept.values)) sessionStorage.setItem(name, value);
})()"""
_RESTORE_SECONDS = 120
_START_SECONDS = 60.0
"""What it may take to start or to close a browser, without being taken for hanging."""


@dataclass(frozen=True, kw_only=True)
class Recycling:
    """When what grows is made anew: after how many entries, and above how many MB of the browser."""

    context_after: int = 50
    browser_after: int = 1000
    megabytes: float = 2000


class Sitting:
    """Owns Playwright, browser, context and page. The session is carried over when they are made anew."""

    def __init__(  # noqa: PLR0913 - what a context is made of
        self,
        options: BrowserOptions,
        guard: Guard,
        dialogs: Dialogs,
        *,
        site_url: str,
        locale: str,
        timezone: str,
        recycling: Recycling,
        hang_after: float,
        credentials: Callable[[], HttpCredentials | None] = lambda: None,
    ) -> None:
        """Keep everything that a context is made of."""
        self._options = options
        self._guard = guard
        self._dialogs = dialogs
        self._site_url = site_url
        self._locale = locale
        self._timezone = timezone
        self._credentials = credentials
        self._recycling = recycling
        self._processes = Processes()
        self.watchdog = Watchdog(grace=hang_after, end=self._processes.end, lives=self._processes.driven)
        self._stack = ExitStack()
        self._driver = ExitStack()
        self._office_proxy = proxy_for(options, site_url)
        self._proxy: ProxySettings | None = None
        self._channel_proven = False
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._context: BrowserContext | None = None
        self._page: Page | None = None
        self._in_context = 0
        self._in_browser = 0
        self._user: str | None = None
        self._others: dict[str, tuple[BrowserContext | None, Page | None, int]] = {}

    def __enter__(self) -> Self:
        """Start Playwright and the browser."""
        self._processes.take_stock()
        try:
            self._stack.enter_context(self.watchdog)
            self._proxy = self._stack.enter_context(way_out(self._office_proxy, self._site_url))
            with self.watchdog.over(_START_SECONDS):
                self._start_driver()
                self._start_browser()
                self._start_context(None, None)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Close everything; what is broken already stays broken without a word."""
        with self._stack, self.watchdog.over(_START_SECONDS), self._driver:
            self._close_browser()

    @property
    def page(self) -> Page:
        """Give the page of work, open; other windows of the context are closed."""
        if self._context is None or self._page is None or not self._alive():
            self._start_anew()
        if self._page is None or self._context is None:
            raise PageTrouble(say("เปิดหน้าต่างเบราว์เซอร์ไม่ได้", "No browser window could be opened."))
        for other in self._context.pages:
            if other is not self._page:
                other.close()
        return self._page

    def as_user(self, name: str) -> None:
        """Work in this user's own context from now on; those of others wait, with their sessions."""
        if self._user is not None and name != self._user:
            self._others[self._user] = (self._context, self._page, self._in_context)
            self._context, self._page, self._in_context = self._others.pop(name, (None, None, 0))
            if self._context is None:
                self._start_context(None, None)
        self._user = name

    def prove_channel(self) -> None:
        """Prove, once, that commits would reach the site as the browser does; else SiteUnusable."""
        if not self._channel_proven and self._context is not None:
            prove_channel(self._context, self._site_url, proxied=self._office_proxy is not None)
            self._channel_proven = True

    def count_entry(self) -> None:
        """Count one entry towards recycling."""
        self._in_context += 1
        self._in_browser += 1

    def rest(self) -> None:
        """Make context or browser anew when it is time; cookies and storage stay."""
        if self._in_context < self._recycling.context_after or not self._alive():
            return
        state, session = self._state()
        wanted = self._recycling
        if self._in_browser >= wanted.browser_after or self._processes.megabytes() > wanted.megabytes:
            logger.info("browser_recycled", entries=self._in_browser)
            self._close_browser()
            self._start_browser()
        elif self._context:
            logger.debug("context_recycled", entries=self._in_context)
            self._context.close()
        self._start_context(state, session)

    def _alive(self) -> bool:
        return (
            self._processes.driven()
            and self._browser is not None
            and self._browser.is_connected()
            and self._page is not None
            and not self._page.is_closed()
        )

    def _start_anew(self) -> None:
        """After a crash: another page, or another browser; the session may be lost, which will be noticed."""
        state = None
        if not self._processes.driven():
            self._start_driver_anew()
        try:
            if self._context and self._browser and self._browser.is_connected():
                state = self._context.storage_state()
                self._context.close()
            else:
                self._close_browser()
                self._start_browser()
        except Error:
            self._close_browser()
            self._start_browser()
        self._start_context(state, None)

    def _start_driver(self) -> None:
        self._playwright = self._driver.enter_context(playwright_with(self._options))
        self._processes.know_driver()

    def _start_driver_anew(self) -> None:
        """Replace what drove the browser; it is gone, and with it all that we had of the browser."""
        logger.warning("driver_restarted")
        self._processes.end()
        self._browser = self._context = self._page = None
        self._driver.close()
        self._start_driver()

    def _start_browser(self) -> None:
        if self._playwright is None:
            msg = "the sitting has not begun"
            raise RuntimeError(msg)
        self._browser = launch(self._playwright, self._options, self._proxy)
        self._in_browser = 0

    def _close_browser(self) -> None:
        try:
            if self._browser:
                self._browser.close()
        except Error as error:
            logger.debug("browser_gone", why=str(error)[:100])
        self._browser = self._context = self._page = None
        self._others.clear()

    def _start_context(self, state: Any, session: dict[str, Any] | None) -> None:
        if self._browser is None:
            return
        context = self._browser.new_context(
            storage_state=state,
            locale=self._locale,
            timezone_id=self._timezone,
            service_workers="block",
            accept_downloads=True,
            http_credentials=self._credentials(),
            viewport={"width": 1280, "height": 900},
        )
        context.add_init_script(page_script())
        if session:
            context.add_init_script(_RESTORE % json.dumps(session))
        self._dialogs.attach(context)
        self._guard.attach(context)
        self._context = context
        self._page = context.new_page()
        self._in_context = 0

    def _state(self) -> tuple[Any, dict[str, Any] | None]:
        """Give cookies and local storage, and the session storage of the page's origin."""
        if self._context is None or self._page is None:
            return None, None
        state = self._context.storage_state()
        try:
            values = self._page.evaluate("() => ({...sessionStorage})")
            origin = self._page.evaluate("() => location.origin")
        except Error:
            return state, None
        if not values:
            return state, None
        until = (time.time() + _RESTORE_SECONDS) * 1000
        return state, {"values": values, "origin": origin, "until": until}

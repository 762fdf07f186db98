"""The office's way out: one proxy for browser and commit channel, and the proof that both get through.

The channel's requests leave from Playwright's driver, not from the browser: it knows other certificate
authorities than the browser does, and must be let in by the proxy by itself.
"""

from __future__ import annotations

import os
import urllib.request
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Error

from bot.errors import SiteUnusable
from bot.language import Text, say

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ProxySettings

    from bot.site.browser import BrowserOptions

PASSWORD_VARIABLE = "ELAAS_BOT_PROXY_PASSWORD"  # noqa: S105 - the name of a variable, not a password
_NOT_LET_IN = 407
_PATIENCE = 30.0
_WHY = 200


def proxy_for(options: BrowserOptions, site_url: str) -> ProxySettings | None:
    """Give the proxy, for the browser and the single-shot channel alike: the configured or the system's."""
    if options.proxy:
        return _settings(options.proxy)
    parts = urlsplit(site_url)
    host = parts.hostname or ""
    server = urllib.request.getproxies().get(parts.scheme or "http")
    if not server or urllib.request.proxy_bypass(host) or host in ("localhost", "127.0.0.1", "::1"):
        return None
    return _settings(server)


def prove_channel(context: BrowserContext, site_url: str, *, proxied: bool) -> None:
    """Ask the site once by the way that commits take; else SiteUnusable, before anything is typed.

    Only where that way can differ from the browser's: over TLS, or through a proxy.
    """
    if not proxied and urlsplit(site_url).scheme != "https":
        return
    limit = _PATIENCE * 1000
    try:
        answer = context.request.fetch(
            site_url, method="HEAD", max_redirects=0, max_retries=0, timeout=limit, fail_on_status_code=False
        )
    except Error as error:  # what follows its first line tells the headers: the session, or the password
        raise SiteUnusable(_shut(str(error).splitlines()[0][:_WHY])) from None
    if answer.status == _NOT_LET_IN:
        raise SiteUnusable(_shut(f"HTTP {_NOT_LET_IN}"))
    answer.dispose()


def _settings(server: str) -> ProxySettings:
    proxy = urlsplit(server if "://" in server else f"http://{server}")
    settings: ProxySettings = {"server": f"{proxy.scheme}://{proxy.hostname}:{proxy.port or 80}"}
    if proxy.username:
        password = unquote(proxy.password or "") or os.environ.get(PASSWORD_VARIABLE, "")
        settings |= {"username": unquote(proxy.username), "password": password}
    return settings


def _shut(why: str) -> Text:
    return say(
        "ช่องทางส่งคำขอบันทึกไปไม่ถึงเว็บไซต์ ({w}) จึงไม่เริ่มงาน ให้ตรวจเครือข่าย ถ้าเบราว์เซอร์เปิดเว็บไซต์ได้แต่สำนักงานมีใบรับรอง "
        "(CA) ของตนเอง ให้ระบุไฟล์ PEM ใน browser.ca_file ถ้าใช้พร็อกซี ให้ตรวจ browser.proxy และตัวแปร {v}",
        "The channel by which commits leave does not reach the site ({w}); nothing was begun. Check the "
        "network. If a browser opens the site and the office has its own certificate authority, name its PEM "
        "file in browser.ca_file. If there is a proxy, check browser.proxy and the variable {v}.",
        w=why,
        v=PASSWORD_VARIABLE,
    )

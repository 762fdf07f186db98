"""HTTP Basic: user name and password go to the site's own origin alone, with each request at once.

The commit leaves once. It may not first be refused and then be sent again with the password, as a browser
does it: so the channel of commits is told to send the password from the start, and proves that it is let in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import Error

from bot.errors import SiteUnusable
from bot.language import say
from bot.site.session import NOT_LET_IN
from bot.site.watchdog import looking_away

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import APIResponse, BrowserContext, HttpCredentials

_PORTS = {"http": 80, "https": 443}


def credentials_for(url: str, username: str, password: Callable[[], str]) -> HttpCredentials:
    """Give what a context answers when this site, and no other, asks who we are."""
    with looking_away():
        secret = password()
    return {"username": username, "password": secret, "origin": browser_origin(url), "send": "always"}


def browser_origin(url: str) -> str:
    """Give the origin as browsers write it: no port where it is the usual one, names in ASCII."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    port = f":{parts.port}" if parts.port and parts.port != _PORTS.get(parts.scheme) else ""
    return f"{parts.scheme}://{host}{port}"


def prove_let_in(context: BrowserContext, url: str, timeout: float) -> None:
    """Ask for a page that the browser was given by the way that commits take; SiteUnusable if it is refused.

    Browsers also know other ways to prove a password (Digest, NTLM, Negotiate); the commit's way knows Basic.
    """
    try:
        answer = context.request.fetch(
            url, max_redirects=0, max_retries=0, timeout=timeout * 1000, fail_on_status_code=False
        )
    except Error:  # its message tells the headers, and one of them holds the password
        raise SiteUnusable(
            say(
                "ช่องทางส่งคำขอบันทึกไปไม่ถึงเว็บไซต์ จึงไม่เริ่มงาน ให้ตรวจเครือข่าย",
                "The channel by which commits leave does not reach the site; nothing was begun. Check the "
                "network.",
            )
        ) from None
    asked, status = _asked(answer), answer.status
    answer.dispose()
    if status == NOT_LET_IN:
        raise SiteUnusable(
            say(
                "เบราว์เซอร์เข้าเว็บไซต์ได้ แต่ช่องทางส่งคำขอบันทึกถูกปฏิเสธ (HTTP 401: {w}) จึงไม่เริ่มงาน บอตเข้าสู่ระบบ"
                "แบบ HTTP Basic ได้เท่านั้น ให้ขอผู้ดูแลระบบเปิด Basic บน HTTPS",
                "The browser is let in, but the channel by which commits leave is refused (HTTP 401: {w}); "
                "nothing was begun. Of these ways the bot can use HTTP Basic only: ask who runs the site for "
                "Basic over HTTPS.",
                w=asked,
            )
        )


def _asked(answer: APIResponse) -> str:
    """Name the ways by which a server asks for a password: the first word of each."""
    wanted = [one["value"] for one in answer.headers_array if one["name"].lower() == "www-authenticate"]
    return ", ".join(text.split(maxsplit=1)[0] for text in wanted if text.strip()) or "-"

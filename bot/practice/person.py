"""A scripted person who approves what waits, through the site's own pages, in a session of their own."""

import re
from html import unescape
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from bot.practice.catalogue import User
from bot.practice.menu import by_key
from bot.practice.paper import APPROVE, APPROVERS, PRINT
from bot.practice.webforms import PREFIX

_SECONDS = 60
_LINK = re.compile(r'href="(Default\.aspx[^"]*control=view[^"]*)"')
_DONE = "เรียบร้อยแล้ว"


class Person:
    """Prints and approves documents; nothing goes past the pages that any other user sees."""

    def __init__(self, url: str, user: User) -> None:
        """Sign in at this address."""
        self._url = url
        self._may_approve = user.role in APPROVERS
        self._browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        typed = {
            "_ctl0:txtUserName": user.username,
            "_ctl0:txtPassword": user.password,
            "_ctl0:btnLogin": "x",
        }
        self._post("/", self._get("/"), typed)

    def approve_what_waits(self) -> int:
        """Approve every document that waits, printing first what must be printed; gives how many."""
        approved = 0
        while self._may_approve and (links := self._waiting()):
            done = sum(self._approve(link) for link in links)
            approved += done
            if not done:
                break
        return approved

    def _waiting(self) -> list[str]:
        page = self._get(by_key("WAITING").url)
        return [unescape(link) for link in _LINK.findall(page)]

    def _approve(self, link: str) -> bool:
        page = self._get(link)
        if f"{PREFIX}{APPROVE.key}" not in page and f"{PREFIX}{PRINT.key}" in page:
            page = self._post(link, page, {f"{PREFIX}{PRINT.key}": "x"})
        if f'name="{PREFIX}{APPROVE.key}"' not in page:
            return False
        return _DONE in self._post(link, page, {f"{PREFIX}{APPROVE.key}": "x"})

    def _get(self, path: str) -> str:
        with self._browser.open(urljoin(f"{self._url}/", path), timeout=_SECONDS) as answer:
            text: bytes = answer.read()
        return text.decode()

    def _post(self, path: str, page: str, typed: dict[str, str]) -> str:
        body = urlencode({**_hidden(page), **typed}).encode()
        with self._browser.open(urljoin(f"{self._url}/", path), body, timeout=_SECONDS) as answer:
            text: bytes = answer.read()
        return text.decode()


def _hidden(page: str) -> dict[str, str]:
    """Give the fields that a page's form sends by itself."""
    reader = _Fields()
    reader.feed(page)
    return reader.fields


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        if tag == "input" and got.get("type") == "hidden":
            self.fields[got.get("name") or ""] = got.get("value") or ""

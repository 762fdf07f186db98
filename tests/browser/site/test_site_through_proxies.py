"""The single-shot channel through an office's proxy and under an office's own certificate authority."""

from __future__ import annotations

import hashlib
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import trustme
from commit_kinds import HEAD, Kind, Office, form, sending
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from little_proxy import LittleProxy, proxy
from little_server import LittleServer
from site_making import make_mappings, make_planned

from bot.errors import InDoubt, SiteUnusable
from bot.language import language_of
from bot.site.browser import BrowserOptions, find_browser
from bot.site.evidence import EvidenceFolder
from bot.site.options import SiteOptions
from bot.site.proxies import PASSWORD_VARIABLE
from bot.site.screens import PlaywrightSite

pytestmark = pytest.mark.browser

PAGES = {
    "form": HEAD + form(),
    "fetch": sending("fetch('/save', json('POST')).then(told, failed)"),
}


class Authority:
    """The office's certificate authority, a site certified by it, and a browser of a computer that trusts it."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        certified = authority.issue_cert("localhost")
        self.file = folder / "office-ca.pem"
        authority.cert_pem.write_to_path(str(self.file))
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certified.configure_cert(self.tls)
        key = x509.load_pem_x509_certificate(certified.cert_chain_pems[0].bytes()).public_key()
        shown = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        pin = b64encode(hashlib.sha256(shown).digest()).decode()
        self.browser = folder / "browser"
        real = find_browser(BrowserOptions()).path
        self.browser.write_text(
            f'#!/bin/sh\nexec "{real}" --ignore-certificate-errors-spki-list={pin} "$@"\n', encoding="utf-8"
        )
        self.browser.chmod(0o755)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def stage(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Any]]:
    """Give `stage(tls=…, user=…)`: a site and a proxy, and how to work there with a browser of our own."""
    monkeypatch.setenv("NODE_EXTRA_CA_CERTS", "")
    monkeypatch.setenv(PASSWORD_VARIABLE, "p w")
    with ExitStack() as stack:

        def make(page: str, *, tls: bool, user: str | None, **browser: Any) -> Stage:
            server = LittleServer(authority.tls if tls else None)
            stack.callback(server.close)
            office = Office(server, server, Kind(page=page))
            if tls:
                server.url = server.url.replace("127.0.0.1", "localhost")
            way = None
            if user is not None:
                way = stack.enter_context(proxy(user, "p w" if user else "", tunnels=tls))
            options = {"executable": str(authority.browser), **browser}
            if way:
                options.setdefault("proxy", f"http://{user}@{way.address}" if user else f"http://{way.address}")
            return Stage(office, way, BrowserOptions(**options), tmp_path)

        yield make


class Stage:
    """A site behind its proxy; `work` runs in a thread, because Playwright runs once per thread."""

    def __init__(
        self, office: Office, way: LittleProxy | None, browser: BrowserOptions, folder: Path
    ) -> None:
        self.office, self.way, self.browser, self.folder = office, way, browser, folder

    def work(self, do: Callable[[PlaywrightSite, Any], Any]) -> Any:
        screen = self.office.kind.screen()
        planned = make_planned(screen, payer="ก", amount=Decimal(5))
        options = SiteOptions(
            url=self.office.server.url, dialect="plain", method="none", page_timeout=8, browser=self.browser
        )

        def job() -> Any:
            evidence = EvidenceFolder(self.folder / "evidence", pictures="none")
            with (
                language_of("en"),
                PlaywrightSite(options, make_mappings(screen), lambda: "", evidence) as site,
            ):
                site.sign_in()
                return do(site, planned)

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(job).result()


WAYS = {
    "a proxy": {"tls": False, "user": ""},
    "a proxy with a password": {"tls": False, "user": "me"},
    "an authority of the office": {"tls": True, "user": None},
    "an authority and a proxy": {"tls": True, "user": ""},
    "an authority and a proxy with a password": {"tls": True, "user": "me"},
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("way", WAYS)
def test_commits_leave_once_through_proxies_and_authorities(stage, authority, page, way):
    """Stored once with its number; then once more with its answer lost: a doubt, and one document more."""
    here = stage(PAGES[page], **WAYS[way], ca_file=str(authority.file))

    def job(site: PlaywrightSite, planned: Any) -> None:
        receipt = site.commit(site.prepare(planned))
        assert (receipt.number, receipt.requests) == ("D-1", 1)
        assert [row.number for row in site.search(planned.entry)] == ["D-1"]
        here.office.lose = True
        prepared = site.prepare(planned)
        with pytest.raises(InDoubt, match="its answer was lost"):
            site.commit(prepared)
        assert [row.number for row in site.search(planned.entry)] == ["D-1", "D-2"]

    here.work(job)
    assert here.office.documents == [("ก", "5.00")] * 2
    if here.way:
        methods = [method for method, _ in here.way.passed]
        assert "CONNECT" in methods if WAYS[way]["tls"] else methods.count("POST") == 2
    if here.way and here.way.ticket:
        assert here.way.refused > 0


def test_an_authority_that_only_the_browser_knows_is_told_before_anything_is_typed(stage):
    """Every commit would be a doubt: the work does not begin, and the words name browser.ca_file."""
    here = stage(PAGES["form"], tls=True, user=None)
    with pytest.raises(SiteUnusable, match=r"browser\.ca_file"):
        here.work(lambda *_: None)
    assert here.office.documents == []


def test_a_proxy_that_does_not_let_us_in_is_told(stage, monkeypatch):
    """A wrong password: nothing is begun, and the words name the variable."""
    monkeypatch.setenv(PASSWORD_VARIABLE, "wrong")
    here = stage(PAGES["form"], tls=False, user="me")
    with pytest.raises(SiteUnusable, match=PASSWORD_VARIABLE):
        here.work(lambda *_: None)
    assert here.office.documents == []

"""A console that really serves, on a desk whose ledger has an entry in every status, and a real Chromium."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from plain_chromium import plain_chromium
from playwright.sync_api import Browser, Page

sys.path.append(str(Path(__file__).parents[2] / "unit" / "console"))

from fakes.plans import some_entries
from made_up_desk import PAGES, fill, keep_a_plan, let_one_wait, one_that_waits, open_desk

from bot.config_oversight import ApprovalConfig
from bot.console.app import make_app
from bot.console.desk import Desk
from bot.domain.model import Entry


@dataclass(frozen=True, kw_only=True)
class Served:
    """A console that serves."""

    desk: Desk
    entries: tuple[Entry, ...]
    url: str

    def enter(self, page: Page, path: str = "/") -> None:
        """Open a page with a session of its own."""
        page.goto(f"{self.url}/enter?token={self.desk.keys.token()}")
        page.goto(self.url + path)

    @property
    def pages(self) -> tuple[str, ...]:
        """Give the address of every page, and an entry in every status."""
        return (*PAGES, *(f"/entries/{entry.key}" for entry in self.entries))


@contextmanager
def serve(desk: Desk) -> Iterator[str]:
    """Let a console serve on a port of its own and give its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    config = uvicorn.Config(make_app(desk, port=port), log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with open_desk(tmp_path_factory.mktemp("office")) as desk:
        entries = fill(desk.store)
        with serve(desk) as url:
            yield Served(desk=desk, entries=entries, url=url)


@pytest.fixture(scope="module")
def in_need(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An office in which persons are asked for: a plan to approve, a document to sign, somebody to sign in."""
    approval = ApprovalConfig(required=True, preparer="สมศรี", approvers={"ปลัด สมชาย": "A" * 43 + "="})
    with open_desk(tmp_path_factory.mktemp("office"), approval=approval) as desk:
        entries = let_one_wait(fill(desk.store, (*some_entries(7), one_that_waits())), desk)
        keep_a_plan(desk)
        with serve(desk) as url:
            yield Served(desk=desk, entries=entries, url=url)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with plain_chromium() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": 1366, "height": 768})
    yield opened
    opened.close()

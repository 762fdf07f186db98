"""Hazards of the program that drives the browser, named by their number."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from commit_kinds import HEAD, Kind, Office, form
from playwright._impl._sync_base import SyncBase
from site_making import make_planned

import bot

pytestmark = pytest.mark.browser


def test_hazard_21_one_thread_alone_speaks_to_the_browser(site_of, server, monkeypatch):
    """While relay and watchdog live in threads of their own, every call of Playwright's comes from ours."""
    callers: set[int] = set()
    real = SyncBase._sync

    def known(self: Any, awaitable: Any) -> Any:
        callers.add(threading.get_ident())
        return real(self, awaitable)

    monkeypatch.setattr(SyncBase, "_sync", known)
    office = Office(server, server, Kind(page=HEAD + form()))
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(office.kind.screen(), payer="ก", amount=Decimal(5)))
        assert site.commit(prepared).number == "D-1"
        assert {"watchdog", "lifeline"} <= {one.name for one in threading.enumerate()}
    assert callers == {threading.get_ident()}


def test_hazard_21_playwright_is_used_in_its_plain_form_only():
    """No module asks for Playwright's asynchronous form, whose loop forbids the plain one beside it."""
    sources = {path: path.read_text("utf-8") for path in Path(bot.__file__).parent.rglob("*.py")}
    assert [path for path, text in sources.items() if "playwright.sync_api" in text]
    assert not [path for path, text in sources.items() if "async_api" in text or "async_playwright" in text]

"""Hazards of sessions, late pages, states and programs, one test each, named by their number."""

from __future__ import annotations

import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from commit_kinds import BOXES, HEAD, Kind, Office, form
from little_server import Answer
from site_making import make_planned, make_site

import bot
from bot.errors import BrowserMissing, PageTrouble, ScreenNotAsMapped
from bot.site.browser import BrowserOptions, launch

pytestmark = pytest.mark.browser


def _planned(office: Office) -> Any:
    return make_planned(office.kind.screen(), payer="ก", amount=Decimal(5))


def _office(server: Any, page: str, **kind: Any) -> Office:
    return Office(server, server, Kind(page=page, **kind))


def test_hazard_4_a_page_that_is_never_idle_is_no_hindrance(site_of, server):
    """A page that asks for news without end: the work goes on, and nobody waits for `networkidle`."""
    office = _office(server, HEAD + form() + "<script>setInterval(() => fetch('/news'), 300)</script>")
    server.pages["/news"] = lambda _: "none"
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        assert site.commit(site.prepare(_planned(office))).number == "D-1"
    sources = Path(bot.__file__).parent.joinpath("site").glob("*.py")
    code = [line for path in sources for line in path.read_text("utf-8").splitlines()]
    assert not [line for line in code if '"networkidle"' in line]


def test_hazard_6_a_form_whose_end_comes_late_is_posted_whole(site_of, server):
    """The boxes show before the last hidden field has arrived: nothing is posted without it."""
    late = "<script src=/slow.js></script><input type=hidden name=__EVENTVALIDATION value=ok>"
    office = _office(server, HEAD + form(inside=BOXES + "<button>Save</button>" + late))
    server.pages["/slow.js"] = lambda _: (time.sleep(0.6), Answer(kind="text/javascript"))[1]
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        site.commit(site.prepare(_planned(office)))
    assert [asked.fields.get("__EVENTVALIDATION") for asked in server.arrived] == ["ok"]


def test_hazard_7_a_state_that_the_server_no_longer_knows_is_tried_again_from_the_top(site_of, server):
    """Before the commit an error of the view state is trouble, not a rejection; a fresh page is another try."""
    page = HEAD + form(inside=BOXES + "<button>Save</button><button formaction=/step>Next</button>")
    answers = ["<h1>Validation of viewstate MAC failed</h1>", page, page]
    office = _office(
        server,
        page,
        parts={
            "form": [
                {"do": "enter", "fields": ["payer"]},
                {"do": "click", "at": {"text": "Next"}},
                {"do": "enter", "fields": ["amount"]},
            ],
            "safe_requests": [{"url": "step"}],
        },
        more={"/step": lambda _office, _asked: answers.pop(0)},
    )
    site_mapping = make_site(errors=[{"page": "viewstate MAC failed"}])
    with site_of(office.kind.screen(), site=site_mapping) as site:
        site.sign_in()
        with pytest.raises(PageTrouble):
            site.prepare(_planned(office))
        assert office.documents == []
        assert site.prepare(_planned(office)).typed["amount"] == "5.00"


def test_hazard_8_one_session_asks_for_one_page_at_a_time(site_of, server):
    """A server that locks its session is never asked by two tabs: search, form, commit and list in turn."""
    office, lock, most = _office(server, HEAD + form()), threading.Lock(), [0, 0]
    for path in ("/", "/form", "/save", "/list"):

        def counted(asked: Any, page: Any = server.pages[path]) -> Any:
            with lock:
                most[0] += 1
                most[1] = max(most)
            time.sleep(0.05)
            try:
                return page(asked)
            finally:
                with lock:
                    most[0] -= 1

        server.pages[path] = counted
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        planned = _planned(office)
        site.search(planned.entry)
        receipt = site.commit(site.prepare(planned))
        assert site.open_found(planned.entry, receipt.number).number == "D-1"
    assert most[1] == 1


def test_hazard_9_a_document_switched_under_the_form_is_noticed_right_before_the_commit(site_of, server):
    """Another tab or script changed what the page is about after it was filled: the commit is not clicked."""
    office = _office(server, HEAD + form())
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        prepared = site.prepare(_planned(office))
        site._form.tab.page.evaluate("document.querySelector('h1').innerText = 'Document 7'")
        site._form.tab.timeout = 1
        with pytest.raises(ScreenNotAsMapped, match="recognised_by"):
            site.commit(prepared)
    assert server.arrived == []


def test_hazard_18_a_browser_that_does_not_start_is_told_with_what_to_do(playwright, tmp_path):
    """A program that company rules stop: named, with the settings that choose another."""
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(BrowserMissing, match=r"browser\.executable or browser\.channel"):
        launch(playwright, BrowserOptions(executable=str(program)), None)


def test_hazard_23_evidence_is_small_and_no_trace_is_kept(site_of, server, tmp_path):
    """What is kept of an entry are pictures of some ten kilobytes each, nothing else."""
    office = _office(server, HEAD + form())
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        receipt = site.commit(site.prepare(_planned(office)))
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == len(receipt.evidence) == 2
    assert {path.suffix for path in kept} == {".jpg"}
    assert sum(path.stat().st_size for path in kept) < 200_000

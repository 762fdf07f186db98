"""The report for everybody: axe finds nothing in either language; signatures are for paper only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from unit.report import made_up_office as office

from bot.domain.chain import ChainHead
from bot.language import Language, language_of
from bot.report.approvals import Approved
from bot.report.page import write_report
from bot.report.proof import Proof

pytestmark = pytest.mark.browser

HEAD = ChainHead(seq=12, hash="ab" * 32)


def report(out: Path, how_many: int = 60) -> Path:
    """Write a report with everything in it: every status, accounts, approvals good and bad, the head."""
    about = office.made_up_about()
    screens = {name: one.model_copy(update={"account": one.amount}) for name, one in about.screens.items()}
    common: dict[str, Any] = {"preparer": "สมศรี", "at": "13 ส.ค. 2567", "plan": "ab" * 32, "key": "K=" * 22}
    approvals = [
        Approved(approver="สมชาย", genuine=True, of_this_plan=True, **common),
        Approved(approver="ใครก็ไม่รู้", genuine=False, of_this_plan=True, **common),
    ]
    standings = office.made_up_standings(office.made_up_entries(how_many))
    events = office.made_up_events(standings)
    about = replace(office.made_up_about(None, events), screens=screens)
    return write_report(out, standings, about=about, proof=Proof(approvals=approvals, head=HEAD))


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(tmp_path: Path, chromium: Browser, language: Language, scheme: Any) -> None:
    """Contrast, names, tables, headings, landmarks: no violation, everything open, in light and dark."""
    with language_of(language):
        path = report(tmp_path)
    size: Any = {"width": 1366, "height": 768}
    context = chromium.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = Axe().run(page)
    wrong = found.response["violations"]
    context.close()
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in wrong] == []


def test_the_signatures_are_for_paper_only(tmp_path: Path, chromium: Browser) -> None:
    """On the screen nobody is asked to sign; on paper the page has three lines and the chain's head."""
    page = chromium.new_page()
    page.goto(report(tmp_path).as_uri())
    assert not page.locator("#signatures").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#signatures").is_visible()
    assert page.locator("#signatures .line").count() == 3
    assert HEAD.code in page.locator("#signatures").inner_text()
    page.close()

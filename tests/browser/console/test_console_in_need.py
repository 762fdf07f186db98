"""Pages that ask something of a person, with all that they may ask: sound for everybody, on every screen."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from fakes.plans import make_plan
from page_pictures import keep
from playwright.sync_api import Page, expect

from bot.domain.handover import PERSON_NEEDED

pytestmark = pytest.mark.browser

LANGUAGES = ("th", "en")
SAID = {
    "/start": ("แผนนี้ต้องให้อีกคนอนุมัติก่อนเริ่ม", "Another person must approve this plan"),
    "/people": ("อนุมัติเอกสาร", "Approve the document"),
    "/workbook": ("พบข้อผิดพลาด 1 จุด", "1 errors"),
    "/preview": ("เวลาที่จะใช้", "How long it will take"),
    "/entries/nothing": ("ไม่พบสิ่งที่ขอ", "There is nothing here"),
}
"""What each page must show, so that axe really looks at it; the first of the two is Thai."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_of_persons_is_sound_for_everybody(in_need: Any, page: Page, language: str) -> None:
    """Approval, warnings, what to do on the site, problems, preview, a wrong address, a sign-in: no violation."""
    in_need.enter(page)
    if language == "en":
        page.get_by_role("button", name="English").click()
    waiting = f"/entries/{in_need.entries[-1].key}"
    found = {}
    for path, said in {**SAID, waiting: ("อนุมัติ", "approved")}.items():
        page.goto(in_need.url + path)
        expect(page.locator("main")).to_contain_text(said[LANGUAGES.index(language)])
        found[path] = wrong(page)
        if path == "/people" and language == "th":
            keep(page, "console-people")
    store = in_need.desk.store
    run = store.begin_run(make_plan(*in_need.entries), operator="สมศรี")
    try:
        store.note(PERSON_NEEDED, text="The session has ended", text_th="หมดเวลาการใช้งาน")
        page.goto(in_need.url)
        expect(page.locator("#state .message")).to_contain_text(("หมดเวลา", "has ended")[language == "en"])
        found["/"] = wrong(page)
    finally:
        store.end_run(run, "stopped")
    assert {path: told for path, told in found.items() if told} == {}


def wrong(page: Page) -> str:
    """Tell what axe objects to, and whether the page is wider than half of a 1366 pixel screen."""
    told = Axe().run(page)
    objections = told.generate_report() if told.violations_count else ""
    page.set_viewport_size({"width": 683, "height": 384})
    if page.evaluate("document.documentElement.scrollWidth") > 683:
        objections += "\nwider than the screen at 200 %"
    page.set_viewport_size({"width": 1366, "height": 768})
    return objections

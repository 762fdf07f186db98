"""The console's pages in a real browser: nothing that axe objects to, all by keyboard, on a small screen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from bot.domain.handover import AWAITING_COMMIT, PERSON_NEEDED

pytestmark = pytest.mark.browser

expect.set_options(timeout=60_000)  # a busy computer; nothing is judged by how soon it comes


@pytest.mark.parametrize("language", ["th", "en"])
def test_axe_finds_no_violation_on_any_page(served: Any, page: Page, language: str) -> None:
    """Every page, and an entry in every status, in both languages."""
    served.enter(page)
    if language == "en":
        page.get_by_role("button", name="English").click()
    axe, wrong = Axe(), {}
    for path in served.pages:
        page.goto(served.url + path)
        assert page.locator("html").get_attribute("lang") == language
        found = axe.run(page)
        if found.violations_count:
            wrong[path] = found.generate_report()
    assert wrong == {}


def test_nothing_breaks_the_policy_and_nothing_is_fetched_elsewhere(served: Any, page: Page) -> None:
    """The browser complains of nothing, and every request goes to the console itself."""
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    served.enter(page)
    for path in served.pages:
        page.goto(served.url + path)
    assert said == []
    assert {url for url in asked if not url.startswith(served.url + "/")} == set()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (683, 384)], ids=["1366x768", "200 %"])
def test_every_page_fits_a_small_screen(served: Any, page: Page, width: int, height: int) -> None:
    """Nothing but a table's own frame scrolls sideways; at 200 % a 1366 pixel screen has 683 left."""
    page.set_viewport_size({"width": width, "height": height})
    served.enter(page)
    for path in served.pages:
        page.goto(served.url + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path


def test_everything_can_be_reached_and_done_by_keyboard(served: Any, page: Page) -> None:
    """The skip link comes first, every control gets the focus and shows it, and Enter does what a click does."""
    served.enter(page, f"/entries/{served.entries[3].key}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.reload()
    controls = page.evaluate(
        "[...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,summary,[tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility()).length"
    )
    reached = 0
    page.evaluate("document.activeElement.blur()")
    for _ in range(controls + 2):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(() => { const e = document.activeElement; if (e === document.body) return null;"
            " window.met ||= new WeakSet(); const first = !met.has(e); met.add(e);"  # a mark on the page would be undone
            " return [first, getComputedStyle(e).outlineStyle]; })()"
        )
        if shown:
            reached += shown[0]
            assert shown[1] != "none"
    assert reached == controls
    page.goto(served.url + "/settings")
    page.get_by_label("ชื่อ").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("สมศรี")
    page.keyboard.press("Enter")
    expect(page.get_by_text("ผู้ใช้: สมศรี")).to_be_visible()


def test_a_page_follows_the_ledger_by_itself(served: Any, page: Page) -> None:
    """A person's sign-in is called for as soon as the run needs it; nobody has to reload."""
    served.enter(page)
    expect(page.locator("#state .sentence")).to_have_text("ทำครบเท่าที่ทำได้แล้ว")
    store = served.desk.store
    run = store.begin_run(store_plan(served), operator="สมศรี")
    try:
        store.note(PERSON_NEEDED, text="The session has ended: <b>20 min</b>", text_th="หมดเวลา: <b>20 นาที</b>")
        expect(page.locator("#state .sentence")).to_contain_text("รอให้คนเข้าสู่ระบบ")
        expect(page.locator("#state .message")).to_have_text(re.compile(r"ตั้งแต่ .*: หมดเวลา: <b>20 นาที</b>"))
        expect(page.locator("#step")).to_contain_text("เข้าสู่ระบบในหน้าต่างเบราว์เซอร์")
        expect(page.get_by_role("button", name="หยุดพัก")).to_be_visible()
        store.note("signed_in")
        expect(page.locator("#state .sentence")).to_have_text("บอตกำลังบันทึกเข้าระบบ")
        claim = store.claim(run)
        store.note(AWAITING_COMMIT, key=claim.planned.entry.key)
        page.get_by_role("button", name="บันทึกรายการนี้").click()
        expect(page.get_by_text("ส่งคำขอแล้ว")).to_be_visible()
        (asked,) = store.asked()
        assert (asked.wish, asked.key) == ("commit", claim.planned.entry.key)
        order = page.evaluate("[...document.querySelectorAll('main > *')].map(e => e.id || e.localName)")
        assert order.index("h1") < order.index("state") < order.index("steering") < order.index("needs")
    finally:
        store.end_run(run, "stopped")
    expect(page.locator("#state .sentence")).to_contain_text("หยุดตามคำสั่งของคน")


def test_what_happens_while_a_page_is_on_its_way_is_shown(served: Any, page: Page) -> None:
    """A run that ends after the page was drawn, before it listens, is seen to have ended all the same."""
    served.enter(page)
    store = served.desk.store
    run = store.begin_run(store_plan(served), operator="สมศรี")
    ended: list[int] = []

    def ends_meanwhile(route: Route) -> None:
        if not ended:
            ended.append(run)
            store.end_run(run, "stopped")
        route.continue_()

    page.route("**/live", ends_meanwhile)
    page.goto(served.url, wait_until="commit")
    expect(page.locator("#state .sentence")).to_contain_text("หยุดตามคำสั่งของคน")
    assert ended == [run]


def store_plan(served: Any) -> Any:
    from fakes.plans import make_plan

    return make_plan(*served.entries)

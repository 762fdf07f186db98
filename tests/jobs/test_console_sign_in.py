"""A sign-in that a person gives in the bot's own window, lost and given again, seen at the console."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from at_the_console import bring, console, go, page_of_a_person, start
from at_the_window import Window
from office import Office
from page_pictures import keep
from playwright.sync_api import Page, expect

pytestmark = [
    pytest.mark.job,
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform == "win32", reason="the browser is wrapped by a shell script"),
]

ENTRIES = 4
WAITS = "รอให้คนเข้าสู่ระบบในหน้าต่างเบราว์เซอร์ที่บอตเปิดไว้"


@pytest.fixture
def page() -> Iterator[Page]:
    with page_of_a_person() as opened:
        yield opened


def test_a_lost_sign_in_is_given_again_and_the_run_goes_on(
    office: Office, page: Page, tmp_path: Path
) -> None:
    """Twice the console says that somebody is needed, since when and why; twice the run goes on by itself."""
    window = Window(office=office, folder=tmp_path)
    office.write_config(language="th", **window.settings())
    workbook = tmp_path / "สมุดงาน.xlsx"
    office.call("sample", str(workbook), "--entries", str(ENTRIES), "--seed", "7")
    with console(office) as address:
        page.goto(address)
        bring(page, workbook, ENTRIES)
        office.fault("session_ended_at_save", after=1)
        start(page)
        called_for(page, "ยังไม่มีผู้เข้าสู่ระบบ")
        window.sign_in(page)
        expect(page.locator("#state")).not_to_contain_text(WAITS)
        called_for(page, "หมดเวลาการใช้งาน")
        keep(page, "console-sign-in")
        assert len(office.documents()) == 1
        window.sign_in(page)
        expect(page.locator("#state")).to_contain_text("ทำครบเท่าที่ทำได้แล้ว")
        expect(page.get_by_text(f"เสร็จ {ENTRIES} จาก {ENTRIES} รายการ")).to_be_visible()
        go(page, "เหตุการณ์")
        expect(page.get_by_role("cell", name="ต้องให้คนเข้าสู่ระบบ")).to_have_count(2)
    assert len(office.documents()) == ENTRIES
    told = office.json("--workbook", str(workbook), "status", "--json", expect=None)
    assert told["counts"]["POSTED"] == ENTRIES


def called_for(page: Page, why: str) -> None:
    """The first page says that a person must sign in, since when, and why."""
    state = page.locator("#state")
    expect(state).to_contain_text(WAITS)
    expect(state).to_contain_text(why)
    expect(state).to_contain_text(re.compile(r"ตั้งแต่ .*\d\d:\d\d"))
    expect(page.locator("#step")).to_contain_text("เข้าสู่ระบบในหน้าต่างเบราว์เซอร์")

"""A person at the console of an office: the console in its own process, and what the tests do there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from office import Office, command
from plain_chromium import plain_chromium
from playwright.sync_api import Browser, Page, expect

PATIENCE = 300_000
"""Milliseconds until a state that must come is given up; nothing is judged by how soon it comes."""


@contextmanager
def console(office: Office) -> Iterator[str]:
    """Open a console in its own process and give the address that it prints."""
    with subprocess.Popen(
        command("-c", str(office.config), "console", "--no-browser"),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=office.environment,
    ) as running:
        assert running.stdout is not None
        found = re.search(r"http://\S+", running.stdout.readline())
        assert found
        try:
            yield found[0]
        finally:
            running.terminate()


@contextmanager
def page_of_a_person() -> Iterator[Page]:
    """Open a browser of an ordinary screen."""
    with plain_chromium() as browser:
        yield page_in(browser)


def page_in(browser: Browser) -> Page:
    """Open a page of an ordinary screen that waits as long as it takes."""
    opened = browser.new_page(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    opened.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return opened


def go(page: Page, name: str) -> None:
    """Go to one of the pages that the navigation names."""
    page.get_by_role("navigation", name="หน้าหลัก").get_by_role("link", name=name).click()


def bring(page: Page, workbook: Path, entries: int) -> None:
    """Choose a workbook and have it checked and planned."""
    go(page, "1 สมุดงาน")
    page.get_by_label("แฟ้ม Excel ที่เตรียมไว้").set_input_files(workbook)
    page.get_by_role("button", name="ใช้แฟ้มนี้และตรวจ").click()
    expect(page.get_by_role("heading", name=f"ตรวจผ่าน: อ่านได้ {entries} รายการ")).to_be_visible()
    expect(page.get_by_role("heading", name="ยอดควบคุม")).to_be_visible()


def start(page: Page) -> None:
    """Acknowledge the warnings, where there are any, and start the run."""
    go(page, "3 อนุมัติและเริ่ม")
    page.get_by_role("button", name="เริ่มบันทึกเข้าระบบ").wait_for()
    box = page.get_by_role("checkbox", name="รับทราบคำเตือน")
    if box.count():
        box.check()
    page.get_by_role("button", name="เริ่มบันทึกเข้าระบบ").click()

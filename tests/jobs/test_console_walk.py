"""An accountant at the console, from the workbook to the report; the practice back door judges."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from at_the_console import bring, console, go, page_of_a_person
from at_the_window import Window
from office import Office
from page_pictures import keep
from playwright.sync_api import Page, expect
from stored import stored, wanted

pytestmark = [
    pytest.mark.job,
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform == "win32", reason="the browser is wrapped by a shell script"),
]

REASON = "ประเภทรายรับนี้ยังไม่เปิดใช้"


@pytest.fixture
def page() -> Iterator[Page]:
    with page_of_a_person() as opened:
        yield opened


def test_from_the_workbook_to_the_report(office: Office, page: Page, tmp_path: Path) -> None:
    """Thai throughout: problems, preview, start, pause, a sign-in lost, a correction, a doubt, the proof."""
    good = tmp_path / "สมุดงาน มกราคม.xlsx"
    office.call("sample", str(good), "--entries", "8", "--seed", "31")
    keyed_by_a_colleague(office, good)
    window = Window(office=office, folder=tmp_path)
    office.write_config(language="th", evidence="{dir: evidence, screenshots: all}", **window.settings())
    with console(office) as address:
        page.goto(address)
        choose_the_workbook(page, good, tmp_path)
        preview(page, window)
        office.fault("refuse", value=REASON, after=1)
        office.fault("session_ended_at_save", after=3)
        start_pause_and_go_on(page, window)
        correct_what_is_parked(page)
        decide_the_doubt(page)
        verify_and_report(page, window, good, tmp_path)
        expect(page.get_by_text("ขั้นต่อไป:")).to_be_visible()
    meant = wanted(good)
    kept = office.documents()
    assert len(kept) == 8
    assert sum(document["fields"].get("คำอธิบาย", "").startswith("แก้แล้ว") for document in kept) <= 1
    told = office.json("--workbook", str(good), "status", "--json", "--entries", expect=None)
    assert {name: count for name, count in told["counts"].items() if count} == {"VERIFIED": 8}
    assert {entry["number"] for entry in told["entries"]} == {document["number"] for document in kept}
    assert len(stored(kept, meant)) == 8


def keyed_by_a_colleague(office: Office, workbook: Path) -> None:
    """Have the first document of the workbook on the site before this office's ledger knows of it."""
    office.write_config(language="th", ledger="of-the-colleague.sqlite3")
    office.call("--workbook", str(workbook), "run", "--limit", "1", expect=None)
    assert len(office.documents()) == 1


def choose_the_workbook(page: Page, good: Path, folder: Path) -> None:
    """A workbook with a mistake is told by cell and given back marked; the mended one gives its totals."""
    bad = folder / "ผิด.xlsx"
    book = openpyxl.load_workbook(good)
    sheet = book["ภาษีจัดสรร"]
    column = next(
        cell.column for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == "จำนวนเงิน"
    )
    cell = next(
        sheet.cell(row, column)
        for row in range(2, sheet.max_row + 1)
        if isinstance(sheet.cell(row, column).value, int | float)
    )
    cell.value = "หนึ่งพันบาท"
    book.save(bad)
    go(page, "1 สมุดงาน")
    page.get_by_label("แฟ้ม Excel ที่เตรียมไว้").set_input_files(bad)
    page.get_by_role("button", name="ใช้แฟ้มนี้และตรวจ").click()
    expect(page.get_by_text("ยังเริ่มบันทึกไม่ได้")).to_be_visible()
    expect(page.get_by_text(f"ภาษีจัดสรร!{cell.coordinate}").first).to_be_visible()
    keep(page, "console-problems")
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดสำเนาที่ทำเครื่องหมายทุกจุด").click()
    download.value.save_as(folder / "marked.xlsx")
    openpyxl.load_workbook(folder / "marked.xlsx")
    bring(page, good, 8)
    keep(page, "console-workbook")


def preview(page: Page, window: Window) -> None:
    """The real screens are filled, beside their rows, and the time is reckoned."""
    page.get_by_role("link", name="ยอดถูกต้อง ไปซ้อมกรอก").click()
    page.get_by_role("button", name="เริ่มซ้อม").click()
    window.sign_in(page)
    expect(page.get_by_role("heading", name="เวลาที่จะใช้")).to_be_visible()
    shown = page.locator("#shots img").first
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    keep(page, "console-preview")


def start_pause_and_go_on(page: Page, window: Window) -> None:
    """Started, paused, gone on with, signed in anew; then the run waits because of the refused entry."""
    page.get_by_role("link", name="หน้าจอถูกต้อง ไปหน้าเริ่มงาน").click()
    acknowledge = page.get_by_role("checkbox", name="รับทราบคำเตือน")
    if acknowledge.count():
        acknowledge.check()
    page.get_by_role("radio", name="ถามเฉพาะเมื่อมีปัญหา").check()
    keep(page, "console-start")
    page.get_by_role("button", name="เริ่มบันทึกเข้าระบบ").click()
    window.sign_in(page)
    page.get_by_role("button", name="หยุดพัก").click()
    expect(page.get_by_text("หยุดพักตามคำขอ").first).to_be_visible()
    keep(page, "console-paused")
    page.get_by_role("button", name="ทำต่อ").click()
    expect(page.locator("#state")).to_contain_text("รอให้คนเข้าสู่ระบบในหน้าต่างเบราว์เซอร์ที่บอตเปิดไว้")
    expect(page.locator("#state")).to_contain_text("หมดเวลาการใช้งาน")
    window.sign_in(page)
    expect(page.get_by_text("เหลือรายการที่พักไว้")).to_be_visible()
    keep(page, "console-watch")


def correct_what_is_parked(page: Page) -> None:
    """The refused entry gets another text by one person and the approval of another, and is entered."""
    page.get_by_role("link", name="ไปตัดสิน").click()
    expect(page.get_by_text(REASON).first).to_be_visible()
    keep(page, "console-decide")
    page.get_by_role("link", name="แก้ไข ข้าม หรือปล่อยไว้").click()
    entry = page.url.partition("?")[0]
    field = page.locator('input[name^="field:"]').filter(has_not=page.locator("[disabled]")).last
    field.fill("แก้แล้ว 1")
    page.get_by_label("เหตุผลที่แก้").fill("พิมพ์ผิด")
    keep(page, "console-correct")
    page.get_by_role("button", name="แก้ไขและให้บอตบันทึกใหม่").click()
    expect(page.get_by_text("รอให้อีกคนอนุมัติ")).to_be_visible()
    page.get_by_role("link", name=re.compile("ผู้ใช้:")).click()
    page.get_by_label("ชื่อ").fill("ปลัด ทดสอบ")
    page.get_by_role("button", name="เก็บชื่อ").click()
    keep(page, "console-settings")
    page.goto(entry)
    page.get_by_role("button", name="อนุมัติการแก้ไขในชื่อ ปลัด ทดสอบ").click()
    expect(page.locator("#stands .tag")).to_have_text("บันทึกแล้ว")
    keep(page, "console-entry")


def decide_the_doubt(page: Page) -> None:
    """The document that a colleague keyed is the entry's: the person says so, with a reason."""
    go(page, "4 ติดตาม")
    expect(page.get_by_text("ทำครบเท่าที่ทำได้แล้ว")).to_be_visible()
    go(page, "5 ต้องตัดสิน")
    page.get_by_role("link", name="ดูและตัดสิน").click()
    keep(page, "console-doubt")
    page.get_by_role("radio", name="มีแล้ว คือเลขที่").first.check()
    page.get_by_label("เหตุผล / วิธีที่ตรวจ").fill("เพื่อนร่วมงานคีย์ไว้ก่อน ตรวจกับต้นฉบับแล้ว")
    page.get_by_role("button", name="บันทึกการตัดสิน").click()
    expect(page.locator("#stands .tag")).to_have_text("บันทึกแล้ว")


def verify_and_report(page: Page, window: Window, good: Path, folder: Path) -> None:
    """Everything reads back equal, and the report is in the accountant's hands."""
    go(page, "6 ตรวจและรายงาน")
    page.get_by_role("button", name="ตรวจเอกสารที่บันทึกแล้ว").click()
    window.sign_in(page)
    expect(page.get_by_text("ตรวจแล้วถูกต้อง 8")).to_be_visible()
    expect(page.get_by_role("button", name="ตรวจเอกสารที่บันทึกแล้ว")).to_be_enabled()
    page.get_by_role("button", name="ทำรายงาน").click()
    result = page.get_by_role("link", name=re.compile("-result.xlsx"))
    expect(result).to_be_visible()
    keep(page, "console-report")
    with page.expect_download() as download:
        result.click()
    kept = folder / "result.xlsx"
    download.value.save_as(kept)
    assert "ตรวจแล้วถูกต้อง" in str(
        [
            cell
            for sheet in openpyxl.load_workbook(kept)
            for row in sheet.iter_rows(values_only=True)
            for cell in row
        ]
    )
    for name, place in (
        ("ทุกรายการ", "console-entries"),
        ("เหตุการณ์", "console-events"),
    ):
        go(page, name)
        keep(page, place)

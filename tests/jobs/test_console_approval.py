"""The second pair of eyes at the console: a real key, a real signature, and nothing starts without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from at_the_console import bring, console, go, page_of_a_person, start
from axe_playwright_python.sync_playwright import Axe
from office import Office
from page_pictures import keep
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.job, pytest.mark.browser]

APPROVER, PASSPHRASE = "ปลัด สมชาย", "สามคำสั้น ๆ ต่อกัน"
NEEDED = "แผนนี้ต้องให้อีกคนอนุมัติก่อนเริ่ม"
START = "เริ่มบันทึกเข้าระบบ"
ENTRIES = 4


@pytest.fixture
def page() -> Iterator[Page]:
    with page_of_a_person() as opened:
        yield opened


def test_nothing_starts_before_another_person_signed(
    office: Office, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No button and no trick starts it; the approver's key does; one changed cell takes it back."""
    key = the_approvers_key(office, tmp_path, monkeypatch)
    good, changed = tmp_path / "สมุดงาน.xlsx", tmp_path / "แก้หนึ่งช่อง.xlsx"
    office.call("sample", str(good), "--entries", str(ENTRIES), "--seed", "7")
    change_one_cell(good, changed)
    with console(office) as address:
        page.goto(address)
        bring(page, good, ENTRIES)
        refused_without_a_signature(page)
        go(page, "4 ติดตาม")
        expect(page.get_by_text("ยังไม่เคยเริ่มบันทึก")).to_be_visible()
        go(page, "3 อนุมัติและเริ่ม")
        signed_only_by_who_can_open_the_key(page, key)
        start(page)
        expect(page.get_by_text("ทำครบเท่าที่ทำได้แล้ว")).to_be_visible()
        expect(page.get_by_text(f"เสร็จ {ENTRIES} จาก {ENTRIES} รายการ")).to_be_visible()
        bring(page, changed, ENTRIES)
        refused_without_a_signature(page)
        go(page, "4 ติดตาม")
        expect(page.locator("#state")).to_contain_text("1 · ")
    assert len(office.documents()) == ENTRIES
    told = office.json("--workbook", str(good), "status", "--json", expect=None)["approval"]
    (approval,) = told["approvals"]
    assert (approval["approver"], approval["genuine"], approval["of_this_plan"]) == (APPROVER, True, True)
    assert PASSPHRASE.encode() not in b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    )
    office.call("audit", "verify")


def the_approvers_key(office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the approver make a key; the config has its public half and asks for an approval."""
    key = folder / "แฟลชไดรฟ์" / "กุญแจ.pem"
    with monkeypatch.context() as their_own:
        their_own.setenv("ELAAS_BOT_PASSPHRASE", PASSPHRASE)
        line = office.call("approve", "keygen", "--as", APPROVER, "--out", str(key)).stdout.strip()
    office.write_config(language="th", approval=f"{{required: true, preparer: สมศรี, approvers: {{{line}}}}}")
    return key


def change_one_cell(workbook: Path, changed: Path) -> None:
    """Write the same workbook with one text that says something else."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["รายได้อื่น"]
    details = next(cell for cell in sheet[1] if cell.value == "รายละเอียด")
    sheet.cell(2, details.column).value += " แก้"
    book.save(changed)


def refused_without_a_signature(page: Page) -> None:
    """The page has no button to start; a form that is sent all the same is refused."""
    go(page, "3 อนุมัติและเริ่ม")
    expect(page.get_by_text(NEEDED)).to_be_visible()
    assert page.get_by_role("button", name=START).count() == 0
    answer = page.evaluate(
        "async () => { const mark = document.querySelector('form[action=\"/start\"] [name=mark]').value;"
        " const sent = await fetch('/start', {method: 'POST', body: new URLSearchParams({mark}),"
        " redirect: 'manual'}); return [sent.status, await sent.text()]; }"
    )
    assert answer[0] == 409
    assert "แผนนี้ยังไม่มีผู้อนุมัติ" in answer[1]


def signed_only_by_who_can_open_the_key(page: Page, key: Path) -> None:
    """A wrong passphrase signs nothing; the right one does, as the page says."""
    keep(page, "console-approve")
    fill_the_form(page, key, PASSPHRASE + "?")
    expect(page.get_by_role("alert")).to_contain_text("เปิดไฟล์กุญแจไม่ได้")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    fill_the_form(page, key, PASSPHRASE)
    expect(page.get_by_text("แผนนี้อนุมัติแล้ว")).to_be_visible()
    expect(page.get_by_text(f"{APPROVER} ·")).to_contain_text("ลายเซ็นถูกต้อง")
    expect(page.get_by_role("button", name=START)).to_be_visible()
    keep(page, "console-approved")


def fill_the_form(page: Page, key: Path, passphrase: str) -> None:
    """Fill the form of the approval as the approver does, with a path as a file manager copies it."""
    go(page, "3 อนุมัติและเริ่ม")
    page.get_by_role("combobox").select_option(APPROVER)
    page.get_by_label("ไฟล์กุญแจของผู้อนุมัติ").fill(f'"{key}"')
    page.get_by_label("รหัสผ่านของกุญแจ").fill(passphrase)
    page.get_by_role("button", name="อนุมัติยอดควบคุมและคำเตือนของหน้านี้").click()

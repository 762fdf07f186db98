"""Every page answers in both languages, says what the ledger knows, and shows the way on."""

from __future__ import annotations

import pytest
from fakes.plans import make_plan
from made_up_desk import PAGES, Reader

from bot.console.desk import Desk
from bot.domain.handover import MONTH_HELD
from bot.domain.lifecycle import Status
from bot.domain.model import Entry
from bot.report.words import STATUS


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_both_languages(reader: Reader, path: str) -> None:
    """Thai is the default; the switch changes the whole page and stays."""
    thai = reader.page(path)
    assert '<html lang="th">' in thai
    switched = reader.post("/language", {"language": "en", "back": path})
    assert (switched.status_code, switched.headers["location"]) == (303, path)
    english = reader.page(path)
    assert '<html lang="en">' in english
    assert "Next:" in english
    assert "ขั้นต่อไป" not in english


def test_the_overview_says_state_counts_and_sums(reader: Reader, entries: tuple[Entry, ...]) -> None:
    """The sentence, every status with its number, and the sum exact to the satang."""
    said = reader.words("/")
    assert "ทำครบเท่าที่ทำได้แล้ว" in said
    assert f"{sum(entry.amount for entry in entries):,.2f}" in said
    for status in (Status.VERIFIED, Status.POSTED, Status.MISMATCHED, Status.IN_DOUBT, Status.REJECTED):
        assert STATUS[status].th in said


def test_the_list_is_filtered_and_paged(reader: Reader, entries: tuple[Entry, ...]) -> None:
    """By status, by text within the row, and page by page."""
    said = reader.words("/entries?status=REJECTED")
    assert "พบ 1 รายการ" in said
    assert "งบประมาณไม่พอ" in said
    assert "พบ 1 รายการ" in reader.words("/entries?text=ฎ.3")
    assert "พบ 8 รายการ" in reader.words("/entries?page=7")
    assert reader.get("/entries?page=x&day=nonsense&status=NONE").status_code == 200


def test_an_entrys_page_has_row_receipt_readback_attempts_and_events(
    reader: Reader, entries: tuple[Entry, ...]
) -> None:
    """Everything that the ledger knows of one entry stands on its page; a short key leads there."""
    short = reader.get(f"/entries/{entries[2].key[:10]}")
    assert short.headers["location"] == f"/entries/{entries[2].key}"
    said = reader.words(f"/entries/{entries[2].key}")
    for part in ("ฎ.3", "ฎ-2", "ไม่ตรง", "แจ้งว่าจะกดบันทึก", "เทียบกับที่อ่านกลับ"):
        assert part in said
    assert reader.get("/entries/" + "0" * 64).status_code == 404
    assert reader.get("/entries/a").status_code == 404


def test_people_get_a_list_with_numbers(reader: Reader) -> None:
    """A mismatched document is told with its number on the site, a doubt without one."""
    said = reader.words("/people")
    assert "เอกสารในระบบไม่ตรงกับสมุดงาน (1)" in said
    assert "ฎ-2" in said


def test_a_page_that_is_not_there_is_told_plainly(reader: Reader) -> None:
    """A wrong address within ours is a page in the reader's language, not a stack of code."""
    assert reader.get("/evidence/none/x.jpg").status_code == 404
    assert "ไม่พบสิ่งที่ขอ" in reader.get("/evidence/none/x.jpg").text


def test_a_month_that_is_not_begun_is_told(reader: Reader, desk: Desk, entries: tuple[Entry, ...]) -> None:
    """A run that ended before a month says why on the first page, in the reader's language."""
    run = desk.store.begin_run(make_plan(*entries), operator="ทดสอบ")
    desk.store.note(MONTH_HELD, text="February is not begun.", text_th="ยังไม่เริ่มเดือน 2/2567")
    desk.store.end_run(run, "done")
    assert "ยังไม่เริ่มเดือน 2/2567" in reader.words("/")

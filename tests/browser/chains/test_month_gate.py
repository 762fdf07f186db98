"""Two months in a real browser: what is wrong in the first keeps the second from being begun."""

from __future__ import annotations

from typing import Any

import pytest
from chain_office import ChainOffice
from test_receipts_to_the_bank import CASH, receipt

from bot.jobs import working

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chains of the month gate")]

JANUARY, FEBRUARY = "18/01/2567", "01/02/2567"
DAY = "วันที่รับเงิน"
THEIRS = {
    "screen": "REC_DEPOSIT",
    "user": "revenue",
    "fields": {
        "เลขที่ใบเสร็จ": "RCPT-00900/67", DAY: JANUARY, "ผู้ชำระเงิน": "นายชูชาติ ตัวอย่าง",
        "ประเภทเงินรับฝาก": "เงินรับฝากอื่น ๆ", "จำนวนเงิน": "70.00", "ประเภทการรับเงิน": "เงินสด", "บัญชีธนาคาร": "",
    },
}  # fmt: skip


@pytest.fixture
def ready(office: ChainOffice) -> ChainOffice:
    """An office whose gate is on, with a receipt of January and one of February."""
    pacing = office.settings.pacing.model_copy(update={"month_gate": True})
    office.settings = office.settings.model_copy(update={"pacing": pacing})
    office.workbook(
        REC_TAX_ALLOT=[
            receipt(1, date=JANUARY, type="ภาษีสุรา", amount="100.25", **CASH),
            receipt(2, date=FEBRUARY, type="ภาษีสุรา", amount="30", **CASH),
        ]
    )
    return office


def days(office: ChainOffice) -> list[str]:
    """Give the days of what the bot really stored."""
    return [str(one["fields"][DAY]) for one in office.stored("REC_TAX_ALLOT")]


def run(office: ChainOffice, code: str = "") -> int:
    """Enter what may be entered; `code` takes what is open of the former month as read."""
    return working.run(office.settings, acknowledge=code, by="ผู้อำนวยการกองคลัง")


def out_of(capsys: pytest.CaptureFixture[str]) -> str:
    """Give everything that was printed, on one line."""
    told: Any = capsys.readouterr()
    return " ".join((told.out + told.err).split())


def test_an_altered_first_month_keeps_the_second_out(
    ready: ChainOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    """The site stored another amount: exit 1, and not one document of February is on the site."""
    ready.door("faults", "POST", [{"kind": "alter", "screen": "REC_TAX_ALLOT"}])
    assert run(ready) == 1
    assert days(ready) == [JANUARY]
    assert ready.statuses() == {"RCPT-00001/67": "MISMATCHED", "RCPT-00002/67": "PENDING"}
    told = out_of(capsys)
    assert "February 2024 is not begun" in told
    assert "by the workbook" in told
    # Nobody mended it: the next run stops at the same place.
    assert run(ready) == 1
    assert days(ready) == [JANUARY]


def test_a_document_of_others_is_seen_by_the_books(
    ready: ChainOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every entry reads back, yet the month's books hold more: `verify` and the gate name day and account."""
    ready.door("documents", "POST", [THEIRS])
    assert run(ready) == 1
    assert days(ready) == [JANUARY]
    assert ready.statuses() == {"RCPT-00001/67": "VERIFIED", "RCPT-00002/67": "PENDING"}
    told = out_of(capsys)
    assert "Cash book of receipts of 18/1/2567, account 010" in told
    assert "the site shows 170.25 (off by 70.00" in told
    assert ready.verify() == 1
    assert "off by 70.00" in out_of(capsys)
    code = told.partition("--acknowledge ")[2].split()[0]
    assert run(ready, code) == 0
    assert days(ready) == [JANUARY, FEBRUARY]
    capsys.readouterr()
    assert ready.verify() == 0
    assert "Daily reports and trial balance agree with the documents (2 day(s))" in out_of(capsys)

"""What stood on the site on 15 January is read in a real browser and compared with the workbook's sheet."""

import json

import pytest
from chain_office import ChainOffice

from bot.jobs import books, reconciling
from bot.practice.catalogue import load

pytestmark = pytest.mark.browser

EARLIER = [
    {
        "screen": "ACC_GENERAL_JOURNAL",
        "fields": {"เลขที่": "JV-0018/67", "วันที่": "30/11/2566", "คำอธิบาย": "ยอดยกมา", "รวมเดบิต": "5000.25"},
        "lines": [
            {"รหัสบัญชี": "010", "ชื่อบัญชี": "เงินสด", "เดบิต": "5000.25", "เครดิต": ""},
            {"รหัสบัญชี": "900", "ชื่อบัญชี": "เงินรับฝากอื่น ๆ", "เดบิต": "", "เครดิต": "5000.25"},
        ],
    },
    {
        "screen": "REC_DEPOSIT",
        "fields": {
            "เลขที่ใบเสร็จ": "RCPT-00386/67", "วันที่รับเงิน": "15/01/2567", "ผู้ชำระเงิน": "นายชูชาติ ตัวอย่าง",
            "ประเภทเงินรับฝาก": "เงินรับฝากอื่น ๆ", "จำนวนเงิน": "500.00", "ประเภทการรับเงิน": "เงินสด", "บัญชีธนาคาร": "",
        },
    },
    {
        "screen": "LOAN_RESERVE",
        "fields": {
            "เลขที่สัญญายืม": "บยส-0001/67", "วันที่สัญญายืม": "10/01/2567", "ผู้ยืม": "นายธีรพงษ์",
            "ครบกำหนดวันที่": "10/02/2567", "จำนวนเงิน": "30000.00",
        },
        "status": "อนุมัติ",
    },
    {  # a colleague's, after the day: none of what is compared but the budget, which it does not touch
        "screen": "REC_DEPOSIT",
        "fields": {
            "เลขที่ใบเสร็จ": "RCPT-00387/67", "วันที่รับเงิน": "16/01/2567", "ผู้ชำระเงิน": "นายชูชาติ ตัวอย่าง",
            "ประเภทเงินรับฝาก": "เงินรับฝากอื่น ๆ", "จำนวนเงิน": "70.00", "ประเภทการรับเงิน": "เงินสด", "บัญชีธนาคาร": "",
        },
    },
]  # fmt: skip
JOURNAL = [
    {
        "old_number": "JV-0100/67", "date": "17/01/2567", "description": "ปรับปรุง", "account": code,
        "account_name": name, side: "10",
    }
    for code, name, side in (("900", "เงินรับฝาก", "debit"), ("010", "เงินสด", "credit"))
]  # fmt: skip
TRIAL, BUDGET = "งบทดลอง", "ทะเบียนรายจ่ายตามงบประมาณ"


def right_sheet() -> list[tuple[str, ...]]:
    """Give what a clerk would have written down on 15 January."""
    return [
        (TRIAL, "010", "เดบิต", "5500.25", ""),
        (TRIAL, "900", "เครดิต", "5500.25", ""),
        ("เลขที่ใบเสร็จ", "", "", "", "RCPT-00386/67"),
        ("ทะเบียนสัญญาการยืมเงินสะสม", "บยส-0001/67", "", "30000", ""),
        *(
            (BUDGET, " / ".join(levels), "", str(line.amount), "")
            for line, levels in load().budget_captions()
        ),
    ]


@pytest.fixture
def ready(office: ChainOffice) -> ChainOffice:
    """An office with a past, and one journal voucher to enter."""
    office.door("documents", "POST", EARLIER)
    office.opening = right_sheet()
    office.workbook(ACC_GENERAL_JOURNAL=JOURNAL)
    return office


def test_equal_figures_let_the_run_begin(ready: ChainOffice, capsys: pytest.CaptureFixture[str]) -> None:
    """`run` compares, then enters; later it does not ask."""
    assert ready.run() == 0
    told = capsys.readouterr()
    assert "The opening figures were compared" in told.out + told.err
    assert len(ready.stored("ACC_GENERAL_JOURNAL")) == 2
    # The colleague's receipt of the 16th is in the site's books and in none of the workbook's rows.
    capsys.readouterr()
    assert reconciling.reconcile(ready.settings, as_json=True) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["months"] == {"2024-01-31": 2}
    assert ["off by 70.00" in one["message"] for one in found["differences"]] == [True, True]
    assert all("others' documents" in one["message"] for one in found["differences"])
    # Now the site is another one than on that day, and the workbook has one journal voucher more.
    assert ready.statuses() == {"JV-0100/67": "POSTED"}
    more = [{**line, "old_number": "JV-0101/67"} for line in JOURNAL]
    ready.opening[0] = (TRIAL, "010", "เดบิต", "1", "")
    ready.workbook(ACC_GENERAL_JOURNAL=[*JOURNAL, *more])
    assert ready.run() == 0
    assert len(ready.stored("ACC_GENERAL_JOURNAL")) == 3


def test_a_difference_stops_the_run(ready: ChainOffice, capsys: pytest.CaptureFixture[str]) -> None:
    """Every kind of difference is told with its cell and page, exit 2, and nothing is entered."""
    right = list(ready.opening)
    ready.opening = [
        (TRIAL, "010", "เดบิต", "5500.52", ""),
        ("เลขที่ใบเสร็จ", "", "", "", "RCPT-00385/67"),
        ("ทะเบียนสัญญาการยืมเงิน", "บย-0012/67", "", "100", ""),
        *right[3:-1],
    ]
    ready.workbook(ACC_GENERAL_JOURNAL=JOURNAL)
    before = len(ready.door("documents"))
    assert books.opening(ready.settings, as_json=True) == 2
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["day"]) == (False, "2024-01-15")
    line, levels = load().budget_captions()[-1]
    found = {one["cell"]: one["message"] for one in told["differences"] if one["cell"] != "ยอดยกมา!A1"}
    only_there = [one["message"] for one in told["differences"] if one["cell"] == "ยอดยกมา!A1"]
    assert list(found) == ["ยอดยกมา!D2", "ยอดยกมา!E3", "ยอดยกมา!D4"]
    assert "has 5,500.52, the site shows 5,500.25" in found["ยอดยกมา!D2"]
    assert "screenname=REP_TRIAL_BALANCE" in found["ยอดยกมา!D2"]
    assert "has RCPT-00385/67, the site shows RCPT-00386/67" in found["ยอดยกมา!E3"]
    assert "has 100.00, the site shows nothing" in found["ยอดยกมา!D4"]
    assert any("900 เครดิต: the workbook has nothing, the site shows 5,500.25" in text for text in only_there)
    assert any(levels[-1] in text and f"{line.amount:,.2f}" in text for text in only_there)
    assert len(only_there) == 2
    assert ready.run() == 2
    assert "5,500.52" in capsys.readouterr().err.replace("\n", "")
    assert len(ready.door("documents")) == before
    assert ready.statuses() == {"JV-0100/67": "PENDING"}


def test_without_the_sheet_nothing_is_compared(ready: ChainOffice) -> None:
    """`opening` says what it needs; `run` goes on as ever."""
    from bot.errors import ConfigError

    ready.opening = []
    ready.workbook(ACC_GENERAL_JOURNAL=JOURNAL)
    with pytest.raises(ConfigError, match="nothing to compare"):
        books.opening(ready.settings, as_json=False)
    assert ready.run() == 0

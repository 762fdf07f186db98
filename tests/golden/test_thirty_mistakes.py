"""A workbook with thirty different mistakes: each is told by its cell, exit 2, and nothing is sent."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.practice.sample import write_sample

ROOT = Path(__file__).parents[2]
TAX, OTHER, VOUCHER, JOURNAL = "ภาษีจัดสรร", "รายได้อื่น", "ฎีกา", "ใบผ่านรายการบัญชีทั่วไป"

MISTAKES: list[tuple[str, int, str, object]] = [
    (TAX, 2, "วันที่รับเงิน", "31/02/2567"),
    (TAX, 3, "วันที่รับเงิน", "29/02/2568"),
    (TAX, 4, "วันที่รับเงิน", "15/01/2567"),
    (TAX, 5, "วันที่รับเงิน", "07/07/2567"),
    (TAX, 6, "วันที่รับเงิน", None),
    (TAX, 7, "ผู้ชำระเงิน", None),
    (TAX, 8, "ประเภทรายรับ", "ภาษีที่ไม่มีจริง"),
    (TAX, 9, "จำนวนเงิน", 1234.567),
    (TAX, 10, "จำนวนเงิน", "หนึ่งพันบาท"),
    (TAX, 11, "จำนวนเงิน", 0),
    (TAX, 12, "จำนวนเงิน", -50),
    (TAX, 13, "ประเภทการรับเงิน", "บัตรเครดิต"),
    (OTHER, 2, "วันที่รับเงิน", "เมื่อวาน"),
    (OTHER, 3, "วันที่รับเงิน", datetime(2023, 9, 30)),
    (OTHER, 4, "หมวดรายรับ", "ภาษีอากร-ผิด"),
    (OTHER, 5, "ประเภทรายรับ", "ภาษีสุรา"),
    (OTHER, 6, "จำนวนใบเสร็จรับเงิน", 1.5),
    (OTHER, 7, "ผู้ชำระเงิน", "<script>alert(1)</script>"),
    (OTHER, 8, "หมายเหตุ", "ก" * 501),
    (OTHER, 9, "เลขที่เดิม", None),
    (VOUCHER, 2, "งาน", "งานบริหารงานคลังผิด"),
    (VOUCHER, 3, "ประเภทรายจ่าย", "ไม่มีประเภทนี้"),
    (VOUCHER, 4, "รายการ", "รายการที่ไม่มีในงบประมาณ"),
    (VOUCHER, 5, "จำนวนเงินที่ขอเบิกทั้งสิ้น", 999999.99),
    (VOUCHER, 6, "จำนวนเงินที่รับสุทธิ", 0.5),
    (VOUCHER, 7, "เลขประจำตัวผู้เสียภาษี", "1234567890123"),
    (VOUCHER, 8, "ส่วน/กอง ผู้เบิก", "กองที่ไม่มี"),
    (JOURNAL, 2, "เดบิต", 0.01),
    (JOURNAL, 4, "รหัสบัญชี", "999"),
    (JOURNAL, 6, "วันที่", "๓๒/๐๑/๒๕๖๗"),
]


def _head(sheet: Worksheet) -> dict[str, str]:
    return {str(cell.value): cell.column_letter for cell in sheet[1]}


@pytest.fixture(scope="module")
def mistaken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("mistakes")
    path = folder / "entries.xlsx"
    write_sample(path, entries=80, seed=5)
    book = load_workbook(path)
    cells = []
    for name, row, header, value in MISTAKES:
        sheet = book[name]
        letter = _head(sheet)[header]
        sheet[f"{letter}{row}"].value = value
        cells.append(f"{name}!{letter}{row}")
    book.save(path)
    (folder / "config.yaml").write_text(
        'site: {url: "http://127.0.0.1:9/", fiscal_year: 2567}\n'
        f"mappings: '{ROOT / 'mappings'}'\n"
        "workbook: entries.xlsx\n",
        encoding="utf-8",
    )
    return folder, cells


def _check(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from bot.cli import main; main()",
            "-c",
            str(folder / "config.yaml"),
            *words,
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_each_mistake_is_named_by_its_cell(mistaken: tuple[Path, list[str]]) -> None:
    """`check --json` exits 2 and lists a problem at (or in the document of) each of the thirty cells."""
    folder, cells = mistaken
    done = _check(folder, "check", "--json")
    assert done.returncode == 2, done.stderr
    told = json.loads(done.stdout)
    assert not told["ok"]
    errors = {problem["cell"] for problem in told["problems"] if problem["severity"] == "error"}
    assert [cell for cell in cells if cell not in errors] == []


def test_a_run_on_it_sends_nothing(mistaken: tuple[Path, list[str]]) -> None:
    """`run` refuses the workbook with exit 2 before any browser or ledger is touched."""
    folder, _ = mistaken
    done = _check(folder, "run")
    assert done.returncode == 2
    assert not (folder / "ledger.sqlite3").exists()


def test_the_problems_are_told_in_both_languages(mistaken: tuple[Path, list[str]]) -> None:
    """The same problems are told in Thai by default and in English on demand."""
    folder, cells = mistaken
    thai = _check(folder, "check").stdout
    english = _check(folder, "--lang", "en", "check").stdout
    assert thai != english
    assert all(cell in english for cell in cells)

"""A sound half-year of the whole office; then mistakes that only show when its sheets are read together."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.practice.sample import write_half_year

ROOT = Path(__file__).parents[2]
HEADERS = {"รวมจำนวนเงิน"}
"""Columns of the whole document: the same in each of its rows."""
MISTAKES = {
    "a slip is not what its receipts come to": ("ใบนำส่งเงิน", "รวมจำนวนเงิน", 1.0, "reference_sum"),
    "a cheque is not what its vouchers come to": ("รายงานการจัดทำเช็ค", "จำนวนเงิน", 1.0, "reference_sum"),
    "a voucher is not what was inspected": ("ตรวจรับ", "จำนวนเงิน", 5.0, "reference_sum"),
    "the instalments are more than the contract": ("เอกสารแนบท้ายสัญญา", "จำนวนเงิน", -7.0, "reference_sum"),
    "a transfer gives more than it takes": ("โอนงบประมาณ", "จำนวนเงิน", 3.0, "balances"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "entries.xlsx"
    write_half_year(path, entries=600, seed=3, by_hand=False)
    return path


def _problems(folder: Path) -> list[dict[str, str]]:
    """Ask `check`; notes are left out."""
    told = subprocess.run(
        [
            *(sys.executable, "-c", "from bot.cli import main; main()"),
            *("-c", str(folder / "config.yaml"), "check", "--json"),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return [one for one in json.loads(told.stdout)["problems"] if one["severity"] != "note"]


def _office(folder: Path, sound: Path, mappings: Path = ROOT / "mappings") -> Path:
    shutil.copy(sound, folder / "entries.xlsx")
    (folder / "config.yaml").write_text(
        'site: {url: "http://127.0.0.1:9/", fiscal_year: 2567}\nsign_in: {username: x}\n'
        f"mappings: '{mappings}'\nworkbook: entries.xlsx\nledger: ledger.sqlite3\n",
        encoding="utf-8",
    )
    return folder


def _columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[1]}


def test_a_sound_half_year_has_nothing_to_tell(tmp_path: Path, sound: Path) -> None:
    """No error and no warning over all sheets."""
    assert _problems(_office(tmp_path, sound)) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_sheets_contradict_one_another(tmp_path: Path, sound: Path, name: str) -> None:
    """One amount is off in one sheet; it is told, with the amounts, by the cell of a sheet that knows."""
    sheet_name, column, off, code = MISTAKES[name]
    path = _office(tmp_path, sound) / "entries.xlsx"
    book = load_workbook(path)
    sheet = book[sheet_name]
    at = _columns(sheet)[column]
    wrong = round(float(sheet.cell(2, at).value) + off, 2)
    whole = {row[0].value for row in sheet.iter_rows(min_row=2, max_row=2)} if column in HEADERS else set()
    for row in range(2, sheet.max_row + 1):
        if row == 2 or sheet.cell(row, 1).value in whole:
            sheet.cell(row, at).value = wrong
    book.save(path)
    told = _problems(tmp_path)
    assert code in {one["code"] for one in told}, told


def test_no_kind_of_document_draws_more_than_the_budget_item_has(tmp_path: Path, sound: Path) -> None:
    """With opening balances known, purchases and salaries draw on the same items as other vouchers."""
    mappings = tmp_path / "mappings"
    shutil.copytree(ROOT / "mappings", mappings)
    lists = mappings / "lists" / "budget_items.csv"
    head, *rows = lists.read_text("utf-8-sig").splitlines()
    assert head.endswith(",balance")
    poor = [f"{row.rpartition(',')[0]},1.00" for row in rows]
    lists.write_text("\n".join([head, *poor]) + "\n", encoding="utf-8")
    told = _problems(_office(tmp_path, sound, mappings))
    sheets = {one["cell"].split("!")[0] for one in told if one["code"] == "short_balance"}
    assert {"ฎีกา", "ฎีกาบุคลากร", "รายงานขอซื้อขอจ้าง"} <= sheets

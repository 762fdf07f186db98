"""A warning from `check` to `run`: refused, acknowledged by a named person, kept, not asked for again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.ledger.store import open_ledger
from bot.practice.sample import write_sample
from bot.report.acknowledged import acknowledged

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office whose workbook lacks one journal voucher amid its series; its site is not there."""
    path = tmp_path / "entries.xlsx"
    write_sample(path, entries=40, seed=5)
    book = load_workbook(path)
    sheet = book["ใบผ่านรายการบัญชีทั่วไป"]
    numbers = [row[0].value for row in sheet.iter_rows()]
    lost = list(dict.fromkeys(numbers))[2]
    sheet.delete_rows(numbers.index(lost) + 1, numbers.count(lost))
    book.save(path)
    (tmp_path / "config.yaml").write_text(
        'site: {url: "http://127.0.0.1:9/", fiscal_year: 2567}\n'
        "sign_in: {username: x}\n"
        f"mappings: '{ROOT / 'mappings'}'\n"
        "workbook: entries.xlsx\nledger: ledger.sqlite3\n",
        encoding="utf-8",
    )
    return tmp_path


def bot(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Give the command line a command."""
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "-c", str(folder / "config.yaml"), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "ELAAS_BOT_PASSWORD": "x"},
    )


def test_one_warning_from_check_to_the_ledger(folder: Path) -> None:
    """Check and plan pass and tell the code; run without it stops before any browser, with it goes on."""
    told = json.loads(bot(folder, "check", "--json").stdout)
    warnings = [one for one in told["problems"] if one["severity"] == "warning"]
    assert told["ok"]
    assert {one["settled"] for one in told["problems"]} == {""}
    assert [one["code"] for one in warnings] == ["number_gap"]
    assert warnings[0]["mend"]
    plan = json.loads(bot(folder, "plan", "--json").stdout)
    assert plan["acknowledge"] == told["acknowledge"] != ""
    assert [one["cell"] for one in plan["warnings"]] == [warnings[0]["cell"]]
    assert told["acknowledge"] in bot(folder, "plan").stdout

    for words in ((), ("--acknowledge", "000000000000")):
        refused = bot(folder, "run", *words)
        assert refused.returncode == 2
        assert f"--acknowledge {told['acknowledge']}" in refused.stderr

    done = bot(folder, "run", "--acknowledge", told["acknowledge"], "--by", "นางสมศรี บัญชีดี")
    assert done.returncode == 4, "the site is not there"
    store = open_ledger(folder / "ledger.sqlite3")
    [kept] = acknowledged(store.reports.events())
    runs = store.reports.runs()
    store.close()
    assert (kept.who, kept.cell) == ("นางสมศรี บัญชีดี", warnings[0]["cell"])
    assert [run.plan_hash for run in runs] == [plan["hash"]]
    assert bot(folder, "run").returncode == 4, "not asked for again"
    again = json.loads(bot(folder, "--lang", "en", "check", "--json").stdout)
    [settled] = [one["settled"] for one in again["problems"] if one["severity"] == "warning"]
    assert settled.startswith("Acknowledged by นางสมศรี บัญชีดี on ")
    assert again["acknowledge"] == ""
    said = bot(folder, "check").stdout
    assert "นางสมศรี บัญชีดี" in said
    assert "--acknowledge" not in said
    report = bot(folder, "report", str(folder / "out"))
    assert report.returncode == 0, report.stderr
    assert "นางสมศรี บัญชีดี" in (folder / "out" / "report.html").read_text(encoding="utf-8")
    summary = load_workbook(folder / "out" / "entries-result.xlsx").worksheets[0]
    cells = [str(cell.value) for row in summary.iter_rows() for cell in row]
    assert any("1 (นางสมศรี บัญชีดี" in text for text in cells)

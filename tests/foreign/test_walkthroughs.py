"""The mappings printed in docs/fitting.md do the whole job on applications made to their description."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter
from foreign.job import Job
from foreign.serving import serving

pytestmark = [pytest.mark.job, pytest.mark.browser, pytest.mark.timeout(900)]

FITTING = (Path(__file__).parents[2] / "docs" / "fitting.md").read_text(encoding="utf-8")


@dataclass(frozen=True, kw_only=True)
class Walk:
    """One walk-through: its chapter, its application, a workbook, and what must be stored of it."""

    chapter: str
    script: str
    sheet: str
    key: str
    rows: tuple[tuple[str, ...], ...]
    """Headers first; the last row is one that the site refuses."""
    stored: tuple[dict[str, str], ...]
    refusal: str


TOWN = Walk(
    chapter="## 4.",
    script="walkthrough/town.py",
    sheet="Payments",
    key="doc",
    rows=(
        ("Document no.", "Date", "Paid to", "Account", "Cheque", "Amount"),
        *((f"00{n}", f"{n:02d}/03/2024", f"Shop & Son {n}", "Fuel", "no", f"{n}00.50") for n in range(1, 7)),
        ("0100", "29/02/2024", "การไฟฟ้าส่วนภูมิภาค", "Electricity", "yes", "12,345.60"),
        ("0101", "01/03/2024", "Too much", "Fuel", "no", "100000.01"),
    ),
    stored=(
        {"doc": "0100", "date": "29/02/2024", "payee": "การไฟฟ้าส่วนภูมิภาค", "account": "Electric power",
         "cheque": "Cheque", "amount": "12,345.60"},
        *({"doc": f"00{n}", "date": f"{n:02d}/03/2024", "payee": f"Shop & Son {n}", "account": "Fuel",
           "cheque": "Cash", "amount": f"{n}00.50"} for n in range(1, 7)),
    ),
    refusal="over the limit of 100,000",
)  # fmt: skip

ACME = Walk(
    chapter="## 6.",
    script="walkthrough/acme.py",
    sheet="Invoices",
    key="number_of_ours",
    rows=(
        ("Invoice number", "Date", "Customer", "Total"),
        ("INV-1", "05/03/2024", "Chai Stores", "100.25"),
        ("INV-2", "06/03/2024", "Chai Stores (Nonthaburi)", "20"),
        ("INV-3", "31/12/2024", "ร้านรุ่งเรือง", "3,000.10"),
        ("INV-4", "31/12/2024", "Mali Foods", "50000.01"),
    ),
    stored=(
        {"number": "INV-1", "date": "2024-03-05", "customer": "Chai Stores", "total": "100.25"},
        {"number": "INV-2", "date": "2024-03-06", "customer": "Chai Stores (Nonthaburi)", "total": "20.00"},
        {"number": "INV-3", "date": "2024-12-31", "customer": "ร้านรุ่งเรือง", "total": "3000.10"},
    ),
    refusal="Total is above your limit",
)


@pytest.mark.parametrize("walk", [TOWN, ACME], ids=lambda walk: walk.sheet)
def test_the_printed_mapping_does_the_whole_job(walk: Walk, tmp_path: Path) -> None:
    """Check, preview (nothing stored), run, verify; the refused one is told with the site's words."""
    _write_mappings(tmp_path / "mappings", walk.chapter)
    _write_workbook(tmp_path / "workbook.xlsx", walk)
    store = tmp_path / "stored.jsonl"
    with serving(walk.script, store) as place:
        job = Job(folder=tmp_path, place=place, mappings=tmp_path / "mappings").prepare()
        assert json.loads(job.must(0, "check", "--json"))["ok"]
        job.must(0, "preview", "--out", "preview")
        assert _stored(store) == []

        job.must(1, "run")
        job.must(1, "verify")
        job.must(1, "run")

        assert _without_numbers(_stored(store)) == list(walk.stored)
        standing = job.standing(walk.key)
    refused = standing.pop(walk.rows[-1][0])
    assert refused["status"] == "REJECTED"
    assert walk.refusal in refused["message"]
    assert {entry["status"] for entry in standing.values()} == {"VERIFIED"}
    assert len(standing) == len(walk.stored)


def _write_mappings(folder: Path, chapter: str) -> None:
    folder.mkdir()
    text = FITTING.split(f"\n{chapter}")[1].split("\n## ")[0]
    for kind, block in re.findall(r"<!-- (\w+) -->\n```yaml\n(.*?)```", text, re.DOTALL):
        name = "site.yaml" if kind == "SiteMapping" else "screen.yaml"
        (folder / name).write_text(block, encoding="utf-8")


def _write_workbook(path: Path, walk: Walk) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(walk.sheet)
        for number, row in enumerate(walk.rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)


def _stored(store: Path) -> list[dict[str, str]]:
    lines = store.read_text(encoding="utf-8").splitlines() if store.exists() else []
    return [json.loads(line) for line in lines]


def _without_numbers(stored: list[dict[str, str]]) -> list[dict[str, str]]:
    given_by_site = {"document"} if "document" in stored[0] else {"number"}
    return [{name: text for name, text in one.items() if name not in given_by_site} for one in stored]

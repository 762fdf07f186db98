"""The template filled in by any program reads back as what was meant; order is nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.model import Entry, Value
from bot.planning.cells import parse, write
from bot.planning.entries import Calendar, make_entries
from bot.planning.grammar import Enter, FieldSpec, SiteMapping
from bot.planning.kinds.texts import check_digit
from bot.planning.mapping import Mappings, load_mappings
from bot.planning.sheet import read_workbook
from bot.planning.template import write_template

sys.path.append(str(Path(__file__).parents[1] / "unit" / "planning"))
from made_up_site import journal_dict, receipt_dict, site_dict, write_folder

SHEET = "รับเงิน"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
Document = dict[str, Any]
SLOW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def mappings(tmp_path_factory: pytest.TempPathFactory) -> Mappings:
    folder = tmp_path_factory.mktemp("template")
    return load_mappings(
        write_folder(folder / "mappings", site=site_dict(), receipt=receipt_dict(), journal=journal_dict())
    )


@pytest.fixture(scope="module")
def template(mappings: Mappings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    write_template(path, mappings)
    return path


letters = st.characters(categories=["L", "N"], max_codepoint=0x0E3A)
words = st.text(letters, min_size=1, max_size=14).map(lambda one: f"ก{one}")
pairs = st.sampled_from([("ภาษี", "ภาษีป้าย"), ("ภาษี", "ภาษีที่ดิน"), ("ค่าธรรมเนียม", "ค่าใบอนุญาต")])
amounts = st.integers(1, 10**13).map(lambda satang: Decimal(satang) / 100)


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    """Receipts with codes that begin with zeros, days of a year, amounts to a hundred thousand million."""
    made: list[Document] = []
    for number in draw(st.lists(st.integers(0, 10**6), min_size=1, max_size=6, unique=True)):
        group, kind = draw(pairs)
        cash = draw(st.booleans())
        made.append(
            {
                "เลขที่เดิม": f"{number:07d}",
                "วันที่รับเงิน": draw(st.dates(date(2023, 10, 1), date(2024, 9, 30))),
                "ผู้ชำระเงิน": draw(words),
                "หมวดรายรับ": group,
                "ประเภทรายรับ": kind,
                "จำนวนเงิน": draw(amounts),
                "เงินสด": cash,
                "บัญชีธนาคาร": None if cash else draw(words),
                "ยอดรวม": draw(st.one_of(st.none(), amounts)),
            }
        )
    return made


def typed(header: str, value: Any) -> object:
    """Give what a person types: B.E. dates as text, amounts as numbers, marks as words."""
    match value:
        case bool():
            return "ใช่" if value else "ไม่ใช่"
        case Decimal():
            return float(value)
        case date():
            return f"{value.day:02d}/{value.month:02d}/{value.year + 543}"
        case _:
            return value


def by_openpyxl(template: Path, out: Path, made: Sequence[Document]) -> None:
    """Fill the template itself."""
    book = openpyxl.load_workbook(template)
    sheet = book[SHEET]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row, one in enumerate(made, start=3):
        for header, value in one.items():
            sheet.cell(row, columns[header]).value = typed(header, value)
    book.save(out)


def by_pandas(template: Path, out: Path, made: Sequence[Document]) -> None:
    """Put a frame over the template's sheet."""
    shutil.copy(template, out)
    heads = list(pd.read_excel(template, sheet_name=SHEET, dtype=object, engine="openpyxl").columns)
    rows = [[typed(head, one.get(head)) for head in heads] for one in made]
    with pd.ExcelWriter(out, engine="openpyxl", mode="a", if_sheet_exists="overlay") as writer:
        pd.DataFrame(rows, columns=heads, dtype=object).to_excel(
            writer, sheet_name=SHEET, startrow=2, header=False, index=False
        )


def by_xlsxwriter(template: Path, out: Path, made: Sequence[Document]) -> None:
    """Write a new workbook with the template's headers and real dates."""
    heads = [cell.value for cell in openpyxl.load_workbook(template)[SHEET][1]]
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, heads)
        looks = book.add_format({"num_format": "[$-D07041E]d mmm yyyy"})
        for row, one in enumerate(made, start=1):
            for column, head in enumerate(heads):
                value = one.get(head)
                if isinstance(value, date):
                    sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), looks)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value)
                else:
                    sheet.write(row, column, typed(head, value))


def by_libreoffice(template: Path, out: Path, made: Sequence[Document]) -> None:
    """Have LibreOffice open the filled template and save it anew."""
    assert OFFICE is not None
    by_openpyxl(template, out, made)
    with tempfile.TemporaryDirectory() as folder:
        words = [OFFICE, "--headless", "--convert-to", "xlsx", "--outdir", folder, str(out)]
        subprocess.run(words, check=True, capture_output=True, timeout=120)
        shutil.copy(Path(folder) / out.name, out)


WRITERS: list[Any] = [
    by_openpyxl,
    by_pandas,
    by_xlsxwriter,
    pytest.param(by_libreoffice, marks=pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here")),
]


def read(path: Path, mappings: Mappings) -> tuple[tuple[Entry, ...], list[str]]:
    """Give the entries and the codes of what is told, but for sheets that are not there."""
    workbook = read_workbook(path, mappings)
    entries, problems = make_entries(workbook, mappings, Calendar())
    return entries, [one.code for one in (*workbook.problems, *problems) if one.code != "sheet_absent"]


@pytest.mark.parametrize("writer", WRITERS)
@SLOW
@given(made=documents())
def test_what_any_program_writes_reads_back_identical(
    writer: Callable[[Path, Path, Sequence[Document]], None],
    mappings: Mappings,
    template: Path,
    made: list[Document],
) -> None:
    """Every value of every document is the one that was meant, to the satang, day and leading zero."""
    headers = {spec.header: name for name, spec in mappings.screens["RECEIPT"].fields.items() if spec.header}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "filled.xlsx"
        writer(template, path, made)
        entries, told = read(path, mappings)
    assert told == []
    found = [{head: entry.fields[name] for head, name in headers.items()} for entry in entries]
    assert found == made


@SLOW
@given(made=documents(), data=st.data(), slip=st.sampled_from(["31/02/2567", "1,23.45", None]))
def test_order_of_rows_and_columns_is_nothing(
    mappings: Mappings, made: list[Document], data: st.DataObject, slip: str | None
) -> None:
    """Sorted anyhow, with columns anywhere: the same entries by key and content, the same problems."""
    heads = list(made[0])
    rows = [{head: typed(head, value) for head, value in one.items()} for one in made]
    if slip is not None:
        rows[-1]["วันที่รับเงิน" if "/" in slip else "จำนวนเงิน"] = slip
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for order, columns in (
            (rows, heads),
            (data.draw(st.permutations(rows)), data.draw(st.permutations(heads))),
        ):
            path = Path(folder) / "a.xlsx"
            with xlsxwriter.Workbook(path) as book:
                sheet = book.add_worksheet(SHEET)
                for row, cells in enumerate([dict(zip(heads, heads, strict=True)), *order]):
                    sheet.write_row(row, 0, [cells[head] for head in columns])
            entries, told = read(path, mappings)
            found.append(({one.key: one.digest for one in entries}, sorted(told)))
    assert found[0] == found[1]
    assert len(found[0][0]) == len(made) - (slip is not None)


SITE = SiteMapping(format="1", site="s", title="S")
twelve = st.text("0123456789", min_size=12, max_size=12)
WAYS = ["เงินสด", "เช็ค", "โอนเข้าบัญชี"]
KINDS: Mapping[str, tuple[dict[str, Any], st.SearchStrategy[Any]]] = {
    "money": ({}, st.integers(-(10**14), 10**14).map(lambda satang: Decimal(satang) / 100)),
    "number": ({"decimals": 4}, st.decimals(-(10**9), 10**9, places=4).map(lambda one: one.normalize() + 0)),
    "integer": ({}, st.integers(-(10**14), 10**14)),
    "date": ({}, st.dates(date(1900, 1, 1), date(2099, 12, 31))),
    "yesno": ({}, st.booleans()),
    "thai_id": ({}, twelve.map(lambda one: f"{one}{check_digit(one)}")),
    "code": ({}, st.from_regex(r"[0-9A-Z]{1,6}(-[0-9]{1,5}/[0-9]{2})?", fullmatch=True)),
    "choice": ({"choices": {"of": WAYS}}, st.sampled_from(WAYS)),
    "text": ({}, words),
}


@pytest.mark.parametrize("kind", [*KINDS, "mask"])
@given(data=st.data())
def test_parse_after_write_is_the_identity(kind: str, data: st.DataObject) -> None:
    """For every kind of cell: what is typed for a value is understood as that value."""
    if kind == "mask":
        spec = FieldSpec(header="-", kind="code", mask="000-0-00000-0")
        digits = data.draw(st.text("0123456789", min_size=10, max_size=10))
        value: Value = parse(digits, spec)
        assert str(value).replace("-", "") == digits
    else:
        more, values = KINDS[kind]
        spec = FieldSpec.model_validate({"header": "-", "kind": kind, **more})
        value = data.draw(values)
    enter = Enter.model_validate({"at": {"css": "x"}})
    assert parse(write(value, spec, enter, SITE), spec) == value

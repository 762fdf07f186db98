"""Damaged workbooks: never a traceback, never a hang, never a changed value without a problem told.

The short version runs with all tests; `make test-fuzz` damages thousands (FUZZ_ROUNDS). The files were
written by xlsxwriter (.xlsx) and LibreOffice (.xls, .ods); both read as the same twelve documents.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlrd  # type: ignore[import-untyped]
from mutations import damaged

from bot.errors import InputProblems, Problem
from bot.planning.entries import Calendar, make_entries
from bot.planning.mapping import Mappings, load_mappings
from bot.planning.sheet import read_workbook

sys.path.append(str(Path(__file__).parents[1] / "unit" / "planning"))
from made_up_site import journal_dict, receipt_dict, site_dict, write_book, write_folder

FILES = Path(__file__).parent / "files"
ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "240"))
HANGS = 60.0
"""Seconds; a damaged file is read or refused in a few hundredths of one."""
CHUNKS = 8


@pytest.fixture(scope="module")
def mappings(tmp_path_factory: pytest.TempPathFactory) -> Mappings:
    folder = tmp_path_factory.mktemp("fuzz")
    return load_mappings(
        write_folder(folder / "mappings", site=site_dict(), receipt=receipt_dict(), journal=journal_dict())
    )


def outcome(path: Path, mappings: Mappings) -> tuple[dict[str, str], list[Problem]]:
    """Give the entries' digests by key, and all problems but notes."""
    workbook = read_workbook(path, mappings)
    entries, problems = make_entries(workbook, mappings, Calendar())
    told = [one for one in (*workbook.problems, *problems) if one.severity != "note"]
    return {entry.key: entry.digest for entry in entries}, told


def clean_copy(path: Path, out: Path) -> Path | None:
    """Write what another reader finds in a file to a clean one; None for .ods, which keeps numbers twice."""
    rows: list[list[Any]]
    if path.suffix == ".xlsx":
        name, rows = "", []
        for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
            name, rows = sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)]
    elif path.suffix == ".xls":
        book = xlrd.open_workbook(path)
        old = book.sheet_by_index(0)
        name = old.name
        rows = [
            [_xls_cell(book, old.cell(row, column)) for column in range(old.row_len(row))]
            for row in range(old.nrows)
        ]
    else:
        return None
    return write_book(out, {name: rows})


def _xls_cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    return bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value


def test_the_sound_files_are_one(mappings: Mappings) -> None:
    """What is damaged here reads soundly and the same in all formats to begin with."""
    found = [outcome(FILES / f"receipts.{suffix}", mappings) for suffix in ("xlsx", "xls", "ods")]
    assert len(found[0][0]) == 12
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_damage_is_told(suffix: str, chunk: int, mappings: Mappings, tmp_path: Path) -> None:
    """A damaged file is refused, or gives the same entries, or tells a problem.

    Damage may make another sound file (one letter of a text): then the entries must be those of a clean
    copy of what a third program, or for .xls the format's own reader, finds in it.
    """
    sound, _ = outcome(FILES / f"receipts.{suffix}", mappings)
    raw = (FILES / f"receipts.{suffix}").read_bytes()
    path = tmp_path / f"damaged.{suffix}"
    for seed in range(chunk, ROUNDS // 3, CHUNKS):
        path.write_bytes(damaged(raw, random.Random(f"{suffix} {seed}")))
        begun = time.monotonic()
        try:
            entries, told = outcome(path, mappings)
        except InputProblems as refused:
            assert refused.problems
        else:
            if not told and entries != sound:
                again = clean_copy(path, tmp_path / "clean.xlsx")
                assert again is not None, f"{suffix} {seed}: {len(entries)} entries, nothing told"
                assert outcome(again, mappings) == (entries, []), f"{suffix} {seed}: not what it holds"
        assert time.monotonic() - begun < HANGS, f"{suffix} {seed}"

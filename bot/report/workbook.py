"""The result workbook: a copy of the input with status, number, message and verdict beside each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.model import EntryKey, Standing
from bot.errors import ConfigError
from bot.language import say
from bot.report.about import About
from bot.report.figures import as_planned, edited_after, gone_from
from bot.report.workbook_columns import add_columns
from bot.report.workbook_saving import save_workbook
from bot.report.workbook_source import copy_of, sheet_title
from bot.report.workbook_summary import add_cross_reference, add_summary


def write_result_workbook(source: Path, out: Path, standings: Sequence[Standing], *, about: About) -> None:
    """Write `out`: a copy of `source` with the result of each entry beside each of its rows.

    In front stand a summary sheet and the old-to-new numbers. `source` is never changed. When
    `about.plan` is given, its row numbers count, because rows may have moved since they were booked.
    InputProblems when `source` cannot be read; ReportNotWritten when `out` cannot be written.
    """
    if out.resolve() == source.resolve():
        raise ConfigError(
            say(
                "ผลลัพธ์ต้องเป็นคนละแฟ้มกับแฟ้มข้อมูล {p} ให้เลือกที่อื่น",
                "The result must not be the input workbook {p} itself. Choose another place.",
                p=out,
            )
        )
    listed = as_planned(standings, about.plan)
    sheets = list(dict.fromkeys(standing.entry.sheet for standing in listed))
    workbook = copy_of(source, macros=out.suffix.lower() == ".xlsm")
    about = replace(about, source=about.source or source)
    lost = set(gone_from(about.plan, listed))
    edited = edited_after(about.plan, standings)
    for name in sheets:
        there = [s for s in listed if s.entry.sheet == name and s.entry.key not in lost]
        sheet = _sheet(workbook, name)
        if sheet is None:
            lost |= {standing.entry.key for standing in there}
        else:
            lost |= add_columns(sheet, there, about, out_dir=out.parent, edited=edited)
    add_summary(workbook, listed, about, lost=frozenset(EntryKey(key) for key in lost))
    add_cross_reference(workbook, listed, about)
    workbook.calculation.fullCalcOnLoad = True  # formulas were kept without the values Excel last saw
    save_workbook(workbook, out, source=source)


def _sheet(workbook: Workbook, name: str) -> Worksheet | None:
    wanted = sheet_title(name).strip().casefold()
    return next((sheet for sheet in workbook.worksheets if sheet.title.strip().casefold() == wanted), None)

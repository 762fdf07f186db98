"""The marked copy of a workbook: problems coloured and explained at their cells, all listed in front."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from bot.errors import ConfigError, InputProblems, Problem
from bot.language import say
from bot.planning.mending import mend_of
from bot.planning.sheet import PROBLEMS_SHEET
from bot.report.annotated_list import FILLS, add_list
from bot.report.plain import shortened, without_controls
from bot.report.problems import by_kind, with_settled_words
from bot.report.words import SEVERITY
from bot.report.workbook_extensions import left_behind
from bot.report.workbook_saving import save_workbook
from bot.report.workbook_source import copy_of, sheet_title

_AUTHOR = "elaas-bot"
_MOST = 20_000
"""More cells than that are not marked one by one; a spreadsheet program could hardly open them."""
_LONGEST = 1_500
_PLACE = re.compile(r"(.+)!([A-Z]{1,3})([1-9][0-9]*)")


def write_annotated(
    source: Path, out: Path, problems: Sequence[Problem], *, acknowledge: str = ""
) -> None:
    """Write `out`: a copy of `source` in which every cell with a problem is coloured and has a comment.

    The first sheet lists all problems by severity, with links and how to mend each. A file that
    cannot be read gives the list alone. Macros stay when `out` ends with .xlsm. ConfigError when
    `out` is the workbook itself or no .xlsx/.xlsm; ReportNotWritten when it cannot be written.
    """
    _must_be_another(source, out)
    listed = [problem for kind in by_kind(problems).values() for problem in kind]
    workbook = _copied(source, macros=out.suffix.lower() == ".xlsm")
    _take_out_old(workbook)
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    marked = _by_cell(listed, sheets)
    for (sheet, cell), found in list(marked.items())[:_MOST]:
        _mark(sheets[sheet], cell, found)
    places = [_place_of(problem, sheets) for problem in listed]
    add_list(workbook, listed, places, acknowledge=acknowledge, left_behind=left_behind(source))
    workbook.calculation.fullCalcOnLoad = True  # formulas were kept without the values last seen
    save_workbook(workbook, out, source=source)


def _must_be_another(source: Path, out: Path) -> None:
    if out.resolve() == source.resolve():
        raise ConfigError(
            say(
                "สำเนาต้องเป็นคนละแฟ้มกับแฟ้มข้อมูล {p} ให้เลือกชื่ออื่น",
                "The copy must not be the workbook {p} itself. Choose another name.",
                p=out,
            )
        )
    if out.suffix.lower() not in {".xlsx", ".xlsm"}:
        raise ConfigError(
            say(
                "สำเนาต้องลงท้ายด้วย .xlsx (หรือ .xlsm เมื่อแฟ้มข้อมูลเป็น .xlsm): {p}",
                "The copy must end with .xlsx (or .xlsm, when the workbook is an .xlsm): {p}",
                p=out,
            )
        )


def _copied(source: Path, *, macros: bool) -> Workbook:
    try:
        return copy_of(source, macros=macros)
    except InputProblems:
        blank = Workbook()
        for sheet in list(blank.worksheets):
            blank.remove(sheet)
        return blank


def _take_out_old(workbook: Workbook) -> None:
    """Take out the marks of an earlier copy, so that a mended copy may be checked as it is."""
    if PROBLEMS_SHEET not in workbook.sheetnames:
        return
    workbook.remove(workbook[PROBLEMS_SHEET])
    ours = {f"00{colour}" for colour in FILLS.values()}
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is None or not str(cell.comment.author).startswith(_AUTHOR):
                    continue
                before = cell.comment.text.partition(_RULE)[0] if _RULE in cell.comment.text else ""
                cell.comment = Comment(before, "") if before else None
                if cell.fill.fgColor.rgb in ours:
                    cell.fill = PatternFill()


def _by_cell(
    problems: Iterable[Problem], sheets: Mapping[str, Worksheet]
) -> dict[tuple[str, str], list[Problem]]:
    marked: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        place = _place_of(problem, sheets)
        if place is not None:
            marked.setdefault(place, []).append(problem)
    return marked


def _place_of(problem: Problem, sheets: Mapping[str, Worksheet]) -> tuple[str, str] | None:
    """Find the sheet and cell of a problem; None when it is about a file, a sheet or a whole row."""
    match = _PLACE.fullmatch(problem.cell)
    title = sheet_title(match[1]) if match else ""
    return (title, f"{match[2]}{match[3]}") if match and title in sheets else None


def _mark(sheet: Worksheet, name: str, problems: Sequence[Problem]) -> None:
    cell = sheet[name]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if name in area)
        cell = sheet.cell(area.min_row, area.min_col)
    cell.fill = PatternFill("solid", start_color=FILLS[problems[0].severity])
    said = "\n".join(_said(problem) for problem in problems)
    if cell.comment is not None:
        said = f"{cell.comment.text}{_RULE}{said}"
    comment = Comment(shortened(said, _LONGEST), _AUTHOR, height=40 + 18 * said.count("\n") + 60, width=420)
    cell.comment = comment


def _said(problem: Problem) -> str:
    mend = say("วิธีแก้: {m}", "To mend: {m}", m=mend_of(problem.code))
    return without_controls(f"[{SEVERITY[problem.severity]}] {with_settled_words(problem)}\n{mend}")


_RULE = "\n――――\n"
"""Stands between a comment that was there before and ours."""

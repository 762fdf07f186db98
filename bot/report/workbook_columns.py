"""The result columns to the right of an entry sheet, beside each row of each entry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.model import EntryKey, Standing
from bot.language import Text, say
from bot.report.about import About
from bot.report.comparison import verdict_text
from bot.report.evidence import all_evidence
from bot.report.links import link_to
from bot.report.plain import one_line
from bot.report.workbook_cells import (
    cell_at,
    put_head,
    put_link,
    put_moment,
    put_number,
    put_status,
    put_text,
)

_WIDTHS = (17, 20, 46, 46, 24, 10, 34)
_EDITED = say("แถวนี้ถูกแก้ไขหลังจากบันทึกแล้ว", "This row was edited after it was booked")


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Where the result columns of a sheet stand: header row, first and last column (from 1)."""

    head: int
    first: int

    @property
    def last(self) -> int:
        """Give the last result column."""
        return self.first + len(_WIDTHS) - 1


def add_columns(
    sheet: Worksheet,
    standings: Sequence[Standing],
    about: About,
    *,
    out_dir: Path,
    edited: Collection[EntryKey],
) -> frozenset[EntryKey]:
    """Write each entry's result beside its rows; gives the entries whose rows the sheet lacks."""
    end = sheet.max_row  # looks at every cell
    here = [s for s in standings if s.entry.rows and max(s.entry.rows) <= end]
    lost = frozenset(s.entry.key for s in standings) - {s.entry.key for s in here}
    if not here:
        return lost
    place = _place(sheet, here, about)
    _make_room(sheet, place)
    for offset, head in enumerate(heads(about)):
        put_head(cell_at(sheet, place.head, place.first + offset), head)
    for standing in here:
        for row in standing.entry.rows:
            cells = [cell_at(sheet, row, place.first + offset) for offset in range(len(_WIDTHS))]
            _write(cells, standing, about, out_dir=out_dir, edited=standing.entry.key in edited)
    _finish(sheet, place, last_row=max(max(s.entry.rows) for s in here))
    return lost


def heads(about: About) -> tuple[Text, ...]:
    """Name the result columns."""
    return (
        say("สถานะ", "Status"),
        new_number_head(about),
        say("ข้อความ", "Message"),
        say("ผลการตรวจ", "Verdict"),
        say("เวลา", "Time"),
        say("ครั้งที่พยายาม", "Attempts"),
        say("หลักฐาน", "Evidence"),
    )


def new_number_head(about: About) -> Text:
    """Name the column with the number that the site gave."""
    title = about.site_title or "e-LAAS"
    return say("เลขที่ใหม่ ({site})", "New number ({site})", site=title)


def _write(cells: Sequence[Cell], standing: Standing, about: About, *, out_dir: Path, edited: bool) -> None:
    status, number, message, verdict, at, attempts, evidence = cells
    put_status(status, standing.status)
    put_text(number, one_line(standing.number), wrap=True)
    put_text(message, standing.message or "", wrap=True)
    found = verdict_text(standing, about)
    put_text(verdict, "; ".join(filter(None, (_EDITED.render() if edited else "", found))), wrap=True)
    put_moment(at, standing.receipt.at if standing.receipt else standing.changed_at, about.zone)
    put_number(attempts, standing.attempts, "0")
    attempts.alignment = Alignment(vertical="top")
    paths = all_evidence(standing)
    put_text(evidence, "\n".join(one_line(path) for path in paths), wrap=True)
    if paths:
        put_link(evidence, link_to(paths[0], page_dir=out_dir, root=about.evidence_dir))


def _place(sheet: Worksheet, standings: Iterable[Standing], about: About) -> Columns:
    listed = tuple(standings)
    first_row = min(min(standing.entry.rows) for standing in listed)
    known = _headers({standing.entry.screen for standing in listed}, about)
    scores = {row: _score(sheet, row, known) for row in range(1, max(2, first_row))}
    best = max(scores, key=lambda row: (scores[row], row))
    return Columns(head=best, first=_old_columns(sheet, best, about) or _last_used(sheet) + 1)


def _headers(screens: Iterable[str], about: About) -> frozenset[str]:
    names: set[str] = set()
    for screen in screens:
        mapping = about.screens.get(screen)
        lines = mapping.lines.fields if mapping and mapping.lines else {}
        for spec in (*(mapping.fields.values() if mapping else ()), *lines.values()):
            names.update(_folded(name) for name in (spec.header, *spec.aliases) if name)
    return frozenset(names)


def _score(sheet: Worksheet, row: int, known: Collection[str]) -> int:
    return sum(_folded(cell.value) in known for cell in sheet[row] if cell.value is not None)


def _old_columns(sheet: Worksheet, head: int, about: About) -> int | None:
    """Find result columns of an earlier report, so that they are written over, not doubled."""
    captions = [_folded(text) for text in heads(about)]
    row = [_folded(cell.value) for cell in sheet[head]]
    found = (at for at in range(len(row)) if row[at : at + len(captions)] == captions)
    return next((at + 1 for at in found), None)


def _last_used(sheet: Worksheet) -> int:
    used = [cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None]
    merged = [area.max_col for area in sheet.merged_cells.ranges]
    return max((*used, *merged), default=0)


def _make_room(sheet: Worksheet, place: Columns) -> None:
    """Cut column formats that reach into ours: overlapping ones make a file that Excel calls damaged."""
    dimensions = sheet.column_dimensions
    for letter, dimension in list(dimensions.items()):
        first, last = dimension.min or 0, dimension.max or 0
        if last < place.first:
            continue
        if last > place.last:
            after = copy(dimension)
            after.index = get_column_letter(max(first, place.last + 1))
            after.min, after.max = max(first, place.last + 1), last
            dimensions[after.index] = after
        if first < place.first:
            dimension.max = place.first - 1
        elif first <= place.last:
            del dimensions[letter]
    for offset, width in enumerate(_WIDTHS):
        dimensions[get_column_letter(place.first + offset)].width = width


def _finish(sheet: Worksheet, place: Columns, *, last_row: int) -> None:
    if sheet.freeze_panes is None:
        sheet.freeze_panes = f"A{place.head + 1}"
    if sheet.tables:
        return  # a sheet filter may not overlap the filter of a table
    head, end = place.head, max(last_row, place.head + 1)
    if sheet.auto_filter.ref:
        _, head, _, end = (bound or 1 for bound in range_boundaries(sheet.auto_filter.ref))
        if head != place.head:
            return
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(place.last)}{max(end, last_row)}"


def _folded(value: object) -> str:
    text = "" if value is None else str(value)
    return " ".join(text.replace("*", " ").replace(":", " ").split()).casefold()

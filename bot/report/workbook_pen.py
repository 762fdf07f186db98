"""Writing a sheet that a report adds to the workbook: downwards, and made for paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.language import Text
from bot.report.workbook_cells import cell_at, frame, put_head, put_text

_MADE_BY = "elaas-bot"


@dataclass
class Pen:
    """Writes one sheet downwards; `row` is the next free row."""

    sheet: Worksheet
    row: int = 1

    def cells(self, number: int) -> list[Cell]:
        """Take the first cells of the next row."""
        found = [cell_at(self.sheet, self.row, column) for column in range(1, number + 1)]
        self.row += 1
        return found

    def heading(self, text: Text) -> None:
        """Leave a row free and write the heading of a section."""
        self.row += 1
        (cell,) = self.cells(1)
        put_text(cell, text)
        cell.font = Font(bold=True, size=13, color="1F3A5F")

    def heads(self, *texts: Text) -> None:
        """Write the heads of a table's columns."""
        for cell, text in zip(self.cells(len(texts)), texts, strict=True):
            put_head(cell, text)

    def pair(self, name: Text, value: object) -> None:
        """Write a name and beside it its value."""
        label, cell = self.cells(2)
        put_text(label, name)
        label.font = Font(color="555555")
        put_text(cell, value)


def new_sheet(workbook: Workbook, name: Text, index: int) -> Worksheet:
    """Make a sheet; one of an earlier report by this name is replaced, a stranger's is kept."""
    title = name.render()
    for sheet in list(workbook.worksheets):
        if sheet.title == title and _footer(sheet).left.text == _MADE_BY:
            workbook.remove(sheet)
    made: Worksheet = workbook.create_sheet(title, index)
    _footer(made).left.text = _MADE_BY
    _footer(made).right.text = "&P / &N"
    return made


def _footer(sheet: Worksheet) -> HeaderFooterItem:
    footer = sheet.HeaderFooter.oddFooter
    return footer if footer is not None else HeaderFooterItem()


def for_paper(sheet: Worksheet) -> None:
    """Let it print on A4, across, as wide as the paper."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def framed(*cells: Cell, bold: bool = False) -> None:
    """Draw a frame around each cell."""
    for cell in cells:
        frame(cell)
        if bold:
            cell.font = Font(bold=True)


def widths(sheet: Worksheet, given: Sequence[int]) -> None:
    """Set the widths of the first columns."""
    for column, width in enumerate(given, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width

"""The report as PDF: the browser prints A4 pages, in a process of its own without any network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from unit.report import made_up_office as office

from bot.errors import ReportNotWritten
from bot.language import language_of
from bot.report.page import write_report
from bot.site.browser import BrowserOptions
from bot.site.paper import print_pdf

pytestmark = pytest.mark.browser
A4 = (595, 842)


def report(out: Path) -> Path:
    standings = office.made_up_standings(office.made_up_entries(60))
    return write_report(out, standings, about=office.made_up_about(), on_paper=True)


def test_the_pdf_is_a4_with_a_page_to_sign(tmp_path: Path) -> None:
    """The browser prints every part of it; nothing is asked of the network."""
    with language_of("th"):
        pdf = print_pdf(report(tmp_path), tmp_path / "report.pdf", BrowserOptions())
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF")
    boxes = {
        tuple(round(float(part)) for part in box.split())
        for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", content)
    }
    assert boxes
    assert all(abs(right - A4[0]) <= 1 and abs(top - A4[1]) <= 1 for _, _, right, top in boxes)


def test_a_pdf_that_cannot_be_written(tmp_path: Path) -> None:
    """It is said that page and workbook are all right, and what to do."""
    with language_of("en"), pytest.raises(ReportNotWritten, match="open the page"):
        print_pdf(report(tmp_path), tmp_path, BrowserOptions())

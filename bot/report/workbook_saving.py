"""Writes a finished workbook, so that an older one stays whole if that fails."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from openpyxl import Workbook

from bot.errors import ReportNotWritten
from bot.language import say
from bot.report.workbook_extensions import extensions_of, put_back


def save_workbook(workbook: Workbook, out: Path, *, source: Path) -> None:
    """Write a copy of `source` beside `out` first, then put it in place; ReportNotWritten if that fails."""
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        workbook.save(unfinished)
        put_back(unfinished, extensions_of(source))
        unfinished.replace(out)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise ReportNotWritten(
            say(
                "เขียนแฟ้มผลลัพธ์ {p} ไม่ได้ ถ้าเปิดแฟ้มนี้อยู่ใน Excel ให้ปิดก่อน แล้วสั่งคำสั่งเดิมอีกครั้ง",
                "The result {p} cannot be written. Close it if it is open in Excel,"
                " then give the same command again.",
                p=out,
            )
        ) from error

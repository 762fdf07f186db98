"""Habits of paper books: a document is crossed out by a word, and its row stays among the others."""

from __future__ import annotations

import re

from bot.language import say
from bot.planning.headers import columns_of
from bot.planning.reading import Draft

_CANCELLED = re.compile(r"[\s(*\[<\-]*(?:ยกเลิก|void\b|cancel(?:l)?ed\b)", re.IGNORECASE)


def judge_habits(draft: Draft) -> None:
    """Warn of rows in which a text begins with the word for cancelled: such a document is rarely meant."""
    for row in draft.rows:
        cancelled = {
            header: cell
            for header, cell in row.cells.items()
            if isinstance(cell, str) and _CANCELLED.match(cell) is not None
        }
        for name, spec in columns_of(draft.mapping).items() if cancelled else ():
            if spec.header in cancelled and spec.kind in ("text", "code"):
                text = say(
                    "ช่องนี้เขียนว่า “{v}” แต่แถวนี้จะถูกบันทึก ถ้ายกเลิกจริงให้ลบแถว หรือใส่ “ข้าม” ในคอลัมน์ สถานะแถว",
                    "This cell says “{v}”, yet its row will be entered. If the document was cancelled, "
                    "delete the row, or write “ข้าม” in its column สถานะแถว.",
                    v=cancelled[spec.header],
                )
                draft.add_at(row, name, "row_cancelled", text, "warning")

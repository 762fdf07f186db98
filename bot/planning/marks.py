"""What the status column may say of a row."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.model import Row
from bot.planning.binding.screen import STATUS_COLUMN
from bot.planning.kinds.folding import fold

EXAMPLE, PASS_OVER, LAWFUL_TWIN = "ตัวอย่าง", "ข้าม", "ซ้ำจริง"
"""An example, a row to pass over, a lawful twin of another row."""

_MARKS: Mapping[str, str] = {
    **{fold(mark): mark for mark in (EXAMPLE, PASS_OVER, LAWFUL_TWIN)},
    "example": EXAMPLE,
    "skip": PASS_OVER,
    "twin": LAWFUL_TWIN,
}


def mark_of(row: Row) -> str:
    """Give what the status column says of a row, in its canonical form; empty when it says nothing."""
    text = row.cells.get(STATUS_COLUMN)
    folded = fold(str(text)).lower() if text is not None else ""
    return _MARKS.get(folded, folded)

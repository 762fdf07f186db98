"""How to mend each kind of problem, in words for the person at the workbook."""

from __future__ import annotations

from collections.abc import Mapping

from bot.planning.mending.between import BETWEEN
from bot.planning.mending.cells import CELLS
from bot.planning.mending.documents import DOCUMENTS
from bot.planning.mending.files import FILES, MAPPING
from bot.planning.mending.reading import READING
from bot.planning.mending.shape import Mending

__all__ = ["MENDINGS", "Mending", "mend_of", "title_of"]

from bot.language import Text, say

MENDINGS: Mapping[str, Mending] = {**CELLS, **DOCUMENTS, **BETWEEN, **FILES, **READING}
"""Code of a problem of the workbook -> what it is called and how it is mended."""

_OF_MAPPINGS = ("mapping_", "yaml_", "list_")


def title_of(code: str) -> Text:
    """Give the short name of a kind of problem."""
    found = _found(code)
    return found.title if found else say("อื่น ๆ ({c})", "Other ({c})", c=code)


def mend_of(code: str) -> Text:
    """Give the sentence that tells how this kind of problem is mended."""
    found = _found(code)
    return found.mend if found else _GENERAL


def _found(code: str) -> Mending | None:
    return MENDINGS.get(code) or (MAPPING if code.startswith(_OF_MAPPINGS) else None)


_GENERAL = say(
    "แก้ตามที่ข้อความบอก บันทึกไฟล์ แล้วสั่ง check อีกครั้ง",
    "Correct it as the sentence says, save the file and check again.",
)

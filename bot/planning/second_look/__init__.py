"""A second reading of the same file, by code that shares nothing with the first reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.planning.second_look import legacy, ooxml, opendocument, xlsb
from bot.planning.second_look.shape import Area, Doubt, Look, Place
from bot.planning.tables import Table

__all__ = ["Area", "Doubt", "Look", "Place", "look_again"]

_LOOKS = {
    ".xlsx": ooxml.look,
    ".xlsm": ooxml.look,
    ".xls": legacy.look,
    ".ods": opendocument.look,
    ".xlsb": xlsb.look,
}


def look_again(path: Path, tables: Mapping[str, Table], sheets: Iterable[str]) -> Mapping[str, Look]:
    """Read these sheets once more: what is hidden, merged, in doubt; and where both readings differ.

    .xlsx, .xlsm, .xlsb and .xls: every cell is compared; .ods: numbers, dates and errors; .csv has nothing
    that could be read in two ways. InputProblems when the file is damaged.
    """
    look = _LOOKS.get(path.suffix.lower())
    wanted = list(dict.fromkeys(sheets))
    return look(path, tables, wanted) if look else {sheet: Look() for sheet in wanted}

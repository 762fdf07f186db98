"""CSV files beside the mappings: the captions that a column may hold, and which go with which."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from bot.domain.model import Value
from bot.errors import Problem
from bot.language import say
from bot.planning.cells import CellError, parse
from bot.planning.grammar import Choices, FieldSpec, Kind
from bot.planning.kinds.folding import clean, fold

ListRows = tuple[Mapping[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ChoiceList:
    """The captions of one field, by what the fields it depends on hold.

    `where` names those fields in order; `valid` has, for each combination of their folded texts,
    folded caption -> caption as the list writes it; `all` has every caption.
    """

    where: tuple[str, ...]
    valid: Mapping[tuple[str, ...], Mapping[str, str]]
    all: Mapping[str, str]


def read_list(path: Path) -> tuple[ListRows | None, Problem | None]:
    """Read one CSV file (UTF-8, first row headers); rows without any text are left out."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [[clean(cell) for cell in row] for row in csv.reader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        text = say(
            "อ่านไฟล์รายการ {path} ไม่ได้ ({why}) ให้ตรวจว่าไฟล์อยู่ที่นี่และบันทึกเป็น CSV UTF-8",
            "The list file {path} cannot be read ({why}); see that it is there and saved as CSV UTF-8.",
            path=path,
            why=error,
        )
        return None, Problem(cell=path.name, code="list_unreadable", text=text)
    if not rows or not any(rows[0]):
        text = say(
            "ไฟล์รายการ {path} ว่าง ให้ใส่หัวคอลัมน์และรายการ",
            "The list file {path} is empty; give it headers and rows.",
            path=path,
        )
        return None, Problem(cell=path.name, code="list_empty", text=text)
    header, *body = rows
    return tuple(dict(zip(header, _padded(row, len(header)), strict=False)) for row in body if any(row)), None


@lru_cache(maxsize=4096)
def listed_amount(text: str) -> Decimal | None:
    """Understand an amount of a list; None when it is blank or none."""
    value = _listed(text, "number")
    return value if isinstance(value, Decimal) else None


@lru_cache(maxsize=4096)
def listed_date(text: str) -> date | None:
    """Understand a date of a list, in either era; None when it is blank or none."""
    value = _listed(text, "date")
    return value if isinstance(value, date) else None


def _listed(text: str, kind: Kind) -> Value:
    try:
        return parse(text, FieldSpec(header="-", kind=kind, decimals=8), refused=())
    except CellError:
        return None


def choice_list(choices: Choices, lists: Mapping[str, ListRows]) -> ChoiceList:
    """Make the index of one field's choices, from its file or from the mapping itself."""
    where = tuple(choices.where.values())
    valid: dict[tuple[str, ...], dict[str, str]] = {}
    everything: dict[str, str] = {}
    for depends, caption in _pairs(choices, lists):
        folded = fold(caption)
        if folded:
            valid.setdefault(depends, {}).setdefault(folded, caption)
            everything.setdefault(folded, caption)
    return ChoiceList(where=where, valid=valid, all=everything)


def _pairs(choices: Choices, lists: Mapping[str, ListRows]) -> list[tuple[tuple[str, ...], str]]:
    if choices.file is None or choices.column is None:
        return [((), caption) for caption in choices.of]
    return [
        (tuple(fold(row[column]) for column in choices.where), row[choices.column])
        for row in lists[choices.file]
    ]


def _padded(row: Sequence[str], length: int) -> list[str]:
    return [*row, *[""] * (length - len(row))]

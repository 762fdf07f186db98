"""What must be on the site, read from the workbook by openpyxl; the bot's code judges nothing here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

SCREENS = {
    "ภาษีจัดสรร": "REC_TAX_ALLOT",
    "รายได้อื่น": "REC_ASSET_RENT_OUTSIDE",
    "ฎีกา": "EXP_VOUCHER_BUDGET",
    "ใบผ่านรายการบัญชีทั่วไป": "ACC_GENERAL_JOURNAL",
}
NOT_TYPED = "เลขที่เดิม"
LINE_COLUMNS = ("รหัสบัญชี", "ชื่อบัญชี", "เดบิต", "เครดิต")

Document = tuple[str, frozenset[tuple[str, str]], tuple[tuple[tuple[str, str], ...], ...]]
Place = tuple[str, int]


def wanted(workbook: Path) -> list[Document]:
    """Give every document of the workbook in one canonical shape."""
    return list(wanted_at(workbook).values())


def wanted_at(workbook: Path) -> dict[Place, Document]:
    """Give every document of the workbook by the sheet and the first row where it stands."""
    found: dict[Place, Document] = {}
    book = load_workbook(workbook, data_only=True)
    for sheet, screen in SCREENS.items():
        rows = list(book[sheet].iter_rows(values_only=True))
        heads = [str(head) for head in rows[0]]
        records = {place: dict(zip(heads, row, strict=True)) for place, row in enumerate(rows[1:], start=2)}
        if screen != "ACC_GENERAL_JOURNAL":
            found |= {(sheet, place): _document(screen, record, ()) for place, record in records.items()}
            continue
        for number in dict.fromkeys(record[NOT_TYPED] for record in records.values()):
            lines = {place: record for place, record in records.items() if record[NOT_TYPED] == number}
            first = min(lines)
            header = {name: value for name, value in lines[first].items() if name not in LINE_COLUMNS}
            columns = [{c: line[c] for c in LINE_COLUMNS} for line in lines.values()]
            found[sheet, first] = _document(screen, header, columns)
    return found


def stored(documents: Iterable[dict[str, Any]], like: Iterable[Document]) -> list[Document]:
    """Give what the back door shows in the same shape, with the captions that the workbook has."""
    every: dict[str, set[str]] = {}
    for screen, fields, _ in like:
        every.setdefault(screen, set()).update(name for name, _ in fields)
    return [
        (
            document["screen"],
            frozenset(
                (name, _same(document["fields"].get(name, "")))
                for name in every[document["screen"]]
                if _same(document["fields"].get(name, ""))
            ),
            tuple(
                tuple((column, _same(line.get(column, ""))) for column in LINE_COLUMNS)
                for line in document["lines"]
            ),
        )
        for document in documents
    ]


def _document(screen: str, record: dict[str, Any], lines: Iterable[dict[str, Any]]) -> Document:
    fields = frozenset(
        (name, _text(value)) for name, value in record.items() if name != NOT_TYPED and _text(value)
    )
    return (
        screen,
        fields,
        tuple(tuple((column, _text(line[column])) for column in LINE_COLUMNS) for line in lines),
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.day:02}/{value.month:02}/{value.year + 543}"
    if isinstance(value, int | float):
        return _same(str(Decimal(str(value))))
    return _same(str(value))


def _same(text: str) -> str:
    """Fold what two lawful writings of one value may differ in: amounts as numbers, spaces, zero amounts."""
    text = " ".join(text.split())
    try:
        amount = Decimal(text)
    except ArithmeticError:
        return text
    if "." not in text and text.startswith("0") and amount:
        return text  # a code with leading zeros
    return f"{amount:.2f}" if amount else ""

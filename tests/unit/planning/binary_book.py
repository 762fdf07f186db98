"""Writes small .xlsb files record by record: no program here can write them ([MS-XLSB])."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    "</Types>"
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


class Error:
    """A cell with an error value."""


class Small:
    """A number kept in thirty bits."""

    def __init__(self, packed: int) -> None:
        self.packed = packed


class Shared:
    """A text of the shared ones."""

    def __init__(self, index: int) -> None:
        self.index = index


class Day:
    """A serial number in a cell whose style is a date's."""

    def __init__(self, serial: float) -> None:
        self.serial = serial


def record(number: int, body: bytes = b"") -> bytes:
    """Give one record."""
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    length, tail = len(body), b""
    while length >= 0x80:
        tail += bytes([length & 0x7F | 0x80])
        length >>= 7
    return head + tail + bytes([length]) + body


def text(words: str) -> bytes:
    """Give a text with its length before it."""
    return struct.pack("<I", len(words.encode("utf-16-le")) // 2) + words.encode("utf-16-le")


def cell(column: int, value: object) -> bytes:
    """Give the record of one cell."""
    number, body = _valued(value)
    return record(number, struct.pack("<II", column, 1 if isinstance(value, Day) else 0) + body)


def _valued(value: object) -> tuple[int, bytes]:
    kinds: list[tuple[type | tuple[type, ...], int, Callable[[Any], bytes]]] = [
        (type(None), 1, lambda _: b""),
        (Small, 2, lambda one: struct.pack("<I", one.packed)),
        (Error, 3, lambda _: b"\x2a"),
        (bool, 4, lambda one: bytes([one])),
        (Day, 5, lambda one: struct.pack("<d", one.serial)),
        ((int, float), 5, lambda one: struct.pack("<d", one)),
        (Shared, 7, lambda one: struct.pack("<I", one.index)),
        (str, 6, text),
    ]
    return next((number, give(value)) for kind, number, give in kinds if isinstance(value, kind))


def row(number: int, cells: Mapping[int, object], *, hidden: bool = False) -> bytes:
    """Give a row's records; both numbers from 0."""
    body = struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0) + b"\0" + struct.pack("<I", 0)
    return record(0, body) + b"".join(cell(column, value) for column, value in cells.items())


def sheet(
    rows: Sequence[bytes],
    *,
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden_columns: Sequence[int] = (),
) -> bytes:
    """Give a sheet part; `merged` has first and last row, first and last column."""
    columns = b"".join(record(60, struct.pack("<IIIIH", one, one, 2560, 0, 1)) for one in hidden_columns)
    joined = b"".join(record(176, struct.pack("<IIII", *area)) for area in merged)
    return b"".join(
        (
            record(129), record(148, struct.pack("<IIII", 0, len(rows), 0, 10)),
            record(390) + columns + record(391) if columns else b"",
            record(145), *rows, record(146),
            record(177, struct.pack("<I", len(merged))) + joined + record(178) if joined else b"",
            record(130),
        )
    )  # fmt: skip


def _relations(**parts: str) -> str:
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(parts.items(), start=1)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}">{links}</Relationships>'


def write_xlsb(
    path: Path,
    name: str,
    part: bytes,
    *,
    texts: Sequence[str] = (),
    hidden: bool = False,
    from_1904: bool = False,
) -> Path:
    """Write a workbook of one sheet."""
    book = b"".join(
        (
            record(131), record(153, struct.pack("<II", from_1904, 0) + text("")), record(143),
            record(156, struct.pack("<II", hidden, 1) + text("rId1") + text(name)),
            record(144), record(132),
        )
    )  # fmt: skip
    looks = (struct.pack("<HHHHHBB", 0, form, 0, 0, 0, 0, 0) + bytes(4) for form in (0, 14))
    formats = record(617, struct.pack("<I", 2)) + b"".join(record(47, one) for one in looks) + record(618)
    count = struct.pack("<II", len(texts), len(texts))
    shared = record(159, count) + b"".join(record(19, b"\0" + text(one)) for one in texts) + record(160)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _relations(officeDocument="xl/workbook.bin"))
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            _relations(
                worksheet="worksheets/sheet1.bin", sharedStrings="sharedStrings.bin", styles="styles.bin"
            ),
        )
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/styles.bin", record(278) + formats + record(279))
        archive.writestr("xl/sharedStrings.bin", shared)
        archive.writestr("xl/worksheets/sheet1.bin", part)
    return path

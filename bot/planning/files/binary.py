"""The binary records of .xlsb parts: a number, a length and a body each ([MS-XLSB] 2.1.4)."""

from __future__ import annotations

from collections.abc import Iterator

ROW_RECORD = 0
CELL_RECORDS = range(1, 12)
"""Blank, small number, error, truth, number, text, shared text; then formulas: text, number, truth, error."""


def records(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the records of a part; ValueError where it is damaged."""
    at = 0
    while at < len(raw):
        number, at = _varying(raw, at, 2)
        length, at = _varying(raw, at, 4)
        body = raw[at : at + length]
        if len(body) < length:
            raise ValueError(at)
        yield number, body
        at += length


def number_at(body: bytes, at: int) -> int:
    """Give an unsigned number of four bytes; ValueError where the body is too short."""
    if len(body) < at + 4:
        raise ValueError(at)
    return int.from_bytes(body[at : at + 4], "little")


def text_at(body: bytes, at: int) -> tuple[str, int]:
    """Give a text with its length before it, and where it ends."""
    end = at + 4 + 2 * number_at(body, at)
    if len(body) < end:
        raise ValueError(at)
    return body[at + 4 : end].decode("utf-16-le"), end


def _varying(raw: bytes, at: int, most: int) -> tuple[int, int]:
    """Read a number of seven bits a byte; the last byte lacks the high bit."""
    number = 0
    for step in range(most):
        if at + step >= len(raw):
            raise ValueError(at)
        byte = raw[at + step]
        number |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:  # noqa: PLR2004 - the high bit
            return number, at + step + 1
    return number, at + most

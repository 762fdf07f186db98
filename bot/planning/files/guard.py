"""What a file really is, found from its bytes before any reader opens it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.language import Text, say
from bot.planning.files.refusals import unusable

EXCEL = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})

MOST_BYTES = 600 << 20
"""A workbook of 50,000 rows and 20 columns unpacks to about 100 MB."""
MOST_MEMBERS = 10_000
MOST_TIMES = 250
"""Cells are text that packs about 10 times, or 60 if all rows are equal; bombs pack 1,000 times."""
SMALL = 20 << 20
"""Below this a part may pack as well as it likes."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STREAMS = ("Workbook".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
_FILEPASS = re.compile(rb"\x09\x08[\x08\x10]\x00.{8}(?:.{8})?(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""The beginning of an .xls, at most a note that it should not be written to, then: it is encrypted."""
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE)
_CHUNK = 1 << 20
_LOCAL_HEADER = 30


def ensure_readable(path: Path) -> None:
    """Refuse (InputProblems) what is missing, open elsewhere, not what its name says, or a bomb."""
    if path.is_dir():
        raise unusable(path, "workbook_folder")
    if not path.is_file():
        raise unusable(path, "workbook_missing")
    suffix = path.suffix.lower()
    if suffix not in EXCEL and suffix != ".csv":
        raise unusable(path, "workbook_kind")
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            raise unusable(path, "workbook_locked", lock=lock.name)
    try:
        _ensure_kind(path, suffix)
    except PermissionError as error:
        raise unusable(path, "workbook_open") from error
    except (BadZipFile, OSError, zlib.error, NotImplementedError, ValueError) as error:
        raise unusable(path, "workbook_corrupt") from error


def _ensure_kind(path: Path, suffix: str) -> None:
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(_OLE):
        found = _of_ole(path)
    elif head.startswith(_ZIP):
        found = _of_zip(path)
    elif head[:2] in _BIFF and suffix == ".xls":
        found = ".xls"
    else:
        found = _of_text(head)
    if found == "password":
        raise unusable(path, "workbook_password")
    meant = ".xlsx" if suffix == ".xlsm" else suffix
    if found == "?" or (found == ".csv" and meant != ".csv" and not _is_text(head)):
        raise unusable(path, "workbook_corrupt")
    if found != meant:
        raise unusable(path, "workbook_disguised", suffix=suffix, kind=_KINDS[found])


def _of_ole(path: Path) -> str:
    raw = path.read_bytes()
    if _ENCRYPTED in raw or _FILEPASS.search(raw):
        return "password"
    return ".xls" if any(name in raw for name in _STREAMS) else "?"


def _of_zip(path: Path) -> str:
    with ZipFile(path) as archive:
        members = archive.infolist()
        names = {member.filename for member in members}
        if any(member.flag_bits & 1 for member in members):
            return "password"
        _ensure_no_bomb(path, members)
    for name, suffix in _PARTS.items():
        if name in names:
            return suffix
    return "zip"


_PARTS: Mapping[str, str] = {"xl/workbook.xml": ".xlsx", "xl/workbook.bin": ".xlsb", "content.xml": ".ods"}


def _of_text(head: bytes) -> str:
    plain = head.replace(b"\0", b"")
    if _PAGE.search(plain):
        return "page"
    return "xml" if plain.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<?xml") else ".csv"


def _is_text(head: bytes) -> bool:
    """Tell that the bytes are text of any encoding: few of the control characters."""
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    strange = sum(byte < ord(" ") and byte not in b"\t\r\n\0" for byte in head)
    return bool(head) and not strange and (wide or b"\0" not in head)


_KINDS: Mapping[str, Text] = {
    ".xlsx": say("ไฟล์ .xlsx", "an .xlsx workbook"),
    ".xlsb": say("ไฟล์ .xlsb", "an .xlsb workbook"),
    ".ods": say("ไฟล์ .ods", "an .ods workbook"),
    ".xls": say("ไฟล์ .xls", "an .xls workbook"),
    ".csv": say("ข้อความล้วน", "plain text"),
    "page": say("หน้าเว็บ (HTML)", "a web page (HTML)"),
    "xml": say("ไฟล์ XML", "an XML file"),
    "zip": say("ไฟล์ ZIP", "a ZIP archive"),
}


def _ensure_no_bomb(path: Path, members: list[ZipInfo]) -> None:
    """Unpack everything once, in pieces, without keeping it: what the file says of its sizes may be a lie."""
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_BYTES:
        raise unusable(path, "workbook_too_big")
    total = 0
    with path.open("rb") as file:
        for member in members:
            file.seek(member.header_offset)
            header = file.read(_LOCAL_HEADER)
            skip = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
            file.seek(skip, 1)
            if member.compress_type == ZIP_STORED:
                total += member.file_size
                continue
            if member.compress_type != ZIP_DEFLATED:
                raise NotImplementedError
            size = 0
            for piece in _inflated(file, member.compress_size):
                size += piece
                if size > max(SMALL, MOST_TIMES * member.compress_size) or total + size > MOST_BYTES:
                    raise unusable(path, "workbook_too_big")
            if size != member.file_size:
                raise BadZipFile
            total += size


def _inflated(file: BinaryIO, left: int) -> Iterator[int]:
    """Give the sizes of a member's pieces as they unpack, none above a megabyte."""
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    while left and (packed := file.read(min(left, 1 << 16))):
        left -= len(packed)
        while packed:
            yield len(unpack.decompress(packed, _CHUNK))
            packed = unpack.unconsumed_tail
    yield len(unpack.flush())

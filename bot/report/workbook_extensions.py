"""What openpyxl leaves behind when it copies a workbook: put back where that is possible, else named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from bot.language import Text, say

Extensions = Mapping[str, str]
"""Sheet title -> the end of its XML (`extLst`) with what newer programs keep there."""

_KEPT = (
    "CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF",  # drop-down lists that point at another sheet
    "05C60535-1F16-4FD2-B633-F4F36F0B64E0",  # sparklines
    "78C0D931-6437-407D-A8EE-F0AAD7539E65",  # conditional formats that point at another sheet
)
_EXT = re.compile(r"<(?:\w+:)?ext\b[^>]*\buri=\"\{([0-9A-Fa-f-]+)\}\"[^>]*>.*?</(?:\w+:)?ext>", re.DOTALL)
_SPACES = re.compile(r"\bxmlns:(\w+)=\"([^\"]*)\"")
_REVISION = re.compile(r"\sxr\d*:\w+=\"[^\"]*\"")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATIONSHIP = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_END = b"</worksheet>"
_LEFT_BEHIND: Mapping[str, Text] = {
    "xl/ctrlProps/": say("ปุ่มและตัวควบคุมในแผ่นงาน", "form controls"),
    "xl/activeX/": say("ตัวควบคุม ActiveX", "ActiveX controls"),
    "xl/slicers/": say("ตัวแบ่งส่วนข้อมูล (slicer)", "slicers"),
    "xl/timelines/": say("เส้นเวลา (timeline)", "timelines"),
    "xl/threadedComments/": say("การสนทนาในความคิดเห็น", "threads of comments"),
}
_SHAPES = say("รูปวาดและกล่องข้อความ", "shapes and text boxes")
_UNREADABLE = (OSError, BadZipFile, KeyError, UnicodeDecodeError)


def extensions_of(source: Path) -> Extensions:
    """Give what is to be put back into a copy of `source`; nothing when it is no .xlsx or .xlsm."""
    try:
        with ZipFile(source) as archive:
            found = {title: _extension(archive.read(part)) for title, part in _parts(archive).items()}
    except _UNREADABLE:
        return {}
    return {title: text for title, text in found.items() if text}


def put_back(copy: Path, extensions: Extensions) -> None:
    """Put the extensions back into the sheets of a copy that was just written."""
    if not extensions:
        return
    whole = copy.with_name(f"{copy.name}.whole")
    with ZipFile(copy) as before, ZipFile(whole, "w", ZIP_DEFLATED) as after:
        texts = {part: extensions[title] for title, part in _parts(before).items() if title in extensions}
        for info in before.infolist():
            data = before.read(info)
            if info.filename in texts:
                head, end, tail = data.rpartition(_END)
                data = head + texts[info.filename].encode() + end + tail
            after.writestr(info, data)
    whole.replace(copy)


def left_behind(source: Path) -> tuple[Text, ...]:
    """Name what of `source` a copy does not have."""
    try:
        with ZipFile(source) as archive:
            names = archive.namelist()
            found = [what for place, what in _LEFT_BEHIND.items() if any(n.startswith(place) for n in names)]
            drawings = [name for name in names if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)]
            if any(re.search(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[ >]", archive.read(name)) for name in drawings):
                found.append(_SHAPES)
    except _UNREADABLE:
        return ()
    return tuple(found)


def _extension(xml: bytes) -> str:
    """Cut what is kept out of a sheet's end, with the names that its beginning gives to XML's spaces."""
    start = xml.rfind(b"<extLst")
    if start < 0:
        return ""
    kept = [
        _REVISION.sub("", match.group())
        for match in _EXT.finditer(xml[start:].decode("utf-8"))
        if match[1].upper() in _KEPT and "dataBar" not in match.group()
    ]
    if not kept:
        return ""
    head = xml[: xml.find(b"<sheetData")].decode("utf-8")
    spaces = "".join(f' xmlns:{name}="{uri}"' for name, uri in dict(_SPACES.findall(head)).items())
    return f"<extLst{spaces}>{''.join(kept)}</extLst>"


def _parts(archive: ZipFile) -> dict[str, str]:
    """Find the part of each sheet by its title."""
    targets = {
        one.get("Id", ""): one.get("Target", "").lstrip("/")
        for one in _tags(archive.read("xl/_rels/workbook.xml.rels"), _RELATIONSHIP)
    }
    found: dict[str, str] = {}
    for sheet in _tags(archive.read("xl/workbook.xml"), _SHEET):
        relation = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        target = targets.get(relation, "")
        found[sheet.get("name", "")] = target if target.startswith("xl/") else f"xl/{target}"
    return found


def _tags(xml: bytes, tag: re.Pattern[str]) -> Iterator[dict[str, str]]:
    """Give the attributes of each such tag; no parser that would follow what a hostile file says."""
    for match in tag.finditer(xml.decode("utf-8")):
        yield {name: unescape(one or other) for name, one, other in _ATTRIBUTE.findall(match[1])}

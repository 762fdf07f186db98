"""XML read as a stream, with hostile files in mind: no document types, no entities, no tree in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers import expat

Having = Mapping[str, str]
"""A tag's attributes, with their prefixes."""

Start = Callable[[Having], None]
End = Callable[[], None]
Words = Callable[[str], None]


class NotXmlError(Exception):
    """A part of the file is no XML, or XML that no workbook has."""


def walk(
    file: IO[bytes], starts: Mapping[str, Start], ends: Mapping[str, End], words: Words | None = None
) -> None:
    """Call back for each of these tags, known without their prefix, and for texts."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse  # and with it every entity
    known_starts: dict[str, Start | None] = dict(starts)
    known_ends: dict[str, End | None] = dict(ends)

    def start(tag: str, having: dict[str, str]) -> None:
        if tag not in known_starts:
            known_starts[tag] = starts.get(tag.rpartition(":")[2])
        call = known_starts[tag]
        if call is not None:
            call(having)

    def end(tag: str) -> None:
        if tag not in known_ends:
            known_ends[tag] = ends.get(tag.rpartition(":")[2])
        call = known_ends[tag]
        if call is not None:
            call()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if words is not None:
        parser.CharacterDataHandler = words
    try:
        parser.ParseFile(file)
    except expat.ExpatError as error:
        raise NotXmlError from error


def _refuse(*_: object) -> None:
    raise NotXmlError

"""What people wrote beside the cells of a sheet."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from zipfile import ZipFile

from bot.planning.files.walk import End, Having, Start, walk
from bot.planning.second_look.ooxml_book import targets
from bot.planning.second_look.ooxml_sheet import area_of
from bot.planning.second_look.shape import Place

OURS = "elaas-bot"
"""Who wrote the comments of a marked copy."""


def comments_of(archive: ZipFile, sheet: str) -> dict[Place, str]:
    """Give the comments of a sheet by place, but for ours; KeyError or ValueError where it is damaged."""
    folder, name = posixpath.split(sheet)
    related = f"{folder}/_rels/{name}.rels"
    if related not in archive.namelist():
        return {}
    found = _Comments()
    for part in targets(archive, related, folder, "/comments").values():
        with archive.open(part) as file:
            walk(file, found.starts, found.ends, found.words)
    return found.texts


def is_ours(author: str) -> bool:
    """Tell whether a comment is one of a marked copy."""
    return author.startswith(OURS)


class _Comments:
    """Collects texts by the cell beside which they stand."""

    def __init__(self) -> None:
        self.texts: dict[Place, str] = {}
        self._authors: list[str] = []
        self._pieces: list[str] = []
        self._place: Place = (0, 0)
        self._author = ""
        self.starts: Mapping[str, Start] = {"author": self._begin, "comment": self._comment}
        self.ends: Mapping[str, End] = {"author": self._end_author, "comment": self._end_comment}

    def words(self, text: str) -> None:
        self._pieces.append(text)

    def _begin(self, _having: Having) -> None:
        self._pieces.clear()

    def _end_author(self) -> None:
        self._authors.append("".join(self._pieces))

    def _comment(self, having: Having) -> None:
        top, left, _, _ = area_of(having["ref"])
        number = int(having.get("authorId", "0"))
        self._place, self._author = (top, left), self._authors[number] if number < len(self._authors) else ""
        self._pieces.clear()

    def _end_comment(self) -> None:
        text = " ".join("".join(self._pieces).split())
        if text and not is_ours(self._author):
            self.texts[self._place] = text

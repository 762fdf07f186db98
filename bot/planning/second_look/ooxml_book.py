"""The parts of an .xlsx that all its sheets share: their names, texts, number formats and calendar."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zipfile import ZipFile

from bot.planning.files.walk import End, Having, Start, walk
from bot.planning.second_look.shape import BEGINNING, BEGINNING_1904

_TRUE = ("1", "true", "on")
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)})
"""Built-in number formats of dates and times, with those of Thai and East Asian programs."""
_BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((37, 38), "#,##0_);(#,##0)"),
    **dict.fromkeys((39, 40), "#,##0.00_);(#,##0.00)"),
    **dict.fromkeys((41, 42), '#,##0_);(#,##0);"-"'),
    **dict.fromkeys((43, 44), '#,##0.00_);(#,##0.00);"-"'),
}
"""Number formats that files name by their number alone."""
_QUIET = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+|ช+|น+|ท+)\]", re.IGNORECASE)
_MOMENT = re.compile(r"[dmyhsbegaวดปชนท]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, kw_only=True)
class SheetPlace:
    """Where a sheet's XML is, and whether the sheet is hidden."""

    part: str
    hidden: bool


@dataclass(frozen=True, kw_only=True)
class Book:
    """What the sheets share."""

    sheets: Mapping[str, SheetPlace]
    texts: Sequence[str]
    dates: Sequence[bool]
    """By style: whether its number format is one of a date or time."""
    formats: Sequence[str]
    """By style: its number format, as far as it is known."""
    struck: frozenset[int]
    """The styles whose text is crossed out."""
    beginning: datetime
    never_calculated: bool
    """The writer asks for a calculation at the next opening, so it has not made one itself."""


def read_book(archive: ZipFile) -> Book:
    """Read everything but the sheets; KeyError or ValueError where the file is damaged."""
    main = next(iter(targets(archive, "_rels/.rels", "", "officeDocument").values()))
    folder, name = posixpath.split(main)
    related = targets(archive, f"{folder}/_rels/{name}.rels", folder, "")
    found = _BookWalker()
    with archive.open(main) as file:
        walk(file, found.starts, {})
    kinds = targets(archive, f"{folder}/_rels/{name}.rels", folder, "sharedStrings")
    styles = targets(archive, f"{folder}/_rels/{name}.rels", folder, "styles")
    looks = _styles(archive, next(iter(styles.values()), None))
    return Book(
        sheets={
            one: SheetPlace(part=related[link], hidden=state in ("hidden", "veryHidden"))
            for one, link, state in found.sheets
            if link in related
        },
        texts=_texts(archive, next(iter(kinds.values()), None)),
        dates=looks.dates,
        formats=looks.formats,
        struck=looks.struck,
        beginning=BEGINNING_1904 if found.from_1904 else BEGINNING,
        never_calculated=found.never_calculated,
    )


def unescaped(text: str) -> str:
    """Put characters in place of their numbers (`_x000D_`), as spreadsheets write what XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _BookWalker:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False
        self.never_calculated = False

        self.starts: Mapping[str, Start] = {
            "sheet": self._sheet,
            "workbookPr": self._calendar,
            "calcPr": self._calculation,
        }

    def _sheet(self, having: Having) -> None:
        link = next((text for name, text in having.items() if name.endswith(":id")), "")
        self.sheets.append((having["name"], link, having.get("state", "")))

    def _calendar(self, having: Having) -> None:
        self.from_1904 = having.get("date1904", "") in _TRUE

    def _calculation(self, having: Having) -> None:
        self.never_calculated = having.get("fullCalcOnLoad", "") in _TRUE


def targets(archive: ZipFile, part: str, folder: str, kind: str) -> dict[str, str]:
    """Give the parts that a part relates to, by link, of one kind (the end of the kind's address)."""
    found: dict[str, str] = {}

    def relation(having: Having) -> None:
        if having["Type"].endswith(kind) and having.get("TargetMode") != "External":
            target = having["Target"]
            joined = target if target.startswith("/") else posixpath.join("/", folder, target)
            found[having["Id"]] = posixpath.normpath(joined).lstrip("/")

    with archive.open(part) as file:
        walk(file, {"Relationship": relation}, {})
    return found


class _Texts:
    """Collects the shared texts: all runs of a text, without the readings printed above it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._taking = self._reading = False
        self.starts: Mapping[str, Start] = {"t": self._begin, "rPh": self._begin_reading}
        self.ends: Mapping[str, End] = {"t": self._end, "rPh": self._end_reading, "si": self._whole}

    def words(self, text: str) -> None:
        if self._taking:
            self._pieces.append(text)

    def _begin(self, _having: Having) -> None:
        self._taking = not self._reading

    def _end(self) -> None:
        self._taking = False

    def _begin_reading(self, _having: Having) -> None:
        self._reading = True

    def _end_reading(self) -> None:
        self._reading = False

    def _whole(self) -> None:
        self.texts.append(unescaped("".join(self._pieces)))
        self._pieces.clear()


def _texts(archive: ZipFile, part: str | None) -> Sequence[str]:
    if part is None:
        return ()
    found = _Texts()
    with archive.open(part) as file:
        walk(file, found.starts, found.ends, found.words)
    return found.texts


class _Styles:
    """Collects the number formats and crossed-out fonts of the styles that cells use."""

    def __init__(self) -> None:
        self.own: dict[int, str] = {}
        self.used: list[tuple[int, int]] = []
        self._fonts = 0
        self._struck: set[int] = set()
        self._inside = self._in_fonts = False
        self.starts: Mapping[str, Start] = {
            "numFmt": self._format,
            "fonts": self._begin_fonts,
            "font": self._font,
            "strike": self._strike,
            "cellXfs": self._begin,
            "xf": self._style,
        }
        self.ends: Mapping[str, End] = {"cellXfs": self._end, "fonts": self._end_fonts}

    @property
    def numbers(self) -> Sequence[int]:
        """Give the number format of each style."""
        return [number for number, _ in self.used] or [0]

    @property
    def struck(self) -> frozenset[int]:
        """Give the styles whose font is crossed out."""
        return frozenset(style for style, (_, font) in enumerate(self.used) if font in self._struck)

    def _begin_fonts(self, _having: Having) -> None:
        self._in_fonts = True

    def _end_fonts(self) -> None:
        self._in_fonts = False

    def _font(self, _having: Having) -> None:
        self._fonts += self._in_fonts

    def _strike(self, having: Having) -> None:
        if self._in_fonts and having.get("val", "1") in _TRUE:
            self._struck.add(self._fonts - 1)

    def _format(self, having: Having) -> None:
        self.own[int(having["numFmtId"])] = having.get("formatCode", "")

    def _begin(self, _having: Having) -> None:
        self._inside = True

    def _end(self) -> None:
        self._inside = False

    def _style(self, having: Having) -> None:
        if self._inside:
            self.used.append((int(having.get("numFmtId", "0")), int(having.get("fontId", "0"))))


@dataclass(frozen=True, kw_only=True)
class _Looks:
    """By style: is it one of a date, its number format; and which styles are crossed out."""

    dates: Sequence[bool]
    formats: Sequence[str]
    struck: frozenset[int]


def _styles(archive: ZipFile, part: str | None) -> _Looks:
    if part is None:
        return _Looks(dates=(False,), formats=("General",), struck=frozenset())
    found = _Styles()
    with archive.open(part) as file:
        walk(file, found.starts, found.ends)
    own = found.own
    return _Looks(
        dates=[is_moment(own[one]) if one in own else one in _DATES for one in found.numbers],
        formats=[own.get(one, _BUILT_IN.get(one, "")) for one in found.numbers],
        struck=found.struck,
    )


def is_moment(form: str) -> bool:
    """Tell whether a number format is one of a date or time."""
    first = form.partition(";")[0]
    if _ELAPSED.search(first):
        return True
    plain = _QUIET.sub("", first)
    return "General" not in plain and _MOMENT.search(plain) is not None

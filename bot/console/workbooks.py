"""Which workbook is in use: the config's, or one that a person brought to the console."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from bot.errors import ConfigError
from bot.language import say
from bot.report.plain import one_line

KINDS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"})
_CHOSEN = "chosen.json"
_LONGEST_NAME = 80


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """A workbook that may be used; `name` as the person calls it."""

    path: Path
    name: str
    at: datetime | None
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class Workbooks:
    """The workbooks of one console's folder; what was uploaded is kept as it came and never changed."""

    folder: Path
    standard: Path

    def chosen(self) -> Workbook:
        """Give the workbook in use; the config's while nobody chose another."""
        try:
            shape = json.loads((self.folder / _CHOSEN).read_text(encoding="utf-8"))
            path = self.folder / Path(shape["file"]).name if shape["file"] else self.standard
            at = datetime.fromisoformat(shape["at"])
            found = Workbook(path=path, name=shape["name"], at=at, who=shape["who"])
        except (OSError, ValueError, KeyError):
            return Workbook(path=self.standard, name=self.standard.name, at=None)
        return found

    def uploaded(self) -> Sequence[Workbook]:
        """Give the workbooks that were brought, the newest first."""
        found = [path for path in self.folder.glob("*") if path.suffix.lower() in KINDS]
        return [
            Workbook(path=path, name=path.name.partition("-")[2], at=_moment(path))
            for path in sorted(found, reverse=True)
        ]

    def bring(self, name: str, content: BinaryIO, *, who: str) -> Workbook:
        """Keep a file that was uploaded and use it; ConfigError for a file that is no workbook by name."""
        plain = _plain(name)
        if Path(plain).suffix.lower() not in KINDS:
            raise ConfigError(
                say(
                    "แฟ้ม {n} ไม่ใช่สมุดงาน ให้เลือกแฟ้ม Excel (.xlsx, .xls) หรือ .ods, .csv",
                    "{n} is no workbook. Choose an Excel file (.xlsx, .xls) or .ods, .csv.",
                    n=plain or "?",
                )
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{plain}"
        with path.open("xb") as file:
            shutil.copyfileobj(content, file)
        return self._use(path.name, plain, who)

    def use(self, file: str, *, who: str) -> Workbook:
        """Use a workbook that was brought before; blank: the config's. ConfigError when it is not there."""
        if not file:
            return self._use("", self.standard.name, who)
        for known in self.uploaded():
            if known.path.name == file:
                return self._use(file, known.name, who)
        raise ConfigError(
            say("ไม่พบสมุดงานนั้นแล้ว ให้เลือกใหม่", "That workbook is not there any more. Choose again.")
        )

    def _use(self, file: str, name: str, who: str) -> Workbook:
        self.folder.mkdir(parents=True, exist_ok=True)
        shape = {"file": file, "name": name, "who": who, "at": datetime.now(UTC).isoformat()}
        unfinished = self.folder / f".{_CHOSEN}"
        unfinished.write_text(json.dumps(shape, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(self.folder / _CHOSEN)
        return self.chosen()


def _plain(name: str) -> str:
    """Give a file's own name, without folders of any system and without what a file may not be called."""
    last = one_line(name.replace("\\", "/").rpartition("/")[2])
    return re.sub(r'[<>:"|?*]+', "_", last).strip(" .")[-_LONGEST_NAME:].strip(" .")


def _moment(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)

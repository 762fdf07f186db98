"""What the pages work with: settings, ledger, names of screens, and the folder that the console keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from time import monotonic
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.console.keys import Keys
from bot.console.tasks import Name, Task, Tasks
from bot.console.workbooks import Workbooks
from bot.domain.approval import Approving
from bot.errors import InputProblems, Problem
from bot.ledger.reports import Reports
from bot.ledger.store import Store
from bot.ledger.watching import Cell, Watching
from bot.planning.mapping import Mappings, load_mappings
from bot.report.about import About

_LOOK_AGAIN = 5.0
"""Seconds until the mappings' files are looked at again."""


@dataclass(kw_only=True)
class Desk:
    """One office at one console. `command` starts the bot, `operator` is who runs this computer."""

    settings: Settings
    config: Path
    store: Store
    folder: Path
    command: Sequence[str]
    operator: str
    approving: Approving
    keys: Keys = field(default_factory=Keys)
    _mappings: tuple[object, Mappings | None, tuple[Problem, ...]] | None = None
    _cells: tuple[int, tuple[Cell, ...]] | None = None
    _looked: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        """Ask the ledger through these two."""
        self.watching = Watching(self.store.database)
        self.reports = Reports(self.store.database)
        self.workbooks = Workbooks(folder=self.folder / "workbooks", standard=self.settings.workbook)
        self.tasks = Tasks(folder=self.folder / "tasks", command=self.command, config=self.config)

    def mappings(self) -> Mappings | None:
        """Give the mappings as they stand on the disk; None when they are wrong."""
        return self._load()[0]

    def problems(self) -> tuple[Problem, ...]:
        """Give what is wrong with the mappings."""
        return self._load()[1]

    def cells(self) -> tuple[Cell, ...]:
        """Give counts and sums by status, screen and day; added up again only when something happened."""
        seq = self.watching.last_event()
        with self._lock:
            if self._cells is None or self._cells[0] != seq:
                self._cells = (seq, self.watching.cells())
            return self._cells[1]

    def of_workbook(self, name: Name) -> Task | None:
        """Give the newest task of a command, if it was about the workbook that is in use now."""
        task = self.tasks.last(name)
        return task if task and task.told.get("workbook") == str(self.workbooks.chosen().path) else None

    def planned(self) -> bool:
        """Tell whether there is a plan of the workbook in use."""
        task = self.of_workbook("plan")
        return bool(task and task.code == 0)

    def about(self) -> About:
        """Give the names by which people know screens and fields."""
        mappings = self.mappings()
        site = mappings.site if mappings else None
        return About(
            made_at=datetime.now(ZoneInfo(site.timezone if site else "Asia/Bangkok")),
            screens=mappings.screens if mappings else {},
            site=site,
            office=self.settings.site.office,
            fiscal_year=str(self.settings.site.fiscal_year or ""),
            source=self.settings.workbook,
            evidence_dir=self.settings.evidence.dir,
        )

    def _load(self) -> tuple[Mappings | None, tuple[Problem, ...]]:
        with self._lock:
            if self._mappings is not None and monotonic() - self._looked < _LOOK_AGAIN:
                return self._mappings[1], self._mappings[2]
            stamp, self._looked = _stamp(self.settings.mappings), monotonic()
            if self._mappings is None or self._mappings[0] != stamp:
                try:
                    self._mappings = (stamp, load_mappings(self.settings.mappings), ())
                except InputProblems as error:
                    self._mappings = (stamp, None, error.problems)
            return self._mappings[1], self._mappings[2]


def _stamp(folder: Path) -> Mapping[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*.*")) if path.is_file()}

"""Commands that the console starts: each in a process of its own that outlives the console, told in files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any, Literal

from bot.console.child import ERR, EXIT, OUT
from bot.console.processes import is_process
from bot.language import Language

Name = Literal["check", "plan", "preview", "run", "verify", "report", "correct", "doubts", "approve"]
TASK = "task.json"
_LONGEST_TAIL = 6000


@dataclass(frozen=True, kw_only=True)
class Task:
    """One command that was started: which, by whom, in which language it speaks, and its folder."""

    id: str
    name: str
    who: str
    language: Language
    started: datetime
    pid: int
    folder: Path
    told: Mapping[str, str]

    @property
    def code(self) -> int | None:
        """Give the exit code; None while there is none."""
        try:
            return int((self.folder / EXIT).read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    @property
    def alive(self) -> bool:
        """Tell whether it is still at work."""
        return self.code is None and is_process(self.pid, self.started)

    @property
    def broken(self) -> bool:
        """Tell that it ended without telling how: the computer was switched off, or it was killed."""
        return self.code is None and not self.alive

    @property
    def words(self) -> str:
        """Give the end of what it said."""
        return _tail(self.folder / OUT)

    @property
    def complaints(self) -> str:
        """Give the end of what it complained of."""
        return _tail(self.folder / ERR)

    def document(self) -> Any:
        """Give the JSON document that it printed; None while there is none."""
        try:
            return json.loads((self.folder / OUT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None


@dataclass(frozen=True, kw_only=True)
class Tasks:
    """Starts commands and knows those that were started, by this console or by another one."""

    folder: Path
    command: Sequence[str]
    config: Path

    def start(  # noqa: PLR0913 - a task has that many parts
        self,
        name: Name,
        words: Sequence[str],
        *,
        who: str,
        language: Language,
        workbook: Path | None = None,
        told: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
    ) -> Task:
        """Start a command; `{folder}` in its words becomes the task's own folder.

        `secrets` are variables of its process only; they are written down nowhere.
        """
        place = self._new_folder(name)
        spoken = ["-c", str(self.config), "--lang", language]
        spoken += ["--workbook", str(workbook)] if workbook else []
        spoken += [name, *(word.replace("{folder}", str(place)) for word in words)]
        started = datetime.now(UTC)
        process = subprocess.Popen(  # noqa: S603 - our own command, words as a list
            [sys.executable, "-m", "bot.console.child", str(place), *self.command, *spoken],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.config.parent,
            env={**os.environ, **(secrets or {}), "PYTHONUTF8": "1", "PYTHONPATH": _path()},
            **_apart(),
        )
        Thread(target=process.wait, daemon=True).start()  # so that it leaves no corpse when it ends
        shape = {
            "name": name,
            "who": who,
            "language": language,
            "started": started.isoformat(),
            "pid": process.pid,
            "told": dict(told or {}),
        }
        (place / TASK).write_text(json.dumps(shape, ensure_ascii=False), encoding="utf-8")
        return _task(place, shape)

    def wait(self, task: Task, seconds: float = 120.0) -> None:
        """Wait until a task has ended, at most so long."""
        until = monotonic() + seconds
        while task.code is None and monotonic() < until:
            sleep(0.1)

    def last(self, name: Name) -> Task | None:
        """Give the newest task of a command."""
        for place in sorted(self.folder.glob(f"*-{name}"), reverse=True):
            try:
                return _task(place, json.loads((place / TASK).read_text(encoding="utf-8")))
            except (OSError, ValueError, KeyError):
                continue  # not started yet, or not ours
        return None

    def stamp(self) -> str:
        """Give a text that changes when a task begins or ends."""
        newest = sorted(self.folder.glob("*-*"))[-8:]
        return " ".join(f"{place.name}{'.' if (place / EXIT).exists() else ''}" for place in newest)

    def _new_folder(self, name: str) -> Path:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        place = self.folder / f"{stamp}-{name}"
        place.mkdir(parents=True)
        return place


def _task(place: Path, shape: Mapping[str, Any]) -> Task:
    return Task(
        id=place.name,
        name=shape["name"],
        who=shape["who"],
        language="en" if shape["language"] == "en" else "th",
        started=datetime.fromisoformat(shape["started"]),
        pid=shape["pid"],
        folder=place,
        told=shape["told"],
    )


def _apart() -> dict[str, Any]:
    """Give what makes a process one of its own: closing the console or its window does not end it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def _path() -> str:
    """Give the places of our modules: a task runs in the office's folder, not in the program's."""
    return os.pathsep.join(part for part in sys.path if part)


def _tail(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return text if len(text) <= _LONGEST_TAIL else "…" + text[-_LONGEST_TAIL:]

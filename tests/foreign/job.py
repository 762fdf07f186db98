"""The bot as its user runs it: a folder with config and workbook, and the command line in a subprocess."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foreign.serving import Place


@dataclass(frozen=True, kw_only=True)
class Job:
    """One folder of work against one application; `workbook.xlsx` is expected in the folder."""

    folder: Path
    place: Place
    mappings: Path
    office: str = ""

    def prepare(self) -> Job:
        """Write config.yaml."""
        (self.folder / "config.yaml").write_text(
            f"""\
site:
  url: {self.place.url}
  office: "{self.office}"
  dialect: plain
sign_in: {{method: form, username: {self.place.user}}}
workbook: workbook.xlsx
mappings: {self.mappings.as_posix()}
ledger: ledger.sqlite3
evidence: {{dir: evidence, screenshots: failures}}
pacing: {{settling_delay: 1, first_wait: 0.2}}
language: en
""",
            encoding="utf-8",
        )
        return self

    def bot(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            self._command(arguments),
            env=self._environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=1500,
        )

    def must(self, exit_code: int, *arguments: str) -> str:
        """Run one command, prove its exit code, and give what it printed."""
        done = self.bot(*arguments)
        assert done.returncode == exit_code, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start one command and let it run; what it prints goes to `started.log`."""
        with self.started_log.open("ab") as log:
            return subprocess.Popen(
                self._command(arguments),
                env=self._environment(),
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    @property
    def started_log(self) -> Path:
        """Give the file with everything that started commands printed."""
        return self.folder / "started.log"

    def standing(self, key_field: str) -> dict[str, dict[str, Any]]:
        """Give each entry's line of `status --json --entries`, by its value of `key_field`."""
        planned = json.loads(self.must(0, "plan", "--json"))["entries"]
        names = {entry["key"]: entry["fields"][key_field] for entry in planned}
        status = json.loads(self.must(0, "status", "--json", "--entries"))
        return {names[entry["key"]]: entry for entry in status["entries"]}

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        config = str(self.folder / "config.yaml")
        return [sys.executable, "-c", "from bot.cli import main; main()", "-c", config, *arguments]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "ELAAS_BOT_PASSWORD": self.place.password, "PYTHONUTF8": "1"}

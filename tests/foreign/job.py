"""The bot as its user runs it: a folder with config and workbook, and the command line in a subprocess."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foreign.office_running import PASSWORD_VARIABLE, Office
from foreign.vouchers import Voucher, write_workbook

MAPPINGS = Path(__file__).parent / "mappings"


@dataclass(frozen=True, kw_only=True)
class Job:
    """One folder of work against one office."""

    folder: Path
    office: Office

    def bot(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            self._command(arguments), env=self._environment(), cwd=self.folder,
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=1500,
        )  # fmt: skip

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start one command and let it run."""
        return subprocess.Popen(
            self._command(arguments), env=self._environment(), cwd=self.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def standing(self) -> dict[str, dict[str, Any]]:
        """Give each entry's line of `status --json --entries`, by the reference of its voucher."""
        listed = json.loads(self.bot("plan", "--json").stdout)["entries"]
        references = {entry["key"]: entry["fields"]["reference"] for entry in listed}
        status = json.loads(self.bot("status", "--json", "--entries").stdout)
        return {references[entry["key"]]: entry for entry in status["entries"]}

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        config = str(self.folder / "config.yaml")
        return [sys.executable, "-c", "from bot.cli import main; main()", "-c", config, *arguments]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, PASSWORD_VARIABLE: self.office.password, "PYTHONUTF8": "1"}


def new_job(folder: Path, office: Office, content: tuple[Voucher, ...]) -> Job:
    """Write workbook and config into `folder`."""
    write_workbook(folder / "vouchers.xlsx", content)
    (folder / "config.yaml").write_text(
        f"""\
site:
  url: {office.url}
  office: Django administration
  dialect: plain
sign_in: {{method: form, username: {office.user}}}
workbook: vouchers.xlsx
mappings: {MAPPINGS.as_posix()}
ledger: ledger.sqlite3
evidence: {{dir: evidence, screenshots: failures}}
pacing: {{settling_delay: 1, first_wait: 0.2}}
language: en
""",
        encoding="utf-8",
    )
    return Job(folder=folder, office=office)

"""An office for the job tests: a practice site in its own process, a workbook, and the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MAPPINGS = ROOT / "mappings"

Blow = tuple[str, str, str]


def command(*words: str) -> list[str]:
    """Give the command line as a user has it, without needing the script on the PATH."""
    return [sys.executable, "-c", "from bot.cli import main; main()", *words]


@dataclass(frozen=True, kw_only=True)
class Office:
    """Where the practice site is, where the files are, and how the bot is called."""

    folder: Path
    url: str
    backdoor: str
    username: str
    password: str
    users: Sequence[dict[str, str]] = ()

    @property
    def config(self) -> Path:
        return self.folder / "config.yaml"

    @property
    def workbook(self) -> Path:
        return self.folder / "entries.xlsx"

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger.sqlite3"

    def write_config(self, **more: str) -> None:
        told = {
            "site": f'{{url: "{self.url}/", office: "อบต.บ้านตัวอย่าง", fiscal_year: 2567, dialect: webforms}}',
            "sign_in": f'{{method: form, username: "{self.username}"}}',
            "workbook": "entries.xlsx",
            "mappings": f"'{MAPPINGS}'",
            "ledger": "ledger.sqlite3",
            "evidence": "{dir: evidence, screenshots: failures}",
            "pacing": "{settling_delay: 0.2, first_wait: 0.1, longest_wait: 1, maintenance_wait: 60,"
            " month_gate: false}",
            "language": "en",
            **more,
        }
        lines = [f"{key}: {value}" for key, value in told.items()]
        self.config.write_text("\n".join(lines) + "\n", encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "ELAAS_BOT_PASSWORD": self.password, "PYTHONUTF8": "1"}

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start the bot and do not wait."""
        return subprocess.Popen(
            command("-c", str(self.config), *words),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env=self.environment,
        )

    def strike(self, *words: str, blows: Sequence[Blow], expect: int) -> list[dict[str, Any]]:
        """Call the bot while blows (fault, point, moment) strike one entry after the other; gives them.

        The faults and points are those of `survival`.
        """
        about = {
            "folder": str(self.folder),
            "backdoor": self.backdoor,
            "blows": [dict(zip(("fault", "point", "moment"), blow, strict=True)) for blow in blows],
            "words": ["-c", str(self.config), *words],
        }
        done = subprocess.run(
            [sys.executable, "-m", "survival.struck", json.dumps(about)],
            env={**self.environment, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
            check=False,
        )
        printed = (self.folder / "printed.txt").read_text("utf-8")
        assert done.returncode == expect, f"{words}: exit {done.returncode}\n{printed[-4000:]}"
        journal = self.folder / "journal.jsonl"
        assert "Traceback" not in printed
        assert "never retrieved" not in printed
        lines = journal.read_text("utf-8").splitlines() if journal.exists() else []
        return [json.loads(line) for line in lines]

    def quick_commits(self, seconds: float) -> str:
        """Copy the mappings with a short `timeout` for commits; gives what the config says of them.

        Without books.yaml: what strikes entries is tested with these, not the reading of reports.
        """
        folder = self.folder / "mappings"
        shutil.copytree(MAPPINGS, folder)
        (folder / "books.yaml").unlink()
        for path in folder.glob("*.yaml"):
            text = path.read_text("utf-8").replace("\ncommit:\n", f"\ncommit:\n  timeout: {seconds}\n")
            path.write_text(text, "utf-8")
        return f"'{folder}'"

    def call(self, *words: str, expect: int | None = 0) -> subprocess.CompletedProcess[str]:
        """Call the bot and check its exit code."""
        done = subprocess.run(
            command("-c", str(self.config), *words),
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self.environment,
            check=False,
        )
        told = f"{words}: exit {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
        assert expect is None or done.returncode == expect, told
        return done

    def json(self, *words: str, expect: int | None = 0) -> Any:
        """Call the bot for one JSON document."""
        return json.loads(self.call(*words, expect=expect).stdout)

    def back(self, path: str, *, method: str = "GET", body: object = None) -> Any:
        """Ask the practice site's back door."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.backdoor}/{path}", data=data, method=method, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read().decode()
        return json.loads(text) if text else None

    def documents(self) -> list[dict[str, Any]]:
        """Give what the site really stores."""
        found: list[dict[str, Any]] = self.back("documents")
        return found

    def fault(self, kind: str, **more: object) -> None:
        """Make the site misbehave."""
        self.back("faults", method="POST", body=[{"kind": kind, **more}])


@contextmanager
def open_office(folder: Path) -> Iterator[Office]:
    """Start a practice site of its own and give the office around it."""
    with subprocess.Popen(
        command("practice", "serve", "--port", "0", "--data", str(folder / "practice"), "--json"),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as server:
        assert server.stdout is not None
        address = json.loads(server.stdout.readline())
        office = Office(
            folder=folder,
            url=address["url"].rstrip("/"),
            backdoor=address["backdoor"],
            username=address["users"][0]["username"],
            password=address["users"][0]["password"],
            users=address["users"],
        )
        office.write_config()
        try:
            yield office
        finally:
            server.terminate()

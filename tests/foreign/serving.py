"""An application under test as a process of its own, on a free port of loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an application answers and who may use it."""

    url: str
    user: str
    password: str


@contextmanager
def serving(script: str, store: Path) -> Iterator[Place]:
    """Run `script` (relative to this folder) with its store until the block ends; it tells its place."""
    with store.with_suffix(".log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, str(HERE / script), str(store)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
        )
        try:
            assert process.stdout is not None
            yield Place(**json.loads(process.stdout.readline()))
        finally:
            process.kill()
            process.communicate()

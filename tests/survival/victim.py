"""The bot's command line with one mine laid: at a named point the process, or its browser, is killed."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import psutil
from points import VERIFYING, WHERE, Point

_FLYING_SECONDS = 0.08


def lay(point: Point) -> None:
    """Wrap the method that is crossed at the point."""
    module, owner, method = {**WHERE, **VERIFYING}[point.name]
    kind = getattr(importlib.import_module(module), owner)
    crossed = getattr(kind, method)
    count = 0

    def crossing(*args: Any, **kwargs: Any) -> Any:
        nonlocal count
        count += 1
        here = count == point.nth
        if here and point.side == "before":
            kill(point)
        if here and point.side == "during":
            threading.Timer(_FLYING_SECONDS, kill, [point]).start()
        given = crossed(*args, **kwargs)
        if here and point.side == "after":
            kill(point)
        return given

    setattr(kind, method, crossing)


def kill(point: Point) -> None:
    """Kill without a word, as a power cut does; what was hit is told on stderr first."""
    print(f"KILLED {point.told()}", file=sys.stderr, flush=True)
    if point.victim == "bot":
        os.kill(os.getpid(), signal.SIGKILL)
    for process in psutil.Process().children(recursive=True):
        if "chrom" in process.name().lower():
            process.kill()


def main(run: Callable[[], None]) -> None:
    """Lay the mine that the environment names, then be the bot."""
    if told := os.environ.get("SURVIVAL_POINT"):
        lay(Point.of(told))
    run()


if __name__ == "__main__":
    from bot.cli import main as bot

    main(bot)

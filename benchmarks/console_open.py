"""Whether an open console slows a run: the same documents, with a console that is watched and without one.

Usage: python benchmarks/console_open.py [--entries 12] [--each 3]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "jobs")]

from at_the_console import console, page_of_a_person
from office import Office, open_office

from bot.domain.model import EntryKey
from bot.ledger.store import open_ledger
from bot.ledger.watching import Watching


def main() -> int:
    """Enter a few documents in the one office, then in the other, and so on; compare document by document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=12)
    parser.add_argument("--each", type=int, default=3, help="documents before the other office has its turn")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, page_of_a_person() as page:
        places = [Path(folder) / name for name in ("alone", "watched")]
        for place in places:
            place.mkdir()
        with open_office(places[0]) as alone, open_office(places[1]) as watched:
            for office in (alone, watched):
                office.call("sample", str(office.workbook), "--entries", str(asked.entries), "--seed", "5")
            for turn in range(-(-asked.entries // asked.each)):
                for office in (alone, watched)[:: 1 if turn % 2 else -1]:
                    if office is alone:
                        enter(office, asked.each)
                        continue
                    with console(office) as address:
                        page.goto(address)
                        enter(office, asked.each)
                        page.goto("about:blank")
            compare(seconds_of(alone), seconds_of(watched))
    return 0


def enter(office: Office, many: int) -> None:
    """Let the office's bot enter its next documents."""
    began = perf_counter()
    office.call("run", "--limit", str(many))
    print(f"{office.folder.name:8} {perf_counter() - began:6.1f} s for a run of {many}", flush=True)


def seconds_of(office: Office) -> dict[str, float]:
    """Give for each document how long its attempt took, by the ledger."""
    keys = [entry["key"] for entry in office.json("status", "--json", "--entries", expect=None)["entries"]]
    store = open_ledger(str(office.ledger))
    try:
        watching = Watching(store.database)
        tries = {key: watching.attempts_of(EntryKey(key))[0] for key in keys}
    finally:
        store.close()
    return {key: _between(one.started, one.ended) for key, one in tries.items()}


def compare(alone: dict[str, float], watched: dict[str, float]) -> None:
    """Print the ratio with / without a console, document by document."""
    ratios = sorted(watched[key] / alone[key] for key in alone)
    total = sum(watched.values()) / sum(alone.values())
    print(
        f"{len(ratios)} documents, with a watched console / without: {total:.3f} overall;"
        f" by document {ratios[0]:.3f} to {ratios[-1]:.3f}, median {statistics.median(ratios):.3f}"
    )


def _between(began: datetime, ended: datetime | None) -> float:
    if ended is None:
        raise RuntimeError
    return (ended - began).total_seconds()


if __name__ == "__main__":
    sys.exit(main())

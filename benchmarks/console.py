"""How long the console's pages take with ten thousand entries in the ledger.

Usage: python benchmarks/console.py [--entries 10000] [--rounds 20]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "unit" / "console")]

from dataclasses import replace

from fakes.plans import some_entries
from made_up_desk import Reader, fill, open_desk

LIMIT = 0.3
"""Seconds within which every page must answer."""


def main() -> int:
    """Measure every page, with the figures known and right after something happened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    entries = [
        replace(
            entry, screen=("VOUCHER", "RECEIPT")[number % 2], day=date(2024, 1, 16) + timedelta(number % 172)
        )
        for number, entry in enumerate(some_entries(asked.entries))
    ]
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder)) as desk:
        fill(desk.store, entries)
        reader = Reader(desk).enter()
        key = entries[2].key
        pages = ("/", "/entries", "/entries?page=150", "/entries?text=ฎ.9999", "/entries?status=PENDING",
                 f"/entries/{key}", "/events", "/people", "/decide", "/start", "/prove")  # fmt: skip
        worst = 0.0
        print(f"{asked.entries} entries, {asked.rounds} rounds; milliseconds: median, slowest")
        for path in pages:
            taken = []
            for _ in range(asked.rounds):
                desk.store.note("measured")  # something happened: nothing is known from before
                began = perf_counter()
                reader.page(path)
                taken.append(perf_counter() - began)
            print(
                f"{statistics.median(taken) * 1000:7.0f} {max(taken) * 1000:7.0f}  {path.replace(key, '…')}"
            )
            worst = max(worst, statistics.median(taken))
        print(f"slowest page by its median: {worst * 1000:.0f} ms (at most {LIMIT * 1000:.0f})")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())

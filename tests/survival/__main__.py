"""Break the bot in every way, resume it, and ask the back door: `python -m tests.survival --help`."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process with threads cannot be forked safely
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from jobs.office import open_office
from survival.matrix import counted, keep, matrix, read, write_proof
from survival.round import HAND, Round

WARM = (
    "bot.cli", "bot.wiring", "bot.jobs.working", "bot.jobs.reading", "bot.jobs.deciding", "pandas",
    "playwright.sync_api", "bot.ledger.store", "bot.site.screens", "bot.site.evidence", "alembic.command",
)  # fmt: skip
PACING = (
    "{settling_delay: 0.1, first_wait: 0.05, longest_wait: 0.4, maintenance_wait: 60, attempts: 8,"
    " breaker_after: 1000, page_timeout: 30, hang_after: 5, stop_on_mismatch: false}"
)


def main() -> int:
    """Play rounds until enough injections struck; 1 at any violation."""
    asked = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the practice site must not be left behind
    out = asked.out / "results.jsonl"
    if asked.merge:
        kept = asked.proof.with_name("survival") if asked.proof else asked.out
        rows = read(kept, asked.out)
        print(matrix(rows))
        if asked.proof:
            write_proof(asked.proof, rows)
            keep(kept, rows)
        return 1 if any(row.get("wrong") for row in rows) else 0
    asked.out.mkdir(parents=True, exist_ok=True)
    for name in WARM:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="survival-") as scratch, open_office(Path(scratch)) as office:
        os.environ["ELAAS_BOT_PASSWORD"] = office.password
        pictures = "{dir: evidence, screenshots: none}"
        office.write_config(pacing=PACING, evidence=pictures, mappings=office.quick_commits(20))
        sample = Path(scratch) / "sample.xlsx"
        office.call("sample", str(sample), "--entries", "240", "--seed", str(asked.seed))
        return _play(asked, out, office, sample)


def _play(asked: argparse.Namespace, out: Path, office: object, sample: Path) -> int:
    struck = bad = 0
    number = asked.first
    began = time.monotonic()
    while struck < asked.injections and (not asked.rounds or number < asked.first + asked.rounds):
        one = Round(office=office, seed=asked.seed, number=number, sample=sample, hand=asked.hand)  # type: ignore[arg-type]
        rows = one.play()
        with out.open("a", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps({**row, "commit": asked.commit}, ensure_ascii=False) + "\n")
        struck += counted(rows)
        print(f"round {number}: {counted(rows)} struck, {rows[-1]['closing']}; {struck} so far,"
              f" {time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
        for wrong in one.wrong:
            bad += 1
            print(f"VIOLATION {wrong}\n  reproduce: python -m tests.survival --seed {asked.seed}"
                  f" --first {number} --rounds 1 --hand {asked.hand} --out DIR", flush=True)  # fmt: skip
            kept = asked.out / f"round_{number}"
            kept.mkdir(exist_ok=True)
            for name in ("journal.jsonl", "printed.txt", "ledger.sqlite3", "entries.xlsx"):
                path = office.folder / name  # type: ignore[attr-defined]
                if path.exists():
                    (kept / name).write_bytes(path.read_bytes())
        number += 1
    print(f"{struck} injected failures struck; {bad} violations")
    return 1 if bad else 0


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.survival", description=__doc__)
    asked.add_argument("--seed", type=int, default=20240716)
    asked.add_argument("--injections", type=int, default=2000, help="Stop after so many that struck.")
    asked.add_argument("--first", type=int, default=0, help="Number of the first round.")
    asked.add_argument("--rounds", type=int, default=0, help="So many rounds at most; 0: any.")
    asked.add_argument("--hand", type=int, default=HAND, help="Cards in each round.")
    asked.add_argument("--out", type=Path, default=Path("survival_runs"), help="Where results are added.")
    asked.add_argument("--commit", default="", help="Id of the code under test, kept with the results.")
    asked.add_argument("--merge", action="store_true", help="Print the matrix of the results in OUT.")
    told = "With --merge: write the table into this document; its rows are kept in `survival` beside it."
    asked.add_argument("--proof", type=Path, help=told)
    return asked.parse_args()


if __name__ == "__main__":
    sys.exit(main())

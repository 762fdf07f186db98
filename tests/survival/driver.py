"""Breaks the bot and its site at every point, resumes it, and asks the back door what is really there.

    python tests/survival/driver.py --seeds 0-400 --out results.jsonl      # may be run again: goes on
    python tests/survival/driver.py --seeds 123-123                         # one round again, in full
    python tests/survival/driver.py --merge results*.jsonl --page docs/proof.md

A seed names a round completely: its workbook, its faults, and where processes die.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "jobs")]

from office import Office, open_office
from points import VERIFYING, Point
from rounds import Round, draw
from table import page, read_results
from verdict import US, Books, violations

_MOST_STARTS = 40
_DEADLINE = 600.0
_PACING = (
    "{settling_delay: 0.3, first_wait: 0.05, longest_wait: 0.3, maintenance_wait: 60, page_timeout: 8,"
    " attempts: 6, breaker_after: 60}"
)


@dataclass
class Injected:
    """One failure that really struck: what, and where the entry in hand stood then."""

    what: str
    state: str
    key: str = ""
    seq: int = 0
    outcome: str = ""


@dataclass
class Survived:
    """A round in progress: the office, what struck, and what was wrong."""

    office: Office
    round: Round
    injected: list[Injected] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def play(self) -> None:
        """Let everything happen, then bring the work to its end and judge it."""
        self._prepare()
        self._enter()
        struck = self._struck()
        self.office.back("faults", method="DELETE")
        self._verify()
        self._judge(Counter(one["kind"] for one in struck))
        self._settle_outcomes(struck)

    def _prepare(self) -> None:
        office = self.office
        office.back(f"reset?seed={self.round.seed}", method="POST")
        for name in ("ledger.sqlite3", "ledger.sqlite3-wal", "ledger.sqlite3-shm", "ledger.sqlite3.lock"):
            (office.folder / name).unlink(missing_ok=True)
        office.call(
            "sample",
            str(office.workbook),
            "--entries",
            str(self.round.entries),
            "--seed",
            str(self.round.seed),
        )
        if self.round.faults:
            office.back(f"faults?seed={self.round.seed}", method="POST", body=list(self.round.faults))

    def _enter(self) -> None:
        """Start `run` again and again, each time to die at the next point, until it ends well."""
        points = [point for point in self.round.points if point.name not in VERIFYING]
        retried = False
        for _ in range(_MOST_STARTS):
            mined = bool(points)
            limit = ["--limit", "2"] if mined else []  # one mine, one or two entries: none goes by unhit
            code = self._start(
                points.pop(0) if mined else None, "run", *limit, *(["--retry-failed"] if retried else [])
            )
            if code == 0 and not mined:
                return
            if code == 1:
                self._expect_refused()
                retried = True
            elif code == 2 or (code == 3 and not self._decide()):
                return
        self.wrong.append(f"not at its end after {_MOST_STARTS} starts")

    def _verify(self) -> None:
        points = [point for point in self.round.points if point.name in VERIFYING]
        for _ in range(len(points) + 3):
            code = self._start(points.pop(0) if points else None, "verify")
            if code in (0, 1, 3):
                return
        self.wrong.append("verify came to no end")

    def _start(self, point: Point | None, *words: str) -> int:
        """Start the bot once; a kill is kept with the state of the entry in hand."""
        environment = {**self.office.environment, **({"SURVIVAL_POINT": point.told()} if point else {})}
        command = [sys.executable, str(HERE / "victim.py"), "-c", str(self.office.config), *words]
        try:
            done = subprocess.run(
                command,
                env=environment,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=_DEADLINE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            self.wrong.append(f"{words} hung for {_DEADLINE} s")
            return 4
        told = done.stdout + done.stderr
        self.log.append(
            f"$ {' '.join(words)} [{point.told() if point else ''}] -> {done.returncode}\n{told[-3000:]}"
        )
        if "Traceback" in told or "unforeseen" in told or "unexpected error" in told:
            self.wrong.append(f"{words}: the program failed: {told[-600:]}")
        if point and f"KILLED {point.told()}" in told:
            self._keep_kill(point)
        elif done.returncode not in (0, 1, 3, 4, 5):
            self.wrong.append(f"{words} ended with {done.returncode}: {told[-600:]}")
        return done.returncode

    def _keep_kill(self, point: Point) -> None:
        with self._ledger() as ledger:
            marks = "('WORKING', 'COMMITTING', 'IN_DOUBT')"
            row = ledger.execute(f"SELECT key, status FROM entries WHERE status IN {marks}").fetchone()
            seq = ledger.execute("SELECT COALESCE(MAX(seq), 0) FROM events").fetchone()[0]
        what = f"{point.victim} killed {point.side} {point.name}"
        key, state = row or ("", "none in hand")
        self.injected.append(Injected(what=what, state=state, key=key, seq=seq))

    def _ledger(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.office.folder / 'ledger.sqlite3'}?mode=ro", uri=True)

    def _struck(self) -> list[dict[str, str]]:
        struck: list[dict[str, str]] = self.office.back("faults")["struck"]
        return struck

    def _expect_refused(self) -> None:
        """A refusal must stand as REJECTED before anybody has it tried again."""
        counts = self.office.json("status", "--json", expect=None)["counts"]
        refused = Counter(one["kind"] for one in self._struck())["refuse"]
        if self.round.expect == "refuse" and counts["REJECTED"] > refused:
            self.wrong.append(f"{counts['REJECTED']} REJECTED, but {refused} refused")

    def _decide(self) -> bool:
        """Be the person: bind each doubt to our document; only where the bot cannot know by right."""
        if "colleague" not in self.round.expect and self.round.expect not in ("saved_twice", "wrong_number"):
            return False
        doubts = self.office.json("doubts", "--json", expect=None)
        entries = self.office.json("status", "--json", "--entries", expect=None)["entries"]
        taken = {(entry["screen"], entry["number"]) for entry in entries if entry["number"]}
        for doubt in doubts:
            numbers = [
                d["number"]
                for d in self._documents()
                if d["user"] == US
                and (d["screen"], d["number"]) not in taken
                and d["screen"] == doubt["screen"]
            ]
            if not numbers:
                return False
            words = ["--settle", doubt["key"], "posted", "--number", numbers[0], "--reason", "seen"]
            self.office.call("doubts", *words, expect=None)
        return bool(doubts)

    def _documents(self) -> list[dict[str, Any]]:
        return self.office.documents()

    def _judge(self, struck: Counter[str]) -> None:
        entries = self.office.json("status", "--json", "--entries", expect=None)["entries"]
        books = Books(
            workbook=self.office.workbook, documents=self._documents(), entries=entries, struck=struck
        )
        self.wrong += violations(books, self.round.expect)

    def _settle_outcomes(self, struck: list[dict[str, str]]) -> None:
        """Say what became of each failure: of a kill by the events of the entry in hand."""
        with self._ledger() as ledger:
            for kill in self.injected:
                kill.outcome = _went_on(ledger, kill)
        moments = self.office.back("faults")["kinds"]
        for one in struck:
            if one["kind"] in moments:
                outcome = "survived" if not self.wrong else "VIOLATION"
                self.injected.append(Injected(what=one["kind"], state=one["screen"], outcome=outcome))
        if self.wrong:
            for kill in self.injected:
                kill.outcome = "VIOLATION"


def _went_on(ledger: sqlite3.Connection, kill: Injected) -> str:
    if not kill.key:
        return "nothing in hand"
    moves = ledger.execute(
        "SELECT old, new FROM events WHERE key = ? AND seq > ? AND new IS NOT NULL ORDER BY seq",
        (kill.key, kill.seq),
    ).fetchall()
    if ("IN_DOUBT", "POSTED") in moves:
        return "found on the site, not sent again"
    if ("IN_DOUBT", "PENDING") in moves:
        return "proved absent, then entered"
    if ("WORKING", "PENDING") in moves:
        return "nothing had left, entered"
    return "went on"


def survive(seed: int, office: Office, *, small: bool = False) -> Survived:
    """Play the round of one seed in this office."""
    office.write_config(evidence="{dir: evidence, screenshots: none}", pacing=_PACING)
    survived = Survived(office=office, round=draw(seed, small=small))
    survived.play()
    return survived


def line_of(survived: Survived) -> dict[str, Any]:
    """Give the result of a round as one line of the results."""
    told = survived.round
    return {
        "seed": told.seed,
        "family": told.family,
        "name": told.name,
        "entries": told.entries,
        "injected": [[one.what, one.state, one.outcome] for one in survived.injected],
        "violations": survived.wrong,
    }


def main() -> int:
    """Play rounds, or merge results into a page; 1 if anything was violated."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--seeds", default="0-9", help="first-last")
    words.add_argument("--out", type=Path, help="JSON lines; rounds that are in it are not played again")
    words.add_argument("--small", action="store_true", help="rounds of a tenth of the size")
    words.add_argument("--merge", type=Path, nargs="+", help="results to be put into a table")
    words.add_argument("--page", type=Path, help="with --merge: the page to be written")
    asked = words.parse_args()
    if asked.merge:
        written = page(read_results(asked.merge), command=_command())
        if asked.page:
            asked.page.write_text(written, encoding="utf-8")
        print(written)
        return 0
    return _play(asked)


def _play(asked: argparse.Namespace) -> int:
    first, _, last = asked.seeds.partition("-")
    done = {line["seed"] for line in read_results([asked.out])} if asked.out and asked.out.exists() else set()
    bad = 0
    folder = Path(tempfile.mkdtemp(prefix="survival-"))
    try:
        with open_office(folder) as office:
            for seed in range(int(first), int(last or first) + 1):
                if seed in done:
                    continue
                survived = survive(seed, office, small=asked.small)
                line = line_of(survived)
                bad += bool(survived.wrong)
                _tell(line, survived, asked.out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if bad else 0


def _tell(line: dict[str, Any], survived: Survived, out: Path | None) -> None:
    if out:
        with out.open("a", encoding="utf-8") as results:
            results.write(json.dumps(line, ensure_ascii=False) + "\n")
    struck = len(line["injected"])
    how = "VIOLATED" if line["violations"] else "ok"
    print(f"seed {line['seed']}: {line['family']} {line['name']}, {struck} failures, {how}")
    if line["violations"]:
        print("\n".join(f"  ! {wrong}" for wrong in line["violations"]))
        print(f"  again: python tests/survival/driver.py --seeds {line['seed']}-{line['seed']}")
        if out is None:
            print("\n".join(survived.log))
    sys.stdout.flush()


def _command() -> str:
    return os.environ.get("SURVIVAL_COMMAND", "make survival")


if __name__ == "__main__":
    sys.exit(main())

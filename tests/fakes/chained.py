"""A ledger with a story, and the ways in which somebody may tamper with its events."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.model import Receipt, Verdict
from bot.language import say
from bot.ledger.audit import Audit
from bot.ledger.store import open_ledger
from bot.report.chain_folder import EVENTS, write_chain
from fakes.clock import FakeClock
from fakes.plans import make_plan, some_entries

A, B, C = some_entries(3)
COLUMNS = ("at", "action", "run", "key", "old", "new", "attempt", "details", "previous", "hash")


def tell_a_story(path: Path | str) -> None:
    """Make a ledger with events of every kind: posted and judged, refused, skipped."""
    store = open_ledger(path, now=FakeClock().now)
    plan = make_plan(A, B, C)
    run = store.begin_run(plan, operator="สมศรี")
    store.enqueue(plan)
    claim = store.claim(run)
    assert claim
    store.about_to_commit(claim.planned.entry.key, baseline=("V-0",), typed={"paper": "ฎ.1"})
    at = datetime(2024, 8, 13, tzinfo=UTC)
    store.posted(claim.planned.entry.key, Receipt(number="V-1", message="สำเร็จ", at=at, how="shown"))
    store.judged(claim.planned.entry.key, None, Verdict())
    claim = store.claim(run)
    assert claim
    store.refused(claim.planned.entry.key, say("ปิดงวดแล้ว", "The period is closed."))
    store.skipped(C.key, "ยกเลิก", who="หัวหน้า")
    store.end_run(run, "done")
    store.close()


def free_hands(path: Path) -> sqlite3.Connection:
    """Open the file as one who has a tool for it and takes the guards away."""
    connection = sqlite3.connect(path)
    for verb in ("UPDATE", "DELETE"):
        connection.execute(f"DROP TRIGGER events_{verb}_refused")
    return connection


def export(path: Path, folder: Path) -> Path:
    """Write the auditor's folder of a ledger; gives the file of events."""
    store = open_ledger(path)
    audit = Audit(store.database)
    write_chain(folder, audit.lines(), audit.head())
    store.close()
    return folder / EVENTS


def ask_the_script(folder: Path, *words: str) -> tuple[int, str]:
    """Run the stand-alone script as an auditor does: its own process, nothing installed, no environment."""
    script = folder / "verify_chain.py"
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(script), *words], capture_output=True, check=False, encoding="utf-8"
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def seqs(events: Path) -> list[int]:
    """Give the numbers of the exported events in order."""
    return [json.loads(line)["seq"] for line in events.read_bytes().splitlines()]

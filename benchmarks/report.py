"""How long the report on many entries takes to write, print and open, and how large it is.

    python benchmarks/report.py [--entries 10000] [--no-pdf] [--command]

`--command`: also the whole command `report` on a workbook and a ledger with so many proven entries: result
workbook, page, PDF and the auditor's folder.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import psutil
from unit.report import made_up_office as office

from bot import wiring
from bot.config import Settings, load_settings
from bot.domain.chain import ChainHead
from bot.domain.model import Readback, Receipt, Verdict
from bot.jobs import reading
from bot.practice.sample import write_sample
from bot.report.page import write_report
from bot.report.proof import Proof
from bot.site.browser import BrowserOptions, launch, playwright_with
from bot.site.paper import print_pdf

_CONFIG = """\
site: {{url: "http://127.0.0.1:9/", office: "อบต.บ้านตัวอย่าง", fiscal_year: 2567, dialect: webforms}}
sign_in: {{method: form, username: "somsri"}}
workbook: entries.xlsx
mappings: '{mappings}'
ledger: ledger.sqlite3
"""


def spent() -> float:
    """Give the processor's seconds of this process and all that it started, the browser among them."""
    whole = 0.0
    for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
        with suppress(psutil.Error):
            used = process.cpu_times()
            whole += used.user + used.system
    return whole


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Do it and print how long it took, by the clock and by the processor."""
    clock, processor = time.perf_counter(), spent()
    given = work()
    took = time.perf_counter() - clock, spent() - processor
    print(f"| {name} | {took[0]:.1f} s | {took[1]:.1f} s |", flush=True)
    return given


def main() -> None:
    """Measure each part once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--no-pdf", action="store_true")
    parser.add_argument("--command", action="store_true")
    wanted = parser.parse_args()
    standings = office.made_up_standings(office.made_up_entries(wanted.entries))
    about = office.made_up_about(None, office.made_up_events(standings))
    screens = {name: one.model_copy(update={"account": one.amount}) for name, one in about.screens.items()}
    about = replace(about, screens=screens)
    proof = Proof(head=ChainHead(seq=60_000, hash="ab" * 32))
    print(f"{wanted.entries} entries, {len(about.events)} events\n")
    print("| part | clock | processor |\n|---|---|---|")
    with TemporaryDirectory() as folder:
        out = Path(folder)
        page = timed("write report.html", lambda: write_report(out, standings, about=about, proof=proof))
        with playwright_with(BrowserOptions()) as playwright:
            browser = launch(playwright, BrowserOptions(), None)
            tab = browser.new_page()
            timed("open it (load event)", lambda: tab.goto(page.as_uri()))
            timed("search in it", lambda: tab.select_option("#status", "IN_DOUBT"))
            browser.close()
        if not wanted.no_pdf:
            paper = write_report(out / "paper", standings, about=about, proof=proof, on_paper=True)
            pdf = timed("print report.pdf", lambda: print_pdf(paper, out / "r.pdf", BrowserOptions()))
            print(f"\nreport.html {page.stat().st_size:,} bytes, report.pdf {pdf.stat().st_size:,} bytes")
    if wanted.command:
        with TemporaryDirectory() as folder:
            settings = proven_office(Path(folder), wanted.entries)
            print("\n| part | clock | processor |\n|---|---|---|")
            timed("the whole command `report`", lambda: reading.report(settings, Path(folder) / "result"))


def proven_office(folder: Path, entries: int) -> Settings:
    """Make a workbook of so many documents and a ledger in which each of them is posted and read back."""
    write_sample(folder / "entries.xlsx", entries=entries, seed=1)
    config = folder / "config.yaml"
    config.write_text(_CONFIG.format(mappings=ROOT / "mappings"), encoding="utf-8")
    settings = load_settings(config)
    plan = wiring.read_in(settings).sound_plan()
    with wiring.open_store(settings) as store:
        run = store.begin_run(plan, operator="somsri@office")
        store.enqueue(plan)
        for number, planned in enumerate(plan.entries, 1):
            entry = planned.entry
            typed = {name: str(value) for name, value in entry.fields.items() if value is not None}
            new, at = f"VOUCHER-{number:05}/67", store.database.now()
            store.claim(run)
            store.about_to_commit(entry.key, baseline=(), typed=typed)
            store.posted(entry.key, Receipt(number=new, message="บันทึกข้อมูลเรียบร้อยแล้ว", at=at, how="shown"))
            store.judged(entry.key, Readback(number=new, fields=typed, at=at), Verdict())
        store.end_run(run, "finished")
    return settings


if __name__ == "__main__":
    main()

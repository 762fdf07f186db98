"""How long the report on many entries takes to write, print and open, and how large it is.

python benchmarks/report.py [--entries 10000] [--no-pdf]
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

from bot.domain.chain import ChainHead
from bot.report.page import write_report
from bot.report.proof import Proof
from bot.site.browser import BrowserOptions, launch, playwright_with
from bot.site.paper import print_pdf


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


if __name__ == "__main__":
    main()

"""One long `run`: the memory of bot, driver and browser must not grow, nor the time for one entry.

    python benchmarks/endurance.py --entries 5000 --out endurance

The command line enters a sample workbook into a practice site in a process of its own. While it works, the
memory of the bot and of everything that it started is sampled: PSS where the system tells it (shared pages
are shared out among those who share them), else USS. At the end the memory must be at most 1.2 times that
after 500 entries (or half-way, if there are fewer than 1,000; that proves less), and the back door must
have every document once.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import psutil
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "jobs"))

from office import Office, open_office
from stored import stored, wanted

MOST = 1.2
REFERENCE = 500
QUICK, SLOW = ("ภาษีจัดสรร", "รายได้อื่น"), ("ฎีกา", "ใบผ่านรายการบัญชีทั่วไป")
_WIDTH = 50


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What was seen at one moment: seconds since the start, documents stored, and megabytes."""

    seconds: float
    entries: int
    bot: float
    driver: float
    browser: float
    processes: int

    @property
    def total(self) -> float:
        """Give everything together."""
        return self.bot + self.driver + self.browser


def main() -> int:
    """Run, sample, judge; 1 if memory grew too much, the run failed, or a document is not there once."""
    asked = _arguments()
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="endurance-") as scratch, open_office(Path(scratch)) as office:
        office.write_config(
            evidence=f"{{dir: evidence, screenshots: {asked.pictures}}}",
            browser=f"{{recycle_after: {asked.recycle_after}}}",
        )
        entries, seed = str(asked.entries), str(asked.seed)
        if asked.quick:
            entries = str(3 * asked.entries)
        office.call("sample", str(office.workbook), "--entries", entries, "--seed", seed)
        if asked.quick:
            _only_receipts(office.workbook, asked.entries)
        samples, code = _watched(office, asked.every)
        meant = wanted(office.workbook)
        right = Counter(stored(office.documents(), meant)) == Counter(meant)
    return _told(asked, samples, code, right=right)


def _only_receipts(workbook: Path, entries: int) -> None:
    """Keep so many documents of the two receipt screens, one row each, with old numbers without gaps."""
    book = load_workbook(workbook)
    for place, name in enumerate(QUICK):
        book[name].delete_rows(entries // len(QUICK) + 2, book[name].max_row)
        for row in range(2, book[name].max_row + 1):
            book[name].cell(row, 1).value = f"R{place}-{row - 1:05d}/67"
    for name in SLOW:
        book[name].delete_rows(2, book[name].max_row)
    book.save(workbook)


def _watched(office: Office, every: float) -> tuple[list[Sample], int]:
    """Give the samples of one run and its exit code."""
    printed = office.folder / "printed.txt"
    samples: list[Sample] = []
    with printed.open("w", encoding="utf-8") as out:
        running = subprocess.Popen(
            [sys.executable, "-c", "from bot.cli import main; main()", "-c", str(office.config), "run"],
            stdout=out, stderr=subprocess.STDOUT, env=office.environment,
        )  # fmt: skip
        began = time.monotonic()
        while running.poll() is None:
            entries = office.back("health")["documents"]
            if sample := _sample(running.pid, entries, time.monotonic() - began):
                samples.append(sample)
            time.sleep(every)
    if running.returncode:
        print(printed.read_text("utf-8")[-2000:])
    return samples, running.returncode


def _sample(bot: int, entries: int, seconds: float) -> Sample | None:
    """Measure the bot, Playwright's driver and the browser; None when they end meanwhile."""
    sums = {"bot": 0.0, "driver": 0.0, "browser": 0.0}
    try:
        ours = psutil.Process(bot)
        every = [ours, *ours.children(recursive=True)]
    except psutil.Error:
        return None
    for process in every:
        try:
            used = process.memory_full_info()
            name = process.name().lower()
        except psutil.Error:
            continue
        kind = "bot" if process.pid == bot else "driver" if "node" in name else "browser"
        sums[kind] += getattr(used, "pss", used.uss) / 1e6
    return Sample(seconds=seconds, entries=entries, processes=len(every), **sums)


def _told(asked: argparse.Namespace, samples: Sequence[Sample], code: int, *, right: bool) -> int:
    """Print the curve and what it means, and write it down."""
    with (asked.out / "curve.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*(field.name for field in fields(Sample)), "total"])
        for one in samples:
            writer.writerow([round(value, 1) for value in (*asdict(one).values(), one.total)])
    reference = min(REFERENCE, max(1, asked.entries // 2))
    after, end = (_around(samples, entries, asked.recycle_after) for entries in (reference, asked.entries))
    result = {
        "entries": asked.entries,
        "exit_code": code,
        "every_document_once": right,
        "reference": reference,
        "megabytes_at_reference": round(after, 1),
        "megabytes_at_end": round(end, 1),
        "ratio": round(end / after, 3) if after else None,
        "seconds_per_entry_first_tenth": _pace(samples, 0, asked.entries // 10),
        "seconds_per_entry_last_tenth": _pace(samples, asked.entries - asked.entries // 10, asked.entries),
    }
    _draw(samples, asked.entries)
    print(json.dumps(result))
    (asked.out / "result.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0 if right and not code and after and end <= MOST * after else 1


def _around(samples: Sequence[Sample], entries: int, period: int) -> float:
    """Give the median over the last `period` entries up to this one: the life of one browser context."""
    near = [
        one.total for one in samples if entries - period < one.entries <= entries and one.processes > 1
    ]  # fmt: skip
    return statistics.median(near) if near else 0.0


def _pace(samples: Sequence[Sample], first: int, last: int) -> float | None:
    """Give the seconds for one entry between two numbers of entries."""
    within = [one for one in samples if first <= one.entries <= last]
    done = within[-1].entries - within[0].entries if within else 0
    return round((within[-1].seconds - within[0].seconds) / done, 3) if done else None


def _draw(samples: Sequence[Sample], entries: int) -> None:
    """Print one line for each twentieth of the way."""
    most = max((one.total for one in samples), default=1.0)
    print("entries  seconds      MB    bot  driver  browser")
    for step in range(21):
        number = entries * step // 20
        one = next((sample for sample in samples if sample.entries >= number and sample.processes > 1), None)
        if one:
            bar = "#" * round(_WIDTH * one.total / most)
            print(
                f"{one.entries:7} {one.seconds:8.0f} {one.total:7.0f} {one.bot:6.0f} {one.driver:7.0f}"
                f" {one.browser:8.0f} {bar}"
            )


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--entries", type=int, default=5000)
    asked.add_argument("--seed", type=int, default=5)
    asked.add_argument("--every", type=float, default=2.0, help="Seconds between two samples.")
    asked.add_argument("--recycle-after", type=int, default=50, help="browser.recycle_after of the config.")
    asked.add_argument("--pictures", choices=("all", "failures", "none"), default="failures")
    asked.add_argument("--quick", action="store_true", help="Only the two receipt screens, one row each.")
    asked.add_argument("--out", type=Path, default=Path("endurance"), help="For curve.csv, result.json.")
    return asked.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""How long reading takes: a workbook of many rows through our reading, beside a plain `pandas.read_excel`.

Each side runs in a process of its own, so that the memory of one is not counted with the other.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SCREEN = "REC_TAX_ALLOT"
_SATURDAY = 5

_PLAIN = "import pandas; pandas.read_excel(path, sheet_name=None, header=None, engine='calamine')"
_READING = (
    "from pathlib import Path\n"
    "from bot.planning.mapping import load_mappings\n"
    "from bot.planning.sheet import read_workbook\n"
    "mappings = load_mappings(Path(folder))\n"
    "workbook = read_workbook(Path(path), mappings)\n"
    "print(sum(map(len, workbook.rows.values())), 'rows', len(workbook.problems), 'problems')"
)
_ENTRIES = _READING + (
    "\nfrom bot.planning.entries import Calendar, make_entries\n"
    "print(len(make_entries(workbook, mappings, Calendar())[0]), 'entries')"
)
_MEASURED = """
import json, sys, time, psutil
path, folder = sys.argv[1:]
begun, used = time.perf_counter(), time.process_time()
{code}
memory = psutil.Process().memory_info()
print(json.dumps({{"seconds": time.perf_counter() - begun, "processor": time.process_time() - used,
    "megabytes": getattr(memory, "peak_wset", 0) / 2**20 or _peak()}}))
"""
_PEAK = """
def _peak():
    import resource
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
"""


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=50_000)
    rows = arguments.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "intake.xlsx"
        columns = _write(path, rows)
        print(f"{rows:,} rows of {columns} columns, {path.stat().st_size / 2**20:.1f} MB")
        found = {
            name: _measure(code, path)
            for name, code in (("pandas", _PLAIN), ("reading", _READING), ("with entries", _ENTRIES))
        }
    for name, one in found.items():
        ratio = one["processor"] / found["pandas"]["processor"]
        print(
            f"{name:>14}: {one['seconds']:6.1f} s, {one['processor']:6.1f} s of processor "
            f"({ratio:.1f} x pandas), {one['megabytes']:4.0f} MB"
        )


def _write(path: Path, rows: int) -> int:
    """Write tax receipts that are sound, as an office fills them in; give how many columns they have."""
    import xlsxwriter  # noqa: PLC0415 - after the path is set

    from bot.planning.headers import captions  # noqa: PLC0415
    from bot.planning.mapping import load_mappings  # noqa: PLC0415

    mappings = load_mappings(ROOT / "mappings")
    mapping = mappings.screens[_SCREEN]
    listed = mappings.lists["lists/revenue_types.csv"]
    types = [row["type"] for row in listed if row["category"] == "ภาษีจัดสรร"]
    holidays = {row["date"] for row in mappings.lists["lists/holidays.csv"]}
    days = [date(2024, 1, 16) + timedelta(days=number) for number in range(170)]
    texts = [f"{day:%d/%m}/{day.year + 543}" for day in days if day.weekday() < _SATURDAY]
    texts = [text for text in texts if text not in holidays]
    headers = captions(mapping)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet(mapping.sheet)
    sheet.write_row(0, 0, headers)
    for row in range(1, rows + 1):
        cells = {
            "เลขที่เดิม": f"RCPT-{row:05d}/67",
            "วันที่รับเงิน": texts[row * len(texts) // (rows + 1)],
            "ผู้ชำระเงิน": f"ผู้ชำระเงินคนที่ {row % 4000}",
            "ประเภทรายรับ": types[row % len(types)],
            "รายละเอียด": f"รายการที่ {row} ตามใบเสร็จเล่มที่ {row // 100 + 1}",
            "จำนวนเงิน": 100 + row % 9000 + 0.25,
            "ประเภทการรับเงิน": "เงินสด",
            "จำนวนใบเสร็จรับเงิน": 1,
        }
        for column, header in enumerate(headers):
            if header in cells:
                sheet.write(row, column, cells[header])
    book.close()
    return len(headers)


def _measure(code: str, path: Path) -> dict[str, float]:
    script = _PEAK + _MEASURED.format(code=code)
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), str(ROOT / "mappings")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    *said, figures = done.stdout.strip().splitlines()
    for line in said:
        print(" ", line)
    found: dict[str, float] = json.loads(figures)
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()

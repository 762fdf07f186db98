"""Whole workbooks against what was expected of them, word by word in both languages.

Each folder is one case: `mappings/`, a workbook, and `expected.json`. When a change is meant:
`python tests/golden/test_golden.py` writes the expectations anew; read the difference before keeping it.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.planning.entries import Calendar, Period, make_entries
from bot.planning.mapping import load_mappings
from bot.planning.plan import make_plan
from bot.planning.sheet import read_workbook

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/expected.json"))
CALENDAR = Calendar(
    fiscal_year=2567,
    periods=(Period(name="16 ม.ค. - 6 ก.ค. 2567", first=date(2024, 1, 16), last=date(2024, 7, 6)),),
)


def outcome(case: Path) -> dict[str, Any]:
    """Read a case's workbook and tell everything that follows from it."""
    mappings = load_mappings(case / "mappings")
    workbook = read_workbook(case / "book.xlsx", mappings)
    entries, problems = make_entries(workbook, mappings, CALENDAR)
    plan = make_plan(entries, mappings)
    return {
        "problems": [
            {
                "cell": one.cell,
                "code": one.code,
                "severity": one.severity,
                "th": one.text.th,
                "en": one.text.en,
            }
            for one in (*workbook.problems, *problems)
        ],
        "entries": [
            {
                "screen": one.entry.screen,
                "rows": list(one.entry.rows),
                "key": one.entry.key,
                "digest": one.entry.digest,
                "steps": [[step.kind, step.name, step.text, step.line] for step in one.steps],
            }
            for one in plan.entries
        ],
        "totals": [[one.screen, str(one.day), one.count, str(one.amount)] for one in plan.totals],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_workbook_gives_what_was_expected(case: Path) -> None:
    """Problems, order, keys, steps and totals of a whole workbook are those written down."""
    assert outcome(case) == json.loads((case / "expected.json").read_text(encoding="utf-8"))


def test_thirty_mistakes_are_thirty_problems() -> None:
    """A workbook with thirty different mistakes has thirty errors, each at its own cell."""
    errors = [one for one in outcome(HERE / "thirty_mistakes")["problems"] if one["severity"] == "error"]
    assert len({one["cell"] for one in errors}) == len(errors) == 30
    assert not outcome(HERE / "sound_workbook")["problems"]


if __name__ == "__main__":
    for one in CASES:
        text = json.dumps(outcome(one), ensure_ascii=False, indent=1)
        (one / "expected.json").write_text(text + "\n", encoding="utf-8")

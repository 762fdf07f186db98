"""docs/practice-faults.md names every fault of the practice site, as the site itself tells it."""

from __future__ import annotations

from pathlib import Path

from bot.practice.faults import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "practice-faults.md"


def test_every_fault_is_in_the_table_as_the_site_tells_it() -> None:
    """One row for each kind, in order, with what it counts, what happens, and what must come of it."""
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines()]
    told = [row for row in rows if len(row) == 4 and row[0].strip("`") in KINDS]
    assert [row[:3] for row in told] == [
        [f"`{kind}`", what.moment, what.says] for kind, what in KINDS.items()
    ]
    assert all(len(row[3]) > 3 for row in told)

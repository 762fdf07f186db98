"""docs/proof.md names a test for each interruption, and that test exists."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
_ROW = re.compile(r"\[(?P<name>tests/\S+)\]\((?P<path>\S+)\) `(?P<test>test_\w+)` \|$")


def test_every_interruption_has_the_test_that_its_row_names() -> None:
    """The file is where the link says, and the function is in it."""
    rows = [found for line in (DOCS / "proof.md").read_text("utf-8").splitlines() if (found := _ROW.search(line))]
    assert len(rows) > 20
    for row in rows:
        path = (DOCS / row["path"]).resolve()
        assert path.relative_to(DOCS.parent).as_posix() == row["name"]
        assert f"def {row['test']}(" in path.read_text("utf-8"), row["test"]

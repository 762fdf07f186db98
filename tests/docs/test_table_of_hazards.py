"""Every hazard of docs/hazards.md has the test that its row names, and that test says its number."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LAST = 26
_ROW = re.compile(
    r"^\| (?P<no>\d+) \|.*\[(?P<name>tests/\S+)\]\(\.\./(?P<path>\S+)\) `(?P<test>test_\w+)` \|$"
)


def _says(text: str) -> set[int]:
    """Give the numbers after `hazard`, as in `hazard_1_and_2_…` or "Hazard 20: …"."""
    found = re.findall(r"hazard[s_ ]+(\d+)(?:[_ ]and[_ ](\d+))?", text, re.IGNORECASE)
    return {int(number) for pair in found for number in pair if number}


def _tests(path: Path) -> dict[str, str]:
    """Give the tests of a file, each with its name and docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {
        one.name: f"{one.name} {ast.get_docstring(one) or ''}"
        for one in functions
        if one.name.startswith("test_")
    }


def test_each_hazard_has_a_test_that_says_its_number() -> None:
    """Numbers 0 to 26, none left out; a test that was renamed or dropped fails here."""
    lines = (ROOT / "docs" / "hazards.md").read_text("utf-8").splitlines()
    rows = [found for line in lines if (found := _ROW.match(line))]
    assert [int(row["no"]) for row in rows] == list(range(_LAST + 1))
    wrong = [
        row["no"]
        for row in rows
        if row["name"] != row["path"]
        or int(row["no"]) not in _says(_tests(ROOT / row["path"]).get(row["test"], ""))
    ]
    assert wrong == []


def test_no_test_names_a_hazard_that_the_table_does_not_have() -> None:
    """A new number in a test's name needs a row of its own."""
    files = [path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)]
    told = {number for path in files for text in _tests(path).values() for number in _says(text)}
    assert told == set(range(_LAST + 1))

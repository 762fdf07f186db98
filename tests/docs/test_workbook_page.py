"""docs/workbook.md and its Thai twin tell every problem that the workbook can have, and how to mend it.

`python tests/docs/test_workbook_page.py` writes their tables anew.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.language import Language
from bot.planning.mending import MENDINGS, mend_of, title_of

ROOT = Path(__file__).parents[2]
BEGIN, END = "writes it anew -->\n", "<!-- end -->"
PAGES: dict[Language, Path] = {"en": ROOT / "docs" / "workbook.md", "th": ROOT / "docs" / "workbook.th.md"}
HEADS: dict[Language, str] = {"en": "| code | problem | to mend |", "th": "| รหัส | ปัญหา | วิธีแก้ |"}
MAKERS = {"Problem", "CellError", "_RowError", "_wrong", "add", "add_at", "tell", "_unusable", "unusable"}
ELSEWHERE = {"warning", "note", "error"}
WHOLE_LISTS = (
    *("formula_cell", "error_cell", "readers_differ", "outside_year", "outside_period", "in_two_periods"),
    *("month_unfinished", "balance_differs"),
)
"""Codes that are put together, or given back, where no call shows them."""


def table(language: Language) -> str:
    """Give the table of all kinds of problems in one language."""
    rows = [
        f"| `{code}` | {title_of(code).render(language)} | {mend_of(code).render(language)} |"
        for code in [*MENDINGS, "mapping_*, yaml_*, list_*"]
    ]
    return "\n".join(["", HEADS[language], "|---|---|---|", *rows, "", ""])


def codes_in_source() -> Iterator[str]:
    """Find the codes that the source gives to problems of a workbook."""
    files = [
        *(path for path in (ROOT / "bot" / "planning").rglob("*.py") if "binding" not in path.parts),
        ROOT / "bot" / "report" / "workbook_source.py",
    ]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                given = [*node.args, *(one.value for one in node.keywords if one.arg == "code")]
                if name in MAKERS:
                    yield from (
                        one.value
                        for one in given
                        if isinstance(one, ast.Constant) and isinstance(one.value, str)
                    )


@pytest.mark.parametrize("language", list(PAGES))
def test_the_table_is_fresh(language: Language) -> None:
    """The page has every kind of problem with its name and mending, as `check` says it."""
    written = PAGES[language].read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert written == table(language), "python tests/docs/test_workbook_page.py"


def test_every_problem_can_be_mended() -> None:
    """No code of a problem is without a name and a sentence of its own."""
    found = {code for code in codes_in_source() if code.isidentifier()} - ELSEWHERE
    found = {code for code in found if not code.startswith(("mapping_", "yaml_", "list_"))}
    assert len(found) > 60
    assert sorted(found - MENDINGS.keys()) == [], "add them to bot/planning/mending"
    assert sorted(MENDINGS.keys() - found - set(WHOLE_LISTS)) == [], "no problem has these codes any more"


def test_sentences_are_in_both_languages() -> None:
    """Each name and mending is written in Thai and in English."""
    for one in MENDINGS.values():
        for text in (one.title, one.mend):
            assert any("\u0e00" <= letter <= "\u0e7f" for letter in text.th)
            assert text.en != text.th


if __name__ == "__main__":
    for language, path in PAGES.items():
        page = path.read_text(encoding="utf-8")
        before, after = page.partition(BEGIN)[0], page.partition(END)[2]
        path.write_text(f"{before}{BEGIN}{table(language)}{END}{after}", encoding="utf-8")

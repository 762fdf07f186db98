"""Every mapping shown in docs/fitting.md is one that the grammar takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from bot.planning import grammar
from bot.planning.mapping import load_mappings

FITTING = (Path(__file__).parents[2] / "docs" / "fitting.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"<!-- ([\w.]+) -->\n```yaml\n(.*?)```", re.DOTALL)
BLOCKS: list[tuple[str, str]] = _BLOCK.findall(FITTING)


@pytest.mark.parametrize(("kind", "block"), BLOCKS)
def test_an_example_is_lawful(kind: str, block: str) -> None:
    """An example named after a part of the grammar is one."""
    model, _, key = kind.partition(".")
    part: Any = getattr(grammar, model)
    if key:
        part = TypeAdapter(part.model_fields[key].annotation)
        given = _texts_only(block)
        part.validate_python(tuple(given) if isinstance(given, list) else given)
    else:
        part.model_validate(_texts_only(block))


def test_no_example_is_left_out() -> None:
    """Each YAML block has its kind named above it, so that none goes unchecked."""
    assert len(BLOCKS) == FITTING.count("```yaml\n") > 10


@pytest.mark.parametrize("anchor", re.findall(r"\(#([^)]+)\)", FITTING))
def test_a_link_inside_the_page_leads_somewhere(anchor: str) -> None:
    """Each entry of the contents has its heading."""
    headings = re.findall(r"^#+ (.+)$", FITTING, re.MULTILINE)
    assert anchor in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("chapter", ["## 4.", "## 5.", "## 6."])
def test_a_walk_through_holds_together(chapter: str, tmp_path: Path) -> None:
    """The files of a walk-through, put into one folder, load as a user's own would."""
    site = next(block for kind, block in BLOCKS if kind == "SiteMapping")
    (tmp_path / "site.yaml").write_text(site, encoding="utf-8")
    (tmp_path / "jobs.csv").write_text("plan,job\nบริหารทั่วไป,งานคลัง\n", encoding="utf-8")
    text = FITTING.split(f"\n{chapter}")[1].split("\n## ")[0]
    for kind, block in _BLOCK.findall(text):
        (tmp_path / ("site.yaml" if kind == "SiteMapping" else "screen.yaml")).write_text(
            block, encoding="utf-8"
        )
    assert len(load_mappings(tmp_path).screens) == 1


def _texts_only(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts

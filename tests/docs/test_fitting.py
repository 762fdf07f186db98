"""Every mapping shown in docs/fitting.md is one that the grammar takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from bot.planning import grammar

FITTING = (Path(__file__).parents[2] / "docs" / "fitting.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"<!-- ([\w.]+) -->\n```yaml\n(.*?)```", FITTING, re.DOTALL)


@pytest.mark.parametrize(("kind", "block"), BLOCKS)
def test_an_example_is_lawful(kind: str, block: str) -> None:
    """An example named after a part of the grammar is one."""
    model, _, key = kind.partition(".")
    part: Any = getattr(grammar, model)
    if key:
        part = TypeAdapter(part.model_fields[key].annotation)
        part.validate_python(tuple(_texts_only(block)))
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


def _texts_only(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  it makes nothing but texts

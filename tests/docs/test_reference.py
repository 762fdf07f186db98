"""docs/mapping.md is what the grammar says today, and its example is a lawful mapping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.planning import grammar
from bot.planning.grammar import Mapping, SiteMapping, Strict
from bot.planning.reference import EXAMPLE_SCREEN, EXAMPLE_SITE, mapping_reference

ROOT = Path(__file__).parents[2]
NAMED = [getattr(grammar, name) for name in grammar.__all__ if name != "Strict"]
CLASSES = [model for model in NAMED if isinstance(model, type) and issubclass(model, Strict)]


def test_the_written_reference_is_fresh() -> None:
    """docs/mapping.md equals what the grammar gives; if not, run what the message says."""
    written = (ROOT / "docs" / "mapping.md").read_text(encoding="utf-8")
    assert written == mapping_reference(), (
        'python -c "import pathlib, bot.planning.reference as r; '
        "pathlib.Path('docs/mapping.md').write_text(r.mapping_reference(), encoding='utf-8')\""
    )


@pytest.mark.parametrize("model", CLASSES, ids=lambda model: model.__name__)
def test_every_key_is_there_with_its_meaning(model: type[Strict]) -> None:
    """Each class has a section with a promise and one row for each key, none without a meaning."""
    section = mapping_reference().split(f"### {model.__name__}\n")[1].split("\n### ")[0].split("\n## ")[0]
    rows = [line.split(" | ") for line in section.splitlines() if line.startswith("| `")]
    keys = [f"| `{info.alias or name}`" for name, info in model.model_fields.items()]
    assert [row[0] for row in rows] == keys
    assert all(row[-1].strip(" |") for row in rows)


def test_the_example_is_a_lawful_mapping() -> None:
    """What a reader copies from the top of the page passes the grammar."""
    site = SiteMapping.model_validate(_texts_only(EXAMPLE_SITE))
    screen = Mapping.model_validate(_texts_only(EXAMPLE_SCREEN))
    assert (site.site, screen.screen) == ("town-cash", "RECEIPT")
    assert set(screen.key) <= set(screen.fields)


@pytest.mark.parametrize(
    "words",
    [
        "| `kind` | `text` · `code` · `money`",
        "| `recognised_by` | list of [Sign](#sign), at least 1 | **needed** |",
        "| `from` | `page` · `dialog` · `url` · `at` · `answer` | `page` |",
        "| `max` | number | – |",
        "| `timeout` | number, > 0 | `120` |",
        "| `page` | pattern | – |",
        "| `where` | name → text | – |",
        "| `required` | `true` or `false` | `false` |",
    ],
)
def test_types_read_as_plain_words(words: str) -> None:
    """A reader who knows no Python understands what a key takes."""
    assert words in mapping_reference()


def _texts_only(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts

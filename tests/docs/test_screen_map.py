"""The map of the project's own mappings is what the mappings say today."""

from __future__ import annotations

from pathlib import Path

from bot.planning.mapping import load_mappings
from bot.planning.screen_map import screen_map

ROOT = Path(__file__).parents[2]


def test_the_map_is_fresh() -> None:
    """`docs/map.md` is made from the mappings: elaas-bot schema map > docs/map.md."""
    kept = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    assert kept == screen_map(load_mappings(ROOT / "mappings"))


def test_every_typed_field_reads_back_somewhere() -> None:
    """No column that is typed is left without a place where it is proven, unless the mapping says so."""
    lost = []
    for mapping in load_mappings(ROOT / "mappings").screens.values():
        shown = mapping.read_back or mapping.find
        places = {**shown.table.columns, **(shown.detail.fields if shown.detail else {})}
        lines = shown.detail.lines.columns if shown.detail and shown.detail.lines else {}
        lost += [
            f"{mapping.screen}.{name}"
            for among, fields in (
                (places, mapping.fields),
                (lines, mapping.lines.fields if mapping.lines else {}),
            )
            for name, spec in fields.items()
            if spec.enter and name not in among and name not in shown.not_shown
        ]
    assert lost == []

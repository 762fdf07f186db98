"""A small made-up site with two screens, written as YAML for each test, and workbooks to go with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up_site import (
    MakeBook,
    MakeMappings,
    journal_dict,
    receipt_dict,
    site_dict,
    write_book,
    write_folder,
)

from bot.planning.mapping import Mappings, load_mappings


@pytest.fixture
def make_mappings(tmp_path: Path) -> MakeMappings:
    """Write a folder of mappings (changed as told) and load it."""

    def make(**changed: dict[str, object]) -> Mappings:
        return load_mappings(write_folder(tmp_path / "mappings", **changed))

    return make


@pytest.fixture
def mappings(make_mappings: MakeMappings) -> Mappings:
    """The made-up site, as it is."""
    return make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal_dict())


@pytest.fixture
def make_book(tmp_path: Path) -> MakeBook:
    """Write a workbook: sheet name -> rows."""

    def make(sheets: dict[str, list[list[object]]], name: str = "book.xlsx") -> Path:
        return write_book(tmp_path / name, sheets)

    return make

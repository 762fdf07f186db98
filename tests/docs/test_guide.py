"""The accountant's guide: its commands exist, its pictures and links are there, both languages tell the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from bot.cli import app

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = {name: (DOCS / name).read_text(encoding="utf-8") for name in ("guide.th.md", "guide.md")}


def _commands(text: str) -> set[str]:
    return set(re.findall(r"`elaas-bot ([a-z-]+)", text))


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_exists(name: str) -> None:
    """What the guide tells to type is a command of the program."""
    known = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # a group of commands
    assert _commands(GUIDES[name]) - known == set()
    assert len(_commands(GUIDES[name])) > 12


@pytest.mark.parametrize("name", GUIDES)
def test_every_link_leads_somewhere(name: str) -> None:
    """Pictures and pages that the guide names are there."""
    targets = re.findall(r"\]\(([^)#]+)\)", GUIDES[name])
    assert [target for target in targets if not (DOCS / target).is_file()] == []
    assert sum(target.endswith(".png") for target in targets) >= 5


def test_both_languages_tell_the_same() -> None:
    """The twins have the same chapters, commands and pictures."""
    thai, english = GUIDES.values()
    chapters = [re.findall(r"^## (\d+)\.", text, re.MULTILINE) for text in (thai, english)]
    assert chapters[0] == chapters[1]
    assert _commands(thai) == _commands(english)
    pictures = [re.findall(r"pictures/([\w-]+)\.\w\w\.png", text) for text in (thai, english)]
    assert pictures[0] == pictures[1]
    console = [re.findall(r"pictures/(console-[\w-]+\.jpg)", text) for text in (thai, english)]
    assert console[0] == console[1]
    assert len(console[0]) >= 6

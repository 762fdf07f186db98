"""Everything that the ledger writes down has words for people."""

from __future__ import annotations

import ast
from pathlib import Path

import bot
from bot.console.event_words import ACTION
from bot.domain import approval, handover
from bot.jobs import pruning
from bot.ledger import beside
from bot.ledger.moves import SOURCES

_ROOMS = ("engine", "ledger", "jobs", "console")
_NAMED = {**vars(handover), **vars(approval), **vars(pruning), **vars(beside)}


def _written() -> set[str]:
    """Give each action that the code names where it notes, moves or adds an event."""
    found = set(SOURCES)
    for room in _ROOMS:
        for path in (Path(bot.__file__).parent / room).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    found |= {_word(one) for one in _actions(node)} - {""}
    return found


def _actions(call: ast.Call) -> list[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    place = {"note": 0, "_event": 0, "_move": 2}.get(name)
    told = [one.value for one in call.keywords if one.arg == "action"]
    return told + (call.args[place : place + 1] if place is not None else [])


def _word(node: ast.expr) -> str:
    if isinstance(node, ast.Name) and node.id.isupper():
        return str(_NAMED[node.id])
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_event_has_words_in_both_languages() -> None:
    """None is shown by its name in the code; `committing`, `foreign` and `approved` are among those found."""
    written = _written()
    assert {"committing", "dropped", "foreign", "approved", "evidence_deleted", "paused"} <= written
    assert written - set(ACTION) == set()
    assert all(text.th and text.en for text in ACTION.values())

"""Warnings become cautions: named by what they say, so that one acknowledgement covers exactly these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.model import Caution, EntryKey
from bot.errors import Problem
from bot.planning.identity import sha256

CODE_LENGTH = 12
"""Hex digits of a code that a person types."""


def cautions_of(problems: Iterable[Problem]) -> tuple[Caution, ...]:
    """Give the warnings among the problems, each once, in their order."""
    found: dict[str, Caution] = {}
    for problem in problems:
        if problem.severity == "warning":
            caution = caution_of(problem)
            found.setdefault(caution.mark, caution)
    return tuple(found.values())


def code_of(cautions: Sequence[Caution]) -> str:
    """Give the code that stands for exactly this set of cautions, whatever its order; empty for none."""
    return sha256(sorted(caution.mark for caution in cautions))[:CODE_LENGTH] if cautions else ""


def caution_of(problem: Problem) -> Caution:
    """Give the caution that a warning is."""
    said = [problem.about] if problem.about else [problem.cell, problem.text.en]
    return Caution(
        mark=sha256([problem.code, *said]),
        cell=problem.cell,
        code=problem.code,
        text=problem.text,
        missing=tuple(frozenset(EntryKey(key) for key in keys) for keys in problem.missing),
    )

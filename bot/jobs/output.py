"""What every command prints, and the circumstances under which it does."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.domain.model import Plan
from bot.errors import BotError, InputProblems
from bot.language import Text
from bot.planning.mapping import Mappings
from bot.report import terminal
from bot.report.about import About
from bot.report.problems import problems_view


def about(settings: Settings, mappings: Mappings, made: Plan | None = None, **more: Any) -> About:
    """Describe the circumstances for everything that is printed or written."""
    return About(
        made_at=datetime.now(ZoneInfo(mappings.site.timezone)),
        screens=mappings.screens,
        site=mappings.site,
        office=settings.site.office,
        fiscal_year=str(settings.site.fiscal_year or ""),
        source=settings.workbook,
        plan=made,
        evidence_dir=settings.evidence.dir,
        **more,
    )


def explain(error: BotError) -> None:
    """Tell a failure on stderr: every problem by its cell, or the chain of causes in plain words."""
    if isinstance(error, InputProblems):
        print(problems_view(error.problems), file=sys.stderr)
        return
    for line in terminal.error_lines(error):
        print(line, file=sys.stderr)


def warn(text: Text) -> None:
    """Tell something on stderr that a person must not overlook."""
    print(text, file=sys.stderr)


def tell(shown: object) -> None:
    """Print a result to stdout, at once: whoever reads it through a pipe may be waiting for it."""
    print(shown, flush=True)


def print_json(document: object) -> None:
    """Print one JSON document and nothing else."""
    print(json.dumps(document, ensure_ascii=False, indent=2))

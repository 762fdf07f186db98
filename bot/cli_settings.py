"""The options before the command, and the settings that they name."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer
from loguru import logger

from bot.domain.handover import MODES, Mode
from bot.domain.masking import masked
from bot.language import Language, use_language

if TYPE_CHECKING:
    from loguru import Record

    from bot.config import Settings


@dataclass(frozen=True, kw_only=True)
class Called:
    """The options before the command."""

    config: Path
    language: Language | None
    debug: bool
    workbook: Path | None = None
    """Another workbook than the config's."""


def settings_of(context: typer.Context) -> Settings:
    """Load the config that was named, in the language that was asked for."""
    from bot.config import load_settings  # noqa: PLC0415 - pydantic is slow to import

    called: Called = context.find_object(Called)  # type: ignore[assignment]  # the callback put it there
    settings = load_settings(called.config)
    if called.workbook:
        settings = settings.model_copy(update={"workbook": called.workbook.absolute()})
    if called.language:
        return settings.model_copy(update={"language": called.language})
    use_language(settings.language)
    return settings


def settings_or_default(context: typer.Context) -> Settings:
    """Load the config, or give defaults where there is none."""
    from bot.config import default_settings  # noqa: PLC0415 - pydantic is slow to import

    called: Called = context.find_object(Called)  # type: ignore[assignment]  # the callback put it there
    return settings_of(context) if called.config.is_file() else default_settings()


def mode_of(text: str) -> Mode:
    """Give the mode of a run that was named, or say which there are."""
    for mode in MODES:
        if text == mode:
            return cast("Mode", mode)
    told = f"{text}: {', '.join(MODES)}"
    raise typer.BadParameter(told, param_hint="--mode")


def _mask(record: Record) -> None:
    record["message"] = masked(record["message"])


def log_to_stderr(*, debug: bool) -> None:
    """Send the log to stderr, in detail only when asked."""
    logger.remove()
    # diagnose would print the values of local variables, passwords among them (docs/hazards.md, 25).
    logger.add(sys.stderr, level="DEBUG" if debug else "WARNING", diagnose=False, backtrace=False)
    logger.configure(patcher=_mask)
    # Of a browser that died we tell ourselves; asyncio would add its own tracebacks.
    logging.getLogger("asyncio").setLevel("DEBUG" if debug else "CRITICAL")

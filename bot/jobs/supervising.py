"""The command by which a person supervises: the console."""

from __future__ import annotations

from pathlib import Path

from bot import wiring
from bot.config import Settings
from bot.jobs.output import tell


def console(settings: Settings, config: Path, *, port: int, open_browser: bool) -> None:
    """Serve the console until Ctrl-C; prints its address."""
    from bot.console.serving import serve  # noqa: PLC0415 - a web server is slow to import

    with wiring.open_desk(settings, config) as desk:
        serve(desk, port=port, open_browser=open_browser, tell=tell)

"""Logs of the engine would drown what a failing test says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from loguru import logger


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logger.disable("bot")
    yield
    logger.enable("bot")

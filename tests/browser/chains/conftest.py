"""One office with the project's own mappings, and the practice site in a fresh state for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from chain_office import ChainOffice

from bot.language import language_of
from bot.practice.server import Address, running


@pytest.fixture(scope="module")
def address() -> Iterator[Address]:
    """The practice site, once for the tests of a module."""
    with running() as started:
        yield started


@pytest.fixture
def office(address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChainOffice]:
    """An office without a ledger and without a workbook yet."""
    made = ChainOffice(address, tmp_path)
    made.door("reset", "POST")
    monkeypatch.setenv("ELAAS_BOT_PASSWORD", address.users[0].password)
    with language_of("en"):
        yield made

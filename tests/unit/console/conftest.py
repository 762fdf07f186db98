"""A desk whose ledger has an entry in every status; one for all tests of a module, which only read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from made_up_desk import Reader, fill, open_desk

from bot.console.desk import Desk
from bot.domain.model import Entry


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, tuple[Entry, ...]]]:
    with open_desk(tmp_path_factory.mktemp("office")) as desk:
        yield desk, fill(desk.store)


@pytest.fixture
def desk(filled: tuple[Desk, tuple[Entry, ...]]) -> Desk:
    return filled[0]


@pytest.fixture
def entries(filled: tuple[Desk, tuple[Entry, ...]]) -> tuple[Entry, ...]:
    return filled[1]


@pytest.fixture
def reader(desk: Desk) -> Reader:
    return Reader(desk).enter()

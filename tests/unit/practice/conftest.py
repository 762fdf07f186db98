"""The practice site on loopback, once for all tests, and a client on its starting state."""

from collections.abc import Iterator

import pytest
from practice_client import Client

from bot.practice.server import Address, running


@pytest.fixture(scope="session")
def address() -> Iterator[Address]:
    with running() as started:
        yield started


@pytest.fixture
def stranger(address: Address) -> Client:
    client = Client(address)
    client.door("reset", "POST")
    return client


@pytest.fixture
def client(stranger: Client) -> Client:
    stranger.sign_in()
    return stranger

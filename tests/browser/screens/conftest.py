"""One practice site, one browser and one sign-in for all screens; foundations and ledger afresh for each."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bot_at_work import MAPPINGS, BotAtWork, settings_for
from laid_site import LaidSite

from bot import wiring
from bot.language import language_of
from bot.planning.mapping import load_mappings
from bot.practice.server import Address, running


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the practice site keeps its file."""
    return tmp_path_factory.mktemp("practice")


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[Address]:
    with running(data=data) as started:
        yield started


@pytest.fixture(scope="module")
def open_bot(
    address: Address, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Path], BotAtWork]]:
    """Launch the browser once; gives what makes a bot whose ledger lies in a folder."""
    settings, mappings = settings_for(address, tmp_path_factory.mktemp("office")), load_mappings(MAPPINGS)
    with pytest.MonkeyPatch.context() as patch, language_of("th"):
        patch.setenv("ELAAS_BOT_PASSWORD", address.users[0].password)
        with wiring.open_site(settings, mappings) as site:
            yield lambda folder: BotAtWork(settings, mappings, site, folder)


@pytest.fixture
def bot(open_bot: Callable[[Path], BotAtWork], tmp_path: Path) -> BotAtWork:
    return open_bot(tmp_path)


@pytest.fixture
def laid(data: Path, address: Address) -> Iterator[LaidSite]:
    """The site in its starting state, open in this process, too."""
    site = LaidSite(data)
    site.clear()
    yield site
    site.close()

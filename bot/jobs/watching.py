"""What goes on around long work: persons elsewhere are told, and the computer is kept awake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.away.addresses import addresses_of_notices
from bot.away.awake import kept_awake
from bot.away.telling import Teller
from bot.config import Settings
from bot.engine.ports import Progress

if TYPE_CHECKING:
    from bot.ledger.store import Store


@contextmanager
def watching(settings: Settings, store: Store) -> Iterator[Teller]:
    """Tell persons elsewhere what happens inside the block, and keep the computer awake meanwhile."""
    away, office = settings.away, settings.site.office
    teller = Teller(addresses_of_notices(), on=away.notify, office=office, counts=store.counts)
    with kept_awake(wanted=away.keep_awake), teller:
        yield teller


def both(*listeners: Progress) -> Progress:
    """Tell several who listen."""

    def tell_all(action: str, context: Mapping[str, object]) -> None:
        for listener in listeners:
            listener(action, context)

    return tell_all

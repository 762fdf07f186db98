"""Questions about the ledger's own soundness: the chained events as stored, and their examination."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import rfc8785
from sqlalchemy import Connection, select

from bot.domain.chain import Break, ChainHead
from bot.domain.lifecycle import COMMITTED
from bot.ledger.chain import Record, first_break, noted_head
from bot.ledger.database import Database
from bot.ledger.schema import entries, events

_NUMBERED = ("posted", "found")
_COMMITTED = frozenset(status.value for status in COMMITTED)


class Audit:
    """What an auditor may ask; nothing of it writes."""

    def __init__(self, database: Database) -> None:
        """Ask this database."""
        self._database = database

    def head(self) -> ChainHead | None:
        """Give the last event of the chain; None while nothing has happened."""
        with self._database.reading() as connection:
            return noted_head(connection)

    def lines(self) -> tuple[bytes, ...]:
        """Give every event as a line of RFC 8785 canonical JSON, oldest first, for others to examine."""
        with self._database.reading() as connection:
            return tuple(rfc8785.dumps(dict(record)) for record in _records(connection))

    def examine(self, heads: Sequence[ChainHead] = ()) -> tuple[int, Break | None]:
        """Walk the whole chain; gives the number of events, and the first place that is not as it was.

        `heads` are what a person has on paper: ends that the chain had once.
        """
        with self._database.reading() as connection, _any_bytes(connection):
            records = _records(connection)
            noted = noted_head(connection)
            broken = first_break(records, (*heads, *([noted] if noted else [])))
            return len(records), broken or _standing_otherwise(connection, records)


def _records(connection: Connection) -> list[Record]:
    return [dict(row) for row in connection.execute(select(events).order_by(events.c.seq)).mappings()]


def _standing_otherwise(connection: Connection, records: Sequence[Record]) -> Break | None:
    """Find the first entry whose status or number is not what its own last event says."""
    status: dict[str, Record] = {}
    number: dict[str, str] = {}
    for record in records:
        if record["new"]:
            status[record["key"]] = record
        if record["action"] in _NUMBERED:
            number[record["key"]] = record["details"]
    query = select(entries.c.key, entries.c.status, entries.c.number).order_by(entries.c.position)
    for key, stands, has in connection.execute(query):
        last = status.get(key)
        wrong = stands in _COMMITTED and _json_of(has) not in number.get(key, "")
        if last is None or last["new"] != stands or wrong:
            return Break(kind="standing", seq=last["seq"] if last else 0)
    return None


def _json_of(number: str) -> str:
    return '"number":' + rfc8785.dumps(number).decode()


@contextmanager
def _any_bytes(connection: Connection) -> Iterator[None]:
    """Read texts even when a byte of them was made into something that is no text."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    before = driver.text_factory
    driver.text_factory = lambda stored: stored.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = before

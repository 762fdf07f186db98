"""Questions to the ledger; none of them writes, all of them work while a run holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from bot.domain.approval import APPROVED, Approval
from bot.domain.handover import Candidate, ForeignDocument
from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey, Event, Run, Standing
from bot.ledger import beside
from bot.ledger.codec import load
from bot.ledger.database import Database
from bot.ledger.schema import entries, events, runs
from bot.ledger.shapes import event_of, run_of, standing_of


@dataclass(frozen=True, kw_only=True)
class StatusTotal:
    """How many entries of one screen stand at one status, and how much money they are."""

    status: Status
    screen: str
    count: int
    amount: Decimal


class Reports:
    """What a person or a report may ask."""

    def __init__(self, database: Database) -> None:
        """Ask this database."""
        self._database = database

    def standings(self) -> tuple[Standing, ...]:
        """Give every entry, in plan order."""
        order = (entries.c.position, entries.c.key)
        with self._database.reading() as connection:
            return tuple(standing_of(row) for row in connection.execute(select(entries).order_by(*order)))

    def standing(self, key: EntryKey) -> Standing | None:
        """Give one entry; None when it is not known."""
        with self._database.reading() as connection:
            row = connection.execute(select(entries).where(entries.c.key == key)).first()
        return standing_of(row) if row is not None else None

    def find_keys(self, prefix: str) -> tuple[EntryKey, ...]:
        """Give the keys that begin so, as a person shortens them."""
        begins = entries.c.key.startswith(prefix.strip().lower(), autoescape=True)
        with self._database.reading() as connection:
            query = select(entries.c.key).where(begins).order_by(entries.c.position)
            return tuple(EntryKey(key) for key in connection.execute(query).scalars())

    def runs(self) -> tuple[Run, ...]:
        """Give every run, oldest first."""
        with self._database.reading() as connection:
            return tuple(run_of(row) for row in connection.execute(select(runs).order_by(runs.c.id)))

    def events(
        self, *, key: EntryKey | None = None, after: int = 0, limit: int | None = None
    ) -> tuple[Event, ...]:
        """Give what happened after event number `after`, oldest first; all of it, or of one entry."""
        query = select(events).where(events.c.seq > after).order_by(events.c.seq).limit(limit)
        if key is not None:
            query = query.where(events.c.key == key)
        with self._database.reading() as connection:
            return tuple(event_of(row) for row in connection.execute(query))

    def candidates(self, key: EntryKey) -> tuple[Candidate, ...]:
        """Give what the site showed last of the documents that a person must judge for an entry in doubt."""
        return beside.candidates_of(self._database, key)

    def foreign(self) -> tuple[ForeignDocument, ...]:
        """Give the documents that came up on the site while the bot worked and are none of ours."""
        return beside.foreign_documents(self._database)

    def approvals(self) -> tuple[Approval, ...]:
        """Give every approval that was ever written down, oldest first; genuine or not."""
        query = select(events.c.details).where(events.c.action == APPROVED).order_by(events.c.seq)
        with self._database.reading() as connection:
            told = [load(details) for details in connection.execute(query).scalars()]
        return tuple(Approval(statement=one["statement"], signature=one["signature"]) for one in told)

    def counts(self) -> Mapping[Status, int]:
        """How many entries stand at each status; every status is there."""
        counts = dict.fromkeys(Status, 0)
        with self._database.reading() as connection:
            for status in connection.execute(select(entries.c.status)).scalars():
                counts[Status(status)] += 1
        return counts

    def totals(self) -> tuple[StatusTotal, ...]:
        """Sum up by status and screen, exact to the satang; only what there is."""
        sums: dict[tuple[Status, str], tuple[int, Decimal]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(select(entries.c.status, entries.c.screen, entries.c.amount)):
                place = (Status(row.status), row.screen)
                count, amount = sums.get(place, (0, Decimal(0)))
                sums[place] = (count + 1, amount + Decimal(row.amount))
        order = {status: number for number, status in enumerate(Status)}
        return tuple(
            StatusTotal(status=status, screen=screen, count=count, amount=amount)
            for (status, screen), (count, amount) in sorted(
                sums.items(), key=lambda item: (order[item[0][0]], item[0][1])
            )
        )

"""Questions of somebody who watches a run: small answers, quick at ten thousand entries; none writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey, Event, Run, Standing
from bot.ledger.codec import load
from bot.ledger.database import Database
from bot.ledger.holding import HOLDER
from bot.ledger.schema import attempts, entries, events, meta, requests, runs
from bot.ledger.shapes import event_of, run_of, standing_of

PACE_OF = 30
"""So many of the last attempts tell how quick the work and the site are."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How many entries of one screen and day stand at one status, and how much money they are."""

    status: Status
    screen: str
    day: date | None
    count: int
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which entries to list: blank means all of them; `text` stands in number, sheet, key or row."""

    statuses: Collection[Status] = ()
    screen: str = ""
    day: date | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """The process that last took the ledger; whether it still lives must be asked of its computer."""

    pid: int
    host: str
    since: datetime
    purpose: str
    who: str


@dataclass(frozen=True, kw_only=True)
class Tempo:
    """How quick the last attempts were; None where nothing ended yet. Seconds."""

    each: float | None = None
    """From one entry's end to the next one's."""
    answer: float | None = None
    """From the announcement of a commit to its receipt: what the site took to answer."""


@dataclass(frozen=True, kw_only=True)
class Try:
    """One attempt of an entry, as the ledger keeps it."""

    number: int
    started: datetime
    announced: datetime | None
    ended: datetime | None
    outcome: str
    requests: int | None


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A wish that the run has not taken yet."""

    id: int
    at: datetime
    wish: str
    key: EntryKey | None
    reason: str
    who: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some entries of a list and how long the whole list is."""

    total: int
    standings: Sequence[Standing] = field(default_factory=tuple)


class Watching:
    """What the console asks; every answer is of one moment."""

    def __init__(self, database: Database) -> None:
        """Ask this database."""
        self._database = database

    def last_event(self) -> int:
        """Give the number of the newest event, 0 for none: while it stays, nothing has changed."""
        with self._database.reading() as connection:
            return int(connection.execute(select(func.max(events.c.seq))).scalar() or 0)

    def cells(self) -> tuple[Cell, ...]:
        """Count and add up by status, screen and day, exact to the satang."""
        place = (entries.c.status, entries.c.screen, entries.c.day)
        # The database counts; the sums are made here, because its numbers are not exact.
        amounts = func.aggregate_strings(entries.c.amount, " ")
        query = select(*place, func.count(), amounts, func.min(entries.c.position)).group_by(*place)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Cell(
                status=Status(status),
                screen=screen,
                day=date.fromisoformat(day) if day else None,
                count=count,
                amount=sum(map(Decimal, listed.split()), Decimal(0)),
            )
            for status, screen, day, count, listed, _ in sorted(rows, key=lambda row: row[-1])
        )

    def page(self, wanted: Wanted, *, first: int = 0, many: int = 50) -> Page:
        """Give some of the entries that are wanted, in plan order, and how many there are in all."""
        where = _where(wanted)
        order = (entries.c.position, entries.c.key)
        with self._database.reading() as connection:
            total = connection.execute(select(func.count()).select_from(entries).where(where)).scalar_one()
            keys = select(entries.c.key).where(where).order_by(*order).offset(first).limit(many)
            chosen = connection.execute(keys).scalars().all()  # short rows are sorted, long ones only read
            rows = connection.execute(select(entries).where(entries.c.key.in_(chosen)).order_by(*order)).all()
        return Page(total=int(total), standings=tuple(standing_of(row) for row in rows))

    def standings_of(self, keys: Collection[EntryKey]) -> tuple[Standing, ...]:
        """Give some entries, in plan order."""
        query = select(entries).where(entries.c.key.in_(sorted(keys)))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(entries.c.position, entries.c.key)).all()
        return tuple(standing_of(row) for row in rows)

    def in_hand(self) -> Standing | None:
        """Give the entry that is being worked on."""
        at_work = (Status.WORKING.value, Status.COMMITTING.value)
        with self._database.reading() as connection:
            row = connection.execute(select(entries).where(entries.c.status.in_(at_work)).limit(1)).first()
        return standing_of(row) if row is not None else None

    def last_run(self) -> Run | None:
        """Give the newest run."""
        with self._database.reading() as connection:
            row = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(1)).first()
        return run_of(row) if row is not None else None

    def holder(self) -> Holder | None:
        """Give who last took the ledger; it may have let go since."""
        with self._database.reading() as connection:
            value = connection.execute(select(meta.c.value).where(meta.c.name == HOLDER)).scalar()
        if not value:
            return None
        told = load(value)
        return Holder(**{**told, "since": datetime.fromisoformat(told["since"])})

    def newest(
        self, many: int = 12, *, run: int | None = None, actions: Collection[str] = (), before: int = 0
    ) -> tuple[Event, ...]:
        """Give the newest events, the newest first; of a run, of some actions, before an event's number."""
        query = select(events).order_by(events.c.seq.desc()).limit(many)
        if run is not None:
            query = query.where(events.c.run == run)
        if actions:
            query = query.where(events.c.action.in_(sorted(actions)))
        if before:
            query = query.where(events.c.seq < before)
        with self._database.reading() as connection:
            return tuple(event_of(row) for row in connection.execute(query))

    def attempts_of(self, key: EntryKey) -> tuple[Try, ...]:
        """Give every attempt of an entry, oldest first."""
        query = select(attempts).where(attempts.c.key == key).order_by(attempts.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Try(
                number=row.number,
                started=datetime.fromisoformat(row.started),
                announced=_moment(row.announced),
                ended=_moment(row.ended),
                outcome=row.outcome,
                requests=row.requests,
            )
            for row in rows
        )

    def tempo(self, run: int) -> Tempo:
        """Tell from the newest attempts of a run how quick it is and how quickly the site answers."""
        ended = and_(attempts.c.run == run, attempts.c.ended.is_not(None))
        query = select(attempts).where(ended).order_by(attempts.c.id.desc()).limit(PACE_OF)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        if not rows:
            return Tempo()
        spans = [
            _seconds(row.announced, row.ended) for row in rows if row.announced and row.outcome == _POSTED
        ]
        whole = _seconds(rows[-1].started, rows[0].ended)
        return Tempo(each=whole / len(rows), answer=sum(spans) / len(spans) if spans else None)

    def wishes(self) -> tuple[Waiting, ...]:
        """Give the wishes that no run has taken yet, oldest first."""
        query = select(requests).where(requests.c.taken.is_(None)).order_by(requests.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Waiting(
                id=row.id,
                at=datetime.fromisoformat(row.at),
                wish=row.wish,
                key=EntryKey(row.key) if row.key else None,
                reason=row.reason,
                who=row.who,
            )
            for row in rows
        )

    def pages_of(self, keys: Collection[EntryKey]) -> Mapping[EntryKey, tuple[str, tuple[int, ...]]]:
        """Give sheet and rows of some entries, for lists that name them."""
        query = select(entries.c.key, entries.c.sheet, entries.c.rows).where(entries.c.key.in_(sorted(keys)))
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return {EntryKey(row.key): (row.sheet, tuple(load(row.rows))) for row in rows}


_POSTED = Status.POSTED.value


def _where(wanted: Wanted) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [entries.c.key.is_not(None)]
    if wanted.statuses:
        parts.append(entries.c.status.in_(sorted(status.value for status in wanted.statuses)))
    if wanted.screen:
        parts.append(entries.c.screen == wanted.screen)
    if wanted.day:
        parts.append(entries.c.day == wanted.day.isoformat())
    if text := wanted.text.strip():
        places: tuple[Any, ...] = (entries.c.number, entries.c.sheet, entries.c.payload)
        found = [place.contains(text, autoescape=True) for place in places]
        found.append(entries.c.key.startswith(text.lower(), autoescape=True))
        parts.append(or_(*found))
    return and_(*parts)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _seconds(begun: str, ended: str) -> float:
    return max(timedelta(0), datetime.fromisoformat(ended) - datetime.fromisoformat(begun)).total_seconds()

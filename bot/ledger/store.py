"""The ledger as the engine knows it: runs, claims, wishes; the transitions are in `moves`."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, select

from bot.domain.approval import Approval
from bot.domain.handover import ACKNOWLEDGED, Asked, Candidate, Claim, DoubtOf, Enqueued, Posted, Wish
from bot.domain.lifecycle import COMMITTED, RETAKEN, Status
from bot.domain.model import Entry, EntryKey, Plan, Standing
from bot.language import say
from bot.ledger import beside, wishes
from bot.ledger.codec import dump, load
from bot.ledger.corrections import Correcting
from bot.ledger.database import Database, open_database
from bot.ledger.holding import Holding
from bot.ledger.intake import FRESH, enqueue
from bot.ledger.moves import Moves
from bot.ledger.reports import Reports
from bot.ledger.schema import attempts, entries, events, runs
from bot.ledger.shapes import claim_of, doubt_of, planned_of, posted_of, standing_of, write_event


def open_ledger(where: str | Path, *, now: Callable[[], datetime] | None = None) -> Store:
    """Open a ledger, making or migrating it where needed: a path is SQLite, else a database URL."""
    return Store(open_database(where, now=now or (lambda: datetime.now(UTC).astimezone())))


class Store(Correcting, Moves):
    """The memory of one office's work; fits `engine.ports.Ledger`."""

    def __init__(self, database: Database) -> None:
        """Keep the database; use `open_ledger`."""
        super().__init__(database)
        self.reports = Reports(database)
        self._holding = Holding(database)

    def close(self) -> None:
        """Let go of everything."""
        self.database.close()

    def begin_run(self, plan: Plan, *, operator: str) -> int:
        """Take the ledger for this process (LedgerBusy if another holds it) and open a run; gives its id."""
        self._holding.take("run", operator)
        try:
            self._run = self._open_run(plan, operator)
        except BaseException:
            self._holding.let_go()
            raise
        return self._run

    def end_run(self, run: int, outcome: str) -> None:
        """Close the run and let go of the ledger."""
        try:
            at = self.database.stamp()
            with self.database.writing() as connection:
                connection.execute(
                    runs.update().where(runs.c.id == run).values(ended=at, outcome=outcome)
                )
                write_event(connection, at=at, action="run_ended", run=run, details={"outcome": outcome})
        finally:
            self._run = None
            self._holding.let_go()

    @contextmanager
    def hold(self, purpose: str, *, who: str) -> Iterator[None]:
        """Take the ledger for this process while the block runs, without opening a run; else LedgerBusy."""
        self._holding.take(purpose, who)
        try:
            yield
        finally:
            self._holding.let_go()

    def enqueue(self, plan: Plan) -> Enqueued:
        """Make new entries PENDING in the plan's order; a changed entry not yet committed is replaced."""
        self._holding.must_be_held()
        with self.database.writing() as connection:
            return enqueue(connection, plan, at=self.database.stamp(), run=self._run)

    def interrupted(self) -> tuple[DoubtOf, ...]:
        """At start-up: WORKING becomes PENDING, COMMITTING becomes IN_DOUBT; gives all open doubts."""
        self._holding.must_be_held()
        for key, status in self._in_work():
            if status is Status.WORKING:
                self.again(key, INTERRUPTED_BEFORE, counts=False)
            else:
                self.in_doubt(key, "crashed", INTERRUPTED_AFTER)
        return self.doubts()

    def doubts(self) -> tuple[DoubtOf, ...]:
        """Give all entries IN_DOUBT, oldest first."""
        rows = self._rows(_at(Status.IN_DOUBT))
        return tuple(sorted((doubt_of(row) for row in rows), key=lambda doubt: doubt.since))

    def upcoming(self, *, not_screens: frozenset[str] = frozenset()) -> Entry | None:
        """Give the next PENDING entry in plan order, not taken yet; None when there is none."""
        query = _at(Status.PENDING).where(entries.c.screen.not_in(sorted(not_screens))).limit(1)
        return next((planned_of(row).entry for row in self._rows(query)), None)

    def last_day_before(self, day: date) -> date | None:
        """Give the last day before this one of which there is any entry; None when there is none."""
        query = select(func.max(entries.c.day)).where(entries.c.day < day.isoformat())
        with self.database.reading() as connection:
            last = connection.execute(query).scalar()
        return date.fromisoformat(last) if last else None

    def unproven_before(self, day: date) -> tuple[Standing, ...]:
        """Give the entries of the days before this one that are neither VERIFIED nor SKIPPED, in order."""
        left = [status for status in Status if status not in (Status.VERIFIED, Status.SKIPPED)]
        query = _at(*left).where(entries.c.day < day.isoformat())
        return tuple(standing_of(row) for row in self._rows(query))

    def waiting(self) -> tuple[Entry, ...]:
        """Give all entries that are WAITING, in plan order."""
        return tuple(planned_of(row).entry for row in self._rows(_at(Status.WAITING)))

    def standing(self, key: EntryKey) -> Standing | None:
        """Give everything that is known of one entry; None when it is not known."""
        return self.reports.standing(key)

    def claim(self, run: int, *, not_screens: frozenset[str] = frozenset()) -> Claim | None:
        """Take the next PENDING entry in plan order (PENDING -> WORKING); None when there is none."""
        self._holding.must_be_held()
        query = _at(Status.PENDING).where(entries.c.screen.not_in(sorted(not_screens))).limit(1)
        at = self.database.stamp()
        with self.database.writing() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            number = row.attempts + 1
            mappings = connection.execute(select(runs.c.mappings).where(runs.c.id == run)).scalar_one()
            connection.execute(
                entries.update()
                .where(entries.c.key == row.key, entries.c.status == Status.PENDING.value)
                .values(
                    status=Status.WORKING.value, attempts=number, run=run, changed_at=at,
                    mapping=load(mappings).get(row.screen, ""),
                )
            )  # fmt: skip
            connection.execute(
                attempts.insert().values(key=row.key, number=number, run=run, started=at, outcome="")
            )
            write_event(
                connection, at=at, action="claimed", run=run, key=row.key, old=Status.PENDING,
                new=Status.WORKING, attempt=number,
            )  # fmt: skip
        return claim_of(row, attempt=number)

    def about_to_commit(self, key: EntryKey, *, baseline: Sequence[str], typed: Mapping[str, str]) -> None:
        """WORKING -> COMMITTING, synced to disk before it returns; only while the ledger is held."""
        self._holding.must_be_held()
        super().about_to_commit(key, baseline=baseline, typed=typed)

    def take_up_again(self, statuses: Collection[Status]) -> int:
        """REJECTED or FAILED -> PENDING with fresh attempts, for all entries there; gives how many."""
        if not frozenset(statuses) <= RETAKEN:
            msg = "only REJECTED and FAILED entries may be taken up again"
            raise ValueError(msg)
        at = self.database.stamp()
        kept = ("baseline", "announced")  # an earlier announced commit is remembered
        fresh = {name: value for name, value in FRESH.items() if name not in kept}
        with self.database.writing() as connection:
            rows = connection.execute(_at(*statuses)).all()
            for row in rows:
                update = entries.update().where(entries.c.key == row.key)
                connection.execute(update.values(status=Status.PENDING.value, changed_at=at, **fresh))
                write_event(
                    connection, at=at, action="taken_up", run=self._run, key=row.key,
                    old=Status(row.status), new=Status.PENDING, attempt=row.attempts,
                )  # fmt: skip
        return len(rows)

    def note(self, action: str, *, key: EntryKey | None = None, **details: object) -> None:
        """Write an event that moves nothing (signed in, recovery looked, halted)."""
        at = self.database.stamp()
        with self.database.writing() as connection:
            write_event(connection, at=at, action=action, run=self._run, key=key, details=details)

    def saw(self, key: EntryKey, candidates: Sequence[Candidate]) -> None:
        """Keep what the site shows of the documents that a person must judge."""
        beside.keep_candidates(self.database, self._run, key, candidates)

    def foreign(self, key: EntryKey, numbers: Sequence[str]) -> tuple[str, ...]:
        """Keep numbers that are none of ours, seen beside an entry; gives those not yet known."""
        return beside.keep_foreign(self.database, self._run, key, numbers)

    def ask(self, wish: Wish, key: EntryKey | None = None, reason: str = "", who: str = "") -> int:
        """Leave a wish for the run, from any process; `skip` needs a key and a reason. Gives its id."""
        return wishes.leave(self.database, wish, key, reason=reason, who=who)

    def asked(self) -> tuple[Asked, ...]:
        """Take the wishes that persons left since the last call."""
        return wishes.take(self.database, self._run)

    def to_verify(self, *, everything: bool = False) -> tuple[Posted, ...]:
        """Give posted entries not yet found equal, or every posted entry, in plan order."""
        statuses = COMMITTED if everything else COMMITTED - {Status.VERIFIED}
        return tuple(posted_of(row) for row in self._rows(_at(*statuses)))

    def claimed_numbers(self, screen: str) -> frozenset[str]:
        """Numbers that receipts of this screen hold: documents known to be ours."""
        query = select(entries.c.number).where(entries.c.screen == screen, entries.c.number != "")
        with self.database.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def unlisted(self, screen: str, since: datetime) -> tuple[str, ...]:
        """Numbers of a screen's documents that its list did not show right after they were stored."""
        return beside.unlisted_since(self.database, screen, since)

    def counts(self) -> Mapping[Status, int]:
        """How many entries stand at each status."""
        return self.reports.counts()

    def screens_at(self, status: Status) -> Mapping[str, int]:
        """How many entries of each screen stand at one status; screens without any are left out."""
        count = func.count()
        query = select(entries.c.screen, count).where(entries.c.status == status.value)
        with self.database.reading() as connection:
            rows = connection.execute(query.group_by(entries.c.screen).order_by(entries.c.screen)).all()
        return {row[0]: row[1] for row in rows}

    def status_of(self, key: EntryKey) -> Status | None:
        """Tell where one entry stands; None when it is not known."""
        with self.database.reading() as connection:
            status = connection.execute(select(entries.c.status).where(entries.c.key == key)).scalar()
        return Status(status) if status else None

    def acknowledged(self) -> frozenset[str]:
        """Give the marks of every warning that a person has acknowledged so far."""
        query = select(events.c.details).where(events.c.action == ACKNOWLEDGED)
        with self.database.reading() as connection:
            told = [load(details) for details in connection.execute(query).scalars()]
        return frozenset(warning["mark"] for details in told for warning in details["warnings"])

    def approvals(self) -> tuple[Approval, ...]:
        """Give every approval that was ever written down, oldest first; genuine or not."""
        return self.reports.approvals()

    def mappings_in_use(self) -> Mapping[str, str]:
        """Give screen -> digest of the mapping under which something of it was last committed or doubted."""
        bound = COMMITTED | {Status.COMMITTING, Status.IN_DOUBT}
        screens = {row.screen for row in self._rows(_at(*bound))}
        digests: dict[str, str] = {}
        for run in self.reports.runs():
            digests |= {screen: digest for screen, digest in run.mappings.items() if screen in screens}
        return digests

    def _rows(self, query: Select[Any]) -> Sequence[Any]:
        with self.database.reading() as connection:
            return connection.execute(query).all()

    def _in_work(self) -> tuple[tuple[EntryKey, Status], ...]:
        rows = self._rows(_at(Status.WORKING, Status.COMMITTING))
        return tuple((EntryKey(row.key), Status(row.status)) for row in rows)

    def _open_run(self, plan: Plan, operator: str) -> int:
        at = self.database.stamp()
        values = {
            "plan_hash": plan.hash, "operator": operator, "started": at, "outcome": "",
            "mappings": dump(dict(plan.mappings)), "host": socket.gethostname(), "pid": os.getpid(),
        }  # fmt: skip
        with self.database.writing() as connection:
            run = int(connection.execute(runs.insert().values(**values).returning(runs.c.id)).scalar_one())
            wishes.forget_stale(connection, at)
            details = {"plan": plan.hash, "operator": operator}
            write_event(connection, at=at, action="run_started", run=run, details=details)
        return run


INTERRUPTED_BEFORE = say(
    "โปรแกรมหยุดกลางคันก่อนกดบันทึก ยังไม่มีอะไรถูกบันทึก จะทำใหม่",
    "The program was interrupted before the commit; nothing was stored. It will be done again.",
)
INTERRUPTED_AFTER = say(
    "โปรแกรมหยุดกลางคันหลังแจ้งว่าจะกดบันทึก จึงไม่รู้ว่าระบบบันทึกแล้วหรือไม่ จะค้นหาในระบบก่อนทำต่อ",
    "The program was interrupted after the commit was announced, so it is not known whether the site"
    " stored it. It is looked up on the site before anything else.",
)


def _at(*statuses: Status) -> Select[Any]:
    names = sorted(status.value for status in statuses)
    query = select(entries).where(entries.c.status.in_(names))
    return query.order_by(entries.c.position, entries.c.key)

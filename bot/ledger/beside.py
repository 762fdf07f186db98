"""What the site shows beside our own documents: candidates that a person must judge, and foreign ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from bot.domain.handover import UNLISTED, Candidate, ForeignDocument
from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey, Event
from bot.ledger.codec import candidate_of, load_texts, shape_of_candidate
from bot.ledger.database import Database
from bot.ledger.schema import entries, events
from bot.ledger.shapes import event_of, write_event

SAW, FOREIGN, DOUBTED = "saw", "foreign", "in_doubt"


def keep_candidates(
    database: Database, run: int | None, key: EntryKey, candidates: Sequence[Candidate]
) -> None:
    """Keep what the site shows of documents that may be an entry's."""
    details = {"candidates": [shape_of_candidate(each) for each in candidates]}
    with database.writing() as connection:
        write_event(connection, at=database.stamp(), action=SAW, run=run, key=key, details=details)


def candidates_of(database: Database, key: EntryKey) -> tuple[Candidate, ...]:
    """Give what the site showed last, since the entry came into doubt."""
    query = select(events).where(events.c.key == key, events.c.action.in_((SAW, DOUBTED)))
    with database.reading() as connection:
        row = connection.execute(query.order_by(events.c.seq.desc()).limit(1)).first()
    if row is None or row.action != SAW:
        return ()
    shapes = event_of(row).details["candidates"]
    return tuple(candidate_of(shape) for shape in shapes) if isinstance(shapes, list) else ()


def keep_foreign(
    database: Database, run: int | None, key: EntryKey, numbers: Sequence[str]
) -> tuple[str, ...]:
    """Keep numbers that are none of ours, seen beside an entry; gives those not yet known."""
    with database.writing() as connection:
        screen = connection.execute(select(entries.c.screen).where(entries.c.key == key)).scalar_one()
        known = {each.number for each in _foreign(connection) if each.screen == screen}
        known |= _in_question(connection, screen)
        new = tuple(number for number in dict.fromkeys(numbers) if number not in known)
        if new:
            details = {"screen": screen, "numbers": list(new)}
            write_event(connection, at=database.stamp(), action=FOREIGN, run=run, key=key, details=details)
    return new


def foreign_documents(database: Database) -> tuple[ForeignDocument, ...]:
    """Give every foreign document, the first seen first; what is ours meanwhile is left out."""
    query = select(entries.c.screen, entries.c.number).where(entries.c.number != "")
    with database.reading() as connection:
        ours = {(row.screen, row.number) for row in connection.execute(query)}
        found = _foreign(connection)
    return tuple(each for each in found if (each.screen, each.number) not in ours)


def unlisted_since(database: Database, screen: str, since: datetime) -> tuple[str, ...]:
    """Give the numbers of a screen that its list did not show right after their commit, since then."""
    query = select(events).where(events.c.action == UNLISTED).order_by(events.c.seq)
    with database.reading() as connection:
        told = [event_of(row) for row in connection.execute(query)]
    of_screen = [one for one in told if one.details["screen"] == screen and one.at >= since]
    return tuple(str(one.details["number"]) for one in of_screen)


def _in_question(connection: Connection, screen: str) -> set[str]:
    """Give the numbers that a person must judge for an entry in doubt: one of them may be ours."""
    query = select(entries.c.seen).where(
        entries.c.screen == screen, entries.c.status == Status.IN_DOUBT.value
    )
    return {number for seen in connection.execute(query).scalars() for number in load_texts(seen)}


def _foreign(connection: Connection) -> list[ForeignDocument]:
    rows = connection.execute(select(events).where(events.c.action == FOREIGN).order_by(events.c.seq))
    return [each for row in rows for each in _documents(event_of(row))]


def _documents(event: Event) -> Iterable[ForeignDocument]:
    numbers = event.details["numbers"]
    for number in numbers if isinstance(numbers, list) else ():
        yield ForeignDocument(
            screen=str(event.details["screen"]),
            number=str(number),
            seen=event.at,
            beside=event.key or EntryKey(""),
        )

"""Wishes of persons to a running bot: rows that any process may leave and the run takes."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import Connection, select

from bot.domain.handover import Asked, Wish
from bot.domain.model import EntryKey
from bot.errors import ConfigError
from bot.language import say
from bot.ledger.database import Database
from bot.ledger.schema import requests
from bot.ledger.shapes import write_event

_OF_ONE_RUN = ("pause", "go_on", "stop", "finish", "commit")
_OF_AN_ENTRY = ("skip", "leave")


def leave(database: Database, wish: Wish, key: EntryKey | None, *, reason: str, who: str) -> int:
    """Leave a wish; ConfigError when it cannot be meant so. Gives its id."""
    if wish not in get_args(Wish):
        raise ConfigError(say("ไม่รู้จักคำขอ “{wish}”", "There is no wish “{wish}”.", wish=wish))
    if wish in _OF_AN_ENTRY and not (key and reason.strip()):
        raise ConfigError(
            say(
                "การข้ามหรือปล่อยรายการต้องระบุรายการและเหตุผล ให้พิมพ์เหตุผลแล้วสั่งใหม่",
                "Skipping or leaving needs the entry and a reason. Write the reason and ask again.",
            )
        )
    values = {"wish": wish, "key": key, "reason": reason, "who": who, "at": database.stamp()}
    with database.writing() as connection:
        return int(
            connection.execute(requests.insert().values(**values).returning(requests.c.id)).scalar_one()
        )


def take(database: Database, run: int | None) -> tuple[Asked, ...]:
    """Take the wishes that nobody took yet, oldest first."""
    waiting = requests.c.taken.is_(None)
    with database.reading() as connection:  # nearly always there is none: no write for that
        if connection.execute(select(requests.c.id).where(waiting).limit(1)).first() is None:
            return ()
    at = database.stamp()
    with database.writing() as connection:
        rows = connection.execute(select(requests).where(waiting).order_by(requests.c.id)).all()
        for row in rows:
            connection.execute(requests.update().where(requests.c.id == row.id).values(taken=at))
            details = {"wish": row.wish, "reason": row.reason, "who": row.who}
            write_event(connection, at=at, action="asked", run=run, key=row.key, details=details)
    return tuple(
        Asked(id=row.id, wish=row.wish, key=row.key, reason=row.reason, who=row.who) for row in rows
    )


def forget_stale(connection: Connection, at: str) -> None:
    """Drop what was meant for an earlier run; what concerns an entry still holds."""
    stale = requests.c.taken.is_(None) & requests.c.wish.in_(_OF_ONE_RUN)
    connection.execute(requests.update().where(stale).values(taken=at))

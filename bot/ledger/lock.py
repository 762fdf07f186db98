"""One process at a time: a lock that the operating system or the server drops with its holder."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

ADVISORY_KEY = 0x656C616173
"""The number of the advisory lock in a PostgreSQL database (the letters `elaas`)."""
WRITING_KEY = ADVISORY_KEY + 1
"""The number of the lock that each writing transaction takes."""


class Lock(Protocol):
    """Something that only one process can have; gone when that process is gone, however it ends."""

    def take(self) -> bool:
        """Take it without waiting; false when another has it."""

    def held(self) -> bool:
        """Tell whether it is still ours: a file may be deleted, a session be cut."""

    def release(self) -> None:
        """Let go of it; harmless when it is not ours."""


class FileLock:
    """An exclusive transaction on a small SQLite file of its own: the OS frees it even after SIGKILL."""

    def __init__(self, path: Path) -> None:
        """Remember the file; it is made when the lock is first taken and then stays, empty."""
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._taken: tuple[int, int] | None = None

    def take(self) -> bool:
        """Take it without waiting; false when another process or ledger has it."""
        connection = sqlite3.connect(self._path, timeout=0, isolation_level=None)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            connection.close()
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return False
            raise
        self._connection = connection
        self._taken = self._seen()
        return True

    def held(self) -> bool:
        """Tell whether it is still ours: of a file that was deleted, others may lock a new one."""
        return self._connection is not None and self._taken is not None and self._seen() == self._taken

    def release(self) -> None:
        """Let go of it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _seen(self) -> tuple[int, int] | None:
        try:
            told = self._path.stat()
        except OSError:
            return None
        return told.st_dev, told.st_ino


class AdvisoryLock:
    """A PostgreSQL advisory lock, held by a session of its own; the server frees it with the session."""

    def __init__(self, engine: Engine) -> None:
        """Remember where to connect."""
        self._engine = engine
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Take it without waiting; false when another session has it."""
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        taken = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": ADVISORY_KEY}).scalar()
        if not taken:
            connection.close()
            return False
        self._connection = connection
        return True

    def held(self) -> bool:
        """Tell whether it is still ours: it is as long as its session lives."""
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def release(self) -> None:
        """Let go of it."""
        if self._connection is not None:
            self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": ADVISORY_KEY})
            self._connection.close()
            self._connection = None

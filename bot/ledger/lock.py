"""One process at a time: a lock that the operating system or the server drops with its holder."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text

ADVISORY_KEY = 0x656C616173
"""The number of the advisory lock in a PostgreSQL database (the letters `elaas`)."""
WRITING_KEY = ADVISORY_KEY + 1
"""The number of the lock that each writing transaction takes."""


class Lock(Protocol):
    """Something that only one process can have; gone when that process is gone, however it ends."""

    def take(self) -> bool:
        """Take it without waiting; false when another has it."""

    def release(self) -> None:
        """Let go of it; harmless when it is not ours."""


class FileLock:
    """An exclusive transaction on a small SQLite file of its own: the OS frees it even after SIGKILL."""

    def __init__(self, path: Path) -> None:
        """Remember the file; it is made when the lock is first taken and then stays, empty."""
        self._path = path
        self._connection: sqlite3.Connection | None = None

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
        return True

    def release(self) -> None:
        """Let go of it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


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

    def release(self) -> None:
        """Let go of it."""
        if self._connection is not None:
            self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": ADVISORY_KEY})
            self._connection.close()
            self._connection = None

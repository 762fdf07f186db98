"""The connection to the ledger's database: durable writes, one writer at a time, errors translated."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.errors import LedgerBroken
from bot.language import say
from bot.ledger import migrate
from bot.ledger.lock import WRITING_KEY, AdvisoryLock, FileLock, Lock

BUSY_SECONDS = 30
"""How long a writer waits for another (the console leaving a wish) before it gives up."""


class Database:
    """One ledger, opened and of the present shape."""

    def __init__(
        self, engine: Engine, *, where: str, lock: Lock, now: Callable[[], datetime], file: Path | None = None
    ) -> None:
        """Bring it to the present shape; `where` names it for persons, `file` is where it lies, if in one."""
        self._engine = engine
        self._file = file
        self._identity: tuple[int, int] | None = None
        self.where = where
        self.lock = lock
        self.now = now
        with self.reading() as connection:
            current = migrate.is_current(connection)
        if not current:
            with self.writing() as connection:
                if not migrate.is_current(connection):  # another process may have been quicker
                    migrate.upgrade(connection)
        self._identity = self._seen()

    def stamp(self) -> str:
        """Give the present as it is stored."""
        return self.now().isoformat()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the ledger throughout the block."""
        with self._translating(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that alone may write; at the end of the block everything is on disk."""
        self._must_be_there()
        with (
            self._translating(),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def locking(self) -> Iterator[Lock]:
        """Give the lock; what goes wrong with it is a LedgerBroken."""
        with self._translating():
            yield self.lock

    def close(self) -> None:
        """Let go of the lock and of all connections."""
        with self.locking() as lock:
            lock.release()
        self._engine.dispose()

    def _seen(self) -> tuple[int, int] | None:
        """Give by what the file is known: a deleted one may be written on unseen."""
        if self._file is None:
            return None
        try:
            told = self._file.stat()
        except OSError:
            return None
        return told.st_dev, told.st_ino

    def _must_be_there(self) -> None:
        if self._identity is not None and self._seen() != self._identity:
            raise LedgerBroken(
                say(
                    "ไฟล์ทะเบียนงาน {where} ถูกลบ ย้าย หรือแทนที่ขณะทำงาน จึงหยุดก่อนทำต่อ ให้นำไฟล์เดิมกลับมา"
                    " (ดูในถังขยะหรือสำเนาสำรอง) แล้วสั่ง run ใหม่ ห้ามเริ่มด้วยทะเบียนใหม่",
                    "The ledger {where} was deleted, moved or replaced under the running bot, which stopped."
                    " Bring the file back (from the recycle bin or a copy), then run again. Do not begin with"
                    " a new one.",
                    where=self.where,
                )
            )

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            cause = getattr(error, "orig", None) or error
            raise LedgerBroken(
                say(
                    "อ่านหรือบันทึกทะเบียนงาน {where} ไม่ได้ ({cause}) ให้ตรวจว่าไฟล์อยู่ครบ ดิสก์ไม่เต็ม"
                    " และมีสิทธิเขียน แล้วสั่ง run ใหม่ งานที่ทำไปแล้วจะไม่ถูกทำซ้ำ",
                    "The ledger {where} cannot be read or written ({cause}). See that the file is there, the"
                    " disk is not full and you may write to it, then run again: nothing is done twice.",
                    where=self.where,
                    cause=cause,
                )
            ) from error


def open_database(where: str | Path, *, now: Callable[[], datetime]) -> Database:
    """Open a path as SQLite, anything with `://` as a database URL; made when it is not there."""
    if "://" not in str(where):
        return _open_file(Path(where), now)
    try:
        url = make_url(str(where))
        if url.get_backend_name() == "sqlite" and url.database:
            return _open_file(Path(url.database), now)
        engine = create_engine(url, pool_pre_ping=True)
        event.listen(engine, "begin", _on_begin_at_server)
    except (ArgumentError, ImportError, SQLAlchemyError) as error:
        raise LedgerBroken(
            say(
                "ที่อยู่ทะเบียนงานใน config.yaml (ledger) ใช้ไม่ได้: {cause}"
                " ให้ใส่ชื่อไฟล์ หรือ postgresql+psycopg://… และติดตั้งตัวเชื่อมต่อของฐานข้อมูลนั้น",
                "`ledger` in config.yaml cannot be used: {cause}. Give a file name, or"
                " postgresql+psycopg://… with that database's driver installed.",
                cause=type(error).__name__,
            )
        ) from error
    shown = url.render_as_string(hide_password=True)
    return Database(engine, where=shown, lock=AdvisoryLock(engine), now=now)


def _open_file(path: Path, now: Callable[[], datetime]) -> Database:
    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerBroken(
            say(
                "สร้างโฟลเดอร์ {folder} สำหรับทะเบียนงานไม่ได้ ให้เลือกที่อื่นใน config.yaml (ledger)",
                "The folder {folder} for the ledger cannot be made. Choose another place in config.yaml"
                " (ledger).",
                folder=path.parent,
            )
        ) from error
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    lock = FileLock(path.with_name(path.name + ".lock"))
    return Database(engine, where=str(path), lock=lock, now=now, file=path)


def _on_connect(connection: Any, _record: object) -> None:
    """Make a commit mean "on the disk"; the driver must not begin transactions by itself."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    """Take the write lock at once when the block will write, so that a read in it stays true."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _on_begin_at_server(connection: Connection) -> None:
    """Let one transaction write at a time, so that each event follows the one before."""
    writes = connection.get_execution_options().get("writes", False)
    if writes and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITING_KEY})")

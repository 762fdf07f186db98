"""What the site has really stored: documents and running numbers, on disk before any answer is sent."""

import json
import sqlite3
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

MADE, CANCELLED = "จัดทำ", "ยกเลิก"
BANGKOK = timezone(timedelta(hours=7))
_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, ident TEXT UNIQUE, screen TEXT NOT NULL, number TEXT NOT NULL,
    status TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', fields TEXT NOT NULL, lines TEXT NOT NULL,
    user TEXT NOT NULL, at TEXT NOT NULL, day TEXT NOT NULL, party TEXT NOT NULL, satang INTEGER NOT NULL,
    budget_line TEXT NOT NULL, hidden_from INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS documents_by_line ON documents (budget_line, status);
CREATE INDEX IF NOT EXISTS documents_by_screen ON documents (screen, seq);
CREATE TABLE IF NOT EXISTS series (name TEXT PRIMARY KEY, last INTEGER NOT NULL);
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbering:
    """One running number of a document: its caption, its series and how it is written."""

    caption: str
    series: str
    pattern: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A document that passed the rules and has no number yet; the first numbering names it."""

    screen: str
    numbers: tuple[Numbering, ...]
    fields: Mapping[str, str]
    lines: tuple[Mapping[str, str], ...] = ()
    day: str
    party: str
    satang: int
    budget_line: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A stored document; texts are canonical: dd/mm/yyyy of the Buddhist era, 1234.50, full captions."""

    seq: int
    ident: str
    screen: str
    number: str
    status: str
    reason: str
    fields: Mapping[str, str]
    lines: tuple[Mapping[str, str], ...]
    user: str
    at: str
    day: str
    party: str
    satang: int

    @property
    def cancelled(self) -> bool:
        """Tell whether the document was cancelled; its number stays used."""
        return self.status == CANCELLED


class Store:
    """The site's database; every change is on disk when the method returns."""

    def __init__(self, path: Path, starting_numbers: Mapping[str, int]) -> None:
        """Open or create the file; a fresh one starts at the office's starting numbers."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._starting = dict(starting_numbers)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(_SCHEMA)
        with self._change():
            self._start_series()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def reset(self) -> None:
        """Go back to the starting state."""
        with self._change():
            self._db.execute("DELETE FROM documents")
            self._db.execute("DELETE FROM sqlite_sequence")
            self._db.execute("DELETE FROM series")
            self._start_series()

    def add(self, draft: Draft, user: str, *, skip: int = 0, hidden_from: int = 0) -> Document:
        """Store a document under its next numbers; `skip` leaves that many numbers unused."""
        with self._change():
            numbers = {n.caption: n.pattern.format(self._next(n.series, skip)) for n in draft.numbers}
            number = next(iter(numbers.values()))
            cursor = self._db.execute(
                "INSERT INTO documents (screen, number, status, fields, lines, user, at, day, party, satang,"
                " budget_line, hidden_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    draft.screen,
                    number,
                    MADE,
                    json.dumps({**numbers, **draft.fields}, ensure_ascii=False),
                    json.dumps(draft.lines, ensure_ascii=False),
                    user,
                    datetime.now(UTC).astimezone(BANGKOK).isoformat(timespec="milliseconds"),
                    draft.day,
                    draft.party,
                    draft.satang,
                    draft.budget_line,
                    hidden_from,
                ),
            )
            seq = cursor.lastrowid
            ident = str(uuid.uuid5(uuid.NAMESPACE_URL, f"practice:{seq}")).upper()
            self._db.execute("UPDATE documents SET ident = ? WHERE seq = ?", (ident, seq))
        return self._documents("WHERE seq = ?", (seq,))[0]

    def cancel(self, ident: str, reason: str) -> None:
        """Mark a document as cancelled, with the reason."""
        with self._change():
            self._db.execute(
                "UPDATE documents SET status = ?, reason = ? WHERE ident = ?", (CANCELLED, reason, ident)
            )

    def all(self) -> list[Document]:
        """Give every document in order of arrival."""
        return self._documents("", ())

    def count(self) -> int:
        """Give how many documents there are."""
        with self._lock:
            row = self._db.execute("SELECT COUNT(*) FROM documents").fetchone()
        return int(row[0])

    def find(self, ident: str) -> Document | None:
        """Give the document of this GUID."""
        return next(iter(self._documents("WHERE ident = ?", (ident,))), None)

    def visible(self, *screens: str) -> list[Document]:
        """Give what a list or register shows of these screens; each call brings late documents nearer."""
        marks = ", ".join("?" * len(screens))
        where = f"WHERE screen IN ({marks})"
        found = self._documents(f"{where} AND hidden_from = 0", screens)
        with self._change():
            self._db.execute(
                f"UPDATE documents SET hidden_from = hidden_from - 1 {where} AND hidden_from > 0",  # noqa: S608 - only question marks are put in
                screens,
            )
        return found

    def spent(self, budget_line: str) -> int:
        """Give what was booked on a budget line, in satang, without the cancelled documents."""
        row = self._db.execute(
            "SELECT COALESCE(SUM(satang), 0) FROM documents WHERE budget_line = ? AND status <> ?",
            (budget_line, CANCELLED),
        ).fetchone()
        return int(row[0])

    def _documents(self, where: str, values: tuple[object, ...]) -> list[Document]:
        with self._lock:
            rows = self._db.execute(
                f"SELECT * FROM documents {where} ORDER BY seq",  # noqa: S608 - the clause is written in this module
                values,
            ).fetchall()
        return [_document(row) for row in rows]

    def _next(self, series: str, skip: int) -> int:
        self._db.execute("UPDATE series SET last = last + 1 + ? WHERE name = ?", (skip, series))
        row = self._db.execute("SELECT last FROM series WHERE name = ?", (series,)).fetchone()
        return int(row[0])

    def _start_series(self) -> None:
        self._db.executemany("INSERT OR IGNORE INTO series VALUES (?, ?)", list(self._starting.items()))

    @contextmanager
    def _change(self) -> Iterator[None]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _document(row: sqlite3.Row) -> Document:
    lines: list[Any] = json.loads(row["lines"])
    return Document(
        seq=row["seq"],
        ident=row["ident"],
        screen=row["screen"],
        number=row["number"],
        status=row["status"],
        reason=row["reason"],
        fields=json.loads(row["fields"]),
        lines=tuple(lines),
        user=row["user"],
        at=row["at"],
        day=row["day"],
        party=row["party"],
        satang=row["satang"],
    )

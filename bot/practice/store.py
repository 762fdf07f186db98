"""What the site has really stored: documents and running numbers, on disk before any answer is sent."""

import json
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeAlias

from bot.practice.relations import SCHEMA, Relations, forget, relate
from bot.practice.wanted import Wanted

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
CREATE INDEX IF NOT EXISTS documents_by_day ON documents (screen, day, satang);
CREATE INDEX IF NOT EXISTS documents_late ON documents (screen) WHERE hidden_from > 0;
CREATE INDEX IF NOT EXISTS documents_by_status ON documents (status);
CREATE TABLE IF NOT EXISTS postings (
    seq INTEGER NOT NULL, line INTEGER NOT NULL, day TEXT NOT NULL, account TEXT NOT NULL, text TEXT NOT NULL,
    debit INTEGER NOT NULL, credit INTEGER NOT NULL, PRIMARY KEY (seq, line));
CREATE INDEX IF NOT EXISTS postings_by_account ON postings (account, day, seq, line, debit, credit);
CREATE TABLE IF NOT EXISTS revenue (
    seq INTEGER PRIMARY KEY, day TEXT NOT NULL, category TEXT NOT NULL, kind TEXT NOT NULL,
    number TEXT NOT NULL, amount INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS revenue_by_day ON revenue (day, category, kind, number, amount);
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


# Account, text, debit and credit in satang.
Posting: TypeAlias = tuple[str, str, int, int]
# Category, type and amount in satang.
Earning: TypeAlias = tuple[str, str, int]


class Store:
    """The site's database; every change is on disk when the method returns."""

    def __init__(  # noqa: PLR0913 - what a document does is told in three answers
        self,
        path: Path,
        starting_numbers: Mapping[str, int],
        posted: Callable[[Document], Iterable[Posting]],
        earned: Callable[[Document], Earning | None],
        related: Callable[[Document], Relations] = lambda _: Relations(),
        *,
        durable: bool = True,
    ) -> None:
        """Open or create the file; a fresh one starts at the office's starting numbers.

        `posted` tells what a new document does to the accounts, `earned` what it brings in, `related` what it
        says about others and the budget.
        """
        self._posted, self._earned, self._related = posted, earned, related
        path.parent.mkdir(parents=True, exist_ok=True)
        self._starting = dict(starting_numbers)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute(f"PRAGMA synchronous={'FULL' if durable else 'OFF'}")
        self._db.executescript(_SCHEMA + SCHEMA)
        with self._change():
            self._start_series()
            for document in self._documents("WHERE seq NOT IN (SELECT seq FROM postings)", ()):
                self._post(document)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def reset(self) -> None:
        """Go back to the starting state."""
        with self._change():
            self._db.execute("DELETE FROM documents")
            self._db.execute("DELETE FROM postings")
            self._db.execute("DELETE FROM revenue")
            forget(self._db)
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
                    _now(),
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
            [document] = self._documents("WHERE seq = ?", (seq,))
            self._post(document)
        return document

    def cancel(self, ident: str, reason: str) -> None:
        """Mark a document as cancelled, with the reason."""
        with self._change():
            self._db.execute(
                "UPDATE documents SET status = ?, reason = ? WHERE ident = ?", (CANCELLED, reason, ident)
            )

    def turn(self, document: Document, status: str, user: str) -> None:
        """Give a document another status, and remember who did it when."""
        with self._change():
            self._db.execute("UPDATE documents SET status = ? WHERE seq = ?", (status, document.seq))
            self._db.execute("INSERT INTO turns VALUES (?, ?, ?, ?)", (document.seq, status, user, _now()))

    def turned(self, document: Document) -> list[tuple[str, str]]:
        """Give which statuses a document was given, and by whom."""
        rows = self.read("SELECT status, user FROM turns WHERE seq = ? ORDER BY at", (document.seq,))
        return [(row["status"], row["user"]) for row in rows]

    def numbered(self, number: str) -> Document | None:
        """Give the document of this number."""
        return next(iter(self._documents("WHERE number = ?", (number,))), None)

    def all(self) -> list[Document]:
        """Give every document in order of arrival."""
        return self._documents("", ())

    def count(self, wanted: Wanted | None = None) -> int:
        """Give how many documents there are, or how many a list may show."""
        clause, values = wanted.clause() if wanted else ("1", ())
        question = f"SELECT COUNT(*) FROM documents WHERE {clause}"  # noqa: S608 - fixed words, question marks
        [row] = self.read(question, values)
        return int(row[0])

    def some(self, wanted: Wanted, *, skip: int, limit: int) -> list[Document]:
        """Give some of what a list may show, in order of arrival."""
        clause, values = wanted.clause()
        return self._documents(f"WHERE {clause}", (*values, limit, skip), "LIMIT ? OFFSET ?")

    def bring_nearer(self, *screens: str) -> None:
        """Let one list of these screens have been looked at, after which late documents are nearer."""
        marks = ", ".join("?" * len(screens))
        with self._change():
            self._db.execute(
                f"UPDATE documents SET hidden_from = hidden_from - 1 WHERE screen IN ({marks})"  # noqa: S608 - only question marks are put in
                " AND hidden_from > 0",
                screens,
            )

    def find(self, ident: str) -> Document | None:
        """Give the document of this GUID."""
        return next(iter(self._documents("WHERE ident = ?", (ident,))), None)

    def spent(self, budget_line: str) -> int:
        """Give what was booked on a budget line, in satang, without the cancelled documents."""
        [row] = self.read(
            "SELECT COALESCE(SUM(satang), 0) FROM documents WHERE budget_line = ? AND status <> ?",
            (budget_line, CANCELLED),
        )
        return int(row[0])

    def read(self, question: str, values: tuple[object, ...]) -> list[sqlite3.Row]:
        """Ask the database something that changes nothing."""
        with self._lock:
            return self._db.execute(question, values).fetchall()

    def _documents(self, where: str, values: tuple[object, ...], part: str = "") -> list[Document]:
        question = f"SELECT * FROM documents {where} ORDER BY seq {part}"  # noqa: S608 - fixed words, question marks
        return [document_of(row) for row in self.read(question, values)]

    def _post(self, document: Document) -> None:
        self._db.executemany(
            "INSERT INTO postings VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(document.seq, line, document.day, *side) for line, side in enumerate(self._posted(document))],
        )
        relate(self._db, document.seq, document.screen, document.day, self._related(document))
        if earning := self._earned(document):
            category, kind, amount = earning
            self._db.execute(
                "INSERT INTO revenue VALUES (?, ?, ?, ?, ?, ?)",
                (document.seq, document.day, category, kind, document.number, amount),
            )

    def _next(self, series: str, skip: int) -> int:
        self._db.execute(
            "INSERT INTO series VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = last + excluded.last",
            (series, 1 + skip),
        )
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


def _now() -> str:
    return datetime.now(UTC).astimezone(BANGKOK).isoformat(timespec="milliseconds")


def document_of(row: sqlite3.Row) -> Document:
    """Read a document from its row."""
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

"""How documents hang together: which names which, what they do to the budget, and who turned their status."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

SCHEMA = """
CREATE TABLE IF NOT EXISTS links (
    seq INTEGER NOT NULL, line INTEGER NOT NULL, screen TEXT NOT NULL, target TEXT NOT NULL,
    satang INTEGER NOT NULL, PRIMARY KEY (seq, line));
CREATE INDEX IF NOT EXISTS links_by_target ON links (target, screen);
CREATE TABLE IF NOT EXISTS moves (
    seq INTEGER NOT NULL, line INTEGER NOT NULL, day TEXT NOT NULL, budget TEXT NOT NULL, kind TEXT NOT NULL,
    satang INTEGER NOT NULL, after TEXT NOT NULL, PRIMARY KEY (seq, line));
CREATE INDEX IF NOT EXISTS moves_by_budget ON moves (budget, kind);
CREATE TABLE IF NOT EXISTS turns (
    seq INTEGER NOT NULL, status TEXT NOT NULL, user TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS turns_by_document ON turns (seq);
CREATE INDEX IF NOT EXISTS documents_by_number ON documents (number);
"""
TABLES = ("links", "moves", "turns")


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """One document names another by its number; `satang` is how much of it this takes."""

    target: str
    satang: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BudgetMove:
    """What a document does to a budget line; it counts once the document has the status `after`."""

    budget: str
    kind: str
    satang: int
    after: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Relations:
    """All that one document says about others and about the budget."""

    links: tuple[Link, ...] = ()
    moves: tuple[BudgetMove, ...] = ()


def relate(db: sqlite3.Connection, seq: int, screen: str, day: str, relations: Relations) -> None:
    """Store what a new document says; saying it again changes nothing."""
    db.executemany(
        "INSERT OR IGNORE INTO links VALUES (?, ?, ?, ?, ?)",
        [(seq, line, screen, link.target, link.satang) for line, link in enumerate(relations.links)],
    )
    db.executemany(
        "INSERT OR IGNORE INTO moves VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (seq, line, day, move.budget, move.kind, move.satang, move.after)
            for line, move in enumerate(relations.moves)
        ],
    )


def forget(db: sqlite3.Connection, tables: Iterable[str] = TABLES) -> None:
    """Empty the tables."""
    for table in tables:
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of this module

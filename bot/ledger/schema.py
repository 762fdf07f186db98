"""The ledger's tables. Times are ISO texts with zone, money is text exact to the satang, JSON is text."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("plan_hash", String(128), nullable=False),
    Column("operator", Text, nullable=False),
    Column("started", String(40), nullable=False),
    Column("ended", String(40)),
    Column("outcome", Text, nullable=False),
    Column("mappings", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
)
"""Every start of the bot on a plan."""

entries = Table(
    "entries",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("screen", String(200), nullable=False),
    Column("sheet", Text, nullable=False),
    Column("rows", Text, nullable=False),
    Column("digest", String(128), nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column("day", String(10)),
    Column("amount", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("message_th", Text, nullable=False),
    Column("message_en", Text, nullable=False),
    Column("receipt", Text),
    Column("readback", Text),
    Column("verdict", Text),
    Column("baseline", Text),
    Column("seen", Text),
    Column("announced", String(40)),
    Column("mapping", String(128), nullable=False),
    Column("typed", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("doubt_since", String(40)),
    Column("run", Integer, ForeignKey("runs.id")),
    Column("changed_at", String(40), nullable=False),
    Column("waits_for", Text),
    Index(None, "status", "position"),
    Index(None, "screen", "number"),
)
"""Where each entry stands now. `seen` are the look-alikes that a person must judge; `announced` is
when its last commit was announced; `mapping` is the digest of the mapping it was then worked on
with; `waits_for` are the keys that a WAITING entry waits for."""

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(64), ForeignKey("entries.key"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("run", Integer, ForeignKey("runs.id")),
    Column("started", String(40), nullable=False),
    Column("announced", String(40)),
    Column("ended", String(40)),
    Column("outcome", String(20), nullable=False),
    Column("requests", Integer),
    Index(None, "key"),
)
"""Each try of an entry: when it began, when the commit was announced, how it ended."""

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("action", String(40), nullable=False),
    Column("run", Integer),
    Column("key", String(64)),
    Column("old", String(20)),
    Column("new", String(20)),
    Column("attempt", Integer, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False, server_default=""),
    Column("hash", String(64), nullable=False, server_default=""),
    Index(None, "key"),
)
"""Everything that ever happened; triggers refuse to change or delete a row. Each row has its own hash
and that of the one before (see `chain`)."""

requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("wish", String(20), nullable=False),
    Column("key", String(64)),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("taken", String(40)),
)
"""Wishes of persons to a running bot."""

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("key", String(64), ForeignKey("entries.key"), nullable=False),
    Column("base", String(128), nullable=False),
    Column("digest", String(128), nullable=False),
    Column("content", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("second", Integer, nullable=False),
    Column("approved_by", Text),
    Column("approved_at", String(40)),
    Column("taken", String(40)),
    Index(None, "key"),
)
"""What parked entries shall say instead; `base` is the digest that the workbook gives, `second` whether
another person must approve, `taken` when the entry became so."""

meta = Table(
    "meta",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""Small facts, such as who holds the ledger."""

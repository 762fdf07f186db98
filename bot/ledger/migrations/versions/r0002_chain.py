"""Every event carries the hash of the one before; events that are there already are chained as they stand."""

from __future__ import annotations

import hashlib
import json

import rfc8785
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TOLD = ("seq", "at", "action", "run", "key", "old", "new", "attempt", "details")
_SQLITE_GUARD = (
    "CREATE TRIGGER events_{verb}_refused BEFORE {verb} ON events "
    "BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"
)


def upgrade() -> None:
    """Add the two columns, chain what is there, and let nobody change an event again."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    for name in ("previous", "hash"):
        op.add_column("events", sa.Column(name, sa.String(64), nullable=False, server_default=""))
    if dialect == "sqlite":
        op.execute("DROP TRIGGER events_UPDATE_refused")
    elif dialect == "postgresql":
        op.execute("ALTER TABLE events DISABLE TRIGGER events_refused")
    _chain(connection)
    if dialect == "sqlite":
        op.execute(_SQLITE_GUARD.format(verb="UPDATE"))
    elif dialect == "postgresql":
        op.execute("ALTER TABLE events ENABLE TRIGGER events_refused")


def _chain(connection: sa.Connection) -> None:
    names = (*_TOLD, "previous", "hash")
    events = sa.table("events", *(sa.column(name) for name in names))
    meta = sa.table("meta", sa.column("name"), sa.column("value"))
    query = sa.select(*(events.c[name] for name in _TOLD)).order_by(events.c.seq)
    last, previous = 0, "0" * 64
    for row in connection.execute(query).mappings().all():
        record = {**row, "previous": previous}
        own = hashlib.sha256(rfc8785.dumps(record)).hexdigest()
        link = {"previous": previous, "hash": own}
        connection.execute(events.update().where(events.c.seq == row["seq"]).values(link))
        last, previous = row["seq"], own
    if last:
        value = json.dumps({"seq": last, "hash": previous}, separators=(",", ":"))
        connection.execute(meta.insert().values(name="chain_head", value=value))

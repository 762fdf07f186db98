"""The first shape: runs, entries, attempts, events, requests, meta."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SQLITE_GUARD = (
    "CREATE TRIGGER events_{verb}_refused BEFORE {verb} ON events "
    "BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"
)
_POSTGRES_GUARD = (
    """CREATE FUNCTION events_refused() RETURNS trigger AS
    $$ BEGIN RAISE EXCEPTION 'events are never changed'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER events_refused BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION events_refused()""",
)


def upgrade() -> None:
    """Make every table, and the triggers that keep events append-only."""
    _runs_and_entries()
    _attempts_and_events()
    _requests_and_meta()
    dialect = op.get_bind().dialect.name
    if dialect == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE_GUARD.format(verb=verb))
    elif dialect == "postgresql":
        for statement in _POSTGRES_GUARD:
            op.execute(statement)


def _runs_and_entries() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("plan_hash", sa.String(128), nullable=False),
        sa.Column("operator", sa.Text, nullable=False),
        sa.Column("started", sa.String(40), nullable=False),
        sa.Column("ended", sa.String(40)),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("mappings", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "entries",
        sa.Column("key", sa.String(64)),
        sa.Column("position", sa.Integer, nullable=False),
        *(_text(name) for name in ("screen:200", "sheet", "rows", "digest:128")),
        sa.Column("occurrence", sa.Integer, nullable=False),
        sa.Column("day", sa.String(10)),
        *(_text(name) for name in ("amount", "payload", "status:20")),
        sa.Column("attempts", sa.Integer, nullable=False),
        *(_text(name) for name in ("number", "reason", "message_th", "message_en")),
        *(sa.Column(name, sa.Text) for name in ("receipt", "readback", "verdict", "baseline", "seen")),
        sa.Column("announced", sa.String(40)),
        *(_text(name) for name in ("mapping:128", "typed", "evidence")),
        sa.Column("doubt_since", sa.String(40)),
        sa.Column("run", sa.Integer),
        _text("changed_at:40"),
        sa.PrimaryKeyConstraint("key", name="pk_entries"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_entries_run_runs"),
    )
    op.create_index("ix_entries_status_position", "entries", ["status", "position"])
    op.create_index("ix_entries_screen_number", "entries", ["screen", "number"])


def _attempts_and_events() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, autoincrement=True),
        _text("key:64"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("run", sa.Integer),
        _text("started:40"),
        sa.Column("announced", sa.String(40)),
        sa.Column("ended", sa.String(40)),
        _text("outcome:20"),
        sa.Column("requests", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sa.ForeignKeyConstraint(["key"], ["entries.key"], name="fk_attempts_key_entries"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_attempts_run_runs"),
    )
    op.create_index("ix_attempts_key", "attempts", ["key"])
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer, autoincrement=True),
        _text("at:40"),
        _text("action:40"),
        sa.Column("run", sa.Integer),
        sa.Column("key", sa.String(64)),
        sa.Column("old", sa.String(20)),
        sa.Column("new", sa.String(20)),
        sa.Column("attempt", sa.Integer, nullable=False),
        _text("details"),
        sa.PrimaryKeyConstraint("seq", name="pk_events"),
    )
    op.create_index("ix_events_key", "events", ["key"])


def _requests_and_meta() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer, autoincrement=True),
        _text("at:40"),
        _text("wish:20"),
        sa.Column("key", sa.String(64)),
        _text("reason"),
        _text("who"),
        sa.Column("taken", sa.String(40)),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(40)),
        _text("value"),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )


def _text(spec: str) -> sa.Column[str]:
    """Make a text column that must be filled: `name`, or `name:length`."""
    name, _, length = spec.partition(":")
    return sa.Column(name, sa.String(int(length)) if length else sa.Text(), nullable=False)

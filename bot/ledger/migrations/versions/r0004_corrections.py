"""Corrections of parked entries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("base", sa.String(128), nullable=False),
        sa.Column("digest", sa.String(128), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("second", sa.Integer, nullable=False),
        sa.Column("approved_by", sa.Text),
        sa.Column("approved_at", sa.String(40)),
        sa.Column("taken", sa.String(40)),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sa.ForeignKeyConstraint(["key"], ["entries.key"], name="fk_corrections_key_entries"),
    )
    op.create_index("ix_corrections_key", "corrections", ["key"])

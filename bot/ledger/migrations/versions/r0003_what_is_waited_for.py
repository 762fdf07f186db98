"""What a WAITING entry waits for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep the keys of the entries that are waited for."""
    op.add_column("entries", sa.Column("waits_for", sa.Text))

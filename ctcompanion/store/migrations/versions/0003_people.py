"""Approvals by a second person, and the agency of recipes and receipts, by which colleagues see them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was kept before has no agency: it stays with its owner."""
    op.create_table(
        "approvals",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("agency", sa.Text, nullable=False),
        sa.Column("asked_by", sa.String(200), nullable=False),
        sa.Column("asked_at", sa.String(40), nullable=False),
        sa.Column("answer", sa.String(20), nullable=False),
        sa.Column("answered_by", sa.String(200), nullable=False),
        sa.Column("answered_at", sa.String(40), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
    )
    op.add_column("recipes", sa.Column("agency", sa.Text, nullable=False, server_default=""))
    op.add_column("receipts", sa.Column("agency", sa.Text, nullable=False, server_default=""))
    op.execute("UPDATE store_version SET version = 3")

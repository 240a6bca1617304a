"""What an approver writes beside single fields goes to the author with the answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Answers that were given before have a word about the whole only."""
    op.add_column("approvals", sa.Column("thread", sa.Text, nullable=False, server_default=""))
    op.execute("UPDATE store_version SET version = 4")

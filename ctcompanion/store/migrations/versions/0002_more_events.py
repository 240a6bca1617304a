"""Room for more publication events than an integer counts, and the number by which an older program sees that this store is not for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Programs of the first release look at `store_version` and refuse a larger number kindly."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("publication_events", "number", type_=sa.BigInteger(), existing_nullable=False)
    op.execute("UPDATE store_version SET version = 2")

"""The store as it was first released. Never changed any more: a store of that day is marked as being here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """All tables of the first release."""
    op.create_table("store_version", sa.Column("version", sa.Integer, primary_key=True))
    op.execute("INSERT INTO store_version (version) VALUES (1)")
    _drafts()
    _published()
    _journal()
    _audit()


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(200), nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("recipe", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("saved_at", sa.String(40), nullable=False),
        sa.Column("saves", sa.Integer, nullable=False),
    )
    op.create_table(
        "sealed_pieces",
        sa.Column("about", sa.String(200), primary_key=True, comment="what the sealed bytes belong to: draft:<id> or publication:<id>"),
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("parts", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", sa.String(40), nullable=False, index=True),
    )


def _published() -> None:
    op.create_table(
        "recipes",
        sa.Column("domain", sa.String(200), primary_key=True),
        sa.Column("dataset_id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("owner", sa.String(200), nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("recipe", sa.Text, nullable=False),
        sa.Column("saved_at", sa.String(40), nullable=False),
        sa.Column("next_due", sa.String(10)),
    )
    op.create_table(
        "receipts",
        sa.Column("publication_id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(200), nullable=False, index=True),
        sa.Column("domain", sa.String(200), nullable=False),
        sa.Column("dataset_id", sa.String(20), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("receipt", sa.Text, nullable=False),
        sa.Column("kept_at", sa.String(40), nullable=False),
    )
    op.create_index("receipts_by_dataset", "receipts", ["domain", "dataset_id"])


def _journal() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(200), nullable=False, index=True),
        sa.Column("state", sa.String(30), nullable=False, index=True),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("begun_at", sa.String(40), nullable=False),
        sa.Column("changed_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "publication_events",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("publication_id", sa.String(64), nullable=False, index=True),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_table(
        "dataset_locks",
        sa.Column("name", sa.String(250), primary_key=True),
        sa.Column("holder", sa.String(200), nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("until", sa.Float, nullable=False, comment="seconds since 1970; a lease in the past is free"),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("previous"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_only_grows() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'the audit only grows'; END $$ LANGUAGE plpgsql"
    )
    op.execute("CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION audit_only_grows()")

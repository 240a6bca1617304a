"""How Alembic runs here: on the connection and in the transaction that the store opened, for SQLite and PostgreSQL alike."""

from __future__ import annotations

from alembic import context

from ctcompanion.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()

"""The table that holds a dataset's rows: made, copied, dropped, and given its unique index."""

from __future__ import annotations

import sqlite3

from ctcompanion.practice.fields import Field
from ctcompanion.practice.refusal import invalid
from ctcompanion.practice.view import View

SYSTEM = "sid INTEGER PRIMARY KEY AUTOINCREMENT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, version INTEGER NOT NULL"


def make_table(connection: sqlite3.Connection, view: View) -> None:
    """An empty table for the dataset's columns."""
    columns = "".join(f", {field.sql}" for field in view.fields)
    connection.execute(f"CREATE TABLE {view.table}({SYSTEM}{columns})")
    index_identifier(connection, view)


def index_identifier(connection: sqlite3.Connection, view: View) -> None:
    """Makes the row identifier unique and fast to find; Refusal 400 when rows already clash."""
    connection.execute(f'DROP INDEX IF EXISTS "key_{view.number}"')
    if view.identifier is None:
        return
    try:
        connection.execute(f'CREATE UNIQUE INDEX "key_{view.number}" ON {view.table}({view.identifier.sql})')
    except sqlite3.IntegrityError:
        raise invalid("The row identifier holds the same value more than once", {"key": "metadata.rowIdentifier"}) from None


def add_column(connection: sqlite3.Connection, view: View, field: Field) -> None:
    """A new, empty column."""
    connection.execute(f"ALTER TABLE {view.table} ADD COLUMN {field.sql}")


def copy_rows(connection: sqlite3.Connection, source: View, target: View) -> None:
    """All rows with their row numbers and times."""
    names = ", ".join(["sid", "created_at", "updated_at", "version", *(field.sql for field in source.fields)])
    connection.execute(f"INSERT INTO {target.table}({names}) SELECT {names} FROM {source.table}")
    set_count(connection, target)


def drop_table(connection: sqlite3.Connection, view: View) -> None:
    """The rows are gone."""
    connection.execute(f"DROP TABLE IF EXISTS {view.table}")


def set_count(connection: sqlite3.Connection, view: View) -> None:
    """Counts the rows anew; a count is kept so that no page has to."""
    connection.execute(f"UPDATE view SET row_count = (SELECT count(*) FROM {view.table}) WHERE id = ?", (view.id,))

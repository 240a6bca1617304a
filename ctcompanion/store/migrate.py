"""Brings a store to this program's version, whatever version made it; one that a newer program made is refused kindly."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from ctcompanion.errors import StoreError

NEWEST = "0004"
"""The revision that this program works with; a test holds it to the last file in `migrations/versions`."""
MIGRATIONS = Path(__file__).parent / "migrations"
DOOR = 5_208_117
"""Of all programs that start at once on one PostgreSQL, one migrates and the others wait here."""


def migrate(connection: Connection) -> None:
    """Make the tables, or bring them up to date. Part of the transaction given: it happens whole or not at all.

    StoreError `store-too-new` when a newer program made this store.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:door)"), {"door": DOOR})
    found = revision(connection)
    if found != NEWEST:
        _upgrade(connection, found)


def revision(connection: Connection) -> str | None:
    """Which version a store has; None for an empty database. A store of the first release, before Alembic, is 0001."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if "store_version" in tables:
        return _before_alembic(connection)
    return None


def is_known(number: str) -> bool:
    """Whether this program, or an older one, made a store of that version."""
    return number <= NEWEST


def _before_alembic(connection: Connection) -> str:
    number = connection.execute(text("SELECT version FROM store_version")).scalar()
    if number != 1:
        raise too_new()
    return "0001"


def _upgrade(connection: Connection, found: str | None) -> None:
    # Alembic takes a tenth of a second to import, and nearly every start finds the store up to date.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    if found is not None:
        if found not in {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}:
            raise too_new()
        command.stamp(config, found)
    command.upgrade(config, NEWEST)


def too_new() -> StoreError:
    """The store, or a backup of it, came from a program that knows more than this one."""
    return StoreError(
        "store-too-new",
        "The store of this installation was made by a newer version of CT Companion.",
        "Start the newer version, or point CTCOMPANION_DATA_FOLDER to another folder.",
    )

"""One file that holds the whole store at one moment, and the way back. For SQLite; a PostgreSQL server has its own tools."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from ctcompanion.errors import StoreError


def backup(url: str, target: Path) -> Path:
    """A consistent copy while the app runs on; readable by its owner alone. StoreError when there is nothing to copy or no room."""
    source = _file_of(url)
    if not source.is_file():
        raise StoreError("no-store", "There is no store to back up yet.", "Check CTCOMPANION_DATA_FOLDER.")
    _copy(source, target)
    return target


def restore(url: str, source: Path) -> None:
    """Put a backup in the store's place, all of it or nothing. The app must not run meanwhile; the seal key is kept apart."""
    target = _file_of(url)
    if not source.is_file() or not _is_store(source):
        raise StoreError("no-backup", "This file is not a backup of a store.", "Choose a file that was made with the backup command.")
    target.parent.mkdir(parents=True, exist_ok=True)
    ready = target.with_name(f".{target.name}.restoring")
    _copy(source, ready)
    for old in (f"{target}-wal", f"{target}-shm"):
        Path(old).unlink(missing_ok=True)
    os.replace(ready, target)


def _file_of(url: str) -> Path:
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise StoreError(
            "not-a-file", "This store is not a file.", "Back a PostgreSQL store up with pg_dump, and restore it with pg_restore."
        )
    return Path(address.database)


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise StoreError(
            "backup-failed", f"The copy could not be made ({type(error).__name__}).", "Check that the disk has room."
        ) from None


def _is_store(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT count(*) FROM store_version").fetchone() == (1,))
    except sqlite3.Error:
        return False

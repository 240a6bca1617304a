"""One file that holds the whole store at one moment, and the way back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from ctcompanion.errors import StoreError
from ctcompanion.store.backup_postgresql import dump, load


def backup(url: str, target: Path) -> Path:
    """A consistent copy while the app runs on; readable by its owner alone. StoreError when there is nothing to copy or no room."""
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        dump(address, target)
        return target
    source = _file_of(address)
    if not source.is_file():
        raise StoreError("no-store", "There is no store to back up yet.", "Check CTCOMPANION_DATA_FOLDER.")
    _copy(source, target)
    return target


def restore(url: str, source: Path) -> None:
    """Put a backup in the store's place, all of it or nothing. The app must not run meanwhile; the seal key is kept apart."""
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        load(address, source)
        return
    target = _file_of(address)
    if not source.is_file() or not _is_store(source):
        raise StoreError("no-backup", "This file is not a backup of a store.", "Choose a file that was made with the backup command.")
    target.parent.mkdir(parents=True, exist_ok=True)
    ready = target.with_name(f".{target.name}.restoring")
    _copy(source, ready)
    for old in (f"{target}-wal", f"{target}-shm"):
        Path(old).unlink(missing_ok=True)
    os.replace(ready, target)


def _address(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError:
        raise _not_a_store() from None


def _file_of(address: URL) -> Path:
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        raise _not_a_store()
    return Path(str(address.database))


def _not_a_store() -> StoreError:
    return StoreError(
        "not-a-store", "This store is neither a file nor on a PostgreSQL server.", "Correct CTCOMPANION_STORE_URL; empty means a file."
    )


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

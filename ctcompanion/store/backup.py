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
from ctcompanion.store.migrate import is_known, too_new

HEAD = b"SQLite format 3\x00"


def backup(url: str, target: Path) -> Path:
    """A consistent copy while the app runs on; readable by its owner alone. StoreError when there is nothing to copy or no room.

    An older file of that name goes only once the new one is whole; another file than a backup is never written over.
    """
    address = _address(url)
    is_server = address.get_backend_name() == "postgresql"
    if not is_server and not _file_of(address).is_file():
        raise StoreError("no-store", "There is no store to back up yet.", "Check CTCOMPANION_DATA_FOLDER.")
    if not is_server and _same(_file_of(address), target):
        raise StoreError("backup-onto-itself", "This file is the store itself.", "Name another file for the backup.")
    if target.exists() and not (target.is_file() and _is_backup(target)):
        raise StoreError("not-a-backup-file", f"{target.name} is there already and is no backup.", "Name another file for the backup.")
    ready = target.with_name(f".{target.name}.making")
    try:
        dump(address, ready) if is_server else _copy(_file_of(address), ready)
        os.replace(ready, target)
    finally:
        ready.unlink(missing_ok=True)
    return target


def restore(url: str, source: Path) -> None:
    """Put a backup in the store's place, all of it or nothing. StoreError while the app runs; the seal key is kept apart.

    A backup of an older version is brought up to date at the next start; one of a newer version is refused.
    """
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        load(address, source)
        return
    target = _file_of(address)
    if _same(target, source):
        raise StoreError("backup-onto-itself", "This file is the store itself.", "Choose a file that was made with the backup command.")
    _check(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    ready = target.with_name(f".{target.name}.restoring")
    try:
        _copy(source, ready)
        if target.exists():
            _close(target)
        os.replace(ready, target)
    finally:
        ready.unlink(missing_ok=True)


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


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _is_backup(file: Path) -> bool:
    """Something that the backup command made earlier, or an empty file: it may be replaced by a newer one."""
    with file.open("rb") as opened:
        begin = opened.read(len(HEAD))
    return not begin or begin == HEAD or begin.startswith(b"PGDMP")


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)
            there.execute("PRAGMA journal_mode=DELETE")  # one file, that opens from a medium that cannot be written, too
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise StoreError(
            "backup-failed", f"The copy could not be made ({type(error).__name__}).", "Check that the disk has room."
        ) from None


def _close(target: Path) -> None:
    """Take the write-ahead log into the old store, so that none is left to be laid over the new one. Refused while the app has it open."""
    try:
        with closing(sqlite3.connect(target, timeout=1)) as old:
            mode = old.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError:
        mode = "busy"
    except sqlite3.DatabaseError:  # not readable any more: that is why somebody restores
        mode = "delete"
    if mode != "delete":
        raise StoreError("store-in-use", "The app still runs and uses this store.", "Stop it, then give the command again.")
    for old_log in (f"{target}-wal", f"{target}-shm"):
        Path(old_log).unlink(missing_ok=True)


def _check(source: Path) -> None:
    """StoreError for anything but a whole backup of a version that is known here."""
    try:
        if not source.is_file():
            raise _no_backup()
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            if connection.execute("SELECT count(*) FROM store_version").fetchone() != (1,):
                raise _no_backup()
            whole = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
            named = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
            revision = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]) if named else "0001"
    except (sqlite3.Error, TypeError):
        raise _no_backup() from None
    if not whole:
        raise StoreError("backup-damaged", "This backup is damaged.", "Choose an older one. The store was left as it is.")
    if not is_known(revision):
        raise too_new()


def _no_backup() -> StoreError:
    return StoreError("no-backup", "This file is not a backup of a store.", "Choose a file that was made with the backup command.")

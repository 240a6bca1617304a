"""One SQLite file per seat, in write-ahead mode: readers never wait, writers come one at a time, a request is a transaction."""

from __future__ import annotations

import queue
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ctcompanion.practice.refusal import Refusal

SqlValue = str | bytes | int | float | None

SCHEMA = """
CREATE TABLE IF NOT EXISTS view(
  id TEXT PRIMARY KEY, number INTEGER NOT NULL, publication_group INTEGER NOT NULL, parent TEXT,
  stage TEXT NOT NULL, audience TEXT NOT NULL, owner TEXT NOT NULL, document TEXT NOT NULL, row_identifier INTEGER,
  row_count INTEGER NOT NULL DEFAULT 0, data_version INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL, metadata_at INTEGER NOT NULL, rows_at INTEGER NOT NULL, published_at INTEGER,
  visits INTEGER NOT NULL DEFAULT 0, downloads INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS field(
  id INTEGER PRIMARY KEY AUTOINCREMENT, view_id TEXT NOT NULL, table_column INTEGER NOT NULL, name TEXT NOT NULL,
  field_name TEXT NOT NULL, type TEXT NOT NULL, position INTEGER NOT NULL, extras TEXT NOT NULL, UNIQUE(view_id, field_name));
CREATE TABLE IF NOT EXISTS number(last INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE IF NOT EXISTS attachment(id TEXT PRIMARY KEY, view_id TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS approval(id INTEGER PRIMARY KEY AUTOINCREMENT, view_id TEXT NOT NULL, document TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS profile(view_id TEXT PRIMARY KEY, data_version INTEGER NOT NULL, document TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS setting(key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS resource(kind TEXT NOT NULL, id INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY(kind, id));
CREATE TABLE IF NOT EXISTS chunk(source INTEGER NOT NULL, place INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY(source, place));
"""
LATER = ("ALTER TABLE view ADD COLUMN expires_at INTEGER",)
"""What changed since the first version, in order; a file's user_version says how many of these it has."""
FIRST_COLUMN_ID = 500_000_000
"""Column ids look like the real portal's, so that nobody takes them for positions."""
WAIT_FOR_WRITER_SECONDS = 60.0
READ_SECONDS = 20.0
"""A question that runs longer is stopped: nobody may hold a seat with one request."""


def soql_upper(text: SqlValue) -> SqlValue:
    """Upper case of all letters; SQLite's own knows only A to Z."""
    return text.upper() if isinstance(text, str) else text


def soql_lower(text: SqlValue) -> SqlValue:
    """Lower case of all letters."""
    return text.lower() if isinstance(text, str) else text


def connect(file: Path) -> sqlite3.Connection:
    """A connection without implicit transactions; made ready for SoQL's text functions."""
    connection = sqlite3.connect(file, timeout=WAIT_FOR_WRITER_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA trusted_schema=OFF")
    add_functions(connection)
    return connection


def add_functions(connection: sqlite3.Connection) -> None:
    """The functions that the SQL of a SoQL question calls."""
    for name, function in (("soql_upper", soql_upper), ("soql_lower", soql_lower), ("soql_exact", soql_exact)):
        connection.create_function(name, 1, function, deterministic=True)


def soql_exact(number: SqlValue) -> SqlValue:
    """A computed number without what binary fractions leave behind: the real portal reckons in decimals, where 0.1 + 0.2 is 0.3."""
    return float(f"{number:.15g}") if isinstance(number, float) else number


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    for statement in filter(str.strip, SCHEMA.split(";")):
        connection.execute(statement)
    connection.execute("INSERT OR IGNORE INTO sqlite_sequence(rowid, name, seq) SELECT 1, 'field', ?", (FIRST_COLUMN_ID,))
    known: int = connection.execute("PRAGMA user_version").fetchone()[0]
    for statement in LATER[known:]:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(LATER)}")


def give_time(connection: sqlite3.Connection) -> None:
    """From now on a question of this connection may take READ_SECONDS. What a slow client takes to receive an answer does not count."""
    stop_at = time.monotonic() + READ_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > stop_at, 100_000)


class Database:
    """A seat's file. `write()` and `read()` lend a connection inside a transaction."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.Lock()
        self._readers: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._writer = connect(file)
        with self.write() as connection:
            _bring_up_to_date(connection)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: committed at the end, rolled back on any error. 409 when another write does not end in time."""
        if not self._lock.acquire(timeout=WAIT_FOR_WRITER_SECONDS):
            raise Refusal(409, "soda.dataset.cannot-acquire-write-lock", "Another write is running: wait and retry", {})
        try:
            with self._transaction() as connection:
                yield connection
        finally:
            self._lock.release()

    @contextmanager
    def write_if_free(self) -> Iterator[sqlite3.Connection | None]:
        """The same without waiting: None while another write is running."""
        if not self._lock.acquire(blocking=False):
            yield None
            return
        try:
            with self._transaction() as connection:
                yield connection
        finally:
            self._lock.release()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            yield self._writer
        except BaseException:
            self._writer.execute("ROLLBACK")
            raise
        self._writer.execute("COMMIT")

    def reader(self) -> sqlite3.Connection:
        """A connection inside a read transaction; hand it back with `done`. It sees one state until then."""
        try:
            connection = self._readers.get_nowait()
        except queue.Empty:
            connection = connect(self.file)
            connection.execute("PRAGMA query_only=ON")
        give_time(connection)
        connection.execute("BEGIN")
        return connection

    def done(self, connection: sqlite3.Connection) -> None:
        """Ends a reader's transaction and keeps the connection for the next."""
        connection.set_progress_handler(None, 0)
        connection.execute("ROLLBACK")
        self._readers.put(connection)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """One consistent state to read from."""
        connection = self.reader()
        try:
            yield connection
        finally:
            self.done(connection)

    def close(self) -> None:
        """Closes every connection that is not lent."""
        self._writer.close()
        while not self._readers.empty():
            self._readers.get_nowait().close()

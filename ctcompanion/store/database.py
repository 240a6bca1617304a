"""The one door to the database: short transactions, foreign errors translated, a clock that tests may set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from ctcompanion.errors import StoreError
from ctcompanion.store.migrate import migrate

BUSY_SECONDS = 30
"""How long a writer waits for another one: longer than any transaction here takes."""


MEETINGS = 5
"""How often one writer may meet another at the same new row before it gives up."""

P = ParamSpec("P")
T = TypeVar("T")


def utc_now() -> datetime:
    return datetime.now(UTC)


def once_more(write: Callable[P, T]) -> Callable[P, T]:
    """Two processes that write the same new row at once: the one that comes second looks again and finds it."""

    @wraps(write)
    def written(*given: P.args, **named: P.kwargs) -> T:
        for _ in range(MEETINGS):
            try:
                return write(*given, **named)
            except IntegrityError:
                continue
        raise StoreError("store-busy", "What you did could not be saved: too many at once.", "Try again in a minute.")

    return written


class Database:
    """An engine and a clock. `reading` and `writing` give a connection inside one transaction."""

    def __init__(self, url: str, clock: Callable[[], datetime] = utc_now) -> None:
        self.clock = clock
        self.engine = _engine(url)
        with self.writing() as connection:
            migrate(connection)

    def now(self) -> str:
        """The time as it is kept: ISO, UTC, always with microseconds, so that text order is time order."""
        return self.clock().astimezone(UTC).isoformat(timespec="microseconds")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view. StoreError `store-unreachable` when the database does not answer."""
        with _translated(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing. IntegrityError passes: the caller knows what it means."""
        with _translated(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        raise StoreError(
            "store-unreachable",
            f"What you did could not be saved: the store did not answer ({type(error).__name__}).",
            "Try again in a minute. If it stays, tell whoever runs CT Companion: the disk may be full or the database stopped.",
        ) from None


def _engine(url: str) -> Engine:
    try:
        address = make_url(url)
    except ArgumentError:
        raise StoreError(
            "bad-store-address",
            "The address of the store is not one.",
            "Correct CTCOMPANION_STORE_URL; empty means a file in the data folder.",
        ) from None
    if address.get_backend_name() != "sqlite":
        driver = "postgresql+psycopg" if address.drivername == "postgresql" else address.drivername
        return create_engine(address.set(drivername=driver), pool_pre_ping=True)
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    """Readers beside a writer (WAL); what was deleted is overwritten with zeros; the driver opens no transaction of its own."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that will write takes the write lock at once: a later upgrade could fail half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

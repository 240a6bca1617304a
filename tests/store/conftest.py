"""A store of its own for each test, on SQLite and on a real PostgreSQL, and a clock that tests may move."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from ctcompanion.store import Seal, Store
from tests.store.server import postgresql


class Clock:
    """Time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 3, 10, 42, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Started once for all tests that need it."""
    with postgresql() as address:
        yield address


@pytest.fixture
def empty_database(server: str) -> str:
    """A new database on the server."""
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """What holds for one holds for the other. A file of tests about SQLite's file alone has a fixture `url` of its own."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'companion.db'}"
    return str(request.getfixturevalue("empty_database"))


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    opened = Store(url, seal=Seal(b"k" * 32), clock=clock)
    yield opened
    opened.close()

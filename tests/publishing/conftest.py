"""A real practice portal over real HTTP and a real store. Nothing here is mocked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ctcompanion.practice.server import running
from ctcompanion.store import Seal, Store
from tests.publishing.desk import Desk, portal_at
from tests.publishing.office import PEOPLE


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a practice portal that all tests share; each takes a seat of its own."""
    with running(tmp_path_factory.mktemp("practice")) as serving:
        yield serving.address


@pytest.fixture(scope="session")
def _seat_numbers() -> Iterator[int]:
    return iter(range(1, 10_000))


@pytest.fixture
def make_desk(practice: str, tmp_path: Path, _seat_numbers: Iterator[int]) -> Iterator[Callable[[], Desk]]:
    stores: list[Store] = []

    def make() -> Desk:
        number = next(_seat_numbers)
        stores.append(Store(f"sqlite:///{tmp_path / f'store{number}.db'}", seal=Seal(b"k" * 32)))
        address = f"{practice}/practice/t{number % 250}"
        desk = Desk(portal_at(address), stores[-1], address)
        desk.control("reset", {})
        return desk

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def desk(make_desk: Callable[[], Desk]) -> Desk:
    """An empty portal and an empty store."""
    return make_desk()


@pytest.fixture
def shared(desk: Desk, tmp_path: Path) -> Desk:
    """The desk with people who have roles."""
    return replace(desk, store=Store(f"sqlite:///{tmp_path / 'people.db'}", seal=Seal(b"k" * 32), people=lambda: PEOPLE))

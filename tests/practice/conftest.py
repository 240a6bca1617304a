"""A real practice portal on a free port for the whole session of tests; each test has a seat of its own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import requests
from requests.adapters import HTTPAdapter
from sodapy import Socrata

from ctcompanion.practice import Serving, running

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The running portal."""
    with running(tmp_path_factory.mktemp("portal")) as portal:
        yield portal


@dataclass(frozen=True)
class Place:
    """A seat of a running portal, as a client addresses it."""

    domain: str
    url: str

    def client(self, key: str | None = "key", secret: str | None = "secret") -> Socrata:
        return Socrata(self.domain, "token", key, secret, session_adapter={"prefix": "http://", "adapter": HTTPAdapter()}, timeout=30)

    def call(self, verb: str, path: str, *, key: str | None = "key", **more: object) -> requests.Response:
        auth = None if key is None else (key, "secret")
        return requests.request(verb, self.url + path, auth=auth, timeout=30, **more)  # type: ignore[arg-type]


@pytest.fixture
def place(serving: Serving) -> Place:
    """A fresh seat."""
    seat = f"seat-{next(_numbers)}"
    return Place(f"{serving.domain}/{seat}", f"{serving.address}/{seat}")


@pytest.fixture
def client(place: Place) -> Iterator[Socrata]:
    """sodapy, unchanged, signed in as the seat's owner."""
    with place.client() as opened:
        yield opened


COLUMNS = [
    {"name": "Town", "fieldName": "town", "dataTypeName": "text"},
    {"name": "Permits", "fieldName": "permits", "dataTypeName": "number"},
    {"name": "Day", "fieldName": "day", "dataTypeName": "calendar_date"},
    {"name": "Final", "fieldName": "final", "dataTypeName": "checkbox"},
]


@pytest.fixture
def create(client: Socrata) -> Callable[..., str]:
    """Makes a dataset of four columns, published, and gives its id."""

    def make(key: str | None = "town", published: bool = True, **more: object) -> str:
        view_id = str(client.create("Permits by town", columns=COLUMNS, row_identifier=key, **more)["id"])
        if published:
            client.publish(view_id)
        return view_id

    return make

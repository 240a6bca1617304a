"""What we need of any open data portal, as a Protocol, and the values it gives. There is no delete and no replace here:
what was published stays, and `discard_draft` takes away nothing but a draft that never was.

Every method raises `PublishingError` (see refusals.py) and nothing else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

PUBLIC, PRIVATE, WAITING, REJECTED = "public", "private", "waiting for approval", "rejected"
SIGNED_IN = "shared with everyone who signs in"
"""The portal's scope `site`."""


@dataclass(frozen=True)
class LiveColumn:
    """A column as it stands on the portal. `field` is the name that data is sent under."""

    field: str
    name: str
    type: str
    id: int | None = None
    description: str = ""
    position: int = 0
    format: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def is_system(self) -> bool:
        return self.field.startswith(":")


@dataclass(frozen=True, eq=False)
class View:
    """A dataset as it stands on the portal. `row_identifier`: a field name, or empty. `body`: everything the portal said."""

    id: str
    name: str
    stage: str
    audience: str
    rights: frozenset[str]
    locked: bool
    row_identifier: str
    columns: tuple[LiveColumn, ...]
    body: Mapping[str, Any]

    @property
    def is_published(self) -> bool:
        return self.stage == "published"

    @property
    def takes_rows(self) -> bool:
        """False for a filtered view, a chart, a map or a file. A portal that does not say is taken to mean a dataset."""
        said = (str(self.body.get("assetType") or "dataset"), str(self.body.get("viewType") or "tabular"))
        return said == ("dataset", "tabular")

    def column(self, name: str) -> LiveColumn | None:
        """The column of that field name, or None."""
        return next((column for column in self.columns if column.field == name), None)


@dataclass(frozen=True)
class Count:
    """How many rows there are, and when the newest was written (the portal's clock; empty without rows)."""

    rows: int
    newest: str


@dataclass(frozen=True)
class Sent:
    """The portal's answer to rows: all of them are in."""

    created: int
    updated: int
    request_id: str = ""


@dataclass(frozen=True)
class User:
    """Whose key it is."""

    id: str
    name: str
    role: str
    rights: frozenset[str]


@dataclass(frozen=True)
class Found:
    """A dataset in the catalogue. `body`: everything that the catalogue said of it."""

    id: str
    title: str
    agency: str
    fields: tuple[str, ...]
    link: str
    updated: str
    published: bool
    body: Mapping[str, Any] = dataclasses.field(default_factory=dict, compare=False, repr=False)


class Portal(Protocol):
    """One portal, with one person's key. `domain` names it in recipes and receipts; `requests` are its request numbers, newest last.

    `is_practice`: nothing there is real, so nothing has to be typed to confirm.
    """

    domain: str
    has_key: bool
    is_practice: bool

    @property
    def requests(self) -> Sequence[str]: ...

    @property
    def clock_ahead(self) -> float:
        """Seconds that this computer's clock is ahead of the portal's."""

    def hurried(self, seconds: float) -> Portal:
        """The same portal with the same key, which gives up a call after so many seconds."""

    def link(self, dataset_id: str) -> str:
        """The dataset's page."""

    def links(self, dataset_id: str) -> Mapping[str, str]:
        """Addresses for people and programs: page, csv, json."""

    def who(self) -> User:
        """Whose key it is."""

    def view(self, dataset_id: str) -> View:
        """The dataset as it stands now."""

    def create(self, body: Mapping[str, Any]) -> View:
        """A new, unpublished, private dataset. Not harmless to repeat."""

    def discard_draft(self, dataset_id: str, title: str) -> None:
        """Take away an unpublished, private draft of exactly this title; `not-a-draft` for anything else."""

    def copy(self, dataset_id: str) -> View:
        """A working copy of a published dataset, where its columns may change. Not harmless to repeat."""

    def add_column(self, dataset_id: str, column: Mapping[str, Any]) -> None:
        """One more column on a working copy."""

    def describe_column(self, dataset_id: str, field: str, description: str) -> None:
        """Set one column's description. Harmless to repeat."""

    def update(self, dataset_id: str, fields: Mapping[str, Any]) -> View:
        """Set top-level fields of the description, each one whole."""

    def publish(self, dataset_id: str) -> View:
        """Make an unpublished dataset a published one. It stays private."""

    def set_audience(self, dataset_id: str, audience: str) -> None:
        """Ask for `public` or `private`; look at the view afterwards for what came of it."""

    def upsert(self, dataset_id: str, rows: bytes, count: int) -> Sent:
        """Send `count` rows (JSON bytes) in one transaction. Harmless to repeat only where the dataset has a row identifier."""

    def read(self, dataset_id: str, **soql: str | int) -> list[dict[str, Any]]:
        """Rows: select, where, order, group, limit, offset."""

    def count(self, dataset_id: str) -> Count:
        """How many rows there are now."""

    def is_settled(self, dataset_id: str) -> bool:
        """Whether reads show everything that was written."""

    def search(self, **criteria: Any) -> list[Found]:
        """The catalogue: q, names, column_names, attribution, for_user, public, published, limit."""

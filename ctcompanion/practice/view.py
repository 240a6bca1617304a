"""A dataset ("view") as kept, and the view object that is given back."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ctcompanion.practice.fields import Field, load_all_fields, load_fields
from ctcompanion.practice.identity import OWNER, User
from ctcompanion.practice.ids import FOUR_BY_FOUR, four_by_four
from ctcompanion.practice.licenses import LICENSES
from ctcompanion.practice.refusal import Refusal, not_signed_in, view_not_found

COLUMNS = (
    "id, number, publication_group, parent, stage, audience, owner, document, row_identifier, row_count, data_version, "
    "created_at, metadata_at, rows_at, published_at, visits, downloads"
)
ALIVE = "(expires_at IS NULL OR expires_at > ?)"
COPIED_KEYS = ("name", "description", "category", "attribution", "attributionLink", "licenseId", "tags", "externalId", "rowClass")


@dataclass(frozen=True)
class View:
    """A dataset. `document` is what its publisher said about it; `stage` unpublished or published; `audience` private, site or public."""

    id: str
    number: int
    group: int
    parent: str | None
    stage: str
    audience: str
    owner: str
    document: Mapping[str, Any]
    row_identifier: int | None
    row_count: int
    data_version: int
    created_at: int
    metadata_at: int
    rows_at: int
    published_at: int | None
    visits: int
    downloads: int
    fields: tuple[Field, ...]

    @property
    def table(self) -> str:
        """Its rows' table in SQL, named by a number of ours."""
        return f'"rows_{self.number}"'

    @property
    def name(self) -> str:
        return str(self.document["name"])

    @property
    def published(self) -> bool:
        return self.stage == "published"

    @property
    def public(self) -> bool:
        return self.published and self.audience == "public"

    @property
    def identifier(self) -> Field | None:
        """The row identifier's column, if the publisher named one."""
        return next((field for field in self.fields if field.id == self.row_identifier), None)

    @property
    def metadata(self) -> Mapping[str, Any]:
        kept = self.document.get("metadata")
        return kept if isinstance(kept, Mapping) else {}

    def field(self, name: str) -> Field | None:
        """The column of that field name."""
        return next((field for field in self.fields if field.field_name == name), None)

    def readable_by(self, user: User) -> bool:
        """Public and published: everybody; else those who are signed in and may read (`site`: whoever is signed in)."""
        return self.public or user.may("read") or (self.audience == "site" and self.published and user.signed_in)


def now() -> int:
    """Milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def load_view(connection: sqlite3.Connection, view_id: str) -> View | None:
    """The dataset of that id, with its columns."""
    row = connection.execute(f"SELECT {COLUMNS} FROM view WHERE id = ? AND {ALIVE}", (view_id, now())).fetchone()
    return None if row is None else _from_row(row, load_fields(connection, view_id))


def all_views(connection: sqlite3.Connection) -> list[View]:
    """Every dataset of the seat, the newest first."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM view WHERE {ALIVE} ORDER BY number DESC", (now(),)).fetchall()
    fields = load_all_fields(connection)
    return [_from_row(row, fields.get(row[0], ())) for row in rows]


def _from_row(row: tuple[Any, ...], fields: tuple[Field, ...]) -> View:
    values: list[Any] = [*row, fields]
    values[7] = json.loads(row[7])
    return View(*values)


def find_view(connection: sqlite3.Connection, view_id: str, user: User, right: str = "read") -> View:
    """The dataset for this caller; Refusal 404 when there is none, 403 without the right."""
    view = load_view(connection, view_id) if FOUR_BY_FOUR.fullmatch(view_id) else None
    if view is None:
        raise view_not_found(view_id)
    if right != "read":
        user.need(right)
    elif not view.readable_by(user):
        raise (
            not_signed_in() if not user.signed_in else Refusal(403, "permission_denied", "You do not have permission to view this dataset")
        )
    return view


def insert_view(connection: sqlite3.Connection, document: Mapping[str, Any], parent: View | None = None) -> str:
    """Keeps a new, unpublished, private dataset; gives its id."""
    number = connection.execute("INSERT INTO number DEFAULT VALUES").lastrowid or 0
    view_id, at = four_by_four(), now()
    connection.execute(
        "INSERT INTO view(id, number, publication_group, parent, stage, audience, owner, document, created_at, metadata_at, rows_at) "
        "VALUES(?, ?, ?, ?, 'unpublished', 'private', ?, ?, ?, ?, ?)",
        (view_id, number, parent.group if parent else number, parent.id if parent else None, OWNER.id, json.dumps(document), at, at, at),
    )
    return view_id


def save_document(connection: sqlite3.Connection, view_id: str, document: Mapping[str, Any]) -> None:
    """Keeps what a publisher says about a dataset."""
    connection.execute("UPDATE view SET document = ?, metadata_at = ? WHERE id = ?", (json.dumps(document), now(), view_id))


def touch(connection: sqlite3.Connection, view_id: str) -> None:
    """Notes that the dataset was changed now."""
    connection.execute("UPDATE view SET metadata_at = ? WHERE id = ?", (now(), view_id))


def view_json(connection: sqlite3.Connection, view: View, user: User) -> dict[str, Any]:
    """The view object of the views API; optional keys are absent, not null. Instants are epoch seconds."""
    document = view.document
    person = {"id": OWNER.id, "displayName": OWNER.name, "screenName": OWNER.name, "type": "interactive", "flags": []}
    answer: dict[str, Any] = {
        "id": view.id,
        "name": view.name,
        "assetType": "dataset",
        "averageRating": 0,
        "createdAt": view.created_at // 1000,
        "displayType": "table",
        "downloadCount": view.downloads,
        "hideFromCatalog": False,
        "hideFromDataJson": False,
        "locale": "en_US",
        "locked": bool(document.get("locked", False)),
        "newBackend": True,
        "numberOfComments": 0,
        "oid": view.number + 30_000_000,
        "provenance": "official",
        "publicationAppendEnabled": view.published,
        "publicationGroup": view.group,
        "publicationStage": view.stage,
        "rowClass": str(document.get("rowClass") or ""),
        "rowsUpdatedAt": view.rows_at // 1000,
        "rowsUpdatedBy": view.owner,
        "tableId": view.number,
        "totalTimesRated": 0,
        "viewCount": view.visits,
        "viewLastModified": view.metadata_at // 1000,
        "viewType": "tabular",
        "approvals": load_approvals(connection, view.id),
        "clientContext": {"clientContextVariables": [], "inheritedVariables": {}},
        "columns": [field.as_json() for field in view.fields],
        "metadata": _metadata_json(connection, view),
        "owner": person,
        "query": {},
        "rights": list(user.rights) if user.rights else ["read"],
        "tableAuthor": person,
        "flags": ["default", "ownerMayBeContacted", "restorable", "restorePossibleForType"],
    }
    answer |= {key: document[key] for key in COPIED_KEYS if document.get(key) not in (None, "", [])}
    return answer | _optional(view)


def _optional(view: View) -> dict[str, Any]:
    kept: dict[str, Any] = {
        key: view.document[key] for key in ("blobId", "blobFilename", "blobMimeType", "blobFileSize") if key in view.document
    }
    if kept:
        kept |= {"assetType": "file", "displayType": "blob", "viewType": "blobby"}
    if view.published_at is not None:
        kept["publicationDate"] = view.published_at // 1000
    if view.row_identifier is not None:
        kept["rowIdentifierColumnId"] = view.row_identifier
    if view.audience != "private":
        kept["grants"] = [{"inherited": False, "type": "viewer", "flags": [view.audience]}]
    if known := LICENSES.get(str(view.document.get("licenseId"))):
        kept["license"] = known
    return kept


def _metadata_json(connection: sqlite3.Connection, view: View) -> dict[str, Any]:
    kept = {"rdfSubject": "0", "rdfClass": "", "availableDisplayTypes": ["table", "fatrow", "page"], **view.metadata}
    if kept.get("attachments") is not None:
        files = {file_id for file_id, _ in listed_files(connection, view)}
        kept["attachments"] = [entry for entry in kept["attachments"] if _file_of(entry) in files]
    kept.pop("rowIdentifier", None)
    if view.row_identifier is not None:
        kept["rowIdentifier"] = view.row_identifier
    return kept


def listed_files(connection: sqlite3.Connection, view: View) -> list[tuple[str, str]]:
    """Id and name of the files that the dataset's metadata lists as attachments; one that was taken off the list is not shown."""
    listed = set(map(_file_of, view.metadata.get("attachments") or ()))
    rows = connection.execute("SELECT id, name FROM attachment WHERE view_id = ? ORDER BY rowid", (view.id,))
    return [(file_id, name) for file_id, name in rows if file_id in listed]


def _file_of(entry: Any) -> str:
    """The id of the file that an entry of a list of attachments stands for."""
    return str(entry.get("assetId")) if isinstance(entry, Mapping) else ""


def load_approvals(connection: sqlite3.Connection, view_id: str) -> list[dict[str, Any]]:
    """The asks to widen a dataset's audience, the newest first."""
    rows = connection.execute("SELECT document FROM approval WHERE view_id = ? ORDER BY id DESC", (view_id,))
    return [json.loads(document) for (document,) in rows]


def load_all_approvals(connection: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """The same for every dataset, by its id."""
    found: dict[str, list[dict[str, Any]]] = {}
    for view_id, document in connection.execute("SELECT view_id, document FROM approval ORDER BY id DESC"):
        found.setdefault(view_id, []).append(json.loads(document))
    return found

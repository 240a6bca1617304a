"""What the revision API remembers: revisions, sources and jobs as documents, each under a number of its own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ctcompanion.practice.refusal import Refusal

Document = dict[str, Any]
API = "/api/publishing/v1"


def new_number(connection: sqlite3.Connection) -> int:
    """A number that no other thing of the seat has."""
    return connection.execute("INSERT INTO number DEFAULT VALUES").lastrowid or 0


def keep(connection: sqlite3.Connection, kind: str, document: Mapping[str, Any]) -> None:
    """Keeps a document under its id, in place of what was there."""
    connection.execute("INSERT OR REPLACE INTO resource VALUES(?, ?, ?)", (kind, document["id"], json.dumps(document)))


def fetch(connection: sqlite3.Connection, kind: str, number: str | int) -> Document:
    """The document of that number; Refusal 404."""
    wanted = int(number) if str(number).isascii() and str(number).isdigit() and len(str(number)) < 16 else -1
    row = connection.execute("SELECT document FROM resource WHERE kind = ? AND id = ?", (kind, wanted)).fetchone()
    if row is None:
        raise Refusal(404, "not_found", f"There is no such {kind}", {"id": str(number)[:40]})
    found: Document = json.loads(row[0])
    return found


def fetch_all(connection: sqlite3.Connection, kind: str) -> list[Document]:
    """Every document of a kind, the newest first."""
    rows = connection.execute("SELECT document FROM resource WHERE kind = ? ORDER BY id DESC", (kind,))
    return [json.loads(document) for (document,) in rows]


OF_VIEW = "SELECT id FROM resource WHERE kind = 'revision' AND json_extract(document, '$.fourfour') = ?"
OF_REVISIONS = f"kind IN ('source', 'job') AND json_extract(document, '$.revision') IN ({OF_VIEW})"


def forget_revisions(connection: sqlite3.Connection, view_id: str) -> None:
    """Takes away the revisions of a dataset with their jobs, sources and every byte that was uploaded."""
    connection.execute(f"DELETE FROM chunk WHERE source IN (SELECT id FROM resource WHERE {OF_REVISIONS})", (view_id,))
    connection.execute(f"DELETE FROM resource WHERE {OF_REVISIONS}", (view_id,))
    connection.execute(f"DELETE FROM resource WHERE kind = 'revision' AND id IN ({OF_VIEW})", (view_id,))


def instant() -> str:
    """Now, as this API writes it: naive ISO with microseconds."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")

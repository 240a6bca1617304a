"""POST /api/views: a new working copy with its columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.fields import add_fields, load_fields, new_field
from ctcompanion.practice.refusal import invalid
from ctcompanion.practice.rows.table import make_table
from ctcompanion.practice.view import find_view, insert_view, load_view, save_document, view_json
from ctcompanion.practice.views.describe import checked_document, set_identifier


def create_view(call: Call) -> Answer:
    """A new dataset: unpublished, private, empty. Repeating the call makes a second one."""
    call.user.need("create_datasets")
    sent = call.json_object()
    if call.param("validateOnly") == "true" or call.param("method") == "validate":
        checked_document({}, sent)
        return said({})
    with call.seat.write() as connection:
        view_id = store_new_view(connection, sent)
        set_expiry(connection, view_id, call.param("deleted_at"))
        return said(view_json(connection, find_view(connection, view_id, call.user), call.user))


def set_expiry(connection: sqlite3.Connection, view_id: str, deleted_at: str) -> None:
    """`?deleted_at=`: the dataset is gone from that instant on. Refusal 400 on what is no instant."""
    if not deleted_at:
        return
    try:
        when = datetime.fromisoformat(deleted_at.replace(" ", "+"))
        at = round((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise invalid("deleted_at must be an ISO instant", {"key": "deleted_at"}) from None
    connection.execute("UPDATE view SET expires_at = ? WHERE id = ?", (at, view_id))


def store_new_view(connection: sqlite3.Connection, sent: Mapping[str, Any]) -> str:
    """Keeps a new dataset from a view object as sent; gives its id."""
    columns = sent.get("columns") or []
    if not isinstance(columns, list):
        raise invalid("columns must be a list")
    document = checked_document({}, sent)
    view_id = insert_view(connection, document)
    add_fields(connection, view_id, [new_field(column) for column in columns])
    metadata = sent.get("metadata")
    wanted = metadata.get("rowIdentifier") if isinstance(metadata, Mapping) else None
    if wanted is not None:
        set_identifier(connection, view_id, load_fields(connection, view_id), wanted)
    view = load_view(connection, view_id)
    if view is not None:
        make_table(connection, view)
    save_document(connection, view_id, document)
    return view_id

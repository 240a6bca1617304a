"""PUT and DELETE /api/views/{id}: only the keys sent change, each replaced whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.refusal import invalid
from ctcompanion.practice.revisions.keep import forget_revisions
from ctcompanion.practice.rows.table import drop_table, index_identifier
from ctcompanion.practice.view import View, find_view, load_view, save_document, view_json
from ctcompanion.practice.views.describe import checked_document, set_identifier
from ctcompanion.practice.views.fields import change_field


def update_view(call: Call) -> Answer:
    """New metadata. A `metadata` without rowIdentifier or attachments drops them, as on the real portal."""
    sent = call.json_object()
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "update_view")
        document = checked_document(view.document, sent)
        if call.param("validateOnly") == "true" or call.param("method") == "validate":
            return said({})
        if "metadata" in sent:
            _identify(connection, view, sent["metadata"])
        _change_fields(connection, view, sent.get("columns"))
        save_document(connection, view.id, document)
        return said(view_json(connection, find_view(connection, view.id, call.user), call.user))


def _identify(connection: sqlite3.Connection, view: View, metadata: Mapping[str, Any] | None) -> None:
    wanted = (metadata or {}).get("rowIdentifier")
    set_identifier(connection, view.id, view.fields, wanted)
    changed = load_view(connection, view.id)
    if changed is not None and changed.row_identifier != view.row_identifier:
        index_identifier(connection, changed)


def _change_fields(connection: sqlite3.Connection, view: View, columns: Any) -> None:
    if columns is None:
        return
    if not isinstance(columns, list) or not all(isinstance(column, Mapping) for column in columns):
        raise invalid("columns must be a list of objects")
    for sent in columns:
        known = next((field for field in view.fields if sent.get("id") == field.id or sent.get("fieldName") == field.field_name), None)
        if known is None:
            raise invalid("One of the columns sent is not in this dataset", {"fieldName": str(sent.get("fieldName"))})
        change_field(connection, view, known, sent)


def delete_view(call: Call) -> Answer:
    """The whole dataset is gone. The answer is empty."""
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "delete_view")
        drop_table(connection, view)
        forget_revisions(connection, view.id)
        forget_view(connection, view.id)
    return Answer()


def forget_view(connection: sqlite3.Connection, view_id: str) -> None:
    """Takes a dataset out of every table but that of its rows."""
    connection.execute("DELETE FROM view WHERE id = ?", (view_id,))
    for table in ("field", "attachment", "approval", "profile"):
        connection.execute(f"DELETE FROM {table} WHERE view_id = ?", (view_id,))

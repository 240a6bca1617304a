"""POST and PUT /resource/{id}: rows created, updated or deleted, all of them or none, in one transaction."""

from __future__ import annotations

import sqlite3
from typing import Any

from ctcompanion.practice.call import ROWS_JSON, Answer, Call, said
from ctcompanion.practice.refusal import Refusal, dataset_missing
from ctcompanion.practice.rows.payload import batches
from ctcompanion.practice.rows.write import write_rows
from ctcompanion.practice.view import View, find_view


def upsert(call: Call) -> Answer:
    """Rows as sent. With a row identifier, known rows are updated; without one every row is appended."""
    return _write(call, replace=False)


def replace_rows(call: Call) -> Answer:
    """PUT: all rows go, the ones sent come, in one transaction."""
    return _write(call, replace=True)


def _write(call: Call, *, replace: bool) -> Answer:
    view_id = call.parts["id"]
    with call.seat.read() as connection:
        view = _writable(connection, call, view_id, replace=replace)
        sent = batches(call, view)
    if call.seat.switches.lag_seconds:
        call.seat.keep_old_state(view_id, call.seat.switches.lag_seconds)
    with call.seat.write() as connection:
        current = _writable(connection, call, view_id, replace=replace)
        if current.fields != view.fields or current.number != view.number:
            sent = batches(call, current)
        version = call.param("expectedDataVersion")
        if version and version != str(current.data_version):
            raise Refusal(409, "soda.row.dataset-version-mismatch", "The dataset is not at the required version", {"dataset": view_id})
        if any(batch.deleted is not None and any(batch.deleted) for batch in sent):
            call.user.need("delete")
        tally = write_rows(connection, current, sent, replace=replace)
        row = _single_row(connection, current, call)
    headers = {"X-SODA2-Truth-Version": str(current.data_version + 1), "X-SODA2-Truth-Shape-Version": "1"}
    return said(tally.as_json() if row is None else row, headers=headers, content_type=ROWS_JSON)


def _writable(connection: sqlite3.Connection, call: Call, view_id: str, *, replace: bool) -> View:
    try:
        view = find_view(connection, view_id, call.user, "write")
        call.user.need("delete" if replace else "add")
    except Refusal as refusal:
        raise dataset_missing(view_id) if refusal.status == 404 else refusal from None
    if view.document.get("locked"):
        raise Refusal(403, "permission_denied", "This dataset is locked")
    return view


def _single_row(connection: sqlite3.Connection, view: View, call: Call) -> dict[str, Any] | None:
    """The stored row, where the request was one object rather than a list."""
    if call.headers.get("content-type", "").startswith("text/csv") or not call.body.lstrip().startswith(b"{"):
        return None
    names = ", ".join(field.sql for field in view.fields)
    row = (
        connection.execute(f"SELECT {names} FROM {view.table} WHERE version = ? LIMIT 1", (view.data_version + 1,)).fetchone()
        if names
        else None
    )
    if row is None:
        return None
    return {field.field_name: field.type.write(value) for field, value in zip(view.fields, row, strict=True) if value is not None}

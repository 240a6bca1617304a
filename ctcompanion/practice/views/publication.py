"""POST /api/views/{id}/publication: publish a working copy, or make one of a published dataset."""

from __future__ import annotations

import sqlite3
from typing import Any

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.refusal import Refusal, wrong_stage
from ctcompanion.practice.rows.table import copy_rows, drop_table, make_table
from ctcompanion.practice.view import View, find_view, insert_view, load_view, now, view_json
from ctcompanion.practice.views.update import forget_view


def publish(call: Call) -> Answer:
    """The dataset is published under the same id; a working copy of a published one takes its parent's place. It stays private."""
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "update_view")
        if view.published:
            raise wrong_stage("This dataset is already published")
        published = publish_view(connection, view)
        return said(view_json(connection, find_view(connection, published, call.user), call.user))


def publish_view(connection: sqlite3.Connection, view: View) -> str:
    """Publishes a working copy; gives the id it is now known by."""
    parent = load_view(connection, view.parent) if view.parent else None
    if parent is None:
        connection.execute("UPDATE view SET stage = 'published', published_at = ?, parent = NULL WHERE id = ?", (now(), view.id))
        return view.id
    _take_place(connection, view, parent)
    return parent.id


def _take_place(connection: sqlite3.Connection, view: View, parent: View) -> None:
    drop_table(connection, parent)
    connection.execute("DELETE FROM field WHERE view_id = ?", (parent.id,))
    connection.execute("UPDATE field SET view_id = ? WHERE view_id = ?", (parent.id, view.id))
    connection.execute("UPDATE attachment SET view_id = ? WHERE view_id = ?", (parent.id, view.id))
    kept = connection.execute("SELECT document FROM view WHERE id = ?", (view.id,)).fetchone()
    forget_view(connection, view.id)
    connection.execute(
        "UPDATE view SET number = ?, document = ?, row_identifier = ?, row_count = ?, data_version = ?, published_at = ?, metadata_at = ?,"
        " rows_at = ? WHERE id = ?",
        (view.number, kept[0], view.row_identifier, view.row_count, view.data_version + 1, now(), now(), view.rows_at, parent.id),
    )


def copy(call: Call) -> Answer:
    """A working copy with the data (method=copy) or with the columns alone (copySchema), under its own id."""
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "update_view")
        if not view.published:
            raise wrong_stage("Only a published dataset can have a working copy")
        if connection.execute("SELECT 1 FROM view WHERE parent = ?", (view.id,)).fetchone():
            raise Refusal(409, "soda.dataset.incorrect-lifecycle-stage", "This dataset already has a working copy")
        copied = copy_view(connection, view, with_rows=call.param("method") == "copy")
        return said(view_json(connection, find_view(connection, copied, call.user), call.user))


def copy_view(connection: sqlite3.Connection, view: View, *, with_rows: bool) -> str:
    """Makes a working copy; gives its id. Columns keep their tableColumnId and get new ids."""
    copied = insert_view(connection, view.document, view)
    identifier: Any = None
    for field in view.fields:
        cursor = connection.execute(
            "INSERT INTO field(view_id, table_column, name, field_name, type, position, extras) "
            "SELECT ?, table_column, name, field_name, type, position, extras FROM field WHERE id = ?",
            (copied, field.id),
        )
        if field.id == view.row_identifier:
            identifier = cursor.lastrowid
    connection.execute("UPDATE view SET row_identifier = ?, data_version = ? WHERE id = ?", (identifier, view.data_version, copied))
    target = load_view(connection, copied)
    if target is None:
        raise AssertionError("a copy just made is gone")
    make_table(connection, target)
    if with_rows:
        copy_rows(connection, view, target)
    return copied

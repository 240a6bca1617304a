"""Columns of a dataset: add one or many, change, take away. A published dataset's columns change in a working copy only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.fields import FIELD_NAME, Field, add_fields, checked_position, data_type, extras_of, load_fields, new_field
from ctcompanion.practice.refusal import Refusal, invalid, wrong_stage
from ctcompanion.practice.rows.table import add_column
from ctcompanion.practice.view import View, find_view, touch


def add_fields_to_view(call: Call) -> Answer:
    """POST .../columns: one column; with method=multiCreate a list in `columns`."""
    sent = call.json_object()
    many = call.param("method") == "multiCreate"
    columns = sent.get("columns") if many else [sent]
    if not isinstance(columns, list):
        raise invalid("columns must be a list")
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "add_column")
        _need_working_copy(view)
        ids = set(add_fields(connection, view.id, [new_field(column) for column in columns]))
        added = [field for field in load_fields(connection, view.id) if field.id in ids]
        for field in added:
            add_column(connection, view, field)
        touch(connection, view.id)
    objects = [field.as_json() for field in added]
    return said(objects if many else objects[0])


def list_fields(call: Call) -> Answer:
    """GET .../columns."""
    with call.seat.read() as connection:
        return said([field.as_json() for field in find_view(connection, call.parts["id"], call.user).fields])


def read_field(call: Call) -> Answer:
    """GET .../columns/{field name or id}."""
    with call.seat.read() as connection:
        return said(_field_of(find_view(connection, call.parts["id"], call.user), call.parts["field"]).as_json())


def update_field(call: Call) -> Answer:
    """PUT .../columns/{field name or id}: a partial column object."""
    sent = call.json_object()
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "update_column")
        field = _field_of(view, call.parts["field"])
        change_field(connection, view, field, sent)
        touch(connection, view.id)
        changed = next(each for each in load_fields(connection, view.id) if each.id == field.id)
    return said(changed.as_json())


def delete_field(call: Call) -> Answer:
    """DELETE .../columns/{field name or id}, in a working copy."""
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "remove_column")
        _need_working_copy(view)
        field = _field_of(view, call.parts["field"])
        if field.id == view.row_identifier:
            raise invalid("The row identifier cannot be deleted; name another first", {"fieldName": field.field_name})
        connection.execute("DELETE FROM field WHERE id = ?", (field.id,))
        connection.execute(f"ALTER TABLE {view.table} DROP COLUMN {field.sql}")
        touch(connection, view.id)
    return Answer()


def change_field(connection: sqlite3.Connection, view: View, field: Field, sent: Mapping[str, Any]) -> None:
    """Lays a partial column object over a column; name, description, place and format change at any stage, type and field name do not."""
    datatype = data_type(sent.get("dataTypeName", field.type.name))
    field_name = str(sent.get("fieldName", field.field_name)).lower()
    if datatype != field.type or field_name != field.field_name:
        _need_working_copy(view)
        _check_change(view, field, datatype.name, field_name)
    name, position = sent.get("name", field.name), checked_position(sent.get("position", field.position))
    if not isinstance(name, str) or not name.strip():
        raise invalid("A column needs a name")
    connection.execute(
        "UPDATE field SET name = ?, field_name = ?, type = ?, position = ?, extras = ? WHERE id = ?",
        (name, field_name, datatype.name, position, json.dumps({**field.extras, **extras_of(sent)}), field.id),
    )


def _check_change(view: View, field: Field, type_name: str, field_name: str) -> None:
    if type_name != field.type.name and view.row_count:
        raise invalid("The type of a column that holds data cannot be changed", {"fieldName": field.field_name})
    other = view.field(field_name)
    if not FIELD_NAME.fullmatch(field_name) or (other is not None and other.id != field.id):
        raise invalid(f"Field name '{field_name}' is not valid or is taken", {"fieldName": field_name})


def _field_of(view: View, name: str) -> Field:
    found = next((field for field in view.fields if name in (field.field_name, str(field.id))), None)
    if found is None:
        raise Refusal(404, "soda.dataset.column-not-found", f"Column '{name}' not found", {"column": name})
    return found


def _need_working_copy(view: View) -> None:
    if view.published:
        raise wrong_stage("Columns of a published dataset can be changed in a working copy only")

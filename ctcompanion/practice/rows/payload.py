"""What was sent to /resource, JSON or CSV, as stored values by column; strict, and refused whole when one cell is wrong."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from ctcompanion.practice.call import Call
from ctcompanion.practice.column_values import accept_all, accept_csv_column
from ctcompanion.practice.datatypes import Maltyped
from ctcompanion.practice.fields import Field
from ctcompanion.practice.ids import row_number
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.view import View

LONGEST_SHOWN = 200
IGNORED = (":created_at", ":updated_at", ":version")


@dataclass(frozen=True)
class Batch:
    """Rows that were sent with the same columns: where each stood in the request, and their stored values.

    `sids` is set where rows were named by `:id`, `deleted` marks rows to delete.
    """

    fields: tuple[Field, ...]
    places: Sequence[int]
    rows: list[tuple[Any, ...]]
    sids: Sequence[int | None] | None = None
    deleted: Sequence[bool] | None = None


@dataclass
class _Shape:
    """The rows of a JSON request that have the same keys."""

    places: list[int]
    rows: list[Mapping[str, Any]]


def batches(call: Call, view: View) -> list[Batch]:
    """The request's rows; Refusal 400 or 415 names what is wrong."""
    content_type = call.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type == "text/csv":
        return [_csv_batch(call.body, view)]
    if content_type not in {"", "application/json"}:
        raise Refusal(
            415, "req.content-type.not-json", "The content type must be application/json or text/csv", {"content-type": content_type}
        )
    sent = call.json()
    return json_batches(sent if isinstance(sent, list) else [sent], view)


def json_batches(rows: list[Any], view: View) -> list[Batch]:
    """JSON objects keyed by field name, grouped by the keys they have."""
    shapes: dict[tuple[str, ...], _Shape] = {}
    if set(map(type, rows)) - {dict}:
        value = next(row for row in rows if type(row) is not dict)
        text = json.dumps(value)
        shown = value if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN]
        raise Refusal(400, "soda.row.upsert-row-not-an-object", "Row is not parseable as a json object", {"value": shown})
    all_keys = list(map(tuple, rows))
    if len(set(all_keys)) == 1:
        return [_json_batch(all_keys[0], _Shape(list(range(len(rows))), rows), view)]
    for place, (keys, row) in enumerate(zip(all_keys, rows, strict=True)):
        shape = shapes.get(keys)
        if shape is None:
            shape = shapes[keys] = _Shape([], [])
        shape.places.append(place)
        shape.rows.append(row)
    return [_json_batch(keys, shape, view) for keys, shape in shapes.items()]


def _json_batch(keys: tuple[str, ...], shape: _Shape, view: View) -> Batch:
    wanted = [key for key in keys if not key.startswith(":")]
    deleted = [row[":deleted"] is True for row in shape.rows] if ":deleted" in keys else None
    fields = _each_once(tuple(field_for(view, key) for key in wanted))
    columns = [_stored(field, list(map(itemgetter(key), shape.rows))) for key, field in zip(wanted, fields, strict=True)]
    rows = list(zip(*columns, strict=True)) if columns else [()] * len(shape.rows)
    _check_system(keys)
    sids = [_sid(row[":id"]) for row in shape.rows] if ":id" in keys else None
    return Batch(fields, shape.places, rows, sids, deleted)


def _check_system(keys: Sequence[str]) -> None:
    for key in keys:
        if key.startswith(":") and key not in (":id", ":deleted", *IGNORED) and not key.startswith(":@"):
            raise _unknown(key)


def _sid(name: Any) -> int | None:
    return row_number(name) if isinstance(name, str) else None


def _stored(field: Field, values: list[Any]) -> list[Any]:
    try:
        return accept_all(field.type, values)
    except Maltyped as error:
        raise maltyped(field, error.args[0] if error.args else None) from None


def _each_once(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The columns that a row names; Refusal 400 where two of its names mean one column."""
    names = [field.field_name for field in fields]
    if len(set(names)) < len(names):
        name = next(name for name in names if names.count(name) > 1)
        raise Refusal(400, "soda.row.column-named-twice", f"Column '{name}' is named more than once", {"column": name})
    return fields


def maltyped(field: Field, value: Any) -> Refusal:
    """400 for a value its column does not take, worded as the real portal does."""
    shown = json.dumps(value, ensure_ascii=False, default=str)[:LONGEST_SHOWN]
    message = f"Column is maltyped; for field '{field.field_name}' we expected '{field.type.soql}' but got '{shown}'"
    return Refusal(400, "soda.column.maltyped", message, {"column": field.field_name})


def field_for(view: View, name: str) -> Field:
    """The column of that name, in any case of letters; Refusal 400 where there is none."""
    found = view.field(name.lower())
    if found is None:
        raise _unknown(name)
    return found


def _unknown(name: str) -> Refusal:
    message = f"One or more rows expected column '{name}' which was not found"
    return Refusal(400, "soda.row.column-not-found", message, {"column": name})


def _csv_batch(body: bytes, view: View) -> Batch:
    try:
        lines = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True)
        header = next(lines, [])
        rows = [line for line in lines if line]
    except UnicodeDecodeError:
        raise Refusal(400, "req.body.malformed-csv", "The csv request body is not UTF-8") from None
    except csv.Error as error:
        raise Refusal(400, "req.body.malformed-csv", f"The csv request body is malformed: {error}") from None
    if not header:
        raise Refusal(400, "req.body.malformed-csv", "The csv request body has no first line of field names")
    fields = _each_once(tuple(_csv_field(view, name.strip()) for name in header))
    for place, row in enumerate(rows):
        if len(row) != len(fields):
            raise Refusal(
                400,
                "req.body.malformed-csv",
                f"Row {place + 1} has {len(row)} fields where {len(fields)} were expected",
                {"row": place + 1},
            )
    columns = [_csv_column(field, values) for field, values in zip(fields, zip(*rows, strict=True), strict=True)] if rows else []
    return Batch(fields, range(len(rows)), list(zip(*columns, strict=True)))


def _csv_field(view: View, name: str) -> Field:
    by_display = next((field for field in view.fields if field.name == name), None)
    return view.field(name.lower()) or by_display or field_for(view, name)


def _csv_column(field: Field, values: tuple[str, ...]) -> list[Any]:
    try:
        return accept_csv_column(field.type, values)
    except Maltyped as error:
        raise maltyped(field, error.args[0] if error.args else None) from None

"""Input and output schemas of a source: what its columns are, what they become, and how many cells cannot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from ctcompanion.practice.datatypes import BY_NAME
from ctcompanion.practice.fields import FIELD_NAME, MAX_COLUMNS, checked_position
from ctcompanion.practice.refusal import Refusal, invalid
from ctcompanion.practice.revisions.keep import Document, instant, new_number
from ctcompanion.practice.revisions.parsing import Parsed, UnreadableError, content, parse_content
from ctcompanion.practice.revisions.transform import FUNCTION_FOR, Failed, Transform, apply_transform, guess, read_transform
from ctcompanion.practice.view import View, load_view


def input_schema(connection: sqlite3.Connection, parsed: Parsed, view: View | None) -> Document:
    """A new input schema with its first output schema, whose types are those of the dataset's columns, or guessed."""
    schema_id = new_number(connection)
    columns = [
        {
            "id": new_number(connection),
            "field_name": name,
            "position": place,
            "soql_type": BY_NAME[kind].soql,
            "semantic_type": None,
            "input_schema_id": schema_id,
        }
        for place, (name, kind) in enumerate(zip(parsed.field_names, parsed.types or repeat("text")), 1)  # noqa: B905
    ]
    schema: Document = {
        "id": schema_id,
        "name": None,
        "total_rows": parsed.height,
        "num_row_errors": parsed.ragged,
        "input_columns": columns,
        "output_schemas": [],
    }
    proposed = [_proposed(parsed, place, view) for place in range(len(parsed.names))]
    schema["output_schemas"].append(output_schema(connection, schema_id, parsed, {"output_columns": proposed}))
    return schema


def _proposed(parsed: Parsed, place: int, view: View | None) -> Document:
    name = parsed.field_names[place]
    known = view.field(name) if view else None
    kind = known.type.name if known else guess(parsed.columns[place])
    return {
        "field_name": name,
        "display_name": known.name if known else parsed.names[place],
        "description": known.description if known else "",
        "position": place + 1,
        "format": dict(known.extras.get("format") or {}) if known else {},
        "is_primary_key": bool(view and known and known.id == view.row_identifier),
        "transform": {"transform_expr": f"`{name}`" if parsed.types else f"{FUNCTION_FOR.get(kind, 'to_text')}(`{name}`)"},
    }


def output_schema(connection: sqlite3.Connection, input_id: int, parsed: Parsed, sent: Mapping[str, Any]) -> Document:
    """A new output schema, its transforms run; Refusal 400 where it cannot be."""
    columns = sent.get("output_columns")
    if not isinstance(columns, list) or not columns or len(columns) > MAX_COLUMNS:
        raise invalid(f"output_columns must be a list of 1 to {MAX_COLUMNS} columns")
    made = [_output_column(connection, parsed, column, place) for place, column in enumerate(columns, 1)]
    names = [column["field_name"] for column in made]
    if len(set(names)) != len(names):
        raise invalid("Two output columns have the same field name")
    if sum(column["is_primary_key"] for column in made) > 1:
        raise invalid("Only one column can be the row identifier")
    at = instant()
    return {
        "id": new_number(connection),
        "input_schema_id": input_id,
        "total_rows": parsed.height,
        "error_count": sum(column["transform"]["error_count"] for column in made),
        "created_at": at,
        "finished_at": at,
        "completed_at": at,
        "sort_bys": sent.get("sort_bys") or [],
        "output_columns": sorted(made, key=lambda column: int(column["position"])),
    }


def _output_column(connection: sqlite3.Connection, parsed: Parsed, sent: Any, place: int) -> Document:
    if not isinstance(sent, Mapping) or not isinstance(sent.get("transform"), Mapping):
        raise invalid("An output column needs a transform")
    name, expression = sent.get("field_name"), sent["transform"].get("transform_expr")
    if not isinstance(name, str) or not FIELD_NAME.fullmatch(name):
        raise invalid("An output column needs a valid field_name")
    transform = read_transform(expression, parsed.field_names, parsed.types)
    values = transformed(transform, parsed)
    position = sent.get("position")
    return {
        "id": new_number(connection),
        "field_name": name,
        "display_name": str(sent.get("display_name") or name),
        "description": str(sent.get("description") or ""),
        "position": checked_position(position) if type(position) is int else place,
        "format": dict(sent["format"]) if isinstance(sent.get("format"), Mapping) else {},
        "is_primary_key": bool(sent.get("is_primary_key")),
        "flags": [],
        "initial_output_column_id": sent.get("initial_output_column_id"),
        "transform": {
            "id": new_number(connection),
            "transform_expr": expression,
            "output_soql_type": transform.type.soql,
            "finished_at": instant(),
            "failed_at": None,
            "error_count": sum(isinstance(value, Failed) for value in values),
        },
    }


def transformed(transform: Transform, parsed: Parsed) -> list[Any]:
    """The values of an output column."""
    return apply_transform(transform, parsed.columns[parsed.field_names.index(transform.input)])


def find_schema(source: Mapping[str, Any], input_id: str) -> Document:
    """An input schema of a source; Refusal 404."""
    for schema in source["schemas"]:
        if str(schema["id"]) == input_id:
            found: Document = schema
            return found
    raise Refusal(404, "not_found", "There is no such input schema", {"id": input_id[:40]})


def find_output(schema: Mapping[str, Any], output_id: str) -> Document:
    """An output schema by number, or the latest; Refusal 404."""
    for output in reversed(schema["output_schemas"]):
        if output_id in ("latest", str(output["id"])):
            found: Document = output
            return found
    raise Refusal(404, "not_found", "There is no such output schema", {"id": output_id[:40]})


def parse_source(connection: sqlite3.Connection, source: Mapping[str, Any]) -> Parsed:
    """A source's columns. Those of a `view` source are the dataset's own; it brings no rows, for they are there."""
    if source["source_type"]["type"] == "view":
        view = load_view(connection, str(source["source_type"].get("fourfour")))
        if view is None or not view.fields:
            raise UnreadableError("The dataset has no columns yet")
        names, types = tuple(field.name for field in view.fields), tuple(field.type.name for field in view.fields)
        return Parsed(names, tuple(field.field_name for field in view.fields), ((),) * len(names), types=types)
    return parse_content(content(connection, source["id"]), source["parse_options"], source["content_type"] or "")


def output_values(parsed: Parsed, output: Mapping[str, Any]) -> list[list[Any]]:
    """Every output column's values, with `Failed` where a cell could not be."""
    rules = [read_transform(column["transform"]["transform_expr"], parsed.field_names, parsed.types) for column in output["output_columns"]]
    return [transformed(rule, parsed) for rule in rules]


def shown_cells(output: Mapping[str, Any], row: Sequence[Any], datatypes: Sequence[Any]) -> Iterator[Document]:
    """A row's cells as the API shows them: `{"ok": value}` or `{"error": ...}`."""
    for column, value, datatype in zip(output["output_columns"], row, datatypes, strict=True):
        if isinstance(value, Failed):
            yield {"error": {"message": value.message, "inputs": {column["field_name"]: {"ok": value.value}}}}
        else:
            yield {"ok": None if value is None else datatype.write(value)}

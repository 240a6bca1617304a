"""Output schemas over HTTP: shown, made anew, their rows and errors, and whether a column can be the row identifier."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.datatypes import BY_NAME
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.revisions.keep import fetch, keep
from ctcompanion.practice.revisions.links import answer, input_schema_links, output_schema_links
from ctcompanion.practice.revisions.schema import find_output, find_schema, output_schema, output_values, parse_source, shown_cells
from ctcompanion.practice.revisions.source import set_on_revision
from ctcompanion.practice.revisions.transform import Failed


def show_schema(call: Call) -> Answer:
    """GET .../schema/{in}."""
    call.user.need("update_view")
    with call.seat.read() as connection:
        source = fetch(connection, "source", call.parts["source"])
    schema = find_schema(source, call.parts["input"])
    return answer(schema, input_schema_links(source["id"], schema["id"]))


def transform_schema(call: Call) -> Answer:
    """POST .../schema/{in}: a new output schema, which the revision then uses unless ?increment_revision=false."""
    call.user.need("update_view")
    with call.seat.write() as connection:
        source = fetch(connection, "source", call.parts["source"])
        schema = find_schema(source, call.parts["input"])
        made = output_schema(connection, schema["id"], parse_source(connection, source), call.json_object())
        schema["output_schemas"].append(made)
        keep(connection, "source", source)
        if call.param("increment_revision") != "false":
            set_on_revision(connection, source, made)
    return answer(made, output_schema_links(source["id"], schema["id"], made["id"]), 201)


def show_output(call: Call) -> Answer:
    """GET .../output/{out} or /output/latest."""
    call.user.need("update_view")
    with call.seat.read() as connection:
        source = fetch(connection, "source", call.parts["source"])
    schema = find_schema(source, call.parts["input"])
    output = find_output(schema, call.parts["output"])
    return answer(output, output_schema_links(source["id"], schema["id"], output["id"]))


def output_rows(call: Call) -> Answer:
    """GET .../rows: a header, then rows with their place; cells are ok or error."""
    return _rows(call, errors_only=False)


def output_errors(call: Call) -> Answer:
    """GET .../errors: the same for rows with an error cell; as text/csv for those who ask so."""
    return _rows(call, errors_only=True)


def _rows(call: Call, *, errors_only: bool) -> Answer:
    call.user.need("update_view")
    with call.seat.read() as connection:
        source = fetch(connection, "source", call.parts["source"])
        output = find_output(find_schema(source, call.parts["input"]), call.parts["output"])
        columns = output_values(parse_source(connection, source), output)
    rows = list(enumerate(zip(*columns, strict=True)))
    if errors_only:
        rows = [(place, row) for place, row in rows if any(isinstance(value, Failed) for value in row)]
    if errors_only and "text/csv" in call.headers.get("accept", ""):
        return _errors_csv(output, rows)
    start, size = _number(call.param("offset"), 0), _number(call.param("limit"), 500)
    types = [BY_NAME[column["transform"]["output_soql_type"]] for column in output["output_columns"]]
    shown = [{"offset": place, "row": list(shown_cells(output, row, types))} for place, row in rows[start : start + size]]
    return said([{"output_columns": output["output_columns"]}, *shown])


def _errors_csv(output: Mapping[str, Any], rows: list[tuple[int, tuple[Any, ...]]]) -> Answer:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    names = [column["field_name"] for column in output["output_columns"]]
    writer.writerow(["row", *names, *(f"{name} (error)" for name in names)])
    for place, row in rows:
        values = [value.value if isinstance(value, Failed) else "" if value is None else value for value in row]
        writer.writerow([place, *values, *(value.message if isinstance(value, Failed) else "" for value in row)])
    return Answer(text.getvalue().encode(), 200, "text/csv; charset=UTF-8")


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def validate_row_id(call: Call) -> Answer:
    """GET .../validate_row_id/{transform}: whether a column holds every value once and is never blank."""
    call.user.need("update_view")
    with call.seat.read() as connection:
        source = fetch(connection, "source", call.parts["source"])
        output = find_output(find_schema(source, call.parts["input"]), call.parts["output"])
        columns = output_values(parse_source(connection, source), output)
    for column, values in zip(output["output_columns"], columns, strict=True):
        if str(column["transform"]["id"]) == call.parts["transform"]:
            whole = all(value is not None and not isinstance(value, Failed) for value in values)
            return said({"valid": whole and len(set(values)) == len(values)})
    raise Refusal(404, "not_found", "There is no such transform")

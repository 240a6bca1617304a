"""Sources: a file on its way into a dataset. Created, uploaded whole or in chunks, parsed, shown, and given output schemas."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Mapping
from typing import Any

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.datatypes import BY_NAME
from ctcompanion.practice.refusal import Refusal, invalid
from ctcompanion.practice.revisions.keep import Document, fetch, fetch_all, instant, keep, new_number
from ctcompanion.practice.revisions.links import answer, envelope, input_schema_links, output_schema_links, source_links
from ctcompanion.practice.revisions.parsing import UnreadableError, checked_options
from ctcompanion.practice.revisions.revision import find_revision
from ctcompanion.practice.revisions.schema import (
    find_output,
    find_schema,
    input_schema,
    output_schema,
    output_values,
    parse_source,
    shown_cells,
)
from ctcompanion.practice.revisions.transform import Failed
from ctcompanion.practice.view import load_view

CHUNK_BYTES = 1024 * 1024
PARALLEL = 4
MAX_SOURCE = 500 * 1024 * 1024


def create_source(call: Call) -> Answer:
    """POST .../source: a source of a revision, or of none yet."""
    call.user.need("update_view")
    sent = call.json_object()
    kind = sent.get("source_type")
    if not isinstance(kind, Mapping) or kind.get("type") not in ("upload", "view"):
        raise invalid("The practice portal takes sources of type upload or view")
    options = checked_options(sent.get("parse_options"))
    with call.seat.write() as connection:
        revision = find_revision(connection, call) if "seq" in call.parts else None
        source = _new_source(connection, dict(kind), options, revision)
        if kind["type"] == "view":
            source["source_type"] |= {"loaded": False}
            source["finished_at"] = instant()
        keep(connection, "source", source)
    return answer(source, source_links(source), 201)


def _new_source(connection: sqlite3.Connection, kind: Document, options: Document, revision: Mapping[str, Any] | None) -> Document:
    return {
        "id": new_number(connection),
        "source_type": kind,
        "parse_options": options,
        "schemas": [],
        "content_type": None,
        "created_at": instant(),
        "finished_at": None,
        "failed_at": None,
        "failure_details": None,
        "filesize": None,
        "revision": None if revision is None else revision["id"],
    }


def list_sources(call: Call) -> Answer:
    """GET .../source of a revision, the newest first."""
    call.user.need("update_view")
    with call.seat.read() as connection:
        revision = find_revision(connection, call)
        found = [source for source in fetch_all(connection, "source") if source["revision"] == revision["id"]]
    return said([envelope(source, source_links(source)) for source in found])


def show_source(call: Call) -> Answer:
    """GET /source/{id}."""
    call.user.need("update_view")
    with call.seat.read() as connection:
        source = fetch(connection, "source", call.parts["source"])
    return answer(source, source_links(source))


def upload(call: Call) -> Answer:
    """POST /source/{id}: the whole file in one request."""
    call.user.need("update_view")
    with call.seat.write() as connection:
        source = _waiting_source(connection, call)
        connection.execute("DELETE FROM chunk WHERE source = ?", (source["id"],))
        connection.execute("INSERT INTO chunk VALUES(?, 0, ?)", (source["id"], call.body))
        source |= {"content_type": call.headers.get("content-type", "text/csv"), "filesize": len(call.body)}
        _parse(connection, source)
    return answer(source, source_links(source), 201)


def initiate(call: Call) -> Answer:
    """POST .../initiate: how large chunks may be, and how many may come at once."""
    call.user.need("update_view")
    kind = call.json_object().get("content_type")
    if not isinstance(kind, str):
        raise invalid("content_type must be named")
    with call.seat.write() as connection:
        source = _waiting_source(connection, call)
        connection.execute("DELETE FROM chunk WHERE source = ?", (source["id"],))
        keep(connection, "source", source | {"content_type": kind})
    return said({"preferred_chunk_size": CHUNK_BYTES, "preferred_upload_parallelism": PARALLEL})


def chunk(call: Call) -> Answer:
    """POST .../chunk/{seq_num}/{byte_offset}: a piece; in any order, and twice does no harm."""
    call.user.need("update_view")
    if len(call.body) > CHUNK_BYTES:
        raise Refusal(413, "req.body.too-large", f"A chunk may hold at most {CHUNK_BYTES} bytes", {"limit": CHUNK_BYTES})
    place = _offset(call)
    with call.seat.write() as connection:
        source = _waiting_source(connection, call)
        connection.execute("INSERT OR REPLACE INTO chunk VALUES(?, ?, ?)", (source["id"], place, call.body))
    return said({"seq_num": call.parts["seq"], "byte_offset": place})


def _offset(call: Call) -> int:
    text = call.parts["offset"]
    if not text.isascii() or not text.isdigit() or int(text) > MAX_SOURCE:
        raise invalid("A byte offset must be a whole number below the limit", {"limit": MAX_SOURCE})
    return int(text)


def commit(call: Call) -> Answer:
    """POST .../chunk/{last}/{total}/commit: all chunks must be there, end to end; then the file is parsed."""
    call.user.need("update_view")
    total = _offset(call)
    with call.seat.write() as connection:
        source = _waiting_source(connection, call)
        pieces = connection.execute("SELECT place, length(content) FROM chunk WHERE source = ? ORDER BY place", (source["id"],))
        end = 0
        for place, length in pieces:
            end = end + length if place == end else -1
        if end != total:
            raise invalid(f"The chunks do not make up {total} bytes", {"total": total})
        source["filesize"] = total
        _parse(connection, source)
    return answer(source, source_links(source), 201)


def _waiting_source(connection: sqlite3.Connection, call: Call) -> Document:
    source = fetch(connection, "source", call.parts["source"])
    if source["finished_at"] or source["failed_at"]:
        raise invalid("This source has its file already")
    return source


def _parse(connection: sqlite3.Connection, source: Document) -> None:
    try:
        parsed = parse_source(connection, source)
    except UnreadableError as error:
        source |= {"failed_at": instant(), "failure_details": {"message": str(error)}}
    else:
        revision = fetch(connection, "revision", source["revision"]) if source["revision"] else None
        view = load_view(connection, revision["fourfour"]) if revision else None
        source["schemas"].append(input_schema(connection, parsed, view))
        source["finished_at"] = instant()
        _set_on_revision(connection, source, source["schemas"][-1]["output_schemas"][-1])
    keep(connection, "source", source)


def _set_on_revision(connection: sqlite3.Connection, source: Mapping[str, Any], output: Mapping[str, Any]) -> None:
    if source["revision"]:
        keep(connection, "revision", fetch(connection, "revision", source["revision"]) | {"output_schema_id": output["id"]})


def change_options(call: Call) -> Answer:
    """POST .../options: the same bytes parsed anew, as a new source."""
    call.user.need("update_view")
    with call.seat.write() as connection:
        old = fetch(connection, "source", call.parts["source"])
        options = checked_options(call.json_object().get("parse_options"), old["parse_options"])
        source = old | {"id": new_number(connection), "parse_options": options, "schemas": [], "finished_at": None, "failed_at": None}
        connection.execute("INSERT INTO chunk SELECT ?, place, content FROM chunk WHERE source = ?", (source["id"], old["id"]))
        if old["finished_at"] or old["failed_at"]:
            _parse(connection, source)
        keep(connection, "source", source)
    return answer(source, source_links(source), 201)


def attach_source(call: Call) -> Answer:
    """PATCH /source/{id}: puts a source into a revision."""
    call.user.need("update_view")
    wanted = call.json_object().get("revision")
    if not isinstance(wanted, Mapping):
        raise invalid("revision must name a fourfour and a revision_seq")
    with call.seat.write() as connection:
        source = fetch(connection, "source", call.parts["source"])
        revision = next(
            (
                each
                for each in fetch_all(connection, "revision")
                if each["fourfour"] == wanted.get("fourfour") and each["revision_seq"] == wanted.get("revision_seq")
            ),
            None,
        )
        if revision is None:
            raise Refusal(404, "not_found", "There is no such revision")
        source["revision"] = revision["id"]
        keep(connection, "source", source)
        if source["schemas"]:
            _set_on_revision(connection, source, source["schemas"][-1]["output_schemas"][-1])
    return answer(source, source_links(source), 202)


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
            _set_on_revision(connection, source, made)
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

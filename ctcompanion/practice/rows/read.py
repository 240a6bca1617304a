"""GET /resource/{id}: rows by SoQL, as JSON, CSV or GeoJSON; one row by its id or row identifier; one row deleted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from email.utils import formatdate
from itertools import chain
from typing import Any

from ctcompanion.practice.call import ROWS_JSON, Answer, Call, said
from ctcompanion.practice.database import give_time
from ctcompanion.practice.ids import row_number
from ctcompanion.practice.refusal import Refusal, dataset_missing
from ctcompanion.practice.rows.formats import WRITERS
from ctcompanion.practice.rows.question import question
from ctcompanion.practice.soql.compile import Compiled, Compiler
from ctcompanion.practice.soql.parse import Function, Literal, Name, Query, malformed
from ctcompanion.practice.view import View, find_view, now

DEFAULT_LIMIT = 1000
ROWS_AT_ONCE = 5000


def read_rows(call: Call) -> Answer:
    """GET: the rows that the parameters ask for."""
    return give_rows(call, question(call))


def give_rows(call: Call, query: Query) -> Answer:
    """The rows of a query, in chunks: a long answer is sent while it is read."""
    view_id, kind = call.parts["id"], _format(call)
    with ExitStack() as stack:
        connection = stack.enter_context(call.seat.read(view_id))
        view = _readable(connection, call, view_id)
        chunks, compiled = ask(connection, view, query)
        first = next(chunks, [])
        headers = _headers(call, view, compiled, kind)
        if headers["ETag"] in call.headers.get("if-none-match", ""):
            return Answer(status=304, headers=headers)
        writer = WRITERS[kind](compiled.columns)
        if len(first) < ROWS_AT_ONCE:
            return Answer(writer.start + writer.rows(first, True) + writer.end, 200, writer.content_type, headers)
        held = stack.pop_all()
    return Answer(_stream(held, writer, chain([first], chunks)), 200, writer.content_type, headers)


def _stream(held: ExitStack, writer: Any, chunks: Iterator[list[Any]]) -> Iterator[bytes]:
    with held:
        yield writer.start
        for number, chunk in enumerate(chunks):
            yield writer.rows(chunk, number == 0)
        yield writer.end


def ask(connection: sqlite3.Connection, view: View, query: Query, limit: int = DEFAULT_LIMIT) -> tuple[Iterator[list[Any]], Compiled]:
    """Runs a query on one dataset: its rows in chunks, and the statement. Refusal 400 when it cannot be run, 408 when it takes too long."""
    try:
        compiled = Compiler(view).query(query, limit)
        give_time(connection)
        cursor = connection.execute(compiled.text, compiled.values)
        first = cursor.fetchmany(ROWS_AT_ONCE)
    except RecursionError:
        raise malformed("", "it is too deep") from None
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise Refusal(408, "request-timeout", "The query took too long") from None
        raise malformed("", "it cannot be computed") from None
    except (sqlite3.DataError, OverflowError):
        raise malformed("", "a number in it is too large") from None

    def more() -> list[Any]:
        give_time(connection)
        return cursor.fetchmany(ROWS_AT_ONCE)

    return chain([first] if first else [], iter(more, [])), compiled


def _readable(connection: sqlite3.Connection, call: Call, view_id: str) -> View:
    try:
        return find_view(connection, view_id, call.user)
    except Refusal as refusal:
        raise dataset_missing(view_id) if refusal.status == 404 else refusal from None


def _format(call: Call) -> str:
    wanted = call.parts.get("format") or ("csv" if "text/csv" in call.headers.get("accept", "") else "json")
    if wanted not in WRITERS:
        raise Refusal(406, "not_acceptable", f"The practice portal gives json, csv and geojson, not {wanted}")
    return wanted


def _headers(call: Call, view: View, compiled: Compiled, kind: str) -> dict[str, str]:
    from ctcompanion.practice.rows.formats import soql_type

    changed = formatdate(view.rows_at / 1000, usegmt=True)
    behind = call.seat.is_behind(view.id)
    headers = {
        "X-SODA2-Data-Out-Of-Date": "true" if behind else "false",
        "X-SODA2-Truth-Last-Modified": changed,
        "X-SODA2-Secondary-Last-Modified": changed,
        "Last-Modified": changed,
        "ETag": f'W/"{view.id}.{view.data_version}.{view.metadata_at}.{kind}"',
    }
    fields = json.dumps([name for name, _ in compiled.columns], separators=(",", ":"))
    if len(fields) < 3000:
        headers["X-SODA2-Fields"] = fields
        headers["X-SODA2-Types"] = json.dumps([soql_type(kind) for _, kind in compiled.columns], separators=(",", ":"))
    return headers


def read_row(call: Call) -> Answer:
    """GET /resource/{id}/{row id or row identifier}.json: one object."""
    with call.seat.read(call.parts["id"]) as connection:
        view = _readable(connection, call, call.parts["id"])
        where = _named_row(view, call.parts["row"])
        chunks, compiled = ask(connection, view, Query(where=where), 1)
        rows = next(chunks, [])
    if not rows:
        raise Refusal(404, "soda.row.not-found", "Row not found", {"row": call.parts["row"]})
    found = json.loads(WRITERS["json"](compiled.columns).rows(rows, True))
    return said(found, content_type=ROWS_JSON)


def delete_row(call: Call) -> Answer:
    """DELETE /resource/{id}/{row}.json: one row is gone."""
    with call.seat.write() as connection:
        try:
            view = find_view(connection, call.parts["id"], call.user, "delete")
        except Refusal as refusal:
            raise dataset_missing(call.parts["id"]) if refusal.status == 404 else refusal from None
        where = Compiler(view).node(_named_row(view, call.parts["row"]))
        gone = connection.execute(f"DELETE FROM {view.table} WHERE {where.text}", where.values).rowcount
        if not gone:
            raise Refusal(404, "soda.row.not-found", "Row not found", {"row": call.parts["row"]})
        connection.execute(
            "UPDATE view SET row_count = row_count - 1, data_version = data_version + 1, rows_at = ? WHERE id = ?", (now(), view.id)
        )
    return said([{"typ": "delete", "id": call.parts["row"]}], content_type=ROWS_JSON)


def _named_row(view: View, name: str) -> Function:
    if row_number(name) is not None or view.identifier is None:
        return Function("=", (Name(":id"), Literal("text", name)))
    return Function("=", (Name(view.identifier.field_name), Literal("text", name)))

"""Applies a revision: schema, rows, metadata, permission and publication, in one transaction; the job says how it went."""

from __future__ import annotations

import logging
import sqlite3
import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ctcompanion.practice.datatypes import BY_NAME
from ctcompanion.practice.fields import NewField, add_fields, load_fields
from ctcompanion.practice.identity import OWNER, User
from ctcompanion.practice.refusal import Refusal, invalid, view_not_found
from ctcompanion.practice.revisions.keep import Document, fetch, fetch_all, instant, keep, new_number
from ctcompanion.practice.revisions.parsing import Parsed
from ctcompanion.practice.revisions.schema import find_output, output_values, parse_source
from ctcompanion.practice.revisions.transform import Failed, read_transform
from ctcompanion.practice.rows.payload import Batch
from ctcompanion.practice.rows.table import add_column, index_identifier
from ctcompanion.practice.rows.write import write_rows
from ctcompanion.practice.seats import Seat
from ctcompanion.practice.view import View, load_approvals, load_view, save_document
from ctcompanion.practice.views.describe import checked_document, set_identifier
from ctcompanion.practice.views.fields import change_field
from ctcompanion.practice.views.permission import change_audience
from ctcompanion.practice.views.publication import publish_view

log = logging.getLogger(__name__)
STEPS = (
    "prepare_draft_for_import", "set_schema", "apply_metadata", "upsert_task", "set_display_type", "set_permission", "publish",
    "wait_for_replication",
)  # fmt: skip


def waits_for_approval(connection: sqlite3.Connection, seat: Seat, revision: Mapping[str, Any], user: User) -> bool:
    """Whether a person must agree first; the ask is filed then."""
    view = load_view(connection, revision["fourfour"])
    if view is None or revision["action"]["permission"] != "public" or view.audience == "public" or not seat.switches.approval:
        return False
    change_audience(connection, view, "public", user, waits=True)
    return True


def start_job(connection: sqlite3.Connection, revision: Document, request_id: str, *, waiting: bool) -> Document:
    """A new job of a revision. From here on the revision is never applied again."""
    at = instant()
    job: Document = {
        "id": new_number(connection),
        "revision": revision["id"],
        "status": "initializing",
        "log": [{"stage": "initializing", "time": at, "details": None}],
        "created_at": at,
        "updated_at": at,
        "finished_at": None,
        "created_by": revision["created_by"],
        "job_uuid": str(uuid.uuid4()),
        "request_id": request_id,
        "output_schema_id": revision["output_schema_id"],
        "waiting": waiting,
    }
    keep(connection, "job", job)
    keep(connection, "revision", revision | {"task_sets": [{"id": job["id"]}]})
    return job


def run_job(seat: Seat, job_id: int) -> None:
    """Does a job's work, all of it or nothing, and writes down how it went."""
    try:
        with seat.write() as connection:
            job = fetch(connection, "job", job_id)
            if job["finished_at"] is None:
                counts = _apply(connection, fetch(connection, "revision", job["revision"]))
                keep(connection, "job", _finished(job, "successful", counts))
    except Refusal as refusal:
        _fail(seat, job_id, refusal.body())
    except Exception:  # whatever it is: a client that polls must come to an end
        log.exception("practice portal, job %s", job_id)
        _fail(seat, job_id, {"code": "internal-error", "error": True})


def _fail(seat: Seat, job_id: int, details: Mapping[str, Any]) -> None:
    with suppress(Refusal), seat.write() as connection:  # the seat may have been emptied meanwhile
        keep(connection, "job", _finished(fetch(connection, "job", job_id), "failure", details))


def release_approved(seat: Seat, view_id: str) -> None:
    """After a reviewer's word: a revision that waited for it goes on, or fails when the word was no."""
    with seat.write() as connection:
        asks = load_approvals(connection, view_id)
        waiting = [job for job in fetch_all(connection, "job") if job.get("waiting") and job["finished_at"] is None]
        ours = [job for job in waiting if fetch(connection, "revision", job["revision"])["fourfour"] == view_id]
        for job in ours:
            rejected = bool(asks) and asks[0]["state"] == "rejected"
            keep(connection, "job", _finished(job, "failure", {"message": "rejected"}) if rejected else job | {"waiting": False})
    for job in ours:
        run_job(seat, job["id"])


def _finished(job: Document, status: str, details: Any) -> Document:
    at = instant()
    return job | {
        "status": status,
        "finished_at": at,
        "updated_at": at,
        "log": [*job["log"], {"stage": status, "time": at, "details": details}],
    }


def _apply(connection: sqlite3.Connection, revision: Document) -> Document:
    view = _the_view(connection, revision)
    counts: Document = {}
    if revision["output_schema_id"] is not None:
        source, output = _find_output(connection, revision["output_schema_id"])
        own = source["source_type"]["type"] == "view"
        if own:
            _rename_fields(connection, view, parse_source(connection, source), output)
            view = _the_view(connection, revision)
        view = _set_schema(connection, view, output, revision["action"]["type"], keeps_rows=own)
        counts = {} if own else _write(connection, view, source, output, revision["action"]["type"])
    if revision["metadata"]:
        save_document(connection, view.id, checked_document(view.document, revision["metadata"]))
    if revision["action"]["permission"]:
        change_audience(connection, _the_view(connection, revision), revision["action"]["permission"], OWNER, waits=False)
    if not view.published:
        publish_view(connection, _the_view(connection, revision))
    keep(connection, "revision", revision | {"closed_at": instant()})
    return counts


def _the_view(connection: sqlite3.Connection, revision: Mapping[str, Any]) -> View:
    view = load_view(connection, revision["fourfour"])
    if view is None:
        raise view_not_found(revision["fourfour"])
    return view


def _find_output(connection: sqlite3.Connection, output_id: int) -> tuple[Document, Document]:
    for source in fetch_all(connection, "source"):
        for schema in source["schemas"]:
            if any(output["id"] == output_id for output in schema["output_schemas"]):
                return source, find_output(schema, str(output_id))
    raise invalid("There is no such output schema", {"output_schema_id": output_id})


def _rename_fields(connection: sqlite3.Connection, view: View, parsed: Parsed, output: Mapping[str, Any]) -> None:
    """Gives the dataset's own columns the field names that an output schema of a view source has for them."""
    for column in output["output_columns"]:
        rule = read_transform(column["transform"]["transform_expr"], parsed.field_names, parsed.types)
        field = view.field(rule.input)
        if field is not None and field.field_name != column["field_name"]:
            connection.execute("UPDATE field SET field_name = ? WHERE id = ?", (column["field_name"], field.id))


def _set_schema(connection: sqlite3.Connection, view: View, output: Mapping[str, Any], action: str, *, keeps_rows: bool) -> View:
    """Makes the dataset's columns fit the output schema; a replace takes columns away that it does not have, and describes the others
    anew."""
    wanted = {column["field_name"]: column for column in output["output_columns"]}
    for name, column in wanted.items():
        known = view.field(name)
        if known is not None and known.type != BY_NAME[column["transform"]["output_soql_type"]]:
            raise invalid(f"Column '{name}' is of type {known.type.soql}", {"column": name})
    new = [_as_new_field(column) for name, column in wanted.items() if view.field(name) is None]
    ids = set(add_fields(connection, view.id, new))
    for field in load_fields(connection, view.id):
        if field.id in ids:
            add_column(connection, view, field)
    key = next((name for name, column in wanted.items() if column["is_primary_key"]), None)
    if key is not None and (view.identifier is None or view.identifier.field_name != key):
        set_identifier(connection, view.id, load_fields(connection, view.id), key)
    changed = load_view(connection, view.id)
    if changed is None:
        raise view_not_found(view.id)
    if action == "replace":
        _drop_others(connection, changed, set(wanted))
        _describe_fields(connection, changed, wanted)
        if not keeps_rows:
            connection.execute(f"DELETE FROM {changed.table}")
            connection.execute("UPDATE view SET row_count = 0 WHERE id = ?", (view.id,))
        changed = load_view(connection, view.id) or changed
    index_identifier(connection, changed)
    return changed


def _as_new_field(column: Mapping[str, Any]) -> NewField:
    extras = {"description": column["description"], "format": column["format"]}
    datatype = BY_NAME[column["transform"]["output_soql_type"]]
    return NewField(column["display_name"], column["field_name"], datatype, column["position"], extras)


def _describe_fields(connection: sqlite3.Connection, view: View, wanted: Mapping[str, Mapping[str, Any]]) -> None:
    for field in view.fields:
        if (column := wanted.get(field.field_name)) is not None:
            sent = {"name": column["display_name"], **{key: column[key] for key in ("description", "format", "position")}}
            change_field(connection, view, field, sent)


def _drop_others(connection: sqlite3.Connection, view: View, wanted: set[str]) -> None:
    for field in view.fields:
        if field.field_name not in wanted:
            if field.id == view.row_identifier:
                raise invalid("The row identifier cannot be left out", {"column": field.field_name})
            connection.execute("DELETE FROM field WHERE id = ?", (field.id,))
            connection.execute(f"ALTER TABLE {view.table} DROP COLUMN {field.sql}")


def _write(connection: sqlite3.Connection, view: View, source: Document, output: Document, action: str) -> Document:
    columns = output_values(parse_source(connection, source), output)
    fields = tuple(field for column in output["output_columns"] if (field := view.field(column["field_name"])) is not None)
    rows = [tuple(None if isinstance(value, Failed) else value for value in row) for row in zip(*columns, strict=True)]
    if view.identifier is not None:
        if view.identifier not in fields:
            raise invalid("The row identifier is not among the columns", {"column": view.identifier.field_name})
        place = fields.index(view.identifier)
        rows = [row for row in rows if row[place] is not None]
    batch = Batch(fields, range(len(rows)), rows, deleted=[True] * len(rows) if action == "delete" else None)
    tally = write_rows(connection, view, [batch])
    return {"Rows Created": tally.created, "Rows Updated": tally.updated, "Rows Deleted": tally.deleted, "Errors": output["error_count"]}

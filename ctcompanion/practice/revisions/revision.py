"""Revisions: a change to a dataset, prepared step by step and applied at once. Create, list, show, change, plan, discard, apply."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.identity import User
from ctcompanion.practice.refusal import Refusal, invalid
from ctcompanion.practice.revisions.keep import Document, fetch, fetch_all, instant, keep, new_number
from ctcompanion.practice.revisions.links import answer, envelope, job_links, revision_links
from ctcompanion.practice.revisions.work import STEPS, run_job, start_job, waits_for_approval
from ctcompanion.practice.view import find_view
from ctcompanion.practice.views.create import set_expiry, store_new_view
from ctcompanion.practice.views.describe import checked_document

ACTIONS = ("update", "replace", "delete")
PERMISSIONS = (None, "public", "private")


def create_dataset(call: Call) -> Answer:
    """POST /revision: a new dataset, and revision 0 of it."""
    call.user.need("create_datasets")
    sent = call.json_object()
    metadata = sent.get("metadata")
    if not isinstance(metadata, Mapping):
        raise invalid("metadata must be an object with a name")
    action = _action(sent.get("action"))
    with call.seat.write() as connection:
        view_id = store_new_view(connection, {key: value for key, value in metadata.items() if key != "columns"})
        set_expiry(connection, view_id, call.param("deleted_at"))
        revision = _new_revision(connection, call.user, view_id, action, {})
    return answer(revision, revision_links(revision), 201)


def create_revision(call: Call) -> Answer:
    """POST /revision/{4x4}: a new revision of a dataset."""
    sent = call.json_object()
    if "config" in sent:
        raise invalid("The practice portal keeps no saved configurations")
    action, metadata = _action(sent.get("action")), sent.get("metadata") or {}
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "update_view")
        checked_document(view.document, metadata if isinstance(metadata, Mapping) else {"name": None})
        if action["type"] == "delete" and view.row_identifier is None:
            raise invalid("A delete revision needs a dataset with a row identifier")
        revision = _new_revision(connection, call.user, view.id, action, metadata)
    return answer(revision, revision_links(revision), 201)


def _action(sent: Any, known: Mapping[str, Any] = MappingProxyType({})) -> Document:
    if not isinstance(sent or {}, Mapping):
        raise invalid("action must be an object", {"key": "action"})
    action = {"type": "update", "permission": None, **known, **(sent or {})}
    kind, permission = action["type"], action["permission"]
    if kind not in ACTIONS or permission not in PERMISSIONS:
        raise invalid("action.type must be update, replace or delete, action.permission public or private", {"key": "action"})
    return {"type": kind, "permission": permission}


def _new_revision(connection: sqlite3.Connection, user: User, view_id: str, action: Document, metadata: Mapping[str, Any]) -> Document:
    taken = [each["revision_seq"] for each in fetch_all(connection, "revision") if each["fourfour"] == view_id]
    revision: Document = {
        "id": new_number(connection),
        "fourfour": view_id,
        "revision_seq": max(taken, default=-1) + 1,
        "metadata": dict(metadata),
        "action": action,
        "output_schema_id": None,
        "blob_id": None,
        "notes": None,
        "task_sets": [],
        "created_at": instant(),
        "created_by": {"user_id": user.id, "display_name": user.name, "email": ""},
        "closed_at": None,
        "href": [],
        "attachments": [],
    }
    keep(connection, "revision", revision)
    return revision


def find_revision(connection: sqlite3.Connection, call: Call) -> Document:
    """The revision that a path names; Refusal 404."""
    view = find_view(connection, call.parts["id"], call.user, "update_view")
    for revision in fetch_all(connection, "revision"):
        if revision["fourfour"] == view.id and str(revision["revision_seq"]) == call.parts["seq"]:
            revision["task_sets"] = [fetch(connection, "job", job["id"]) for job in revision["task_sets"]]
            return revision
    raise Refusal(404, "not_found", "There is no such revision", {"revision_seq": call.parts["seq"][:40]})


def list_revisions(call: Call) -> Answer:
    """GET /revision/{4x4}: the newest first; ?open=true leaves closed ones out."""
    with call.seat.read() as connection:
        view = find_view(connection, call.parts["id"], call.user, "update_view")
        found = [each for each in fetch_all(connection, "revision") if each["fourfour"] == view.id]
    if call.param("open") == "true":
        found = [each for each in found if each["closed_at"] is None]
    return said([envelope(each, revision_links(each)) for each in found])


def show_revision(call: Call) -> Answer:
    """GET /revision/{4x4}/{seq}."""
    with call.seat.read() as connection:
        revision = find_revision(connection, call)
    return answer(revision, revision_links(revision))


def update_revision(call: Call) -> Answer:
    """PUT or PATCH: metadata, notes, action or the output schema to apply."""
    sent = call.json_object()
    with call.seat.write() as connection:
        revision = _open_revision(connection, call)
        view = find_view(connection, revision["fourfour"], call.user)
        if "metadata" in sent:
            checked_document(view.document, sent["metadata"] if isinstance(sent["metadata"], Mapping) else {"name": None})
        changes: Document = {key: sent[key] for key in ("metadata", "notes", "output_schema_id") if key in sent}
        if "action" in sent:
            changes["action"] = _action(sent["action"], revision["action"])
        revision |= changes
        keep(connection, "revision", revision)
    return answer(revision, revision_links(revision))


def _open_revision(connection: sqlite3.Connection, call: Call) -> Document:
    revision = find_revision(connection, call)
    if revision["closed_at"] is not None or revision["task_sets"]:
        raise Refusal(409, "revision_closed", "This revision was applied or discarded; it cannot be used again")
    return revision


def discard(call: Call) -> Answer:
    """DELETE: closes a revision for good."""
    with call.seat.write() as connection:
        revision = _open_revision(connection, call) | {"closed_at": instant()}
        keep(connection, "revision", revision)
    return answer(revision, revision_links(revision), 201)


def plan(call: Call) -> Answer:
    """GET .../plan: the steps that applying will take."""
    with call.seat.read() as connection:
        revision = find_revision(connection, call)
    steps = [step for step in STEPS if step != "set_permission" or revision["action"]["permission"]]
    return answer_list([{"type": step} for step in steps])


def answer_list(items: list[Document]) -> Answer:
    """A resource that is a list."""
    return said({"resource": items, "links": {}})


def apply(call: Call) -> Answer:
    """PUT .../apply: starts the job, once. With the approval queue on, a revision that makes public waits for a person."""
    sent = call.json_object()
    with call.seat.write() as connection:
        revision = _open_revision(connection, call)
        if sent.get("output_schema_id") is not None:
            revision["output_schema_id"] = sent["output_schema_id"]
        waiting = waits_for_approval(connection, call.seat, revision, call.user)
        job = start_job(connection, revision, call.request_id, waiting=waiting)
    if waiting:
        return said({"key": "approval_submitted", "message": "This revision was submitted for approval", "links": {}})
    call.seat.work(f"job {job['id']}", lambda: run_job(call.seat, job["id"]))
    return answer(job, job_links(revision, job["id"]))


def show_job(call: Call) -> Answer:
    """GET .../apply/{job}: 202 with the job's status."""
    with call.seat.read() as connection:
        revision = find_revision(connection, call)
        job = fetch(connection, "job", call.parts["job"])
        waiting = bool(job.get("waiting"))
    if job["finished_at"] is None and not waiting:
        call.seat.work(f"job {job['id']}", lambda: run_job(call.seat, job["id"]))
    return answer(job, job_links(revision, job["id"]), 202)

"""Who may see a dataset: setPermission, permissions, and the approval queue that a wider audience passes through."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.identity import OWNER, User, need_sign_in
from ctcompanion.practice.refusal import Refusal, invalid, not_permitted
from ctcompanion.practice.view import View, find_view, load_approvals, now, touch

AUDIENCES = {"public.read": "public", "public": "public", "private": "private", "site": "site"}


def set_permission(call: Call) -> Answer:
    """PUT ?method=setPermission&value=public.read|private|site (or the value as a JSON text in the body). Answers empty."""
    value: Any = call.param("value") or (call.json() if call.body.strip() else None)
    if not isinstance(value, str) or value not in AUDIENCES:
        raise invalid("Permission must be public.read, site or private", {"key": "value"})
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "grant")
        change_audience(connection, view, AUDIENCES[value], call.user, waits=call.seat.switches.approval)
    return Answer()


def change_audience(connection: sqlite3.Connection, view: View, audience: str, user: User, *, waits: bool) -> str:
    """Sets the audience, or files an ask for public that waits for a person. Gives "done" or "pending"."""
    if audience == "public" and view.audience != "public":
        _file_ask(connection, view, user, waits=waits)
        if waits:
            return "pending"
    connection.execute("UPDATE view SET audience = ? WHERE id = ?", (audience, view.id))
    touch(connection, view.id)
    return "done"


def _file_ask(connection: sqlite3.Connection, view: View, user: User, *, waits: bool) -> None:
    if any(ask["state"] == "pending" for ask in load_approvals(connection, view.id)):
        return
    at = now() // 1000
    ask: dict[str, Any] = {
        "reviewedAutomatically": not waits,
        "state": "pending" if waits else "approved",
        "submissionId": view.number * 100 + len(load_approvals(connection, view.id)) + 1,
        "submissionObject": "public_audience_request",
        "submissionOutcome": "change_audience",
        "submittedAt": at,
        "targetAudience": "public",
        "workflowId": 2285,
        "submissionDetails": {"permissionType": "READ"},
        "submitter": {"id": user.id, "displayName": user.name},
    }
    if not waits:
        ask |= {"reviewedAt": at, "submissionOutcomeApplication": {"endedAt": at, "failureCount": 0, "startedAt": at, "status": "success"}}
    connection.execute("INSERT INTO approval(view_id, document) VALUES(?, ?)", (view.id, json.dumps(ask)))


def decide(connection: sqlite3.Connection, view_id: str, outcome: str) -> bool:
    """A reviewer's word, approved or rejected, on the ask that waits; False where none does."""
    row = connection.execute("SELECT id, document FROM approval WHERE view_id = ? ORDER BY id DESC LIMIT 1", (view_id,)).fetchone()
    if row is None or json.loads(row[1])["state"] != "pending":
        return False
    ask = json.loads(row[1]) | {"state": outcome, "reviewedAt": now() // 1000, "reviewedAutomatically": False}
    connection.execute("UPDATE approval SET document = ? WHERE id = ?", (json.dumps(ask), row[0]))
    if outcome == "approved":
        connection.execute("UPDATE view SET audience = 'public' WHERE id = ?", (view_id,))
    touch(connection, view_id)
    return True


def read_permissions(call: Call) -> Answer:
    """GET .../permissions."""
    with call.seat.read() as connection:
        view = find_view(connection, call.parts["id"], call.user)
    need_sign_in(call.user)
    level = [{"name": "current_owner", "version": "all"}]
    person = {"id": OWNER.id, "displayName": OWNER.name, "email": "", "type": "user", "accessLevels": level}
    shared = [] if view.audience == "private" else [{"name": "viewer", "version": "published"}]
    return said({"scope": view.audience, "accessLevels": shared, "users": [person]})


def write_permissions(call: Call) -> Answer:
    """PUT .../permissions: the scope changes; who owns the dataset does not."""
    scope = call.json_object().get("scope")
    if scope not in ("private", "public", "site"):
        raise invalid("scope must be private, site or public", {"key": "scope"})
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "grant")
        change_audience(connection, view, scope, call.user, waits=call.seat.switches.approval)
    return read_permissions(call)


def read_approvals(call: Call) -> Answer:
    """GET .../approvals: with method=guidance_v2 what a change of audience would mean, else the asks so far."""
    need_sign_in(call.user)
    with call.seat.read() as connection:
        view = find_view(connection, call.parts["id"], call.user)
        asks = load_approvals(connection, view.id)
    if call.param("method") != "guidance_v2":
        return said(asks)
    waits = call.seat.switches.approval
    return said(
        {
            "id": view.id,
            "currentState": asks[0]["state"] if asks else "not_submitted",
            "guidanceSummary": {
                "expectedApproval": "manual" if waits else "automatic",
                "willEnterQueue": waits,
                "targetAudience": "public",
            },
        }
    )


def write_approvals(call: Call) -> Answer:
    """POST .../approvals: method=startWorkflowSubmission asks; an administrator may send {"state": "approved"|"rejected"}."""
    sent = call.json_object()
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "grant")
        if call.param("method") == "startWorkflowSubmission":
            change_audience(connection, view, "public", call.user, waits=call.seat.switches.approval)
        elif "approve" not in call.user.domain_rights:
            raise not_permitted()
        elif not decide(connection, view.id, _outcome(sent.get("state"))):
            raise Refusal(409, "invalid_state", "Nothing waits for approval")
        return said(load_approvals(connection, view.id))


def _outcome(state: Any) -> str:
    if state not in ("approved", "rejected"):
        raise invalid("state must be approved or rejected", {"key": "state"})
    return str(state)

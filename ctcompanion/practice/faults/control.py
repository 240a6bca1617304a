"""`/practice-control`: faults, switches, reset, approval and the log of calls. Not a part of Socrata's API; for the seat's owner only."""

from __future__ import annotations

from dataclasses import asdict

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.faults.rules import KINDS, read_rules, read_switches
from ctcompanion.practice.refusal import Refusal, invalid
from ctcompanion.practice.revisions.work import release_approved
from ctcompanion.practice.view import find_view
from ctcompanion.practice.views.permission import decide


def show(call: Call) -> Answer:
    """How the seat is set: its switches, its rules with how often each was looked at, and every kind of fault in words."""
    call.user.need("grant")
    seat = call.seat
    return said(
        {"seat": seat.name, "switches": asdict(seat.switches), "rules": [asdict(rule) for rule in seat.rules], "kinds": dict(KINDS)}
    )


def set_faults(call: Call) -> Answer:
    """POST {"rules": [...]}: these rules and no others; an empty list ends all faults."""
    call.user.need("grant")
    call.seat.rules = list(read_rules(call.json_object().get("rules", [])))
    return show(call)


def set_switches(call: Call) -> Answer:
    """POST {"lag_seconds": 2, "approval": true, "token_expired": false}: any of them."""
    call.user.need("grant")
    call.seat.switch(**read_switches(call.json_object()))
    return show(call)


def reset(call: Call) -> Answer:
    """POST: the seat is empty again."""
    call.user.need("grant")
    call.seat.reset()
    return show(call)


def approve(call: Call) -> Answer:
    """POST {"id": ..., "outcome": "approved" or "rejected"}: the word of a reviewer on an ask that waits."""
    call.user.need("grant")
    sent = call.json_object()
    if sent.get("outcome") not in ("approved", "rejected"):
        raise invalid("outcome must be approved or rejected")
    with call.seat.write() as connection:
        view = find_view(connection, str(sent.get("id")), call.user, "grant")
        if not decide(connection, view.id, sent["outcome"]):
            raise Refusal(409, "invalid_state", "Nothing waits for approval")
    release_approved(call.seat, view.id)
    return said({"id": view.id, "state": sent["outcome"]})


def log_of_calls(call: Call) -> Answer:
    """GET: the last calls, the newest last; never a body."""
    call.user.need("grant")
    return said(list(call.seat.calls))

"""Does what a rule says with a call: refuses it, does the work and hides that, or spoils the answer."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import replace

from ctcompanion.practice.call import Answer, Call, refused, said
from ctcompanion.practice.faults.rules import STATUSES, Rule
from ctcompanion.practice.refusal import Refusal, bad_credentials

Handler = Callable[[Call], Answer]
LOGIN_PAGE = b"<!DOCTYPE html><html lang=en><title>Sign in</title><h1>Sign in</h1><form method=post><input name=user></form></html>"


def perform(rule: Rule, call: Call, handler: Handler) -> Answer:
    """The answer of a call that a rule strikes."""
    if rule.kind in STATUSES:
        return _status(rule, call, handler)
    return _BY_KIND[rule.kind](rule, call, handler)


def _status(rule: Rule, call: Call, handler: Handler) -> Answer:
    if rule.after:
        handler(call)
    code, message = STATUSES[rule.kind]
    headers = {"Retry-After": str(rule.retry_after)} if rule.kind in {"429", "503"} else {}
    return refused(Refusal(int(rule.kind), code, message, headers=headers))


def _reset_before(rule: Rule, call: Call, handler: Handler) -> Answer:
    del call, handler
    return Answer(delivery="reset", seconds=rule.seconds if rule.kind == "hang-before" else 0.0)


def _reset_after(rule: Rule, call: Call, handler: Handler) -> Answer:
    del rule
    handler(call)
    return Answer(delivery="reset")


def _delivered(rule: Rule, call: Call, handler: Handler) -> Answer:
    delivery = {"hang-after": "whole", "drip": "drip", "cut": "cut"}[rule.kind]
    return replace(handler(call), delivery=delivery, seconds=0.0 if rule.kind == "cut" else rule.seconds)


def _accepted(rule: Rule, call: Call, handler: Handler) -> Answer:
    ticket = str(uuid.uuid4())
    call.seat.tickets[ticket] = [rule.polls, handler(call)]
    body: dict[str, object] = {"code": "accepted", "error": False}
    headers: dict[str, str] = {}
    if rule.kind == "202":
        body["ticket"] = ticket
    elif rule.kind == "202-location":
        headers = {"Location": f"{call.url}{call.path}?ticket={ticket}", "Retry-After": str(rule.retry_after)}
    return said(body, 202, headers)


def ask_ticket(call: Call) -> Answer:
    """GET with ?ticket=: 202 while the work goes on, then its answer; Refusal 404 on an unknown ticket."""
    known = call.seat.tickets.get(call.param("ticket"))
    if known is None:
        raise Refusal(404, "not_found", "There is no such ticket")
    if known[0] > 0:
        known[0] -= 1
        return said({"code": "accepted", "error": False, "ticket": call.param("ticket")}, 202)
    answer: Answer = known[1]
    return answer


def _errors_inside(rule: Rule, call: Call, handler: Handler) -> Answer:
    if call.kind not in {"upsert", "replace"}:
        handler(call)
        return said({"error": True, "code": "internal-error", "message": "Something went wrong inside"})
    answer = handler(replace(call, body=without_last_rows(call, rule.rows)))
    if answer.status != 200 or not isinstance(answer.body, bytes):
        return answer
    tally = json.loads(answer.body)
    return said({**tally, "Errors": rule.rows}, content_type=answer.content_type)


def without_last_rows(call: Call, count: int) -> bytes:
    """A body of rows without its last ones."""
    if call.headers.get("content-type", "").startswith("text/csv"):
        lines = call.body.splitlines(keepends=True)
        return b"".join(lines[: max(1, len(lines) - count)])
    sent = json.loads(call.body)
    rows = sent if isinstance(sent, list) else [sent]
    return json.dumps(rows[: max(0, len(rows) - count)]).encode()


def _spoiled(rule: Rule, call: Call, handler: Handler) -> Answer:
    answer = handler(call)
    whole = answer.body if isinstance(answer.body, bytes) else b"".join(answer.body)
    return replace(answer, body=whole[: len(whole) // 2] if rule.kind == "truncated" else b"")


def _login_page(rule: Rule, call: Call, handler: Handler) -> Answer:
    del rule, call, handler
    return Answer(LOGIN_PAGE, 200, "text/html; charset=utf-8")


def _redirect(rule: Rule, call: Call, handler: Handler) -> Answer:
    del rule, handler
    return Answer(status=302, headers={"Location": f"{call.url}{call.path}"})


def _saved(rule: Rule, call: Call, handler: Handler) -> Answer:
    del rule
    handler(call)
    return refused(Refusal(400, None, "Row data was saved. However, the metadata could not be updated"))


def _mirror(rule: Rule, call: Call, handler: Handler) -> Answer:
    del rule, call, handler
    return refused(Refusal(403, None, "Cannot update a synced dataset manually"))


def _old_state(rule: Rule, call: Call, handler: Handler) -> Answer:
    if "id" in call.parts:
        stale = rule.kind == "stale-read"
        call.seat.keep_old_state(call.parts["id"], 0.0 if stale else rule.seconds, rule.reads if stale else 0)
    return handler(call)


def _token_expired(rule: Rule, call: Call, handler: Handler) -> Answer:
    del rule, handler
    call.seat.switch(token_expired=True)
    return refused(bad_credentials())


_BY_KIND: dict[str, Callable[[Rule, Call, Handler], Answer]] = {
    "refuse": _reset_before,
    "reset-before": _reset_before,
    "hang-before": _reset_before,
    "reset-after": _reset_after,
    "hang-after": _delivered,
    "drip": _delivered,
    "cut": _delivered,
    "202": _accepted,
    "202-location": _accepted,
    "202-bare": _accepted,
    "errors-inside": _errors_inside,
    "truncated": _spoiled,
    "empty": _spoiled,
    "html-login": _login_page,
    "redirect": _redirect,
    "row-data-saved": _saved,
    "mirror": _mirror,
    "stale-read": _old_state,
    "lag": _old_state,
    "token-expired": _token_expired,
}

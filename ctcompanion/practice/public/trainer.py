"""The trainer's page of a seat: its switches, its faults, who waits for approval, the last calls, another seat, and a fresh start.

A form counts only with the token that this page gave: no other site can press a button here.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote

from itsdangerous import BadSignature, URLSafeTimedSerializer

from ctcompanion.practice.call import Answer, Call
from ctcompanion.practice.faults.rules import KINDS, STATUSES, Rule, read_rules, read_switches
from ctcompanion.practice.public.pages import page
from ctcompanion.practice.refusal import Refusal, invalid
from ctcompanion.practice.revisions.work import release_approved
from ctcompanion.practice.seats import RESERVED, SEAT_NAME
from ctcompanion.practice.view import View, all_views, load_all_approvals
from ctcompanion.practice.views.permission import decide

HOURS = 12
LAST_CALLS = 25
CALLS: Mapping[str, str] = {
    "upsert": "sending rows",
    "create": "creating a dataset",
    "columns": "adding columns",
    "update metadata": "changing the description",
    "update column": "changing a column's description",
    "attach": "attaching a file",
    "publish": "publishing",
    "permission": "making public or private",
    "copy": "making a working copy",
    "replace": "replacing all rows",
    "delete": "deleting a dataset",
    "view": "reading a description",
    "read": "reading rows",
    "replication": "asking whether reads are up to date",
    "catalogue": "searching the catalogue",
    "who am i": "testing the key",
    "create revision": "beginning a revision",
    "upload": "uploading a file",
    "chunk": "uploading a part of a file",
    "apply": "applying a revision",
    "job": "asking how a revision goes",
    "*": "asking anything",
}
"""The calls that a training is about, in the order in which a person meets them."""
STORIES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "The answer is lost",
        "Rows arrive, the line breaks before the portal can say so. Publishing again must not double them.",
        {"kind": "reset-after", "call": "upsert"},
    ),
    (
        "The portal is down for a moment",
        "The next two times that rows are sent, the portal says that it is not available.",
        {"kind": "503", "call": "upsert", "times": 2},
    ),
    ("The key runs out", "The next call with a key, and every later one, is refused until the switch is off.", {"kind": "token-expired"}),
    ("Slow down, please", "The next three calls are refused: too many requests.", {"kind": "429", "times": 3}),
    (
        "Some rows are refused",
        "The portal leaves the last three rows out. Its answer looks like success and only counts them as errors.",
        {"kind": "errors-inside", "call": "upsert", "rows": 3},
    ),
    ("A login page instead of an answer", "As in a network that wants you to sign in first.", {"kind": "html-login", "call": "view"}),
)


def trainer(call: Call, problem: str = "", status: int = 200) -> Answer:
    """The page."""
    with call.seat.read() as connection:
        views = all_views(connection)
        asks = load_all_approvals(connection)
    return page(
        call,
        "trainer.html",
        status,
        problem=problem,
        token=_signer(call).dumps("trainer"),
        switches=call.seat.switches,
        rules=[(number, _said(rule)) for number, rule in enumerate(call.seat.rules)],
        stories=[(name, text) for name, text, _ in STORIES],
        kinds=KINDS,
        calls=CALLS,
        waiting=[view for view in views if any(ask["state"] == "pending" for ask in asks.get(view.id, ()))],
        datasets=_counted(views),
        last=_last_calls(call),
    )


def _last_calls(call: Call) -> list[dict[str, Any]]:
    """What clients asked, the newest first; visits of pages, this one among them, are left out."""
    asked = [entry for entry in list(call.seat.calls) if entry["call"] not in {"page", "control"}]
    return [
        {**entry, "ago": round(time.time() - entry["at"]), "words": CALLS.get(entry["call"], entry["call"])}
        for entry in asked[-LAST_CALLS:][::-1]
    ]


def press(call: Call) -> Answer:
    """POST of one of the page's forms: does it and shows the page again; what cannot be done is said on it."""
    form = dict(parse_qsl(call.body.decode("utf-8", "replace"), keep_blank_values=True))
    try:
        _check(call, form.get("token", ""))
        to = _DEEDS[form.get("do", "")](call, form) or f"{call.base}/trainer"
    except KeyError:
        return trainer(call, "This button is not known.", 400)
    except Refusal as refusal:
        return trainer(call, f"{refusal.message.rstrip('.')}.", refusal.status)
    return Answer(status=303, headers={"Location": to})


def _signer(call: Call) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(call.seat.secret(), salt="trainer")


def _check(call: Call, token: str) -> None:
    try:
        _signer(call).loads(token, max_age=HOURS * 3600)
    except BadSignature:
        raise Refusal(403, "permission_denied", "This page is too old. Press the button again") from None


def _switch(call: Call, form: Mapping[str, str]) -> None:
    wanted = {"lag_seconds": _number(form, "lag_seconds", 0.0), "approval": "approval" in form, "token_expired": "token_expired" in form}
    call.seat.switch(**read_switches(wanted))


def _add(call: Call, form: Mapping[str, str]) -> None:
    numbers = {name: int(_number(form, name, 1)) for name in ("nth", "times", "rows", "reads", "polls", "retry_after")}
    sent = {"kind": form.get("kind", ""), "call": form.get("call", "*"), "after": "after" in form, "seconds": _number(form, "seconds", 2.0)}
    call.seat.rules = [*call.seat.rules, *read_rules([{**sent, **numbers}])]


def _tell(call: Call, form: Mapping[str, str]) -> None:
    chosen = [rule for name, _, rule in STORIES if name == form.get("story")]
    call.seat.rules = [*call.seat.rules, *read_rules(chosen)]


def _take_away(call: Call, form: Mapping[str, str]) -> None:
    call.seat.rules = [rule for number, rule in enumerate(call.seat.rules) if str(number) != form.get("number")]


def _end_all(call: Call, _: Mapping[str, str]) -> None:
    call.seat.rules = []
    call.seat.switch(token_expired=False)


def _answer_ask(call: Call, form: Mapping[str, str]) -> None:
    outcome = form.get("outcome", "")
    if outcome not in {"approved", "rejected"}:
        raise invalid("Approve or reject")
    with call.seat.write() as connection:
        if not decide(connection, form.get("id", ""), outcome):
            raise Refusal(409, "invalid_state", "Nothing waits for approval any more")
    release_approved(call.seat, form.get("id", ""))


def _reset(call: Call, form: Mapping[str, str]) -> None:
    if "sure" not in form:
        raise invalid("Tick the box first: everything in this seat is deleted")
    call.seat.reset()


def _open_seat(call: Call, form: Mapping[str, str]) -> str:
    name = form.get("seat", "").strip().lower()
    if not SEAT_NAME.fullmatch(name) or name in RESERVED:
        raise invalid("A seat's name is small letters, digits and hyphens, such as ana or seat-12")
    return f"{call.base.removesuffix(f'/{call.seat.name}')}/{quote(name)}/trainer"


_DEEDS: Mapping[str, Callable[[Call, Mapping[str, str]], str | None]] = {
    "switch": _switch,
    "add": _add,
    "tell": _tell,
    "take away": _take_away,
    "end all": _end_all,
    "answer": _answer_ask,
    "reset": _reset,
    "open seat": _open_seat,
}


def _number(form: Mapping[str, str], name: str, default: float) -> float:
    try:
        found = float(form.get(name) or default)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise invalid(f"“{name.replace('_', ' ')}” must be a number")
    return found


def _said(rule: Rule) -> str:
    """A fault as a trainer tells it; its own name stands at the end, for whoever sets faults by a program."""
    where = CALLS.get(rule.call, rule.call)
    until = "every time" if rule.times == 0 else "once" if rule.times == 1 else f"{rule.times} times"
    begin = "" if rule.nth == 1 else f" from the {rule.nth}. time on"
    over = rule.times and rule.seen >= rule.nth + rule.times - 1
    so_far = "It has happened." if over else "It has not happened yet." if rule.seen < rule.nth else "It goes on."
    return f"When {where}, {until}{begin}: the portal {_does(rule)}. {so_far} ({rule.kind})"


def _does(rule: Rule) -> str:
    """What a fault does, with its own numbers in the words."""
    if rule.kind in STATUSES:
        return f"does the work, then answers {rule.kind}" if rule.after else f"answers {rule.kind} and does nothing"
    numbers = {"seconds": f"{rule.seconds:g} seconds", "rows": str(rule.rows), "reads": str(rule.reads), "polls": str(rule.polls)}
    return re.sub("`([a-z]+)`", lambda found: numbers[found[1]], KINDS[rule.kind])


def _counted(views: list[View]) -> str:
    public = sum(view.public for view in views)
    return f"{len(views)} {'dataset' if len(views) == 1 else 'datasets'}, {public} public"

"""What a portal can be told to do wrong: a rule names a kind of fault, the call it strikes, and which time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from ctcompanion.practice.refusal import invalid
from ctcompanion.practice.seats import Seat, Switches

STATUSES: Mapping[str, tuple[str, str]] = {
    "401": ("authentication_required", "Invalid username or password"),
    "403": ("permission_denied", "You do not have permission to do this"),
    "404": ("not_found", "Not found"),
    "408": ("request-timeout", "The request took too long"),
    "409": ("soda.dataset.cannot-acquire-write-lock", "Another write is running: wait and retry"),
    "413": ("req.body.too-large", "The request body is too large; the limit is 1 bytes"),
    "429": ("too-many-requests", "Too many requests"),
    "500": ("internal-error", "There was an internal error"),
    "502": ("bad-gateway", "Bad gateway"),
    "503": ("service-unavailable", "The service is not available"),
    "504": ("gateway-timeout", "The gateway got no answer in time"),
}
KINDS: Mapping[str, str] = {
    **{status: f"answers {status} and does nothing; with `after`, does the work first" for status in STATUSES},
    "refuse": "cuts the connection before the request is read",
    "reset-before": "cuts the connection when the request is read, does nothing",
    "reset-after": "does the work and commits, then cuts the connection",
    "hang-before": "waits `seconds`, then cuts the connection; does nothing",
    "hang-after": "does the work, waits `seconds`, then answers",
    "drip": "does the work and answers byte by byte over `seconds`",
    "cut": "does the work and cuts the connection in the middle of the answer",
    "202": "does the work, answers 202 with a ticket; `polls` more times 202, then the answer",
    "202-location": "does the work, answers 202 with Location and Retry-After instead of a ticket; `polls` more times 202, then the answer",
    "202-bare": "does the work, answers 202 with neither",
    "errors-inside": "leaves out the last `rows` rows and counts them under Errors, with 200",
    "truncated": "does the work and sends half of the JSON, with 200",
    "empty": "does the work and sends an empty answer, with 200",
    "html-login": "answers 200 with a login page in HTML, does nothing",
    "redirect": "answers 302 to the same address, does nothing",
    "row-data-saved": "does the work, answers 400 with a message that starts 'Row data was saved.'",
    "mirror": "answers 403, for the id is a mirror copy, and does nothing",
    "stale-read": "does the work; the next `reads` reads of the dataset still show the state before",
    "lag": "does the work; for `seconds` reads of the dataset show the state before",
    "token-expired": "answers 401 to this and every later call with a key, until the switch is reset",
}
"""Every kind of fault, in words."""


LONGEST = 86_400
"""No fault or switch holds for more than a day, or so many times."""


@dataclass
class Rule:
    """One fault. It strikes calls of kind `call` ("*": any), from the `nth` on, `times` times (0: for ever). `seen` counts such calls."""

    kind: str
    call: str = "*"
    nth: int = 1
    times: int = 1
    after: bool = False
    seconds: float = 2.0
    retry_after: int = 1
    rows: int = 1
    reads: int = 1
    polls: int = 1
    seen: int = 0

    def strikes(self, call: str) -> bool:
        """Counts a call and says whether this rule strikes it."""
        if self.call not in ("*", call):
            return False
        self.seen += 1
        return self.seen >= self.nth and (self.times == 0 or self.seen < self.nth + self.times)


def read_rules(sent: Any) -> list[Rule]:
    """Rules from plain data; Refusal 400 names what is wrong."""
    if not isinstance(sent, list):
        raise invalid("rules must be a list")
    return [_read_rule(entry) for entry in sent]


def _read_rule(entry: Any) -> Rule:
    types = {field.name: type(field.default) for field in fields(Rule) if field.name not in ("kind", "seen")}
    if not isinstance(entry, Mapping) or entry.get("kind") not in tuple(KINDS):
        raise invalid(f"A rule needs a kind, one of: {', '.join(KINDS)}")
    for key, value in entry.items():
        wanted: type | None = str if key == "kind" else types.get(key)
        fits = isinstance(value, int | float) if wanted is float else type(value) is wanted
        if not fits or (isinstance(value, int | float) and not isinstance(value, bool) and not 0 <= value <= LONGEST):
            raise invalid(f"'{key}' cannot be set so in a rule", {"key": key})
    return Rule(**entry)


def read_switches(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Changes of a seat's switches from plain data; Refusal 400 names what is wrong."""
    known = {field.name: type(field.default) for field in fields(Switches)}
    for key, value in sent.items():
        fits = type(value) in (int, float) and 0 <= value <= LONGEST if known.get(key) is float else type(value) is known.get(key)
        if not fits:
            raise invalid(f"'{key}' cannot be set so; the switches are {', '.join(known)}", {"key": key})
    return dict(sent)


def strike(seat: Seat, call: str) -> Rule | None:
    """The first rule that strikes this call; every rule counts it."""
    with seat.lock:
        striking = [rule for rule in seat.rules if rule.strikes(call)]
    return striking[0] if striking else None

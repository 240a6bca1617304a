"""One request and its whole answer, over a session of requests: strict about time, size and what is an answer.

Closed here: time-outs that a slow drip escapes, followed redirects, 202 taken as a result, cut bodies, HTML taken for an answer.
"""

from __future__ import annotations

import copy
import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from ctcompanion.publishing.refusals import refusal
from ctcompanion.publishing.translate import from_answer, from_exception

BLOCK = 64 * 1024
LARGEST_ANSWER = 512 * 1024 * 1024
LONGEST_TICKET_WAIT = 30.0


@dataclass(frozen=True)
class Timing:
    """Seconds. `connect` and `read` as requests knows them; `whole` for one request with everything in it."""

    connect: float = 10.0
    read: float = 300.0
    whole: float = 600.0
    ticket: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


USUAL = Timing()


class Transport:
    """Requests over one session. Remembers the numbers that the portal gave them, and how its clock stands to ours."""

    def __init__(self, session: requests.Session, timing: Timing) -> None:
        self.session = session
        self.timing = timing
        self.request_ids: deque[str] = deque(maxlen=50)
        self.clock_ahead = 0.0

    def hurried(self, seconds: float) -> Transport:
        """The same session and the same memory of request numbers, with less patience."""
        other = copy.copy(self)
        known = self.timing
        other.timing = replace(known, connect=min(known.connect, seconds), read=min(known.read, seconds), whole=min(known.whole, seconds))
        return other

    def ask(self, verb: str, address: str, **kwargs: Any) -> Any:
        """The answer's JSON, or None for an empty body; PortalError for anything else."""
        end = self.timing.clock() + self.timing.whole
        status, headers, body = self._exchange(verb, address, end, **kwargs)
        waited = status == 202
        while status == 202:
            status, headers, body = self._follow(verb, address, headers, body, end)
        return self._json(status, headers, body, may_be_text=waited)

    def _exchange(self, verb: str, address: str, end: float, **kwargs: Any) -> tuple[int, Mapping[str, str], bytes]:
        """One request and its whole answer. The connection is given up when time is over, however slowly it drips."""
        try:
            timeout = (self.timing.connect, self.timing.read)
            with self.session.request(verb, address, timeout=timeout, allow_redirects=False, stream=True, **kwargs) as response:
                self._remember(response.headers)
                return response.status_code, response.headers, self._body(response, end)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise from_exception(error) from None

    def _body(self, response: requests.Response, end: float) -> bytes:
        if 300 <= response.status_code < 400:
            return b""
        blocks: list[bytes] = []
        size, expected = 0, response.headers.get("Content-Length")
        while block := response.raw.read1(BLOCK, decode_content=True):
            blocks.append(block)
            size += len(block)
            if self.timing.clock() > end or size > LARGEST_ANSWER:
                raise refusal("no-answer", request_id=self.last_request)
        encoded = "Content-Encoding" in response.headers
        if expected is not None and expected.isdigit() and not encoded and size < int(expected):
            raise refusal("answer-damaged", request_id=self.last_request)
        return b"".join(blocks)

    def _remember(self, headers: Mapping[str, str]) -> None:
        with suppress(ValueError, TypeError):
            self.clock_ahead = time.time() - parsedate_to_datetime(headers.get("Date", "")).timestamp()
        if number := headers.get("X-Socrata-RequestId"):
            self.request_ids.append("".join(sign for sign in number[:64] if sign.isalnum() or sign == "-"))

    @property
    def last_request(self) -> str | None:
        return self.request_ids[-1] if self.request_ids else None

    def _follow(self, verb: str, address: str, headers: Mapping[str, str], body: bytes, end: float) -> tuple[int, Mapping[str, str], bytes]:
        """Ask again about work that goes on: at its Location, or at the same address with its ticket. Only ever with GET."""
        target, params = _next_address(address, headers, body)
        if target is None and verb == "get":
            target = address
        if target is None or self.timing.clock() > end:
            raise refusal("still-working", request_id=self.last_request)
        self.timing.sleep(min(_retry_after(headers) or self.timing.ticket, LONGEST_TICKET_WAIT))
        return self._exchange("get", target, end, params=params)

    def _json(self, status: int, headers: Mapping[str, str], body: bytes, *, may_be_text: bool) -> Any:
        """The body as JSON; anything but a success is translated."""
        if status not in {200, 201} and not (may_be_text and status == 204):
            raise from_answer(status, body, self.last_request, _retry_after(headers))
        if not body.strip():
            return None
        if "json" not in headers.get("Content-Type", "").lower():
            raise refusal("not-the-portal", request_id=self.last_request)
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            raise refusal("answer-damaged", request_id=self.last_request) from None


def _next_address(address: str, headers: Mapping[str, str], body: bytes) -> tuple[str | None, dict[str, str]]:
    """Where a 202 says that its result will be; None when it says nothing, or points to another host."""
    if location := headers.get("Location"):
        target = urljoin(address, location)
        same = urlsplit(target)[:2] == urlsplit(address)[:2]
        return (target, {}) if same else (None, {})
    try:
        ticket = json.loads(body).get("ticket")
    except (ValueError, AttributeError):
        return None, {}
    return (address, {"ticket": str(ticket)}) if ticket else (None, {})


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds of a Retry-After header, as a number or as a date; 0 without one."""
    said = headers.get("Retry-After", "").strip()
    if said.isdigit():
        return float(said[:9])
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, TypeError):
        return 0.0

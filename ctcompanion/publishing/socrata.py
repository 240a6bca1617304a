"""The only module that knows sodapy. sodapy names the calls; every trap of its transport (2.2.0, unmaintained) is closed here.

Closed: 10 s time-out, followed redirects, 202 taken as a result, bodies cut by StringIO, NaN in JSON, HTML taken for an answer,
error bodies that are lists, ~/.netrc and proxies on loopback, slow drips that no read time-out sees. Never called: delete, replace.
"""

from __future__ import annotations

import copy
import json
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import requests
import sodapy
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth
from urllib3.exceptions import HTTPError

from ctcompanion.publishing.answers import as_count, as_found, as_sent, as_user, as_view
from ctcompanion.publishing.portal import PRIVATE, Count, Found, Sent, User, View
from ctcompanion.publishing.refusals import refusal
from ctcompanion.publishing.translate import from_answer, from_exception

log = logging.getLogger(__name__)

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
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


@dataclass(frozen=True)
class Credentials:
    """An API key (id and secret) and an app token; kept in memory only, never shown."""

    key_id: str = ""
    key_secret: str = ""
    app_token: str = ""

    def __repr__(self) -> str:
        return f"Credentials(has_key={bool(self.key_id)})"

    def __reduce__(self) -> Any:
        raise TypeError("credentials are not written anywhere")


class _NoAuthentication(AuthBase):
    """Says nothing, and so keeps requests from looking into ~/.netrc."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class _StrictClient(sodapy.Socrata):  # type: ignore[misc]
    """sodapy's calls over a transport of our own: same session, same addresses, strict about what is an answer."""

    def __init__(self, domain: str, credentials: Credentials, scheme: str, timing: Timing) -> None:
        super().__init__(
            domain,
            credentials.app_token or "none",  # without one sodapy installs a root log handler
            username=credentials.key_id or None,
            password=credentials.key_secret or None,
            session_adapter={"prefix": f"{scheme}://", "adapter": HTTPAdapter(max_retries=0)},
            timeout=timing.read,
        )
        self.timing = timing
        self.request_ids: deque[str] = deque(maxlen=50)
        self.clock_ahead = 0.0
        if not credentials.app_token:
            self.session.headers.pop("X-App-token", None)
        self.session.headers["Accept"] = "application/json"
        self.session.auth = HTTPBasicAuth(credentials.key_id, credentials.key_secret) if credentials.key_id else _NoAuthentication()
        self.session.trust_env = urlsplit(f"//{domain}").hostname not in LOOPBACK

    def hurried(self, seconds: float) -> _StrictClient:
        """The same session and the same memory of request numbers, with less patience."""
        other = copy.copy(self)
        known = self.timing
        other.timing = replace(known, connect=min(known.connect, seconds), read=min(known.read, seconds), whole=min(known.whole, seconds))
        return other

    def _perform_request(self, request_type: str, resource: str, **kwargs: Any) -> Any:
        """sodapy sends everything through here. JSON, or None for an empty body; PortalError for anything else."""
        address = f"{self.uri_prefix}{self.domain}{resource}"
        end = self.timing.clock() + self.timing.whole
        status, headers, body = self._exchange(request_type, address, end, **kwargs)
        waited = status == 202
        while status == 202:
            status, headers, body = self._follow(request_type, address, headers, body, end)
        return self._json(status, headers, body, may_be_text=waited)

    def send_json(self, resource: str, body: bytes) -> Any:
        """POST bytes that are JSON already: sodapy's own way would parse them or call them CSV."""
        return self._perform_request("post", resource, data=body, headers={"Content-Type": "application/json"})

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


class SocrataPortal:
    """A Socrata portal, real or practice. Satisfies `portal.Portal`. `name`: what recipes and receipts call it, where its address may change."""

    def __init__(
        self, domain: str, credentials: Credentials = Credentials(), *, scheme: str = "https", timing: Timing = Timing(), name: str = ""
    ) -> None:
        self.domain = name or domain
        self.has_key = bool(credentials.key_id)
        self.is_practice = scheme == "http"
        self.address = f"{scheme}://{domain}"
        self._client = _StrictClient(domain, credentials, scheme, timing)

    def __repr__(self) -> str:
        return f"SocrataPortal({self.domain})"

    @property
    def requests(self) -> Sequence[str]:
        return tuple(self._client.request_ids)

    @property
    def clock_ahead(self) -> float:
        """Seconds that this computer's clock is ahead of the portal's, by the last answer; 0 where none said."""
        return self._client.clock_ahead

    def hurried(self, seconds: float) -> SocrataPortal:
        other = copy.copy(self)
        other._client = self._client.hurried(seconds)
        return other

    def link(self, dataset_id: str) -> str:
        return f"{self.address}/d/{dataset_id}"

    def links(self, dataset_id: str) -> Mapping[str, str]:
        data = f"{self.address}/resource/{dataset_id}"
        return {"page": self.link(dataset_id), "csv": f"{data}.csv", "json": f"{data}.json"}

    def who(self) -> User:
        return as_user(self._client._perform_request("get", "/api/users/current.json"))

    def view(self, dataset_id: str) -> View:
        return as_view(self._client.get_metadata(_checked(dataset_id)))

    def create(self, body: Mapping[str, Any]) -> View:
        rest = {key: value for key, value in body.items() if key != "name"}
        return as_view(self._client.create(body["name"], new_backend=True, **rest))

    def discard_draft(self, dataset_id: str, title: str) -> None:
        draft = self.view(dataset_id)
        if draft.id != dataset_id or draft.is_published or draft.audience != PRIVATE or draft.name != title:
            raise refusal("not-a-draft")
        self._client._perform_request("delete", f"/api/views/{_checked(dataset_id)}.json")

    def copy(self, dataset_id: str) -> View:
        return as_view(
            self._client._perform_request("post", f"/api/views/{_checked(dataset_id)}/publication.json", params={"method": "copy"})
        )

    def add_column(self, dataset_id: str, column: Mapping[str, Any]) -> None:
        self._client._perform_update("post", f"/api/views/{_checked(dataset_id)}/columns", dict(column))

    def describe_column(self, dataset_id: str, field: str, description: str) -> None:
        address = f"/api/views/{_checked(dataset_id)}/columns/{quote(field, safe='')}"
        self._client._perform_update("put", address, {"description": description})

    def update(self, dataset_id: str, fields: Mapping[str, Any]) -> View:
        return as_view(self._client.update_metadata(_checked(dataset_id), dict(fields)))

    def publish(self, dataset_id: str) -> View:
        return as_view(self._client.publish(_checked(dataset_id)))

    def set_audience(self, dataset_id: str, audience: str) -> None:
        self._client.set_permission(_checked(dataset_id), audience)

    def upsert(self, dataset_id: str, rows: bytes, count: int) -> Sent:
        answer = self._client.send_json(f"/resource/{_checked(dataset_id)}.json", rows)
        return as_sent(answer, count, self._client.last_request)

    def read(self, dataset_id: str, **soql: str | int) -> list[dict[str, Any]]:
        rows = self._client.get(_checked(dataset_id), **soql)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise refusal("not-the-portal", request_id=self._client.last_request)
        return rows

    def count(self, dataset_id: str) -> Count:
        return as_count(self.read(dataset_id, select="count(*) as how_many, max(:updated_at) as newest"))

    def is_settled(self, dataset_id: str) -> bool:
        said = self._client._perform_request("get", f"/api/views/{_checked(dataset_id)}/replication.json")
        return isinstance(said, dict) and said.get("read_replication_up_to_date") is True

    def search(self, **criteria: Any) -> list[Found]:
        params = [("domains", self._client.domain), ("search_context", self._client.domain)]
        params += [
            (key, str(value)) for key, values in criteria.items() for value in (values if isinstance(values, list | tuple) else [values])
        ]
        said = self._client._perform_request("get", "/api/catalog/v1", params=params)  # sodapy's datasets() raises bare exceptions
        return as_found(said.get("results") if isinstance(said, dict) else None, self.link)


def _checked(dataset_id: str) -> str:
    """Only ids go into an address."""
    left, dash, right = dataset_id.partition("-")
    if not (
        dash and len(left) == len(right) == 4 and (left + right).isalnum() and dataset_id.isascii() and dataset_id == dataset_id.lower()
    ):
        raise refusal("dataset-missing")
    return dataset_id

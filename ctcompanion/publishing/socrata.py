"""The only module that knows sodapy. sodapy names the calls; every trap of its transport (2.2.0, unmaintained) is closed here and in `transport`.

Closed here: 10 s time-out, NaN in JSON, bodies cut by StringIO, error bodies that are lists, ~/.netrc and proxies on loopback.
Never called: delete, replace.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import requests
import sodapy
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth

from ctcompanion.publishing.answers import as_count, as_found, as_sent, as_user, as_view
from ctcompanion.publishing.portal import PRIVATE, Count, Found, Sent, User, View
from ctcompanion.publishing.refusals import refusal
from ctcompanion.publishing.transport import USUAL, Timing, Transport

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})


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
    """sodapy's calls over a transport of our own: same session, same addresses."""

    def __init__(self, domain: str, credentials: Credentials, scheme: str, timing: Timing) -> None:
        super().__init__(
            domain,
            credentials.app_token or "none",  # without one sodapy installs a root log handler
            username=credentials.key_id or None,
            password=credentials.key_secret or None,
            session_adapter={"prefix": f"{scheme}://", "adapter": HTTPAdapter(max_retries=0)},
            timeout=timing.read,
        )
        self.transport = Transport(self.session, timing)
        if not credentials.app_token:
            self.session.headers.pop("X-App-token", None)
        self.session.headers["Accept"] = "application/json"
        self.session.auth = HTTPBasicAuth(credentials.key_id, credentials.key_secret) if credentials.key_id else _NoAuthentication()
        self.session.trust_env = urlsplit(f"//{domain}").hostname not in LOOPBACK

    def hurried(self, seconds: float) -> _StrictClient:
        other = copy.copy(self)
        other.transport = self.transport.hurried(seconds)
        return other

    def _perform_request(self, request_type: str, resource: str, **kwargs: Any) -> Any:
        """sodapy sends everything through here. JSON, or None for an empty body; PortalError for anything else."""
        return self.transport.ask(request_type, f"{self.uri_prefix}{self.domain}{resource}", **kwargs)

    def send_json(self, resource: str, body: bytes) -> Any:
        """POST bytes that are JSON already: sodapy's own way would parse them or call them CSV."""
        return self._perform_request("post", resource, data=body, headers={"Content-Type": "application/json"})


class SocrataPortal:
    """A Socrata portal, real or practice. Satisfies `portal.Portal`. `name`: what recipes and receipts call it, where its address may change."""

    def __init__(
        self, domain: str, credentials: Credentials = Credentials(), *, scheme: str = "https", timing: Timing = USUAL, name: str = ""
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
        return tuple(self._client.transport.request_ids)

    @property
    def clock_ahead(self) -> float:
        """Seconds that this computer's clock is ahead of the portal's, by the last answer; 0 where none said."""
        return self._client.transport.clock_ahead

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
        return as_sent(answer, count, self._client.transport.last_request)

    def read(self, dataset_id: str, **soql: str | int) -> list[dict[str, Any]]:
        rows = self._client.get(_checked(dataset_id), **soql)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise refusal("not-the-portal", request_id=self._client.transport.last_request)
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

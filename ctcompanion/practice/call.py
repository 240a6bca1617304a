"""One request as plain values, and one answer: what every function of the API takes and gives."""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json, to_json

from ctcompanion.practice.identity import User
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.seats import Seat

VIEWS_JSON = "application/json; charset=utf-8"
ROWS_JSON = "application/json;charset=utf-8"


@dataclass(frozen=True)
class Call:
    """A request: `parts` from its path, `params` from its query, header names in lower case, `base` the seat's path prefix."""

    seat: Seat
    user: User
    kind: str
    method: str
    path: str
    parts: Mapping[str, str]
    params: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes
    base: str
    origin: str
    request_id: str

    def param(self, name: str, default: str = "") -> str:
        """The first value of a query parameter."""
        return next((value for key, value in self.params if key == name), default)

    def all_params(self, name: str) -> list[str]:
        """Every value of a repeated query parameter; `name[]` counts as well."""
        return [value for key, value in self.params if key in {name, f"{name}[]"}]

    def json(self) -> Any:
        """The body as JSON, whatever its content type; Refusal 400 with row and column where it is damaged."""
        return parse_json(self.body)

    def json_object(self) -> dict[str, Any]:
        """The body as a JSON object."""
        body = self.json() if self.body.strip() else {}
        if not isinstance(body, dict):
            raise Refusal(400, "invalid_request", "The body must be a JSON object")
        if not _finite(body):
            raise Refusal(400, "invalid_request", "A number in the body is too large")
        return body

    @property
    def url(self) -> str:
        """The seat's address, without a slash at its end."""
        return self.origin + self.base


@dataclass(frozen=True)
class Answer:
    """A response. `body` is bytes, or chunks of bytes for a long one."""

    body: bytes | Iterator[bytes] = b""
    status: int = 200
    content_type: str = VIEWS_JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    delivery: str = "whole"
    """How it is sent: whole; reset (the connection is cut instead); cut (in the middle); drip (over `seconds`)."""
    seconds: float = 0.0
    """How long it is held back, or drips."""


def said(value: Any, status: int = 200, headers: Mapping[str, str] | None = None, content_type: str = VIEWS_JSON) -> Answer:
    """A JSON answer."""
    return Answer(dump(value), status, content_type, headers or {})


def dump(value: Any) -> bytes:
    """Compact JSON in UTF-8."""
    return to_json(value, inf_nan_mode="null")


def refused(refusal: Refusal) -> Answer:
    """The answer that a refusal becomes."""
    return said(refusal.body(), refusal.status, refusal.headers)


def parse_json(body: bytes) -> Any:
    """JSON as the portal reads it: strict UTF-8, no NaN. Refusal 400 names row and column."""
    try:
        return from_json(body.removeprefix(codecs.BOM_UTF8), allow_inf_nan=False, cache_strings="keys")
    except ValueError as error:
        found = re.search(r"line ([0-9]+) column ([0-9]+)", str(error))
        raise _malformed(*(int(number) for number in found.groups()) if found else (1, 1)) from None


def _finite(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_finite, value.values()))
    return all(map(_finite, value)) if isinstance(value, list) else not isinstance(value, float) or math.isfinite(value)


def _malformed(row: int, column: int) -> Refusal:
    message = f"The json request body is malformed at row {row} and column {column}"
    return Refusal(400, "req.body.malformed-json", message, {"row": row, "column": column})

"""One request as plain values, and one answer: what every function of the API takes and gives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

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
    """Compact JSON in UTF-8; lone surrogates, which UTF-8 cannot carry, stay escaped."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()


def refused(refusal: Refusal) -> Answer:
    """The answer that a refusal becomes."""
    return said(refusal.body(), refusal.status, refusal.headers)


def parse_json(body: bytes) -> Any:
    """JSON as the portal reads it: strict UTF-8, no NaN. Refusal 400 names row and column."""
    try:
        text = body.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_no_constant)
        if "\\ud" in text or "\\uD" in text:
            json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair is no text
        return value
    except UnicodeEncodeError:
        raise _malformed(1, 1) from None
    except UnicodeDecodeError as error:
        raise _malformed(body[: error.start].count(b"\n") + 1, 1) from None
    except json.JSONDecodeError as error:
        raise _malformed(error.lineno, error.colno) from None
    except (ValueError, RecursionError):
        raise _malformed(1, 1) from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _malformed(row: int, column: int) -> Refusal:
    message = f"The json request body is malformed at row {row} and column {column}"
    return Refusal(400, "req.body.malformed-json", message, {"row": row, "column": column})

"""What the portal says when it will not do something: one exception, one body shape, as the real portal's error bodies are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):  # noqa: N818 (it is an answer, not a fault of ours)
    """Becomes `{"code", "error": true, "message", "data"}` with its status; `code` and `data` are left out where they are None."""

    def __init__(
        self,
        status: int,
        code: str | None,
        message: str,
        data: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code, self.message = status, code, message
        self.data, self.headers = data, dict(headers or {})

    def body(self) -> dict[str, Any]:
        """The error body, an object in every case."""
        said: dict[str, Any] = {"error": True, "message": self.message}
        if self.code is not None:
            said = {"code": self.code, **said}
        return said if self.data is None else {**said, "data": dict(self.data)}


NOT_KEPT = {"Cache-Control": "private, no-cache, must-revalidate"}
LONGEST_HEADER = 200


def in_header(message: str) -> str:
    """A message as a header may carry it: short, ASCII, no control sign, whatever of the request it repeats."""
    return "".join(sign if " " <= sign <= "~" else "?" for sign in " ".join(message.split())[:LONGEST_HEADER])


def _of_views(status: int, code: str | None, message: str, data: Mapping[str, Any] | None = None) -> Refusal:
    """A refusal of the views API: code and message stand in headers too."""
    headers = {"X-Error-Message": in_header(message), **NOT_KEPT}
    return Refusal(status, code, message, data, headers if code is None else {"X-Error-Code": code, **headers})


def view_not_found(view_id: str) -> Refusal:
    """404 of the views API."""
    return _of_views(404, "not_found", "Not found", {"id": view_id})


def dataset_missing(view_id: str) -> Refusal:
    """404 of the row API."""
    return Refusal(404, "dataset.missing", "Not found", {"id": view_id}, NOT_KEPT)


def invalid(message: str, data: Mapping[str, Any] | None = None) -> Refusal:
    """400 of the views API."""
    return _of_views(400, "invalid_request", message, data)


def wrong_stage(message: str) -> Refusal:
    """409: the dataset is published where a working copy is needed, or the other way round."""
    return _of_views(409, "soda.dataset.incorrect-lifecycle-stage", message)


def not_signed_in() -> Refusal:
    """403 as recorded from a real portal for a caller without credentials."""
    return _of_views(403, None, "You must be logged in to access this resource")


def bad_credentials() -> Refusal:
    """401: the key pair is unknown or has expired."""
    return _of_views(401, "authentication_required", "Invalid username or password")


def not_permitted() -> Refusal:
    """403: signed in, without the right."""
    return _of_views(403, "permission_denied", "You do not have permission to do this")

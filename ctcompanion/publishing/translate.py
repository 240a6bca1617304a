"""Foreign trouble into our own codes: HTTP answers and the exceptions of requests and urllib3. All of them, and no cell value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import requests
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from ctcompanion.publishing.refusals import PortalError, refusal

BY_CODE = {
    "authentication_required": "key-refused",
    "permission_denied": "not-allowed",
    "too-many-requests": "too-many-requests",
    "not_found": "dataset-missing",
    "dataset.missing": "dataset-missing",
    "soda.dataset.not-found": "dataset-missing",
    "soda.row.column-not-found": "column-missing",
    "soda.dataset.column-not-found": "column-missing",
    "soda.column.maltyped": "value-refused",
    "soda.dataset.cannot-acquire-write-lock": "portal-busy",
    "soda.row.dataset-version-mismatch": "dataset-changed",
    "soda.dataset.incorrect-lifecycle-stage": "wrong-stage",
    "req.body.too-large": "too-large",
}
BY_STATUS = {401: "key-refused", 403: "not-allowed", 404: "dataset-missing", 409: "portal-busy", 413: "too-large", 429: "too-many-requests"}
OF_THE_PORTAL = frozenset({401, 403, 404})
"""What these say of a key or a dataset counts only from the portal itself: it answers in JSON, a proxy or a sign-in page in HTML."""
UNCLEAR_STATUSES = frozenset({408, 499})
MIRROR = "Cannot update a synced dataset manually"
ROWS_ARE_IN = "Row data was saved."
FIELD = re.compile(r"(?:field|column) '([a-z0-9_]{1,100})'")


def from_answer(status: int, body: bytes, request_id: str | None, after: float) -> PortalError:
    """An HTTP status that is no success. Status first, then the portal's code; of its words only two are ever read."""
    said = _object(body)
    message = str(said.get("message") or "")
    if 300 <= status < 400:
        return refusal("redirected", request_id=request_id)
    if status == 403 and message.startswith(MIRROR):
        return refusal("mirror-copy", request_id=request_id)
    if status == 400 and message.startswith(ROWS_ARE_IN):
        return refusal("only-metadata-failed", request_id=request_id)
    if status >= 500 or status in UNCLEAR_STATUSES:
        return refusal("portal-trouble", request_id=request_id, after=after)
    by_status = None if status in OF_THE_PORTAL and _is_page(body) else BY_STATUS.get(status)
    code = BY_CODE.get(str(said.get("code") or "")) or by_status or ("request-refused" if said else "not-the-portal")
    return refusal(code, request_id=request_id, place=_field(said, message), after=after)


def _is_page(body: bytes) -> bool:
    return body.lstrip()[:1] == b"<"


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _field(said: Mapping[str, Any], message: str) -> str | None:
    """The column that the portal complains about; its messages also quote the value, which stays out."""
    data = said.get("data")
    column = data.get("column") if isinstance(data, dict) else None
    if isinstance(column, str) and re.fullmatch(r"[a-z0-9_]{1,100}", column):
        return f"column {column}"
    found = FIELD.search(message)
    return f"column {found[1]}" if found else None


def from_exception(error: Exception) -> PortalError:
    """An exception of the transport. Only what surely left nothing behind is called unsent."""
    if isinstance(error, PortalError):
        return error
    if isinstance(error, requests.exceptions.SSLError):
        return refusal("not-secure")
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ProxyError) or _never_connected(error):
        return refusal("portal-unreachable")
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema | requests.exceptions.InvalidSchema):
        return refusal("portal-unreachable")
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return refusal("answer-damaged")
    return refusal("no-answer")


def _never_connected(error: Exception) -> bool:
    """requests wraps urllib3's reason into the arguments of its own ConnectionError."""
    reasons = [getattr(argument, "reason", argument) for argument in error.args]
    return any(isinstance(reason, NewConnectionError | ConnectTimeoutError | NameResolutionError) for reason in reasons)

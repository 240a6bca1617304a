"""What the portal answered, checked for its shape, as our own values. An answer of another shape is no answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ctcompanion.publishing.portal import PRIVATE, PUBLIC, REJECTED, SIGNED_IN, WAITING, Count, Found, LiveColumn, Sent, User, View
from ctcompanion.publishing.refusals import refusal

SOQL_TYPES = {"floating_timestamp": "calendar_date", "fixed_timestamp": "date", "boolean": "checkbox"}
"""The other name of a type, as some answers write it."""


def as_view(said: Any) -> View:
    """A view object (contract 2.6)."""
    if not isinstance(said, Mapping) or not isinstance(said.get("id"), str) or not isinstance(said.get("columns", []), list):
        raise refusal("not-the-portal")
    columns = tuple(_column(column) for column in said.get("columns", []) if isinstance(column, Mapping))
    return View(
        id=said["id"],
        name=str(said.get("name", "")),
        stage=str(said.get("publicationStage", "")),
        audience=_audience(said),
        rights=frozenset(map(str, said.get("rights") or ())),
        locked=bool(said.get("locked")),
        row_identifier=_row_identifier(said, columns),
        columns=columns,
        body=said,
    )


def _column(said: Mapping[str, Any]) -> LiveColumn:
    kind = str(said.get("dataTypeName", "text"))
    shape, position, number = said.get("format"), said.get("position"), said.get("id")
    return LiveColumn(
        field=str(said.get("fieldName", "")),
        name=str(said.get("name", "")),
        type=SOQL_TYPES.get(kind, kind),
        id=number if isinstance(number, int) else None,
        description=str(said.get("description") or ""),
        position=position if isinstance(position, int) else 0,
        format=shape if isinstance(shape, Mapping) else {},
    )


def _row_identifier(said: Mapping[str, Any], columns: tuple[LiveColumn, ...]) -> str:
    """The portal names it by column id, sometimes by field name; empty for none."""
    metadata = said.get("metadata")
    named = (metadata.get("rowIdentifier") if isinstance(metadata, Mapping) else None) or said.get("rowIdentifierColumnId")
    if not named:
        return ""
    for column in columns:
        if named in (column.field, column.id) or str(named) == str(column.id):
            return column.field
    raise refusal("not-the-portal")


def _audience(said: Mapping[str, Any]) -> str:
    for grant in said.get("grants") or ():
        if isinstance(grant, Mapping) and "public" in (grant.get("flags") or ()):
            return PUBLIC
    flags = {flag for grant in said.get("grants") or () if isinstance(grant, Mapping) for flag in grant.get("flags") or ()}
    newest = newest_ask(said)
    return {"pending": WAITING, "submitted": WAITING, "rejected": REJECTED}.get(
        str(newest.get("state", "")), SIGNED_IN if "site" in flags else PRIVATE
    )


def newest_ask(body: Mapping[str, Any], state: str = "") -> Mapping[str, Any]:
    """The newest ask to make it public, or the newest in that state; empty for none. In which order a portal lists them is not said."""
    asks = [ask for ask in body.get("approvals") or () if isinstance(ask, Mapping) and ask.get("targetAudience", "public") == "public"]
    found = [ask for ask in asks if state in {"", ask.get("state")}]
    return max(found, key=lambda ask: [_whole(ask.get(name)) for name in ("submittedAt", "submissionId")], default={})


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0


def as_sent(said: Any, count: int, request_id: str | None) -> Sent:
    """The answer to rows. Success is every row created or updated and no error; anything else is not (contract A7)."""
    created, updated, errors = _tally(said, request_id)
    if errors:
        raise refusal("rows-refused", request_id=request_id)
    if created + updated != count:
        raise refusal("answer-damaged", request_id=request_id)
    return Sent(created, updated, request_id or "")


def _tally(said: Any, request_id: str | None) -> tuple[int, int, int]:
    if isinstance(said, Mapping) and "Rows Created" in said:
        numbers = (said.get("Rows Created", 0), said.get("Rows Updated", 0), said.get("Errors", 0))
        if all(isinstance(number, int) for number in numbers):
            return numbers
    if isinstance(said, list) and said and all(isinstance(item, Mapping) and "typ" in item for item in said):
        kinds = [item["typ"] for item in said]
        return kinds.count("insert"), kinds.count("update"), kinds.count("error")
    raise refusal("answer-damaged", request_id=request_id)


def as_count(rows: list[dict[str, Any]]) -> Count:
    """The answer to count and newest; a number arrives as text."""
    if len(rows) != 1 or not str(rows[0].get("how_many", "")).isdigit():
        raise refusal("answer-damaged")
    return Count(int(rows[0]["how_many"]), str(rows[0].get("newest") or ""))


def as_user(said: Any) -> User:
    """Whose key it is (contract 1.4)."""
    if not isinstance(said, Mapping) or not isinstance(said.get("id"), str):
        raise refusal("not-the-portal")
    rights = frozenset(map(str, said.get("rights") or ()))
    return User(said["id"], str(said.get("displayName") or ""), str(said.get("roleName") or ""), rights)


def as_found(said: Any, link: Callable[[str], str]) -> list[Found]:
    """Catalogue results (contract 8). A draft's id carries its number after a colon."""
    if not isinstance(said, list):
        raise refusal("not-the-portal")
    return [_found(result, link) for result in said if isinstance(result, Mapping) and isinstance(result.get("resource"), Mapping)]


def _found(result: Mapping[str, Any], link: Callable[[str], str]) -> Found:
    resource = result["resource"]
    id_, _, draft = str(resource.get("id", "")).partition(":")
    fields = tuple(map(str, resource.get("columns_field_name") or ()))
    published = bool(resource.get("publication_date")) and not draft
    agency = str(resource.get("attribution") or "")
    address = result.get("permalink") or result.get("link") or link(id_)
    updated = str(resource.get("data_updated_at") or "")
    return Found(id_, str(resource.get("name", "")), agency, fields, str(address), updated, published, result)

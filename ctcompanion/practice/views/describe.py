"""What a publisher says about a dataset: checked, and laid over what was said before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from ctcompanion.practice.fields import Field
from ctcompanion.practice.licenses import LICENSES
from ctcompanion.practice.refusal import invalid

TEXT_KEYS = ("name", "description", "category", "attribution", "attributionLink", "licenseId", "externalId", "rowClass")
KEPT_KEYS = (*TEXT_KEYS, "tags", "metadata", "locked")
MAX_TEXT = 100_000


def checked_document(known: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """`known` with the keys of `sent` in place of its own, each replaced whole; Refusal 400 where a value cannot be."""
    document = {**known, **{key: sent[key] for key in KEPT_KEYS if key in sent}}
    name = document.get("name")
    if not isinstance(name, str) or not name.strip():
        raise invalid("name must not be blank", {"key": "name"})
    for key in TEXT_KEYS:
        value = document.get(key)
        if value is not None and (not isinstance(value, str) or len(value) > MAX_TEXT):
            raise invalid(f"{key} must be text", {"key": key})
    if document.get("licenseId") not in (None, "", *LICENSES):
        raise invalid("Invalid license", {"key": "licenseId"})
    _check_parts(document)
    return document


def _check_parts(document: dict[str, Any]) -> None:
    tags = document.get("tags")
    if tags is not None:
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            raise invalid("tags must be a list of text", {"key": "tags"})
        document["tags"] = list(dict.fromkeys(tag.strip().lower() for tag in tags if tag.strip()))
    metadata = document.get("metadata")
    if metadata is not None and not isinstance(metadata, Mapping):
        raise invalid("metadata must be an object", {"key": "metadata"})
    if not isinstance((metadata or {}).get("attachments") or [], list):
        raise invalid("attachments must be a list", {"key": "metadata.attachments"})
    sets = (metadata or {}).get("custom_fields")
    if sets is not None and not (isinstance(sets, Mapping) and all(isinstance(fields, Mapping) for fields in sets.values())):
        raise invalid("custom_fields must hold sets of fields", {"key": "metadata.custom_fields"})


def set_identifier(connection: sqlite3.Connection, view_id: str, fields: Iterable[Field], wanted: Any) -> None:
    """Makes a column, by field name or id, the row identifier; None takes it away. Refusal 400 on an unknown column."""
    found = next((field for field in fields if wanted in (field.field_name, field.id, str(field.id))), None)
    if wanted not in (None, "", 0) and found is None:
        raise invalid(f"The row identifier '{wanted}' is not a column of this dataset", {"key": "metadata.rowIdentifier"})
    if found is not None and found.type.name not in {"text", "number"}:
        raise invalid("A row identifier must be a text or number column", {"key": "metadata.rowIdentifier"})
    connection.execute("UPDATE view SET row_identifier = ? WHERE id = ?", (found.id if found else None, view_id))

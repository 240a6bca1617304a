"""The description in the portal's own form (a Socrata view) and back again.

Custom field sets differ from portal to portal: the map says where each field goes ("Agency/Agency"); what has no place is returned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ctcompanion import reference
from ctcompanion.metadata.custom_fields import custom_field_map
from ctcompanion.metadata.text import plain
from ctcompanion.model import DataType
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

CUSTOM = ("agency", "update_frequency", "geographic_unit", "temporal_coverage")
STAYS_HERE = ("steward", "steward_backup", "attachments")
"""Kept in the agency's records; attachments are files of their own on the portal."""
PORTAL_TYPES = {
    "floating_timestamp": DataType.DATE, "fixed_timestamp": DataType.DATE, "date": DataType.DATE, "money": DataType.NUMBER,
    "percent": DataType.NUMBER, "location": DataType.POINT, "boolean": DataType.CHECKBOX,
}  # fmt: skip


def to_view(
    metadata: DatasetMetadata,
    columns: tuple[ColumnMetadata, ...],
    custom_fields: Mapping[str, str],
    *,
    view: Mapping[str, Any] | None = None,
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """(view body, labels-less keys of filled fields that found no place). `custom_fields`: field key -> "field set/field".

    `view` is the live view of an update: its `metadata` is taken over, because the portal replaces that key whole.
    """
    placed, unplaced = _custom(metadata, custom_fields)
    body: dict[str, Any] = {key: value for key, value in _plain_fields(metadata) if value}
    before = dict(view.get("metadata", {})) if view else {}
    body["metadata"] = {**before, "custom_fields": _merged(before.get("custom_fields", {}), placed)}
    if metadata.row_label:
        body["metadata"]["rowLabel"] = metadata.row_label
    body["columns"] = [_column(column, position) for position, column in enumerate(columns, start=1)]
    homeless = (*unplaced, *(key for key in STAYS_HERE if getattr(metadata, key)))
    return body, homeless


def _plain_fields(metadata: DatasetMetadata) -> Iterator[tuple[str, Any]]:
    yield "name", metadata.title
    yield "description", metadata.description
    yield "category", metadata.category
    yield "tags", list(metadata.tags)
    yield "licenseId", metadata.license
    yield "attribution", metadata.attribution
    yield "attributionLink", metadata.source_link
    yield "privateMetadata", {"contactEmail": metadata.contact_email} if metadata.contact_email else {}


def _custom(metadata: DatasetMetadata, custom_fields: Mapping[str, str]) -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
    placed: dict[str, dict[str, str]] = {}
    unplaced = []
    for key in CUSTOM:
        value = getattr(metadata, key)
        field_set, _, name = custom_fields.get(key, "").partition("/")
        if value and field_set and name:
            placed.setdefault(field_set, {})[name] = value
        elif value:
            unplaced.append(key)
    return placed, tuple(unplaced)


def _merged(before: Mapping[str, Any], new: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    sets = {**before, **{name: {**before.get(name, {}), **values} for name, values in new.items()}}
    return {name: dict(values) for name, values in sets.items()}


def _column(column: ColumnMetadata, position: int) -> dict[str, Any]:
    return {
        "name": column.display or column.name,
        "fieldName": column.field_name,
        "dataTypeName": column.type.value,
        "description": described(column),
        "position": position,
    }


def described(column: ColumnMetadata) -> str:
    """The description as published: unit and codes belong to it, since the portal has no fields for them."""
    text = column.description.strip()
    if column.unit and column.unit.casefold().removeprefix("in ") not in text.casefold():
        text = f"{text} Unit: {column.unit.removeprefix('in ')}.".strip()
    codes = "; ".join(f"{code} = {meaning}" for code, meaning in column.codes.items())
    return f"{text} Codes: {codes}.".strip() if codes and codes not in text else text


def from_view(
    view: Mapping[str, Any], custom_fields: Mapping[str, str] | None = None
) -> tuple[DatasetMetadata, tuple[ColumnMetadata, ...]]:
    """Metadata and columns of a published view. Without `custom_fields` the sets are searched by the fields' names. Unknown keys are left."""
    inner = _mapping(view.get("metadata"))
    custom = {str(name): _mapping(values) for name, values in _mapping(inner.get("custom_fields")).items()}
    found = custom_field_map(custom) | dict(custom_fields or {})
    values = {key: _custom_value(custom, found.get(key, "")) for key in CUSTOM}
    licence = view.get("licenseId") or ""
    metadata = DatasetMetadata(
        title=_text(view.get("name")),
        description=plain(_text(view.get("description"))),
        category=_text(view.get("category")),
        row_label=_text(inner.get("rowLabel") or view.get("rowClass")),
        tags=tuple(str(tag) for tag in view.get("tags") or ()),
        source_link=_text(view.get("attributionLink")),
        attachments=tuple(
            _text(entry.get("filename") or entry.get("name")) for entry in inner.get("attachments") or () if isinstance(entry, Mapping)
        ),
        attribution=_text(view.get("attribution")),
        contact_email=_text(_mapping(view.get("privateMetadata")).get("contactEmail")),
        license=str(licence) if licence in reference.licences() else "",
        **values,
    )
    return metadata, tuple(_from_column(entry) for entry in _sorted(view.get("columns") or ()))


def _custom_value(custom: Mapping[str, Mapping[str, Any]], place: str) -> str:
    field_set, _, name = place.partition("/")
    return _text(custom.get(field_set, {}).get(name))


def _from_column(entry: Mapping[str, Any]) -> ColumnMetadata:
    kind = str(entry.get("dataTypeName") or "text")
    known = {data_type.value: data_type for data_type in DataType} | PORTAL_TYPES
    name = _text(entry.get("fieldName")) or _text(entry.get("name"))
    return ColumnMetadata(
        name=name,
        display=_text(entry.get("name")),
        description=_text(entry.get("description")),
        field_name=_text(entry.get("fieldName")),
        type=known.get(kind, DataType.TEXT),
    )


def _sorted(columns: Any) -> list[Mapping[str, Any]]:
    entries = [entry for entry in columns if isinstance(entry, Mapping) and not str(entry.get("fieldName", "")).startswith(":")]
    return sorted(entries, key=_position)


def _position(entry: Mapping[str, Any]) -> int:
    position = entry.get("position")
    return position if isinstance(position, int) else 0


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""

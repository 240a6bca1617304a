"""GET and PATCH /api/views/metadata/v1/{id}: the clean metadata API, which merges."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.catalogue import iso
from ctcompanion.practice.licenses import LICENSES
from ctcompanion.practice.refusal import invalid
from ctcompanion.practice.view import View, all_views, find_view, save_document
from ctcompanion.practice.views.describe import checked_document

WRITABLE = ("name", "description", "category", "tags", "attribution", "attributionLink", "externalId")
READ_ONLY = frozenset(
    [
        "id",
        "domain",
        "dataUri",
        "webUri",
        "createdAt",
        "updatedAt",
        "dataUpdatedAt",
        "metadataUpdatedAt",
        "provenance",
        "hideFromCatalog",
        "hideFromDataJson",
    ]
)


@cache
def categories() -> frozenset[str]:
    """The categories of data.ct.gov."""
    text = resources.files("ctcompanion").joinpath("reference", "categories.json").read_text("utf-8")
    return frozenset(entry["value"] for entry in json.loads(text)["values"])


def read_metadata(call: Call) -> Answer:
    """One dataset's metadata; blank fields are null."""
    with call.seat.read() as connection:
        return said(_as_json(find_view(connection, call.parts["id"], call.user), call))


def read_all(call: Call) -> Answer:
    """The metadata of every dataset the caller may read."""
    with call.seat.read() as connection:
        return said([_as_json(view, call) for view in all_views(connection) if view.readable_by(call.user)])


def patch_metadata(call: Call) -> Answer:
    """Merges what is sent; null clears a field, a custom field or a whole set."""
    sent = call.json_object()
    unknown = next((key for key in sent if key not in (*WRITABLE, "license", "customFields")), None)
    if unknown is not None:
        raise invalid(f"{unknown} cannot be changed" if unknown in READ_ONLY else f"Unknown field {unknown}", {"key": unknown})
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "update_view")
        document = checked_document(view.document, _changes(view, sent))
        if call.param("validateOnly") != "true":
            save_document(connection, view.id, document)
        return said(_as_json(find_view(connection, view.id, call.user), call))


def _changes(view: View, sent: Mapping[str, Any]) -> dict[str, Any]:
    changes = {key: sent[key] for key in WRITABLE if key in sent}
    if changes.get("category") not in (None, "", view.document.get("category"), *categories()):
        raise invalid("Invalid category", {"key": "category"})
    if "license" in sent:
        known = next((key for key, entry in LICENSES.items() if entry["name"] == sent["license"]), None)
        if known is None and sent["license"] is not None:
            raise invalid("Invalid license", {"key": "license"})
        changes["licenseId"] = known
    if "customFields" in sent:
        changes["metadata"] = {**view.metadata, "custom_fields": _merged(view.metadata.get("custom_fields") or {}, sent["customFields"])}
    return changes


def _merged(known: Mapping[str, Any], sent: Any) -> dict[str, Any]:
    if sent is None:
        return {}
    if not isinstance(sent, Mapping):
        raise invalid("customFields must be an object", {"key": "customFields"})
    merged = {group: dict(fields) for group, fields in known.items()}
    for group, fields in sent.items():
        if fields is None:
            merged.pop(group, None)
        elif isinstance(fields, Mapping):
            both = merged.get(group, {}) | dict(fields)
            merged[group] = {name: value for name, value in both.items() if value is not None}
        else:
            raise invalid("customFields must hold sets of fields", {"key": f"customFields.{group}"})
    return merged


def _as_json(view: View, call: Call) -> dict[str, Any]:
    document = view.document
    return {
        "id": view.id,
        **{key: document.get(key) or None for key in WRITABLE},
        "license": LICENSES.get(str(document.get("licenseId")), {}).get("name"),
        "customFields": view.metadata.get("custom_fields") or None,
        "domain": call.origin.partition("//")[2],
        "dataUri": f"{call.url}/resource/{view.id}",
        "webUri": f"{call.url}/d/{view.id}",
        "createdAt": iso(view.created_at),
        "updatedAt": iso(max(view.rows_at, view.metadata_at)),
        "dataUpdatedAt": iso(view.rows_at),
        "metadataUpdatedAt": iso(view.metadata_at),
        "provenance": "official",
        "hideFromCatalog": False,
        "hideFromDataJson": False,
    }

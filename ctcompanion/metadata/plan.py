"""Rows for the agency's Open Data Access Plan and its high-value data inventory: this dataset, and those that are on the portal already."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ctcompanion import reference
from ctcompanion.metadata.schedule import is_late
from ctcompanion.metadata.text import sentences
from ctcompanion.recipe import DatasetMetadata

HEADS = ("about this data", "summary")


def plan_row(metadata: DatasetMetadata, facts: Mapping[str, str] | None = None, *, inventory: bool = False) -> dict[str, str]:
    """Header -> text, in the order of access_plan.json. `facts`: what only the companion or the person knows.

    Known facts: status, date, link, privacy, restrictions, inventory_item, update_method, high_value, notes.
    """
    known = dict(facts or {})
    known["first_sentence"] = first_sentence(metadata.description)
    columns = reference.document("access_plan.json")["inventory" if inventory else "columns"]
    return {column["header"]: known.get(column["from"]) or str(getattr(metadata, column["from"], "")) for column in columns}


def first_sentence(description: str) -> str:
    """The first sentence that is not a heading."""
    return next((text for _, text in sentences(description) if text.casefold() not in HEADS), "")


def plan_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """The rows as csv text, headers of the first."""
    listed = list(rows)
    out = io.StringIO()
    if listed:
        writer = csv.DictWriter(out, list(listed[0]), lineterminator="\r\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(listed)
    return out.getvalue()


def published(results: Iterable[Mapping[str, Any]], agency: str = "") -> tuple[dict[str, str], ...]:
    """Plan rows of what the portal's catalogue lists (its `results`), of one agency when it is named."""
    rows = []
    for result in results:
        metadata, facts = _from_catalogue(result)
        if not agency or agency.casefold() in f"{metadata.agency} {metadata.attribution}".casefold():
            rows.append(plan_row(metadata, facts))
    return tuple(rows)


def _from_catalogue(result: Mapping[str, Any]) -> tuple[DatasetMetadata, dict[str, str]]:
    resource, classification = _part(result, "resource"), _part(result, "classification")
    custom = {
        str(entry.get("key", "")): str(entry.get("value", ""))
        for entry in classification.get("domain_metadata") or ()
        if isinstance(entry, Mapping)
    }
    metadata = DatasetMetadata(
        title=str(resource.get("name") or ""),
        description=str(resource.get("description") or ""),
        category=str(classification.get("domain_category") or ""),
        attribution=str(resource.get("attribution") or ""),
        agency=_ending(custom, "_Agency") or str(resource.get("attribution") or ""),
        update_frequency=_ending(custom, "_Update-Frequency"),
        temporal_coverage=_ending(custom, "_Temporal-Coverage"),
        geographic_unit=_ending(custom, "_Geographic-Unit"),
    )
    first = str(resource.get("createdAt") or resource.get("publication_date") or "")[:10]
    return metadata, {"status": "Published", "date": first, "link": str(result.get("permalink") or result.get("link") or "")}


def _part(result: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = result.get(key)
    return value if isinstance(value, Mapping) else {}


def _ending(custom: Mapping[str, str], ending: str) -> str:
    return next((value for key, value in custom.items() if key.casefold().endswith(ending.casefold())), "")


def on_time(results: Iterable[Mapping[str, Any]], today: date) -> tuple[int, int]:
    """(datasets updated as promised, datasets that promise a rhythm) among the catalogue's results."""
    kept = promised = 0
    for result in results:
        metadata, _ = _from_catalogue(result)
        updated = str(_part(result, "resource").get("data_updated_at") or "")[:10]
        if metadata.update_frequency in reference.update_frequencies() and _is_day(updated):
            entry = next(e for e in reference.document("update_frequencies.json")["values"] if e["value"] == metadata.update_frequency)
            promised += entry["days"] is not None
            kept += entry["days"] is not None and not is_late(metadata.update_frequency, date.fromisoformat(updated), today)
    return kept, promised


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

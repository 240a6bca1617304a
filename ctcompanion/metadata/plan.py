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

    Known facts: status, date, link, privacy, restrictions, inventory_item, update_method, on_time, high_value, notes.
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


def published(results: Iterable[Mapping[str, Any]], today: date) -> tuple[dict[str, str], ...]:
    """Plan rows of what the portal's catalogue lists (its `results`)."""
    rows = []
    for result in results:
        metadata, facts = _from_catalogue(result)
        kept = kept_promise(result, today)
        rows.append(plan_row(metadata, {**facts, "on_time": "" if kept is None else "Yes" if kept else "No"}))
    return tuple(rows)


def of_agency(results: Iterable[Mapping[str, Any]], agency: str) -> tuple[Mapping[str, Any], ...]:
    """Those of the catalogue's results that name this agency as theirs, or as where the data is from."""
    wanted = agency.casefold().strip()
    described = ((result, _from_catalogue(result)[0]) for result in results)
    return tuple(result for result, said in described if wanted and wanted in {said.agency.casefold(), said.attribution.casefold()})


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
    kept = [answer for result in results if (answer := kept_promise(result, today)) is not None]
    return sum(kept), len(kept)


def kept_promise(result: Mapping[str, Any], today: date) -> bool | None:
    """Whether this dataset was updated in the rhythm that it promises; None where it promises none."""
    frequency = _from_catalogue(result)[0].update_frequency
    updated = str(_part(result, "resource").get("data_updated_at") or "")[:10]
    days = {entry["value"]: entry["days"] for entry in reference.document("update_frequencies.json")["values"]}
    if days.get(frequency) is None or not _is_day(updated):
        return None
    return not is_late(frequency, date.fromisoformat(updated), today)


def plan_rows(there: Iterable[Mapping[str, str]], here: Iterable[Mapping[str, str]]) -> tuple[dict[str, str], ...]:
    """Rows of the catalogue and of what is at hand, one a dataset by its name: what is at hand knows more, the catalogue that it is published."""
    headers = {column["from"]: column["header"] for column in reference.document("access_plan.json")["columns"]}
    name, sure = headers["title"], {headers[key] for key in ("status", "date", "link", "on_time")}
    found = {row[name].casefold(): dict(row) for row in there}
    for row in here:
        known = found.get(row[name].casefold(), {})
        stays = {header: text for header, text in known.items() if text and header in sure}
        found[row[name].casefold()] = {header: stays.get(header) or text or known.get(header, "") for header, text in row.items()}
    return tuple(found.values())


def plan_summary(rows: Iterable[Mapping[str, str]], kept: tuple[int, int]) -> dict[str, str]:
    """Label -> number, as access_plan.json words them. `kept`: see `on_time`; without a promise the share is left empty."""
    status = next(c["header"] for c in reference.document("access_plan.json")["columns"] if c["from"] == "status")
    said = [row.get(status, "") for row in rows]
    share = f"{kept[0] / kept[1]:.0%}" if kept[1] else ""
    numbers = {"published": str(said.count("Published")), "planned": str(said.count("Planned")), "percent_on_time": share}
    return {entry["label"]: numbers[entry["from"]] for entry in reference.document("access_plan.json")["summary"]}


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

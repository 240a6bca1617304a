"""A DCAT-US 1.1 entry: the dataset as other catalogues harvest it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ctcompanion import reference
from ctcompanion.metadata.licence import url
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

SPAN = re.compile(r"((?:19|20)\d\d(?:-\d\d-\d\d)?)\s*(?:to|-|–|through)\s*((?:19|20)\d\d(?:-\d\d-\d\d)?)")
ONE = re.compile(r"(?:19|20)\d\d(?:-\d\d-\d\d)?")
CONTACT = "dapa@ct.gov"
REQUIRED = {
    "title": "a title", "description": "a description", "keyword": "tags", "modified": "the day of its last change",
    "publisher": "a publisher", "contactPoint": "a contact", "identifier": "an address", "accessLevel": "who may see it",
}  # fmt: skip


def dcat(
    metadata: DatasetMetadata,
    columns: tuple[ColumnMetadata, ...],
    *,
    dataset_id: str = "",
    domain: str = "data.ct.gov",
    modified: date | None = None,
) -> dict[str, Any]:
    """The entry as plain data. The contact is the portal's own address: the dataset's contact is not for the public."""
    home = f"https://{domain}/d/{dataset_id}" if dataset_id else f"https://{domain}"
    entry: dict[str, Any] = {
        "@type": "dcat:Dataset",
        "title": metadata.title,
        "description": metadata.description,
        "keyword": list(metadata.tags),
        "theme": [metadata.category] if metadata.category else [],
        "identifier": home,
        "landingPage": home,
        "accessLevel": "public",
        "publisher": {"@type": "org:Organization", "name": metadata.agency or metadata.attribution},
        "contactPoint": {"@type": "vcard:Contact", "fn": "Open Data Portal Administrators", "hasEmail": f"mailto:{CONTACT}"},
        "spatial": "Connecticut",
        "temporal": temporal(metadata.temporal_coverage),
        "accrualPeriodicity": interval(metadata.update_frequency),
        "license": url(metadata.license),
        "modified": modified.isoformat() if modified else "",
        "describedBy": home if columns else "",
        "references": [metadata.source_link] if metadata.source_link else [],
        "distribution": _distribution(domain, dataset_id) if dataset_id else [],
    }
    return {key: value for key, value in entry.items() if value}


def lacking(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """What DCAT-US 1.1 requires of every dataset and the entry does not have, in our words."""
    found = [words for key, words in REQUIRED.items() if not entry.get(key)]
    return (*found, *(["the publisher's name"] if not entry.get("publisher", {}).get("name") else []))


def _distribution(domain: str, dataset_id: str) -> list[dict[str, str]]:
    base = f"https://{domain}"
    csv = {
        "@type": "dcat:Distribution",
        "mediaType": "text/csv",
        "downloadURL": f"{base}/api/views/{dataset_id}/rows.csv?accessType=DOWNLOAD",
    }
    json = {"@type": "dcat:Distribution", "mediaType": "application/json", "downloadURL": f"{base}/resource/{dataset_id}.json"}
    return [csv, json]


def temporal(coverage: str) -> str:
    """`1990 to 2017` -> `1990-01-01/2017-12-31`; empty where no year is named. Fiscal years are left to the text."""
    found = SPAN.search(coverage)
    first, last = found.groups() if found else (None, None)
    if first is None and (single := ONE.search(coverage)):
        first = last = single.group()
    if first is None or last is None:
        return ""
    return f"{first if len(first) > 4 else first + '-01-01'}/{last if len(last) > 4 else last + '-12-31'}"


def interval(frequency: str) -> str:
    """`Annually` -> `R/P1Y`; empty for one that never comes again."""
    entries = reference.document("update_frequencies.json")["values"]
    return next((str(entry["iso8601"]) for entry in entries if entry["value"] == frequency), "")

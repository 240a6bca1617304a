"""The model citation: how others should name the dataset."""

from __future__ import annotations

from datetime import date

from ctcompanion.recipe import DatasetMetadata

HEAD = "Cite this data"


def citation(metadata: DatasetMetadata, year: int, domain: str = "data.ct.gov", dataset_id: str = "", accessed: date | None = None) -> str:
    """`Agency. (2018). Title [Data set]. Connecticut Open Data Portal. https://.../d/xxxx-xxxx. Accessed ...`; gaps are left out."""
    who = metadata.attribution or metadata.agency
    parts = [
        f"{who.rstrip('.')}." if who else "",
        f"({year}).",
        f"{metadata.title.rstrip('.')} [Data set].",
        "Connecticut Open Data Portal.",
    ]
    if dataset_id:
        parts.append(f"https://{domain}/d/{dataset_id}.")
    if accessed:
        parts.append(f"Accessed {accessed:%B} {accessed.day}, {accessed.year}.")
    return " ".join(part for part in parts if part)


def with_citation(description: str, said: str) -> str:
    """The description with the citation as its last section; an older citation there is replaced."""
    before = description.partition(f"\n{HEAD}\n")[0].rstrip() if not description.startswith(HEAD) else ""
    return f"{before}\n\n{HEAD}\n{said}".strip()

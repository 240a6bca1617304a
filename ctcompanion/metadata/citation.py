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
    """The description with the citation as a section; an older citation is replaced where it stands, what follows it stays."""
    before, head, after = f"\n{description}".partition(f"\n{HEAD}\n")
    rest = after.partition("\n\n")[2].strip() if head else ""
    return "\n\n".join(part for part in (before.strip(), f"{HEAD}\n{said}", rest) if part)

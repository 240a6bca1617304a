"""The landing page as values: what residents will see of the dataset, in the portal's order."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ctcompanion import reference
from ctcompanion.model import CleanTable
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

FIRST_ROWS = 10
NOT_SHOWN = "Not filled in"


@dataclass(frozen=True, eq=False)
class LandingPage:
    """Title, paragraphs of the description, facts (label, value) beside it, the columns (name, description, type) and the first rows."""

    title: str
    description: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    columns: tuple[tuple[str, str, str], ...]
    rows: pd.DataFrame
    row_count: int


def landing_page(metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...], table: CleanTable) -> LandingPage:
    """What the public will see. The contact address, steward and backup stay private and are not in it."""
    return LandingPage(
        title=metadata.title or "Untitled dataset",
        description=tuple(part for part in metadata.description.split("\n") if part.strip()) or ("No description yet.",),
        facts=_facts(metadata, len(table.rows)),
        tags=metadata.tags,
        columns=_columns(columns, table),
        rows=_first_rows(columns, table),
        row_count=len(table.rows),
    )


def _facts(metadata: DatasetMetadata, rows: int) -> tuple[tuple[str, str], ...]:
    licence = reference.licences().get(metadata.license)
    said = (
        ("Category", metadata.category), ("Agency", metadata.agency), ("Data provided by", metadata.attribution),
        ("Period", metadata.temporal_coverage), ("Places", metadata.geographic_unit), ("Updated", metadata.update_frequency),
        ("License", str(licence["name"]) if licence else ""), ("Source", metadata.source_link), ("Each row is one", metadata.row_label),
        ("Rows", f"{rows:,}"),
    )  # fmt: skip
    return tuple((label, value or NOT_SHOWN) for label, value in said)


def _columns(columns: tuple[ColumnMetadata, ...], table: CleanTable) -> tuple[tuple[str, str, str], ...]:
    described = {column.name: column for column in columns}
    found = []
    for column in table.columns:
        about = described.get(column.name, ColumnMetadata(name=column.name))
        found.append((about.display or column.display or column.name, about.description or NOT_SHOWN, column.type.value))
    return tuple(found)


def _first_rows(columns: tuple[ColumnMetadata, ...], table: CleanTable) -> pd.DataFrame:
    shown = {column.name: column.display for column in columns if column.display}
    names = {column.name: shown.get(column.name) or column.display or column.name for column in table.columns}
    return table.rows.head(FIRST_ROWS).rename(columns=names)

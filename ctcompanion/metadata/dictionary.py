"""The data dictionary: what each column is, as a csv file and as a page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ctcompanion.metadata import page
from ctcompanion.model import CleanTable
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

HEAD = ("Column", "API field name", "Type", "Description", "Unit", "Codes")
TYPES = {
    "text": "Text",
    "number": "Number",
    "checkbox": "Yes or no",
    "calendar_date": "Date",
    "point": "Place on the map",
    "url": "Web address",
}


def dictionary_csv(metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...], table: CleanTable) -> str:
    """The dictionary as csv text: one line per column of the table, in its order."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("Dataset", *HEAD))
    writer.writerows((metadata.title, *row) for row in dictionary_rows(columns, table))
    return out.getvalue()


def dictionary_html(metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...], table: CleanTable) -> str:
    """The dictionary as one page."""
    about = page.definitions((("Agency", metadata.agency), ("Each row is one", metadata.row_label), ("Period", metadata.temporal_coverage)))
    body = page.table(f"Columns of {metadata.title or 'this dataset'}", HEAD, dictionary_rows(columns, table))
    return page.page(f"Data dictionary: {metadata.title or 'untitled dataset'}", about, page.section("Columns", body))


def dictionary_rows(columns: tuple[ColumnMetadata, ...], table: CleanTable) -> Iterator[tuple[str, ...]]:
    """(name, field name, type, description, unit, codes) per column of the table."""
    described = {column.name: column for column in columns}
    for column in table.columns:
        about = described.get(column.name, ColumnMetadata(name=column.name))
        codes = "; ".join(f"{code} = {meaning}" for code, meaning in about.codes.items())
        name = about.display or column.display or column.name
        yield name, about.field_name, TYPES[column.type.value], about.description, about.unit or column.unit, codes

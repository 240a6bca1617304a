"""The clean table as a CSV file: UTF-8, one line per row, values exactly as they are published."""

from __future__ import annotations

import csv
import io

from ctcompanion.model import CleanTable
from ctcompanion.publishing.canonical import table_cells


def csv_bytes(table: CleanTable, names: dict[str, str] | None = None) -> bytes:
    """Headers are the displayed names (`names`: column -> header, else the column's own). A blank is an empty field."""
    columns = [table_cells(table.rows[column.name], column) for column in table.columns]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([(names or {}).get(column.name, column.display or column.name) for column in table.columns])
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue().encode()

"""What a reader of the dataset can filter by: the columns that sort rows into kinds, places and periods."""

from __future__ import annotations

import pandas as pd

from ctcompanion.model import CleanTable, Column, DataType

MOST_KINDS = 400
"""More distinct texts than this are names, not kinds; the 169 towns with their regions are below it."""


def filters(table: CleanTable) -> tuple[str, ...]:
    """One sentence per such column, in the table's order: `Year: 1990 to 2023`, `Town: 169 of them`."""
    found = (_sentence(column, table.rows[column.name].dropna()) for column in table.columns)
    return tuple(sentence for sentence in found if sentence)


def _sentence(column: Column, values: pd.Series[str]) -> str:
    name = column.display or column.name
    if column.type is DataType.DATE and len(values):
        return f"{name}: {values.min():%Y-%m-%d} to {values.max():%Y-%m-%d}"
    if column.type is DataType.NUMBER:
        is_year = not column.grouping and "year" in column.name.split("_") and len(values)
        return f"{name}: {int(values.min())} to {int(values.max())}" if is_year else ""
    count = int(values.nunique())
    kinds = column.type in (DataType.TEXT, DataType.CHECKBOX) and 2 <= count <= MOST_KINDS and count < len(values)
    return f"{name}: {count} of them" if kinds else ""

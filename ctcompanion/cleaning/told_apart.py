"""Whether the rows of several tables can be told apart by a column that they have: the year of its title, its town, its days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from ctcompanion.model import CleanTable, Column, DataType

TIME = re.compile(r"(?i)\b(date|day|year|month|week|quarter|period|fy|sfy)\b")


def told_apart(tables: Sequence[CleanTable]) -> bool:
    """Columns that say one thing in each table, and together another in each; or days and years that never overlap."""
    if all(len(table.rows) < 2 for table in tables):
        return False
    names = [column.name for column in tables[0].columns if _may_tell(column)]
    said = {name: [_only(table, name) for table in tables] for name in names}
    steady = [values for values in said.values() if None not in values]
    return (bool(steady) and len(set(zip(*steady, strict=True))) == len(tables)) or _apart_in_time(tables)


def _may_tell(column: Column) -> bool:
    return column.type is not DataType.NUMBER or not column.grouping


def _only(table: CleanTable, name: str) -> str | None:
    """The value that stands in each row of the column; None where there are several, or blanks."""
    if name not in table.rows.columns or not len(table.rows):
        return None
    found = table.rows[name].unique()
    return str(found[0]) if len(found) == 1 and not pd.isna(found[0]) else None


def _apart_in_time(tables: Sequence[CleanTable]) -> bool:
    """Each table has its own stretch of a column of days or years: January's permits, February's permits."""
    for column in tables[0].columns:
        in_time = column.type is DataType.DATE or (column.type is DataType.NUMBER and not column.grouping)
        if in_time and TIME.search(column.display or column.name):
            spans = [_span(table, column) for table in tables]
            if None not in spans and _never_overlap([span for span in spans if span]):
                return True
    return False


def _span(table: CleanTable, column: Column) -> tuple[Any, Any] | None:
    if column.name not in table.rows.columns or table.column(column.name).type is not column.type:
        return None
    values = table.rows[column.name].dropna()
    return (values.min(), values.max()) if len(values) else None


def _never_overlap(spans: list[tuple[Any, Any]]) -> bool:
    return all(before[1] < after[0] for before, after in pairwise(sorted(spans)))

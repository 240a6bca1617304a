"""Rare values together as Other."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ctcompanion.model import CleanTable, DataType
from ctcompanion.privacy.remedies.changed import column_of, mapped, number_of, with_values
from ctcompanion.recipe import RemedyStep

OTHER = "Other"


def rare_to_other(table: CleanTable, step: RemedyStep) -> CleanTable:
    """Values on fewer than `fewer_than` rows (default 6) become Other; so do the next rarest ones until Other has as many rows."""
    column = column_of(table, step)
    values = table.rows[column.name]
    rare = rare_values(values, int(number_of(step, "fewer_than", 6, least=1)))
    change = {value: OTHER if value in rare else str(value) for value in pd.unique(values.dropna())}
    return with_values(table, column, mapped(values, change), type=DataType.TEXT, places=None)


def rare_values(values: pd.Series[Any], fewer_than: int) -> set[Any]:
    """The values to put together; ties by the value's text, never by the order of rows."""
    counts = values.value_counts()
    order = sorted(counts.items(), key=lambda entry: (entry[1], str(entry[0])))
    together: set[Any] = set()
    rows = int(counts.get(OTHER, 0))
    for value, count in order:
        if value == OTHER or (count >= fewer_than and (rows >= fewer_than or not together)):
            continue
        together.add(value)
        rows += int(count)
    return together

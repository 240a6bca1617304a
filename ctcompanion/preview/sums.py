"""Adding rows up for a chart, honestly: totals that stand in the table as categories are not counted twice, rates are averaged."""

from __future__ import annotations

import pandas as pd

from ctcompanion.model import CleanTable, DataType
from ctcompanion.preview.subject import TOTAL, Subject


def without_totals(table: CleanTable) -> pd.DataFrame:
    """The rows without those that are totals over others."""
    rows = table.rows
    kept = {(each.column or each.dimension, each.label) for each in table.sums if each.kept}
    for column in table.columns:
        if column.type is not DataType.TEXT:
            continue
        values = rows[column.name].dropna().unique()
        labels = {value for value in values if TOTAL.search(str(value).strip()) or (column.name, value) in kept}
        if labels and len(labels) < len(values):
            rows = rows[~rows[column.name].isin(list(labels))]
    return rows


def by(rows: pd.DataFrame, keys: pd.Series[str] | pd.Series[int], about: Subject) -> pd.Series[float]:
    """The measure per key: summed, or averaged for a rate; rows counted where there is no measure. Keys keep their order of value."""
    keys = keys.loc[rows.index]
    if about.measure is None:
        return keys.dropna().value_counts().sort_index().astype(float)
    values = pd.to_numeric(rows[about.measure.name], errors="coerce")
    grouped = values.groupby(keys)
    result = grouped.sum(min_count=1) if about.additive else grouped.mean()
    return result.dropna().astype(float)


def number(value: float, unit: str = "") -> str:
    """A number for people: separators, no needless decimals, $ and % in place."""
    size = abs(value)
    text = f"{value:,.0f}" if size >= 100 or float(value).is_integer() else f"{value:,.1f}"
    plain = unit.casefold().strip()
    if plain in ("$", "dollars", "in dollars"):
        return f"${text}"
    return f"{text}%" if plain in ("%", "percent", "in percent") else text

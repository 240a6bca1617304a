"""Rows of people become counts of people."""

from __future__ import annotations

from itertools import product
from typing import Any

import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable, Column, DataType
from ctcompanion.privacy.remedies.changed import named_columns
from ctcompanion.recipe import RemedyStep

MOST_COMBINATIONS = 200_000


def aggregate(table: CleanTable, step: RemedyStep) -> CleanTable:
    """One row for each combination of the columns `by`, with the number of rows as `name` (default "Count") and sums of `sum`.

    `all_combinations`: those that no row has are there too, with 0.
    """
    by, sums = named_columns(table, step.parameters.get("by")), named_columns(table, step.parameters.get("sum"))
    if not by:
        raise PrivacyError("nothing-to-count-by", "Counting needs at least one column to count by.", "Choose one or more columns.")
    name = _free_name(str(step.parameters.get("name") or "Count"), by + sums)
    groups = table.rows.groupby(list(by), dropna=False, sort=True, observed=True)
    counted = groups.size().rename(name).to_frame().join(groups[list(sums)].sum(min_count=1)).reset_index()
    if step.parameters.get("all_combinations"):
        counted = with_zeros(counted, by, name)
    counted[name] = counted[name].astype("Int64")
    kept = tuple(table.column(column) for column in by)
    added = (Column(name, DataType.NUMBER, display=name, original=name, places=0), *(table.column(column) for column in sums))
    return table.with_rows(counted[[*by, name, *sums]], kept + added)


def with_zeros(counted: pd.DataFrame, by: tuple[str, ...], name: str) -> pd.DataFrame:
    """Every combination of the values that occur; a missing one counts 0."""
    seen = [_sorted_values(counted[column]) for column in by]
    size = 1
    for values in seen:
        size *= len(values)
    if size > MOST_COMBINATIONS:
        return counted
    every = pd.DataFrame(list(product(*seen)), columns=list(by)).astype({column: counted[column].dtype for column in by})
    full = every.merge(counted, on=list(by), how="left")
    full[name] = full[name].fillna(0)
    return full


def _sorted_values(values: pd.Series[Any]) -> list[Any]:
    found = list(pd.unique(values.dropna().sort_values()))
    return [*found, None] if values.isna().any() else found


def _free_name(name: str, taken: tuple[str, ...]) -> str:
    while name in taken:
        name += " of rows"
    return name

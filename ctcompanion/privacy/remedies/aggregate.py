"""Rows of people become counts of people."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable, Column, DataType
from ctcompanion.privacy.audit.places import region_rows
from ctcompanion.privacy.audit.policy import says_total
from ctcompanion.privacy.remedies.changed import named_columns, with_values
from ctcompanion.privacy.remedies.places import town_to_region
from ctcompanion.privacy.suppression.publish import NOTE, NOTES, noted
from ctcompanion.recipe import RemedyStep

MOST_COMBINATIONS = 200_000
SUMS = "Added up over the rows of each count."
"""The description of a column of sums, by which it is known: where its count is hidden, it is hidden too."""


def aggregate(table: CleanTable, step: RemedyStep) -> CleanTable:
    """One row for each combination of the columns `by`, with the number of rows as `name` (default "Count") and sums of `sum`.

    `all_combinations`: those that no row has are there too, with 0. `name` empty: sums only. `regions`: columns of `by` whose towns
    become planning regions first. `total`: the word of total rows, which stay totals.
    """
    table = _coarser(table, step)
    by, sums = named_columns(table, step.parameters.get("by")), named_columns(table, step.parameters.get("sum"))
    sums = tuple(name for name in sums if name not in by)
    if not by:
        raise PrivacyError("nothing-to-count-by", "Counting needs at least one column to count by.", "Choose one or more columns.")
    for column in sums:
        if not pd.api.types.is_numeric_dtype(table.rows[column]):
            raise PrivacyError(
                "not-numbers", f"“{column}” does not hold numbers and cannot be added up.", "Choose another column to add up."
            )
    wanted = str(step.parameters.get("name", "Count"))
    name = _free_name(wanted or "Count", by + sums)
    groups = table.rows.groupby(list(by), dropna=False, sort=True, observed=True)
    counted = groups.size().rename(name).to_frame().join(groups[list(sums)].sum(min_count=1)).reset_index()
    if not wanted:
        counted = _hidden_stays(counted, groups, sums)
    if step.parameters.get("all_combinations"):
        counted = with_zeros(counted, by, name)
        counted[list(sums)] = counted[list(sums)].mask(counted[name].eq(0), 0)
    counted[name] = counted[name].astype("Int64")
    kept = tuple(table.column(column) for column in by)
    added = (Column(name, DataType.NUMBER, display=name, original=name, places=0),) if wanted else ()
    notes = (Column(NOTES, DataType.TEXT, display=NOTES),) if NOTES in counted.columns and NOTES not in by + sums else ()
    columns = (*kept, *added, *(_summed(table.column(column), bool(wanted)) for column in sums), *notes)
    return table.with_rows(counted[[column.name for column in columns]], columns)


def _summed(column: Column, counted: bool) -> Column:
    return replace(column, description=f"{column.description} {SUMS}".strip()) if counted else column


def _coarser(table: CleanTable, step: RemedyStep) -> CleanTable:
    """With planning regions in place of towns where that is asked; the state's total stays, rows of regions are made anew."""
    word = str(step.parameters.get("total") or "")
    for name in named_columns(table, step.parameters.get("regions")):
        values = [str(value) for value in pd.unique(table.rows[name].dropna())]
        table = table.with_rows(table.rows[~table.rows[name].isin(list(region_rows(values)))].reset_index(drop=True))
        towns = table.rows[name]
        totals = towns.isin([value for value in values if says_total(value, word or "Total", name)])
        table = town_to_region(table, RemedyStep(operation="town-to-region", column=name))
        table = with_values(table, table.column(name), table.rows[name].mask(totals, towns))
    return table


def _hidden_stays(counted: pd.DataFrame, groups: Any, sums: tuple[str, ...]) -> pd.DataFrame:
    """A sum of counts of which one is hidden is hidden too, and the notes say so: a part of it would be a false number."""
    for name in sums:
        unknown = groups[name].agg(lambda values: values.isna().any()).to_numpy(bool)
        if unknown.any():
            counted[name] = counted[name].mask(unknown)
            counted = noted(counted, np.flatnonzero(unknown).astype(np.int64), NOTE.format(column=name))
    return counted


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

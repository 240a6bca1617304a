"""A table after one remedy: small steps that every operation shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable, Column
from ctcompanion.recipe import RemedyStep


def column_of(table: CleanTable, step: RemedyStep) -> Column:
    """The column a step speaks of; PrivacyError (no-such-column) when it is not in the table."""
    return named_column(table, step.column or str(step.parameters.get("column", "")))


def named_column(table: CleanTable, name: str) -> Column:
    """The column of that name; PrivacyError (no-such-column) says which ones there are."""
    for column in table.columns:
        if column.name == name:
            return column
    raise PrivacyError(
        "no-such-column",
        f"A privacy step speaks of the column “{name}”, which is not in this table.",
        "Leave that step out, or correct the column's name. The columns are: " + ", ".join(column.name for column in table.columns) + ".",
    )


def named_columns(table: CleanTable, names: Any) -> tuple[str, ...]:
    """A list of column names out of a step's parameters, each of them in the table."""
    return tuple(named_column(table, str(name)).name for name in names or ())


def with_values(table: CleanTable, column: Column, values: pd.Series[Any], **changes: Any) -> CleanTable:
    """The table with one column's values (and description) replaced."""
    rows = table.rows.copy(deep=False)
    rows[column.name] = values.to_numpy() if isinstance(values, pd.Index) else values
    columns = tuple(replace(entry, **changes) if entry.name == column.name else entry for entry in table.columns)
    return table.with_rows(rows, columns)


def mapped(values: pd.Series[Any], change: Mapping[Any, str | None]) -> pd.Series[str]:
    """Text in place of values, each distinct value changed once; what is not in `change` becomes blank."""
    codes, found = pd.factorize(values)
    new = pd.Series([*(change.get(value) for value in found), None], dtype="str")
    return pd.Series(new.array.take(codes), index=values.index, name=values.name)

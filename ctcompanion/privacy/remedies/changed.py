"""A table after one remedy: small steps that every operation shares."""

from __future__ import annotations

import math
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
    """A list of column names out of a step's parameters, each of them in the table and each once."""
    return tuple(dict.fromkeys(named_column(table, str(name)).name for name in names or ()))


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


def fitted(table: CleanTable, column: Column, values: pd.Series[Any], what: str, **changes: Any) -> CleanTable:
    """As `with_values`; PrivacyError (does-not-fit) where the column has values and nothing of them is left."""
    if table.rows[column.name].notna().any() and not values.notna().any():
        raise PrivacyError("does-not-fit", f"“{column.display or column.name}” holds no {what}.", "Choose another remedy for it.")
    return with_values(table, column, values, **changes)


def number_of(step: RemedyStep, name: str, otherwise: float | None = None, least: float = -math.inf) -> float:
    """A number out of a step's parameters; PrivacyError (unclear-remedy) where it is missing, no number, or under `least`."""
    given = step.parameters.get(name, otherwise)
    if isinstance(given, int | float) and not isinstance(given, bool) and math.isfinite(given) and given >= least:
        return given
    bound = "" if least == -math.inf else f" of {least:g} or more"
    raise PrivacyError(
        "unclear-remedy", f"A privacy step ({step.operation}) needs a number{bound} for “{name}”.", "Leave that step out and make it again."
    )

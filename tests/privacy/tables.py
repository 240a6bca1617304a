"""Small clean tables for the tests of the privacy step."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ctcompanion.model import CleanTable, Column, DataType, Provenance


def clean_table(**columns: list[Any]) -> CleanTable:
    """A table of these columns; text as str, whole numbers as Int64, dates where they are dates."""
    series = {name: typed(values) for name, values in columns.items()}
    described = tuple(Column(name, type_of(values), display=name.replace("_", " "), original=name) for name, values in series.items())
    return CleanTable(pd.DataFrame(series), described, Provenance("test.csv", "0" * 64))


def typed(values: list[Any]) -> pd.Series[Any]:
    """The column as cleaning hands it on."""
    given = [value for value in values if value is not None]
    if given and all(isinstance(value, int) for value in given):
        return pd.Series(values, dtype="Int64")
    if given and all(isinstance(value, float) for value in given):
        return pd.Series(values, dtype="float64")
    if given and all(isinstance(value, pd.Timestamp) for value in given):
        return pd.Series(values, dtype="datetime64[us]")
    return pd.Series(values, dtype="str")


def type_of(values: pd.Series[Any]) -> DataType:
    """The portal's type of a typed column."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return DataType.DATE
    return DataType.NUMBER if pd.api.types.is_numeric_dtype(values) else DataType.TEXT

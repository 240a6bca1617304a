"""Dates made coarser: the month, or the year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ctcompanion.model import CleanTable, DataType
from ctcompanion.privacy.remedies.changed import column_of, fitted, mapped
from ctcompanion.recipe import RemedyStep


def date_to_month(table: CleanTable, step: RemedyStep) -> CleanTable:
    """2024-03-17 becomes 2024-03. What is no date becomes blank."""
    column = column_of(table, step)
    days = stamps(table.rows[column.name])
    months = mapped(days, {day: f"{day:%Y-%m}" for day in days.dropna().drop_duplicates()})
    return fitted(table, column, months, "dates", type=DataType.TEXT, places=None)


def date_to_year(table: CleanTable, step: RemedyStep) -> CleanTable:
    """2024-03-17 becomes 2024. What is no date becomes blank."""
    column = column_of(table, step)
    years = stamps(table.rows[column.name]).dt.year.astype("Int64")
    return fitted(table, column, years, "dates", type=DataType.NUMBER, places=0, grouping=False)


def stamps(values: pd.Series[Any]) -> pd.Series[pd.Timestamp]:
    """Dates of a date column, or of a text column that holds them; each distinct text is read once."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return values
    codes, found = pd.factorize(values)
    read = pd.to_datetime(pd.Series(list(found), dtype="str"), errors="coerce", format="mixed")
    return pd.Series(read.reindex(codes).to_numpy(), index=values.index)

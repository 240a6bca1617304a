"""High and low numbers held at a limit, and numbers rounded."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable, Column
from ctcompanion.privacy.remedies.changed import column_of, number_of, with_values
from ctcompanion.recipe import RemedyStep


def top_code(table: CleanTable, step: RemedyStep) -> CleanTable:
    """Numbers above `at` become `at`; the column's description says so."""
    column, at = _number_column(table, step), number_of(step, "at")
    return with_values(
        table,
        column,
        _with_room_for(table.rows[column.name], at).clip(upper=at),
        description=_said(column, f"{at:,} means {at:,} or more."),
    )


def bottom_code(table: CleanTable, step: RemedyStep) -> CleanTable:
    """Numbers below `at` become `at`; the column's description says so."""
    column, at = _number_column(table, step), number_of(step, "at")
    return with_values(
        table,
        column,
        _with_room_for(table.rows[column.name], at).clip(lower=at),
        description=_said(column, f"{at:,} means {at:,} or less."),
    )


def round_numbers(table: CleanTable, step: RemedyStep) -> CleanTable:
    """Numbers to the nearest multiple of `base` (default 5), halves up; the column's description says so."""
    column, base = _number_column(table, step), number_of(step, "base", 5, least=1e-9)
    values = table.rows[column.name]
    nearest = {value: rounded(value, base) for value in pd.unique(values.dropna())}
    new = values.map(nearest).astype(_with_room_for(values, base).dtype)
    return with_values(table, column, new, description=_said(column, f"Rounded to the nearest {base:,}."))


def rounded(value: float, base: float) -> float:
    """The nearest multiple of base; a half goes up."""
    times = (Decimal(str(value)) / Decimal(str(base))).quantize(Decimal(1), ROUND_HALF_UP)
    return float(times * Decimal(str(base)))


def _with_room_for(values: pd.Series[Any], number: float) -> pd.Series[Any]:
    """The column as one that can hold this number too: whole numbers have no room for 3.2."""
    return values if float(number).is_integer() or not pd.api.types.is_integer_dtype(values) else values.astype("Float64").astype("float64")


def _number_column(table: CleanTable, step: RemedyStep) -> Column:
    column = column_of(table, step)
    if not pd.api.types.is_numeric_dtype(table.rows[column.name]):
        raise PrivacyError("not-numbers", f"“{column.name}” does not hold numbers.", "Choose another remedy for it.")
    return column


def _said(column: Column, sentence: str) -> str:
    return f"{column.description} {sentence}".strip() if sentence not in column.description else column.description

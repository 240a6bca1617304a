"""Ages in bands: 30-39, 40-49, ... 90+."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ctcompanion.model import CleanTable, DataType
from ctcompanion.privacy.lists import limits
from ctcompanion.privacy.remedies.changed import column_of, mapped, with_values
from ctcompanion.recipe import RemedyStep

OLDEST = 130


def age_bands(table: CleanTable, step: RemedyStep) -> CleanTable:
    """`width` years a band (default 10), or `edges` such as [0, 18, 65]; everybody from `top` (default 90) on in one."""
    column = column_of(table, step)
    values = table.rows[column.name]
    starts = edges(step.parameters)
    bands = {value: band(value, starts) for value in pd.unique(values.dropna())}
    return with_values(table, column, mapped(values, bands), type=DataType.TEXT, places=None, unit="")


def edges(parameters: Any) -> list[int]:
    """The first age of every band; the last band is open."""
    given = parameters.get("edges")
    if given:
        return sorted({int(edge) for edge in given} | {0})
    width, top = max(int(parameters.get("width", 10)), 1), int(parameters.get("top", limits()["high_age"]["top"]))
    return [*range(0, top, width), top]


def band(value: Any, starts: list[int]) -> str | None:
    """The band of one age; what is no age stays out (Unknown)."""
    age = pd.to_numeric(value, errors="coerce") if isinstance(value, str) else value
    if pd.isna(age) or not 0 <= age <= OLDEST:
        return "Unknown"
    number = max(position for position, start in enumerate(starts) if start <= age)
    if number == len(starts) - 1:
        return f"{starts[number]}+"
    first, last = starts[number], starts[number + 1] - 1
    return str(first) if first == last else f"{first}-{last}"

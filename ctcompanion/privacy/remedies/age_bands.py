"""Ages in bands: 30-39, 40-49, ... 90+."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable, DataType
from ctcompanion.privacy.lists import limits
from ctcompanion.privacy.remedies.changed import column_of, fitted, mapped, number_of
from ctcompanion.recipe import RemedyStep

OLDEST = 130
UNKNOWN = "Unknown"


def age_bands(table: CleanTable, step: RemedyStep) -> CleanTable:
    """`width` years a band (default 10), or `edges` such as [0, 18, 65]; everybody from `top` (default 90) on in one."""
    column = column_of(table, step)
    values = table.rows[column.name]
    starts = edges(_checked(step))
    bands = {value: band(value, starts) for value in pd.unique(values.dropna())}
    done = mapped(values, bands)
    if set(bands.values()) == {UNKNOWN}:
        done[:] = None
    return fitted(table, column, done, "ages", type=DataType.TEXT, places=None, unit="")


def _checked(step: RemedyStep) -> dict[str, Any]:
    """The step's numbers, each of them one."""
    for name, otherwise in (("width", 10), ("top", 90)):
        number_of(step, name, otherwise, least=1)
    given = step.parameters.get("edges")
    if given is not None and not (isinstance(given, list) and all(isinstance(edge, int) for edge in given)):
        raise PrivacyError("unclear-remedy", "The ages at which groups start are not numbers.", "Leave that step out and make it again.")
    return step.parameters


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
        return UNKNOWN
    number = max(position for position, start in enumerate(starts) if start <= age)
    if number == len(starts) - 1:
        return f"{starts[number]}+"
    first, last = starts[number], starts[number + 1] - 1
    return str(first) if first == last else f"{first}-{last}"

"""How large the figures of each column are, in steps and never as a value: percent that became a fraction, or dollars that became thousands, is seen."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from ctcompanion.model import CleanTable, DataType

STEPS = 4
"""Steps to a power of ten: coarse enough to tell no value."""
FAR = 7
"""So many steps apart (some 50 times as large) figures are hardly in the same unit."""
FEWEST = 5
"""Of fewer figures than this the middle one says little."""


def sizes(table: CleanTable) -> dict[str, int]:
    """Column name -> the step in which the middle one of its figures lies, zeros aside; years, codes and short columns are left out."""
    found = {}
    for column in table.columns:
        if column.type is DataType.NUMBER and column.grouping:
            values = np.abs(table.rows[column.name].to_numpy(dtype=float, na_value=np.nan))
            values = values[np.isfinite(values) & (values > 0)]
            if len(values) >= FEWEST:
                found[column.name] = math.floor(STEPS * math.log10(float(np.median(values))))
    return found


def said_of_size(before: Mapping[str, int], now: Mapping[str, int], name: str) -> str:
    """How much larger or smaller a column's figures are than last time, where it is hardly the same unit; empty where it may be."""
    apart = now.get(name, 0) - before.get(name, 0) if name in before and name in now else 0
    if abs(apart) < FAR:
        return ""
    times = 10 ** max(2, round(abs(apart) / STEPS))
    return f"about {times:,} times as {'large' if apart > 0 else 'small'} as last time"

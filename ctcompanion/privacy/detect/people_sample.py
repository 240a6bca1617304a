"""People hidden among organizations, a few of them to look at."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ctcompanion.privacy.detect.names import name_score
from ctcompanion.privacy.detect.people import LIKELY

MOST = 12
"""So many can be read at one look."""


def people_sample(values: pd.Series[Any], most: int = MOST) -> tuple[tuple[str, ...], int]:
    """Some of a column's distinct values that look like a person's name, spread over all of them in the alphabet, and how many there are.

    For the eyes of the person who decides: not for a log, a finding or the recipe.
    """
    found = sorted({text for value in pd.unique(values.dropna()) if name_score(text := str(value).strip()) >= LIKELY})
    step = max(1, -(-len(found) // most))
    return tuple(found[::step]), len(found)

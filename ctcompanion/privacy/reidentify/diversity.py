"""How many different private facts each group of look-alikes holds (distinct l-diversity)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ctcompanion.privacy.reidentify.classes import class_codes, column_codes


def distinct_l(frame: pd.DataFrame, columns: tuple[str, ...], sensitive: str) -> int | None:
    """The smallest number of different values of `sensitive` in a group over `columns`; None for an empty table. Empty cells count as a value."""
    if not len(frame):
        return None
    codes, size = class_codes(frame, columns)
    values, number = column_codes(frame[sensitive])
    pairs = np.unique(codes * number + values)
    held = np.bincount(pairs // number, minlength=size)
    return int(held[held > 0].min())

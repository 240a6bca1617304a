"""Small sheets for the tests of the layout."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from ctcompanion.cleaning.layout.grid import Grid, grid_of
from ctcompanion.model import Range, Sheet, Styles, column_letter


def sheet_of(*rows: Sequence[str], merged: tuple[Range, ...] = ()) -> Sheet:
    """A sheet of texts; short rows are filled with blanks."""
    width = max(map(len, rows), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    cells = pa.table({column_letter(at + 1): pa.array([row[at] or None for row in padded], pa.string()) for at in range(width)})
    return Sheet(None, cells, styles=Styles(merged=merged))


def grid(*rows: Sequence[str], merged: tuple[Range, ...] = ()) -> Grid:
    """The same as arrays."""
    return grid_of(sheet_of(*rows, merged=merged), np.arange(len(rows)))

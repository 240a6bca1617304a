"""Plain facts that overrule the model: a row that looks like the data row right above it is data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ctcompanion.model import LineClass

from .grid import Grid

ALIKE = 0.8
"""The share of cells in which two rows are filled alike."""


def settled(grid: Grid, classes: Sequence[LineClass]) -> list[LineClass]:
    """The classes, with headers and notes that continue the data above them made data."""
    out = list(classes)
    seen: set[bytes] = set()
    for line, kind in enumerate(out):
        if kind is LineClass.HEADER:
            if _continues(grid, out, line) and grid.codes[line].tobytes() not in seen:
                out[line] = LineClass.DATA
            seen.add(grid.codes[line].tobytes())
        elif kind is LineClass.NOTE and _continues(grid, out, line) and grid.filled[line].all():
            out[line] = LineClass.DATA
    return out


def _continues(grid: Grid, classes: Sequence[LineClass], line: int) -> bool:
    """Whether the row right above is data and filled with the same kinds of cells, several of them."""
    if line < 2 or classes[line - 1] is not LineClass.DATA or grid.rows[line] != grid.rows[line - 1] + 1:
        return False
    here, above = grid.filled[line], grid.filled[line - 1]
    either, both = (here | above).sum(), (here & above).sum()
    same = (grid.kinds[line] == grid.kinds[line - 1]) & here & above
    return bool(here.sum() >= 2 and both >= ALIKE * either and np.count_nonzero(same) >= ALIKE * both)

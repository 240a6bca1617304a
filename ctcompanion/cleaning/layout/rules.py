"""A first guess of where the body begins and ends, without a model: the features count from there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .grid import Grid
from .words import NOTE_WORD


def body_start(grid: Grid) -> int:
    """The first line (from 0) that holds data: numbers beside it and below it in the same columns, or the second full line of words."""
    filled, numeric = grid.filled, grid.numeric | grid.marks
    counts, amounts = filled.sum(1), (grid.numeric & (grid.kinds != 2)).sum(1)
    width = max(int(np.quantile(counts[counts > 0], 0.75)) if (counts > 0).any() else 1, 1)
    for line in range(len(counts)):
        if not counts[line]:
            continue
        enough = amounts[line] >= 1 and numeric[line].sum() >= 0.4 * max(counts[line] - 1, 1) and counts[line] >= min(2, width)
        if enough and _agrees_below(numeric, filled, line):
            return line
    full = np.flatnonzero(counts >= max(0.7 * width, 1))
    return int(full[1]) if len(full) > 1 else len(counts)


def _agrees_below(numeric: npt.NDArray[np.bool_], filled: npt.NDArray[np.bool_], line: int) -> bool:
    """Whether the next lines hold numbers where this one does."""
    below = [row for row in range(line + 1, min(line + 12, len(numeric))) if filled[row].sum() > 1][:3]
    if not below:
        return True
    shared = [(numeric[row] & numeric[line]).sum() / max(numeric[line].sum(), 1) for row in below]
    return float(np.mean(shared)) >= 0.5


def body_end(grid: Grid, start: int) -> int:
    """The last line of the body."""
    counts, lines = grid.filled.sum(1), grid.shape[0]
    notes = grid.matching(NOTE_WORD)
    wide = grid.shape[1] > 1
    end = lines - 1
    while end > start:
        filled = np.flatnonzero(grid.filled[end])
        numbers = (grid.numeric | grid.marks)[end, 1:].any()
        if counts[end] and not (wide and len(filled) <= 2 and not numbers) and not (notes[end, filled[0]] and len(filled) <= 2):
            break
        end -= 1
    return end

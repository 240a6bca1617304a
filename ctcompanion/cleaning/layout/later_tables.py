"""A table of another shape further down: the row of words over its numbers is its header, whatever the rows above made of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ctcompanion.model import LineClass

from .cells import YEAR
from .grid import Flags, Grid

BODY = frozenset({LineClass.DATA, LineClass.GROUP, LineClass.TOTAL})
MOSTLY = 0.8
"""From this share of numbers on a column is one of numbers."""


def with_later_tables(grid: Grid, classes: Sequence[LineClass]) -> list[LineClass]:
    """The classes with the headers and titles of later tables put right."""
    out = list(classes)
    for first, last in _runs(grid):
        above = [line for line in range(first) if out[line] in BODY]
        head = first + _is_title(grid, first, last)
        if above and last - head >= 2 and out[head] in BODY and _is_header(grid, head, last, above):
            out[head] = LineClass.HEADER
            if head > first:
                out[first] = LineClass.TITLE
    return out


def _runs(grid: Grid) -> list[tuple[int, int]]:
    """First and last of the lines that stand together, blank rows between them."""
    lines = np.flatnonzero(grid.filled.any(1))
    if not len(lines):
        return []
    ends = np.flatnonzero(np.diff(grid.rows[lines]) > 1)
    return list(zip(lines[np.r_[0, ends + 1]].tolist(), lines[np.r_[ends, len(lines) - 1]].tolist(), strict=True))


def _is_title(grid: Grid, first: int, last: int) -> bool:
    """Whether one text alone stands over a row of several."""
    return bool(last > first and grid.filled[first].sum() == 1 and grid.worded[first].any() and grid.filled[first + 1].sum() > 1)


def _is_header(grid: Grid, line: int, last: int, above: Sequence[int]) -> bool:
    """Whether a line is words, the lines below it hold numbers under them, and it cannot be a row of the table above."""
    filled = grid.filled[line]
    words = grid.worded[line]
    if filled.sum() < 2 or not (words | (grid.kinds[line] == YEAR))[filled].all():
        return False
    below, other = _numeric(grid, range(line + 1, last + 1)), grid.filled[list(above)].any(0)
    inside = not grid.filled[line + 1 : last + 1, ~filled].any()
    return bool(inside and (words & below).sum() >= (1 if (filled != other).any() else 2))


def _numeric(grid: Grid, lines: Sequence[int]) -> Flags:
    """The columns that mostly hold numbers in these lines."""
    told = grid.filled[list(lines)].sum(0)
    return np.asarray((told > 0) & (grid.numeric[list(lines)].sum(0) >= MOSTLY * np.maximum(told, 1)))

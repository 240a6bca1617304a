"""Total columns by word and arithmetic, and the sums of rows and columns in Excel's numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ctcompanion.model import Block, LineClass, LineSum

from . import sums
from .cells import NUMBER
from .features import Lines
from .grid import Grid

COLUMN_WORD = r"(?i)\btotals?\b|^all\b|\ball (?:ages|races|grades|sexes|persons|towns|students|industries)\b|^both sexes\b"
OVER_OTHERS = 0.95
"""A worded column without a sum found is a total where it is not below any of its neighbours in so many rows."""


def row_sums(lines: Lines, classes: Sequence[LineClass]) -> tuple[LineSum, ...]:
    """The sums found among the rows, and the rows that are totals by their word alone (without parts)."""
    rows = lines.grid.rows + 1
    found = {f.line: f for f in lines.found}
    out = []
    for line, kind in enumerate(classes):
        sum_ = found.get(line)
        if sum_ is not None and kind in (LineClass.TOTAL, LineClass.DATA):
            parts = tuple(int(rows[part]) for part in sum_.parts)
            out.append(LineSum("row", int(rows[line]), parts, sum_.tried + sum_.hidden, sum_.rebuilt, sum_.hidden))
        elif kind is LineClass.TOTAL:
            out.append(LineSum("row", int(rows[line]), (), 0, 0))
    return tuple(out)


def column_sums(grid: Grid, classes: Sequence[LineClass], block: Block) -> tuple[LineSum, ...]:
    """The columns of a block that are totals: worded as one, and either rebuilt by arithmetic or over all their neighbours."""
    first, last = block.range.first_column - 1, block.range.last_column
    inside = (grid.rows + 1 >= block.first_body_row) & (grid.rows + 1 <= block.range.last_row)
    body = [line for line, kind in enumerate(classes) if inside[line] and kind in (LineClass.DATA, LineClass.TOTAL)]
    values = np.where(grid.kinds[body, first:last] == NUMBER, grid.values[body, first:last], np.nan).T
    worded = _worded(block)
    if not worded or not body:
        return ()
    found = {f.line: f for f in sums.find(values)}
    out = []
    for column in worded:
        sum_ = found.get(column)
        number = block.range.first_column + column
        if sum_ is not None:
            parts = tuple(block.range.first_column + part for part in sum_.parts)
            out.append(LineSum("column", number, parts, sum_.tried + sum_.hidden, sum_.rebuilt, sum_.hidden))
        elif _over_neighbours(values, column):
            out.append(LineSum("column", number, (), 0, 0))
    return tuple(out)


def _worded(block: Block) -> list[int]:
    """Positions of the columns whose header has a total word."""
    pattern = re.compile(COLUMN_WORD)
    return [at for at, header in enumerate(block.headers) if any(pattern.search(text) for text in header)]


def _over_neighbours(values: sums.Numbers, column: int) -> bool:
    """Whether a column is never below the numeric columns beside it (two at least)."""
    with np.errstate(invalid="ignore"):
        others = [other for other in range(len(values)) if other != column and (~np.isnan(values[other])).sum() >= 2]
        near = sorted(others, key=lambda other: abs(other - column))[:4]
        told = ~np.isnan(values[column])
        if len(near) < 2 or told.sum() < 2:
            return False
        shares = [(values[other] <= values[column] * 1.001)[told & ~np.isnan(values[other])] for other in near]
    return all(share.mean() >= OVER_OTHERS for share in shares if len(share))

"""Total columns by word and arithmetic, and the sums of rows and columns in Excel's numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ctcompanion.model import Block, LineClass, LineSum

from . import sums
from .cells import NUMBER
from .features import Lines, measures
from .grid import Grid
from .level import Found, Numbers
from .worded import find_for

BARE_WORD = r"(?i)^\W*(?:grand |sub-?)?totals?\W*$"
COLUMN_WORD = r"(?i)totals?\b|^sum$|^all\b|\ball (?:ages|races|grades|sexes|persons|towns|students|industries)\b|^both sexes\b"
REACH = 30
"""How many columns beside it a total may be of."""
NEARLY = (0.7, 1.3)
"""A worded column whose neighbours add up to so much of it is a total although the sum does not hold."""
NOT_ADDING = r"(?i)%|\bpercent|\brates?\b|\baverages?\b|\bmedian\b|\bmean\b|\bper\b"
"""Columns that are never part of a sum."""
OVER_OTHERS = 0.95
"""A worded column without a sum found is a total where it is not below any of its neighbours in so many rows."""


def row_sums(lines: Lines, classes: Sequence[LineClass]) -> tuple[LineSum, ...]:
    """The sums found among the rows, and the rows that are totals by their word alone (without parts)."""
    found = {f.line: f for f in lines.found}
    bare = [line for line, kind in enumerate(classes) if kind is LineClass.TOTAL and line not in found]
    found.update(find_for(measures(lines.grid, lines.start), bare))
    out = []
    for line, kind in enumerate(classes):
        if line in found and kind in (LineClass.TOTAL, LineClass.DATA):
            out.append(_row_sum(lines, found[line]))
        elif kind is LineClass.TOTAL:
            out.append(_hidden_sum(lines, classes, line) or LineSum("row", int(lines.grid.rows[line]) + 1, (), 0, 0))
    return tuple(out)


def _row_sum(lines: Lines, sum_: Found) -> LineSum:
    rows = lines.grid.rows + 1
    parts = tuple(int(rows[part]) for part in sum_.parts)
    return LineSum("row", int(rows[sum_.line]), parts, sum_.tried + sum_.hidden, sum_.rebuilt, sum_.hidden)


def _hidden_sum(lines: Lines, classes: Sequence[LineClass], line: int) -> LineSum | None:
    """The sum behind a total by word whose parts are hidden: the data lines above it, where they nowhere come to more than the total."""
    parts = []
    for above in range(line - 1, -1, -1):
        if classes[above] in (LineClass.TOTAL, LineClass.HEADER, LineClass.TITLE, LineClass.NOTE):
            break
        if classes[above] is LineClass.DATA:
            parts.append(above)
    grid = lines.grid
    told = np.where(grid.kinds[line] == NUMBER, grid.values[line], np.nan)
    held = np.where(grid.kinds[parts] == NUMBER, grid.values[parts], np.nan)
    known = ~np.isnan(told) & ((~np.isnan(held)).sum(0) >= 2)
    if len(parts) < 2 or not known.any():
        return None
    rest = told[known] - np.nansum(held[:, known], axis=0)
    hidden = (rest > 0.5) & (np.isnan(held[:, known]) & grid.marks[parts][:, known]).any(0)
    exact = np.abs(rest) <= 0.5 + 1e-9 * np.abs(told[known])
    if not hidden.any() or not (hidden | exact).all():
        return None
    rows = tuple(sorted(int(grid.rows[part]) + 1 for part in parts))
    return LineSum("row", int(grid.rows[line]) + 1, rows, int(known.sum()), int(exact.sum()), int(hidden.sum()))


def column_sums(grid: Grid, classes: Sequence[LineClass], block: Block) -> tuple[LineSum, ...]:
    """The columns of a block that are totals: worded as one, and either rebuilt by arithmetic or over all their neighbours."""
    first, last = block.range.first_column - 1, block.range.last_column
    inside = (grid.rows + 1 >= block.first_body_row) & (grid.rows + 1 <= block.range.last_row)
    body = [line for line, kind in enumerate(classes) if inside[line] and kind in (LineClass.DATA, LineClass.TOTAL)]
    values = np.where(grid.kinds[body, first:last] == NUMBER, grid.values[body, first:last], np.nan).T
    values[[at for at, header in enumerate(block.headers) if re.search(NOT_ADDING, " ".join(header))]] = np.nan
    worded = _worded(block)
    if not worded or not body:
        return ()
    found = {f.line: f for f in sums.find(values)}
    return tuple(_placed(sum_, block) for sum_ in _column_sums(values, worded, found, block))


def _column_sums(values: Numbers, worded: list[int], found: dict[int, Found], block: Block) -> list[Found]:
    """A sum for each worded column that is one; without parts where only its size tells. Parts of a sum are no parts of a later one."""
    out = []
    left = values.copy()
    worded_sums = find_for(values, worded)
    for column in worded:
        sum_ = found.get(column) or worded_sums.get(column) or find_for(left, [column]).get(column)
        bare = _is_bare(block.headers[column]) and _over_neighbours(values, column)
        if sum_ is None and (bare or _nearly_sum(values, column) or _nearly_sum(left, column)):
            sum_ = Found(column, (), 0, 0, 0, 0.0)
        if sum_ is not None:
            out.append(sum_)
            left[list(sum_.parts)] = np.nan
    return out


def _placed(sum_: Found, block: Block) -> LineSum:
    """The sum of columns in Excel's numbers."""
    first = block.range.first_column
    return LineSum(
        "column", first + sum_.line, tuple(first + part for part in sum_.parts), sum_.tried + sum_.hidden, sum_.rebuilt, sum_.hidden
    )


def _worded(block: Block) -> list[int]:
    """Positions of the columns whose header has a total word."""
    pattern = re.compile(COLUMN_WORD)
    return [at for at, header in enumerate(block.headers) if any(pattern.search(text) for text in header)]


def _over_neighbours(values: Numbers, column: int) -> bool:
    """Whether a column is never below the numeric columns beside it (two at least)."""
    with np.errstate(invalid="ignore"):
        others = [other for other in range(len(values)) if other != column and (~np.isnan(values[other])).sum() >= 2]
        near = sorted(others, key=lambda other: abs(other - column))[:4]
        told = ~np.isnan(values[column])
        if len(near) < 2 or told.sum() < 2:
            return False
        shares = [(values[other] <= values[column] * 1.001)[told & ~np.isnan(values[other])] for other in near]
    return all(share.mean() >= OVER_OTHERS for share in shares if len(share))


def _is_bare(header: tuple[str, ...]) -> bool:
    """Whether a header says "Total" and nothing else at its lowest level."""
    return bool(header) and re.search(BARE_WORD, header[-1]) is not None


def _nearly_sum(values: Numbers, column: int) -> bool:
    """Whether a column is of the size of the sum of a run beside it, and hardly ever below a part: a total with dropped or hidden parts."""
    told = values[column]
    runs = [range(column - size, column) for size in range(2, min(column, REACH) + 1)]
    runs += [range(column + 1, column + 1 + size) for size in range(2, min(len(values) - column - 1, REACH) + 1)]
    with np.errstate(invalid="ignore", divide="ignore"):
        for run in runs:
            parts = values[list(run)]
            known = ~np.isnan(told) & (told != 0) & (~np.isnan(parts)).any(0)
            if known.sum() < 3 or (~np.isnan(parts)).any(1).sum() < 2:
                continue
            ratio = np.nansum(parts, axis=0)[known] / told[known]
            below = np.nan_to_num(parts).max(0)[known] <= told[known] * 1.001
            if NEARLY[0] <= np.median(ratio) <= NEARLY[1] and below.mean() >= OVER_OTHERS:
                return True
    return False

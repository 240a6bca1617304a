"""Plain facts that overrule the model: what a row plainly is by its numbers, or by the row right above it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ctcompanion.model import LineClass

from .blocks import bare
from .cells import NUMBER
from .grid import Flags, Grid
from .words import TOTAL_WORD

ALIKE = 0.8
"""The share of cells in which two rows are filled alike."""
NUMBERS = 0.6
"""From this share of numbers on, years aside, a row between header and data is no header."""
BODY = frozenset({LineClass.DATA, LineClass.GROUP, LineClass.TOTAL})


def settled(grid: Grid, classes: Sequence[LineClass]) -> list[LineClass]:
    """The classes with rows put right that a plain fact decides."""
    out = list(classes)
    seen: set[bytes] = set()
    total = np.asarray(grid.matching(TOTAL_WORD)[:, :4].any(1))
    begun = False
    again = _headers_again(grid, out)
    for line, kind in enumerate(out):
        if line in again:
            out[line] = LineClass.HEADER
        elif kind is LineClass.HEADER:
            if grid.codes[line].tobytes() not in seen:
                out[line] = _not_a_header(grid, out, line, begun, total)
            seen.add(grid.codes[line].tobytes())
        elif kind is LineClass.NOTE and _continues(grid, out, line) and grid.filled[line].all():
            out[line] = LineClass.DATA
        elif kind is LineClass.DATA and not begun and _counts_columns(grid, line) and _before(out, line) is LineClass.HEADER:
            out[line] = LineClass.HEADER
        begun = begun or out[line] in BODY
    return out


def _headers_again(grid: Grid, classes: Sequence[LineClass]) -> set[int]:
    """Lines of data that repeat a header above them, be it with another case or punctuation."""
    heads = [line for line, kind in enumerate(classes) if kind is LineClass.HEADER and grid.filled[line].sum() > 1]
    found = set()
    for head in heads:
        columns = np.flatnonzero(grid.filled[head])
        alike = np.flatnonzero((grid.filled == grid.filled[head]).all(1) & ~grid.numeric.any(1))
        told = [bare(grid.text(head, int(column))) for column in columns]
        for line in alike[alike > head].tolist():
            same = all(bare(grid.text(line, int(column))) == text for column, text in zip(columns, told, strict=True))
            if classes[line] is LineClass.DATA and same:
                found.add(line)
    return found


def _not_a_header(grid: Grid, out: Sequence[LineClass], line: int, begun: bool, total: Flags) -> LineClass:
    """What a line said to be a header, and no repetition of one, is: the header, or a row of the body that looks like one."""
    if _is_amounts(grid, line) or _continues(grid, out, line):
        return LineClass.TOTAL if total[line] else LineClass.DATA
    alone = grid.filled[line].sum() == 1
    if begun and alone and _is_label(grid, line) and not _leads_to_header(grid, out, line):
        return LineClass.GROUP
    return LineClass.HEADER


def _before(out: Sequence[LineClass], line: int) -> LineClass | None:
    """The class of the filled line above."""
    return next((out[at] for at in range(line - 1, -1, -1) if out[at] is not LineClass.BLANK), None)


def _continues(grid: Grid, classes: Sequence[LineClass], line: int) -> bool:
    """Whether the row right above is data and filled with the same kinds of cells, several of them."""
    if line < 2 or classes[line - 1] is not LineClass.DATA or grid.rows[line] != grid.rows[line - 1] + 1:
        return False
    here, above = grid.filled[line], grid.filled[line - 1]
    either, both = (here | above).sum(), (here & above).sum()
    same = (grid.kinds[line] == grid.kinds[line - 1]) & here & above
    return bool(here.sum() >= 2 and both >= ALIKE * either and np.count_nonzero(same) >= ALIKE * both)


def _is_amounts(grid: Grid, line: int) -> bool:
    """Whether a row holds a label and several amounts, of which one is large, under columns of numbers."""
    amounts = grid.kinds[line] == NUMBER
    words = grid.worded[line]
    several = amounts.sum() >= max(3, NUMBERS * grid.filled[line].sum()) and len(np.unique(grid.codes[line][amounts])) >= 3
    if not several or not words.any() or _counts_columns(grid, line):
        return False
    below = grid.numeric | grid.marks
    numeric = below[line + 1 :].sum(0) >= 0.8 * np.maximum(grid.filled[line + 1 :].sum(0), 1)
    return bool(
        numeric[amounts].mean() >= ALIKE
        and np.nanmax(np.abs(grid.values[line][amounts])) >= 100
        and amounts[np.flatnonzero(words)[-1] :].any()
    )


def _counts_columns(grid: Grid, line: int) -> bool:
    """Whether a row numbers the columns: 1, 2, 3 from left to right."""
    told = grid.values[line][grid.kinds[line] == NUMBER]
    return len(told) >= 3 and bool((np.diff(np.abs(told)) == 1).all()) and abs(told[0]) in (1, 2)


def _is_label(grid: Grid, line: int) -> bool:
    """Whether a row's only cell stands in a column of words."""
    column = int(grid.filled[line].argmax())
    return bool(grid.worded[:, column].sum() >= 0.5 * max(grid.filled[:, column].sum(), 1))


def _leads_to_header(grid: Grid, out: Sequence[LineClass], line: int) -> bool:
    """Whether the filled line below is a header of several columns."""
    below = next((at for at in range(line + 1, len(out)) if out[at] is not LineClass.BLANK), None)
    return below is not None and out[below] is LineClass.HEADER and bool(grid.filled[below].sum() > 1)

"""A sheet's layout: what each row is, where the tables stand, which rows and columns are totals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow.compute as pc

from ctcompanion.model import Layout, LineClass, Sheet

from . import cut, forest
from .blocks import blocks_of
from .confidence import confidence
from .features import Lines, features, lines_of
from .forest import Forest, Probabilities
from .grid import Flags, Grid, grid_of
from .later_tables import with_later_tables
from .reasons import reasons
from .rows import looked_at
from .settle import settled
from .totals import column_sums, row_sums
from .words import TOTAL_WORD


def detect(sheet: Sheet, model: Forest | None = None) -> Layout:
    """Find the layout of a sheet. Changes nothing; never raises for what a sheet holds. `model`: another than the shipped one, to measure it."""
    if not sheet.height or not sheet.width:
        return Layout((LineClass.BLANK,) * sheet.height, (), (), (), (), 1.0)
    lines = lines_of(grid_of(sheet, looked_at(sheet)))
    classes, chances = classed(lines, model or forest.shipped())
    blocks = blocks_of(lines.grid, classes)
    columns = column_sums(lines.grid, classes, blocks[0]) if blocks else ()
    everywhere, sums = _everywhere(sheet, lines.grid, classes), (*row_sums(lines, classes), *columns)
    of_lines, of_edges = confidence(chances)
    return Layout(
        lines=everywhere,
        header_rows=blocks[0].header_rows if blocks else (),
        names=blocks[0].names if blocks else (),
        tables=tuple(block.range for block in blocks),
        total_columns=tuple(sum_.number for sum_ in columns),
        confidence=of_lines,
        edge_confidence=of_edges,
        blocks=blocks,
        sums=sums,
        reasons=reasons(everywhere, blocks, sums),
    )


def classed(lines: Lines, model: Forest) -> tuple[list[LineClass], Probabilities]:
    """One class per line of the grid, and the chances that the model gave the filled ones."""
    names, matrix = features(lines)
    if names != model.names:
        raise RuntimeError("the line model was trained on other features: run tools/train_layout.py")
    out = [LineClass.BLANK] * lines.grid.shape[0]
    chances = model.probabilities(matrix)
    for line, kind in zip(lines.at, cut.classes(chances), strict=True):
        out[int(line)] = kind
    return with_later_tables(lines.grid, settled(lines.grid, out, {found.line for found in lines.found})), chances


def _everywhere(sheet: Sheet, grid: Grid, classes: Sequence[LineClass]) -> tuple[LineClass, ...]:
    """A class for each row of the sheet: rows that were not looked at are data, or what looked-at rows of their kind mostly are."""
    if grid.shape[0] == sheet.height:
        return tuple(classes)
    odd = _odd(sheet)
    likeness = odd[grid.rows]
    out = np.full(sheet.height, LineClass.DATA, dtype=object)
    for kind in np.unique(odd):
        alike = [classes[int(line)] for line in np.flatnonzero(likeness == kind)]
        body = [found for found in alike if found in (LineClass.DATA, LineClass.GROUP, LineClass.TOTAL)]
        if body:
            out[odd == kind] = max(set(body), key=body.count)
    out[odd == 0] = LineClass.BLANK
    out[grid.rows] = np.array(classes, dtype=object)
    return tuple(out.tolist())


def _odd(sheet: Sheet) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """A number per row that is the same for rows filled alike: 0 for a blank row; twice the filled cells, one more with a total word."""
    filled = np.zeros(sheet.height, dtype=np.int64)
    total: Flags = np.zeros(sheet.height, dtype=bool)
    for at, column in enumerate(sheet.cells.columns):
        filled += np.asarray(pc.greater(pc.utf8_length(pc.utf8_trim_whitespace(pc.fill_null(column, ""))), 0), dtype=np.int64)
        if at < 3:
            total |= np.asarray(pc.match_substring_regex(pc.fill_null(column, ""), TOTAL_WORD), dtype=bool)
    return np.where(filled == 0, 0, 2 * filled + total)

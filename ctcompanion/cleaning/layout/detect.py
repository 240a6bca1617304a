"""A sheet's layout: what each row is, where the tables stand, which rows and columns are totals."""

from __future__ import annotations

import numpy as np

from ctcompanion.model import Block, Layout, LineClass, Range, Sheet

from . import rules
from .grid import Grid, grid_of
from .names import levels, unique_names

BODY = (LineClass.DATA, LineClass.GROUP, LineClass.TOTAL)


def detect(sheet: Sheet) -> Layout:
    """Find the layout of a sheet. Changes nothing; never raises for what a sheet holds."""
    if not sheet.height or not sheet.width:
        return Layout((LineClass.BLANK,) * sheet.height, (), (), (), (), 1.0)
    grid = grid_of(sheet, np.arange(sheet.height))
    lines = rules.classify(grid)
    blocks = _blocks(grid, lines)
    main = blocks[0] if blocks else None
    return Layout(
        lines=tuple(lines),
        header_rows=main.header_rows if main else (),
        names=main.names if main else (),
        tables=tuple(block.range for block in blocks),
        total_columns=(),
        confidence=0.5,
        blocks=blocks,
    )


def _blocks(grid: Grid, lines: list[LineClass]) -> tuple[Block, ...]:
    head = [line for line, kind in enumerate(lines) if kind is LineClass.HEADER]
    body = [line for line, kind in enumerate(lines) if kind in BODY]
    if not body:
        return ()
    inside = [*head, *body]
    columns = np.flatnonzero(grid.filled[inside].any(0))
    area = Range(min(inside) + 1, max(body) + 1, int(columns[0]) + 1, int(columns[-1]) + 1)
    headers = levels(grid, head, area)
    return (Block(area, tuple(line + 1 for line in head), headers, unique_names(headers, area.first_column)),)

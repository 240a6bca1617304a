"""What became of the cells of some rows of the sheet: gone from the table, or there with another value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from ctcompanion.model import CleanTable, Range, Sheet

from . import dates, groups, header
from .change_type import NO, YES
from .numbers import parse_distinct

Cell = tuple[int, int]
Cells = Mapping[Cell, str]
MOVED = (groups.LIFT, header.OPERATION)


def traced(sheet: Sheet, table: CleanTable, rows: Sequence[int]) -> tuple[frozenset[Cell], Cells]:
    """Of these rows of the sheet: the cells that a step took off, and the cells whose value the table writes otherwise (what it writes).

    A cell is (row, column) as Excel counts. A number without its comma, or a date in ISO, is the same value. Only these rows are looked at.
    """
    stands = _stands(table, rows)
    texts = {row: [_text(value) for value in sheet.cells.slice(row - 1, 1).to_pylist()[0].values()] for row in rows}
    changed = _other({cell: (texts[cell[0]][cell[1] - 1], new) for cell, new in stands.items()})
    gone = {
        cell for area in _removed(table) for cell in _cells(area, rows, sheet.width) if cell not in stands and texts[cell[0]][cell[1] - 1]
    }
    return frozenset(gone), changed


def _stands(table: CleanTable, rows: Sequence[int]) -> dict[Cell, str]:
    """What the table writes for each of its cells in these rows."""
    origin = table.origin
    if origin is None or len(origin.rows) != len(table.rows):
        return {}
    here = np.flatnonzero(np.isin(origin.rows, np.asarray(rows)))
    numbers = origin.rows[here].tolist()
    found: dict[Cell, str] = {}
    for name, source in origin.columns.items():
        if name not in table.rows.columns or (isinstance(source, int) and source <= 0):
            continue
        columns = [source] * len(here) if isinstance(source, int) else source[here].tolist()
        written = [_written(value) for value in table.rows[name].iloc[here].tolist()]
        found |= {(row, column): text for row, column, text in zip(numbers, columns, written, strict=True) if column > 0}
    return found


def _removed(table: CleanTable) -> list[Range]:
    """What the steps took off. Names of columns and of groups did not go: they stand above the table, or in a column of it."""
    return [area for change in table.changes if not change.step.startswith(MOVED) for area in change.removed]


def _cells(area: Range, rows: Sequence[int], width: int) -> list[Cell]:
    columns = range(area.first_column, min(area.last_column, width) + 1)
    return [(row, column) for row in rows if area.first_row <= row <= area.last_row for column in columns]


def _text(value: str | None) -> str:
    """The cell's text without the blanks around it."""
    return " ".join(value.split()) if value else ""


def _written(value: Any) -> str:
    """The table's value as text."""
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.isoformat(sep=" ")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _other(pairs: Mapping[Cell, tuple[str, str]]) -> dict[Cell, str]:
    """What the table writes, where that is not the cell's value typed."""
    odd = {cell: (found, written) for cell, (found, written) in pairs.items() if found != written}
    before, after = (parse_distinct(pa.array([pair[at] for pair in odd.values()], type=pa.string())) for at in (0, 1))
    same = np.isclose(before, after, rtol=1e-9, atol=1e-12)
    return {
        cell: written
        for (cell, (found, written)), alike in zip(odd.items(), same, strict=True)
        if not (alike and not written.startswith("0")) and not _typed(found, written)
    }


def _typed(found: str, written: str) -> bool:
    """Whether a yes or no, or a day, is written in another way only."""
    if not found or not written:
        return False
    if written in {"yes", "no"}:
        return found.lower() in (YES if written == "yes" else NO)
    day, again = dates.parse_distinct(pa.array([found])), dates.parse_distinct(pa.array([written]))
    return day is not None and again is not None and bool(day[0] == again[0])

"""Which rows of a sheet are looked at: all of a small one; of a large one the head, the tail and what stands out in between."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Sheet

from .words import TOTAL_WORD

WHOLE = 1500
"""A sheet of up to so many rows is looked at row by row."""
HEAD, TAIL, BETWEEN = 400, 300, 300
STANDING_OUT = 400
"""At most so many rows that stand out; where more do, they are how the table is made."""
FIRST_COLUMNS = 3


def looked_at(sheet: Sheet) -> npt.NDArray[np.int64]:
    """The rows (from 0) to look at, ascending."""
    height = sheet.height
    if height <= WHOLE:
        return np.arange(height)
    inner = sheet.cells.slice(HEAD, height - HEAD - TAIL)
    odd = np.flatnonzero(_standing_out(inner)) + HEAD
    if len(odd) > STANDING_OUT:
        odd = odd[np.linspace(0, len(odd) - 1, STANDING_OUT).astype(np.int64)]
    around = np.unique(np.clip(np.concatenate([odd - 1, odd, odd + 1]), 0, height - 1)) if len(odd) else odd
    even = np.linspace(HEAD, height - TAIL - 1, BETWEEN).astype(np.int64)
    return np.unique(np.concatenate([np.arange(HEAD), around, even, np.arange(height - TAIL, height)]))


def _standing_out(cells: pa.Table) -> npt.NDArray[np.bool_]:
    """Rows with few cells, and rows with a total word in their first columns."""
    filled = np.zeros(cells.num_rows, dtype=np.int32)
    for column in cells.columns:
        filled += np.asarray(pc.is_valid(column), dtype=np.int32)
    usual = np.median(filled)
    odd = filled < 0.5 * usual
    for column in cells.columns[:FIRST_COLUMNS]:
        texts = pc.fill_null(column, "")
        odd |= np.asarray(pc.match_substring_regex(texts, TOTAL_WORD), dtype=bool)
    return np.asarray(odd)

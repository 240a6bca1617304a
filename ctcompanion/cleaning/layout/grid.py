"""A sheet as arrays: for the rows that are looked at, a code per cell into the distinct texts, and what each looks like."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import KIND_CODES, Kind, Sheet, Styles

from .cells import DATE, MARK, NUMBER, TEXT, YEAR, Distinct, distinct

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Grid:
    """`rows`: the sheet's rows (from 0) that are looked at, ascending. Arrays have one line per such row and one column per sheet column."""

    rows: npt.NDArray[np.int64]
    codes: npt.NDArray[np.int32]
    distinct: Distinct
    kinds: npt.NDArray[np.int8]
    styles: Styles
    height: int

    @property
    def shape(self) -> tuple[int, int]:
        return int(self.codes.shape[0]), int(self.codes.shape[1])

    @cached_property
    def filled(self) -> Flags:
        return np.asarray(self.kinds != 0)

    @cached_property
    def numeric(self) -> Flags:
        """Numbers, years counted too."""
        return np.asarray((self.kinds == NUMBER) | (self.kinds == YEAR))

    @cached_property
    def marks(self) -> Flags:
        return np.asarray(self.kinds == MARK)

    @cached_property
    def worded(self) -> Flags:
        """Cells of words (dates are not)."""
        return np.asarray(self.kinds == TEXT)

    @cached_property
    def values(self) -> Numbers:
        """The number in each cell, NaN where there is none."""
        return np.where(self.numeric, self.distinct.values[self.codes], np.nan)

    def spread(self, flags: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        """What is known per distinct text, per cell."""
        return flags[self.codes]

    def matching(self, pattern: str) -> Flags:
        """The cells whose trimmed text matches."""
        return np.asarray(self.distinct.matching(pattern)[self.codes], dtype=bool)

    def text(self, line: int, column: int) -> str:
        """The trimmed text of a cell; line and column from 0 in these arrays."""
        return str(self.distinct.texts[int(self.codes[line, column])].as_py())


def _coded(cells: pa.Table) -> tuple[npt.NDArray[np.int32], pa.Array]:
    """Codes of the cells (line, column) and the distinct texts, the blank first."""
    columns = [pc.fill_null(pc.cast(column, pa.string()), "") for column in cells.columns]
    chunks = [pa.array([""], pa.string()), *(chunk for column in columns for chunk in column.chunks)]
    encoded = pa.chunked_array(chunks, pa.string()).combine_chunks().dictionary_encode()
    codes = np.asarray(encoded.indices, dtype=np.int32)[1:]
    return np.ascontiguousarray(codes.reshape(len(columns), cells.num_rows).T), encoded.dictionary


def _corrected(kinds: npt.NDArray[np.int8], found: pa.Table) -> npt.NDArray[np.int8]:
    """A date or a number is what the file says it is, whatever its text looks like."""
    codes = np.column_stack([np.asarray(pc.fill_null(column, 0), dtype=np.int8) for column in found.columns])
    dates = (codes == KIND_CODES.index(Kind.DATE)) & (kinds != 0)
    numbers = (codes == KIND_CODES.index(Kind.NUMBER)) & (kinds != YEAR) & (kinds != 0)
    return np.where(dates, DATE, np.where(numbers, NUMBER, kinds)).astype(np.int8)


def grid_of(sheet: Sheet, rows: npt.NDArray[np.int64]) -> Grid:
    """The given rows (from 0) of a sheet as a grid."""
    whole = len(rows) == sheet.height
    cells = sheet.cells if whole else sheet.cells.take(pa.array(rows))
    codes, raw = _coded(cells)
    known = distinct(raw)
    kinds = known.kinds[codes]
    if sheet.kinds is not None and sheet.kinds.num_columns:
        kinds = _corrected(kinds, sheet.kinds if whole else sheet.kinds.take(pa.array(rows)))
    return Grid(rows, codes, known, kinds, sheet.styles, sheet.height)

"""Rows that look alike over some columns: their number, and how large each group is."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

Codes = npt.NDArray[np.int64]
DENSE = 4
"""A counting array may be this many times as long as the table before hashing is cheaper."""


def column_codes(values: pd.Series[Any]) -> tuple[Codes, int]:
    """Each value's number from 0, an empty cell a value of its own; and how many there are."""
    if isinstance(values.dtype, pd.StringDtype):
        cells = pa.array(values, from_pandas=True)
        encoded = (cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells).dictionary_encode(null_encoding="encode")
        return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), max(len(encoded.dictionary), 1)
    codes, found = pd.factorize(values, use_na_sentinel=False)
    return codes.astype(np.int64, copy=False), max(len(found), 1)


def joined(left: Codes, left_size: int, right: Codes, right_size: int) -> tuple[Codes, int]:
    """Two columns' codes as one; made dense again before the numbers outgrow the table."""
    both, size = left * right_size + right, left_size * right_size
    if size > DENSE * max(len(both), 1):
        both, found = pd.factorize(both)
        size = len(found)
    return both.astype(np.int64, copy=False), max(size, 1)


def class_codes(frame: pd.DataFrame, columns: tuple[str, ...]) -> tuple[Codes, int]:
    """Every row's group over these columns. No columns: all rows are one group."""
    codes, size = np.zeros(len(frame), dtype=np.int64), 1
    for name in columns:
        codes, size = joined(codes, size, *column_codes(frame[name]))
    return codes, size


def class_sizes(codes: Codes, size: int) -> Codes:
    """How many rows each group has, by code; 0 for codes that no row has."""
    return np.bincount(codes, minlength=size)

"""Rows that look alike over some columns: their number, and how large each group is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

Codes = npt.NDArray[np.int64]
Coded = tuple[Codes, int]
"""Each row's number, and how many numbers there may be."""
PACKED = 2**62
DENSE = 4
"""A counting array may be this many times as long as the table before hashing is cheaper."""


def column_codes(values: pd.Series[Any]) -> Coded:
    """Each value's number from 0, an empty cell a value of its own; and how many there are."""
    if isinstance(values.dtype, pd.StringDtype):
        cells = pa.array(values, from_pandas=True)
        encoded = (cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells).dictionary_encode(null_encoding="encode")
        return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), max(len(encoded.dictionary), 1)
    codes, found = pd.factorize(values, use_na_sentinel=False)
    return codes.astype(np.int64, copy=False), max(len(found), 1)


def packed(parts: list[Coded], rows: int) -> Coded:
    """Several columns' codes as one number a row."""
    if not parts:
        return np.zeros(rows, dtype=np.int64), 1
    coded = parts[0]
    for part in parts[1:]:
        coded = widened(coded, part)
    return coded


def widened(coded: Coded, part: Coded) -> Coded:
    """Codes over one column more; made dense first where the two would not fit in 62 bits."""
    (codes, size), (right, number) = coded, part
    if size * number >= PACKED:
        codes, size = dense(codes)
    return codes * number + right, size * number


def dense(codes: Codes) -> Coded:
    """The same groups numbered from 0 without gaps."""
    numbers, found = pd.factorize(codes)
    return numbers.astype(np.int64, copy=False), max(len(found), 1)


def together(parts: list[Coded], rows: int) -> Coded:
    """Every row's group over these columns, numbered closely enough to count in an array."""
    codes, size = packed(parts, rows)
    return (codes, size) if size <= DENSE * max(rows, 1) else dense(codes)


def class_codes(frame: pd.DataFrame, columns: tuple[str, ...]) -> Coded:
    """Every row's group over these columns. No columns: all rows are one group."""
    return together(all_codes(frame, columns), len(frame))


def all_codes(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[Coded]:
    """Each column's codes; two columns at a time, since arrow and pandas let go of the interpreter while they hash."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda name: column_codes(cast("pd.Series[Any]", frame[name])), columns))


def class_sizes(codes: Codes, size: int) -> Codes:
    """How many rows each group has, by code; 0 for codes that no row has."""
    return np.bincount(codes, minlength=size)

"""Sheets from columns of text: Excel's column names, blanks as null, nothing trailing, and what a sheet seems to be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import zip_longest

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import column_letter

LONG_TEXT = 60
"""Characters: a single column of longer texts is prose rather than a list."""
FEW_WORDS, MANY_WORDS = 3, 8
SENTENCES = 0.3
"""From this share of sentences on, lines under each other are notes."""
ROWS_FOR_ROLE = 2000


def named(columns: Sequence[pa.ChunkedArray | pa.Array]) -> pa.Table:
    """A table whose columns are called A, B, C..."""
    return pa.table(list(columns), names=[column_letter(number) for number in range(1, len(columns) + 1)])


def from_records(records: Sequence[Sequence[str]]) -> pa.Table:
    """A table of strings from rows of any width; shorter rows are padded, empty text is null. Rows without any cell still count."""
    columns = [blank_as_null(pa.array(column, pa.string())) for column in zip_longest(*records, fillvalue="")]
    return named(columns or [pa.nulls(len(records), pa.string())])


def blank_as_null(column: pa.Array) -> pa.Array:
    """The same strings with null where there is no text."""
    empty = pc.equal(column, "")
    return pc.if_else(empty, pa.scalar(None, pa.string()), column) if pc.any(empty).as_py() else column


def stacked(parts: Sequence[pa.Table], width: int, filler: pa.DataType | None = None) -> pa.Table:
    """Tables one under the other, each padded on the right to `width` columns."""
    return pa.concat_tables([_widened(part, width, filler or pa.string()) for part in parts if part.num_rows])


def _widened(table: pa.Table, width: int, filler: pa.DataType) -> pa.Table:
    missing = width - table.num_columns
    if not missing:
        return table
    blank = pa.nulls(table.num_rows, filler) if filler == pa.string() else pa.array(np.zeros(table.num_rows, np.int8))
    return named([*table.columns, *([blank] * missing)])


def trimmed(cells: pa.Table) -> tuple[int, int]:
    """Height and width without the trailing rows and columns that hold nothing."""
    width = cells.num_columns
    while width and cells.column(width - 1).null_count == cells.num_rows:
        width -= 1
    if not width:
        return 0, 0
    columns = cells.columns[:width]
    if any(column[-1].is_valid for column in columns):
        return cells.num_rows, width
    filled = reduce(np.logical_or, (column.is_valid().to_numpy() for column in columns))
    return int(np.flatnonzero(filled)[-1]) + 1, width


def cut(table: pa.Table, height: int, width: int) -> pa.Table:
    """The upper left part of a table."""
    return named(table.columns[:width]).slice(0, height)


def role_of(cells: pa.Table) -> str:
    """`empty`, `notes` (running text, nothing like a table) or `data`."""
    if not cells.num_rows:
        return "empty"
    start = cells.slice(0, ROWS_FOR_ROLE)
    filled = np.sum([column.is_valid().to_numpy() for column in start.columns], axis=0)
    if np.count_nonzero(filled >= 2) >= 2:
        return "data"
    return "data" if _is_list(start, int(np.count_nonzero(filled))) else "notes"


def _is_list(cells: pa.Table, rows: int) -> bool:
    """At least three short entries under each other, as in a list of towns. Sentences are notes, however short."""
    texts = [text for column in cells.columns for text in column.to_pylist() if text]
    short = sum(len(text) <= LONG_TEXT for text in texts)
    return rows >= 3 and short > 0.9 * len(texts) and sum(map(_is_sentence, texts)) < SENTENCES * len(texts)


def _is_sentence(text: str) -> bool:
    """Several words and a full stop, or many words."""
    words = len(text.split())
    return words >= MANY_WORDS or (words >= FEW_WORDS and text.rstrip().endswith((".", "!", "?", ":", ",")))

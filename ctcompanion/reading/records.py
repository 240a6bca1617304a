"""A text file record by record with Python's csv parser: strict first, and what is not regular is said with its row number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, NamedTuple

import pyarrow as pa

from ctcompanion.model import OddRows, cell_name
from ctcompanion.reading.dialect import Dialect
from ctcompanion.reading.line_ends import STAND_IN, with_lone_returns, without_lone_returns
from ctcompanion.reading.odd_rows import odd_records, usual_width, width_words
from ctcompanion.reading.parts import Bounds
from ctcompanion.reading.quotes import QUOTE, careful, may_hold_rows, stray_words
from ctcompanion.reading.sheets import from_records, stacked

CHUNK = 20_000
FIELD_LIMIT = 2**31 - 1


class Records(NamedTuple):
    """The cells of a text file, untrimmed, and what a person should know about its rows."""

    cells: pa.Table
    notices: tuple[str, ...]
    odd_rows: tuple[OddRows, ...] = ()


def read_records(text: str, dialect: Dialect, bounds: Bounds) -> Records:
    """All records of a text. Stray and unclosed quotation marks are said, or refused where they leave a row in doubt (see `quotes`)."""
    text, nul = _without_nul(text.removeprefix("\ufeff"))
    text, mixed = without_lone_returns(text, dialect)
    cells, widths, stray = _parsed(text, dialect, bounds)
    if STAND_IN in text:
        cells = with_lone_returns(cells)
    return Records(cells, (*nul, *mixed, *stray_words(stray), *width_words(widths)), odd_records(widths, cells))


def _without_nul(text: str) -> tuple[str, tuple[str, ...]]:
    count = text.count("\0")
    if not count:
        return text, ()
    return text.replace("\0", ""), (f"{count:,} invisible characters (NUL) were left out.",)


def _parsed(text: str, dialect: Dialect, bounds: Bounds) -> tuple[pa.Table, list[int], list[int]]:
    """Cells, the width of every record, and the lines with quotation marks in odd places (strict reading failed there)."""
    with suppress(csv.Error):
        cells, widths = _collected(_chunks(rows_of(text, dialect, strict=True)), bounds)
        if QUOTE not in text or not may_hold_rows(cells, usual_width(widths), dialect):
            return cells, widths, []
    stray: list[int] = []

    def rows() -> Iterator[list[str]]:
        for record in careful(list(io.StringIO(text, newline="")), dialect):
            if record.stray:
                stray.append(record.line)
            yield record.cells

    return *_collected(_chunks(rows()), bounds), stray


def rows_of(text: str, dialect: Dialect, *, strict: bool) -> Any:
    """Python's csv reader over a text; its line ends may be of any kind."""
    csv.field_size_limit(FIELD_LIMIT)
    lines = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")  # a StringIO takes four bytes a letter
    return csv.reader(lines, delimiter=dialect.delimiter, skipinitialspace=dialect.skip_blanks, strict=strict)


def _collected(chunks: Iterable[list[list[str]]], bounds: Bounds) -> tuple[pa.Table, list[int]]:
    parts: list[pa.Table] = []
    widths: list[int] = []
    for chunk in chunks:
        new = [len(row) for row in chunk]
        _check(widths, new, bounds)
        widths += new
        parts.append(from_records(chunk))
    if not parts:
        return pa.table({"A": pa.array([], pa.string())}), widths
    return stacked(parts, max(part.num_columns for part in parts)), widths


def _check(widths: list[int], new: list[int], bounds: Bounds) -> None:
    widest = max(new)
    row = len(widths) + new.index(widest) + 1
    bounds.check(len(widths) + len(new), widest, place=cell_name(None, row, 1))


def _chunks(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk

"""A text file record by record with Python's csv parser: strict first, and what is not regular is said with its row number."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import cell_name
from ctcompanion.reading.dialect import Dialect
from ctcompanion.reading.parts import Bounds
from ctcompanion.reading.refusals import refusal
from ctcompanion.reading.sheets import from_records, named, stacked

CHUNK = 20_000
FIELD_LIMIT = 2**31 - 1
NAMED_ROWS = 10
LONE_RETURN = re.compile(r"\r(?!\n)")
STAND_IN = "\ue00d"
"""A character of Unicode's private area that holds the place of a lone carriage return while the rows are split."""


class Records(NamedTuple):
    """The cells of a text file, untrimmed, and what a person should know about its rows."""

    cells: pa.Table
    notices: tuple[str, ...]


def read_records(text: str, dialect: Dialect, bounds: Bounds) -> Records:
    """All records of a text. An unclosed quotation mark is refused, a stray one is read leniently and said."""
    text, notices = _without_nul(text.removeprefix("\ufeff"))
    held = _lone_returns(text)
    if held:
        text = LONE_RETURN.sub(STAND_IN, text)
    cells, widths, stray = _parsed(text, dialect, bounds)
    if held:
        cells = named([pc.replace_substring(column, STAND_IN, "\r") for column in cells.columns])
    return Records(cells, (*notices, *_stray_words(stray), *width_words(widths)))


def _without_nul(text: str) -> tuple[str, tuple[str, ...]]:
    count = text.count("\0")
    if not count:
        return text, ()
    return text.replace("\0", ""), (f"{count:,} invisible characters (NUL) were left out.",)


def _lone_returns(text: str) -> bool:
    """True when lines end in line feeds and a few cells hold a carriage return of their own."""
    returns = text.count("\r")
    if not returns or STAND_IN in text:
        return False
    pairs, feeds = text.count("\r\n"), text.count("\n")
    return 0 < returns - pairs < 0.5 * feeds


def _parsed(text: str, dialect: Dialect, bounds: Bounds) -> tuple[pa.Table, list[int], int | None]:
    """Cells, the width of every record, and the row of the first stray quotation mark (strict reading failed there)."""
    try:
        return *_collected(text, dialect, bounds, strict=True), None
    except StrayQuote as stray:
        if stray.open_to_end:
            raise refusal("unclosed-quote", where=f"row {stray.row:,}", place=cell_name(None, stray.row, 1)) from None
        return *_collected(text, dialect, bounds, strict=False), stray.row


class StrayQuote(Exception):  # noqa: N818 (it never leaves this file)
    """Strict reading failed in a row; `open_to_end` when its quotation mark is never closed."""

    def __init__(self, row: int, open_to_end: bool) -> None:
        super().__init__(row)
        self.row = row
        self.open_to_end = open_to_end


def rows_of(text: str, dialect: Dialect, *, strict: bool) -> Any:
    """Python's csv reader over a text; its line ends may be of any kind."""
    csv.field_size_limit(FIELD_LIMIT)
    lines = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")  # a StringIO takes four bytes a letter
    return csv.reader(lines, delimiter=dialect.delimiter, skipinitialspace=dialect.skip_blanks, strict=strict)


def _collected(text: str, dialect: Dialect, bounds: Bounds, *, strict: bool) -> tuple[pa.Table, list[int]]:
    parts: list[pa.Table] = []
    widths: list[int] = []
    for chunk in _chunks(rows_of(text, dialect, strict=strict)):
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


def _chunks(rows: Any) -> Iterator[list[list[str]]]:
    done = 0
    while True:
        chunk: list[list[str]] = []
        try:
            chunk.extend(islice(rows, CHUNK))
        except csv.Error as error:
            raise StrayQuote(done + len(chunk) + 1, "end of data" in str(error)) from None
        if not chunk:
            return
        done += len(chunk)
        yield chunk


def _stray_words(row: int | None) -> tuple[str, ...]:
    if row is None:
        return ()
    return (f"A quotation mark stands in an odd place in row {row:,} (and perhaps later ones): please compare that row with the file.",)


def width_words(widths: list[int]) -> tuple[str, ...]:
    """A sentence about rows inside the table that are wider or narrower than the rest. Titles above and notes below are normal."""
    odd = odd_rows(widths)
    if not odd:
        return ()
    listed = ", ".join(map(str, odd[:NAMED_ROWS])) + (" and others" if len(odd) > NAMED_ROWS else "")
    said = f"{len(odd):,} rows have" if len(odd) > 1 else "1 row has"
    where = f"rows {listed}" if len(odd) > 1 else f"row {listed}"
    return (f"{said} another number of cells than the rest of the table ({where}). Kept, with blanks at the end: please check.",)


def odd_rows(widths: list[int]) -> list[int]:
    """Numbers of the rows whose width differs from the commonest, between the first and last row that have it; wider ones anywhere."""
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return []
    usual = max(counts, key=lambda width: (counts[width], width))
    first, last = widths.index(usual), len(widths) - 1 - widths[::-1].index(usual)
    return [row for row, width in enumerate(widths, start=1) if width > usual or (width not in (0, usual) and first < row - 1 < last)]

"""Large text files whose body has one width: Arrow's parser for the body, Python's for titles above and notes below.

Anything that is not plainly regular gives None, and the caller reads record by record: the fast way may be declined, never wrong.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from ctcompanion.model import column_letter
from ctcompanion.reading.dialect import Dialect
from ctcompanion.reading.odd_rows import odd_records, odd_rows, width_words
from ctcompanion.reading.parts import Bounds
from ctcompanion.reading.quotes import may_hold_rows
from ctcompanion.reading.records import Records, rows_of
from ctcompanion.reading.sheets import from_records, stacked

Keep = Callable[[arrow_csv.InvalidRow], str]
MOST_ODD = 1_000
"""Rows of another width that may be put back one by one."""
WINDOW = 64_000
"""Bytes at either end in which titles and notes may stand."""
SLICE = 16_000_000
QUOTE, BLOCK = 34, 4 << 20


class Window(NamedTuple):
    """Records of one end of the file, the byte where each begins, and their widths."""

    records: list[list[str]]
    starts: list[int]
    widths: list[int]


def read_regular(data: bytes, dialect: Dialect, bounds: Bounds, *, window: int = WINDOW) -> Records | None:
    """The whole file as text cells, or None when it is not regular enough to be read this way."""
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    quoting = None if dialect.skip_blanks else _quoting(data, start, dialect)
    if quoting is None:
        return None
    try:
        above = _window(data, start, start + window, dialect)
        below = _window(data, _safe_start(data, max(start, len(data) - window)), len(data), dialect)
    except UnicodeDecodeError:
        return None
    if not above.records or not below.records or below.starts[0] < above.starts[-1]:
        return None
    width = Counter(above.widths).most_common(1)[0][0]
    if width < 2 or width > bounds.columns:
        return None
    first = max((row + 1 for row, wide in enumerate(above.widths) if wide != width), default=0)
    last = next((row for row, wide in enumerate(below.widths) if wide != width), len(below.widths))
    begin = above.starts[first] if first < len(above.starts) else len(data)
    end = below.starts[last] if last < len(below.starts) else len(data)
    body = _body(data, (begin, end), width, dialect, across_lines=quoting == "across lines")
    if body is None or (quoting == "across lines" and any(may_hold_rows(part, width, dialect) for part in body.parts)):
        return None
    return _joined(above.records[:first], body, below.records[last:], bounds)


def _joined(above: list[list[str]], body: Body, below: list[list[str]], bounds: Bounds) -> Records:
    parts = [from_records(above), *body.parts, from_records(below)]
    width = max(part.num_columns for part in parts)
    bounds.check(sum(part.num_rows for part in parts), width)
    cells, widths = stacked(parts, width), _widths(above, body, below)
    return Records(cells, width_words(widths), odd_records(widths, cells))


def _widths(above: list[list[str]], body: Body, below: list[list[str]]) -> list[int]:
    """Every row's width; none, where a million regular rows need not be counted since there is nothing to say."""
    before, after = [len(row) for row in above], [len(row) for row in below]
    some = [body.usual] * (len(before) + len(after) + 1)  # enough to outnumber the edges
    return [*before, *body.widths(), *after] if body.odd or odd_rows([*before, *some, *after]) else []


class Body(NamedTuple):
    """The table's rows in pieces, and the few among them that have another width (row of the body, from 0 -> its width)."""

    parts: list[pa.Table]
    usual: int
    odd: dict[int, int]

    def widths(self) -> list[int]:
        """Every row's width."""
        widths = [self.usual] * sum(part.num_rows for part in self.parts)
        for row, width in self.odd.items():
            widths[row] = width
        return widths


def _body(data: bytes, ends: tuple[int, int], width: int, dialect: Dialect, *, across_lines: bool) -> Body | None:
    begin, end = ends
    if end <= begin:
        return None
    names = [column_letter(number) for number in range(1, width + 1)]
    view = pa.py_buffer(data).slice(begin, end - begin)
    try:
        return Body([_arrow(view, names, dialect, across_lines)], width, {})
    except pa.ArrowInvalid:  # a row of another width
        return _spliced(view, names, dialect, across_lines)


def _spliced(view: pa.Buffer, names: list[str], dialect: Dialect, across_lines: bool) -> Body | None:
    """The rows of the usual width by Arrow, the few others by Python, put back in their places. None when they are not few."""
    found: list[tuple[int, list[str]]] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        found.append((row.number - 1, next(rows_of(row.text, dialect, strict=False), [])))
        return "skip" if len(found) <= MOST_ODD else "error"

    try:
        table = _arrow(view, names, dialect, across_lines, keep)
    except pa.ArrowInvalid:
        return None
    parts, done = [], 0
    for passed, (number, row) in enumerate(found):
        parts += [table.slice(done, number - passed - done), from_records([row])]
        done = number - passed
    return Body([*parts, table.slice(done)], len(names), {number: len(row) for number, row in found})


def _arrow(view: pa.Buffer, names: list[str], dialect: Dialect, across_lines: bool, keep: Keep | None = None) -> pa.Table:
    """All cells as text. With `keep` for rows of another width, in one thread, since only then do such rows know their number."""
    return arrow_csv.read_csv(
        pa.BufferReader(view),
        read_options=arrow_csv.ReadOptions(column_names=names, block_size=BLOCK, use_threads=keep is None),
        parse_options=arrow_csv.ParseOptions(
            delimiter=dialect.delimiter, newlines_in_values=across_lines, ignore_empty_lines=False, invalid_row_handler=keep
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types={name: pa.string() for name in names},
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=[""],
        ),
    )


def _quoting(data: bytes, start: int, dialect: Dialect) -> str | None:
    """`none`, `in line` or `across lines`: how far quoted cells reach.

    None where quotation marks do not pair up or stand in odd places, and where NUL bytes or lone carriage returns occur.
    """
    if data.find(b"\0") >= 0 or _lone_return(data):
        return None
    if data.find(b'"') < 0:
        return "none"
    beside = np.zeros(256, bool)
    beside[[QUOTE, ord(dialect.delimiter), 10, 13]] = True
    count, across = 0, False
    for at in range(start, len(data), SLICE):
        view = np.frombuffer(data, np.uint8, count=min(SLICE + 1, len(data) - at), offset=at)
        quotes = np.flatnonzero(view[:SLICE] == QUOTE)
        if not _at_edges(view, quotes, data[at - 1] if at > start else 10, beside):
            return None
        feeds = np.flatnonzero(view[:SLICE] == 10)
        across = across or bool(np.any((count + np.searchsorted(quotes, feeds)) % 2))
        count += len(quotes)
    return None if count % 2 else "across lines" if across else "in line"


def _lone_return(data: bytes) -> bool:
    return data.find(b"\r") >= 0 and data.count(b"\r") != data.count(b"\r\n")


def _at_edges(view: np.ndarray, quotes: np.ndarray, previous: int, beside: np.ndarray) -> bool:
    """True when beside each quotation mark stands another one, a delimiter or the end of a line."""
    ended = np.append(view, np.uint8(10))
    before = np.where(quotes > 0, ended[quotes - 1], previous)
    return bool(np.all(beside[before] | beside[ended[quotes + 1]]))


def _safe_start(data: bytes, at: int) -> int:
    """The first line start after `at` that is outside quotation marks; the file's end if there is none."""
    quotes = data.count(b'"', 0, at)
    while (feed := data.find(b"\n", at)) >= 0:
        quotes += data.count(b'"', at, feed)
        at = feed + 1
        if quotes % 2 == 0:
            return at
    return len(data)


def _window(data: bytes, begin: int, end: int, dialect: Dialect) -> Window:
    """The records between two bytes; the last one is left out unless the file ends there. Bytes stand for letters here (Latin-1)."""
    whole = end >= len(data)
    text = data[begin:end].decode("latin-1")
    offsets = [begin]
    for line in io.StringIO(text, newline=""):
        offsets.append(offsets[-1] + len(line))
    reader = rows_of(text, dialect, strict=False)
    records, starts = [], []
    lines = 0
    for row in reader:
        records.append(row)
        starts.append(offsets[lines])
        lines = reader.line_num
    keep = len(records) if whole else len(records) - 1
    texts = [[cell.encode("latin-1").decode("utf-8") for cell in row] for row in records[:keep]]
    return Window(texts, starts[:keep], [len(row) for row in texts])

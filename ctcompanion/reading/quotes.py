"""Quotation marks in odd places: a record is read line by line, so that a mark never closed cannot take in the rows below it.

Strict reading comes first, and is believed unless what it took for one cell are plainly rows of the table. A line that cannot be
read strictly is read by itself: a mark closes a cell only before a delimiter or the line's end, every other one is text. Where that
does not give the table's number of cells, the file is refused with the line.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import cell_name
from ctcompanion.reading.dialect import Dialect
from ctcompanion.reading.odd_rows import usual_width
from ctcompanion.reading.refusals import refusal

QUOTE = '"'
SAMPLE_LINES = 1_000
MOST_LINES = 5_000
"""No cell has so many: a mark that is never closed must not cost a look at the whole file each time."""
FEW_LINES = 3
"""A cell of so many lines may be rows that were taken in."""


class Record(NamedTuple):
    """A row's cells, the line in which it begins, and whether a quotation mark in an odd place was read as text there."""

    cells: list[str]
    line: int
    stray: bool


class Feed:
    """Lines for the csv parser that can be given back: `taken` are those of the record that is being read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = iter(lines)
        self.again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Feed:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES:
            raise StopIteration
        line = self.again.popleft() if self.again else next(self.lines)
        self.taken.append(line)
        return line

    def give_back(self) -> str:
        """The record's first line; the others will come again."""
        first, *rest = self.taken
        self.again.extendleft(reversed(rest))
        return first


def split_line(line: str, dialect: Dialect) -> tuple[list[str], bool]:
    """One line's cells, and whether a quotation mark is opened in it that is never closed there (it is read as text)."""
    line, cells, at, opened = line.rstrip("\r\n"), [], 0, False
    while True:
        while dialect.skip_blanks and line.startswith(" ", at):
            at += 1
        close = _closing(line, at + 1, dialect.delimiter) if line.startswith(QUOTE, at) else -1
        if close >= 0:
            cells.append(line[at + 1 : close].replace(QUOTE * 2, QUOTE))
            at = close + 1
        else:
            opened |= line.startswith(QUOTE, at)
            end = line.find(dialect.delimiter, at)
            end = len(line) if end < 0 else end
            cells.append(line[at:end])
            at = end
        if at >= len(line):
            return cells, opened
        at += 1


def _closing(line: str, at: int, delimiter: str) -> int:
    """Where the cell that begins at `at` is closed; -1 when it is not."""
    while (at := line.find(QUOTE, at)) >= 0:
        if line.startswith(QUOTE, at + 1):
            at += 2
        elif at + 1 == len(line) or line.startswith(delimiter, at + 1):
            return at
        else:
            at += 1
    return -1


def careful(lines: Sequence[str], dialect: Dialect) -> Iterator[Record]:
    """All records. ReadingError (unclosed-quote) with the line and the row of a mark that leaves the row's cells in doubt."""
    usual = usual_width([len(split_line(line, dialect)[0]) for line in lines[:SAMPLE_LINES]])
    feed = Feed(lines)
    reader = csv.reader(feed, delimiter=dialect.delimiter, skipinitialspace=dialect.skip_blanks, strict=True)
    row, line = 0, 1
    while True:
        feed.taken = []
        row += 1
        try:
            cells: list[str] | None = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = None
        if cells is not None and not (len(feed.taken) >= FEW_LINES and _are_rows(feed.taken, usual, dialect)):
            yield Record(cells, line, False)
            line += len(feed.taken)
            continue
        yield Record(_by_itself(feed.give_back(), row, line, usual, dialect), line, True)
        line += 1


def _by_itself(text: str, row: int, line: int, usual: int, dialect: Dialect) -> list[str]:
    cells, opened = split_line(text, dialect)
    if opened and len(cells) != usual:
        raise refusal("unclosed-quote", where=f"line {line}", place=cell_name(None, row, 1)) from None
    return cells


def _are_rows(lines: Sequence[str], usual: int, dialect: Dialect) -> bool:
    """Whether the lines of one record are rows of the table, each by itself. Two columns say little: there, more lines are asked for."""
    return len(lines) >= FEW_LINES + (usual == 2) and all(len(split_line(line, dialect)[0]) == usual for line in lines)


def may_hold_rows(cells: pa.Table, usual: int, dialect: Dialect) -> bool:
    """Whether some cell of several lines may be rows of the table: all of its lines but the first and last are as wide."""
    for column in cells.columns:
        several = column.filter(pc.greater_equal(pc.fill_null(pc.count_substring(column, "\n"), 0), FEW_LINES - 1))
        for text in several.to_pylist():
            if all(len(split_line(line, dialect)[0]) == usual for line in text.split("\n")[1:-1]):
                return True
    return False


def stray_words(lines: Sequence[int]) -> tuple[str, ...]:
    """A sentence about the lines in which a quotation mark stands in an odd place."""
    if not lines:
        return ()
    listed = ", ".join(map(str, lines[:10])) + (" and others" if len(lines) > 10 else "")
    where = f"line {listed}" if len(lines) == 1 else f"lines {listed}"
    return (f'A quotation mark (") stands in an odd place in {where} of the file. It was read as part of the text: please compare.',)

"""Lone carriage returns in a text file: old line ends here and there, or part of a cell's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.reading.dialect import Dialect
from ctcompanion.reading.odd_rows import usual_width
from ctcompanion.reading.quotes import split_line
from ctcompanion.reading.sheets import named

LONE_RETURN = re.compile(r"\r(?!\n)")
STAND_IN = "\ue00d"
"""A character of Unicode's private area that holds the place of a lone carriage return while the rows are split."""
SAMPLE_LINES = 1_000
MIXED = "The file's lines end in several ways; each of them ends a row."


def without_lone_returns(text: str, dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    """The text with line feeds for returns that part whole rows, and stand-ins for those inside cells; what to say about it.

    Untouched where more returns stand alone than lines end in a feed: then each ends a row.
    """
    returns, pairs, feeds = text.count("\r"), text.count("\r\n"), text.count("\n")
    if not 0 < returns - pairs <= feeds or STAND_IN in text:
        return text, ()
    usual = usual_width([len(split_line(line, dialect)[0]) for line in islice(_plain_lines(text), SAMPLE_LINES)])
    lines = [_settled(line, usual, dialect) for line in text.split("\n")]
    mixed = any(ended for _, ended in lines)
    return "\n".join(line for line, _ in lines), (MIXED,) if mixed else ()


def with_lone_returns(cells: pa.Table) -> pa.Table:
    """The cells with returns where the stand-ins are."""
    return named([pc.replace_substring(column, STAND_IN, "\r") for column in cells.columns])


def _plain_lines(text: str) -> Iterator[str]:
    return (line for line in text.split("\n") if not LONE_RETURN.search(line.removesuffix("\r")))


def _settled(line: str, usual: int, dialect: Dialect) -> tuple[str, bool]:
    """One line (without its feed), and whether its returns part rows of the table's width."""
    body = line.removesuffix("\r")
    if "\r" not in body:
        return line, False
    pieces = [split_line(piece, dialect) for piece in body.split("\r")]
    if usual > 1 and all(len(cells) == usual and not opened for cells, opened in pieces):
        return body.replace("\r", "\n"), True
    return body.replace("\r", STAND_IN) + line[len(body) :], False

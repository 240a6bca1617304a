"""Text files with delimiters: comma, tab, semicolon, vertical bar. All as text, nothing skipped, every row counted as found."""

from __future__ import annotations

from ctcompanion.model import Sheet
from ctcompanion.reading import encoding as encodings
from ctcompanion.reading.dialect import Dialect, find_dialect
from ctcompanion.reading.encoding import Encoding
from ctcompanion.reading.parts import Bounds, Parts, Progress
from ctcompanion.reading.records import Records, read_records
from ctcompanion.reading.refusals import refusal
from ctcompanion.reading.regular import read_regular
from ctcompanion.reading.sheets import cut, role_of, trimmed

SAMPLE, LONG_SAMPLE = 100_000, 4_000_000
"""Bytes that tell the dialect: the second where lines are very long."""
FEW_LINES = 10
END_OF_DOS = b"\x1a"
"""Old programs write Ctrl+Z at the end of a text file."""
WORTH_SPEED = 1_000_000
"""Bytes from which the fast way pays."""
UTF8 = Encoding("utf-8", "UTF-8 (all of its bytes fit)")
ASCII = Encoding("utf-8", "plain English letters (the same in UTF-8 and all others)")


def read_delimited(data: bytes, bounds: Bounds, progress: Progress, *, fast_from: int = WORTH_SPEED) -> Parts:
    """The one table of a text file, with a receipt of encoding, delimiter and rows of another width than the rest.

    Large regular files go through Arrow's parser, everything else through Python's in strict mode; both give the same table.
    """
    data, encoding = _as_utf8(data)
    data = data.removesuffix(END_OF_DOS)
    dialect = find_dialect(_sample(data))
    records = None
    if len(data) >= fast_from:
        progress("Reading the rows")
        records = read_regular(data, dialect, bounds)
    if records is None:
        progress("Reading the rows one by one")
        records = read_records(data.decode(), dialect, bounds)
    return _parts(records, encoding, dialect)


def _sample(data: bytes) -> str:
    """The first 100 kB; more where lines are so long that they would not show how many cells most rows have."""
    end = SAMPLE
    for _ in range(FEW_LINES - data.count(b"\n", 0, end)):
        feed = data.find(b"\n", end, LONG_SAMPLE)
        if feed < 0:
            break
        end = feed + 1
    return data[:end].decode(errors="ignore")


def _as_utf8(data: bytes) -> tuple[bytes, Encoding]:
    """The same text in UTF-8, and what it was in."""
    encoding = encodings.marked(data[:4096])
    if encoding is None:
        if data.isascii():
            return data, ASCII
        try:
            data.decode()
            return data, UTF8
        except UnicodeDecodeError:
            encoding = encodings.legacy(data)
    text = encodings.decoded(data, encoding)
    return text.removeprefix("\ufeff").encode("utf-8", "replace"), encoding


def _parts(records: Records, encoding: Encoding, dialect: Dialect) -> Parts:
    height, width = trimmed(records.cells)
    if not height:
        raise refusal("empty", what="it has no text in it")
    cells = cut(records.cells, height, width)
    sheet = Sheet(None, cells, role=role_of(cells), odd_rows=records.odd_rows)
    receipt = f"{height:,} rows and {width:,} columns were read."
    return Parts("csv", (sheet,), (receipt, f"The text is {encoding.evidence}.", dialect.evidence), records.notices)

"""Marks that nobody sees: text direction, zero width, a byte order mark inside a cell. A town with one is no town any more."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Sheet
from ctcompanion.reading.parts import Parts
from ctcompanion.reading.sheets import blank_as_null, named

MARKS = r"[\x{200b}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2060}\x{2066}-\x{2069}\x{feff}]"
"""Those that join letters in Arabic or Hindi (U+200C, U+200D) belong to the word and stay."""


def without_invisible(parts: Parts) -> Parts:
    """The same sheets without such marks, and how many there were."""
    cleaned = [_without(sheet) for sheet in parts.sheets]
    count = sum(found for _, found in cleaned)
    if not count:
        return parts
    said = "1 invisible mark" if count == 1 else f"{count:,} invisible marks"
    told = f"{said} (text direction or zero width) {'was' if count == 1 else 'were'} left out; the letters stay as they are."
    return replace(parts, sheets=tuple(sheet for sheet, _ in cleaned), notices=(*parts.notices, told))


def _without(sheet: Sheet) -> tuple[Sheet, int]:
    columns, count = [], 0
    for column in sheet.cells.columns:
        found = _marks_in(column)
        count += found
        columns.append(pa.chunked_array([_cleaned(chunk) for chunk in column.chunks], pa.string()) if found else column)
    return (replace(sheet, cells=named(columns)), count) if count else (sheet, 0)


def _marks_in(column: pa.ChunkedArray) -> int:
    if pc.all(pc.string_is_ascii(column)).as_py() in (True, None):
        return 0
    return int(pc.sum(pc.count_substring_regex(column, MARKS)).as_py() or 0)


def _cleaned(chunk: pa.Array) -> pa.Array:
    return blank_as_null(pc.replace_substring_regex(chunk, MARKS, ""))

"""Sheets (or files) of one signature put under each other, on a person's word: three of them may be one table sorted three ways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ctcompanion.errors import CleaningError
from ctcompanion.model import Block, Layout, LineClass, Sheet, column_letter

from . import layout as layouts
from .kinds import DIMENSIONS, kind_of
from .period import period_in
from .place import place_in
from .working import BODY, main_blocks

YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, eq=False)
class Part:
    """One sheet of several: its layout, its main block and the rows of its body (from 0)."""

    sheet: Sheet
    layout: Layout
    block: Block
    body: tuple[int, ...]
    file_name: str

    @property
    def titles(self) -> list[str]:
        """The lines above its table."""
        return [text for row, line in enumerate(self.layout.lines) if line is LineClass.TITLE for text in _texts(self.sheet, row)]


def signature(sheet: Sheet, layout: Layout | None = None) -> tuple[str, ...]:
    """The headings of the main table without case, punctuation and years: sheets with the same one can be put together."""
    blocks = main_blocks(layout or layouts.detect(sheet))
    return tuple(_bare(name) for name in blocks[0].names) if blocks else ()


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", YEAR.sub("Y", name).casefold())


def stack(sheets: Sequence[Sheet], file_names: Sequence[str] = ()) -> Sheet:
    """One sheet: titles and header of the first, the bodies of all under each other, and a first column that says where a row came from.

    CleaningError: sheets-differ when the signatures are not equal.
    """
    names = [*file_names, *[""] * (len(sheets) - len(file_names))]
    parts = [_part(sheet, name) for sheet, name in zip(sheets, names, strict=True)]
    _check(parts)
    label, values = _origin(parts)
    lead = parts[0]
    above = [row for row, line in enumerate(lead.layout.lines) if line is LineClass.TITLE]
    head = [row - 1 for row in lead.block.header_rows]
    below = [row for row, line in enumerate(lead.layout.lines) if line is LineClass.NOTE]
    first = [None] * len(above) + [label if row == head[-1] else None for row in head]
    first += [value if len(_texts(part.sheet, row)) > 1 else None for part, value in zip(parts, values, strict=True) for row in part.body]
    first += [None] * len(below)
    columns = {"A": pa.array(_shifted(lead, above, first), type=pa.string())}
    for at in range(len(lead.block.names)):
        pieces = [_cells(lead, [*above, *head], at), *(_cells(part, part.body, at) for part in parts), _cells(lead, below, at)]
        columns[column_letter(at + 2)] = _blanked(pa.concat_arrays(pieces), len(above)) if at == 0 else pa.concat_arrays(pieces)
    return Sheet(f"{len(parts)} sheets", pa.table(columns))


def _shifted(lead: Part, above: list[int], first: list[str | None]) -> list[str | None]:
    """Titles stay in the first column."""
    texts = [" ".join(_texts(lead.sheet, row)) or None for row in above]
    return [*texts, *first[len(above) :]]


def _blanked(values: pa.Array, count: int) -> pa.Array:
    """The titles moved to the new first column."""
    return pa.concat_arrays([pa.nulls(count, type=pa.string()), values.slice(count)])


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [text for text in sheet.cells.slice(row, 1).to_pylist()[0].values() if text]


def _part(sheet: Sheet, file_name: str) -> Part:
    layout = layouts.detect(sheet)
    blocks = main_blocks(layout)
    if not blocks or not blocks[0].header_rows:
        raise CleaningError(
            "sheets-differ", "One of these sheets has no table with column names.", "Leave that sheet out, or clean it alone.", sheet.name
        )
    block = blocks[0]
    inside = range(block.first_body_row - 1, block.range.last_row)
    return Part(sheet, layout, block, tuple(row for row in inside if layout.lines[row] in BODY), file_name)


def _check(parts: list[Part]) -> None:
    wanted = tuple(_bare(name) for name in parts[0].block.names)
    for part in parts[1:]:
        if tuple(_bare(name) for name in part.block.names) != wanted:
            raise CleaningError(
                "sheets-differ",
                "These sheets do not have the same column names in the same order.",
                "Put only sheets together that are parts of one table.",
                part.sheet.name or part.file_name,
            )


def _origin(parts: list[Part]) -> tuple[str, list[str]]:
    """What tells the parts apart: a place or period of their titles, sheet names or file names; failing that, the sheet's name itself."""
    for look in (_place, _period):
        found = [look(part) for part in parts]
        told = [pair for pair in found if pair]
        if len(told) == len(parts) and len({value for _, value in told}) == len(parts):
            return told[0][0], [value for _, value in told]
    names = [part.sheet.name or part.file_name or f"Part {number}" for number, part in enumerate(parts, start=1)]
    kinds = {kind[0] for name in names if (kind := kind_of(name))}
    return (DIMENSIONS[kinds.pop()] if len(kinds) == 1 and all(map(kind_of, names)) else "Sheet"), names


def _sources(part: Part) -> list[str]:
    return [*part.titles, part.sheet.name or "", re.sub(r"\.[A-Za-z]{2,4}$", "", part.file_name)]


def _place(part: Part) -> tuple[str, str] | None:
    return next((found for text in _sources(part) if (found := place_in(text))), None)


def _period(part: Part) -> tuple[str, str] | None:
    return next((found for text in _sources(part) if (found := period_in(text))), None)


def _cells(part: Part, rows: Sequence[int], at: int) -> pa.Array:
    """The block's column at this position, at these rows of its sheet."""
    column = part.sheet.cells.column(part.block.range.first_column - 1 + at).combine_chunks()
    return column.cast(pa.string()).take(pa.array(np.array(rows, dtype=np.int64)))

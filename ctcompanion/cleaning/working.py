"""The table in the making: what it holds of its sheet, and what was taken off on the way, so that nothing can be lost unseen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Block, Finding, Layout, LineClass, Note, Range, Sheet, Sum, column_letter

from .held import Flags, Held, Positions
from .numbers import bytes_of

BODY = (LineClass.DATA, LineClass.TOTAL, LineClass.GROUP)
WIDE = 500
"""From so many columns on a sheet is looked at as one long column: a call for each costs more than the cells."""
MOST_BYTES = 2**30
"""A column of texts holds no more than twice as many."""


@dataclass(frozen=True, eq=False)
class Taken:
    """Cells that a step took off: places = (row - 1) * width + (column - 1)."""

    reason: str
    places: Positions
    rebuilt: bool = True
    removed: tuple[Range, ...] = ()


@dataclass(frozen=True, eq=False)
class Working:
    """`rows`: for each row of the table the sheet's row that it stands in. All columns are as long as `rows`."""

    sheet: Sheet
    layout: Layout
    rows: Positions
    columns: tuple[Held, ...]
    file_name: str = ""
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()
    sums: tuple[Sum, ...] = ()
    taken: tuple[Taken, ...] = ()
    repeated: Positions = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    """Places of totals that the rest of the table adds up to: they go when their row or column is melted."""
    headed: bool = False
    found: tuple[pa.Array, ...] = ()
    """The sheet's columns as found, trimmed: what the proof at the end compares with."""

    def changed(self, **parts: object) -> Working:
        return replace(self, **parts)  # type: ignore[arg-type]

    @property
    def height(self) -> int:
        return len(self.rows)

    def by_label(self, label: str) -> Held | None:
        """The first column of that label or field name."""
        return next((held for held in self.columns if label in (held.label, held.name)), None)

    def by_column(self, number: int) -> Held | None:
        """The column that stands in that column of the sheet."""
        return next((held for held in self.columns if held.column == number), None)

    def places(self, held: Held) -> Positions:
        """Where each value stands in the sheet; -1 where it stands in no cell."""
        source = np.full(self.height, held.source) if isinstance(held.source, int) else held.source
        return np.where(source > 0, (self.rows - 1) * self.sheet.width + source - 1, -1)

    def keep(self, mask: Flags, reason: str = "", rebuilt: bool = True) -> Working:
        """Only the rows where `mask` holds; the cells of the others are logged under `reason` when they hold numbers."""
        if mask.all():
            return self
        chosen = np.flatnonzero(mask)
        taken = self.taken
        if reason:
            gone = np.flatnonzero(~mask)
            taken = (*taken, Taken(reason, self._cells(gone), rebuilt, row_ranges(self.rows[gone], self.sheet.width)))
        return self.take(chosen).changed(taken=taken)

    def _cells(self, at: Positions) -> Positions:
        """The places of these rows' cells, each once, in order: by flags, a hundred times faster than a search for equal numbers."""
        marked = np.zeros(self.sheet.height * self.sheet.width, dtype=bool)
        for held in self.columns:
            places = self.places(held)[at]
            marked[places[places >= 0]] = True
        return np.flatnonzero(marked)

    def take(self, chosen: Positions) -> Working:
        """The rows at these positions, in this order."""
        return self.changed(rows=self.rows[chosen], columns=tuple(held.at(chosen) for held in self.columns))

    def without(self, gone: Sequence[Held], reason: str = "", rebuilt: bool = True) -> Working:
        """The table without some columns."""
        if not gone:
            return self
        columns = tuple(held for held in self.columns if held not in gone)
        taken = self.taken
        if reason:
            places = np.concatenate([self.places(held) for held in gone])
            areas = tuple(
                Range(int(self.rows.min()), int(self.rows.max()), held.column, held.column) for held in gone if held.column and self.height
            )
            taken = (*taken, Taken(reason, places[places >= 0], rebuilt, areas))
        return self.changed(columns=columns, taken=taken)

    def put(self, old: Held, *new: Held) -> Working:
        """The table with one column replaced by none, one or several."""
        if old not in self.columns:
            return self
        at = self.columns.index(old)
        return self.changed(columns=(*self.columns[:at], *new, *self.columns[at + 1 :]))

    def each(self, change: Callable[[Held], Held]) -> Working:
        """The table with each column changed."""
        return self.changed(columns=tuple(change(held) for held in self.columns))

    @property
    def areas(self) -> tuple[Range, ...]:
        """Where the main table stands."""
        return tuple(block.range for block in main_blocks(self.layout))

    def lines(self, wanted: LineClass) -> Flags:
        """For each row of the table, whether the layout calls it so."""
        marked = np.fromiter((line is wanted for line in self.layout.lines), dtype=bool, count=len(self.layout.lines))
        return np.asarray(marked[self.rows - 1], dtype=bool)

    @cached_property
    def body(self) -> Flags:
        """Which rows of the sheet (from 0) are the body of the main table."""
        lines = np.array([line in BODY for line in self.layout.lines], dtype=bool)
        inside = np.zeros(len(lines), dtype=bool)
        for block in main_blocks(self.layout):
            inside[block.first_body_row - 1 : block.range.last_row] = True
        return lines & inside


def main_blocks(layout: Layout) -> tuple[Block, ...]:
    """The blocks of the main table: the largest, and all with its headers."""
    if not layout.blocks:
        return ()
    first = max(layout.blocks, key=lambda block: family_size(layout, block))
    return tuple(block for block in layout.blocks if same_table(block, first))


def same_table(one: Block, other: Block) -> bool:
    """Blocks with equal headers belong under each other."""
    return one is other or (bool(one.header_rows) and one.headers == other.headers and any(any(texts) for texts in one.headers))


def family_size(layout: Layout, block: Block) -> int:
    """Cells of a block and of its equals."""
    return sum(_cells(other.range) for other in layout.blocks if same_table(block, other))


def _cells(area: Range) -> int:
    return (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1)


def row_ranges(rows: Positions, width: int) -> tuple[Range, ...]:
    """Whole rows as ranges, neighbours joined."""
    if not len(rows):
        return ()
    numbers = np.unique(rows)
    ends = np.flatnonzero(np.diff(numbers) > 1)
    firsts, lasts = numbers[np.r_[0, ends + 1]], numbers[np.r_[ends, len(numbers) - 1]]
    return tuple(Range(int(first), int(last), 1, width) for first, last in zip(firsts, lasts, strict=True))


def start(sheet: Sheet, layout: Layout, file_name: str = "") -> Working:
    """The sheet as found, before any step: columns are called "Column A", "Column B"..."""
    together = sheet.width >= WIDE and sheet.cells.nbytes < MOST_BYTES
    found = _together(sheet) if together else [Held("", trimmed(values), 0) for values in sheet.cells.columns]
    columns = tuple(held.changed(label=f"Column {column_letter(number)}", source=number) for number, held in enumerate(found, start=1))
    return Working(sheet, layout, np.arange(1, sheet.height + 1), columns, file_name, found=tuple(held.values for held in columns))


def _together(sheet: Sheet) -> list[Held]:
    """The columns of a wide sheet, trimmed and looked at all at once."""
    chunks = [chunk for column in sheet.cells.columns for chunk in column.chunks]
    whole = Held("", trimmed(pa.chunked_array(chunks, pa.string())), 0)
    cuts = [slice(at, at + sheet.height) for at in range(0, sheet.width * sheet.height, sheet.height)]
    return [Held("", whole.values[cut], 0).knowing(numbers=whole.numbers[cut], there=whole.there[cut]) for cut in cuts]


def trimmed(values: pa.ChunkedArray) -> pa.Array:
    """Without white space around the text; nothing but white space is blank. Line breaks inside become one blank."""
    array = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    if isinstance(array, pa.ChunkedArray):  # no chunk at all
        array = pa.array([], type=pa.string())
    array = array.cast(pa.string())
    if needs_trim(array):
        array = pc.utf8_trim_whitespace(pc.replace_substring_regex(array, r"[\s\x{a0}]+", " "))
    return pc.if_else(pc.equal(array, ""), None, array)


def needs_trim(array: pa.Array) -> bool:
    """Most columns need none."""
    found = bytes_of(array)
    if not len(found):
        return False
    lowest, highest = found.min(), found.max()
    if lowest > ord(" ") and highest < 127:
        return False
    if lowest < ord(" ") or highest >= 127:
        return bool(pc.any(pc.match_substring_regex(array, r"^[\s\x{a0}]|[\s\x{a0}]$|[\n\r\t\x{a0}]|\s\s")).as_py())
    return any(
        pc.any(look(array, " " * blanks)).as_py() for look, blanks in ((pc.starts_with, 1), (pc.ends_with, 1), (pc.match_substring, 2))
    )

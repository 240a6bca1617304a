"""What was found on a sheet, nothing changed yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ctcompanion.model.sheet import Range


class LineClass(StrEnum):
    """What a row of a sheet is."""

    TITLE = "title"
    HEADER = "header"
    GROUP = "group"
    DATA = "data"
    TOTAL = "total"
    NOTE = "note"
    BLANK = "blank"


@dataclass(frozen=True)
class Block:
    """One table of a sheet. Side by side and stacked tables are blocks of their own.

    `range` goes from the first header row to the last row of data, group or total. `headers` has one entry per column of the range,
    from left to right: the texts of the header rows from top to bottom, a span's text repeated under it, blanks left out.
    `names` are the headers joined with a space, made unique (" 2", " 3"... appended). A column without any header gets "Column B".
    Blocks with equal `headers` are parts of one table and belong under each other.
    """

    range: Range
    header_rows: tuple[int, ...]
    headers: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]

    @property
    def first_body_row(self) -> int:
        """The row below the last header row."""
        return max(self.header_rows) + 1 if self.header_rows else self.range.first_row


@dataclass(frozen=True)
class LineSum:
    """A row (column) that is the sum of others, found by arithmetic. `axis` is "row" or "column"; numbers are Excel's.

    `cells` is the number of columns (rows) in which the sum was tried, `rebuilt` in how many the published parts give the published
    total within rounding, `hidden` in how many a part is not published ("*", "<5", -9999): there the total tells more than its parts.
    The total repeats its parts, and may be taken off, only when `exact`. Where `parts` is empty it was a total by its word alone.
    """

    axis: str
    number: int
    parts: tuple[int, ...]
    cells: int
    rebuilt: int
    hidden: int = 0

    @property
    def exact(self) -> bool:
        """The published parts rebuild every published number of the total."""
        return self.cells > 0 and self.rebuilt == self.cells


@dataclass(frozen=True)
class Layout:
    """What was found on a sheet, nothing changed yet. Row and column numbers are Excel's; `lines` starts at row 1.

    `header_rows`, `names` and `total_columns` are of the main (largest) block, or of all blocks with the main block's headers.
    `tables` are the ranges of `blocks`, in the same order. A total that found no parts has a LineSum with empty `parts`.
    `confidence` is the measured chance that every line's class is right; `edge_confidence` that the header rows and the first and last
    row of the body are, whatever its rows are called.
    """

    lines: tuple[LineClass, ...]
    header_rows: tuple[int, ...]
    names: tuple[str, ...]
    tables: tuple[Range, ...]
    total_columns: tuple[int, ...]
    confidence: float
    reasons: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    sums: tuple[LineSum, ...] = ()
    edge_confidence: float = 1.0

"""Rows of a text file that have another number of cells than its table: which, where in the file, and what was done with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import OddRows, column_letter

NAMED_ROWS = 10
MOST_LISTED = 1_000
"""Runs of odd rows; a file with more has another fault than a few odd rows."""


def odd_records(widths: Sequence[int], cells: pa.Table) -> tuple[OddRows, ...]:
    """The odd rows of a table, equal ones on end as one entry; the first thousand."""
    odd = odd_rows(widths)
    if not odd:
        return ()
    usual, runs = usual_width(widths), _runs(odd, widths)[:MOST_LISTED]
    lines = _lines(cells, [first for first, _ in runs])
    return tuple(
        OddRows(first, last, line, usual, widths[first - 1], _done(cells.slice(first - 1, last - first + 1), usual, widths[first - 1]))
        for (first, last), line in zip(runs, lines, strict=True)
    )


def width_words(widths: Sequence[int]) -> tuple[str, ...]:
    """A sentence about rows inside the table that are wider or narrower than the rest. Titles above and notes below are normal."""
    odd = odd_rows(widths)
    if not odd:
        return ()
    listed = ", ".join(map(str, odd[:NAMED_ROWS])) + (" and others" if len(odd) > NAMED_ROWS else "")
    said = f"{len(odd):,} rows have" if len(odd) > 1 else "1 row has"
    where = f"rows {listed}" if len(odd) > 1 else f"row {listed}"
    return (
        f"{said} another number of cells than the rest of the table ({where}). All of their cells were kept: missing ones are "
        "blank at the end, extra ones stand in a column of their own. Please check.",
    )


def odd_rows(widths: Sequence[int]) -> list[int]:
    """Numbers of the rows whose width differs from the commonest, between the first and last row that have it; wider ones anywhere."""
    usual = usual_width(widths)
    if usual < 2:
        return []
    first, last = widths.index(usual), len(widths) - 1 - widths[::-1].index(usual)
    return [row for row, width in enumerate(widths, start=1) if width > usual or (width not in (0, usual) and first < row - 1 < last)]


def usual_width(widths: Sequence[int]) -> int:
    """The commonest number of cells above one; 1 where no row has more."""
    counts = Counter(width for width in widths if width > 1)
    return max(counts, key=lambda width: (counts[width], width)) if counts else 1


def _runs(odd: list[int], widths: Sequence[int]) -> list[tuple[int, int]]:
    """First and last row of each run of neighbours of one width."""
    runs = [(odd[0], odd[0])]
    for row in odd[1:]:
        first, last = runs[-1]
        if row == last + 1 and widths[row - 1] == widths[first - 1]:
            runs[-1] = (first, row)
        else:
            runs.append((row, row))
    return runs


def _lines(cells: pa.Table, rows: list[int]) -> list[int]:
    """The line of the file in which each row begins: cells may hold line breaks, so that a row takes several."""
    breaks = np.zeros(cells.num_rows + 1, dtype=np.int64)
    for column in cells.columns:
        breaks[1:] += pc.fill_null(pc.count_substring(column, "\n"), 0).to_numpy()
    before = np.cumsum(breaks)
    return [row + int(before[row - 1]) for row in rows]


def _done(rows: pa.Table, usual: int, found: int) -> str:
    """What was done with the missing or extra cells of some rows of one width."""
    if found < usual:
        missing = usual - found
        return f"{_counted(missing, 'missing cell')} at the end {'was' if missing == 1 else 'were'} left blank"
    extra = rows.columns[usual:found]
    if all(column.null_count == len(column) for column in extra):
        return f"{_counted(found - usual, 'extra cell')} at the end {'is' if found - usual == 1 else 'are'} blank"
    letters = column_letter(usual + 1) + (f" to {column_letter(found)}" if found > usual + 1 else "")
    return f"{_counted(found - usual, 'extra cell')} kept in column {letters}"


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"

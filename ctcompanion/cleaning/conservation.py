"""The proof that no number was lost: every number of the sheet's body stands in the table, or in a logged removal."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ctcompanion.errors import CleaningError
from ctcompanion.model import Conservation, Range, Removal, cell_name

from .held import Held, Positions, taken
from .numbers import numbers_in
from .working import Working

Numbers = npt.NDArray[np.float64]


def prove(working: Working) -> Conservation:
    """Count the numbers that came in, those in the table, and those taken off; numbers-lost when they do not agree."""
    raw = _raw(working)
    counted = np.isfinite(raw)
    out = np.zeros(len(raw), dtype=bool)
    for held in working.columns:
        _mark(working, held, raw, out)
    out &= counted
    removals: list[Removal] = []
    gone = np.zeros(len(raw), dtype=bool)
    for step in working.taken:
        fresh = np.zeros(len(raw), dtype=bool)
        fresh[step.places] = True
        fresh &= counted & ~out & ~gone
        gone |= fresh
        if fresh.any():
            areas = cells_as_ranges(np.flatnonzero(fresh), working.sheet.width)
            _add(removals, Removal(step.reason, int(fresh.sum()), step.rebuilt, areas))
    lost = np.flatnonzero(counted & ~out & ~gone)
    if len(lost):
        raise _lost(working, lost)
    return Conservation(int(counted.sum()), int(out.sum()), tuple(removals))


def _add(removals: list[Removal], removal: Removal) -> None:
    for at, other in enumerate(removals):
        if other.reason == removal.reason and other.rebuilt == removal.rebuilt:
            removals[at] = Removal(other.reason, other.numbers + removal.numbers, other.rebuilt, (*other.removed, *removal.removed))
            return
    removals.append(removal)


def cells_as_ranges(places: Positions, width: int) -> tuple[Range, ...]:
    """Cells (by place, ascending) as rectangles: runs in a row, and equal runs of rows that follow each other."""
    if not len(places):
        return ()
    rows, columns = np.divmod(places, width)
    begins = np.r_[True, (np.diff(places) != 1) | (columns[1:] == 0)]
    at = np.flatnonzero(begins)
    lefts, rights, lines = columns[at], columns[np.r_[at[1:], len(places)] - 1], rows[at]
    # The same run in the next row continues a rectangle: sorted by its columns, rows of one rectangle stand side by side.
    order = np.lexsort((lines, rights, lefts))
    lefts, rights, lines = lefts[order], rights[order], lines[order]
    fresh = np.r_[True, (np.diff(lefts) != 0) | (np.diff(rights) != 0) | (np.diff(lines) != 1)]
    first = np.flatnonzero(fresh)
    last = np.r_[first[1:], len(lines)] - 1
    found = [Range(int(lines[a]) + 1, int(lines[b]) + 1, int(lefts[a]) + 1, int(rights[a]) + 1) for a, b in zip(first, last, strict=True)]
    return tuple(sorted(found, key=lambda area: (area.first_row, area.first_column)))


def _raw(working: Working) -> Numbers:
    """The numbers of the body, by place (row by row); NaN elsewhere."""
    sheet = working.sheet
    raw = np.full((sheet.height, sheet.width), np.nan)
    inside = np.zeros(sheet.width, dtype=bool)
    rows = np.flatnonzero(working.body)
    for area in working.areas:
        inside[area.first_column - 1 : area.last_column] = True
    for column in np.flatnonzero(inside):
        raw[rows, column] = numbers_in(taken(working.found[int(column)], rows))
    return raw.ravel()


def _mark(working: Working, held: Held, raw: Numbers, out: npt.NDArray[np.bool_]) -> None:
    """Set the places whose number this column holds unchanged."""
    places = working.places(held)
    here = places >= 0
    if not here.any():
        return
    values = _as_numbers(held)
    there = places[here]
    before, after = raw[there] * (held.factor if isinstance(held.factor, float) else held.factor[here]), values[here]
    same = before == after
    if not same.all():
        same |= np.isclose(before, after, rtol=1e-9, atol=1e-12)
    out[there[same]] = True


def _as_numbers(held: Held) -> Numbers:
    if pa.types.is_floating(held.values.type) or pa.types.is_integer(held.values.type):
        return np.asarray(held.values.to_numpy(zero_copy_only=False), dtype=np.float64)
    if pa.types.is_string(held.values.type):
        return numbers_in(held.values)
    return np.full(len(held.values), np.nan)


def _lost(working: Working, lost: Positions) -> CleaningError:
    row, column = divmod(int(lost[0]), working.sheet.width)
    place = cell_name(working.sheet.label, row + 1, column + 1)
    return CleaningError(
        "numbers-lost",
        f"These steps would lose {len(lost):,} number{'s' if len(lost) != 1 else ''} of the sheet, the first of them in {place}.",
        "Switch the last step that you changed back, or tell the program which rows hold data.",
        place,
    )

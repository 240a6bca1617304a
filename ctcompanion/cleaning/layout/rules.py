"""Line classes by rule: what a careful reader does without a model. Used where the model is not sure, and as its fallback."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ctcompanion.model import LineClass

from .grid import Grid

TOTAL_WORD = (
    r"(?i)^\W*(?:grand |sub-?)?total(?:s|\b)|\btotals?\W*(?:\\\d+)?$|^all (?:towns|ages|races|industries|persons)|\bstatewide total"
)
NOTE_WORD = (
    r"(?i)^(?:\W*notes?\b|sources?\b|footnotes?\b|citation|\*+\s?\w|\(?[0-9a-z]{1,2}[.)/\]]\s|\\\d+|[†‡§]|x not applicable|\(?[a-z]{1,2}\)|prepared by|compiled by|data (?:as of|from)|"
    r"last updated|updated|for more|see |n/?a\s?[-=:]|suppressed|-+\s?(?:represents|not))"
)


def body_start(grid: Grid) -> int:
    """The first line (from 0) that holds data: numbers beside it and below it in the same columns, or the second full line of words."""
    filled, numeric = grid.filled, grid.numeric | grid.marks
    counts, amounts = filled.sum(1), (grid.numeric & (grid.kinds != 2)).sum(1)
    width = max(int(np.quantile(counts[counts > 0], 0.75)) if (counts > 0).any() else 1, 1)
    for line in range(len(counts)):
        if not counts[line]:
            continue
        enough = amounts[line] >= 1 and numeric[line].sum() >= 0.4 * max(counts[line] - 1, 1) and counts[line] >= min(2, width)
        if enough and _agrees_below(numeric, filled, line):
            return line
    full = np.flatnonzero(counts >= max(0.7 * width, 1))
    return int(full[1]) if len(full) > 1 else len(counts)


def _agrees_below(numeric: npt.NDArray[np.bool_], filled: npt.NDArray[np.bool_], line: int) -> bool:
    """Whether the next lines hold numbers where this one does."""
    below = [row for row in range(line + 1, min(line + 12, len(numeric))) if filled[row].sum() > 1][:3]
    if not below:
        return True
    shared = [(numeric[row] & numeric[line]).sum() / max(numeric[line].sum(), 1) for row in below]
    return float(np.mean(shared)) >= 0.5


def classify(grid: Grid) -> list[LineClass]:
    """One class per line of the grid."""
    lines, width = grid.shape
    counts = grid.filled.sum(1)
    start = body_start(grid)
    first = [int(np.flatnonzero(grid.filled[line])[0]) if counts[line] else -1 for line in range(lines)]
    classes = [LineClass.BLANK if not counts[line] else LineClass.DATA for line in range(lines)]
    head = _head(grid, start, first)
    for line in range(min(start, lines)):
        if counts[line]:
            classes[line] = LineClass.HEADER if line in head else LineClass.TITLE
    end = body_end(grid, start)
    total, wide = grid.matching(TOTAL_WORD), max(2, width // 3)
    for line in range(start, lines):
        if not counts[line]:
            continue
        if line > end:
            classes[line] = LineClass.NOTE
        elif total[line, : min(width, 4)].any() and counts[line] > 1:
            classes[line] = LineClass.TOTAL
        elif counts[line] == 1 and wide > 1 and grid.worded[line, first[line]] and width > 1:
            classes[line] = LineClass.GROUP
    return classes


def _head(grid: Grid, start: int, first: list[int]) -> set[int]:
    """The header lines above the first line of data: from the last one up, as long as several cells are filled."""
    counts = grid.filled.sum(1)
    found: set[int] = set()
    gap = 0
    for line in range(start - 1, -1, -1):
        if not counts[line]:
            gap += 1
            if gap > 2:
                break
            continue
        alone = counts[line] == 1 and grid.shape[1] > 1
        if alone and (first[line] == 0 or not found):
            if found or line < start - 1 - gap:
                break
            continue
        found.add(line)
        gap = 0
    return found


def body_end(grid: Grid, start: int) -> int:
    """The last line of the body."""
    counts, lines = grid.filled.sum(1), grid.shape[0]
    notes = grid.matching(NOTE_WORD)
    wide = grid.shape[1] > 1
    end = lines - 1
    while end > start:
        filled = np.flatnonzero(grid.filled[end])
        numbers = (grid.numeric | grid.marks)[end, 1:].any()
        if counts[end] and not (wide and len(filled) <= 2 and not numbers) and not (notes[end, filled[0]] and len(filled) <= 2):
            break
        end -= 1
    return end

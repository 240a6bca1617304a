"""Plain facts that overrule the model: what a row plainly is by its numbers, or by the row right above it."""

from __future__ import annotations

from collections.abc import Container, Sequence

import numpy as np

from ctcompanion.model import LineClass

from .blocks import bare
from .cells import DATE, NUMBER
from .grid import Flags, Grid
from .words import TOTAL_WORD, WORDS

ALIKE = 0.8
"""The share of cells in which two rows are filled alike."""
NUMBERS = 0.6
"""From this share of numbers on, years aside, a row between header and data is no header."""
UNIT = r"(?i)^[(\[](?:1,000(?:,000)?|[$%]|[\pL$][\pL\d .,$%/-]{3,})[)\]]$"
BARE_TOTAL = r"(?i)^\W*(?:grand |sub-?)?totals?\W*$"
SENTENCE = r"^\p{Lu}\S*(?:\s+\S+){5,}[.!]$"
"""Six words or more that begin with a capital and end with a full stop."""
BODY = frozenset({LineClass.DATA, LineClass.GROUP, LineClass.TOTAL})


def settled(grid: Grid, classes: Sequence[LineClass], summed: Container[int] = ()) -> list[LineClass]:
    """The classes with rows put right that a plain fact decides. `summed`: lines that are sums of others."""
    out = list(classes)
    seen: set[bytes] = set()
    total = np.asarray(grid.matching(TOTAL_WORD)[:, :4].any(1))
    of_header = _units(grid)
    begun = False
    again = _headers_again(grid, out)
    for line, kind in enumerate(out):
        if line in again:
            out[line] = LineClass.HEADER
        elif kind is LineClass.HEADER:
            if grid.codes[line].tobytes() not in seen:
                out[line] = _not_a_header(grid, out, line, begun, total)
            seen.add(grid.codes[line].tobytes())
        elif kind is LineClass.NOTE and _continues(grid, out, line) and grid.filled[line].all():
            out[line] = LineClass.DATA
        elif not begun and kind in BODY and _before(out, line) is LineClass.HEADER and (of_header[line] or _counts_columns(grid, line)):
            out[line] = LineClass.HEADER
        begun = begun or out[line] in BODY
    _settle_words(grid, out, summed)
    return out


def _units(grid: Grid) -> Flags:
    """Lines whose cells, a label aside, are units in parentheses: "(1,000)", "(million dollars)"."""
    others = grid.filled.copy()
    others[np.arange(len(others)), grid.filled.argmax(1)] = False
    return np.asarray((others.sum(1) >= 2) & (grid.matching(UNIT) | ~others).all(1))


def _settle_words(grid: Grid, out: list[LineClass], summed: Container[int]) -> None:
    """A total needs a word, a sum, or no name at all, and a row with "Total" and numbers is one; a sentence among the data is a note; numbers one under the
    other are data and no notes; words of their own over a later table's header are its title.
    """
    sentence, listed = _sentences(grid), _listed(grid)
    worded = np.asarray(grid.matching(WORDS["total_any"]).any(1) | grid.matching(WORDS["all"]).any(1) | grid.matching(TOTAL_WORD).any(1))
    nameless = np.asarray(~grid.worded.any(1))
    plainly = _plain_totals(grid)
    last = max((line for line, kind in enumerate(out) if kind in BODY), default=-1)
    for line, kind in enumerate(out):
        if kind is LineClass.TOTAL and not (worded[line] or nameless[line] or line in summed):
            out[line] = LineClass.DATA
        elif kind is LineClass.DATA and plainly[line]:
            out[line] = LineClass.TOTAL
        elif kind in (LineClass.DATA, LineClass.GROUP) and _heads_a_table(grid, out, line):
            out[line] = LineClass.TITLE
        elif kind in (LineClass.DATA, LineClass.GROUP) and sentence[line] and 0 < line < last:
            out[line] = LineClass.NOTE
        elif kind is LineClass.NOTE and listed[line]:
            out[line] = LineClass.DATA


def _plain_totals(grid: Grid) -> Flags:
    """Lines that begin with "Total", "Subtotal" or "Grand total" and nothing more, and hold numbers."""
    first = grid.filled.argmax(1)
    bare = grid.matching(BARE_TOTAL)[np.arange(len(first)), first]
    return np.asarray(bare & grid.numeric.any(1))


def _heads_a_table(grid: Grid, out: Sequence[LineClass], line: int) -> bool:
    """Whether a line of one text stands under a blank row and right over a header of several columns."""
    if not 0 < line < len(out) - 1 or out[line + 1] is not LineClass.HEADER:
        return False
    parted = not grid.filled[line - 1].any() or grid.rows[line] > grid.rows[line - 1] + 1
    return bool(parted and grid.filled[line].sum() == 1 and grid.worded[line].any() and grid.filled[line + 1].sum() > 1)


def _sentences(grid: Grid) -> Flags:
    """Lines of one cell that holds a sentence of several words, in a table of several columns."""
    several = grid.filled.sum(0) >= max(2, 0.3 * grid.filled.any(1).sum())
    told = (grid.matching(SENTENCE) & grid.filled).any(1) & (grid.filled.sum(1) == 1)
    return np.asarray(told if several.sum() >= 2 else np.zeros_like(told))


def _listed(grid: Grid) -> Flags:
    """Lines of one year, number or date each, three or more under each other in the same column."""
    alone = (grid.filled.sum(1) == 1) & (grid.numeric | (grid.kinds == DATE)).any(1)
    column = np.where(alone, grid.filled.argmax(1), -1)
    out = np.zeros(len(column), dtype=bool)
    for line in range(2, len(column)):
        if column[line] >= 0 and (column[line - 2 : line + 1] == column[line]).all():
            out[line - 2 : line + 1] = True
    return out


def _headers_again(grid: Grid, classes: Sequence[LineClass]) -> set[int]:
    """Lines of data that repeat a header above them, be it with another case or punctuation."""
    heads = [line for line, kind in enumerate(classes) if kind is LineClass.HEADER and grid.filled[line].sum() > 1]
    found = set()
    for head in heads:
        columns = np.flatnonzero(grid.filled[head])
        alike = np.flatnonzero((grid.filled == grid.filled[head]).all(1) & ~grid.numeric.any(1))
        told = [bare(grid.text(head, int(column))) for column in columns]
        for line in alike[alike > head].tolist():
            same = all(bare(grid.text(line, int(column))) == text for column, text in zip(columns, told, strict=True))
            if classes[line] in BODY and same:
                found.add(line)
    return found


def _not_a_header(grid: Grid, out: Sequence[LineClass], line: int, begun: bool, total: Flags) -> LineClass:
    """What a line said to be a header, and no repetition of one, is: the header, or a row of the body that looks like one."""
    if _is_amounts(grid, line) or _continues(grid, out, line):
        return LineClass.TOTAL if total[line] else LineClass.DATA
    alone = grid.filled[line].sum() == 1
    if begun and alone and _is_label(grid, line) and not _leads_to_header(grid, out, line):
        return LineClass.GROUP
    return LineClass.HEADER


def _before(out: Sequence[LineClass], line: int) -> LineClass | None:
    """The class of the filled line above."""
    return next((out[at] for at in range(line - 1, -1, -1) if out[at] is not LineClass.BLANK), None)


def _continues(grid: Grid, classes: Sequence[LineClass], line: int) -> bool:
    """Whether the row right above is data and filled with the same kinds of cells, several of them."""
    if line < 2 or classes[line - 1] is not LineClass.DATA or grid.rows[line] != grid.rows[line - 1] + 1:
        return False
    here, above = grid.filled[line], grid.filled[line - 1]
    either, both = (here | above).sum(), (here & above).sum()
    same = (grid.kinds[line] == grid.kinds[line - 1]) & here & above
    return bool(here.sum() >= 2 and both >= ALIKE * either and np.count_nonzero(same) >= ALIKE * both)


def _is_amounts(grid: Grid, line: int) -> bool:
    """Whether a row holds a label and several amounts, of which one is large, under columns of numbers."""
    amounts = grid.kinds[line] == NUMBER
    words = grid.worded[line]
    several = amounts.sum() >= max(3, NUMBERS * grid.filled[line].sum()) and len(np.unique(grid.codes[line][amounts])) >= 3
    if not several or not words.any() or _counts_columns(grid, line):
        return False
    below = grid.numeric | grid.marks
    numeric = below[line + 1 :].sum(0) >= 0.8 * np.maximum(grid.filled[line + 1 :].sum(0), 1)
    return bool(
        numeric[amounts].mean() >= ALIKE
        and np.nanmax(np.abs(grid.values[line][amounts])) >= 100
        and amounts[np.flatnonzero(words)[-1] :].any()
    )


def _counts_columns(grid: Grid, line: int) -> bool:
    """Whether a row numbers the columns: 1, 2, 3 from left to right."""
    told = grid.values[line][grid.kinds[line] == NUMBER]
    return len(told) >= 3 and bool((np.diff(np.abs(told)) == 1).all()) and abs(told[0]) in (1, 2)


def _is_label(grid: Grid, line: int) -> bool:
    """Whether a row's only cell stands in a column of words."""
    column = int(grid.filled[line].argmax())
    return bool(grid.worded[:, column].sum() >= 0.5 * max(grid.filled[:, column].sum(), 1))


def _leads_to_header(grid: Grid, out: Sequence[LineClass], line: int) -> bool:
    """Whether the filled line below is a header of several columns."""
    below = next((at for at in range(line + 1, len(out)) if out[at] is not LineClass.BLANK), None)
    return below is not None and out[below] is LineClass.HEADER and bool(grid.filled[below].sum() > 1)

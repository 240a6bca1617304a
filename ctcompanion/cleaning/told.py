"""A person says where the table stands: the rows with the column names, the first and the last row of data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ctcompanion.errors import CleaningError
from ctcompanion.model import Block, Layout, LineClass, Range, Sheet
from ctcompanion.recipe import CleaningStep

from .asked import asked
from .layout.grid import Grid, grid_of
from .layout.names import levels, unique_names
from .same_header import bare
from .step import spoken_rows
from .working import BODY

OPERATION = "layout"
LOOKED_AT = 400
"""Rows from the top in which next month's header is looked for."""
FEWEST = 3
"""Fewer names may stand in any row by chance."""


def told_step(sheet: Sheet, header_rows: Sequence[int], first_row: int, last_row: int) -> CleaningStep:
    """The step that keeps a person's word. `header` holds the headings, so that next month's header row can be found."""
    if not (1 <= first_row <= last_row <= sheet.height and all(1 <= row < first_row for row in header_rows)):
        raise CleaningError(
            "rows-out-of-order",
            "The column names must stand above the first row of data, and the last row below it.",
            "Click the rows again, from top to bottom.",
            sheet.label,
        )
    sentence = (
        f"{spoken_rows(header_rows)} hold{'s' if len(header_rows) == 1 else ''} the column names, rows {first_row:,} to {last_row:,} the data, as you said."
        if header_rows
        else f"Rows {first_row:,} to {last_row:,} hold the data, as you said; there are no column names."
    )
    header = [text for row in header_rows for text in texts_of(sheet, row)]
    return asked("layout", OPERATION, sentence, header_rows=list(header_rows), first_row=first_row, last_row=last_row, header=header)


def header_end(sheet: Sheet, head: int, first_row: int) -> int:
    """The last row of a header that begins in row `head`: what is filled above the first row of data belongs to it."""
    filled = [row for row in range(head + 1, first_row) if texts_of(sheet, row)]
    return max([head, *filled])


def texts_of(sheet: Sheet, row: int) -> list[str]:
    """What stands in a row, blanks left out."""
    cells = sheet.cells.slice(row - 1, 1).to_pylist()
    return [" ".join(text.split()) for text in (cells[0].values() if cells else ()) if text and text.strip()]


def apply_word(detected: Layout, sheet: Sheet, step: CleaningStep) -> Layout:
    """The detected layout with the person's word over it. Totals and groups among the data stay as detected."""
    head = [int(row) for row in step.parameters["header_rows"]]
    first, last = int(step.parameters["first_row"]), min(int(step.parameters["last_row"]), sheet.height)
    lines = tuple(_line(number, line, head, first, last) for number, line in enumerate(detected.lines, start=1))
    grid = grid_of(sheet, np.arange(sheet.height))
    if step.by == "companion":
        lines = _text_is_a_note(lines, detected, grid)
    inside = [row - 1 for row in (*head, *range(first, last + 1))]
    columns = np.flatnonzero(grid.filled[inside].any(0))
    if not len(columns):
        raise CleaningError("no-table", "There is nothing in these rows.", "Click the rows of the table again.", sheet.label)
    area = Range(min([*head, first]), last, int(columns[0]) + 1, int(columns[-1]) + 1)
    headers = levels(grid, [row - 1 for row in head], area)
    names = unique_names(headers, area.first_column)
    block = Block(area, tuple(head), headers, names)
    return Layout(
        lines, tuple(head), names, (area,), detected.total_columns, 1.0, ("You said where the table stands.",), (block,), detected.sums
    )


def _line(number: int, detected: LineClass, head: list[int], first: int, last: int) -> LineClass:
    if number in head:
        return LineClass.HEADER
    if detected is LineClass.BLANK:
        return LineClass.BLANK
    if number < first:
        return LineClass.TITLE
    if number > last:
        return LineClass.NOTE
    return detected if detected in BODY else LineClass.DATA


def _text_is_a_note(lines: tuple[LineClass, ...], detected: Layout, grid: Grid) -> tuple[LineClass, ...]:
    """Nobody said that each row between the two is data: a line of text among them, alone in its row, stays a note."""
    alone = grid.filled.sum(1) == 1
    return tuple(
        LineClass.NOTE if line is LineClass.DATA and (alone[at] or detected.lines[at] not in BODY) else line
        for at, line in enumerate(lines)
    )


def found_again(sheet: Sheet, detected: Layout, before: CleaningStep) -> CleaningStep | None:
    """Last month's word on this month's sheet: its header is looked for by what it says. None when it is not there."""
    head = [int(row) for row in before.parameters["header_rows"]]
    wanted = set(before.parameters.get("header", ()))
    if not head or not wanted:
        return None
    here = max(range(1, min(sheet.height, LOOKED_AT) + 1), key=lambda row: len(wanted & set(_joined(sheet, row, len(head)))), default=0)
    if len(wanted & set(_joined(sheet, here, len(head)))) < 0.6 * len(wanted):
        return None
    shift = here - head[0]
    first = int(before.parameters["first_row"]) + shift
    body = [number for number, line in enumerate(detected.lines, start=1) if line in BODY and number >= first]
    last = body[-1] if body else sheet.height
    return told_step(sheet, [row + shift for row in head], first, last) if first <= last else None


def header_of_last_time(sheet: Sheet, detected: Layout, header: Sequence[str]) -> CleaningStep | None:
    """Where detection found other column names, but one row alone holds exactly those of last time: that row is the header."""
    wanted = sorted(filter(None, map(bare, header)))
    if len(wanted) < FEWEST or wanted == sorted(filter(None, map(bare, detected.names))):
        return None
    rows = [row for row in range(1, min(sheet.height, LOOKED_AT) + 1) if sorted(bare(text) for text in texts_of(sheet, row)) == wanted]
    body = [number for number, line in enumerate(detected.lines, start=1) if line in BODY and rows and number > rows[0]]
    if len(rows) != 1 or not body:
        return None
    word = told_step(sheet, rows, body[0], body[-1])
    return word.model_copy(update={"by": "companion", "sentence": f"Row {rows[0]} holds the column names, as last time."})


def _joined(sheet: Sheet, row: int, count: int) -> list[str]:
    return [text for number in range(row, min(row + count, sheet.height + 1)) for text in texts_of(sheet, number)]


def as_found(layout: Layout, sheet: Sheet, steps: Sequence[CleaningStep]) -> Layout:
    """The layout, with a person's word over it where the steps hold one."""
    word = next((step for step in steps if step.operation == OPERATION and step.on), None)
    return apply_word(layout, sheet, word) if word else layout

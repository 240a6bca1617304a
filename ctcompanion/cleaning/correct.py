"""One cell that a person corrects, with a reason. What stood there is not kept in the recipe."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.errors import CleaningError
from ctcompanion.model import cell_name, column_letter
from ctcompanion.recipe import CleaningStep

from .asked import asked, column_of, logged, unreadable
from .working import Working

OPERATION = "correct"


def correct(column: str, row: int, value: str, reason: str, at: int = 0) -> CleaningStep:
    """The step that writes `value` into a cell of `column`: the one in the sheet's row `row` and, where columns were turned into rows,
    in the sheet's column `at`."""
    where = f"{column_letter(at)}{row} of" if at else f"Row {row} of"
    made = asked(
        f"correct:{column}:{row}" + (f":{column_letter(at)}" if at else ""),
        OPERATION,
        f"{where} *{column}* is corrected: {reason}",
        column=column,
        row=row,
        value=value,
        reason=reason,
        at=at,
    )
    if not reason.strip():
        raise unreadable(made, "a correction needs a reason")
    return made


def place_of(text: str) -> tuple[int, int] | None:
    """The row and the column of a cell named as in Excel: "C12", "$C$12" or "Sheet1!C12"; None when it is no cell."""
    found = re.fullmatch(r"(?:.*!)?\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})", text.strip())
    if not found:
        return None
    column = 0
    for letter in found.group(1).upper():
        column = column * 26 + ord(letter) - 64
    return int(found.group(2)), column


def cell_at(working: Working, row: int, column: int) -> tuple[str, str] | None:
    """The label of the column that this cell of the sheet went to, and what stands there; None when the table does not hold it."""
    here = np.flatnonzero(working.rows == row)
    for held in working.columns:
        sources = np.full(len(here), held.source) if isinstance(held.source, int) else held.source[here]
        found = here[sources == column]
        if len(found) == 1:
            value = held.values[int(found[0])].as_py()
            return held.label, "" if value is None else str(held.values.slice(int(found[0]), 1).cast(pa.string())[0].as_py())
    return None


def apply(working: Working, done: CleaningStep) -> Working:
    """The cell with its new value; the old number is logged as corrected."""
    held = column_of(working, done)
    row, column = int(done.parameters["row"]), int(done.parameters.get("at") or 0)
    here = working.rows == row
    if column:
        here &= held.source == column
    if here.sum() != 1:
        hint = "Correct it in the file itself, or before the columns are turned into rows."
        raise CleaningError(
            "cell-not-found",
            f"Row {row} is not one cell of {held.label}.",
            hint,
            cell_name(working.sheet.label, row, column or max(held.column, 1)),
        )
    value = str(done.parameters["value"]).strip() or None
    values = pc.if_else(pa.array(here), pa.scalar(value, type=pa.string()), held.values.cast(pa.string()))
    told = logged(working, held, np.asarray(here), "corrected by you, with a reason")
    return told.put(held, held.changed(values=values, type=None))

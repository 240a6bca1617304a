"""One cell that a person corrects, with a reason. What stood there is not kept in the recipe."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.errors import CleaningError
from ctcompanion.model import cell_name
from ctcompanion.recipe import CleaningStep

from .asked import asked, column_of, logged, unreadable
from .working import Working

OPERATION = "correct"


def correct(column: str, row: int, value: str, reason: str) -> CleaningStep:
    """The step that writes `value` into the cell of `column` that stands in the sheet's row `row`."""
    made = asked(
        f"correct:{column}:{row}",
        OPERATION,
        f"Row {row} of *{column}* is corrected: {reason}",
        column=column,
        row=row,
        value=value,
        reason=reason,
    )
    if not reason.strip():
        raise unreadable(made, "a correction needs a reason")
    return made


def apply(working: Working, done: CleaningStep) -> Working:
    """The cell with its new value; the old number is logged as corrected."""
    held = column_of(working, done)
    row = int(done.parameters["row"])
    here = working.rows == row
    if here.sum() != 1:
        hint = "Correct it in the file itself, or before the columns are turned into rows."
        raise CleaningError(
            "cell-not-found", f"Row {row} is not one cell of {held.label}.", hint, cell_name(working.sheet.name, row, max(held.column, 1))
        )
    value = str(done.parameters["value"]).strip() or None
    values = pc.if_else(pa.array(here), pa.scalar(value, type=pa.string()), held.values.cast(pa.string()))
    told = logged(working, held, np.asarray(here), "corrected by you, with a reason")
    return told.put(held, held.changed(values=values, type=None))

"""Notes and sources under (or beside) the table: taken off, kept for the description."""

from __future__ import annotations

import numpy as np

from ctcompanion.model import LineClass
from ctcompanion.recipe import CleaningStep

from .lifted import lift
from .step import spoken_rows, step
from .working import Working

OPERATION = "notes"


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """Every line that the layout calls a note."""
    rows = [number for number, line in enumerate(working.layout.lines, start=1) if line is LineClass.NOTE]
    if not rows:
        return ()
    verb = "is a note" if len(rows) == 1 else "are notes"
    return (step("notes", OPERATION, f"{spoken_rows(rows)} {verb}: taken off, kept for the description.", rows=rows),)


def apply(working: Working, done: CleaningStep) -> Working:
    """Take the rows off and keep their text as notes."""
    rows = done.parameters["rows"]
    return lift(working, rows, "note").keep(~np.isin(working.rows, rows))

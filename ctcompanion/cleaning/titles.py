"""Title lines above the table: taken off, kept for the description."""

from __future__ import annotations

import numpy as np

from ctcompanion.model import LineClass
from ctcompanion.recipe import CleaningStep

from .lifted import lift
from .step import spoken_rows, step
from .working import Working

OPERATION = "titles"


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """Every line that the layout calls a title."""
    rows = [number for number, line in enumerate(working.layout.lines, start=1) if line is LineClass.TITLE]
    if not rows:
        return ()
    verb = "is a title" if len(rows) == 1 else "are titles"
    return (step("titles", OPERATION, f"{spoken_rows(rows)} {verb}: taken off, kept for the description.", rows=rows),)


def apply(working: Working, done: CleaningStep) -> Working:
    """Take the rows off and keep their text as notes."""
    rows = done.parameters["rows"]
    return lift(working, rows, "title").keep(~np.isin(working.rows, rows))

"""A column that a person leaves out."""

from __future__ import annotations

from ctcompanion.recipe import CleaningStep

from .asked import asked, column_of
from .working import Working

OPERATION = "drop-column"


def drop_column(column: str) -> CleaningStep:
    """The step that leaves the column out."""
    return asked(f"drop-column:{column}", OPERATION, f"*{column}* is left out.", column=column)


def apply(working: Working, done: CleaningStep) -> Working:
    """Without it; its numbers are logged."""
    return working.without([column_of(working, done)], "in columns that you left out", rebuilt=False)

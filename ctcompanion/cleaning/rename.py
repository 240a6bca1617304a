"""A person's name for a column."""

from __future__ import annotations

from ctcompanion.recipe import CleaningStep

from .asked import asked, column_of
from .working import Working

OPERATION = "rename"


def rename(column: str, to: str) -> CleaningStep:
    """The step that calls `column` (what people read) `to`."""
    return asked(f"rename:{column}", OPERATION, f"*{column}* is called *{to}*.", column=column, to=to)


def apply(working: Working, done: CleaningStep) -> Working:
    """The label changes; the heading as found stays known. The field name is made anew."""
    held = column_of(working, done)
    return working.put(held, held.changed(label=str(done.parameters["to"]), name=""))

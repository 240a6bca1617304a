"""Notes and sources under (or beside) the table: taken off, kept for the description."""

from __future__ import annotations

from ctcompanion.model import LineClass
from ctcompanion.recipe import CleaningStep

from .lifted import found, taken_off
from .working import Working

OPERATION = "notes"


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """Every line that the layout calls a note."""
    return found(working, LineClass.NOTE, OPERATION, "is a note", "are notes")


def apply(working: Working, done: CleaningStep) -> Working:
    """Take the rows off and keep their text as notes."""
    return taken_off(working, done, "note")

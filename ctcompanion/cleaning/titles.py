"""Title lines above the table: taken off, kept for the description."""

from __future__ import annotations

from ctcompanion.model import LineClass
from ctcompanion.recipe import CleaningStep

from .lifted import found, taken_off
from .working import Working

OPERATION = "titles"


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """Every line that the layout calls a title."""
    return found(working, LineClass.TITLE, OPERATION, "is a title", "are titles")


def apply(working: Working, done: CleaningStep) -> Working:
    """Take the rows off and keep their text as notes."""
    return taken_off(working, done, "title")

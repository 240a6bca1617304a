"""What a person's own steps share: how they are written down, and how they find their column."""

from __future__ import annotations

from typing import Any

import numpy as np

from ctcompanion.errors import CleaningError
from ctcompanion.recipe import CleaningStep

from .step import needed
from .working import Flags, Held, Taken, Working

LATE = frozenset({"marks", "types", "column-order", "names", "date-updated"})
"""A person's step goes before these: they look at what it leaves."""


def asked(name: str, operation: str, sentence: str, /, **parameters: Any) -> CleaningStep:
    """A step that a person asked for."""
    return CleaningStep(id=name, operation=operation, sentence=sentence, by="person", parameters=parameters)


def placed(steps: tuple[CleaningStep, ...], new: CleaningStep) -> tuple[CleaningStep, ...]:
    """The steps with a person's new one in its place: after the shape is made, before types and names. One of the same id is replaced."""
    rest = tuple(step for step in steps if step.id != new.id)
    at = next((place for place, step in enumerate(rest) if step.operation in LATE), len(rest))
    return (*rest[:at], new, *rest[at:])


def column_of(working: Working, done: CleaningStep, parameter: str = "column") -> Held:
    """The column that the step is about; step-needs-another when there is none of that name."""
    hint = "Switch this step off, or switch the step on that makes the column."
    return needed(working, str(done.parameters[parameter]), done.sentence, hint)


def logged(working: Working, held: Held, changed: Flags, reason: str, *, rebuilt: bool = False) -> Working:
    """The numbers of these rows in that column are taken off, for this reason."""
    places = working.places(held)[np.asarray(changed)]
    return working.changed(taken=(*working.taken, Taken(reason, places[places >= 0], rebuilt)))


def unreadable(done: CleaningStep, what: str) -> CleaningError:
    """The parameters of a step make no sense."""
    return CleaningError("step-unclear", f"“{done.sentence}” cannot be applied: {what}.", "Change the step, or switch it off.")

"""What a person's own steps share: how they are written down, and how they find their column."""

from __future__ import annotations

from typing import Any

import numpy as np

from ctcompanion.errors import CleaningError
from ctcompanion.recipe import CleaningStep

from .held import Flags, Held
from .step import needed
from .working import Taken, Working

Steps = tuple[CleaningStep, ...]
LATE = frozenset({"value-marks", "marks", "percent", "day-numbers", "types", "map-point", "column-order", "names", "date-updated"})
"""A person's step goes before these: they look at what it leaves."""
TYPED = LATE - {"marks"}
"""Where a change of type goes: what stands in place of a number is blank by then."""
FIRM = frozenset({"layout", "titles", "notes", "other-tables", "header", "tables"})
"""A person's step never goes above these: there are no columns yet."""


def asked(name: str, operation: str, sentence: str, /, **parameters: Any) -> CleaningStep:
    """A step that a person asked for."""
    return CleaningStep(id=name, operation=operation, sentence=sentence, by="person", parameters=parameters)


def placed(steps: Steps, new: CleaningStep) -> Steps:
    """The steps with a person's new one in its place: after the shape is made, before types and names. One of the same id is replaced."""
    at = position(steps, new)
    rest = tuple(step for step in steps if step.id != new.id)
    return (*rest[:at], new, *rest[at:])


def position(steps: Steps, new: CleaningStep) -> int:
    """How many steps stand before it. A step that takes another's place stands where that one stood."""
    late = TYPED if new.operation == "change-type" else LATE
    return next((at for at, step in enumerate(steps) if step.id == new.id or step.operation in late), len(steps))


def changed(steps: Steps, old: str, new: CleaningStep) -> Steps:
    """The steps with a person's step `old` (its id) in another form, at its place. Another one that has the new id goes."""
    kept = tuple(step for step in steps if step.id == old or step.id != new.id)
    return tuple(new.model_copy(update={"on": step.on}) if step.id == old else step for step in kept)


def without(steps: Steps, gone: str) -> Steps:
    """The steps without the one of that id."""
    return tuple(step for step in steps if step.id != gone)


def can_move(steps: Steps, which: str, by: int) -> bool:
    """Whether there is a step that this one may change places with (`by`: -1 up, 1 down)."""
    at = _at(steps, which)
    other = at + by
    if not 0 <= other < len(steps):
        return False
    return steps[other].operation not in (FIRM if by < 0 else TYPED)


def moved(steps: Steps, which: str, by: int) -> Steps:
    """The step changes places with its neighbour above (-1) or below (1); as it was where it may not."""
    if not can_move(steps, which, by):
        return steps
    at, found = _at(steps, which), list(steps)
    found[at], found[at + by] = found[at + by], found[at]
    return tuple(found)


def _at(steps: Steps, which: str) -> int:
    return next(at for at, step in enumerate(steps) if step.id == which)


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

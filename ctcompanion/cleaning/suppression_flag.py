"""A column "Suppress" beside starred numbers: it repeats which are hidden, and can tell the small ones from those hidden to protect them."""

from __future__ import annotations

import numpy as np

from ctcompanion.recipe import CleaningStep

from .held import Flags, Held
from .marks import marks_in
from .step import step
from .words import words
from .working import Working

OPERATION = "suppression-flag"
MOST_VALUES = 6
"""No, small, beside a small one, by request: a column with more kinds is none of this."""


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """Each column of that name whose values part the rows with a mark exactly from the rows without."""
    if not working.headed or not (named := [held for held in working.columns if _is_named_so(held)]):
        return ()
    marked = _marked(working, named)
    return tuple(_step(held) for held in named if _repeats(held, marked))


def _is_named_so(held: Held) -> bool:
    return any(word in held.label.lower() for word in words("suppression_stems")) and 1 <= len(held.distinct) <= MOST_VALUES


def _marked(working: Working, but: list[Held]) -> Flags:
    """Rows in which something stands in place of a number."""
    marked = np.zeros(working.height, dtype=bool)
    for held in working.columns:
        if held not in but and (marks := marks_in(held)):
            marked |= np.isin(held.values.to_numpy(zero_copy_only=False), list(marks))
    return marked


def _repeats(held: Held, marked: Flags) -> bool:
    """No value stands both beside a mark and where there is none, and where there is none it is always the same one."""
    values = held.values.fill_null("").to_numpy(zero_copy_only=False)
    beside, elsewhere = set(values[marked]), set(values[~marked])
    return bool(beside) and len(elsewhere) == 1 and not beside & elsewhere


def _step(held: Held) -> CleaningStep:
    kinds = len(held.distinct) > 2
    why = "and of what kind each is, which helps to compute it back" if kinds else "which the marks themselves say"
    sentence = f"*{held.label}* only says which numbers are hidden, {why}: left out."
    return step(f"{OPERATION}:{held.label}", OPERATION, sentence, column=held.label, evidence="agrees with the marks in every row")


def apply(working: Working, done: CleaningStep) -> Working:
    """Without that column."""
    held = working.by_label(done.parameters["column"])
    return working.without([held] if held else [], "flags of hidden numbers", rebuilt=held is not None and len(held.distinct) <= 2)

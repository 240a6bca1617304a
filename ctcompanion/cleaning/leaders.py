"""Rows of dots that lead the eye from a name to its number ("Autism ......."): they are no part of the name."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.recipe import CleaningStep

from .held import Held
from .step import listed, step
from .working import Working

OPERATION = "dot-leaders"
LEADER = r"([^.\s])[\s.]*(?:\.\s?){3,}[\s.]*$"
LEAST = 0.2
"""Of a column's distinct texts so many end in dots, else somebody just trailed off..."""


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """One step for the columns of names that end in dots."""
    found = [held.label for held in working.columns if _led(held)] if working.headed else []
    if not found:
        return ()
    return (step("dot-leaders", OPERATION, f"The rows of dots behind names in {listed([f'*{label}*' for label in found])} are taken off."),)


def _led(held: Held) -> bool:
    if not pa.types.is_string(held.values.type) or not len(held.distinct):
        return False
    return bool(pc.mean(pc.match_substring_regex(held.distinct, LEADER).cast(pa.int8())).as_py() >= LEAST)


def apply(working: Working, done: CleaningStep) -> Working:  # noqa: ARG001
    """The names without the dots."""
    return working.each(lambda held: held.changed(values=pc.replace_substring_regex(held.values, LEADER, r"\1")) if _led(held) else held)

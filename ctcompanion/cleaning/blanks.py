"""Rows and columns that hold nothing."""

from __future__ import annotations

import numpy as np

from ctcompanion.model import column_letter
from ctcompanion.recipe import CleaningStep

from .held import Held
from .step import counted, listed, step
from .working import Working

ROWS, COLUMNS = "blank-rows", "blank-columns"


def propose_rows(working: Working) -> tuple[CleaningStep, ...]:
    """Rows without a value in any column."""
    count = int((~_any(working)).sum())
    if not count:
        return ()
    return (step("blank-rows", ROWS, f"{counted(count, 'empty row')} {'is' if count == 1 else 'are'} taken out.", count=count),)


def apply_rows(working: Working, done: CleaningStep) -> Working:  # noqa: ARG001
    """Only the rows that hold something."""
    return working.keep(_any(working))


def _any(working: Working) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    found = np.zeros(working.height, dtype=bool)
    for held in working.columns:
        found |= held.there
        if found.all():
            break
    return found


def _empty(working: Working) -> list[Held]:
    return [held for held in working.columns if held.values.null_count == len(held.values)]


def propose_columns(working: Working) -> tuple[CleaningStep, ...]:
    """Columns without a value in any row; one with a name of its own is left to the person."""
    gone = [held for held in _empty(working) if not held.original]
    named = [held for held in _empty(working) if held.original]
    steps = []
    if gone:
        letters = listed([column_letter(held.column) for held in gone[:6]]) + (f" and {len(gone) - 6} more" if len(gone) > 6 else "")
        steps.append(
            step(
                "blank-columns",
                COLUMNS,
                f"Column{'s' if len(gone) > 1 else ''} {letters} held nothing: taken out.",
                columns=[held.column for held in gone],
            )
        )
    if named:
        sentence = f"{listed([held.label for held in named])} {'has' if len(named) == 1 else 'have'} a heading but no values: taken out."
        steps.append(step("blank-columns:named", COLUMNS, sentence, columns=[held.column for held in named]))
    return tuple(steps)


def apply_columns(working: Working, done: CleaningStep) -> Working:
    """Without those columns, as far as they are empty."""
    return working.without([held for held in _empty(working) if held.column in done.parameters["columns"]])

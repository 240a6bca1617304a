"""A first column that counts the rows, without a heading: it says nothing about them."""

from __future__ import annotations

import numpy as np

from ctcompanion.model import column_letter
from ctcompanion.recipe import CleaningStep

from .held import Held
from .step import step
from .working import Working

OPERATION = "row-numbers"


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """The first column, when it runs 1, 2, 3... and has no heading of its own."""
    held = working.columns[0] if working.columns else None
    if held is None or not working.headed or not _counts_rows(held):
        return ()
    sentence = f"Column {column_letter(held.column)} counts the rows and has no heading: taken out."
    return (step("row-numbers", OPERATION, sentence, column=held.column, confidence=0.9),)


def _counts_rows(held: Held) -> bool:
    if held.original.strip().lower() not in {"", "#", "no", "no.", "row"} or not held.column:
        return False
    numbers = held.numbers[held.there]
    return len(numbers) > 2 and bool((np.diff(numbers) == 1).all()) and numbers[0] in (0, 1)


def apply(working: Working, done: CleaningStep) -> Working:
    """Without that column."""
    held = working.by_column(done.parameters["column"])
    return working.without([held] if held else [], "row numbers without a heading")

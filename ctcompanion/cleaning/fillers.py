"""Rows at the foot of a sheet that name nothing and hold only zeros: left-overs of a formula."""

from __future__ import annotations

import numpy as np

from ctcompanion.recipe import CleaningStep

from .held import Flags
from .step import counted, spoken_rows, step
from .working import Working

OPERATION = "filler-rows"


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """Rows of zeros without any text beside."""
    gone = working.rows[_fillers(working)]
    if not len(gone):
        return ()
    sentence = f"{spoken_rows(gone)} {'holds' if len(gone) == 1 else 'hold'} nothing but zeros and name nothing: taken off."
    return (step("filler-rows", OPERATION, sentence, count=len(gone), evidence=f"{counted(len(gone), 'row')} of zeros"),)


def _fillers(working: Working) -> Flags:
    if len(working.columns) < 2 or not working.headed:
        return np.zeros(working.height, dtype=bool)
    zeros = np.zeros(working.height, dtype=np.int64)
    there = np.zeros(working.height, dtype=np.int64)
    for held in working.columns:
        there += held.there
        zeros += held.numbers == 0
    return np.asarray((zeros >= 2) & (there == zeros), dtype=bool)


def apply(working: Working, done: CleaningStep) -> Working:  # noqa: ARG001
    """Without those rows."""
    return working.keep(~_fillers(working), "zeros in rows that name nothing")

"""A column with the same value in each row: what everybody in the office knows and the sheet does not say."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from ctcompanion.recipe import CleaningStep

from .asked import asked
from .held import Held
from .kinds import PERIODS, kind_of
from .period import PERIOD_WORD
from .working import Working

OPERATION = "constant"
AS_LAST_TIME = "As last time:"
"""So a sentence begins that is a question where nobody is there to be asked."""


def constant(column: str, value: str) -> CleaningStep:
    """The step that adds the column with that value."""
    return asked(f"constant:{column}", OPERATION, f"*{column}* is added, with “{value}” in each row.", column=column, value=value)


def says_when(done: CleaningStep) -> bool:
    """Whether it says of which time the rows are: true of one file, and hardly of the next."""
    if done.operation != OPERATION:
        return False
    found = kind_of(str(done.parameters["value"]).strip())
    return bool(PERIOD_WORD.search(str(done.parameters["column"]))) or (found is not None and found[0] in PERIODS)


def said_of_time(steps: Sequence[CleaningStep]) -> tuple[str, ...]:
    """A question for each such step that is on, on another file."""
    return tuple(
        f"{AS_LAST_TIME} {step.sentence} Is this file of the same time? If not, write the new one into that step on the clean page."
        for step in steps
        if step.on and says_when(step)
    )


def apply(working: Working, done: CleaningStep) -> Working:
    """The column, first."""
    value = pa.array([str(done.parameters["value"])])
    values = value.take(pa.array([0] * working.height, type=pa.int32()))
    return working.changed(columns=(Held(str(done.parameters["column"]), values, 0, part="constant"), *working.columns))

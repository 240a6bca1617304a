"""A column with the same value in each row: what everybody in the office knows and the sheet does not say."""

from __future__ import annotations

import pyarrow as pa

from ctcompanion.recipe import CleaningStep

from .asked import asked
from .held import Held
from .working import Working

OPERATION = "constant"


def constant(column: str, value: str) -> CleaningStep:
    """The step that adds the column with that value."""
    return asked(f"constant:{column}", OPERATION, f"*{column}* is added, with “{value}” in each row.", column=column, value=value)


def apply(working: Working, done: CleaningStep) -> Working:
    """The column, first."""
    value = pa.array([str(done.parameters["value"])])
    values = value.take(pa.array([0] * working.height, type=pa.int32()))
    return working.changed(columns=(Held(str(done.parameters["column"]), values, 0, part="constant"), *working.columns))

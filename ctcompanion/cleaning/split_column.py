"""One column that holds two things becomes two."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.recipe import CleaningStep

from .asked import asked, column_of, unreadable
from .working import Working

OPERATION = "split-column"


def split_column(column: str, at: str, *to: str) -> CleaningStep:
    """The step that cuts each value of `column` at the sign `at` into the columns `to`; what is left over stays in the last one."""
    return asked(
        f"split-column:{column}",
        OPERATION,
        f"*{column}* is cut at “{at}” into {' and '.join(f'*{name}*' for name in to)}.",
        column=column,
        at=at,
        to=list(to),
    )


def apply(working: Working, done: CleaningStep) -> Working:
    """The new columns in the old one's place; a part that is not there is blank."""
    held = column_of(working, done)
    names, sign = [str(name) for name in done.parameters["to"]], str(done.parameters["at"])
    if len(names) < 2 or not sign:
        raise unreadable(done, "it needs a sign to cut at and two names")
    texts = held.values.cast(pa.string())
    parts = pc.split_pattern(texts, sign, max_splits=len(names) - 1)
    made = [held.changed(label=name, name="", type=None, values=_part(parts, at)) for at, name in enumerate(names)]
    return working.put(held, *made)


def _part(parts: pa.Array, at: int) -> pa.Array:
    long_enough = pc.greater(pc.list_value_length(parts), at).fill_null(False)
    index = np.flatnonzero(long_enough.to_numpy(zero_copy_only=False))
    found = pc.utf8_trim_whitespace(pc.list_element(parts.take(pa.array(index)), at))
    texts = np.full(len(parts), None, dtype=object)
    texts[index] = found.to_numpy(zero_copy_only=False)
    return pa.array([text or None for text in texts], type=pa.string())

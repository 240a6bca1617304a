"""Values that a person gives other words: a misspelling, a code, an old name."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.recipe import CleaningStep

from .asked import asked, column_of, logged
from .step import counted
from .working import Working

OPERATION = "map-values"


def map_values(column: str, words: Mapping[str, str]) -> CleaningStep:
    """The step that writes `words[value]` for each value of the column that is named there; an empty word leaves the cell blank."""
    sentence = f"{counted(len(words), 'value')} of *{column}* {'is' if len(words) == 1 else 'are'} written in another way."
    return asked(f"map-values:{column}", OPERATION, sentence, column=column, words=dict(words))


def apply(working: Working, done: CleaningStep) -> Working:
    """Each named value by its word; numbers that became words are logged."""
    held = column_of(working, done)
    words = {str(value): str(word) for value, word in done.parameters["words"].items()}
    texts = held.values.cast(pa.string())
    found = pc.index_in(texts, value_set=pa.array(list(words), type=pa.string()))
    fresh = pa.array([word or None for word in words.values()], type=pa.string()).take(found)
    hit = np.asarray(found.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    told = logged(working, held, hit & np.isfinite(held.numbers), "codes that you gave words")
    return told.put(held, held.changed(values=pc.if_else(found.is_valid(), fresh, texts), type=None))

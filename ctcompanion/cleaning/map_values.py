"""Values that a person gives other words: a misspelling, a code, an old name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.recipe import CleaningStep

from . import words_missing
from .asked import asked, column_of, logged
from .held import Held
from .step import counted
from .working import Working

OPERATION = "map-values"
MOST = 500
"""Distinct values that are laid before a person."""


def map_values(column: str, words: Mapping[str, str]) -> CleaningStep:
    """The step that writes `words[value]` for each value of the column that is named there; an empty word leaves the cell blank."""
    sentence = f"{counted(len(words), 'value')} of *{column}* {'is' if len(words) == 1 else 'are'} written in another way."
    return asked(f"map-values:{column}", OPERATION, sentence, column=column, words=dict(words))


def with_words(steps: Iterable[CleaningStep], column: str, words: Mapping[str, str]) -> CleaningStep:
    """The same, with the words that were given for the column before: what they made of a value may get another word now."""
    made = map_values(column, words)
    before: Mapping[str, str] = next((step.parameters["words"] for step in steps if step.id == made.id and step.on), {})
    return map_values(column, {**{value: words.get(word, word) for value, word in before.items()}, **words})


def apply(working: Working, done: CleaningStep) -> Working:
    """Each named value by its word; numbers that became words are logged."""
    held = column_of(working, done)
    words = {str(value): str(word) for value, word in done.parameters["words"].items()}
    texts = held.values.cast(pa.string())
    found = pc.index_in(texts, value_set=pa.array(list(words), type=pa.string()))
    fresh = pa.array([word or None for word in words.values()], type=pa.string()).take(found)
    hit = np.asarray(found.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    working = words_missing.told(working, held, done, words_missing.missing_words(held, list(words)))
    told = logged(working, held, hit & np.isfinite(held.numbers), "codes that you gave words")
    written = held.changed(values=pc.if_else(found.is_valid(), fresh, texts), type=None)
    return told.put(held, _with_blanks(written, texts, [value for value, word in words.items() if not word]))


def _with_blanks(held: Held, texts: pa.Array, blanked: list[str]) -> Held:
    """Nothing becomes blank in silence: the column's description says what stood there."""
    for value in blanked:
        count = int(pc.sum(pc.equal(texts, value)).as_py() or 0)
        if count:
            held = held.remark(f"Blank where the source says “{value}”: {counted(count, 'value')}.")
    return held


def values_of(working: Working, column: str, most: int = MOST) -> tuple[tuple[str, int], ...]:
    """The distinct values of a column with how often each stands there, the most frequent first; at most so many."""
    texts = column_of(working, map_values(column, {})).values.cast(pa.string()).drop_null()
    found = [(str(entry["values"]), int(entry["counts"])) for entry in texts.value_counts().to_pylist()]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0]))[:most])

"""A person's word on what a column holds: numbers, dates, yes or no, or text. Applied only when every value fits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import DataType, cell_name
from ctcompanion.recipe import CleaningStep

from . import dates
from .asked import asked, column_of, logged
from .held import Flags, Held
from .types import WORDS, cast, misfit
from .working import Working

OPERATION = "change-type"
MOST = 500
"""Distinct values that are laid before a person."""
YES, NO = ("true", "yes", "y", "t", "1"), ("false", "no", "n", "f", "0")


@dataclass(frozen=True)
class Misfit:
    """One distinct value that does not fit the wanted type: how often it stands there, and where first, in Excel's words."""

    value: str
    count: int
    place: str


def change_type(column: str, to: DataType) -> CleaningStep:
    """The step that reads every value of `column` as `to`."""
    return asked(f"change-type:{column}", OPERATION, f"*{column}* is read as {WORDS[to]}.", column=column, to=to.value)


def misfits(working: Working, column: str, to: DataType, most: int = MOST) -> tuple[Misfit, ...]:
    """The values that do not fit, the most frequent first, at most so many; none where the type can be changed.

    CleaningError: step-needs-another.
    """
    held = column_of(working, change_type(column, to))
    failing = np.flatnonzero(failing_cells(held, to))
    if not len(failing):
        return ()
    texts = held.values.cast(pa.string()).take(pa.array(failing))
    encoded = texts.dictionary_encode()
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    values, first, counts = np.unique(codes, return_index=True, return_counts=True)
    places = working.places(held)[failing]
    return tuple(
        Misfit(encoded.dictionary[int(values[one])].as_py(), int(counts[one]), _place(working, failing[first[one]], places[first[one]]))
        for one in np.argsort(-counts, kind="stable")[:most]
    )


def _place(working: Working, at: int, place: int) -> str:
    if place < 0:
        return f"row {int(working.rows[at])}"
    row, column = divmod(int(place), working.sheet.width)
    return cell_name(working.sheet.label, row + 1, column + 1)


def failing_cells(held: Held, to: DataType) -> Flags:
    """Where a value cannot be read as that type. Blanks fit everything, and everything fits text."""
    if to is DataType.NUMBER:
        return np.asarray(held.there & ~np.isfinite(held.numbers), dtype=bool)
    if to is DataType.TEXT:
        return np.zeros(len(held.values), dtype=bool)
    encoded = held.values.cast(pa.string()).dictionary_encode()
    if to is DataType.CHECKBOX:
        fits = pc.is_in(pc.utf8_lower(encoded.dictionary), value_set=pa.array([*YES, *NO])).to_numpy(zero_copy_only=False)
    else:
        fits = _dates(encoded.dictionary)
    bad = np.append(~np.asarray(fits, dtype=bool), False)
    codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)
    return np.asarray(bad[codes], dtype=bool)


def _dates(texts: pa.Array) -> Flags:
    """The column is read in one order of day and month: values count as dates where that order reads them."""
    alone = [dates.parse_distinct(pa.array([text])) is not None for text in texts.to_pylist()]
    good = texts.filter(pa.array(alone, type=pa.bool_()))
    together = not len(good) or dates.parse_distinct(good) is not None
    if together:
        return np.array(alone, dtype=bool)
    return np.array([dates.is_month_first(text) for text in texts.to_pylist()], dtype=bool)


def apply(working: Working, done: CleaningStep) -> Working:
    """The column as that type; values-do-not-fit when some value is none."""
    held, to = column_of(working, done), DataType(str(done.parameters["to"]))
    failing = failing_cells(held, to)
    if failing.any():
        raise misfit(working, held, failing, WORDS[to])
    if to is DataType.CHECKBOX:
        return _yes_or_no(working, held)
    texts = held if pa.types.is_string(held.values.type) else held.changed(values=held.values.cast(pa.string()))
    return cast(working.put(held, texts), texts, to, firm=True)


def _yes_or_no(working: Working, held: Held) -> Working:
    texts = pc.utf8_lower(held.values.cast(pa.string()))
    values = pc.if_else(texts.is_valid(), pc.is_in(texts, value_set=pa.array(YES)), None)
    codes = np.isfinite(held.numbers)
    told = logged(working, held, codes, "ones and zeros, now yes and no", rebuilt=True) if codes.any() else working
    return told.put(held, held.changed(values=values, type=DataType.CHECKBOX))

"""Rows that a person keeps or leaves out."""

from __future__ import annotations

import operator
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.recipe import CleaningStep

from . import words_missing
from .asked import asked, column_of, unreadable
from .held import Flags, Held
from .numbers import parse_distinct
from .step import listed
from .working import Working

OPERATION = "filter-rows"
SAID = {
    "is": "is",
    "is not": "is not",
    "less than": "is less than",
    "more than": "is more than",
    "blank": "is blank",
    "not blank": "is not blank",
}
COMPARE = {"less than": operator.lt, "more than": operator.gt}
Test = Literal["is", "is not", "less than", "more than", "blank", "not blank"]


def filter_rows(column: str, test: Test, *values: str) -> CleaningStep:
    """The step that keeps only the rows where the column passes the test. "is" and "is not" take one or several values."""
    what = f" {listed(values, 'or')}" if values else ""
    return asked(
        f"filter-rows:{column}:{test}",
        OPERATION,
        f"Only rows where *{column}* {SAID[test]}{what} are kept.",
        column=column,
        test=test,
        values=list(values),
    )


def apply(working: Working, done: CleaningStep) -> Working:
    """Those rows; the others are logged, since your table cannot rebuild them."""
    held, test = column_of(working, done), done.parameters["test"]
    if test in {"is", "is not"}:
        values = [str(value) for value in done.parameters["values"]]
        missing = words_missing.missing_words(held, values, one_is_needed=test == "is")
        working = words_missing.told(working, held, done, missing)
    return working.keep(_passes(held, done), "in rows that you left out", rebuilt=False)


def _passes(held: Held, done: CleaningStep) -> Flags:
    test, values = str(done.parameters["test"]), [str(value) for value in done.parameters["values"]]
    if test in {"blank", "not blank"}:
        return np.asarray(held.there == (test == "not blank"), dtype=bool)
    if test in {"is", "is not"}:
        hit = pc.is_in(held.values.cast(pa.string()), value_set=pa.array(values)).to_numpy(zero_copy_only=False)
        return np.asarray(hit == (test == "is"), dtype=bool)
    limit = parse_distinct(pa.array(values or [""]))[0]
    if test not in COMPARE or not np.isfinite(limit):
        raise unreadable(done, "it needs one number to compare with")
    with np.errstate(invalid="ignore"):
        return np.asarray(COMPARE[test](held.numbers, limit), dtype=bool)

"""A month in one column and a year in another become one date: the first of that month."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ctcompanion.recipe import CleaningStep

from .asked import asked, column_of, logged
from .held import Held
from .kinds import MONTHS
from .working import Working

OPERATION = "join-date"


def join_date(month: str, year: str, to: str = "Month") -> CleaningStep:
    """The step that joins the columns `month` (March, Mar or 3) and `year` to a date column `to`."""
    return asked(
        f"join-date:{to}",
        OPERATION,
        f"*{month}* and *{year}* are joined to the date *{to}* (the first of the month).",
        month=month,
        year=year,
        to=to,
    )


def apply(working: Working, done: CleaningStep) -> Working:
    """One ISO date per row in place of the two columns; blank where either is blank or no month."""
    month, year = column_of(working, done, "month"), column_of(working, done, "year")
    numbers = _months(month)
    fits = np.isfinite(numbers) & np.isfinite(year.numbers)
    texts = [f"{int(y):04}-{int(m):02}-01" if fit else None for y, m, fit in zip(year.numbers, numbers, fits, strict=True)]
    joined = Held(
        str(done.parameters["to"]),
        pa.array(texts, type=pa.string()),
        0,
        part="period",
        original=f"{month.original} {year.original}".strip(),
    )
    told = working
    for held in (month, year):
        told = logged(told, held, fits, f"months and years, now in {joined.label}", rebuilt=True)
    if fits.sum() == working.height:
        return told.put(month, joined).without([year])
    return told.put(month, joined, month)


def _months(held: Held) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """1 to 12 per row, NaN where there is no month."""
    encoded = held.values.cast(pa.string()).dictionary_encode()
    known = np.array([*(_month(text) for text in encoded.dictionary.to_pylist()), np.nan])
    return np.asarray(known[encoded.indices.fill_null(len(known) - 1).to_numpy(zero_copy_only=False)], dtype=np.float64)


def _month(text: str) -> float:
    word = text.strip(" .").lower()
    if word.removesuffix(".0").isdigit():
        number = int(word.removesuffix(".0"))
        return float(number) if 1 <= number <= 12 else np.nan
    return next(
        (
            float(at)
            for at, month in enumerate(MONTHS, 1)
            if len(word) >= 3 and month.startswith(word[:3]) and (month.startswith(word) or word == "sept")
        ),
        np.nan,
    )

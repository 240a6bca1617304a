"""What is doubtful about a column's type: a few cells that do not fit, a day that may be a month, a year of two digits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Finding, Level, cell_name

from . import dates
from .held import Flags, Held
from .measures import IDENTIFIER
from .step import are, counted, listed
from .working import Working

FITTING = 0.8
"""From this share of fitting cells on, the others look like slips."""
FEWEST = 4
MOST_DISTINCT = 50_000
NAMED = 3


def strays(working: Working, held: Held) -> tuple[Finding, ...]:
    """For a column that stays text: the few cells that keep it from being dates or numbers."""
    texts = held.distinct
    if held.part not in {"", "measure"} or int(held.there.sum()) <= FEWEST or len(texts) > MOST_DISTINCT:
        return ()
    if dates.look_like(texts):
        return (_both_orders(held),) if dates.parse_distinct(texts) is None else ()
    looks_dated = pc.mean(pc.match_substring_regex(texts.slice(0, 200), dates.LIKE).cast(pa.int8())).as_py()
    for what, fits in (("dates", _dates(held) if looks_dated > 0.5 else None), ("numbers", _numbers(held))):
        if fits is not None and FITTING * held.there.sum() <= fits.sum() < held.there.sum():
            return (_finding(working, held, held.there & ~fits, what),)
    return ()


def _dates(held: Held) -> Flags:
    encoded = held.values.dictionary_encode()
    fits = np.append(dates.fitting(encoded.dictionary), False)
    return np.asarray(fits[encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)], dtype=bool)


def _numbers(held: Held) -> Flags | None:
    """Codes and marks are not numbers gone wrong."""
    return None if IDENTIFIER.search(held.label) else np.isfinite(held.numbers)


def _finding(working: Working, held: Held, wrong: Flags, what: str) -> Finding:
    rows = working.rows[wrong]
    column = max(held.column, 1)
    places = [cell_name(working.sheet.name, int(row), column) for row in rows[:NAMED]]
    more = f" and {len(rows) - NAMED:,} more" if len(rows) > NAMED else ""
    where = f"{', '.join(places)}{more}" if more else listed(places)
    message = f"*{held.label}* stays text, because {counted(len(rows), 'cell')} {are(len(rows))} no {what.removesuffix('s')}: {where}."
    why = f"Correct {'it' if len(rows) == 1 else 'them'} or make {'it' if len(rows) == 1 else 'them'} blank, and residents can sort and add up the column."
    return Finding(f"not-all-{what}", Level.REVIEW, message.replace("*", ""), column=held.label, place=places[0], why=why)


def _both_orders(held: Held) -> Finding:
    message = f"{held.label} stays text: some of its dates can only have the day first, others only the month first."
    return Finding("mixed-dates", Level.REVIEW, message, column=held.label, why="Write them all in one way in your file.")


def of_dates(held: Held, texts: pa.Array, days: npt.NDArray[np.datetime64], ambiguous: bool) -> tuple[Finding, ...]:
    """For a column that became dates: what nobody can be sure of."""
    words = texts.to_pylist()
    found = []
    if ambiguous:
        message = f"The dates in {held.label} were read with the month first (03/04 is March 4), but nothing in the column proves it. Please check."
        found.append(Finding("ambiguous-dates", Level.REVIEW, message, column=held.label))
    if dates.is_swapped(words):
        message = f"{held.label} holds real dates beside texts with the day first. Excel may have swapped day and month in the real ones. Please check."
        found.append(Finding("swapped-dates", Level.REVIEW, message, column=held.label))
    if dates.is_far_off(words, days):
        message = (
            f"{held.label} writes years with two digits, and some were read as years far in the future. Write all four digits in your file."
        )
        found.append(Finding("short-years", Level.REVIEW, message, column=held.label))
    return tuple(found)

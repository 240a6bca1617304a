"""Dates that Excel left as day numbers (45000 is March 15, 2023), or written as 20230315: dates again, where the heading says date."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.recipe import CleaningStep

from . import dates
from .held import Flags, Held
from .step import listed, step
from .working import Taken, Working

OPERATION = "day-numbers"
HEADING = re.compile(
    r"(?i)(\b|_)(date|dates|dob|birthday)(\b|_)|(?<=[a-z])Date\b|\b(issued|expires|effective|filed|received|opened|closed) on\b"
)
FIRST, LAST = 20_000, 60_000
"""Days of Excel's calendar from 1954 to 2064. Numbers outside are something else."""
EPOCH = np.datetime64("1899-12-30")
COMPACT = r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$"


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """One step for the columns whose heading says date and whose numbers can only be days."""
    if not working.headed:
        return ()
    found = [held.label for held in working.columns if day_numbers(held) is not None]
    if not found:
        return ()
    sentence = f"{listed([f'*{label}*' for label in found])}: numbers that stand for days are written as dates."
    return (
        step("day-numbers", OPERATION, sentence, evidence="the heading says date, and Excel counts days so", columns=found, confidence=0.9),
    )


def day_numbers(held: Held) -> Flags | None:
    """Which values are days written as a number; None where nothing says so, or where the rest of the column is no date."""
    if not HEADING.search(held.label) or not held.there.any() or pa.types.is_temporal(held.values.type):
        return None
    texts = held.values.cast(pa.string())
    numbers = held.numbers
    with np.errstate(invalid="ignore"):
        days = (numbers >= FIRST) & (numbers <= LAST) & _plain(texts, r"^\d{5}(?:\.\d+)?$")
    days |= _plain(texts, COMPACT)
    rest = held.values.filter(pa.array(held.there & ~days))
    if not days.any() or (len(rest) and not dates.look_like(rest.unique())):
        return None
    return days


def _plain(texts: pa.Array, pattern: str) -> Flags:
    hit = pc.fill_null(pc.match_substring_regex(texts, pattern), False)
    return np.asarray(hit.to_numpy(zero_copy_only=False), dtype=bool)


def apply(working: Working, done: CleaningStep) -> Working:  # noqa: ARG001
    """The day numbers as dates; as numbers they are logged."""
    for held in working.columns:
        days = day_numbers(held)
        if days is None:
            continue
        written = pa.array(
            [_written(text) if flag else None for text, flag in zip(held.values.cast(pa.string()).to_pylist(), days, strict=True)],
            type=pa.string(),
        )
        places = working.places(held)[days]
        taken = (*working.taken, Taken("day numbers, now written as dates", places[places >= 0]))
        working = working.put(held, held.changed(values=pc.coalesce(written, held.values.cast(pa.string())))).changed(taken=taken)
    return working


def _written(text: str) -> str:
    """45000 or 20230315 as 2023-03-15."""
    if re.match(COMPACT, text):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return str(EPOCH + np.timedelta64(int(float(text)), "D"))

"""Percentages written in two ways (12.5% beside 0.125), or only shown as such by Excel: one scale for the column, 12.5."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.recipe import CleaningStep

from .held import Flags, Held
from .measures import is_measure
from .numbers import Numbers
from .step import listed, step
from .working import Working

OPERATION = "percent"
SHOWN = 0.5
"""From this share of a column's formatted cells on, the column is one of percentages."""


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """One step for all columns in which some values are fractions of one."""
    if not working.headed:
        return ()
    found = {held.label: fractions for held in working.columns if (fractions := fractions_in(working, held)) is not None}
    if not found:
        return ()
    mixed = [label for label, fractions in found.items() if not _all(working, label, fractions)]
    why = (
        "Excel shows them as percentages"
        if not mixed
        else f"{listed([f'*{label}*' for label in mixed])} {'mixes' if len(mixed) == 1 else 'mix'} 12.5% and 0.125"
    )
    sentence = f"{listed([f'*{label}*' for label in found])}: all values as percent (0.125 becomes 12.5)."
    return (step("percent", OPERATION, sentence, evidence=why, columns=list(found), confidence=0.9),)


def _all(working: Working, label: str, fractions: Flags) -> bool:
    held = working.by_label(label)
    return held is not None and bool((fractions == np.isfinite(held.numbers)).all())


def fractions_in(working: Working, held: Held) -> Flags | None:
    """Which values of a column of percentages are fractions of one (0.125); None when none is, or nothing says that they are."""
    if held.part in {"dimension", "period"} or (pa.types.is_string(held.values.type) and not is_measure(held)):
        return None
    known = np.isfinite(held.numbers)
    signed = _signed(held)
    formatted, shown = _formats(working, held)
    if not known.any() or not (signed.any() or shown.any()):
        return None
    rest = known & ~signed
    if shown.any() and shown.sum() >= SHOWN * (formatted & rest).sum():
        fractions = rest & (shown | ~formatted | (np.abs(held.numbers) <= 1))
    else:
        fractions = (
            rest if signed.any() and (np.abs(held.numbers[rest]) <= 1).all() and _larger(held, signed) else np.zeros(len(rest), bool)
        )
    return fractions if fractions.any() else None


def _signed(held: Held) -> Flags:
    """Where the text itself says %."""
    if not pa.types.is_string(held.values.type):
        return np.zeros(len(held.values), dtype=bool)
    return np.asarray(pc.fill_null(pc.match_substring(held.values, "%"), False).to_numpy(zero_copy_only=False), dtype=bool)


def _larger(held: Held, signed: Flags) -> bool:
    """Whether the signed values are on the other scale for sure: 12.5% is, 0.4% may be anything."""
    return bool((np.abs(held.numbers[signed]) > 1).any())


def _formats(working: Working, held: Held) -> tuple[Flags, Flags]:
    """Which cells the file gives a number format, and which of them one that shows percent."""
    formats = working.sheet.styles.formats
    if not any("%" in form for form in set(formats.values())):
        nothing = np.zeros(working.height, dtype=bool)
        return nothing, nothing
    width = working.sheet.width
    places = working.places(held)
    numeric = {place: form for place, form in formats.items() if form != "@"}
    every = np.array([(row - 1) * width + column - 1 for row, column in numeric], dtype=np.int64)
    percent = np.array([(row - 1) * width + column - 1 for (row, column), form in numeric.items() if "%" in form], dtype=np.int64)
    return np.isin(places, every), np.isin(places, percent)


def apply(working: Working, done: CleaningStep) -> Working:  # noqa: ARG001
    """The fractions times 100; the proof at the end knows by the column's factor."""
    for held in working.columns:
        fractions = fractions_in(working, held)
        if fractions is None:
            continue
        numbers = np.where(fractions, hundredfold(held.numbers), held.numbers)
        factor = np.where(fractions, 100.0, 1.0) * held.factor
        told = held.changed(values=_with(held, numbers), factor=factor, unit="percent")
        working = working.put(held, told.remark("In percent: 12.5 means 12.5 of 100."))
    return working


def hundredfold(numbers: Numbers) -> Numbers:
    """Times 100 in 15 digits, as Excel shows them: 0.07 is 7 and not 7.000000000000001."""
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = 10.0 ** (14 - np.floor(np.log10(np.abs(numbers) * 100)))
        return np.where(np.isfinite(scale), np.round(numbers * 100 * scale) / scale, numbers * 100)


def _with(held: Held, numbers: Numbers) -> pa.Array:
    """The numbers as values; where the column holds other texts as well, as text."""
    known = np.isfinite(numbers)
    if not (held.there & ~known).any():
        return pa.array(numbers, from_pandas=True)
    texts = pa.array([f"{number:.12g}" if fine else None for number, fine in zip(numbers, known, strict=True)], type=pa.string())
    return pc.coalesce(texts, held.values)

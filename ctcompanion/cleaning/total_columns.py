"""Columns that repeat others as their sum. They go where the others are values of one dimension; a total beside different measures stays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ctcompanion.model import Sum
from ctcompanion.recipe import CleaningStep

from .measures import matrix
from .step import counted, step
from .taken_apart import taken_apart
from .totals import REASON
from .words import total_word
from .working import Flags, Held, Working

OPERATION = "total-columns"


@dataclass(frozen=True, eq=False)
class Verdict:
    """A total column, its parts, and in which rows they rebuild it or are hidden."""

    held: Held
    parts: tuple[Held, ...]
    present: Flags
    rebuilt: Flags
    hidden: Flags
    categories: bool
    """The parts are values of one dimension, as Grade 1 and Grade 2 are."""

    @property
    def whole(self) -> bool:
        return bool(self.rebuilt[self.present].all())


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """A step for each total column; off where the parts are different measures."""
    steps = []
    for verdict in judged(working):
        label = verdict.held.label
        first, last = verdict.parts[0].label, verdict.parts[-1].label
        sentence = f"*{label}* is the sum of {first} to {last}: taken off as a total."
        if not verdict.whole:
            rows = int((verdict.present & ~verdict.rebuilt).sum())
            sentence = f"*{label}* is the sum of {first} to {last}: taken off, except in {counted(rows, 'row')} where parts are hidden or do not add up to it."
        if not verdict.categories:
            sentence += " It stands beside different measures, so it stays unless you say otherwise."
        evidence = f"adds up in {int(verdict.rebuilt.sum()):,} of {int(verdict.present.sum()):,} rows"
        made = step(
            f"total-columns:{label}", OPERATION, sentence, evidence=evidence, column=verdict.held.column, label=label, confidence=0.95
        )
        steps.append(made.model_copy(update={"on": verdict.categories}))
    return tuple(steps)


def judged(working: Working) -> list[Verdict]:
    """The columns with a total word that some run of neighbours adds up to."""
    if not working.headed:
        return []
    figures = [held for held in working.columns if _figures(held)]
    found = [held for held in figures if total_word().search(held.label) or (held.levels and total_word().search(held.levels[-1]))]
    verdicts = [_judge(working, held, figures) for held in found]
    return [verdict for verdict in verdicts if verdict is not None]


def _figures(held: Held) -> bool:
    """Numbers, or a heading that is a value (a year stands over figures though it looks like an identifier)."""
    numbers = np.isfinite(held.numbers).sum()
    return bool(numbers and numbers >= 0.3 * held.there.sum())


def _judge(working: Working, held: Held, figures: list[Held]) -> Verdict | None:
    best: Verdict | None = None
    for parts in _runs(held, figures):
        numbers, hidden = matrix([held, *parts], working.height)
        present = np.isfinite(numbers[:, 0])
        sums: npt.NDArray[np.float64] = np.nansum(numbers[:, 1:], axis=1)
        veiled = hidden[:, 1:].any(axis=1)
        rebuilt = present & ~veiled & (np.abs(numbers[:, 0] - sums) <= 1e-6 * np.maximum(1, np.abs(sums)))
        checkable = present & ~veiled
        if checkable.sum() < 2 or rebuilt.sum() < 0.95 * checkable.sum():
            continue
        if best is None or rebuilt.sum() > best.rebuilt.sum():
            best = Verdict(held, tuple(parts), present, rebuilt, veiled & present, _categories(parts))
    return best


def _categories(parts: list[Held]) -> bool:
    """Values of one dimension under one measure: 2017 Original and 2017 Adjusted are two measures."""
    places = [taken_apart(part) for part in parts]
    said = {(place.kinds, tuple(text for text in place.rest if not text.strip("()").isdigit())) for place in places if place}
    return all(places) and len(said) == 1


def _runs(held: Held, figures: list[Held]) -> list[list[Held]]:
    """Runs of at least two neighbours that end just before the total, or start just after it."""
    at = figures.index(held)
    left, right = figures[:at], figures[at + 1 :]
    runs = [left[-size:] for size in range(len(left), 1, -1)] + [right[:size] for size in range(len(right), 1, -1)]
    return runs[:120]


def apply(working: Working, done: CleaningStep) -> Working:
    """Rebuilt numbers go, with the column when all are; numbers that are rebuilt in a column that stays are remembered for the melt."""
    verdict = next((verdict for verdict in judged(working) if verdict.held.column == done.parameters["column"]), None)
    if verdict is None:
        return working
    why = "" if verdict.whole else "parts are hidden" if verdict.hidden.any() else "its parts do not add up to it"
    dimension = next((place.kinds[0] for part in verdict.parts if (place := taken_apart(part))), verdict.held.label)
    told = working.changed(sums=(*working.sums, Sum(dimension, verdict.held.label, kept=not verdict.whole, why=why)))
    if verdict.whole:
        return told.without([verdict.held], REASON)
    places = working.places(verdict.held)[verdict.rebuilt]
    return told.changed(repeated=np.concatenate([working.repeated, places]))

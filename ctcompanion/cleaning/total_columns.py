"""Columns that repeat others as their sum. They go where the others are values of one dimension; a total beside different measures stays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ctcompanion.model import Sum
from ctcompanion.recipe import CleaningStep

from .adding import ROUNDED, Numbers, slack
from .held import Flags, Held
from .kinds import DIMENSIONS
from .layout.level import units_of
from .measures import IDENTIFIER, RATIO, matrix
from .step import counted, step
from .taken_apart import taken_apart
from .totals import DIFFERS, HIDDEN, ONCE, REASON, STAYS
from .words import counted_once, total_word
from .working import Working

OPERATION = "total-columns"
SURE = 0.95
"""The share of the rows that can be checked in which a worded total must be the sum; without a word it must be in all."""
HEAD, REACH, MOST = 300, 40, 5
"""Without a word: rows looked at first, neighbours that may be parts, and columns that are offered."""


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
    worded: bool = True
    once: bool = False
    """It is less than its parts together, and the sheet says that people are counted once."""

    @property
    def whole(self) -> bool:
        return not self.once and bool(self.rebuilt[self.present].all())

    @property
    def why(self) -> str:
        """Why the column stays, at least in part."""
        if self.whole:
            return ""
        return ONCE if self.once else HIDDEN if self.hidden.any() else DIFFERS


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """A step for each total column; off where the parts are different measures, or where no word says that it is a total."""
    steps = []
    for verdict in judged(working):
        label = verdict.held.label
        evidence = "" if verdict.once else f"adds up in {int(verdict.rebuilt.sum()):,} of {int(verdict.present.sum()):,} rows"
        made = step(
            f"total-columns:{label}",
            OPERATION,
            _sentence(verdict),
            evidence=evidence,
            column=verdict.held.column,
            label=label,
            confidence=0.95,
        )
        steps.append(made.model_copy(update={"on": verdict.once or (verdict.categories and verdict.worded)}))
    return tuple(steps)


def _sentence(verdict: Verdict) -> str:
    label = verdict.held.label
    first, last = verdict.parts[0].label, verdict.parts[-1].label
    between = "and" if len(verdict.parts) == 2 else "to"
    if verdict.once:
        return f"*{label}* is a total in which people are counted once; {first} {between} {last} may count them several times: it stays."
    said = f"*{label}* is the sum of {first} {between} {last}"
    if not verdict.worded:
        return f"{said}. No word calls it a total, so it stays as a figure of its own; switch this on to take it off."
    if not verdict.categories:
        return f"{said}. It stands beside different measures, so it stays; switch this on to take it off as a total."
    if not verdict.whole:
        rows = int((verdict.present & ~verdict.rebuilt).sum())
        return f"{said}: taken off, except in {counted(rows, 'row')} where parts are hidden or do not add up to it."
    return f"{said}: taken off as a total."


def judged(working: Working, only: int = 0) -> list[Verdict]:
    """The columns with a total word that some run of neighbours adds up to, and those without one that are the sum of theirs in each row.

    `only`: the sheet's number of the column that is asked about; 0 for all.
    """
    if not working.headed:
        return []
    figures = [held for held in working.columns if _figures(held)]
    worded = [held for held in figures if _says_total(held)]
    asked = [held for held in worded if only in (0, held.column)]
    said = " ".join(note.text for note in working.notes)
    found = [verdict for held in asked if (verdict := _judge(held, _runs(held, figures)) or _once(held, figures, said))]
    return found if only and asked else [*found, *_unworded(figures, worded)]


def _says_total(held: Held) -> bool:
    return bool(total_word().search(held.label) or (held.levels and total_word().search(held.levels[-1])))


def _figures(held: Held) -> bool:
    """Numbers, or a heading that is a value (a year stands over figures though it looks like an identifier)."""
    numbers = np.isfinite(held.numbers).sum()
    return bool(numbers and numbers >= 0.3 * held.there.sum())


def _judge(held: Held, runs: list[list[Held]], *, worded: bool = True) -> Verdict | None:
    """The run that rebuilds most of the column."""
    best: Verdict | None = None
    for parts in runs:
        verdict = _against(held, parts, worded=worded)
        if verdict and (best is None or verdict.rebuilt.sum() > best.rebuilt.sum()):
            best = verdict
    return best


def _against(held: Held, parts: list[Held], *, worded: bool) -> Verdict | None:
    numbers, hidden = matrix([held, *parts], len(held.values))
    present = np.isfinite(numbers[:, 0])
    off = numbers[:, 0] - np.nansum(numbers[:, 1:], axis=1)
    veiled = present & hidden[:, 1:].any(axis=1)
    near = np.abs(np.nan_to_num(off)) <= _allowed(held, parts, numbers)
    rebuilt = present & ~veiled & near
    checkable = present & ~veiled
    over = bool((near | (off > 0))[veiled].all())
    sums = checkable.sum() >= 2 and rebuilt.sum() >= (SURE if worded else 1) * checkable.sum()
    if not sums and not (worded and veiled.sum() >= 2 and over and rebuilt[checkable].all()):
        return None
    return Verdict(held, tuple(parts), present, rebuilt, veiled, _categories(parts), worded)


def _allowed(held: Held, parts: list[Held], numbers: Numbers) -> Numbers:
    """Rounding in each row, where the figures are rounded."""
    unit = np.full(len(numbers), np.nanmin(units_of(numbers), initial=1.0))
    rounded = np.full(len(numbers), all(bool(RATIO.search(one.label) or ROUNDED.search(one.label)) for one in (held, *parts)))
    return np.maximum(slack(numbers[:, 0], len(parts), unit, rounded), 1e-6 * np.nan_to_num(np.abs(numbers[:, 0])))


def _once(held: Held, figures: list[Held], said: str) -> Verdict | None:
    """A worded column that is less than some run of neighbours together and never less than one of them, where people are counted once."""
    if not counted_once().search(f"{said} {held.label}"):
        return None
    for parts in _runs(held, figures):
        numbers, _ = matrix([held, *parts], len(held.values))
        present = np.isfinite(numbers[:, 0]) & np.isfinite(numbers[:, 1:]).any(axis=1)
        together = np.nansum(numbers[:, 1:], axis=1)
        largest = np.max(numbers[:, 1:], axis=1, initial=0.0, where=np.isfinite(numbers[:, 1:]))
        fits = present & (numbers[:, 0] <= together) & (numbers[:, 0] >= largest)
        if present.sum() >= 2 and fits.sum() >= SURE * present.sum():
            nothing = np.zeros(len(present), dtype=bool)
            return Verdict(held, tuple(parts), present, nothing, nothing, _categories(parts), once=True)
    return None


def _unworded(figures: list[Held], worded: list[Held]) -> list[Verdict]:
    """Columns that no word calls a total, and that neighbours add up to in every row: Original + Adjusted = Revised."""
    plain = [held for held in figures if held not in worded and not RATIO.search(held.label) and not IDENTIFIER.search(held.label)]
    head = np.arange(min(HEAD, len(figures[0].values)) if figures else 0)
    numbers, _ = matrix([held.at(head) for held in plain], len(head))
    found: list[Verdict] = []
    for at, held in enumerate(plain):
        if len(found) == MOST:
            break
        runs = _exact_runs(numbers, at)
        if runs and taken_apart(held):
            continue
        verdict = _judge(held, [[plain[part] for part in run] for run in runs], worded=False)
        if verdict:
            found.append(verdict)
    return found


def _exact_runs(numbers: Numbers, at: int) -> list[list[int]]:
    """The shortest run just before and just after a column that adds up to it in all of the rows, several of them and not alike."""
    total = numbers[:, at]
    runs = []
    for beside in (range(at - 1, max(-1, at - 1 - REACH), -1), range(at + 1, min(numbers.shape[1], at + 1 + REACH))):
        columns = list(beside)
        parts = numbers[:, columns]
        told = np.isfinite(total) & np.isfinite(parts).all(axis=1) if columns else np.zeros(0, dtype=bool)
        if told.sum() < 3 or not _adds_up(parts[told][0], total[told][0]).any() or len(np.unique(total[told])) < 3:
            continue
        near = _adds_up(parts[told], total[told, None])
        several = np.cumsum((parts[told] != 0).sum(axis=0) >= 0.5 * told.sum()) >= 2
        hits = np.flatnonzero(near.all(axis=0) & several)
        if len(hits):
            runs.append(sorted(columns[: int(hits[0]) + 1]))
    return runs


def _adds_up(parts: Numbers, total: Numbers) -> Flags:
    """Where the parts up to a place come to the total, for one row or for all."""
    return np.asarray(np.abs(np.cumsum(parts, axis=-1) - total) <= 1e-6 * np.maximum(1, np.abs(total)))


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
    verdict = _asked(working, done)
    if verdict is None:
        return working
    told = working.changed(sums=(*working.sums, _sum(verdict, kept=not verdict.whole, why=verdict.why)))
    if verdict.whole:
        return told.without([verdict.held], REASON)
    places = working.places(verdict.held)[verdict.rebuilt]
    return told.changed(repeated=np.concatenate([working.repeated, places]))


def note(working: Working, done: CleaningStep) -> Working:
    """The step is off: the total stays, and the privacy step is told that it is one."""
    verdict = _asked(working, done)
    return working.changed(sums=(*working.sums, _sum(verdict, kept=True, why=verdict.why or STAYS))) if verdict else working


def _asked(working: Working, done: CleaningStep) -> Verdict | None:
    number = int(done.parameters["column"])
    return next((verdict for verdict in judged(working, number) if verdict.held.column == number), None)


def _sum(verdict: Verdict, *, kept: bool, why: str) -> Sum:
    kind = next((place.kinds[0] for part in verdict.parts if (place := taken_apart(part))), "")
    parts = tuple(part.label for part in verdict.parts)
    return Sum(DIMENSIONS.get(kind, verdict.held.label), verdict.held.label, kept=kept, why=why, parts=parts)

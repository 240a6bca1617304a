"""Labelled sheets classed by models that have seen no sheet of their family, and how often so much doubt was right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.isotonic import IsotonicRegression

from ctcompanion.cleaning.layout.confidence import POSITION, edge_doubt, line_doubt
from ctcompanion.cleaning.layout.detect import classed
from ctcompanion.cleaning.layout.features import lines_of
from ctcompanion.cleaning.layout.forest import Forest
from ctcompanion.cleaning.layout.grid import grid_of
from ctcompanion.cleaning.layout.rows import looked_at
from tools.layout_examples import Example

BODY = (2, 3, 4)
"""group, data, total in forest.CLASSES"""
Curve = dict[str, list[float]]


@dataclass(frozen=True, eq=False)
class Judged:
    """A labelled sheet, the classes that a model and the plain facts gave its labelled lines, and how much doubt was left."""

    example: Example
    guess: np.ndarray
    line_doubt: float
    edge_doubt: float

    @property
    def right(self) -> bool:
        return bool((self.guess == self.example.classes).all())

    @property
    def edges_right(self) -> bool:
        """The header rows above the body, its first and its last row."""
        return _edges(self.guess) == _edges(self.example.classes)


def _edges(classes: np.ndarray) -> tuple[int, int, tuple[int, ...]] | None:
    body = np.flatnonzero(np.isin(classes, BODY))
    if not len(body):
        return None
    return int(body[0]), int(body[-1]), tuple(np.flatnonzero(classes[: body[0]] == 1).tolist())


def judged(example: Example, model: Forest) -> Judged:
    """A sheet classed from end to end by a model."""
    lines = lines_of(grid_of(example.sheet, looked_at(example.sheet)))
    classes, chances = classed(lines, model)
    found = {int(row): POSITION[kind] for row, kind in zip(lines.grid.rows, classes, strict=True) if kind in POSITION}
    return Judged(example, np.array([found[int(row)] for row in example.at]), line_doubt(chances), edge_doubt(chances))


def fold_of(families: Sequence[str], folds: int) -> dict[str, int]:
    """A fold per family; the same families give the same folds."""
    known = sorted(set(families))
    np.random.default_rng(0).shuffle(known)
    return {family: at % folds for at, family in enumerate(known)}


def grown_without(examples: Sequence[Example], fold: Mapping[str, int], grow: Callable[[Sequence[Example]], Forest]) -> dict[int, Forest]:
    """For each fold a model grown on what is not in it. Families without a fold (made-up sheets) are learned from in each."""
    return {number: grow([e for e in examples if fold.get(e.family) != number]) for number in sorted(set(fold.values()))}


def curve(doubts: Sequence[float], right: Sequence[bool]) -> Curve:
    """The share of sheets that were right, falling with the doubt. Half a right and half a wrong sheet without doubt are added (Jeffreys' prior),
    since few sheets prove little.
    """
    doubt, was_right = np.array([0.0, 0.0, *doubts]), np.array([1.0, 0.0, *right])
    fitted = IsotonicRegression(increasing=False).fit(doubt, was_right, sample_weight=[0.5, 0.5, *[1.0] * len(right)])
    return {
        "doubt": [round(float(x), 5) for x in fitted.X_thresholds_],
        "right": [round(float(y), 4) for y in fitted.y_thresholds_],
    }

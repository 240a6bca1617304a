"""The line model: boosted trees, trained off line (tools/train_layout.py), read and evaluated with numpy alone.

A tree has at most 16 leaves, numbered from left to right, and is kept as its tests. A test that fails (the line goes right) rules
out the leaves to its left; the leftmost leaf left over is where the line ends (the QuickScorer idea: no walking from node to node).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from ctcompanion.model import LineClass

Probabilities = npt.NDArray[np.float64]

CLASSES: tuple[LineClass, ...] = (
    LineClass.TITLE,
    LineClass.HEADER,
    LineClass.GROUP,
    LineClass.DATA,
    LineClass.TOTAL,
    LineClass.NOTE,
)
"""The model's classes, in the order of its columns. A blank line needs no model."""

MODEL = "layout_model.npz"
LEAVES = 16
CHUNK = 256


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees laid end to end, those of one class together.

    `feature`, `threshold` and `keeps` (bits of the leaves that stay possible when the test fails) have one entry per test;
    `roots` is each tree's first test; `leaves` each tree's values; `begins` each class's first tree; `names` the features.
    """

    names: tuple[str, ...]
    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float32]
    keeps: npt.NDArray[np.uint16]
    roots: npt.NDArray[np.int32]
    leaves: npt.NDArray[np.float32]
    begins: npt.NDArray[np.int32]
    baseline: npt.NDArray[np.float32]

    def probabilities(self, matrix: npt.NDArray[np.float32]) -> Probabilities:
        """The chance of each class per line."""
        if not len(matrix):
            return np.zeros((0, len(CLASSES)))
        raw = np.vstack([self._raw(matrix[at : at + CHUNK]) for at in range(0, len(matrix), CHUNK)])
        odds = np.exp(raw - raw.max(1, keepdims=True))
        return np.asarray(odds / odds.sum(1, keepdims=True))

    def _raw(self, matrix: npt.NDArray[np.float32]) -> Probabilities:
        fails = np.ascontiguousarray(matrix.T)[self.feature] > self.threshold[:, None]
        possible = np.bitwise_and.reduceat(np.where(fails, self.keeps[:, None], np.uint16(0xFFFF)), self.roots, axis=0)
        told = np.take_along_axis(self.leaves, _lowest_bit()[possible], axis=1)
        return np.asarray(np.add.reduceat(told, self.begins, axis=0).T + self.baseline, dtype=np.float64)


@cache
def _lowest_bit() -> npt.NDArray[np.intp]:
    """The position of the lowest set bit of each 16-bit number."""
    numbers = np.arange(1 << LEAVES)
    numbers[0] = 1
    return np.asarray(np.log2(numbers & -numbers), dtype=np.intp)


@lru_cache(maxsize=1)
def shipped() -> Forest:
    """The model that comes with the program. Plain arrays: nothing in it can run."""
    with files("ctcompanion.reference").joinpath(MODEL).open("rb") as source, np.load(source, allow_pickle=False) as held:
        return Forest(
            names=tuple(str(name) for name in held["names"]),
            feature=held["feature"].astype(np.int16),
            threshold=held["threshold"].astype(np.float32),
            keeps=held["keeps"].astype(np.uint16),
            roots=held["roots"].astype(np.int32),
            leaves=held["leaves"].astype(np.float32),
            begins=held["begins"].astype(np.int32),
            baseline=held["baseline"].astype(np.float32),
        )

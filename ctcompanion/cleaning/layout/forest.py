"""The line model: boosted trees, trained off line (tools/train_layout.py), read and evaluated with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
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
CHUNK = 512


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees laid end to end. `feature` -1 marks a leaf, whose `left` is the position of its value; `roots` begins each tree.

    `klass` says to which class a tree adds. `names` are the features the trees were grown on.
    """

    names: tuple[str, ...]
    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float32]
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: npt.NDArray[np.float32]
    roots: npt.NDArray[np.int32]
    klass: npt.NDArray[np.int8]
    baseline: npt.NDArray[np.float32]
    depth: int

    def probabilities(self, matrix: npt.NDArray[np.float32]) -> Probabilities:
        """The chance of each class per line."""
        raw = (
            np.vstack([self._raw(matrix[at : at + CHUNK]) for at in range(0, len(matrix), CHUNK)])
            if len(matrix)
            else np.zeros((0, len(CLASSES)))
        )
        odds = np.exp(raw - raw.max(1, keepdims=True)) if len(raw) else raw
        return np.asarray(odds / odds.sum(1, keepdims=True)) if len(raw) else odds

    def _raw(self, matrix: npt.NDArray[np.float32]) -> Probabilities:
        lines = np.arange(len(matrix))[:, None]
        at = np.broadcast_to(self.roots, (len(matrix), len(self.roots)))
        for _ in range(self.depth):
            feature = self.feature[at]
            leaf = feature < 0
            goes_left = matrix[lines, np.where(leaf, 0, feature)] <= self.threshold[at]
            at = np.where(leaf, at, np.where(goes_left, self.left[at], self.right[at]))
        told = self.value[at]
        raw = np.tile(self.baseline.astype(np.float64), (len(matrix), 1))
        for column in range(len(CLASSES)):
            raw[:, column] += told[:, self.klass == column].sum(1)
        return raw


@lru_cache(maxsize=1)
def shipped() -> Forest:
    """The model that comes with the program. Plain arrays: nothing in it can run."""
    with files("ctcompanion.reference").joinpath(MODEL).open("rb") as source, np.load(source, allow_pickle=False) as held:
        return Forest(
            names=tuple(str(name) for name in held["names"]),
            feature=held["feature"].astype(np.int16),
            threshold=held["threshold"].astype(np.float32),
            left=held["left"].astype(np.int32),
            right=held["right"].astype(np.int32),
            value=held["value"].astype(np.float32),
            roots=held["roots"].astype(np.int32),
            klass=held["klass"].astype(np.int8),
            baseline=held["baseline"].astype(np.float32),
            depth=int(held["depth"]),
        )

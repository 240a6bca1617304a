from __future__ import annotations

import numpy as np

from ctcompanion.cleaning.layout.features import features, lines_of
from ctcompanion.cleaning.layout.forest import CLASSES, Forest, shipped
from tests.cleaning.layout.sheets import grid


def test_a_tree_sends_a_line_to_the_leaf_that_its_tests_leave() -> None:
    """x <= 1: leaf 0; else y <= 5: leaf 1; else leaf 2."""
    trees = len(CLASSES)
    leaves = np.zeros((trees, 16), np.float32)
    leaves[0, :3] = [1.0, 2.0, 3.0]
    forest = Forest(
        names=("x", "y"),
        feature=np.array([0, 1, *[0] * (trees - 1)], np.int16),
        threshold=np.array([1, 5, *[np.inf] * (trees - 1)], np.float32),
        keeps=np.array([0b110 | 0xFFF8, 0b101 | 0xFFF8, *[0xFFFF] * (trees - 1)], np.uint16),
        roots=np.array([0, *range(2, trees + 1)], np.int32),
        leaves=leaves,
        begins=np.arange(trees, dtype=np.int32),
        baseline=np.zeros(trees, np.float32),
    )
    raw = np.log(forest.probabilities(np.array([[0, 9], [2, 4], [2, 6]], np.float32)))
    assert np.allclose(raw[:, 0] - raw[:, 1], [1, 2, 3], atol=1e-5)


def test_the_shipped_model_was_grown_on_the_features_that_are_counted_today() -> None:
    names, matrix = features(lines_of(grid(["Town", "Births"], ["Avon", "12"], ["Bolton", "7"])))
    assert names == shipped().names
    assert np.allclose(shipped().probabilities(matrix).sum(1), 1)

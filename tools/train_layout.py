"""Trains the line model on labelled sheets and writes it as plain arrays.

    python -m tools.train_layout DATA... [-o ctcompanion/reference/layout_model.npz]

DATA: collections as in layout_examples.py. Takes a minute or two; the same data give the same model.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from ctcompanion.cleaning.layout.forest import CLASSES, LEAVES, Forest
from tools.layout_examples import Example, load

BAGS = 2
GROWTH = {
    "max_iter": 100,
    "learning_rate": 0.08,
    "max_leaf_nodes": 12,
    "l2_regularization": 2.0,
    "max_features": 0.3,
    "early_stopping": False,
}
LARGE = 150
"""Lines of a sheet beyond so many share the weight: a sheet of 2,000 rows teaches no more than one of 150."""


@dataclass
class _Tree:
    """The tests of one tree and the values of its leaves from left to right."""

    feature: list[int]
    threshold: list[float]
    keeps: list[int]
    leaves: list[float]


def grow(examples: Sequence[Example], bags: int = BAGS) -> Forest:
    """Boosted trees over the lines of the examples."""
    matrix = np.vstack([example.matrix for example in examples])
    classes = np.concatenate([example.classes for example in examples])
    weights = np.concatenate([np.full(len(e.classes), min(1.0, LARGE / len(e.classes))) for e in examples])
    models = [HistGradientBoostingClassifier(random_state=seed, **GROWTH).fit(matrix, classes, weights) for seed in range(bags)]
    return _laid_out(models, examples[0].names)


def _laid_out(models: Sequence[HistGradientBoostingClassifier], names: tuple[str, ...]) -> Forest:
    seen = models[0].classes_.tolist()
    baseline = np.full(len(CLASSES), -20.0, np.float32)
    baseline[seen] = np.mean([model._baseline_prediction.ravel() for model in models], axis=0)
    by_class = [
        [_tree(trees[seen.index(klass)].nodes, len(models)) for model in models for trees in model._predictors]
        if klass in seen
        else [_Tree([0], [np.inf], [0], [0.0])]
        for klass in range(len(CLASSES))
    ]
    trees = [tree for grown in by_class for tree in grown]
    sizes = [len(tree.feature) for tree in trees]
    leaves = np.zeros((len(trees), LEAVES), np.float32)
    for at, tree in enumerate(trees):
        leaves[at, : len(tree.leaves)] = tree.leaves
    return Forest(
        names=names,
        feature=np.array([f for tree in trees for f in tree.feature], np.int16),
        threshold=np.array([t for tree in trees for t in tree.threshold], np.float32),
        keeps=np.array([k for tree in trees for k in tree.keeps], np.uint16),
        roots=np.cumsum([0, *sizes[:-1]]).astype(np.int32),
        leaves=leaves,
        begins=np.cumsum([0, *[len(grown) for grown in by_class[:-1]]]).astype(np.int32),
        baseline=baseline,
    )


def _tree(nodes: np.ndarray, bags: int) -> _Tree:
    """A tree as tests and leaves; one without a test gets one that never fails."""
    tree = _Tree([], [], [], [])

    def walk(at: int) -> int:
        """Bits of the leaves below a node."""
        node = nodes[at]
        if node["is_leaf"]:
            tree.leaves.append(float(node["value"]) / bags)
            return 1 << (len(tree.leaves) - 1)
        place = len(tree.feature)
        tree.feature.append(int(node["feature_idx"]))
        tree.threshold.append(float(node["num_threshold"]))
        tree.keeps.append(0)
        left = walk(int(node["left"]))
        tree.keeps[place] = 0xFFFF & ~left
        return left | walk(int(node["right"]))

    walk(0)
    return tree if tree.feature else _Tree([0], [np.inf], [0xFFFF], tree.leaves)


def save(forest: Forest, target: Path) -> None:
    """Write the forest as plain arrays."""
    fields = ("feature", "threshold", "keeps", "roots", "leaves", "begins", "baseline")
    np.savez_compressed(target, names=np.array(forest.names), **{name: getattr(forest, name) for name in fields})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("ctcompanion/reference/layout_model.npz"))
    options = parser.parse_args()
    examples = [example for path in options.data for example in load(path)]
    forest = grow(examples)
    save(forest, options.output)
    print(
        f"{len(examples)} sheets, {sum(len(e.classes) for e in examples)} lines, {len(forest.roots)} trees, {options.output.stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    main()

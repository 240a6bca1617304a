"""Trains the line model on labelled sheets and writes it as plain arrays.

    python -m tools.train_layout DATA... [-o ctcompanion/reference/layout_model.npz]

DATA: collections as in layout_examples.py. Takes a minute or two; the same data give the same model.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from ctcompanion.cleaning.layout.forest import CLASSES, Forest
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


def grow(examples: Sequence[Example], bags: int = BAGS) -> Forest:
    """Boosted trees over the lines of the examples; large sheets weigh less per line."""
    matrix = np.vstack([example.matrix for example in examples])
    classes = np.concatenate([example.classes for example in examples])
    weights = np.concatenate([np.full(len(e.classes), min(1.0, 150 / len(e.classes))) for e in examples])
    models = [HistGradientBoostingClassifier(random_state=seed, **GROWTH).fit(matrix, classes, weights) for seed in range(bags)]
    return _flattened(models, examples[0].names)


def _flattened(models: Sequence[HistGradientBoostingClassifier], names: tuple[str, ...]) -> Forest:
    parts: dict[str, list[np.ndarray]] = {key: [] for key in ("feature", "threshold", "left", "right", "value")}
    roots, klass, depth, size = [], [], 0, 0
    baseline = np.full(len(CLASSES), -20.0)
    seen = models[0].classes_
    baseline[seen] = np.mean([model._baseline_prediction.ravel() for model in models], axis=0)
    for model in models:
        for trees in model._predictors:
            for column, tree in enumerate(trees):
                nodes = tree.nodes
                leaf = nodes["is_leaf"].astype(bool)
                parts["feature"].append(np.where(leaf, -1, nodes["feature_idx"]).astype(np.int16))
                parts["threshold"].append(np.where(leaf, 0, nodes["num_threshold"]).astype(np.float32))
                parts["left"].append((nodes["left"].astype(np.int32) + size) * ~leaf)
                parts["right"].append((nodes["right"].astype(np.int32) + size) * ~leaf)
                parts["value"].append(np.where(leaf, nodes["value"] / len(models), 0).astype(np.float32))
                roots.append(size)
                klass.append(int(seen[column]))
                depth = max(depth, int(nodes["depth"].max()))
                size += len(nodes)
    joined = {key: np.concatenate(held) for key, held in parts.items()}
    return Forest(
        names=names,
        roots=np.array(roots, np.int32),
        klass=np.array(klass, np.int8),
        baseline=baseline.astype(np.float32),
        depth=depth,
        **joined,
    )


def save(forest: Forest, target: Path) -> None:
    """Write the forest as plain arrays."""
    fields = ("feature", "threshold", "left", "right", "value", "roots", "klass", "baseline")
    np.savez_compressed(target, names=np.array(forest.names), depth=forest.depth, **{name: getattr(forest, name) for name in fields})


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

"""Trains the line model on labelled sheets, variants of them and made-up ones, measures how sure it may be, and writes both as plain data.

    python -m tools.train_layout DATA... [-o ctcompanion/reference/layout_model.npz] [--folds 10]

DATA: collections as in layout_examples.py. The same data give the same model. How sure it may be is measured in folds by family: ten more
trainings; `--folds 0` leaves the measured curves as they are.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from ctcompanion.cleaning.layout.forest import CLASSES, LEAVES, Forest
from tools.layout_examples import Example, load, made_up, variants
from tools.layout_folds import Judged, curve, fold_of, grown_without, judged

BAGS = 2
GROWTH = {
    "max_iter": 110,
    "learning_rate": 0.08,
    "max_leaf_nodes": 12,
    "l2_regularization": 2.0,
    "max_features": 0.3,
    "early_stopping": False,
}
MADE_UP = 240
"""Made-up sheets that are learned from."""
ABOUT = (
    "How sure the line model is of a sheet. doubt: the greatest chance left to another class than the chosen one, of any line (lines), or to another zone, of the "
    "lines around the body's edges (edges). right: the share of labelled sheets with so much doubt, each classed by a model that had seen no sheet of its family, "
    "whose every line, or whose header rows, first and last row of data, were right. sure: from this share on we say that we are sure."
)
SURE = 0.98
LARGE = 150
"""Lines of a sheet beyond so many share the weight: a sheet of 2,000 rows teaches no more than one of 150."""
NEAR = 2
"""Data rows so near to a line of another class are all learned from."""
INNER = 8
"""Of the others so many, in the others' stead."""
DATA = 3
"""data in forest.CLASSES"""


@dataclass
class _Tree:
    """The tests of one tree and the values of its leaves from left to right."""

    feature: list[int]
    threshold: list[float]
    keeps: list[int]
    leaves: list[float]


def grow(examples: Sequence[Example], bags: int = BAGS) -> Forest:
    """Boosted trees over the lines of the examples."""
    taught = [_taught(example) for example in examples]
    matrix = np.vstack([example.matrix[lines] for example, (lines, _) in zip(examples, taught, strict=True)])
    classes = np.concatenate([example.classes[lines] for example, (lines, _) in zip(examples, taught, strict=True)])
    weights = np.concatenate([each for _, each in taught])
    models = [HistGradientBoostingClassifier(random_state=seed, **GROWTH).fit(matrix, classes, weights) for seed in range(bags)]
    return _laid_out(models, examples[0].names)


def _taught(example: Example) -> tuple[np.ndarray, np.ndarray]:
    """The lines of a sheet that are learned from, and their weights: rows deep in the data are alike, a few stand for all."""
    count = len(example.classes)
    other = np.concatenate([[-1], np.flatnonzero(example.classes != DATA), [count]])
    place = np.searchsorted(other, np.arange(count)).clip(1)
    far = np.minimum(np.arange(count) - other[place - 1], other[place] - np.arange(count)) > NEAR
    inner = np.flatnonzero(far)
    chosen = inner[np.linspace(0, len(inner) - 1, INNER).astype(int)] if len(inner) > INNER else inner
    weights = np.full(count, example.weight * min(1.0, LARGE / count))
    weights[chosen] *= len(inner) / max(len(chosen), 1)
    lines = np.union1d(np.flatnonzero(~far), chosen).astype(int)
    return lines, weights[lines]


def with_variants(examples: Sequence[Example]) -> list[Example]:
    """The sheets, a variant of each, and made-up ones."""
    return [*examples, *variants(examples, np.random.default_rng(1)), *made_up(MADE_UP, np.random.default_rng(5))]


def measured(found: Sequence[Judged]) -> dict[str, object]:
    """The curves of layout_model.json."""
    return {
        "about": f"{ABOUT} {len(found)} sheets.",
        "sure": SURE,
        "lines": curve([each.line_doubt for each in found], [each.right for each in found]),
        "edges": curve([each.edge_doubt for each in found], [each.edges_right for each in found]),
    }


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
    parser.add_argument("--folds", type=int, default=10)
    options = parser.parse_args()
    examples = [example for path in options.data for example in load(path)]
    everything = with_variants(examples)
    if options.folds:
        fold = fold_of([example.family for example in examples], options.folds)
        models = grown_without(everything, fold, lambda known: grow(known, 1))
        told = measured([judged(example, models[fold[example.family]]) for example in examples])
        options.output.with_suffix(".json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    forest = grow(everything)
    save(forest, options.output)
    print(
        f"{len(examples)} sheets, {sum(len(e.classes) for e in examples)} lines, {len(forest.roots)} trees, {options.output.stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    main()

"""Layout detection against labelled sheets: the shipped model, ten folds by family, and one collection held out.

    python -m benchmarks.layout SAUS.jl.gz STATSHEETS AGGREGATIONS.jl.gz CT [--folds 10] [--quick]

Prints a table beside the published references (Strudel's random forests: macro-F1 .886 in ten folds by file, .744 to .81 trained elsewhere),
the share of sheets that the program says it is sure of, and how many of those are wholly right; then the time of a 10,000 x 30 sheet.
`--quick` leaves the folds out. Folds keep tables of one family (neighbours in an abstract, yearly sisters) together.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from ctcompanion.cleaning.layout import cut, detect
from ctcompanion.cleaning.layout.confidence import confidence, sure
from ctcompanion.cleaning.layout.forest import CLASSES, Forest, Probabilities, shipped
from ctcompanion.model import Sheet, column_letter
from tools.layout_examples import Example, load
from tools.train_layout import grow

BODY = (2, 3, 4)
"""group, data, total in forest.CLASSES"""
POSITION = {kind: at for at, kind in enumerate(CLASSES)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    examples = [example for path in options.data for example in load(path)]
    print(f"{'run':34} {'sheets':>6} {'macro-F1':>8} {'total F1':>8} {'body':>6} {'all':>6} {'lost':>7} {'sure':>6} {'right':>6}")
    for source in sorted({example.source for example in examples}):
        report(f"shipped model, {source}", [e for e in examples if e.source == source], shipped())
    if not options.quick:
        folded(examples, options.folds)
        for source in sorted({example.source for example in examples}):
            held = [e for e in examples if e.source == source]
            report(f"trained without {source}", held, grow([e for e in examples if e.source != source], 1))
    timed()


def folded(examples: Sequence[Example], folds: int) -> None:
    """Each sheet classed by a model that has seen no table of its family."""
    families = sorted({example.family for example in examples})
    np.random.default_rng(0).shuffle(families)
    fold = {family: at % folds for at, family in enumerate(families)}
    chances: dict[int, Probabilities] = {}
    for number in range(folds):
        model = grow([e for e in examples if fold[e.family] != number], 1)
        chances.update({at: model.probabilities(e.matrix) for at, e in enumerate(examples) if fold[e.family] == number})
    for source in sorted({example.source for example in examples}):
        places = [at for at, example in enumerate(examples) if example.source == source]
        scored(f"{folds} folds by family, {source}", [examples[at] for at in places], [chances[at] for at in places])


def report(run: str, examples: Sequence[Example], model: Forest) -> None:
    """One line of the table for a model."""
    scored(run, examples, [model.probabilities(example.matrix) for example in examples])


def scored(run: str, examples: Sequence[Example], chances: Sequence[Probabilities]) -> None:
    """macro-F1 over lines; sheets whose body, and whose every line, is right; data rows lost; sheets said to be sure and right among them."""
    guesses = [np.array([POSITION[kind] for kind in cut.classes(each)]) for each in chances]
    truth, guess = np.concatenate([e.classes for e in examples]), np.concatenate(guesses)
    each = [_f1(truth, guess, at) for at in range(len(CLASSES))]
    body = np.mean([(np.isin(e.classes, BODY) == np.isin(g, BODY)).all() for e, g in zip(examples, guesses, strict=True)])
    right = np.array([bool((e.classes == g).all()) for e, g in zip(examples, guesses, strict=True)])
    certain = np.array([confidence(e.names, e.matrix, each) >= sure() for e, each in zip(examples, chances, strict=True)])
    lost = ((truth == 3) & (guess != 3)).sum() / max((truth == 3).sum(), 1)
    told = f"{right[certain].mean():6.3f}" if certain.any() else "     -"
    print(
        f"{run:34} {len(examples):6} {np.mean(each):8.3f} {each[4]:8.3f} {body:6.3f} {right.mean():6.3f} {lost:7.4f} {certain.mean():6.3f} {told}"
    )


def _f1(truth: np.ndarray, guess: np.ndarray, klass: int) -> float:
    said = (truth == klass).sum() + (guess == klass).sum()
    return float(2 * ((truth == klass) & (guess == klass)).sum() / said) if said else 1.0


def timed() -> None:
    """Detection of a 10,000 x 30 sheet of random numbers, twenty times."""
    numbers = np.random.default_rng(0).integers(0, 100_000, (10_000, 30)).astype(str)
    sheet = Sheet(None, pa.table({column_letter(at + 1): pa.array(["Head", *numbers[:, at]]) for at in range(30)}))
    seconds = []
    for _ in range(20):
        began = time.perf_counter()
        detect(sheet)
        seconds.append(time.perf_counter() - began)
    print(f"10,000 x 30: median {np.median(seconds):.2f} s, p95 {np.quantile(seconds, 0.95):.2f} s")


if __name__ == "__main__":
    main()

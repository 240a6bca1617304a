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
from typing import NamedTuple

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
        show(f"shipped model, {source}", report([e for e in examples if e.source == source], shipped()))
    if not options.quick:
        for source, scores in folded(examples, options.folds).items():
            show(f"{options.folds} folds by family, {source}", scores)
        for source in sorted({example.source for example in examples}):
            show(f"trained without {source}", held_out(examples, source))
    seconds = timed()
    print(f"10,000 x 30: median {np.median(seconds):.2f} s, p95 {np.quantile(seconds, 0.95):.2f} s")


class Scores(NamedTuple):
    """macro-F1 over lines; sheets whose body, and whose every line, is right; data rows lost; sheets said to be sure and right among them."""

    sheets: int
    macro_f1: float
    total_f1: float
    body: float
    right: float
    lost: float
    sure: float
    right_of_sure: float


def show(run: str, scores: Scores) -> None:
    """One line of the table."""
    print(
        f"{run:34} {scores.sheets:6} {scores.macro_f1:8.3f} {scores.total_f1:8.3f} {scores.body:6.3f} {scores.right:6.3f} "
        f"{scores.lost:7.4f} {scores.sure:6.3f} {scores.right_of_sure:6.3f}"
    )


def held_out(examples: Sequence[Example], source: str) -> Scores:
    """One collection by a model that was trained on the others."""
    return report([e for e in examples if e.source == source], grow([e for e in examples if e.source != source], 1))


def folded(examples: Sequence[Example], folds: int) -> dict[str, Scores]:
    """Each sheet classed by a model that has seen no table of its family; by source."""
    families = sorted({example.family for example in examples})
    np.random.default_rng(0).shuffle(families)
    fold = {family: at % folds for at, family in enumerate(families)}
    chances: dict[int, Probabilities] = {}
    for number in range(folds):
        model = grow([e for e in examples if fold[e.family] != number], 1)
        chances.update({at: model.probabilities(e.matrix) for at, e in enumerate(examples) if fold[e.family] == number})
    found = {}
    for source in sorted({example.source for example in examples}):
        places = [at for at, example in enumerate(examples) if example.source == source]
        found[source] = scored([examples[at] for at in places], [chances[at] for at in places])
    return found


def report(examples: Sequence[Example], model: Forest) -> Scores:
    """The sheets by one model."""
    return scored(examples, [model.probabilities(example.matrix) for example in examples])


def scored(examples: Sequence[Example], chances: Sequence[Probabilities]) -> Scores:
    """Each sheet's lines by their probabilities, held against the labels."""
    guesses = [np.array([POSITION[kind] for kind in cut.classes(each)]) for each in chances]
    truth, guess = np.concatenate([e.classes for e in examples]), np.concatenate(guesses)
    each = [_f1(truth, guess, at) for at in range(len(CLASSES))]
    body = np.mean([(np.isin(e.classes, BODY) == np.isin(g, BODY)).all() for e, g in zip(examples, guesses, strict=True)])
    right = np.array([bool((e.classes == g).all()) for e, g in zip(examples, guesses, strict=True)])
    certain = np.array([confidence(e.names, e.matrix, each) >= sure() for e, each in zip(examples, chances, strict=True)])
    lost = ((truth == 3) & (guess != 3)).sum() / max((truth == 3).sum(), 1)
    told = float(right[certain].mean()) if certain.any() else float("nan")
    return Scores(len(examples), float(np.mean(each)), each[4], float(body), float(right.mean()), float(lost), float(certain.mean()), told)


def _f1(truth: np.ndarray, guess: np.ndarray, klass: int) -> float:
    said = (truth == klass).sum() + (guess == klass).sum()
    return float(2 * ((truth == klass) & (guess == klass)).sum() / said) if said else 1.0


def timed(times: int = 20) -> list[float]:
    """Seconds of the detection of a 10,000 x 30 sheet of random numbers, several times."""
    numbers = np.random.default_rng(0).integers(0, 100_000, (10_000, 30)).astype(str)
    sheet = Sheet(None, pa.table({column_letter(at + 1): pa.array(["Head", *numbers[:, at]]) for at in range(30)}))
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        detect(sheet)
        seconds.append(time.perf_counter() - began)
    return seconds


if __name__ == "__main__":
    main()

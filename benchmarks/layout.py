"""Layout detection against labelled sheets: the shipped model, folds by family, and one collection held out.

    python -m benchmarks.layout SAUS.jl.gz STATSHEETS AGGREGATIONS.jl.gz CT [--folds 10] [--quick]

Lines: macro-F1, sheets whose body and whose every line is right, rows of data lost. Sure: the share of sheets said to be sure, and of them
the share that is right, in all lines and in the edges of the body (header rows, first and last row). In the folds the curves that tell
how sure we are were measured on the other folds. Then tables and totals from end to end, by models that have not seen the file's family.
`--quick` leaves out what needs training. Published: Strudel's random forests reach macro-F1 .886 in folds by file, .744 to .81 trained elsewhere.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from benchmarks import scoring
from ctcompanion.cleaning.layout import detect, sure
from ctcompanion.cleaning.layout.confidence import right
from ctcompanion.cleaning.layout.forest import CLASSES, Forest, shipped
from ctcompanion.model import Sheet, column_letter
from tools.layout_examples import Example, load
from tools.layout_folds import BODY, Curve, Judged, curve, fold_of, grown_without, judged
from tools.train_layout import grow, with_variants

Curves = tuple[Curve, Curve]
"""For lines and for edges."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    examples = [example for path in options.data for example in load(path)]
    sources = sorted({example.source for example in examples})
    print(f"{'':28} {'':>6} {'macro':>6} {'total':>6} {'exact':>6} {'all':>6} {'data':>6} {'sure, all':>12} {'sure, edges':>12}")
    print(f"{'run':28} {'sheets':>6} {'F1':>6} {'F1':>6} {'body':>6} {'right':>6} {'lost':>6} {'share  right':>12} {'share  right':>12}")
    for source in sources:
        show(f"shipped model, {source}", scored([judged(e, shipped()) for e in examples if e.source == source]))
    if not options.quick:
        fold = folds_of(examples, options.folds)
        models = fold_models(examples, fold)
        for source, scores in judged_in_folds(examples, fold, models).items():
            show(f"{options.folds} folds by family, {source}", scores)
        for source in sources:
            show(f"trained without {source}", held_out(examples, source))
        end_to_end(options.data, fold, models)
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
    sure_of_edges: float
    right_of_sure_edges: float


def show(run: str, scores: Scores) -> None:
    """One line of the table."""
    lines = " ".join(f"{share:6.3f}" for share in (scores.macro_f1, scores.total_f1, scores.body, scores.right))
    certain = f"{scores.sure:5.3f} {scores.right_of_sure:6.3f} {scores.sure_of_edges:5.3f} {scores.right_of_sure_edges:6.3f}"
    print(f"{run:28} {scores.sheets:6} {lines} {scores.lost:6.4f} {certain}", flush=True)


def folds_of(examples: Sequence[Example], folds: int) -> dict[str, int]:
    return fold_of([example.family for example in examples], folds)


def fold_models(examples: Sequence[Example], fold: Mapping[str, int]) -> dict[int, Forest]:
    """For each fold a model that has seen none of its families."""
    return grown_without(with_variants(examples), fold, lambda known: grow(known, 1))


def folded(examples: Sequence[Example], folds: int) -> dict[str, Scores]:
    """Each sheet classed by a model that has seen no table of its family; by source."""
    fold = folds_of(examples, folds)
    return judged_in_folds(examples, fold, fold_models(examples, fold))


def judged_in_folds(examples: Sequence[Example], fold: Mapping[str, int], models: Mapping[int, Forest]) -> dict[str, Scores]:
    """By source; how sure we are is told by curves of the other folds."""
    found = [judged(example, models[fold[example.family]]) for example in examples]
    curves = {number: _curves([each for each in found if fold[each.example.family] != number]) for number in models}
    by_source = {}
    for source in sorted({example.source for example in examples}):
        there = [each for each in found if each.example.source == source]
        by_source[source] = scored(there, [curves[fold[each.example.family]] for each in there])
    return by_source


def held_out(examples: Sequence[Example], source: str) -> Scores:
    """One collection by a model that was trained on the others, variants of these and made-up sheets."""
    model = grow(with_variants([e for e in examples if e.source != source]), 1)
    return scored([judged(e, model) for e in examples if e.source == source])


def end_to_end(data: Sequence[Path], fold: Mapping[str, int], models: Mapping[int, Forest]) -> None:
    """Ranges and header rows of StatSheets, total rows and columns of AggreCol, each file by a model that has not seen its family."""

    def model_of(family: str) -> Forest:
        return models[fold.get(family, 0)]

    for path in data:
        if (path / "manifest.csv").exists():
            print(f"in folds, {path.name}: {scoring.ranges(path, model_of)}")
        elif path.name.startswith("aggregations"):
            print(f"in folds, {path.name}: {scoring.totals(path, model_of)}")


def _curves(found: Sequence[Judged]) -> Curves:
    lines = curve([each.line_doubt for each in found], [each.right for each in found])
    return lines, curve([each.edge_doubt for each in found], [each.edges_right for each in found])


def scored(found: Sequence[Judged], curves: Sequence[Curves] | None = None) -> Scores:
    """Each sheet's lines held against the labels. `curves`: those to tell by how sure we are of each sheet; by default the shipped ones."""
    told = [right("lines", each.line_doubt) if curves is None else _on(curves[at][0], each.line_doubt) for at, each in enumerate(found)]
    edges = [right("edges", each.edge_doubt) if curves is None else _on(curves[at][1], each.edge_doubt) for at, each in enumerate(found)]
    truth, guess = np.concatenate([each.example.classes for each in found]), np.concatenate([each.guess for each in found])
    f1 = [_f1(truth, guess, at) for at in range(len(CLASSES))]
    body = np.mean([(np.isin(each.example.classes, BODY) == np.isin(each.guess, BODY)).all() for each in found])
    lost = ((truth == 3) & (guess != 3)).sum() / max((truth == 3).sum(), 1)
    right_lines, right_edges = np.array([each.right for each in found]), np.array([each.edges_right for each in found])
    certain = (*_certain(told, right_lines), *_certain(edges, right_edges))
    return Scores(len(found), float(np.mean(f1)), f1[4], float(body), float(right_lines.mean()), float(lost), *certain)


def _on(measured: Curve, doubt: float) -> float:
    return float(np.interp(doubt, measured["doubt"], measured["right"]))


def _certain(told: Sequence[float], is_right: np.ndarray) -> tuple[float, float]:
    """The share of sheets said to be sure, and the share of these that is right."""
    certain = np.array(told) >= sure()
    return float(certain.mean()), float(is_right[certain].mean()) if certain.any() else float("nan")


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

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
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from benchmarks.layout_tables import ranges, totals
from ctcompanion.cleaning.layout import detect, sure
from ctcompanion.cleaning.layout.confidence import right
from ctcompanion.cleaning.layout.forest import CLASSES, Forest, shipped
from ctcompanion.model import Sheet, column_letter
from tools.layout_examples import Example, load
from tools.layout_folds import BODY, Curve, Judged, curve, fold_of, held_out, judged
from tools.train_layout import grow, with_variants


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    examples = [example for path in options.data for example in load(path)]
    sources = sorted({example.source for example in examples})
    print(f"{'':28} {'':>6} {'macro':>6} {'total':>6} {'exact':>6} {'all':>6} {'data':>6} {'sure, all':>12} {'sure, edges':>12}")
    print(f"{'run':28} {'sheets':>6} {'F1':>6} {'F1':>6} {'body':>6} {'right':>6} {'lost':>6} {'share right':>12} {'share right':>12}")
    for source in sources:
        report(f"shipped model, {source}", [judged(e, shipped()) for e in examples if e.source == source])
    end_to_end("shipped model", options.data, lambda _family: shipped())
    if not options.quick:
        everything = with_variants(examples)
        folded(examples, everything, options.folds, options.data)
        for source in sources:
            without(examples, everything, source)
    seconds = timed()
    print(f"10,000 x 30: median {np.median(seconds):.2f} s, p95 {np.quantile(seconds, 0.95):.2f} s of processor time")


def without(examples: Sequence[Example], everything: Sequence[Example], source: str) -> Scores:
    """One collection by a model that was trained on the others."""
    model = grow([e for e in everything if e.source != source], 1)
    return report(f"trained without {source}", [judged(e, model) for e in examples if e.source == source])


def folded(examples: Sequence[Example], everything: Sequence[Example], folds: int, data: Sequence[Path] = ()) -> dict[str, Scores]:
    """Each sheet classed by a model that has seen no table of its family, by source. `everything`: with variants and made-up sheets.

    `data`: where StatSheets and AggreCol stand, to find their tables end to end with the same models.
    """
    fold = fold_of([example.family for example in examples], folds)
    models = held_out(everything, fold, lambda known: grow(known, 1))
    found = [judged(example, models[fold[example.family]]) for example in examples]
    curves = [_curves([each for each in found if fold[each.example.family] != number]) for number in range(folds)]
    scores = {}
    for source in sorted({example.source for example in examples}):
        there = [each for each in found if each.example.source == source]
        scores[source] = report(f"{folds} folds by family, {source}", there, [curves[fold[each.example.family]] for each in there])
    end_to_end(f"{folds} folds by family", data, lambda family: models[fold.get(family, 0)])
    return scores


class Scores(NamedTuple):
    """macro-F1 and total's F1 over lines; sheets whose body, and whose every line, is right; data rows lost; the share said to be sure
    of all lines and of the table's edges, and those right among them."""

    sheets: int
    macro_f1: float
    total_f1: float
    body: float
    right: float
    lost: float
    sure: float
    right_of_sure: float
    sure_edges: float
    right_of_sure_edges: float


def _curves(found: Sequence[Judged]) -> tuple[Curve, Curve]:
    lines = curve([each.line_doubt for each in found], [each.right for each in found])
    return lines, curve([each.edge_doubt for each in found], [each.edges_right for each in found])


def report(run: str, found: Sequence[Judged], curves: Sequence[tuple[Curve, Curve]] | None = None) -> Scores:
    """One line of the table, and its figures. `curves`: those to tell by how sure we are of each sheet, by default the shipped ones."""
    scores = scored(found, curves)
    print(
        f"{run:28} {scores.sheets:6} {scores.macro_f1:6.3f} {scores.total_f1:6.3f} {scores.body:6.3f} {scores.right:6.3f} {scores.lost:6.4f}"
        f" {scores.sure:5.3f} {scores.right_of_sure:6.3f} {scores.sure_edges:5.3f} {scores.right_of_sure_edges:6.3f}",
        flush=True,
    )
    return scores


def scored(found: Sequence[Judged], curves: Sequence[tuple[Curve, Curve]] | None = None) -> Scores:
    """The sheets' lines held against their labels."""
    told = [right("lines", each.line_doubt) if curves is None else _on(curves[at][0], each.line_doubt) for at, each in enumerate(found)]
    edges = [right("edges", each.edge_doubt) if curves is None else _on(curves[at][1], each.edge_doubt) for at, each in enumerate(found)]
    truth, guess = np.concatenate([each.example.classes for each in found]), np.concatenate([each.guess for each in found])
    f1 = [_f1(truth, guess, at) for at in range(len(CLASSES))]
    body = np.mean([(np.isin(each.example.classes, BODY) == np.isin(each.guess, BODY)).all() for each in found])
    lost = ((truth == 3) & (guess != 3)).sum() / max((truth == 3).sum(), 1)
    certain, is_right = _share(told, [each.right for each in found])
    sure_edges, right_edges = _share(edges, [each.edges_right for each in found])
    wholly = float(np.mean([each.right for each in found]))
    return Scores(len(found), float(np.mean(f1)), f1[4], float(body), wholly, float(lost), certain, is_right, sure_edges, right_edges)


def _on(measured: Curve, doubt: float) -> float:
    return float(np.interp(doubt, measured["doubt"], measured["right"]))


def _share(told: Sequence[float], is_right: Sequence[bool]) -> tuple[float, float]:
    """The share of sheets said to be sure, and the share of these that is right."""
    certain = np.array(told) >= sure()
    return float(certain.mean()), float(np.array(is_right)[certain].mean()) if certain.any() else float("nan")


def _f1(truth: np.ndarray, guess: np.ndarray, klass: int) -> float:
    said = (truth == klass).sum() + (guess == klass).sum()
    return float(2 * ((truth == klass) & (guess == klass)).sum() / said) if said else 1.0


def end_to_end(run: str, data: Sequence[Path], model_of: Callable[[str], Forest]) -> None:
    """Ranges and header rows of StatSheets, total rows and columns of AggreCol."""
    for path in data:
        if (path / "manifest.csv").exists():
            print(f"{run}, {path.name}: {ranges(path, model_of)}")
        elif path.name.startswith("aggregations"):
            print(f"{run}, {path.name}: {totals(path, model_of)}", flush=True)


def timed(times: int = 20) -> list[float]:
    """Processor seconds of the detection of a 10,000 x 30 sheet of random numbers, several times."""
    numbers = np.random.default_rng(0).integers(0, 100_000, (10_000, 30)).astype(str)
    sheet = Sheet(None, pa.table({column_letter(at + 1): pa.array(["Head", *numbers[:, at]]) for at in range(30)}))
    seconds = []
    for _ in range(times):
        began = time.process_time()
        detect(sheet)
        seconds.append(time.process_time() - began)
    return seconds


if __name__ == "__main__":
    main()

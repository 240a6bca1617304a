"""The whole cleanup in one table: each figure beside the least that is wanted, what would be very good, and the published reference.

    python -m benchmarks.cleaning --saus SAUS.jl.gz --aggregations AGGREGATIONS.jl.gz --statsheets FOLDER --ct FOLDER [--hostile FOLDER] [--quick]

Each collection is an argument; a figure whose data is not given is left out. `--quick` leaves out what trains models (folds, trained without).
References are in cleaning_references.toml. Conservation counts every sheet with data of all collections: cleaned as proposed, with no click;
a refusal is no loss unless its code is numbers-lost.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import layout, melt, scoring
from ctcompanion.cleaning import clean, propose
from ctcompanion.errors import CompanionError
from ctcompanion.model import Sheet
from tools.layout_examples import load, read, sheet_of

REFERENCES = Path(__file__).with_name("cleaning_references.toml")
SOURCES = ("saus", "aggregations", "statsheets", "ct", "hostile")
LARGEST = 2_000_000
"""Bytes of a file: larger ones are for the benchmarks of speed."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for source in SOURCES:
        parser.add_argument(f"--{source}", type=Path)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    given = {source: path for source in SOURCES if (path := getattr(options, source)) is not None}
    found: dict[str, float] = {}
    for part in (_lines, _models if not options.quick else _nothing, _pairs, _ranges, _totals, _melts, _conservation, _times):
        found |= part(given)
    show(found)


def show(found: dict[str, float]) -> None:
    """The table, in the order of the references."""
    print(f"{'measure':46} {'found':>7} {'floor':>6} {'stretch':>7}  {'':8} reference")
    for measure in tomllib.loads(REFERENCES.read_text(encoding="utf-8"))["measure"]:
        if (figure := found.get(measure["key"])) is not None:
            wanted = [f"{measure[name]:g}" if name in measure else "-" for name in ("floor", "stretch")]
            beside = f"{measure['reference']}: {measure['source']}" if "reference" in measure else "-"
            print(f"{measure['says']:46} {figure:7.3f} {wanted[0]:>6} {wanted[1]:>7}  {verdict(measure, figure):8} {beside}")


def verdict(measure: dict[str, Any], figure: float) -> str:
    """stretch, floor or BELOW; nothing where nothing is wanted."""
    sign = 1 if measure["better"] == "more" else -1
    for name in ("stretch", "floor"):
        if name in measure and sign * figure >= sign * measure[name] - 1e-9:
            return name
    return "BELOW" if "floor" in measure else ""


def _nothing(_given: dict[str, Path]) -> dict[str, float]:
    return {}


def _lines(given: dict[str, Path]) -> dict[str, float]:
    return scoring.lines(given["saus"]) if "saus" in given else {}


def _models(given: dict[str, Path]) -> dict[str, float]:
    """Folds, and the model that has not seen SAUS: only where there is other data to learn from."""
    if not {"saus", "aggregations"} <= set(given):
        return {}
    examples = [example for source in SOURCES[:4] if source in given for example in load(given[source])]
    name = given["saus"].name.split(".")[0]
    folds, without = layout.folded(examples, 10)[name], layout.held_out(examples, name)
    return {
        "folds_macro_f1": folds.macro_f1,
        "sure_right": folds.right_of_sure,
        "sure_share": folds.sure,
        "edges_right": folds.right_of_sure_edges,
        "edges_share": folds.sure_of_edges,
        "without_macro_f1": without.macro_f1,
    }


def _pairs(given: dict[str, Path]) -> dict[str, float]:
    return scoring.pairs(given["ct"]) if "ct" in given else {}


def _ranges(given: dict[str, Path]) -> dict[str, float]:
    return scoring.ranges(given["statsheets"]) if "statsheets" in given else {}


def _totals(given: dict[str, Path]) -> dict[str, float]:
    return scoring.totals(given["aggregations"]) if "aggregations" in given else {}


def _melts(given: dict[str, Path]) -> dict[str, float]:
    judged = [found for path in given.values() for found in melt.judge(path)]
    if not judged:
        return {}
    return {"false_melts": melt.false_melts(judged), "melts_precision": melt.precision(judged), "melts_recall": melt.recall(judged)}


def _conservation(given: dict[str, Path]) -> dict[str, float]:
    outcomes = Counter(outcome(sheet) for path in given.values() for sheet in sheets(path))
    if not outcomes:
        return {}
    print(f"conservation: {dict(outcomes.most_common())}")
    cleaned = sum(count for kind, count in outcomes.items() if kind in {"holds", "numbers-lost", "does not hold"})
    return {"conserved": outcomes["holds"] / max(cleaned, 1)}


def sheets(path: Path) -> Iterator[Sheet]:
    """Every sheet with data of a collection; what cannot be read is left out."""
    if path.suffix == ".gz":
        yield from (sheet_of(table["table_array"]) for table in scoring.tables(path))
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.stat().st_size <= LARGEST:
            yield from (sheet for sheet in _read(file) if sheet.role == "data" and sheet.height * sheet.width <= LARGEST)


def _read(file: Path) -> Sequence[Sheet]:
    try:
        return read(file)
    except CompanionError:
        return ()


def outcome(sheet: Sheet) -> str:
    """holds, does not hold, or the refusal's code."""
    try:
        proposal = propose(sheet)
        return "holds" if clean(sheet, proposal.steps, layout=proposal.layout).conservation.holds else "does not hold"
    except CompanionError as error:
        return error.code


def _times(_given: dict[str, Path]) -> dict[str, float]:
    ours, theirs = melt.raced(100_000, 24)
    return {"detection": float(np.quantile(layout.timed(), 0.95)), "melt_ratio": ours / theirs}


if __name__ == "__main__":
    main()

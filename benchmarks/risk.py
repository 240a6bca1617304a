"""k with flags over 1M rows and six quasi-identifiers, against pandas' groupby size and pycanon, in interleaved rounds (seconds of processor time).

    python -m benchmarks.risk [--rows 1000000] [--rounds 5] [--subsets] [--tables 200]

Wanted: at most 1.0 of pandas, at most 1/20 of pycanon. `--subsets` adds all subsets of eight columns, `--tables N` the agreement of
k, l and uniques with pycanon and with counting on N random tables.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pycanon import anonymity

sys.path.insert(0, str(Path(__file__).parent.parent))
from ctcompanion.privacy.reidentify.diversity import distinct_l
from ctcompanion.privacy.reidentify.unique_subsets import minimal_unique_subsets
from ctcompanion.privacy.risk import group_sizes, risk

SIZES = {"age": 95, "sex": 3, "race": 7, "town": 169, "year": 6, "language": 12}


def people(rows: int, dtype: str) -> pd.DataFrame:
    """People who differ as residents do: a few frequent values, many rare ones."""
    drawn = np.random.default_rng(7)
    columns = {}
    for name, size in SIZES.items():
        weights = 1 / np.arange(1, size + 1)
        codes = drawn.choice(size, rows, p=weights / weights.sum())
        columns[name] = pd.Series(codes if dtype == "int64" else np.array([f"{name} {n}" for n in range(size)])[codes], dtype=dtype)
    return pd.DataFrame(columns)


def seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def agreement(tables: int) -> int:
    """On how many random tables of up to 1,000 rows k, l, and the rows that are alone agree with pycanon and pandas."""
    agreed = 0
    for seed in range(tables):
        drawn = np.random.default_rng(seed)
        rows = int(drawn.integers(2, 1_000))
        frame = pd.DataFrame({f"q{n}": drawn.integers(0, drawn.integers(1, 40), rows).astype(str) for n in range(drawn.integers(1, 6))})
        names = tuple(frame.columns)
        frame["s"] = drawn.integers(0, 5, rows).astype(str)
        sizes = frame.groupby(list(names)).size()
        measured = risk(frame, names)
        held = (measured.k, measured.rows_below_k, measured.sample_uniques, distinct_l(frame, names, "s"))
        known = anonymity.k_anonymity(frame, list(names)), int(sizes[sizes < 6].sum()), int((sizes == 1).sum())
        agreed += held == (*known, anonymity.l_diversity(frame, list(names), ["s"]))
    return agreed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--subsets", action="store_true")
    parser.add_argument("--tables", type=int, default=0)
    options = parser.parse_args()
    names = tuple(SIZES)
    for dtype in ("str", "int64"):
        frame = people(options.rows, dtype)
        ours, pandas_times = [], []
        for _ in range(options.rounds):
            ours.append(seconds(lambda frame=frame: group_sizes(frame, names)))
            pandas_times.append(seconds(lambda frame=frame: frame.groupby(list(names), observed=True, dropna=False).size()))
        canon = seconds(lambda frame=frame: anonymity.k_anonymity(frame, list(names)))
        own, peer = statistics.median(ours), statistics.median(pandas_times)
        print(f"{dtype}: ours {own:.3f} s, pandas {peer:.3f} s (ratio {own / peer:.2f}), pycanon {canon:.1f} s (ratio 1/{canon / own:.0f})")
    if options.tables:
        print(f"k, l and uniques agree on {agreement(options.tables)} of {options.tables} random tables")
    if options.subsets:
        wide = people(options.rows, "str").assign(zip=np.arange(options.rows) % 280, month=np.arange(options.rows) % 12)
        print(f"all subsets of {wide.shape[1]} columns: {seconds(lambda: minimal_unique_subsets(wide, tuple(wide.columns))):.1f} s")


if __name__ == "__main__":
    main()

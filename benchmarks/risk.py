"""k with flags over 1M rows and six quasi-identifiers, against pandas' groupby size and pycanon, in interleaved rounds (seconds of processor time).

    python benchmarks/risk.py [--rows 1000000] [--rounds 5] [--subsets]

Wanted: at most 1.0 of pandas, at most 1/20 of pycanon. `--subsets` adds all subsets of eight columns.
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
from ctcompanion.privacy.reidentify.unique_subsets import minimal_unique_subsets
from ctcompanion.privacy.risk import group_sizes

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--subsets", action="store_true")
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
    if options.subsets:
        wide = people(options.rows, "str").assign(zip=np.arange(options.rows) % 280, month=np.arange(options.rows) % 12)
        print(f"all subsets of {wide.shape[1]} columns: {seconds(lambda: minimal_unique_subsets(wide, tuple(wide.columns))):.1f} s")


if __name__ == "__main__":
    main()

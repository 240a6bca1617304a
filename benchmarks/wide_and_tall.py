"""How long the proposed cleanup takes on large sheets: detection, proposal and cleaning apart, in seconds of computing and of waiting.

    python -m benchmarks.wide_and_tall [CASE...] [--profile]

Cases: long (10,000 x 30), mixed (10,000 x 30 with towns, months and marks), wide (200 x 16,384), broad (500 x 1,500),
million (1,000,000 x 10; through the reader, as a csv). `--profile` prints where the time went.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import time
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from ctcompanion.cleaning import clean, propose
from ctcompanion.cleaning.layout import detect
from ctcompanion.model import Sheet, column_letter
from ctcompanion.reading import read
from ctcompanion.settings import Limits

TOWNS = ("Avon", "Bethel", "Canton", "Darien", "Essex", "Fairfield", "Granby", "Hamden")


def numbers(height: int, width: int) -> Sheet:
    """A name and a row of whole numbers for each line."""
    found = np.random.default_rng(0).integers(0, 100_000, (height, width)).astype(str)
    return sheet_of([[f"Field {column_letter(at + 1)}", *found[:, at]] for at in range(width)])


def mixed(height: int, width: int) -> Sheet:
    """A title, a town, a month, then money, rates and suppressed counts in turn."""
    random = np.random.default_rng(0)
    towns = [TOWNS[at] for at in random.integers(0, len(TOWNS), height)]
    columns = [["Permits by town", "Town", *towns], [None, "Month", *(f"{at % 12 + 1:02}/15/20{at % 20 + 10}" for at in range(height))]]
    for at in range(2, width):
        values = random.integers(0, 100_000, height)
        texts = [
            f"${n:,}.50" if at % 3 == 0 else f"{n / 1000:.1f}%" if at % 3 == 1 else "*" if n < 2000 else f"{n:,}" for n in values.tolist()
        ]
        columns.append([None, f"Measure {at}", *texts])
    return sheet_of(columns)


def million(height: int, width: int) -> Sheet:
    """A csv of that size through the reader's child process."""
    sheet = mixed(100_000, width)
    body = sheet.cells.slice(2)
    whole = pa.concat_tables([body] * (height // 100_000)).rename_columns(
        [column.to_pylist()[0] for column in sheet.cells.slice(1, 1).columns]
    )
    target = pa.BufferOutputStream()
    arrow_csv.write_csv(whole, target)
    data = target.getvalue().to_pybytes()
    began = time.perf_counter()
    book = read(data, "million.csv", Limits(child_cpu_seconds=200, child_wall_seconds=600))
    print(f"  {len(data) / 1e6:,.0f} MB read in {time.perf_counter() - began:.1f} s")
    return book.sheets[0]


def sheet_of(columns: list[list[str | None]]) -> Sheet:
    return Sheet(None, pa.table({column_letter(at): pa.array(texts, pa.string()) for at, texts in enumerate(columns, start=1)}))


CASES: dict[str, tuple[Callable[[int, int], Sheet], int, int]] = {
    "long": (numbers, 10_000, 30),
    "mixed": (mixed, 10_000, 30),
    "wide": (numbers, 200, 16_384),
    "broad": (numbers, 500, 1_500),
    "half": (numbers, 200, 4_000),
    "million": (million, 1_000_000, 10),
}


def timed(name: str, profile: bool) -> None:
    """One case, each part timed once."""
    make, height, width = CASES[name]
    sheet = make(height, width)
    profiler = cProfile.Profile() if profile else None
    if profiler:
        profiler.enable()
    clocks = [clock()]
    layout = detect(sheet)
    clocks.append(clock())
    proposal = propose(sheet, "file.csv", layout)
    clocks.append(clock())
    table = clean(sheet, proposal.steps, layout=layout)
    clocks.append(clock())
    if profiler:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
    spent = [
        f"{part} {after[0] - before[0]:.2f} ({after[1] - before[1]:.2f})"
        for part, before, after in zip(("detect", "propose", "clean"), clocks, clocks[1:], strict=False)
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:8} {height:,} x {width:,}: {', '.join(spent)} s of computing (of waiting); {len(table.rows):,} x {len(table.columns):,}; peak {peak:,.0f} MB",
        flush=True,
    )


def clock() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", default=list(CASES))
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    for name in options.cases:
        timed(name, options.profile)


if __name__ == "__main__":
    main()

"""Melts against hand labels: of the sheets that need one, how many are melted; of those that need none, how many are melted all the same.

    python -m benchmarks.melt SAUS.jl.gz AGGREGATIONS.jl.gz STATSHEETS CT HOSTILE [--list]

melt_truth.csv: source, sheet, melt. The source is the file's or folder's name; the sheet is a line's number (from 0) or a path, with #name
for one of several. yes: the headings are values of one or two dimensions. no: they name different measures, flags, or a single period.
part: a table of both kinds, where melting a part and leaving it are both right; it counts neither way. Labelled by the headings alone.
Then the time of a melt beside pandas.melt on the same data in the same run.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from ctcompanion.cleaning import melt, propose
from ctcompanion.cleaning.held import Held
from ctcompanion.cleaning.working import Working
from ctcompanion.errors import CompanionError
from ctcompanion.model import Layout, Sheet
from tools.layout_examples import read, sheet_of

TRUTH = Path(__file__).with_name("melt_truth.csv")


@dataclass(frozen=True)
class Judged:
    """A labelled sheet and what the program does with it."""

    source: str
    sheet: str
    needs: str
    melted: bool
    sentence: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--list", action="store_true", help="name the sheets that are melted wrongly, and those that are not melted")
    options = parser.parse_args()
    judged = [found for path in options.data for found in judge(path)]
    print(f"{'source':14} {'yes':>5} {'no':>5} {'part':>5} {'precision':>9} {'recall':>7} {'false melts':>11}")
    for source in [*dict.fromkeys(found.source for found in judged), "all"]:
        told(source, [found for found in judged if source in (found.source, "all")])
    if options.list:
        for found in judged:
            if found.needs in {"yes", "no"} and found.melted != (found.needs == "yes"):
                print(f"needs {found.needs:3} {found.source}/{found.sheet}: {found.sentence}")
    timed()


def told(source: str, judged: list[Judged]) -> None:
    """One line of the table."""
    yes, no = ([found for found in judged if found.needs == kind] for kind in ("yes", "no"))
    print(
        f"{source:14} {len(yes):5} {len(no):5} {len(judged) - len(yes) - len(no):5} {precision(judged):9.3f} {recall(judged):7.3f} {false_melts(judged):11.3f}"
    )


def precision(judged: list[Judged]) -> float:
    """Of the melted sheets with a plain label, the share that need it."""
    melted = [found for found in judged if found.melted and found.needs != "part"]
    return sum(found.needs == "yes" for found in melted) / max(len(melted), 1)


def recall(judged: list[Judged]) -> float:
    """Of the sheets that need a melt, the share that get one."""
    return float(np.mean([found.melted for found in judged if found.needs == "yes"] or [np.nan]))


def false_melts(judged: list[Judged]) -> float:
    """Of the sheets that need none, the share that are melted."""
    return float(np.mean([found.melted for found in judged if found.needs == "no"] or [np.nan]))


def judge(path: Path) -> Iterator[Judged]:
    """Every labelled sheet of one collection."""
    source = path.name.split(".")[0]
    with TRUTH.open(newline="", encoding="utf-8") as file:
        labels = {row["sheet"]: row["melt"] for row in csv.DictReader(file) if row["source"] == source}
    for name, sheet in _sheets(path, list(labels)):
        try:
            steps = propose(sheet, Path(name).name.split("#")[0]).steps
        except CompanionError:
            steps = ()
        done = [step for step in steps if step.operation == melt.OPERATION and step.on]
        yield Judged(source, name, labels[name], bool(done), done[0].sentence if done else "")


def _sheets(path: Path, wanted: list[str]) -> Iterator[tuple[str, Sheet]]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as source:
            yield from ((str(at), sheet_of(json.loads(line)["table_array"])) for at, line in enumerate(source) if str(at) in wanted)
        return
    for name in wanted:
        file, _, sheet_name = name.partition("#")
        sheets = read(path / file)
        yield name, next((sheet for sheet in sheets if sheet.name == sheet_name), sheets[0])


def timed() -> None:
    """The melt step beside pandas.melt on the same numbers."""
    for rows, columns in ((169, 60), (10_000, 60), (100_000, 24)):
        ours, theirs = raced(rows, columns)
        print(f"melt of {rows:,} x {columns}: {ours * 1000:.2f} ms, pandas.melt {theirs * 1000:.2f} ms, ratio {ours / theirs:.2f}")


def raced(rows: int, columns: int) -> tuple[float, float]:
    """Seconds of the melt step and of pandas.melt, the best of several."""
    working, frame = _table(rows, columns)
    step = melt.propose(working)[0]
    theirs = _best(lambda: frame.melt(id_vars="Town", var_name="Year"))
    return _best(lambda: melt.apply(working, step)), theirs


def _table(rows: int, columns: int) -> tuple[Working, pd.DataFrame]:
    """The same table as texts, as a sheet has them, and as a frame of numbers and texts, as pandas has it."""
    numbers = np.random.default_rng(0).integers(0, 100_000, (rows, columns))
    names = pa.array([f"Town {at}" for at in range(rows)])
    years = [str(1990 + at) for at in range(columns)]
    held = [Held("Town", names, 1), *(Held(year, pa.array(numbers[:, at].astype(str)), at + 2) for at, year in enumerate(years))]
    for column in held:
        _ = column.numbers, column.there
    sheet = Sheet(None, pa.table({"A": names}))
    working = Working(sheet, Layout((), (), (), (), (), 1.0), np.arange(1, rows + 1), tuple(held), headed=True)
    return working, pd.DataFrame({"Town": names.to_pandas(), **{year: numbers[:, at] for at, year in enumerate(years)}})


def _best(call: Callable[[], object], times: int = 7) -> float:
    """Seconds of computing, the least of several: what else the machine does stays out."""
    seconds = []
    for _ in range(times):
        began = time.process_time()
        call()
        seconds.append(time.process_time() - began)
    return min(seconds)


if __name__ == "__main__":
    main()

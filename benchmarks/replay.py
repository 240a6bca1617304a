"""Last year's decisions on this year's file, with no click: clean year n with --save-recipe, year n+1 with --recipe, and look at the result.

    python -m benchmarks.replay FOLDER [--only NAME]

FOLDER holds `cases.json`: per series its raw files, the tidy table that a person published from them, and which rows are the truth of a
file. A pair of years is right (the same columns, the right rows), stopped (exit status 1 or 3: the reason is printed), or wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.scoring import plain, recovered, truth_of
from ctcompanion.__main__ import main as shell
from tools.layout_examples import read

FOUND = 0.98
"""Share of the true rows that has to be there, of those whose names stand in the file. What the person who published the tidy table spelled
in another way, or added from elsewhere, is in no cell of the file, so that no cleanup can find it; it is counted and printed."""
NEAR = 1.25
"""Rows more or fewer than expected by this factor: left wide, or melted wrongly."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    for case in json.loads((options.folder / "cases.json").read_text(encoding="utf-8")):
        if options.only in case["folder"] and "expected_rows" in case:
            total += series(case, options.folder)
    files = sum(total.values())
    print(
        f"{'all':45} {files:3} files: {total['right']} right ({total['right'] / max(files, 1):.0%}), {total['stopped']} stopped, {total['wrong']} wrong"
    )


def series(case: Mapping[str, Any], folder: Path) -> Counter[str]:
    """Each file of a series after the first, with the decisions of the one before it."""
    files = sorted((folder / case["folder"] / "raw").glob(case["raw"]), key=_year)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        for before, file in pairwise(files):
            verdict, why = judged(case, folder, before, file, Path(place))
            counts[verdict] += 1
            if why:
                print(f"  {file.name}: {verdict}: {why}")
    print(
        f"{case['folder']:45} {sum(counts.values()):3} files: {counts['right']} right, {counts['stopped']} stopped, {counts['wrong']} wrong"
    )
    return counts


def judged(case: Mapping[str, Any], folder: Path, before: Path, file: Path, place: Path) -> tuple[str, str]:
    """right, stopped or wrong, and why."""
    first, second, recipe = place / "first.csv", place / "second.csv", place / "recipe.json"
    second.unlink(missing_ok=True)
    code, said = run("clean", before, "-o", first, "--save-recipe", recipe)
    if code:
        return "stopped", f"the year before: {said}"
    code, said = run("clean", file, "-o", second, "--recipe", recipe)
    if code:
        return "stopped", said
    was, now = rows_of(first), rows_of(second)
    if list(was[0]) != list(now[0]):
        return "wrong", f"columns {list(was[0])} became {list(now[0])}"
    truth = truth_of(case, folder, file)
    named = _named_in(file, truth, case)
    share = recovered([[row[key] for key in (*case["keys"], case["value"])] for row in named], now) / max(len(named), 1)
    ratio = len(now) / case["expected_rows"]
    if share < FOUND or not 1 / NEAR <= ratio <= NEAR:
        return "wrong", f"{share:.3f} of the true rows, {len(now)} rows where {case['expected_rows']} were expected"
    other = len(truth) - len(named)
    return "right", f"{other} of {len(truth)} true rows go by a name that is in no cell of the file" if other else ""


def _named_in(file: Path, truth: list[dict[str, Any]], case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The true rows whose names (keys but for the year, which may stand in the file's name) are cells of the file, letter by letter but for case."""
    cells = {plain(cell) for sheet in read(file) for column in sheet.cells.columns for cell in column.unique().to_pylist() if cell}
    keys = [key for key in case["keys"] if key != case.get("year", {}).get("column") and key in truth[0]] if truth else []
    return [row for row in truth if all(plain(row[key]) in cells for key in keys if not plain(row[key]).isdigit())]


def run(*arguments: object) -> tuple[int, str]:
    """A command of the shell: its exit status and what it said when it stopped."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = shell([str(argument) for argument in arguments])
    return code, json.loads(err.getvalue())["message"] if code else ""


def rows_of(file: Path) -> list[dict[str, str]]:
    """A csv file's rows; one empty row for a table without any."""
    with file.open(newline="", encoding="utf-8") as source:
        found = csv.DictReader(source)
        return list(found) or [dict.fromkeys(found.fieldnames or (), "")]


def _year(file: Path) -> tuple[str, str]:
    found = re.search(r"(19|20)\d{2}", file.name)
    return (found.group() if found else "", file.name)


if __name__ == "__main__":
    main()
